/* fill.c - `gongwen fill`: a document with the values of a file in its placeholders. */
#include "cli/cli.h"
#include "cli/rewrite.h"
#include "library/values.h"

#include <stdlib.h>
#include <string.h>

typedef struct fillings {
  gw_filling *items;
  size_t count;
} fillings;

static bool work_out(gw_document *document, const void *context, gw_edits *edits) {
  const fillings *self = context;
  return gw_document_fill(document, self->items, self->count, edits);
}

static void say_problems(const values *from) {
  for (size_t i = 0; i < values_problem_count(from); i++) {
    const library_problem *problem = values_get_problem(from, i);
    cli_error_at(problem->file, problem->line, problem->column, "%s", "%s",
                 cli_say(problem->message, problem->message_zh));
  }
}

static int fill(const cli_options *options, const values *from) {
  fillings wanted = {.items = calloc(values_count(from) + 1, sizeof *wanted.items)};
  if (!wanted.items) {
    cli_error(NULL, "out of memory", "内存不足");
    return CLI_CANNOT;
  }
  for (size_t i = 0; i < values_count(from); i++) {
    const values_entry *entry = values_get(from, i);
    wanted.items[wanted.count++] =
        (gw_filling){{entry->name, strlen(entry->name)}, {entry->value, strlen(entry->value)}};
  }
  int code = rewrite_file("fill", options, work_out, &wanted);
  free(wanted.items);
  return code;
}

int cli_fill(const cli_options *options) {
  if (!options->values) {
    cli_error(NULL, "fill needs --values=FILE", "fill 需要 --values=文件");
    return CLI_CANNOT;
  }
  values *from = values_load(&options->values, 1, true);
  if (!from) {
    cli_error(NULL, "out of memory", "内存不足");
    return CLI_CANNOT;
  }
  /* A document filled by half of what was meant is worse than none. */
  say_problems(from);
  int code = values_problem_count(from) ? CLI_CANNOT : fill(options, from);
  values_free(from);
  return code;
}
