/*
 * Fuzz: files of any bytes, in any encoding told: nothing of them is lost, and what is written back
 * can be read again. The first byte of the input says which encoding is told, the rest is the file.
 */
#include "cli/decode.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition) {
  if (!condition)
    abort();
}

/* ---- messages: counted, and looked at, instead of shown ----------------------------------------
 */

static size_t messages;

bool cli_chinese(void) {
  return false;
}

const char *cli_say(const char *english, const char *chinese) {
  require(english[0] && chinese[0]);
  return english;
}

/* Both texts, with their arguments, are one line. */
static void look_at(const char *format, va_list arguments) {
  char text[512];
  int length = vsnprintf(text, sizeof text, format, arguments);
  require(length > 0 && (size_t)length < sizeof text && !strchr(text, '\n'));
}

static void look_at_both(const char *english, const char *chinese, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  look_at(english, arguments);
  look_at(chinese, again);
  va_end(again);
  messages++;
}

void cli_error(const char *file, const char *english, const char *chinese, ...) {
  va_list arguments;
  va_start(arguments, chinese);
  require(file);
  look_at_both(english, chinese, arguments);
  va_end(arguments);
}

void cli_error_at(const char *file, size_t line, size_t column, const char *english,
                  const char *chinese, ...) {
  va_list arguments;
  va_start(arguments, chinese);
  require(file && line > 0 && column > 0);
  look_at_both(english, chinese, arguments);
  va_end(arguments);
}

/* ---- the file: a nameless one as standard input ------------------------------------------------
 */

static void become_input(const void *bytes, size_t size) {
  static FILE *file;
  if (!file) {
    file = tmpfile();
    require(file && dup2(fileno(file), STDIN_FILENO) >= 0);
  }
  require(ftruncate(STDIN_FILENO, 0) == 0);
  require(size == 0 || pwrite(STDIN_FILENO, bytes, size, 0) == (ssize_t)size);
  require(lseek(STDIN_FILENO, 0, SEEK_SET) == 0);
}

/* Reads it. False if it cannot be read, which was then said. */
static bool read_input(source *self, const char *encoding) {
  size_t before = messages;
  bool done = source_read(self, "-", encoding);
  require(done || messages > before);
  if (done)
    require(self->text && self->encoding && self->mark <= self->bytes_size);
  return done;
}

/* `text` written in the encoding of `self` is read back as it is. */
static void comes_back(const source *self, const char *text, size_t size) {
  char *bytes = NULL;
  size_t bytes_size = 0;
  size_t before = messages;
  if (!source_encode(self, text, size, &bytes, &bytes_size)) {
    require(self->converted && messages > before);
    return;
  }
  if (text == self->text)
    require(bytes_size == self->bytes_size && memcmp(bytes, self->bytes, bytes_size) == 0);
  source again;
  become_input(bytes, bytes_size);
  require(read_input(&again, self->encoding));
  require(again.size == size && memcmp(again.text, text, size) == 0);
  source_free(&again);
  free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const encodings[] = {NULL,         "UTF-8",    "GB18030", "UTF-16",
                                          "UTF-16LE",   "UTF-16BE", "GBK",     "BIG5",
                                          "ISO-8859-1", "utf8",     "gb2312",  "no-such"};
  if (size == 0)
    return 0;
  source self;
  become_input(data + 1, size - 1);
  if (!read_input(&self, encodings[data[0] % (sizeof encodings / sizeof *encodings)]))
    return 0;
  require(self.bytes_size == size - 1);
  require(size == 1 || memcmp(self.bytes, data + 1, size - 1) == 0);
  if (!self.converted)
    require(self.text == self.bytes + self.mark && self.size == self.bytes_size - self.mark);
  comes_back(&self, self.text, self.size);

  /* The same with a line more, as `renumber --in-place` would write it. */
  static const char more[] = "\n二、XX党支部\n";
  char *longer = malloc(self.size + sizeof more);
  require(longer);
  if (self.size)
    memcpy(longer, self.text, self.size);
  memcpy(longer + self.size, more, sizeof more - 1);
  comes_back(&self, longer, self.size + sizeof more - 1);
  free(longer);
  source_free(&self);
  return 0;
}
