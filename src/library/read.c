#include "library/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const library__position library__top = {1, 1};

void library__report_errno(library *self, const char *file, int error) {
  char text[128];
  if (strerror_r(error, text, sizeof text) != 0)
    (void)snprintf(text, sizeof text, "%d", error);
  library__report(self, file, library__top, LIBRARY__UNREADABLE, text);
}

/* Reads at most `capacity` bytes; the count, or -1 with errno set. */
static ssize_t read_all(int descriptor, char *buffer, size_t capacity) {
  size_t size = 0;
  while (size < capacity) {
    ssize_t count = read(descriptor, buffer + size, capacity - size);
    if (count == 0)
      break;
    if (count < 0 && errno != EINTR)
      return -1;
    if (count > 0)
      size += (size_t)count;
  }
  return (ssize_t)size;
}

static bool read_open(library *self, const char *file, int descriptor, char *buffer, size_t *size) {
  struct stat status;
  ssize_t count = -1;
  if (fstat(descriptor, &status) == 0) {
    if (!S_ISREG(status.st_mode)) {
      library__report(self, file, library__top, LIBRARY__NOT_A_FILE, NULL);
      return false;
    }
    count = read_all(descriptor, buffer, LIBRARY_FILE_BYTES + 1);
  }
  if (count < 0) {
    library__report_errno(self, file, errno);
    return false;
  }
  if (count > (ssize_t)LIBRARY_FILE_BYTES) {
    library__report(self, file, library__top, LIBRARY__TOO_LARGE, NULL);
    return false;
  }
  *size = (size_t)count;
  return true;
}

bool library__read_file(library *self, const char *file, char *buffer, size_t *size) {
  /* Not blocking: a FIFO in the folder must not hang the loader. */
  int descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) {
    library__report_errno(self, file, errno);
    return false;
  }
  bool done = read_open(self, file, descriptor, buffer, size);
  (void)close(descriptor);
  return done;
}

bool library__is_utf16(library *self, const library__source *source) {
  if (source->size < 2 ||
      (memcmp(source->text, "\xFF\xFE", 2) != 0 && memcmp(source->text, "\xFE\xFF", 2) != 0))
    return false;
  library__report(self, source->file, library__top, LIBRARY__UTF16, NULL);
  return true;
}
