#include "host/host.h"

#include "host/session.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct host {
  uv_loop_t loop;
  session session;
  int status;
} host;

static const codec_type *find_codec(const char *editor) {
  static const codec_type *const types[] = {&codec_msgpack, &codec_json, NULL};
  for (const codec_type *const *type = types; *type; type++) {
    if (strcmp((*type)->editor, editor) == 0)
      return *type;
  }
  return NULL;
}

/*
 * Gives the protocol a descriptor of its own and lets descriptor 1 be stderr, so that nothing that
 * is printed by mistake, in whatever library, can reach the editor. -1 with errno set on failure.
 */
static int take_stdout(void) {
  if (fcntl(STDERR_FILENO, F_GETFD) < 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0 && null != STDERR_FILENO) {
      dup2(null, STDERR_FILENO);
      close(null);
    }
  }
  int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (output < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    return -1;
  return output;
}

/*
 * SIGTERM keeps the system's default, whatever was inherited: there is nothing to save, and no work
 * in progress can then delay the end. A dead reader is an error of write(), not a signal.
 */
static void set_signals(void) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void received(void *user, const message *what) {
  host *self = user;
  session_receive(&self->session, what);
}

static void ended(void *user, channel_end end, const char *why) {
  host *self = user;
  log_line(&self->session.log, "end: %s", why ? why : "the editor has closed its side");
  if (end == CHANNEL_BROKEN) {
    (void)fprintf(stderr, "gongwen host: %s\n", why);
    self->status = 1;
  }
  uv_stop(&self->loop);
}

static int serve(host *self, int output, const codec_type *type, const char *log_file) {
  static const channel_events events = {received, ended};
  session *served = &self->session;
  served->loop = &self->loop;
  served->type = type;
  log_open(&served->log, log_file);
  int status = uv_loop_init(&self->loop);
  if (status != 0) {
    (void)fprintf(stderr, "gongwen host: %s\n", uv_strerror(status));
    return 2;
  }
  const char *why = NULL;
  if (channel_start(&served->channel, &self->loop, STDIN_FILENO, output, type, &events, self,
                    &why)) {
    log_line(&served->log, "start: version %s", GONGWEN_VERSION);
    uv_run(&self->loop, UV_RUN_DEFAULT);
  } else {
    (void)fprintf(stderr, "gongwen host: %s\n", why);
    self->status = 2;
  }

  /* A thread that reads templates cannot be stopped, and the end must not wait for a slow disk. It
   * only reads, so nothing is lost. */
  if (served->templates.loading)
    _exit(self->status);
  templates_close(&served->templates);
  channel_close(&served->channel);
  uv_run(&self->loop, UV_RUN_DEFAULT);
  channel_free(&served->channel);
  session_free(served);
  uv_loop_close(&self->loop);
  return self->status;
}

int host_run(const struct host_options *options) {
  const codec_type *type = find_codec(options->editor);
  if (!type) {
    (void)fprintf(stderr, "gongwen host: --editor=%s: only nvim and vim are known\n",
                  options->editor);
    return 2;
  }
  /* libuv aborts on files and /dev/null; an editor gives pipes (Vim) or sockets (Neovim). */
  if (uv_guess_handle(STDIN_FILENO) != UV_NAMED_PIPE ||
      uv_guess_handle(STDOUT_FILENO) != UV_NAMED_PIPE) {
    (void)fputs(
        "gongwen host: standard input and output must be pipes: an editor starts this command\n",
        stderr);
    return 2;
  }
  set_signals();
  int output = take_stdout();
  if (output < 0) {
    (void)fprintf(stderr, "gongwen host: standard output: %s\n", strerror(errno));
    return 2;
  }
  const char *log_file = options->log_file ? options->log_file : getenv("GONGWEN_LOG");
  host *self = calloc(1, sizeof *self);
  if (!self) {
    (void)fputs("gongwen host: out of memory\n", stderr);
    return 1;
  }
  int status = serve(self, output, type, log_file);
  free(self);
  return status;
}
