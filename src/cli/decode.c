/* decode.c - files as UTF-8 text, see decode.h. */
/* NOLINTNEXTLINE: the name is the system's */
#define _DEFAULT_SOURCE /* madvise() */

#include "cli/decode.h"

#include "cli/cli.h"
#include "core/document.h"
#include "core/parallel.h"
#include "core/valid.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading --------------------------------------------------------------------------------- */

/* Below this a copy costs less than a map. */
#define MAP_BYTES ((size_t)1 << 20)

static bool too_large(const char *name) {
  cli_error(name, "larger than %zu MB, which no document is", "超过 %zu MB，不是文稿",
            SOURCE_BYTES >> 20);
  return false;
}

static bool no_memory(const char *name) {
  cli_error(name, "does not fit into memory", "内存不足，放不下这个文件");
  return false;
}

/* The rest of `descriptor` into self->bytes, `expected` bytes being a guess. */
static bool read_all(source *self, int descriptor, size_t expected) {
  size_t capacity = expected + 1; /* one more, to meet the end without growing */
  self->bytes = malloc(capacity);
  if (!self->bytes)
    return no_memory(self->name);
  for (;;) {
    if (self->bytes_size == capacity) {
      if (capacity > SOURCE_BYTES)
        return too_large(self->name);
      capacity = capacity < 65536 ? 65536 : capacity * 2;
      char *larger = realloc(self->bytes, capacity);
      if (!larger)
        return no_memory(self->name);
      self->bytes = larger;
    }
    ssize_t count = read(descriptor, self->bytes + self->bytes_size, capacity - self->bytes_size);
    if (count == 0)
      break;
    if (count > 0) {
      self->bytes_size += (size_t)count;
    } else if (errno != EINTR) {
      cli_error(self->name, "cannot read: %s", "读不了：%s", strerror(errno));
      return false;
    }
  }
  return self->bytes_size <= SOURCE_BYTES || too_large(self->name);
}

/* A page behind the new end of a file that was cut short cannot be read: there is no way on. */
static char cut_short[512];

static void on_cut_short(int signal) {
  (void)signal;
  ssize_t written = write(STDERR_FILENO, cut_short, strlen(cut_short));
  (void)written;
  _exit(CLI_CANNOT);
}

/*
 * Maps the file. For 200 MB in the page cache this costs half of read() into huge pages (11 ms to
 * 20 ms where wc -l took 14 ms), an eighth of read() into usual ones, and no memory of our own. The
 * price is SIGBUS. False, and nothing done, if the file cannot be mapped.
 */
static bool map(source *self, int descriptor, size_t size) {
  void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (bytes == MAP_FAILED) // NOLINT(performance-no-int-to-ptr): POSIX spells it (void *)-1
    return false;
  (void)snprintf(cut_short, sizeof cut_short, "gongwen: %.400s: %s\n", self->name,
                 cli_say("was cut short while it was read", "读的时候被别的程序截短了"));
  struct sigaction action = {.sa_handler = on_cut_short};
  sigemptyset(&action.sa_mask);
  (void)sigaction(SIGBUS, &action, NULL);
  self->bytes = bytes;
  self->bytes_size = size;
  self->mapped = true;
  return true;
}

static bool read_descriptor(source *self, int descriptor, bool may_map) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    cli_error(self->name, "cannot read: %s", "读不了：%s", strerror(errno));
    return false;
  }
  if (S_ISDIR(status.st_mode)) {
    cli_error(self->name, "is a directory", "是一个文件夹");
    return false;
  }
  size_t expected = 0;
  if (S_ISREG(status.st_mode) && status.st_size > 0) {
    if ((uintmax_t)status.st_size > SOURCE_BYTES)
      return too_large(self->name);
    expected = (size_t)status.st_size;
    if (may_map && expected >= MAP_BYTES && map(self, descriptor, expected))
      return true;
  }
  return read_all(self, descriptor, expected);
}

static bool read_file(source *self, const char *path, bool may_map) {
  if (strcmp(path, "-") == 0)
    return read_descriptor(self, STDIN_FILENO, false); /* may not be at its start */
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    cli_error(self->name, "cannot open: %s", "打不开：%s", strerror(errno));
    return false;
  }
  bool done = read_descriptor(self, descriptor, may_map);
  close(descriptor);
  return done;
}

/* ---- encodings ------------------------------------------------------------------------------- */

