/* Every allocation of the real host fails once, and for good: it ends in order, with one line that
 * says why, or goes on as if nothing had been. */
#include "host_fixture.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Allocations until the loop and the threads are there. */
enum {
  STARTED = 20
};

/* What the host is told, as it goes through the pipe. */
static msgpack_sbuffer session;
static int64_t asked;

static void tell(const char *name, fields *params) {
  peer_pack(&session, name, params);
}

static void ask(const char *name, fields *params) {
  fields_number(params, "id", ++asked);
  tell(name, params);
}

static void ask_at(const char *name, int64_t line, int64_t column) {
  fields params = about_place(10, line, column);
  fields_number(&params, "direction", 1);
  fields_number(&params, "count", 1);
  fields_text(&params, "action", "demote");
  fields_text(&params, "name", "工作成效");
  fields_text(&params, "unit", "sentence");
  fields_flag(&params, "around", true);
  fields_text(&params, "way", "next");
  ask(name, &params);
}

static int make_session(void **state) {
  int status = make_directory(state);
  msgpack_sbuffer_init(&session);
  fields params = greeting(GONGWEN_VERSION, "en", path_of("snippets"));
  ask("hello", &params);
  params = about(10);
  push_lines(&params, report, REPORT_LINES);
  tell("open", &params);
  static const char *const watched[] = {"outline_open", "marks_open"};
  for (size_t i = 0; i < 2; i++) {
    params = no_fields();
    fields_number(&params, "buf", 1);
    tell(watched[i], &params);
  }
  static const char *const methods[] = {"jump",      "placeholders", "headings",    "renumber",
                                        "next_item", "restructure",  "section",     "extent",
                                        "go",        "fields",       "fill_date",   "insert",
                                        "expand",    "complete",     "placeholders"};
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
    ask_at(methods[i], 2, 15);
  static const char *const lines[] = {"一、基本情况", "（三）又一节XX", "三、第一部分"};
  params = about(11);
  fields_number(&params, "count", REPORT_LINES);
  fields_number(&params, "first", 1);
  fields_number(&params, "old_end", 2);
  push_lines(&params, lines, 3);
  tell("change", &params);
  params = no_fields();
  ask("templates", &params);
  return status;
}

static int remove_session(void **state) {
  msgpack_sbuffer_destroy(&session);
  return remove_directory(state);
}

typedef struct outcome {
  int status;
  size_t answers; /* whole messages that came */
  char error[4096];
} outcome;

