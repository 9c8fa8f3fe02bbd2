// The public header as C++ reads it: it compiles without a warning, and its types can be used.
#include <cstddef>

#include <gongwen/gongwen.h>

std::size_t first_heading(gw_document *document);

std::size_t first_heading(gw_document *document) {
  gw_node node = {};
  gw_edits edits = {};
  gw_insertion insertion = {};
  gw_edits_free(&edits);
  gw_insertion_free(&insertion);
  for (std::size_t i = 0; gw_document_node(document, i, &node); i++)
    if (node.kind == GW_HEADING && node.form < GW_FORM_COUNT)
      return i;
  return GW_NONE;
}
