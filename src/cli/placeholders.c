/* placeholders.c - `gongwen placeholders`: what is still to be filled in. */
#include "cli/cli.h"
#include "cli/decode.h"
#include "cli/print.h"
#include "core/utf8.h"

#include <gongwen/gongwen.h>

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

static bool print_slots(gw_document *document, cli_format format) {
  char *field = NULL;
  size_t capacity = 0;
  gw_point from = {0, 0};
  gw_placeholder slot;
  while (gw_document_next_placeholder(document, from, &slot)) {
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
    gw_span line = gw_document_line(document, slot.line);
    if (format == CLI_TEXT)
      print_text(&slot, line);
    else if (format == CLI_TSV)
      print_tsv(&slot, line, field, size);
    else
      print_json_slot(&slot, line, field, size);
    from = (gw_point){slot.line, slot.column + slot.size};
  }
  free(field);
  return true;
}

static bool print_file(const char *path, const cli_options *options) {
  source file;
  if (!source_read(&file, path, options->encoding))
    return false;
  gw_document *document = gw_document_parse(file.text, file.size);
  source_free(&file);
  bool done = document != NULL;
  if (done) {
    if (options->format == CLI_JSON)
      print_json_open_in(json_pack("{s:o}", "file", print_json_text(path, strlen(path))),
                         "placeholders");
    else
      cli_file_header(path, options);
    done = print_slots(document, options->format);
    if (options->format == CLI_JSON)
      print_json_close();
  }
  if (!done)
    cli_error(path, "out of memory", "内存不足");
  gw_document_free(document);
  return done;
}

int cli_placeholders(const cli_options *options) {
  return cli_each_file(options, print_file);
}
