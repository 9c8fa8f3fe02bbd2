/*
 * faulty - stands between an editor and the host, passes on what they say, and does harm when told.
 *
 * The editor starts it as if it were the host; the host is $GONGWEN_REAL_HOST, started with the
 * same arguments. What to do stands in the file $GONGWEN_FAULTS, if it is there: it is read at the
 * start and at each SIGUSR1, to the process id in $GONGWEN_FAULTS.pid. One line is one order; an
 * order about bytes counts from when it was given:
 *
 *   delay MS      whatever the host says comes so much later
 *   cut N         after N more bytes to the editor, the end of both processes, by SIGKILL
 *   stall N       after N more bytes, the editor hears nothing more, but both processes live
 *   spoil N       one bit of every Nth byte to the editor is another one
 *   inject FILE   the editor gets these bytes, now
 *   spoil-in N, feed FILE   the same towards the host
 *
 * Of messages it knows nothing, so it is the same for every editor.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One direction. */
typedef struct stream {
  int from; /* -1: at its end */
  int to;
  unsigned long spoil; /* 0: not at all */
  unsigned long passed;
} stream;

static stream out = {.to = STDOUT_FILENO};
static stream in = {.from = STDIN_FILENO};
static unsigned long delay;
static long cut = -1; /* bytes until then; -1: never */
static long stall = -1;
static pid_t host;
static volatile sig_atomic_t told = 1;

static void tell(int number) {
  (void)number;
  told = 1;
}

static void die(const char *what) {
  perror(what);
  exit(126);
}

static void write_all(int file, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t written = write(file, bytes, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return; /* nobody reads: the end will be seen when reading */
    bytes += written;
    size -= (size_t)written;
  }
}

static void pass_file(const char *path, int to) {
  char bytes[4096];
  int file = open(path, O_RDONLY);
  if (file < 0)
    die(path);
  for (ssize_t size; (size = read(file, bytes, sizeof bytes)) > 0;)
    write_all(to, bytes, (size_t)size);
  close(file);
}

static void obey(const char *order, char *argument) {
  unsigned long number = strtoul(argument, NULL, 10);
  if (strcmp(order, "delay") == 0)
    delay = number;
  else if (strcmp(order, "cut") == 0)
    cut = (long)number;
  else if (strcmp(order, "stall") == 0)
    stall = (long)number;
  else if (strcmp(order, "spoil") == 0)
    out.spoil = number;
  else if (strcmp(order, "spoil-in") == 0)
    in.spoil = number;
  else if (strcmp(order, "inject") == 0)
    pass_file(argument, out.to);
  else if (strcmp(order, "feed") == 0)
    pass_file(argument, in.to);
  else
    die(order);
}

static void read_orders(const char *path) {
  char line[4096];
  FILE *file = fopen(path, "r");
  told = 0;
  if (!file)
    return;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    char *blank = strchr(line, ' ');
    if (!blank)
      die(line);
    *blank = '\0';
    obey(line, blank + 1);
  }
  (void)fclose(file);
}

static void wait_before_passing(void) {
  struct timespec time = {(time_t)(delay / 1000), (long)(delay % 1000) * 1000000};
  while (nanosleep(&time, &time) != 0)
    continue;
}

/* How many of `size` bytes go to the editor. */
static size_t allowed(size_t size) {
  if (stall >= 0) {
    size = (long)size < stall ? size : (size_t)stall;
    stall -= (long)size;
  }
  if (cut >= 0) {
    size = (long)size < cut ? size : (size_t)cut;
    cut -= (long)size;
  }
  return size;
}

static void pass(stream *self) {
  char bytes[65536];
  ssize_t size = read(self->from, bytes, sizeof bytes);
  if (size < 0 && errno == EINTR)
    return;
  if (size <= 0) {
    self->from = -1;
    if (self == &in)
      close(self->to); /* the host ends of that, and its end is ours */
    return;
  }
  for (ssize_t i = 0; self->spoil && i < size; i++) {
    if (++self->passed % self->spoil == 0)
      bytes[i] ^= (char)(1 << self->passed / self->spoil % 8);
  }
  if (self == &in) {
    write_all(self->to, bytes, (size_t)size);
    return;
  }
  if (delay)
    wait_before_passing();
  write_all(self->to, bytes, allowed((size_t)size));
  if (cut == 0) {
    kill(host, SIGKILL);
    raise(SIGKILL);
  }
}

static void start(char **arguments) {
  int to_host[2];
  int from_host[2];
  arguments[0] = getenv("GONGWEN_REAL_HOST");
  if (!arguments[0] || pipe(to_host) != 0 || pipe(from_host) != 0)
    die("GONGWEN_REAL_HOST");
  host = fork();
  if (host < 0)
    die("fork");
  if (host == 0) {
    dup2(to_host[0], STDIN_FILENO);
    dup2(from_host[1], STDOUT_FILENO);
    close(to_host[0]);
    close(to_host[1]);
    close(from_host[0]);
    close(from_host[1]);
    execv(arguments[0], arguments);
    die(arguments[0]);
  }
  close(to_host[0]);
  close(from_host[1]);
  in.to = to_host[1];
  out.from = from_host[0];
}

static void write_pid(const char *faults) {
  char path[4096];
  (void)snprintf(path, sizeof path, "%s.pid", faults);
  FILE *file = fopen(path, "w");
  if (!file || fprintf(file, "%ld\n", (long)getpid()) < 0 || fclose(file) != 0)
    die(path);
}

int main(int count, char **arguments) {
  const char *faults = getenv("GONGWEN_FAULTS");
  if (count < 1 || !faults)
    die("GONGWEN_FAULTS");
  struct sigaction action = {.sa_handler = tell};
  sigset_t usual;
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  sigprocmask(SIG_BLOCK, &blocked, &usual); /* it comes while we wait, and at no other time */
  sigaction(SIGUSR1, &action, NULL);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
  start(arguments);
  write_pid(faults);
  while (out.from >= 0) {
    if (told)
      read_orders(faults);
    fd_set ready;
    FD_ZERO(&ready);
    FD_SET(out.from, &ready);
    if (in.from >= 0)
      FD_SET(in.from, &ready);
    int highest = in.from > out.from ? in.from : out.from;
    if (pselect(highest + 1, &ready, NULL, NULL, NULL, &usual) < 0)
      continue;
    if (in.from >= 0 && FD_ISSET(in.from, &ready))
      pass(&in);
    if (FD_ISSET(out.from, &ready))
      pass(&out);
  }
  int status = 0;
  waitpid(host, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
