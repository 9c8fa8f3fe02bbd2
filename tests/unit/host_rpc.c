/* The real host behind real pipes: the life and the end of the process, and how messages are
 * treated whatever they say. */
#include "host_fixture.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- life ------------------------------------------------------------------------------------ */

static void test_hello_and_info(void **state) {
  (void)state;
  for (int pipes = 0; pipes <= 1; pipes++) {
    peer *self = peer_start(pipes != 0, NULL);
    fields hello = greeting(GONGWEN_VERSION, "zh", path_of("snippets"));
    const msgpack_object *answer = peer_call(self, "hello", &hello);
    assert_string_equal(map_text(answer, "version"), GONGWEN_VERSION);
    assert_int_equal(map_number(answer, "pid"), self->pid);
    fields none = no_fields();
    peer_call(self, "templates", &none); /* waits until they are there */
    none = no_fields();
    answer = peer_call(self, "info", &none);
    assert_string_equal(map_text(answer, "version"), GONGWEN_VERSION);
    assert_int_equal(map_number(answer, "pid"), self->pid);
    assert_int_equal(map_number(answer, "buffers"), 0);
    assert_false(map_flag(answer, "loading"));
    assert_int_equal(map_number(answer, "sections"), 4);
    assert_printed(answer, "problems", "[]");
    assert_string_equal(map_text(answer, "log"), "");
    hello = greeting(GONGWEN_VERSION, "en", NULL);
    assert_error(peer_call(self, "hello", &hello), "gongwen: hello was already said");
    assert_false(peer_has(self, "problems"));
    assert_good_end(self);
  }
}

static void test_wrong_version(void **state) {
  (void)state;
  peer *self = peer_start(false, NULL);
  fields hello = greeting("9.8.7", "en", NULL);
  const msgpack_object *answer = peer_call(self, "hello", &hello);
  assert_error(answer,
               "gongwen: host " GONGWEN_VERSION ", plugin 9.8.7: ./run build, :Gongwen restart");
  assert_false(map_has(answer, "stale"));
  /* One that has run since before an update; what is no version counts as old. */
  const char *old[] = {"0.0.99", "0", "", "x.y"};
  for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
    char expected[128];
    hello = greeting(old[i], "en", NULL);
    (void)snprintf(expected, sizeof expected,
                   "gongwen: host " GONGWEN_VERSION
                   ", plugin %s: restart the editor, or update the plugin",
                   old[i]);
    assert_error(peer_call(self, "hello", &hello), expected);
  }
  hello = greeting("9.8.7", "zh", NULL);
  assert_error(peer_call(self, "hello", &hello),
               "gongwen：后台 " GONGWEN_VERSION "，插件 9.8.7：./run build 后 :Gongwen restart");
  fields none = no_fields();
  assert_error(peer_call(self, "info", &none), "gongwen：info：须先发送 hello");
  assert_good_end(self);
}

static void test_before_hello(void **state) {
  (void)state;
  peer *self = peer_start(false, NULL);
  open_buffer(self, 1, 10, report, REPORT_LINES); /* no id: nobody to tell */
  fields none = no_fields();
  assert_error(peer_call(self, "info", &none), "gongwen: info: the first message must be hello");
  none = no_fields();
  assert_error(peer_call(self, "nothing", &none),
               "gongwen: nothing: the first message must be hello");
  fields hello = greeting(GONGWEN_VERSION, "en", NULL);
  assert_false(map_has(peer_call(self, "hello", &hello), "error"));
  fields jump = about_place(10, 0, 0);
  fields_number(&jump, "direction", 1);
  fields_number(&jump, "count", 1);
  assert_error(peer_call(self, "jump", &jump), "gongwen: jump: buffer 1 is not open");
  assert_false(peer_has(self, "seen"));
  assert_good_end(self);
}

