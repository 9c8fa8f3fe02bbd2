/* Fuzz: a text is cut into lines; each is scanned, and the second pass runs over all of them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES 128

/* Scans a copy of exactly the line's size, so that reading behind it is an error. */
static void scan_copy(const char *line, size_t size, gw__scan *out) {
  char *copy = malloc(size ? size : 1);
  if (!copy)
    abort();
  if (size)
    memcpy(copy, line, size);
  gw__scan_line(copy, size, out);
  free(copy);
  if (out->form != GW_FORM_NONE && (out->title > out->title_end || out->title_end > size ||
                                    out->title > out->clause_end || out->clause_end > size))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static gw__scan scans[LINES];
  static gw__candidate candidates[LINES];
  static gw_span lines[LINES];
  size_t count = 0;
  size_t lines_count = 0;
  uint8_t previous = GW__LINE_BLANK;
  const char *text = (const char *)data;
  const char *end = text + size;
  while (text < end && lines_count < LINES) {
    const char *next = memchr(text, '\n', (size_t)(end - text));
    size_t length = (size_t)((next ? next : end) - text);
    lines[lines_count++] = (gw_span){text, length};
    scan_copy(text, length, &scans[count]);
    uint8_t line_class = scans[count].line_class;
    if (count > 0 && candidates[count - 1].next == GW__LINE_BLANK) {
      candidates[count - 1].next = line_class;
      candidates[count - 1].next_adjacent = true;
    }
    if (gw__is_candidate(line_class)) {
      candidates[count] = (gw__candidate){.scan = &scans[count], .previous = previous};
      count++;
    }
    previous = line_class;
    text += length + 1;
  }
  gw__title title;
  if (gw__find_title(lines, lines_count, &title) &&
      (title.last_line >= lines_count || title.end > lines[title.line].size))
    abort();
  gw__outline_state state;
  memset(&state, 0, sizeof state);
  for (size_t at = 0; at < count; at++) {
    size_t low = at > GW__WINDOW ? at - GW__WINDOW : 0;
    size_t high = at + 1 + GW__WINDOW < count ? at + 1 + GW__WINDOW : count;
    gw__verdict verdict;
    gw__outline_step(&state, candidates + low, high - low, at - low, &verdict);
    if (verdict.accepted && (verdict.level == 0 || verdict.number == 0))
      abort();
  }
  return 0;
}
