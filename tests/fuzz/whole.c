/*
 * Any whole document into any text. The input is the document's title, the text, and for each
 * section LEVEL, TITLE and BODY, each ended by a NUL; the place is where a byte 0x01 stands in the
 * text, the end of its first line if there is none. The variable v is the text.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <gongwen/gongwen.h>

#include "part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum {
    SECTIONS = 16
  };
  gw_template sections[SECTIONS];
  gw_span rest = {(const char *)data, size};
  gw_whole source = {.title = part(&rest), .sections = sections};
  gw_span text = part(&rest);
  const gw_variable variable = {{"v", 1}, text};
  source.variables = &variable;
  source.variable_count = 1;
  bool deep = false;
  for (; rest.size > 0 && source.count < SECTIONS; source.count++) {
    unsigned level = (unsigned)(part(&rest).size % 6);
    gw_span title = part(&rest);
    sections[source.count] = (gw_template){.title = title, .level = level, .body = part(&rest)};
    deep = deep || level > 4;
  }
  gw_document *document = gw_document_parse(text.data, text.size);
  gw_point place = {0, gw_document_line(document, 0).size};
  (void)find_byte(document, 1, &place);
  gw_insertion insertion;
  if (gw_document_whole_insertion(document, place, place, &source, &insertion)) {
    if (deep || insertion.edits.count != 1 ||
        insertion.first_slot > insertion.edits.items[0].text.size)
      abort();
  } else if (!deep || insertion.edits.items) {
    abort();
  }
  gw_insertion_free(&insertion);
  gw_document_free(document);
  return 0;
}
