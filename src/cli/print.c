/* print.c - standard output, see print.h. */
#include "cli/print.h"

#include "cli/cli.h"
#include "core/buffer.h"
#include "core/parallel.h"
#include "core/utf8.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JSON_NESTING 4
/* What is collected is written when there is so much of it. */
#define FULL         ((size_t)1 << 16)

static struct output {
  gw__buffer text;
  int error; /* errno of the first write that failed, or ENOMEM */
  struct {
    bool first;     /* no element yet */
    bool in_object; /* an object is to be closed with the array */
  } arrays[JSON_NESTING];
  unsigned depth;
} output;

/* What a thread prints in print_apart(), where it is kept; NULL elsewhere. */
static _Thread_local gw__buffer *sheet;

static void write_all(const char *bytes, size_t size) {
  while (size && !output.error) {
    ssize_t count = write(STDOUT_FILENO, bytes, size);
    if (count >= 0) {
      bytes += count;
      size -= (size_t)count;
    } else if (errno != EINTR) {
      output.error = errno;
    }
  }
}

static void flush(void) {
  write_all(output.text.data, output.text.size);
  output.text.size = 0;
  if (output.text.failed)
    output.error = ENOMEM;
}

void print_bytes(const char *bytes, size_t size) {
  if (sheet) {
    gw__buffer_add(sheet, bytes, size);
    return;
  }
  if (output.text.size >= FULL || size >= FULL)
    flush();
  if (size < FULL)
    gw__buffer_add(&output.text, bytes, size);
  else
    write_all(bytes, size);
}

void print_string(const char *string) {
  print_bytes(string, strlen(string));
}

void print_char(char byte) {
  print_bytes(&byte, 1);
}

char *print_room(size_t size) {
  gw__buffer *to = sheet ? sheet : &output.text;
  if (to == &output.text && to->size >= FULL)
    flush();
  return gw__buffer_room(to, size) ? to->data + to->size : NULL;
}

void print_written(const char *end) {
  gw__buffer *to = sheet ? sheet : &output.text;
  to->size = (size_t)(end - to->data);
}

void print_number_aligned(size_t number, int width) {
  char digits[PRINT_NUMBER_MAX];
  size_t size = (size_t)(put_number(digits, number) - digits);
  for (int i = (int)size; i < width; i++)
    print_char(' ');
  print_bytes(digits, size);
}

void print_number(size_t number) {
  print_number_aligned(number, 0);
}

void print_blanks(size_t count) {
  while (count--)
    print_char(' ');
}

static bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}

/* Whether none of eight bytes is a control character (or all that is known is that one may be). */
static bool eight_plain(const char *text) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t bytes;
  memcpy(&bytes, text, sizeof bytes);
  uint64_t deleted = bytes ^ ones * 0x7F;
  return !((((bytes - ones * 0x20) & ~bytes) | ((deleted - ones) & ~deleted)) & ones * 0x80);
}

char *put_cleaned(char *to, size_t size) {
  for (size_t i = 0; i < size; i++) {
    while (size - i > 8 && eight_plain(to + i))
      i += 8;
    if (is_control((unsigned char)to[i]))
      to[i] = ' ';
  }
  return to + size;
}

void print_field(const char *text, size_t size) {
  char *to = size > 0 ? print_room(size) : NULL;
  if (to)
    print_written(put_cleaned(memcpy(to, text, size), size));
}

size_t print_width(const char *text, size_t size) {
  size_t width = 0;
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    bool wide = gw__is_han(c.code) || (c.code >= 0x1100 && c.code <= 0x115F) ||
                (c.code >= 0x2E80 && c.code <= 0xD7A3) || (c.code >= 0xFE30 && c.code <= 0xFE6F) ||
                (c.code >= 0xFF01 && c.code <= 0xFF60) || (c.code >= 0xFFE0 && c.code <= 0xFFE6);
    width += wide ? 2 : 1;
    at += c.size;
  }
  return width;
}

/* ---- side by side ---------------------------------------------------------------------------- */

/* What a thread's part prints; on cache lines of its own, or the threads would wait for each other.
 */
