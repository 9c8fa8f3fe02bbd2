/* renumber.c - `gongwen renumber`: the ordinals of a document in order. */
#include "cli/cli.h"
#include "cli/rewrite.h"

/* Whether there was memory for it. */
static bool work_out(gw_document *document, const void *context, gw_edits *edits) {
  (void)context;
  return gw_document_renumber(document, edits);
}

int cli_renumber(const cli_options *options) {
  return rewrite_file("renumber", options, work_out, NULL);
}
