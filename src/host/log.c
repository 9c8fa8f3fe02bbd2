#include "host/log.h"

#include "host/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void log_open(host_log *self, const char *path) {
  *self = (host_log){.file = -1};
  if (!path || !*path)
    return;
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) {
    (void)fprintf(stderr, "gongwen host: %s: %s\n", path, strerror(errno));
    return;
  }
  struct stat status;
  self->file = file;
  self->path = memory_text(path, strlen(path));
  self->size = fstat(file, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size : 0;
}

void log_close(host_log *self) {
  if (self->file >= 0)
    close(self->file);
  free(self->path);
  *self = (host_log){.file = -1};
}

void log_line(host_log *self, const char *format, ...) {
  if (self->file < 0)
    return;
  char line[1024];
  time_t now = time(NULL);
  struct tm moment = {0};
  localtime_r(&now, &moment);
  size_t size = strftime(line, sizeof line, "%Y-%m-%d %H:%M:%S ", &moment);
  size += (size_t)snprintf(line + size, sizeof line - size, "%ld ", (long)getpid());
  va_list arguments;
  va_start(arguments, format);
  int wanted = vsnprintf(line + size, sizeof line - size - 1, format, arguments);
  va_end(arguments);
  if (wanted < 0)
    return;
  size_t room = sizeof line - size - 2;
  size += (size_t)wanted < room ? (size_t)wanted : room;
  line[size++] = '\n';

  if (self->size + size > LOG_BYTES && ftruncate(self->file, 0) == 0)
    self->size = 0;
  ssize_t written = write(self->file, line, size);
  if (written > 0)
    self->size += (size_t)written;
}
