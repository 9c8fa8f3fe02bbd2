#include "host_fixture.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

static char directory[64]; /* of this run's templates and logs */

static const char templates[] = "kind: 支部总结\n"
                                "sections:\n"
                                "  - name: 工作成效\n"
                                "    trigger: [gzcx, 成效]\n"
                                "    level: 1\n"
                                "    description: 做了什么\n"
                                "    body: |\n"
                                "      共完成任务XX项。\n"
                                "      得到肯定。\n"
                                "  - name: 结语\n"
                                "    trigger: jy\n"
                                "    level: 0\n"
                                "    body: 以上报告，请予审议。\n"
                                "  - name: 引用\n"
                                "    trigger: yy\n"
                                "    body: “${选中:XX}”（${文件名}，$CURRENT_YEAR）\n"
                                "  - name: 成段\n"
                                "    level: 1\n"
                                "    body: ${选中}\n";

/* The placeholders of the report: 2:15 to 17, 2:29 to 31, 4:3 to 5. */
const char *const report[REPORT_LINES] = {
    "关于支部建设情况的汇报", "一、基本情况",   "支部有党员XX名，下设XX个小组。", "（一）组织设置",
    "由XX同志负责。",         "二、下一步打算", "把已有的做法坚持下去。",
};

const char *path_of(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  return path;
}

void write_file(const char *path, const char *text, size_t size) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

int make_directory(void **state) {
  (void)state;
  signal(SIGPIPE, SIG_IGN);
  unsetenv("GONGWEN_LOG");
  const char *base = getenv("TMPDIR");
  snprintf(directory, sizeof directory, "%.40s/gongwen-XXXXXX", base ? base : "/tmp");
  if (!mkdtemp(directory) || mkdir(path_of("snippets"), 0700) != 0)
    return -1;
  write_file(path_of("snippets/zongjie.yaml"), templates, sizeof templates - 1);
  return 0;
}

int remove_directory(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", directory);
  return system(command);
}

fields no_fields(void) {
  fields self;
  fields_init(&self);
  return self;
}

fields greeting(const char *version, const char *language, const char *snippets) {
  fields self = no_fields();
  fields_text(&self, "version", version);
  fields_text(&self, "language", language);
  fields_number(&self, "ambiwidth", 1);
  fields_list(&self, "snippets", snippets ? 1 : 0);
  if (snippets)
    fields_push_text(&self, snippets);
  return self;
}

peer *greeted(void) {
  peer *self = peer_start(false, NULL);
  fields hello = greeting(GONGWEN_VERSION, "en", path_of("snippets"));
  const msgpack_object *answer = peer_call(self, "hello", &hello);
  assert_string_equal(map_text(answer, "version"), GONGWEN_VERSION);
  return self;
}

void assert_good_end(peer *self) {
  peer_exit end = peer_close(self);
  assert_string_equal(end.error, "");
  assert_true(WIFEXITED(end.status));
  assert_int_equal(WEXITSTATUS(end.status), 0);
  assert_in_range(end.ms, 0, AT_ONCE_MS);
}

void assert_refused(const char *bytes, size_t size, const char *error) {
  peer *self = greeted();
  peer_write(self, bytes, size);
  peer_exit end = peer_end(self);
  assert_string_equal(end.error, error);
  assert_true(WIFEXITED(end.status));
  assert_int_equal(WEXITSTATUS(end.status), 1);
  assert_in_range(end.ms, 0, AT_ONCE_MS);
}

void push_lines(fields *params, const char *const *lines, size_t count) {
  fields_list(params, "lines", count);
  for (size_t i = 0; i < count; i++)
    fields_push_text(params, lines[i]);
}

void open_buffer(peer *self, int64_t number, int64_t tick, const char *const *lines, size_t count) {
  fields params = no_fields();
  fields_number(&params, "buf", number);
  fields_number(&params, "tick", tick);
  push_lines(&params, lines, count);
  peer_tell(self, "open", &params);
}

void change_buffer(peer *self, int64_t number, int64_t tick, int64_t count, int64_t first,
                   int64_t old_end, const char *const *lines, size_t line_count) {
  fields params = no_fields();
  fields_number(&params, "buf", number);
  fields_number(&params, "tick", tick);
  fields_number(&params, "count", count);
  fields_number(&params, "first", first);
  fields_number(&params, "old_end", old_end);
  push_lines(&params, lines, line_count);
  peer_tell(self, "change", &params);
}

/* The parameters of a message about buffer 1. */
fields about(int64_t tick) {
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  fields_number(&params, "tick", tick);
  return params;
}

fields about_place(int64_t tick, int64_t line, int64_t column) {
  fields params = about(tick);
  fields_number(&params, "line", line);
  fields_number(&params, "column", column);
  return params;
}

peer *with_report(void) {
  peer *self = greeted();
  open_buffer(self, 1, 10, report, REPORT_LINES);
  return self;
}

void assert_error(const msgpack_object *answer, const char *expected) {
  assert_string_equal(map_text(answer, "error"), expected);
}

void assert_printed(const msgpack_object *map, const char *key, const char *expected) {
  assert_string_equal(printed(map_get(map, key)), expected);
}
