/*
 * Any template into any document. The input is LEVEL, TITLE, BODY and the text, each ended by a
 * NUL; the place is where a byte 0x01 stands in the text, the end of its first line if there is
 * none, and what is replaced goes up to a byte 0x02 behind it, or is one byte. The variable v is
 * the title.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gongwen/gongwen.h>

#include "part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool before(gw_point a, gw_point b) {
  return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* In the order of the text, not overlapping, inside it; none but the first changes anything but a
 * number, so none holds a line break or is long. */
static void check_edits(const gw_document *document, const gw_edits *edits, size_t free_edits) {
  gw_point last = {0, 0};
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    if (before(edit->start, last) || before(edit->end, edit->start) ||
        edit->end.column > gw_document_line(document, edit->end.line).size)
      abort();
    if (i >= free_edits && (edit->start.line != edit->end.line || edit->text.size > 32 ||
                            memchr(edit->text.data, '\n', edit->text.size)))
      abort();
    last = edit->end;
  }
}

static void check_renumber(gw_document *document) {
  gw_edits edits = {0};
  if (!gw_document_renumber(document, &edits))
    abort();
  check_edits(document, &edits, 0);
  gw_edits_free(&edits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gw_span rest = {(const char *)data, size};
  gw_span level = part(&rest);
  gw_template source = {
      .title = part(&rest), .level = (unsigned)(level.size % 6), .body = part(&rest)};
  gw_document *document = gw_document_parse(rest.data, rest.size);
  gw_point start = {0, gw_document_line(document, 0).size};
  (void)find_byte(document, 1, &start);
  gw_point end = {start.line, start.column};
  if (start.column < gw_document_line(document, start.line).size)
    end.column++;
  gw_point far;
  if (find_byte(document, 2, &far) && before(start, far))
    end = far;
  gw_variable variable = {{"v", 1}, source.title};
  source.variables = &variable;
  source.variable_count = 1;
  gw_insertion insertion;
  if (gw_document_insertion(document, start, end, &source, &insertion)) {
    if (insertion.edits.count == 0 || source.level > 4 ||
        insertion.first_slot > insertion.edits.items[0].text.size || insertion.used > 1)
      abort();
    check_edits(document, &insertion.edits, 1);
    gw_insertion_free(&insertion);
  } else if (source.level <= 4 || insertion.edits.items) {
    abort();
  }
  check_renumber(document);
  gw_document_free(document);
  return 0;
}