static void test_faulty_messages(void **state) {
  (void)state;
  peer *self = with_report();
  fields params = no_fields();
  assert_error(peer_call(self, "dance\tnow", &params), "gongwen: there is no method dance now");
  params = no_fields();
  peer_tell(self, "dance", &params);
  params = no_fields();
  assert_error(peer_call(self, "jump", &params),
               "gongwen: jump: buf must be a whole number from 1 up");
  params = about_place(10, 0, 0);
  fields_number(&params, "direction", 2);
  fields_number(&params, "count", 1);
  assert_error(peer_call(self, "jump", &params), "gongwen: jump: direction must be 1 or -1");
  params = about_place(10, 0, 0);
  fields_number(&params, "direction", 1);
  fields_number(&params, "count", 0);
  assert_error(peer_call(self, "jump", &params),
               "gongwen: jump: count must be a whole number from 1 up");
  params = about_place(10, 7, 0);
  fields_number(&params, "direction", 1);
  fields_number(&params, "count", 1);
  assert_error(peer_call(self, "jump", &params), "gongwen: jump: there is no line 7");
  /* A notification with an id is answered, with a fault or without. */
  params = no_fields();
  fields_number(&params, "buf", 1);
  fields_number(&params, "node", 0);
  fields_text(&params, "action", "fly");
  assert_error(peer_call(self, "fold", &params),
               "gongwen: fold: action must be toggle, open, close, open_all or close_all");
  params = no_fields();
  fields_number(&params, "buf", 2);
  assert_false(map_has(peer_call(self, "close", &params), "error"));
  /* An id that is none; a request without one; no map at all: no answer, and life goes on. */
  params = no_fields();
  fields_text(&params, "id", "x");
  peer_tell(self, "info", &params);
  params = no_fields();
  peer_tell(self, "info", &params);
  static const char others[] = "\x93\x02\xA4info\x90"
                               "\x93\x02\xB0nvim_error_event\x92\x00\xA4oops";
  peer_write(self, others, sizeof others - 1);
  assert_false(peer_has(self, "answer"));
  assert_good_end(self);
}

/* Lines that hold an LF are no lines: the message is refused, the text stays. */
static void test_lines_with_breaks(void **state) {
  (void)state;
  peer *self = greeted();
  fields params = about(10);
  fields_list(&params, "lines", 1);
  fields_push_text(&params, "a\nb");
  assert_error(peer_call(self, "open", &params), "gongwen: open: lines must be a list of lines");
  assert_false(peer_has(self, "seen"));
  assert_good_end(self);
}

static void test_rpc_requests(void **state) {
  (void)state;
  peer *self = peer_start(false, NULL);
  static const char early[] = "\x94\x00\x05\xA4info\x91\x80";
  peer_write(self, early, sizeof early - 1);
  assert_string_equal(printed(peer_event_named(self, "response")),
                      "[1, 5, \"gongwen: info: the first message must be hello\", nil]");
  fields hello = greeting(GONGWEN_VERSION, "en", NULL);
  peer_call(self, "hello", &hello);
  static const char close_none[] = "\x94\x00\x06\xA5"
                                   "close\x91\x81\xA3"
                                   "buf\x01";
  peer_write(self, close_none, sizeof close_none - 1);
  assert_string_equal(printed(peer_event_named(self, "response")), "[1, 6, nil, {}]");
  static const char waits[] = "\x94\x00\xCE\xFF\xFF\xFF\xFF\xA9templates\x91\x81\xA2id\x09";
  peer_write(self, waits, sizeof waits - 1);
  assert_string_equal(printed(peer_event_named(self, "response")),
                      "[1, 4294967295, nil, {\"templates\"=>[], \"documents\"=>[]}]");
  assert_false(peer_has(self, "answer")); /* one answer: the response */
  assert_good_end(self);
}

/* A host with one section that has a long description: its `templates` answers are of 200 KB. */
enum {
  LONG = 200 * 1000
};

static peer *with_long_answers(bool pipes) {
  char *text = malloc(LONG + 100);
  assert_non_null(text);
  size_t size =
      (size_t)sprintf(text, "kind: 长\nsections:\n  - name: 长\n    body: 长\n    description: ");
  memset(text + size, 'x', LONG);
  text[size + LONG] = '\n';
  char file[128];
  snprintf(file, sizeof file, "%s", path_of("long.yaml"));
  write_file(file, text, size + LONG + 1);
  free(text);
  peer *self = peer_start(pipes, NULL);
  fields params = greeting(GONGWEN_VERSION, "en", file);
  peer_call(self, "hello", &params);
  params = no_fields();
  peer_call(self, "templates", &params);
  return self;
}

static void assert_long_answer(peer *self, int64_t id) {
  const msgpack_object *row = map_get(peer_answer(self, id), "templates")->via.array.ptr;
  assert_int_equal(row->via.array.ptr[4].via.str.size, LONG);
  peer_drop_taken(self);
}

/* ---- the end --------------------------------------------------------------------------------- */

static void test_end_of_input(void **state) {
  (void)state;
  peer *self = peer_start(false, NULL);
  assert_good_end(self); /* before a word was said */
  self = with_report();
  assert_good_end(self);
  /* All that was asked before the end is answered before the end, though more than a pipe holds.
   */
  self = with_long_answers(true);
  enum {
    ASKED = 10
  };
  int64_t ids[ASKED];
  for (int i = 0; i < ASKED; i++) {
    fields none = no_fields();
    ids[i] = peer_ask(self, "templates", &none);
  }
  peer_end_input(self);
  for (int i = 0; i < ASKED; i++)
    assert_long_answer(self, ids[i]);
  peer_exit end = peer_end(self);
  assert_int_equal(end.status, 0);
}

