/* outline.c - `gongwen outline`: the tree of a document, a node a line. */
#include "cli/cli.h"
#include "cli/decode.h"
#include "cli/print.h"
#include "core/reader.h"

#include <gongwen/gongwen.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* What nodes are printed with, one after the other. */
typedef struct outline {
  gw_document *document;
  cli_format format;
  char *title;
  size_t title_capacity;
  gw_node *items; /* the inline items of one line */
  size_t items_capacity;
  bool failed; /* out of memory */
} outline;

static const char *const kinds[] = {
    [GW_TITLE] = "title", [GW_HEADING] = "heading", [GW_ITEM] = "item"};

/* The node's title in self->title; its size. */
static size_t read_title(outline *self, const gw_node *node) {
  size_t size = gw_node_title(self->document, node, self->title, self->title_capacity);
  if (size < self->title_capacity)
    return size;
  char *larger = realloc(self->title, size * 2 + 1);
  if (!larger) {
    self->failed = true;
    return 0;
  }
  self->title = larger;
  self->title_capacity = size * 2 + 1;
  return gw_node_title(self->document, node, self->title, self->title_capacity);
}

static void print_text(outline *self, const gw_node *node, size_t size) {
  print_number_aligned(node->line + 1, 6);
  print_blanks(2 + (node->level > 1 ? 2 * (size_t)(node->level - 1) : 0));
  gw_span line = gw_document_line(self->document, node->line);
  if (node->kind != GW_TITLE && node->title <= line.size) {
    size_t end = node->title;
    while (end > node->column && (line.data[end - 1] == ' ' || line.data[end - 1] == '\t'))
      end--;
    print_field(line.data + node->column, end - node->column);
    /* 1. and 1.1 need a blank before the title, 一、 and （一） bring their own. */
    if (end > node->column && size && (unsigned char)line.data[end - 1] < 0x80)
      print_char(' ');
  }
  print_field(self->title, size);
  print_char('\n');
}

static void print_tsv(outline *self, const gw_node *node, size_t size) {
  char ordinal[128];
  gw_node_ordinal(node, ordinal, sizeof ordinal);
  print_number(node->line + 1);
  print_char('\t');
  print_number(node->column + 1);
  print_char('\t');
  print_string(kinds[node->kind]);
  print_char('\t');
  print_number(node->level);
  print_char('\t');
  print_string(ordinal);
  print_char('\t');
  print_field(self->title, size);
  print_char('\n');
}

static void print_json_node(outline *self, const gw_node *node, size_t size) {
  char ordinal[128];
  gw_node_ordinal(node, ordinal, sizeof ordinal);
  print_json_element(json_pack("{s:I, s:I, s:s, s:i, s:s, s:o}", "line", (json_int_t)node->line + 1,
                               "column", (json_int_t)node->column + 1, "kind", kinds[node->kind],
                               "level", (int)node->level, "ordinal", ordinal, "title",
                               print_json_text(self->title, size)));
}

static void print_node(outline *self, const gw_node *node) {
  size_t size = read_title(self, node);
  switch (self->format) {
  case CLI_TEXT:
    print_text(self, node, size);
    break;
  case CLI_TSV:
    print_tsv(self, node, size);
    break;
  case CLI_JSON:
    print_json_node(self, node, size);
    break;
  }
}

static void print_line_items(outline *self, size_t line) {
  size_t count = gw_document_line_items(self->document, line, self->items, self->items_capacity);
  if (count > self->items_capacity) {
    gw_node *larger = realloc(self->items, 2 * count * sizeof *larger);
    if (!larger) {
      self->failed = true;
      return;
    }
    self->items = larger;
    self->items_capacity = 2 * count;
    count = gw_document_line_items(self->document, line, self->items, self->items_capacity);
  }
  for (size_t i = 0; i < count; i++)
    print_node(self, &self->items[i]);
}

/* The nodes that start in lines [line, end), in the order of the text; with `items` the line-start
 * items among them and, from every line, the inline ones. */
static void print_lines(outline *self, size_t line, size_t end, bool items) {
  size_t before = line > 0 ? gw_document_node_at(self->document, line - 1) : GW_NONE;
  gw_node node;
  for (size_t i = before == GW_NONE ? 0 : before + 1;
       !self->failed && gw_document_node(self->document, i, &node) && node.line < end; i++) {
    if (items)
      for (; line < node.line && !self->failed; line++)
        print_line_items(self, line);
    if (items || node.kind != GW_ITEM)
      print_node(self, &node);
  }
  if (items)
    for (; line < end && !self->failed; line++)
      print_line_items(self, line);
}

/* ---- a file ---------------------------------------------------------------------------------- */

/* So many lines are a part. */
#define PART_LINES ((size_t)1 << 11)

typedef struct job {
  gw_document *document;
  cli_format format;
  bool items;
  size_t parts;
  atomic_bool failed; /* out of memory */
} job;

static void print_part(void *context, size_t part) {
  job *all = context;
  size_t end = gw_document_line_count(all->document);
  outline self = {.document = all->document, .format = all->format};
  if (all->parts > 1) {
    self.document = gw__reader_new(all->document);
    self.failed = self.document == NULL;
  }
  if (part + 1 < all->parts)
    end = (part + 1) * PART_LINES;
  if (!self.failed)
    print_lines(&self, part * PART_LINES, end, all->items);
  free(self.title);
  free(self.items);
  if (all->parts > 1)
    gw__reader_free(self.document);
  if (self.failed)
    all->failed = true;
}

static void print_nodes(job *self) {
  gw__readers_prepare(self->document, false);
  self->parts = self->format == CLI_JSON ? 1 : gw_document_line_count(self->document) / PART_LINES;
  if (self->parts == 0)
    self->parts = 1;
  print_apart(self->parts, print_part, self);
}

static bool print_file(const char *path, const cli_options *options) {
  source file;
  job self = {.document = source_view(&file, path, options->encoding),
              .format = options->format,
              .items = options->items};
  if (!self.document)
    return false;
  if (options->format == CLI_JSON)
    print_json_open_in(json_pack("{s:o}", "file", print_json_text(path, strlen(path))), "nodes");
  else
    cli_file_header(path, options);
  print_nodes(&self);
  if (options->format == CLI_JSON)
    print_json_close();
  if (self.failed)
    cli_error(path, "out of memory", "内存不足");
  gw_document_free(self.document);
  source_free(&file);
  return !self.failed;
}

int cli_outline(const cli_options *options) {
  return cli_each_file(options, print_file);
}