static bool is_utf8(const char *encoding) {
  return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

int decode_convert(const char *to, const char *from, const char *in, size_t in_size, char **out,
                   size_t *out_size, size_t *failed) {
  iconv_t converter = iconv_open(to, from);
  /* POSIX spells the failure (iconv_t)-1. */
  if (converter == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr)
    return ENOTSUP;
  /* Chinese text grows by a half on its way into UTF-8, and shrinks the other way. */
  size_t capacity = in_size + in_size / 2 + 64;
  char *buffer = malloc(capacity);
  int result = buffer ? 0 : ENOMEM;
  char *read_from = (char *)in; /* iconv() does not write there, but says char ** */
  char *write_to = buffer;
  size_t in_left = in_size;
  size_t out_left = capacity;
  while (result == 0) {
    bool flushing = in_left == 0; /* some encodings end in a shift back to their first state */
    size_t status = flushing ? iconv(converter, NULL, NULL, &write_to, &out_left)
                             : iconv(converter, &read_from, &in_left, &write_to, &out_left);
    if (status != (size_t)-1) {
      if (flushing)
        break;
    } else if (errno != E2BIG) {
      result = errno;
    } else {
      size_t used = capacity - out_left;
      char *larger = realloc(buffer, capacity * 2);
      if (!larger) {
        result = ENOMEM;
        break;
      }
      buffer = larger;
      write_to = buffer + used;
      out_left += capacity;
      capacity *= 2;
    }
  }
  iconv_close(converter);
  if (result == ENOMEM) {
    free(buffer);
    return result;
  }
  *failed = in_size - in_left;
  *out = buffer;
  *out_size = capacity - out_left;
  return result;
}

/* Says where in the text, as far as it could be decoded, a byte did not fit. */
static void say_misfit(const char *name, const char *text, size_t size, const char *english,
                       const char *chinese, const char *encoding) {
  size_t line = 1;
  size_t start = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\n') {
      line++;
      start = i + 1;
    }
  }
  cli_error_at(name, line, size - start + 1, "%s %s", "%s %s", cli_say(english, chinese), encoding);
}

/* Decodes the bytes behind the mark from `encoding`. Silent (and false) on a misfit if `guessing`.
 */
static bool decode(source *self, const char *encoding, bool guessing) {
  char *text = NULL;
  size_t size = 0;
  size_t failed = 0;
  int result = decode_convert("UTF-8", encoding, self->bytes + self->mark,
                              self->bytes_size - self->mark, &text, &size, &failed);
  if (result == 0) {
    self->converted = text;
    self->text = text;
    self->size = size;
    self->encoding = encoding;
    return true;
  }
  if (result == ENOMEM)
    return no_memory(self->name);
  if (guessing) {
    if (result != ENOTSUP)
      free(text);
    return false;
  }
  if (result == ENOTSUP) {
    cli_error(self->name, "unknown encoding: %s", "不认识的编码：%s", encoding);
    return false;
  }
  say_misfit(self->name, text, size, "this byte does not fit", "此处的字节不合编码", encoding);
  free(text);
  return false;
}

static bool starts_with(const source *self, const char *mark, size_t size) {
  return self->bytes_size >= size && memcmp(self->bytes, mark, size) == 0;
}

/* UTF-16 without a mark, told by its line ends: U+000A is in every text, U+0A00 in none. NULL if it
 * is something else. */
static const char *unmarked_utf16(const char *text, size_t size) {
  bool little = false;
  bool big = false;
  for (size_t i = 0; size % 2 == 0 && i < size; i += 2) {
    little = little || (text[i] == '\n' && text[i + 1] == '\0');
    big = big || (text[i] == '\0' && text[i + 1] == '\n');
  }
  if (little == big)
    return NULL;
  return little ? "UTF-16LE" : "UTF-16BE";
}

/* Decodes what is told or marked as other than UTF-8. *unsure if nothing is told or marked: then
 * the text is taken as UTF-8, and it must be checked if it is. */
static bool find_encoding(source *self, const char *told, bool *unsure) {
  const char *marked = NULL;
  if (starts_with(self, "\xEF\xBB\xBF", 3)) {
    marked = "UTF-8";
    self->mark = 3;
  } else if (starts_with(self, "\xFF\xFE", 2)) {
    marked = "UTF-16LE";
    self->mark = 2;
  } else if (starts_with(self, "\xFE\xFF", 2)) {
    marked = "UTF-16BE";
    self->mark = 2;
  } else if (starts_with(self, "\x84\x31\x95\x33", 4)) {
    marked = "GB18030";
    self->mark = 4;
  }
  if (told) {
    /* `utf-16` leaves the byte order to the mark. A mark that contradicts what was told is text. */
    bool agrees = marked && (strcasecmp(told, marked) == 0 || (is_utf8(told) && self->mark == 3) ||
                             (strcasecmp(told, "UTF-16") == 0 && self->mark == 2));
    if (agrees)
      told = marked;
    else
      self->mark = 0;
  }
  const char *encoding = told ? told : marked;
  if (encoding && !is_utf8(encoding))
    return decode(self, encoding, false);

  *unsure = encoding == NULL;
  self->text = self->bytes + self->mark;
  self->size = self->bytes_size - self->mark;
  self->encoding = "UTF-8";
  return true;
}