static void test_end_while_loading(void **state) {
  (void)state;
  /* A directory that takes seconds to read: one large file under many names. */
  char slow[128];
  snprintf(slow, sizeof slow, "%s", path_of("slow"));
  assert_int_equal(mkdir(slow, 0700), 0);
  enum {
    SIZE = 200 * 1024
  };
  char *text = malloc(SIZE);
  assert_non_null(text);
  size_t size = (size_t)snprintf(text, SIZE, "kind: 慢\nsections:\n");
  for (int i = 0; size < SIZE - 200; i++)
    size += (size_t)snprintf(text + size, SIZE - size, "  - name: 第%d段\n    body: 正文。\n", i);
  char original[256];
  snprintf(original, sizeof original, "%s/0.yaml", slow);
  write_file(original, text, size);
  free(text);
  for (int i = 1; i < 400; i++) {
    char name[256];
    snprintf(name, sizeof name, "%s/%d.yaml", slow, i);
    assert_int_equal(link(original, name), 0);
  }
  for (int by_signal = 0; by_signal <= 1; by_signal++) {
    peer *self = peer_start(false, NULL);
    fields params = greeting(GONGWEN_VERSION, "en", slow);
    peer_call(self, "hello", &params);
    params = no_fields();
    peer_ask(self, "templates", &params); /* waits, and nobody will want it */
    params = no_fields();
    assert_true(map_flag(peer_call(self, "info", &params), "loading"));
    if (by_signal)
      kill(self->pid, SIGTERM);
    peer_exit end = by_signal ? peer_end(self) : peer_close(self);
    assert_in_range(end.ms, 0, AT_ONCE_MS);
    if (by_signal)
      assert_true(WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGTERM);
    else
      assert_int_equal(end.status, 0);
  }
}

static void test_sigterm(void **state) {
  (void)state;
  peer *self = with_report();
  peer_event_named(self, "seen");
  kill(self->pid, SIGTERM);
  peer_exit end = peer_end(self);
  assert_true(WIFSIGNALED(end.status));
  assert_int_equal(WTERMSIG(end.status), SIGTERM);
  assert_in_range(end.ms, 0, AT_ONCE_MS);
}

static void test_broken_protocol(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    const char *error;
  } cases[] = {
      {"\xC1", 1, "gongwen host: a byte that msgpack does not use\n"},
      {"GET / HTTP/1.0\r\n", 16, "gongwen host: a message that is not msgpack-RPC\n"},
      {"\xDD\xFF\xFF\xFF\xFF", 5, "gongwen host: a message that is too large\n"},
      {"\x91\x91\x91\x91\x91\x91\x91\x91\x91", 9,
       "gongwen host: a message that is nested too deeply\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_refused(cases[i].bytes, cases[i].size, cases[i].error);
}

/* Claims half a gigabyte of elements, sends none: nothing is allocated for them. */
static void test_claims_cost_nothing(void **state) {
  (void)state;
  peer *self = greeted();
  peer_write(self, "\xDD\x20\x00\x00\x00", 5);
  assert_good_end(self);
}

static void test_reader_gone(void **state) {
  (void)state;
  peer *self = greeted();
  peer_stop_reading(self);
  fields none = no_fields();
  peer_ask(self, "info", &none);
  peer_exit end = peer_end(self);     /* its input is still open */
  assert_true(WIFEXITED(end.status)); /* by an error, not by SIGPIPE */
  assert_int_equal(WEXITSTATUS(end.status), 1);
  assert_in_range(end.ms, 0, AT_ONCE_MS);
}

/* An editor that asks and does not read: the host stops reading, keeps its head, and when the
 * editor reads again each request has its one answer. */
static void test_slow_reader(void **state) {
  (void)state;
  peer *self = with_long_answers(false);

  /* Asks until nothing is taken any more; the last request is cut short. */
  static char padding[20 * 1000];
  memset(padding, ' ', sizeof padding - 1);
  int64_t asked = 0;
  msgpack_sbuffer bytes;
  const char *rest;
  size_t rest_size;
  for (bool taken = true; taken;) {
    fields params = no_fields();
    fields_number(&params, "id", 1000 + asked); /* far from those that were used */
    fields_text(&params, "padding", padding);   /* an unknown key */
    msgpack_sbuffer_init(&bytes);
    peer_pack(&bytes, "templates", &params);
    rest = bytes.data;
    rest_size = bytes.size;
    taken = peer_write_some(self, &rest, &rest_size);
    if (taken)
      msgpack_sbuffer_destroy(&bytes);
    asked += taken;
    assert_in_range(asked, 0, 2000);
  }
  assert_in_range(asked, 64 * 1024 * 1024 / LONG, 2000);
  for (int64_t i = 0; i <= asked; i++) {
    if (i == asked)
      peer_write(self, rest, rest_size);
    assert_long_answer(self, 1000 + i);
  }
  msgpack_sbuffer_destroy(&bytes);
  assert_good_end(self);
}

static void test_no_pipes(void **state) {
  (void)state;
  int error[2];
  assert_int_equal(pipe(error), 0);
  pid_t pid = fork();
  assert_true(pid >= 0);
  if (pid == 0) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(error[1], 2);
    execl(GONGWEN_EXECUTABLE, "gongwen", "host", "--editor=nvim", (char *)NULL);
    _exit(127);
  }
  close(error[1]);
  char text[256] = "";
  ssize_t size = 0;
  for (ssize_t more; (more = read(error[0], text + size, sizeof text - 1 - (size_t)size)) > 0;)
    size += more;
  close(error[0]);
  int status = 0;
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 2);
  assert_string_equal(text, "gongwen host: standard input and output must be pipes: an editor "
                            "starts this command\n");
}

