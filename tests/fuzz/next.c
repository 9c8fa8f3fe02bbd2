/*
 * The next item at any place of any text: the place is where a byte 0x01 stands, the end of the
 * first line if there is none. But for numbers, no byte of the text changes.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <gongwen/gongwen.h>

#include "part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool before(gw_point a, gw_point b) {
  return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static bool is_blank(gw_span text) {
  for (size_t i = 0; i < text.size; i++)
    if (!strchr(" \t\r\xE3\x80\xC2\xA0", text.data[i]))
      return false;
  return true;
}

static void check(const gw_document *document, gw_point place, const gw_insertion *next) {
  gw_point last = {0, 0};
  if (next->edits.count > 0 && next->first_slot > next->edits.items[0].text.size)
    abort();
  for (size_t i = 0; i < next->edits.count; i++) {
    const gw_edit *edit = &next->edits.items[i];
    gw_span line = gw_document_line(document, edit->start.line);
    if (before(edit->start, last) || before(edit->end, edit->start) ||
        edit->start.line != edit->end.line || edit->end.column > line.size)
      abort();
    if (i == 0 &&
        (edit->start.line != place.line || (before(edit->start, edit->end) && !is_blank(line))))
      abort();
    if (i > 0 && (edit->text.size > 32 || edit->end.column - edit->start.column > 32 ||
                  memchr(edit->text.data, '\n', edit->text.size)))
      abort();
    last = edit->end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gw_document *document = gw_document_parse((const char *)data, size);
  gw_point place = {0, gw_document_line(document, 0).size};
  (void)find_byte(document, 1, &place);
  gw_insertion next;
  if (!gw_document_next_item(document, place, &next))
    abort();
  check(document, place, &next);
  gw_insertion_free(&next);
  gw_document_free(document);
  return 0;
}