static pid_t start(const char *at, const char *on, int in[2], int out[2], int error[2]) {
  assert_int_equal(pipe(in), 0);
  assert_int_equal(pipe(out), 0);
  assert_int_equal(pipe(error), 0);
  pid_t pid = fork();
  assert_true(pid >= 0);
  if (pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(error[1], 2);
    for (int file = 3; file < 16; file++)
      close(file);
    if (chdir(GONGWEN_SCARCE_DIR) != 0) /* LD_PRELOAD knows no blanks in a path */
      _exit(127);
    setenv("LD_PRELOAD", GONGWEN_SCARCE, 1);
    setenv("GONGWEN_FAIL_AT", at, 1);
    setenv("GONGWEN_FAIL_ON", on, 1);
    execl(GONGWEN_EXECUTABLE, "gongwen", "host", "--editor=nvim", (char *)NULL);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  close(error[1]);
  return pid;
}

static size_t count_answers(const char *bytes, size_t size) {
  size_t count = 0;
  msgpack_unpacked unpacked;
  msgpack_unpacked_init(&unpacked);
  for (size_t at = 0; at < size; count++)
    assert_int_equal(msgpack_unpack_next(&unpacked, bytes, size, &at), MSGPACK_UNPACK_SUCCESS);
  msgpack_unpacked_destroy(&unpacked);
  return count;
}

/* Whether the answer to the last request is there: it names what it lists. */
static bool holds_last(const char *bytes, size_t size) {
  static const char key[] = "\xA9templates";
  for (size_t i = 0; i + sizeof key - 1 <= size; i++) {
    if (memcmp(bytes + i, key, sizeof key - 1) == 0)
      return true;
  }
  return false;
}

/* The whole session is written at once: it is less than a pipe holds. */
static outcome run(long at, long on) {
  char texts[2][32];
  snprintf(texts[0], sizeof texts[0], "%ld", at);
  snprintf(texts[1], sizeof texts[1], "%ld", on);
  int in[2];
  int out[2];
  int error[2];
  outcome result = {0};
  pid_t pid = start(texts[0], texts[1], in, out, error);
  assert_in_range(session.size, 1, 16 * 1024);
  ssize_t written = write(in[1], session.data, session.size);
  static char said[1024 * 1024];
  size_t sizes[2] = {0, 0};
  struct pollfd ends[2] = {{.fd = out[0], .events = POLLIN}, {.fd = error[0], .events = POLLIN}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (poll(ends, 2, PEER_DEADLINE_MS) <= 0) {
      kill(pid, SIGKILL);
      fail_msg("the host hangs when allocation %ld fails", at);
    }
    for (int i = 0; i < 2; i++) {
      if (ends[i].fd < 0 || !ends[i].revents)
        continue;
      char *to = i ? result.error : said;
      size_t room = (i ? sizeof result.error - 1 : sizeof said) - sizes[i];
      assert_true(room > 0);
      ssize_t size = read(ends[i].fd, to + sizes[i], room);
      if (size > 0)
        sizes[i] += (size_t)size;
      else
        ends[i].fd = -1;
    }
    /* It would not answer what waits for templates that it still reads when its input ends. */
    if (in[1] >= 0 && (ends[0].fd < 0 || holds_last(said, sizes[0]))) {
      close(in[1]);
      in[1] = -1;
    }
  }
  close(out[0]);
  close(error[0]);
  assert_int_equal(waitpid(pid, &result.status, 0), pid);
  bool finished = WIFEXITED(result.status) && WEXITSTATUS(result.status) == 0;
  assert_true(!finished || written == (ssize_t)session.size);
  result.answers = finished ? count_answers(said, sizes[0]) : 0;
  return result;
}

/*
 * A status of 0 and all the answers, or another one and a reason. Where libuv makes its
 * loop and its threads it gives up by itself, without a word.
 */
static bool check(long at, const outcome *result, size_t answers) {
  static const char mark[] = "scarce\n";
  bool failed = strncmp(result->error, mark, sizeof mark - 1) == 0;
  const char *reason = result->error + (failed ? sizeof mark - 1 : 0);
  if (WIFSIGNALED(result->status) && (at > STARTED || WTERMSIG(result->status) != SIGABRT))
    fail_msg("allocation %ld: signal %d: %s", at, WTERMSIG(result->status), reason);
  if (WIFEXITED(result->status) && WEXITSTATUS(result->status) == 0) {
    if (result->answers < answers) /* one more says that a template file could not be read */
      fail_msg("allocation %ld: %zu messages, less than %zu: %s", at, result->answers, answers,
               result->error);
  } else if (WIFEXITED(result->status)) {
    static const char start[] = "gongwen host: ";
    if (strncmp(reason, start, sizeof start - 1) != 0)
      fail_msg("allocation %ld: status %d: %s", at, WEXITSTATUS(result->status), reason);
  }
  /* With two threads, one may have ended it before the other has made its mark. */
  return !failed && result->status == 0;
}

static void fail_each(long on) {
  outcome whole = run(1000 * 1000 * 1000L, 0);
  assert_int_equal(whole.status, 0);
  assert_true(whole.answers > (size_t)asked);
  long at = 0;
  size_t ended = 0;
  outcome result;
  do {
    result = run(++at, on);
    ended += result.status != 0;
  } while (!check(at, &result, whole.answers));
  print_message("%ld allocations, %zu of them the end\n", at - 1, ended);
  assert_true(at > 100 && ended > 50);
}

static void test_each_fails_once(void **state) {
  (void)state;
  fail_each(0);
}

static void test_each_fails_for_good(void **state) {
  (void)state;
  fail_each(1000 * 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_fails_once),
      cmocka_unit_test(test_each_fails_for_good),
  };
  return cmocka_run_group_tests(tests, make_session, remove_session);
}