static void test_log(void **state) {
  (void)state;
  char option[256];
  snprintf(option, sizeof option, "--log=%s", path_of("host.log"));
  peer *self = peer_start(false, option);
  fields params = greeting(GONGWEN_VERSION, "en", NULL);
  peer_call(self, "hello", &params);
  params = no_fields();
  assert_string_equal(map_text(peer_call(self, "info", &params), "log"), path_of("host.log"));
  open_buffer(self, 1, 10, report, REPORT_LINES);
  enum {
    REFUSED = 20000
  };
  for (int i = 0; i < REFUSED; i++) {
    params = no_fields();
    peer_tell(self, "an_unknown_method_with_a_long_name", &params);
  }
  assert_good_end(self);
  struct stat status;
  assert_int_equal(stat(path_of("host.log"), &status), 0);
  assert_in_range(status.st_size, 1000, 1024 * 1024);
  assert_int_equal(status.st_mode & 0777, 0600);
  char *text = calloc(1, (size_t)status.st_size + 1);
  assert_non_null(text);
  FILE *file = fopen(path_of("host.log"), "r");
  assert_non_null(file);
  assert_int_equal(fread(text, 1, (size_t)status.st_size, file), status.st_size);
  fclose(file);
  assert_non_null(strstr(text, "refused: gongwen: there is no method an_unknown_method"));
  assert_non_null(strstr(text, "end: the editor has closed its side"));
  assert_null(strstr(text, "支部")); /* never the text */
  free(text);
}

/* ---- speed ----------------------------------------------------------------------------------- */

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int compare(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a;
  int64_t right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* A jump in a long text costs about what the round trip costs anyway. */
static void test_speed_of_jump(void **state) {
  (void)state;
  peer *self = greeted();
  enum {
    LINES = 50000,
    ROUNDS = 301
  };
  const char **lines = calloc(LINES, sizeof *lines);
  assert_non_null(lines);
  for (int i = 0; i < LINES; i++)
    lines[i] = i % 100 == 0 ? "一、基本情况" : i % 10 == 0 ? "共XX项。" : "工作正常。";
  open_buffer(self, 1, 10, lines, LINES);
  free(lines);
  peer_event_named(self, "seen");
  int64_t times[2][ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    for (int kind = 0; kind < 2; kind++) {
      fields params = kind ? about_place(10, round * 150, 0) : no_fields();
      if (kind) {
        fields_number(&params, "direction", 1);
        fields_number(&params, "count", 1);
      }
      int64_t start = now_ns();
      peer_call(self, kind ? "jump" : "info", &params);
      times[kind][round] = now_ns() - start;
      peer_drop_taken(self);
    }
  }
  for (int kind = 0; kind < 2; kind++)
    qsort(times[kind], ROUNDS, sizeof times[kind][0], compare);
  double bare = (double)times[0][ROUNDS / 2] / 1000;
  double jumped = (double)times[1][ROUNDS / 2] / 1000;
  print_message("round trip: info %.1f us, jump %.1f us, ratio %.2f\n", bare, jumped,
                jumped / bare);
  assert_true(jumped < bare * 5);
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_hello_and_info),
      cmocka_unit_test(test_wrong_version),
      cmocka_unit_test(test_before_hello),
      cmocka_unit_test(test_faulty_messages),
      cmocka_unit_test(test_lines_with_breaks),
      cmocka_unit_test(test_rpc_requests),
      cmocka_unit_test(test_end_of_input),
      cmocka_unit_test(test_end_while_loading),
      cmocka_unit_test(test_sigterm),
      cmocka_unit_test(test_broken_protocol),
      cmocka_unit_test(test_claims_cost_nothing),
      cmocka_unit_test(test_reader_gone),
      cmocka_unit_test(test_slow_reader),
      cmocka_unit_test(test_no_pipes),
      cmocka_unit_test(test_log),
      cmocka_unit_test(test_speed_of_jump),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
