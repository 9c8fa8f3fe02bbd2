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

#define KIND_MAX    8
#define ORDINAL_MAX 128

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

/* No less than the bytes of the title with a NUL behind it. */
static size_t title_room(const outline *self, const gw_node *node) {
  if (node->title_last_line > node->line || node->title_end < node->title)
    return gw_node_title(self->document, node, NULL, 0) + 1;
  return node->title_end - node->title + 1;
}

/* LINE, COLUMN, KIND, LEVEL, ORDINAL, TITLE. */
static void print_tsv(const outline *self, const gw_node *node) {
  size_t room = title_room(self, node);
  char *to = print_room(3 * PRINT_NUMBER_MAX + KIND_MAX + ORDINAL_MAX + room + 6);
  if (!to)
    return;
  to = put_char(put_number(to, node->line + 1), '\t');
  to = put_char(put_number(to, node->column + 1), '\t');
  to = put_char(put_bytes(to, kinds[node->kind], strlen(kinds[node->kind])), '\t');
  to = put_char(put_number(to, node->level), '\t');
  to = put_char(to + gw_node_ordinal(node, to, ORDINAL_MAX), '\t');
  to = put_cleaned(to, gw_node_title(self->document, node, to, room));
  print_written(put_char(to, '\n'));
}

static void print_json_node(outline *self, const gw_node *node, size_t size) {
  char ordinal[ORDINAL_MAX];
  gw_node_ordinal(node, ordinal, sizeof ordinal);
  print_json_element(json_pack("{s:I, s:I, s:s, s:i, s:s, s:o}", "line", (json_int_t)node->line + 1,
                               "column", (json_int_t)node->column + 1, "kind", kinds[node->kind],
                               "level", (int)node->level, "ordinal", ordinal, "title",
                               print_json_text(self->title, size)));
}

static void print_node(outline *self, const gw_node *node) {
  switch (self->format) {
  case CLI_TEXT:
    print_text(self, node, read_title(self, node));
    break;
  case CLI_TSV:
    print_tsv(self, node);
    break;
  case CLI_JSON:
    print_json_node(self, node, read_title(self, node));
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

/* So many lines are a part: enough that threads seldom wait for each other. */
#define PART_LINES ((size_t)1 << 13)

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
