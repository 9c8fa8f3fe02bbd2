/* template.c - `gongwen template`: a finished document as the template of the next one. */
#include "cli/cli.h"
#include "cli/rewrite.h"

#include <string.h>

static bool work_out(gw_document *document, const void *context, gw_edits *edits) {
  const unsigned *year = context;
  return gw_document_generalize(document, *year, edits);
}

/* Four digits, and no year before 1000. */
static bool read_year(const char *text, unsigned *year) {
  *year = 0;
  for (size_t i = 0; i < 4; i++) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    *year = *year * 10 + (unsigned)(text[i] - '0');
  }
  return text[4] == '\0' && *year >= 1000;
}

int cli_template(const cli_options *options) {
  unsigned year = 0;
  if (options->year && !read_year(options->year, &year)) {
    cli_error(NULL, "not a year: %s (four digits)", "不是年份：%s（要四位数字）", options->year);
    return CLI_CANNOT;
  }
  return rewrite_file("template", options, work_out, &year);
}