typedef struct page {
  _Alignas(64) gw__buffer text;
} page;

typedef struct printing {
  void (*task)(void *context, size_t part);
  void *context;
  pthread_mutex_t lock;
  pthread_cond_t written;
  size_t turn; /* the part that is to be written next */
  page pages[GW__WORKERS];
} printing;

/* Parts are begun in order, so the one whose turn it is has been begun. */
static void print_part(void *context, size_t part, unsigned thread) {
  printing *self = context;
  gw__buffer *mine = &self->pages[thread].text;
  mine->size = 0;
  sheet = mine;
  self->task(self->context, part);
  sheet = NULL;
  pthread_mutex_lock(&self->lock);
  while (self->turn != part)
    pthread_cond_wait(&self->written, &self->lock);
  print_bytes(mine->data, mine->size);
  if (mine->failed)
    output.error = ENOMEM;
  self->turn++;
  pthread_cond_broadcast(&self->written);
  pthread_mutex_unlock(&self->lock);
}

void print_apart(size_t parts, void (*task)(void *context, size_t part), void *context) {
  if (parts == 1) {
    task(context, 0);
    return;
  }
  printing self = {.task = task,
                   .context = context,
                   .lock = PTHREAD_MUTEX_INITIALIZER,
                   .written = PTHREAD_COND_INITIALIZER};
  gw__parallel(parts, print_part, &self);
  for (size_t i = 0; i < GW__WORKERS; i++)
    free(self.pages[i].text.data);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void next_element(void) {
  if (output.depth == 0)
    return;
  if (!output.arrays[output.depth - 1].first)
    print_char(',');
  output.arrays[output.depth - 1].first = false;
  print_char('\n');
  print_blanks((size_t)output.depth * 2);
}

static void open_array(bool in_object) {
  output.arrays[output.depth].first = true;
  output.arrays[output.depth].in_object = in_object;
  output.depth++;
  print_char('[');
}

void print_json_open(void) {
  next_element();
  open_array(false);
}

static int dump(const char *bytes, size_t size, void *unused) {
  (void)unused;
  print_bytes(bytes, size);
  return 0;
}

static void print_json(json_t *value, size_t flags) {
  if (!value || json_dump_callback(value, dump, NULL, flags) != 0)
    output.error = ENOMEM;
  json_decref(value);
}

void print_json_element(json_t *element) {
  next_element();
  print_json(element, JSON_COMPACT);
}

void print_json_open_in(json_t *fields, const char *key) {
  next_element();
  print_char('{');
  print_json(fields, JSON_COMPACT | JSON_EMBED);
  print_char(',');
  print_json(json_string(key), JSON_COMPACT | JSON_ENCODE_ANY);
  print_char(':');
  open_array(true);
}

void print_json_close(void) {
  output.depth--;
  if (!output.arrays[output.depth].first) {
    print_char('\n');
    print_blanks((size_t)output.depth * 2);
  }
  print_char(']');
  if (output.arrays[output.depth].in_object)
    print_char('}');
  if (output.depth == 0)
    print_char('\n');
}

json_t *print_json_text(const char *text, size_t size) {
  json_t *string = json_stringn(text, size);
  if (string)
    return string;
  char *clean = malloc(size * 3 + 1); /* U+FFFD takes three bytes */
  if (!clean)
    return NULL;
  size_t used = 0;
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    bool invalid = c.code == GW__REPLACEMENT && c.size == 1;
    memcpy(clean + used, invalid ? "\xEF\xBF\xBD" : text + at, invalid ? 3 : c.size);
    used += invalid ? 3 : c.size;
    at += c.size;
  }
  string = json_stringn(clean, used);
  free(clean);
  return string;
}

bool print_end(void) {
  flush();
  free(output.text.data);
  output.text = (gw__buffer){0};
  if (output.error == ENOMEM)
    cli_error(NULL, "out of memory", "内存不足");
  else if (output.error && output.error != EPIPE)
    cli_error(NULL, "cannot write to standard output: %s", "写不到标准输出：%s",
              strerror(output.error));
  return output.error == 0;
}
