/* decode.c - files as UTF-8 text, see decode.h. */
#include "cli/decode.h"

#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading --------------------------------------------------------------------------------- */

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

static bool read_descriptor(source *self, int descriptor) {
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
  }
  return read_all(self, descriptor, expected);
}

static bool read_file(source *self, const char *path) {
  if (strcmp(path, "-") == 0)
    return read_descriptor(self, STDIN_FILENO);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    cli_error(self->name, "cannot open: %s", "打不开：%s", strerror(errno));
    return false;
  }
  bool done = read_descriptor(self, descriptor);
  close(descriptor);
  return done;
}

/* ---- encodings ------------------------------------------------------------------------------- */

/* The first byte of `text` that is not valid UTF-8; `size` if all is. */
static size_t valid_utf8(const char *text, size_t size) {
  const unsigned char *s = (const unsigned char *)text;
  size_t at = 0;
  while (at < size) {
    uint64_t eight;
    if (size - at >= sizeof eight) {
      memcpy(&eight, s + at, sizeof eight);
      if (!(eight & UINT64_C(0x8080808080808080))) {
        at += sizeof eight;
        continue;
      }
    }
    if (s[at] < 0x80) {
      at++;
      continue;
    }
    /* Nearly all of a Chinese text: three bytes, of a range that needs no closer look. */
    while (size - at >= 3 && s[at] > 0xE0 && s[at] < 0xED && (s[at + 1] & 0xC0) == 0x80 &&
           (s[at + 2] & 0xC0) == 0x80)
      at += 3;
    if (at == size || s[at] < 0x80)
      continue;
    /* Unicode, table 3-7: the second byte's range depends on the first. */
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t count;
    if (s[at] >= 0xE0 && s[at] <= 0xEF) {
      count = 3;
      if (s[at] == 0xE0)
        low = 0xA0;
      else if (s[at] == 0xED)
        high = 0x9F;
    } else if (s[at] >= 0xC2 && s[at] <= 0xDF) {
      count = 2;
    } else if (s[at] >= 0xF0 && s[at] <= 0xF4) {
      count = 4;
      if (s[at] == 0xF0)
        low = 0x90;
      else if (s[at] == 0xF4)
        high = 0x8F;
    } else {
      return at;
    }
    if (size - at < count || s[at + 1] < low || s[at + 1] > high)
      return at;
    for (size_t i = 2; i < count; i++)
      if ((s[at + i] & 0xC0) != 0x80)
        return at;
    at += count;
  }
  return size;
}

static bool is_utf8(const char *encoding) {
  return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

/*
 * Converts all of `in`. 0 when done; EILSEQ or EINVAL with *failed the byte of `in` that does not
 * fit; ENOMEM; ENOTSUP when iconv does not know one of the encodings. *out is the caller's to free
 * unless the answer is ENOMEM or ENOTSUP: on EILSEQ it holds what came before the failure.
 */
static int convert(const char *to, const char *from, const char *in, size_t in_size, char **out,
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
  int result = convert("UTF-8", encoding, self->bytes + self->mark, self->bytes_size - self->mark,
                       &text, &size, &failed);
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

static bool find_encoding(source *self, const char *told) {
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

  const char *text = self->bytes + self->mark;
  size_t size = self->bytes_size - self->mark;
  if (!encoding) {
    size_t bad = valid_utf8(text, size);
    if (bad < size) {
      if (decode(self, "GB18030", true))
        return true;
      say_misfit(self->name, text, bad,
                 "a byte that is taken as it is; the file is neither UTF-8 nor",
                 "此处的字节原样保留；文件编码既不是 UTF-8 也不是", "GB18030");
    }
  }
  self->text = text;
  self->size = size;
  self->encoding = "UTF-8";
  return true;
}

bool source_read(source *self, const char *path, const char *encoding) {
  *self = (source){.name = path};
  if (read_file(self, path) && find_encoding(self, encoding))
    return true;
  source_free(self);
  return false;
}

/* ---- writing back ---------------------------------------------------------------------------- */

/* True if the text as it was read gives the file's own bytes again. */
static bool comes_back(const source *self) {
  char *bytes = NULL;
  size_t size = 0;
  size_t failed = 0;
  int result = convert(self->encoding, "UTF-8", self->text, self->size, &bytes, &size, &failed);
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
    int result = convert(self->encoding, "UTF-8", text, size, &converted, &body_size, &failed);
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

void source_free(source *self) {
  free(self->bytes);
  free(self->converted);
  *self = (source){0};
}
