/*
 * log.h - the host's log: off by default, one file, never more than LOG_BYTES.
 *
 * What is written: the life of the process, messages that were refused and why, template problems.
 * Never the text of a document.
 */
#ifndef GONGWEN_HOST_LOG_H
#define GONGWEN_HOST_LOG_H

#include <stddef.h>

#define LOG_BYTES ((size_t)1024 * 1024)

typedef struct host_log {
  int file;   /* -1: off */
  char *path; /* NULL: off */
  size_t size;
} host_log;

/* Opens `path` for appending; NULL or "" leaves the log off. A file that cannot be opened is told
 * on stderr, and the log is off. */
void log_open(host_log *self, const char *path);
void log_close(host_log *self);

/* One line, with the time and the process id before it. A file that would grow beyond LOG_BYTES is
 * emptied first. */
__attribute__((format(printf, 2, 3))) void log_line(host_log *self, const char *format, ...);

#endif
