/* placeholders.c - `gongwen placeholders`: what is still to be filled in. */
#include "cli/cli.h"
#include "cli/decode.h"
#include "cli/print.h"
#include "core/reader.h"
#include "core/utf8.h"

#include <gongwen/gongwen.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Characters of the line shown on either side of a placeholder, for people. */
#define CONTEXT 10

static size_t context_start(gw_span line, size_t at) {
  for (int i = 0; i < CONTEXT && at; i++)
    at -= gw__char_before(line.data, at).size;
  return at;
}

static size_t context_end(gw_span line, size_t at) {
  for (int i = 0; i < CONTEXT && at < line.size; i++)
    at += gw__char_at(line.data, line.size, at).size;
  return at;
}

/* `LINE:COLUMN`, the placeholder in eight columns or more, and the words around it. */
static void print_text(const gw_placeholder *slot, gw_span line) {
  char place[64];
  int length = snprintf(place, sizeof place, "%6zu:%-6zu ", slot->line + 1, slot->column + 1);
  print_bytes(place, (size_t)length);
  print_field(line.data + slot->column, slot->size);
  size_t width = print_width(line.data + slot->column, slot->size);
  print_blanks(width < 8 ? 10 - width : 2);
  size_t start = context_start(line, slot->column);
  size_t end = context_end(line, slot->column + slot->size);
  print_string(start ? "…" : "");
  print_field(line.data + start, end - start);
  print_string(end < line.size && line.data[end] != '\r' ? "…\n" : "\n");
}

static void print_tsv(const gw_placeholder *slot, gw_span line, const char *field, size_t size) {
  print_number(slot->line + 1);
  print_char('\t');
  print_number(slot->column + 1);
  print_char('\t');
  print_field(line.data + slot->column, slot->size);
  print_char('\t');
  if (size)
    print_field(field, size);
  else
    print_char('-');
  print_char('\n');
}

static void print_json_slot(const gw_placeholder *slot, gw_span line, const char *field,
                            size_t size) {
  print_json_element(json_pack("{s:I, s:I, s:o, s:o}", "line", (json_int_t)slot->line + 1, "column",
                               (json_int_t)slot->column + 1, "text",
                               print_json_text(line.data + slot->column, slot->size), "field",
                               size ? print_json_text(field, size) : json_null()));
}

/* Those that start in lines [line, end). False when memory ran out. */
static bool print_lines(gw_document *document, size_t line, size_t end, cli_format format) {
  char *field = NULL;
  size_t capacity = 0;
  gw_point from = {line, 0};
  gw_placeholder slot;
  while (gw_document_next_placeholder(document, from, &slot) && slot.line < end) {
    size_t size = gw_placeholder_field(document, &slot, field, capacity);
    if (size >= capacity) {
      capacity = 2 * size + 64;
      char *larger = realloc(field, capacity);
      if (!larger) {
        free(field);
        return false;
      }
      field = larger;
      size = gw_placeholder_field(document, &slot, field, capacity);
    }
    gw_span text = gw_document_line(document, slot.line);
    if (format == CLI_TEXT)
      print_text(&slot, text);
    else if (format == CLI_TSV)
      print_tsv(&slot, text, field, size);
    else
      print_json_slot(&slot, text, field, size);
    from = (gw_point){slot.line, slot.column + slot.size};
  }
  free(field);
  return true;
}

/* ---- a file ---------------------------------------------------------------------------------- */

/* So many lines are a part. */
#define PART_LINES ((size_t)1 << 11)

typedef struct job {
  gw_document *document;
  cli_format format;
  size_t parts;
  atomic_bool failed; /* out of memory */
} job;

static void print_part(void *context, size_t part) {
  job *self = context;
  gw_document *document = self->parts > 1 ? gw__reader_new(self->document) : self->document;
  size_t start = part * PART_LINES;
  size_t end = part + 1 < self->parts ? start + PART_LINES : SIZE_MAX;
  if (!document || !print_lines(document, start, end, self->format))
    self->failed = true;
  if (self->parts > 1)
    gw__reader_free(document);
}

static bool print_file(const char *path, const cli_options *options) {
  source file;
  job self = {.document = source_view(&file, path, options->encoding), .format = options->format};
  if (!self.document)
    return false;
  if (options->format == CLI_JSON)
    print_json_open_in(json_pack("{s:o}", "file", print_json_text(path, strlen(path))),
                       "placeholders");
  else
    cli_file_header(path, options);
  gw__readers_prepare(self.document, true);
  size_t parts = gw_document_line_count(self.document) / PART_LINES;
  self.parts = options->format == CLI_JSON || parts == 0 ? 1 : parts;
  print_apart(self.parts, print_part, &self);
  if (options->format == CLI_JSON)
    print_json_close();
  if (self.failed)
    cli_error(path, "out of memory", "内存不足");
  gw_document_free(self.document);
  source_free(&file);
  return !self.failed;
}

int cli_placeholders(const cli_options *options) {
  return cli_each_file(options, print_file);
}