/* The text is not UTF-8, from byte `bad` on: it is UTF-16 or GB18030, or its bytes are taken as
 * they are. */
static void guess_again(source *self, size_t bad) {
  const char *wide = unmarked_utf16(self->text, self->size);
  if (!(wide && decode(self, wide, true)) && !decode(self, "GB18030", true))
    say_misfit(self->name, self->text, bad,
               "a byte that is taken as it is; the file is neither UTF-8 nor",
               "此处的字节原样保留；文件编码既不是 UTF-8 也不是", "GB18030");
}

bool source_read(source *self, const char *path, const char *encoding) {
  bool unsure = false;
  *self = (source){.name = path};
  if (!read_file(self, path, false) || !find_encoding(self, encoding, &unsure)) {
    source_free(self);
    return false;
  }
  size_t valid = unsure ? gw__valid_utf8(self->text, self->size) : self->size;
  if (valid < self->size)
    guess_again(self, valid);
  return true;
}

gw_document *source_view(source *self, const char *path, const char *encoding) {
  bool unsure = false;
  bool invalid = false;
  gw_document *document = NULL;
  *self = (source){.name = path};
  if (read_file(self, path, true) && find_encoding(self, encoding, &unsure)) {
    if (unsure)
      document = gw__document_view_utf8(self->text, self->size, &invalid);
    if (invalid)
      guess_again(self, gw__valid_utf8(self->text, self->size));
    if (!unsure || invalid)
      document = gw_document_view(self->text, self->size);
    if (!document)
      no_memory(path);
  }
  if (!document)
    source_free(self);
  return document;
}

/* ---- writing back ---------------------------------------------------------------------------- */

/* True if the text as it was read gives the file's own bytes again. */
static bool comes_back(const source *self) {
  char *bytes = NULL;
  size_t size = 0;
  size_t failed = 0;
  int result =
      decode_convert(self->encoding, "UTF-8", self->text, self->size, &bytes, &size, &failed);
  bool same = result == 0 && size == self->bytes_size - self->mark &&
              memcmp(bytes, self->bytes + self->mark, size) == 0;
  if (result != ENOMEM && result != ENOTSUP)
    free(bytes);
  return same;
}

bool source_encode(const source *self, const char *text, size_t size, char **out,
                   size_t *out_size) {
  const char *body = text;
  size_t body_size = size;
  char *converted = NULL;
  if (self->converted) {
    if (!comes_back(self)) {
      cli_error(self->name, "cannot be written in %s byte for byte; convert it to UTF-8 first",
                "用 %s 写不回原样的字节，请先转成 UTF-8", self->encoding);
      return false;
    }
    size_t failed = 0;
    int result =
        decode_convert(self->encoding, "UTF-8", text, size, &converted, &body_size, &failed);
    if (result == ENOMEM)
      return no_memory(self->name);
    if (result != 0) {
      say_misfit(self->name, text, failed, "this character does not exist in", "此处的字不在编码内",
                 self->encoding);
      if (result != ENOTSUP)
        free(converted);
      return false;
    }
    body = converted;
  }
  *out = malloc(self->mark + body_size + 1);
  if (!*out) {
    free(converted);
    return no_memory(self->name);
  }
  memcpy(*out, self->bytes, self->mark);
  memcpy(*out + self->mark, body, body_size);
  *out_size = self->mark + body_size;
  free(converted);
  return true;
}

/* So much of a mapped file is let go at a time: whole pages. */
#define LET_GO ((size_t)4 << 20)

static void let_go(void *context, size_t piece, unsigned thread) {
  (void)thread;
  const source *self = context;
  size_t at = piece * LET_GO;
  size_t rest = self->bytes_size - at;
  (void)madvise(self->bytes + at, rest < LET_GO ? rest : LET_GO, MADV_DONTNEED);
}

/* The kernel takes the pages of a map away one by one, which is a twentieth of all the time that
 * the outline of a large file takes: so it does that on all processors. */
static void unmap(source *self) {
  gw__parallel((self->bytes_size + LET_GO - 1) / LET_GO, let_go, self);
  (void)munmap(self->bytes, self->bytes_size);
}

void source_free(source *self) {
  if (self->mapped)
    unmap(self);
  else
    free(self->bytes);
  free(self->converted);
  *self = (source){0};
}
