/*
 * The real host reads its templates again when their files change, in whatever way. Every wait is
 * until something is so; what must not happen is looked for behind something that must.
 */
#include "host/watch.h"
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define GOOD(body) "kind: 试\nsections:\n  - {name: 甲, trigger: jia, body: " body "}\n"
static const char broken[] = "kind: 试\nsections:\n  - {name: 甲, trigger: jia, bo";

static char *root; /* a folder of one test */

/* A path below it; one of four static buffers that take turns. */
static const char *at(const char *name) {
  static char paths[4][256];
  static size_t turn;
  char *path = paths[turn++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", root, name);
  return path;
}

static int make_root(void **state) {
  (void)state;
  root = strdup(path_of("reload-XXXXXX"));
  return root && mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state) {
  (void)state;
  char command[256];
  snprintf(command, sizeof command, "rm -rf '%s'", root);
  free(root);
  return system(command);
}

static void put(const char *name, const char *text) {
  write_file(at(name), text, strlen(text));
}

static void make(const char *name) {
  assert_int_equal(mkdir(at(name), 0700), 0);
}

static void move(const char *from, const char *to) {
  assert_int_equal(rename(at(from), at(to)), 0);
}

static void drop(const char *name) {
  assert_int_equal(remove(at(name)), 0);
}

/* A host that has read the templates of this folder, with an empty text as buffer 1. */
static peer *started(const char *folder) {
  static const char *const lines[] = {"jia"};
  peer *self = peer_start(false, NULL);
  fields hello = greeting(GONGWEN_VERSION, "en", folder);
  peer_call(self, "hello", &hello);
  open_buffer(self, 1, 10, lines, 1);
  fields params = no_fields();
  peer_call(self, "templates", &params); /* waits until they are there */
  return self;
}

/* What the trigger becomes; "" if it is none. */
static const char *expansion(peer *self) {
  fields params = about_place(10, 0, 3);
  const msgpack_object *answer = peer_call(self, "expand", &params);
  if (!map_flag(answer, "found"))
    return "";
  const msgpack_object *edit = map_get(answer, "edits")->via.array.ptr;
  return text_value(edit->via.array.ptr[5].via.array.ptr);
}

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_expansion(peer *self, const char *expected) {
  long start = now_ms();
  const char *found = expansion(self);
  while (strcmp(found, expected) != 0 && now_ms() - start < PEER_DEADLINE_MS) {
    peer_drop_taken(self);
    found = expansion(self);
  }
  assert_string_equal(found, expected);
}

static int64_t readings(peer *self) {
  fields params = no_fields();
  return map_number(peer_call(self, "info", &params), "readings");
}

static const msgpack_object *problems(peer *self) {
  return map_get(peer_event_named(self, "problems"), "problems");
}

/* ---- ways to save a file ----------------------------------------------------------------------
 */

static void test_the_ways_of_saving(void **state) {
  (void)state;
  make("t");
  put("t/a.yaml", GOOD("一"));
  peer *self = started(at("t"));
  wait_expansion(self, "一");
  put("t/a.yaml", GOOD("二")); /* in place */
  wait_expansion(self, "二");
  put("t/a.yaml.new", GOOD("三")); /* a new one moved over the old one */
  move("t/a.yaml.new", "t/a.yaml");
  wait_expansion(self, "三");
  move("t/a.yaml", "t/a.yaml~"); /* the old one is the backup */
  put("t/a.yaml", GOOD("四"));
  drop("t/a.yaml~");
  wait_expansion(self, "四");
  drop("t/a.yaml");
  wait_expansion(self, "");
  put("t/b.yml", GOOD("五"));
  wait_expansion(self, "五");
  move("t/b.yml", "t/b.txt");
  wait_expansion(self, "");
  assert_false(peer_has(self, "problems"));
  assert_good_end(self);
}

static void test_a_half_written_file(void **state) {
  (void)state;
  make("t");
  put("t/a.yaml", GOOD("一"));
  peer *self = started(at("t"));
  put("t/a.yaml", broken);
  const msgpack_object *list = problems(self);
  assert_true(list->via.array.size > 0);
  const char *told = text_value(&list->via.array.ptr[0]);
  assert_memory_equal(told, at("t/a.yaml:3:"), strlen(at("t/a.yaml:3:")));
  assert_string_equal(expansion(self), "一");
  /* Another good file does not bring the broken one's old text down. */
  put("t/b.yaml", "kind: 试\nsections:\n  - {name: 乙, trigger: yi, body: 乙}\n");
  assert_true(problems(self)->via.array.size > 0);
  assert_string_equal(expansion(self), "一");
  put("t/a.yaml", GOOD("二"));
  assert_int_equal(problems(self)->via.array.size, 0);
  assert_string_equal(expansion(self), "二");
  /* Said once. */
  put("t/a.yaml", GOOD("三"));
  wait_expansion(self, "三");
  assert_false(peer_has(self, "problems"));
  assert_good_end(self);
}

static void test_an_entry_switched_off(void **state) {
  (void)state;
  make("weak");
  put("weak/a.yaml", GOOD("一"));
  peer *self = peer_start(false, NULL);
  static const char *const lines[] = {"jia"};
  fields hello = no_fields();
  fields_text(&hello, "version", GONGWEN_VERSION);
  fields_text(&hello, "language", "zh");
  fields_number(&hello, "ambiwidth", 1);
  fields_list(&hello, "snippets", 2);
  fields_push_text(&hello, at("strong"));
  fields_push_text(&hello, at("weak"));
  peer_call(self, "hello", &hello);
  open_buffer(self, 1, 10, lines, 1);
  assert_string_equal(expansion(self), "一");
  make("strong");
  put("strong/off.yaml", "kind: 试\nsections:\n  - {name: 甲, enabled: false}\n");
  wait_expansion(self, "");
  drop("strong/off.yaml");
  wait_expansion(self, "一");
  assert_good_end(self);
}

/* ---- folders --------------------------------------------------------------------------------- */

static void test_a_folder_that_comes_and_goes(void **state) {
  (void)state;
  peer *self = started(at("x/y/t"));
  assert_string_equal(expansion(self), "");
  make("x");
  make("x/y");
  make("x/y/t");
  put("x/y/t/a.yaml", GOOD("一"));
  wait_expansion(self, "一");
  drop("x/y/t/a.yaml");
  drop("x/y/t");
  wait_expansion(self, "");
  make("x/y/t");
  put("x/y/t/a.yaml", GOOD("二"));
  wait_expansion(self, "二");
  move("x/y/t", "x/y/other"); /* away, and another one in its place */
  wait_expansion(self, "");
  make("new");
  put("new/a.yaml", GOOD("三"));
  move("new", "x/y/t");
  wait_expansion(self, "三");
  put("x/y/t/a.yaml", GOOD("四"));
  wait_expansion(self, "四");
  move("x/y", "x/z"); /* the folder above it */
  wait_expansion(self, "");
  move("x/z", "x/y");
  wait_expansion(self, "四");
  assert_good_end(self);
}

static void test_links(void **state) {
  (void)state;
  make("t");
  make("far");
  make("far/t");
  put("far/a.yaml", GOOD("一"));
  put("far/t/a.yaml", GOOD("目录"));
  assert_int_equal(symlink("../far/a.yaml", at("t/a.yaml")), 0);
  peer *self = started(at("t"));
  wait_expansion(self, "一");
  put("far/a.yaml", GOOD("二"));
  wait_expansion(self, "二");
  put("far/new", GOOD("三"));
  move("far/new", "far/a.yaml");
  wait_expansion(self, "三");
  assert_good_end(self);

  /* A folder that is a link, and one that leads nowhere yet. */
  assert_int_equal(symlink("far/t", at("link")), 0);
  self = started(at("link"));
  wait_expansion(self, "目录");
  put("far/t/a.yaml", GOOD("改"));
  wait_expansion(self, "改");
  make("far/u");
  put("far/u/a.yaml", GOOD("换"));
  assert_int_equal(symlink("far/u", at("link2")), 0);
  move("link2", "link");
  wait_expansion(self, "换");
  move("far/u", "far/v");
  wait_expansion(self, "");
  move("far/v", "far/u");
  wait_expansion(self, "换");
  assert_good_end(self);
}

static void test_a_single_file(void **state) {
  (void)state;
  put("a.yaml", GOOD("一"));
  peer *self = started(at("a.yaml"));
  wait_expansion(self, "一");
  put("a.yaml", GOOD("二"));
  wait_expansion(self, "二");
  put("new", GOOD("三"));
  move("new", "a.yaml");
  wait_expansion(self, "三");
  assert_good_end(self);
}

/* ---- no more than that ----------------------------------------------------------------------- */

static void count_change(void *user) {
  (*(size_t *)user)++;
}

/* What editors and people do beside the templates, in their folder and in the one above. */
static void test_other_files_are_no_change(void **state) {
  (void)state;
  uv_loop_t loop;
  watch_places places = {0};
  size_t changes = 0;
  watch self = {.changed = count_change, .user = &changes};
  make("t");
  put("t/a.yaml", GOOD("一"));
  assert_int_equal(uv_loop_init(&loop), 0);
  watch_places_find(&places, (const char *const[]){at("t")}, 1);
  assert_true(watch_set(&self, &loop, &places));
  assert_int_equal(self.refused, 0);
  put("t/.a.yaml.swp", "x");
  put("t/4913", "x");
  put("t/notes.txt", "x");
  put("t/a.yaml~", "x");
  put("b.yaml", "x");
  drop("t/4913");
  drop("t/a.yaml"); /* the system tells in order, so all before it has been told by then */
  while (changes == 0)
    uv_run(&loop, UV_RUN_ONCE);
  assert_int_equal(changes, 1);
  watch_places_free(&places);
  watch_close(&self);
  uv_run(&loop, UV_RUN_DEFAULT);
  assert_int_equal(uv_loop_close(&loop), 0);
}

static void test_its_own_reading_is_no_change(void **state) {
  (void)state;
  make("t");
  put("t/a.yaml", GOOD("一"));
  peer *self = started(at("t"));
  assert_int_equal(readings(self), 1);
  put("t/a.yaml", GOOD("二"));
  wait_expansion(self, "二");
  int64_t before = readings(self);
  assert_in_range(before, 2, 3); /* opened and written: two, where the machine was slow */
  put("t/a.yaml", GOOD("三"));
  wait_expansion(self, "三");
  assert_in_range(readings(self), before + 1, before + 2);
  assert_good_end(self);
}

/* A file that is written all the time is read now and then, not never. */
static void test_a_file_without_rest(void **state) {
  (void)state;
  make("t");
  put("t/a.yaml", GOOD("一"));
  peer *self = started(at("t"));
  long start = now_ms();
  while (readings(self) == 1 && now_ms() - start < PEER_DEADLINE_MS) {
    put("t/a.yaml", GOOD("二"));
    peer_drop_taken(self);
  }
  assert_in_range(readings(self), 2, 3);
  wait_expansion(self, "二");
  assert_good_end(self);
}

/* The end does not wait for a change that was not read yet. */
static void test_an_end_amid_a_change(void **state) {
  (void)state;
  make("t");
  put("t/a.yaml", GOOD("一"));
  peer *self = started(at("t"));
  put("t/a.yaml", GOOD("二"));
  assert_good_end(self);
}

#define RELOAD_TEST(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void) {
  const struct CMUnitTest tests[] = {
      RELOAD_TEST(test_the_ways_of_saving),
      RELOAD_TEST(test_a_half_written_file),
      RELOAD_TEST(test_an_entry_switched_off),
      RELOAD_TEST(test_a_folder_that_comes_and_goes),
      RELOAD_TEST(test_links),
      RELOAD_TEST(test_a_single_file),
      RELOAD_TEST(test_other_files_are_no_change),
      RELOAD_TEST(test_its_own_reading_is_no_change),
      RELOAD_TEST(test_a_file_without_rest),
      RELOAD_TEST(test_an_end_amid_a_change),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
