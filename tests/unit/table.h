/*
 * table.h - test cases that are kept in files under tests/fixtures: one case a line, fields
 * separated by tabs, # for comments.
 */
#ifndef GONGWEN_TEST_TABLE_H
#define GONGWEN_TEST_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The file tests/fixtures/NAME, ending in NUL; free() it. */
static inline char *table_read(const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/tests/fixtures/%s", GONGWEN_SOURCE_DIR, name);
  FILE *file = fopen(path, "rb");
  if (!file)
    fail_msg("%s: cannot open", path);
  char *bytes = NULL;
  size_t size = 0;
  for (;;) {
    bytes = realloc(bytes, size + 4096 + 1);
    assert_non_null(bytes);
    size_t got = fread(bytes + size, 1, 4096, file);
    size += got;
    if (got < 4096)
      break;
  }
  bytes[size] = '\0';
  fclose(file);
  return bytes;
}

/* The next line, cut off in place; NULL behind the last. */
static inline char *table_line(char **at) {
  char *line = *at;
  if (!*line)
    return NULL;
  char *end = strchr(line, '\n');
  *at = end ? end + 1 : line + strlen(line);
  if (end)
    *end = '\0';
  return line;
}

/*
 * Calls `check` with both fields of every row of a table. The test is called with the file's name
 * and the number of the row, to name them where it fails. Fails if the table has no row.
 */
static inline void table_each(const char *name,
                              void (*check)(const char *input, const char *expected,
                                            const char *where)) {
  char *bytes = table_read(name);
  char *at = bytes;
  unsigned number = 0;
  unsigned rows = 0;
  for (char *line; (line = table_line(&at));) {
    number++;
    if (!*line || *line == '#')
      continue;
    char where[128];
    snprintf(where, sizeof where, "%s:%u", name, number);
    char *tab = strrchr(line, '\t');
    if (tab) {
      *tab = '\0';
      check(line, tab + 1, where);
      rows++;
    } else {
      fail_msg("%s: no tab", where);
    }
  }
  assert_true(rows > 0);
  free(bytes);
}

/* A copy that ends where it ends: a reader that goes too far is caught by the address sanitizer. */
static inline char *table_exact(const char *bytes, size_t size) {
  char *copy = malloc(size ? size : 1);
  assert_non_null(copy);
  if (size)
    memcpy(copy, bytes, size);
  return copy;
}

/* A small generator of random numbers; print the seed where a test starts. */
static inline uint32_t table_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

/* A line of `size` bytes at most, glued from pieces that matter to the scanners and random bytes.
 */
static inline size_t table_noise(uint64_t *state, const char *const *pieces, size_t count,
                                 char *line, size_t size) {
  size_t used = 0;
  for (uint32_t left = table_random(state) % 24; left > 0; left--) {
    const char *piece = pieces[table_random(state) % count];
    size_t length = strlen(piece);
    if (table_random(state) % 8 == 0 && length > 1)
      length -= 1; /* half a character */
    if (used + length + 1 > size)
      break;
    memcpy(line + used, piece, length);
    used += length;
    if (table_random(state) % 16 == 0)
      line[used++] = (char)(table_random(state) & 0xFF);
  }
  return used;
}

#endif
