/*
 * print.h - standard output, and the fields of the three formats.
 *
 * Output is collected in one buffer and written in large pieces. After a failed write the rest is
 * dropped; print_end() says what happened.
 */
#ifndef GONGWEN_CLI_PRINT_H
#define GONGWEN_CLI_PRINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

void print_bytes(const char *bytes, size_t size);
void print_string(const char *string);
void print_char(char byte);
void print_number(size_t number);
/* Right-aligned in `width` columns. */
void print_number_aligned(size_t number, int width);
void print_blanks(size_t count);

/* Text as a field: TAB and every other control character become a space, so that a field never
 * breaks a row and no document talks to the terminal. */
void print_field(const char *text, size_t size);

/*
 * A row of known size, put together faster: room for `size` bytes, then the bytes put there one
 * behind the other, then print_written() with the first byte that was not. NULL when memory ran
 * out: then there is nothing to be written, and print_end() fails.
 */
char *print_room(size_t size);
void print_written(const char *end);

/* The most bytes that put_number() writes. */
#define PRINT_NUMBER_MAX 20

/* These write at `to` and return the byte behind it. */
static inline char *put_char(char *to, char byte) {
  *to = byte;
  return to + 1;
}

static inline char *put_bytes(char *to, const char *bytes, size_t size) {
  memcpy(to, bytes, size);
  return to + size;
}

static inline char *put_number(char *to, size_t number) {
  size_t digits = 1;
  for (uint64_t limit = 10; digits < PRINT_NUMBER_MAX && number >= limit; limit *= 10)
    digits++;
  for (size_t i = digits; i-- > 0; number /= 10)
    to[i] = (char)('0' + number % 10);
  return to + digits;
}

/* Makes a field, as print_field() does, of the `size` bytes that have been put there. */
char *put_cleaned(char *to, size_t size);

/* How many terminal columns `text` takes, ambiguous characters counted as one. */
size_t print_width(const char *text, size_t size);

/*
 * Calls task(context, i) for every i in [0, parts), on several threads where there are two parts or
 * more; what each of them prints comes out in the order of i. Not for JSON.
 */
void print_apart(size_t parts, void (*task)(void *context, size_t part), void *context);

/*
 * A JSON array, streamed: print_json_open(), then each element with print_json_element(), then
 * print_json_close(). Arrays nest.
 */
void print_json_open(void);
/* Takes the reference to `element`; NULL (out of memory) makes print_end() fail. */
void print_json_element(json_t *element);
/* Opens an object as the next element: `fields` (taken as above) without its closing brace, and the
 * array `key` in it. */
void print_json_open_in(json_t *fields, const char *key);
/* Closes the array, and the object it stands in if print_json_open_in() opened it. */
void print_json_close(void);
/* A JSON string of any bytes: invalid UTF-8 becomes U+FFFD. */
json_t *print_json_text(const char *text, size_t size);

/*
 * Writes what is left. False if standard output could not take everything: said on stderr, unless
 * the reader has simply gone (a closed pipe).
 */
bool print_end(void);

#endif
