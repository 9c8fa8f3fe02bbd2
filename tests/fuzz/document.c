/*
 * Fuzz: a text and edits; after each edit the document holds what it must and answers as a fresh
 * parse of the same text does.
 *
 * The input: two bytes that say how small the leaves are, then parts that each end in a NUL (or
 * with the input). The first part is the text. Every other one is an edit: LINE HOW TEXT. LINE is a
 * byte; the upper two bits of the byte HOW say what is done, the lower six are a number N:
 *   00  the N lines from LINE on are replaced by those of TEXT (by none if it is empty)
 *   01  TEXT is typed into LINE at byte N
 *   10  the bytes of LINE from N on are taken out, as many as the first byte of TEXT says
 *   11  the N lines from LINE on move to the line that the first byte of TEXT names
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"

#include "part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES 256
#define EDITS 64

static void require(bool condition) {
  if (!condition)
    abort();
}

/* ---- the model ------------------------------------------------------------------------------- */

/* Lines that it owns. */
typedef struct model {
  gw_span lines[LINES];
  size_t count;
} model;

/* A copy of exactly that size, so that reading behind it is an error. */
static gw_span copy(const char *data, size_t size) {
  char *bytes = malloc(size ? size : 1);
  require(bytes);
  if (size)
    memcpy(bytes, data, size);
  return (gw_span){bytes, size};
}

static void drop(const gw_span *lines, size_t count) {
  for (size_t i = 0; i < count; i++)
    free((char *)lines[i].data);
}

/* Replaces lines [first, end) by copies of the `count` given, in both. False if that are too many.
 */
static bool replace(gw_document *document, model *self, size_t first, size_t end,
                    const gw_span *lines, size_t count) {
  if (self->count - (end - first) + count > LINES)
    return false;
  static gw_span added[LINES];
  for (size_t i = 0; i < count; i++)
    added[i] = copy(lines[i].data, lines[i].size);
  require(gw_document_edit(document, first, end, added, count));
  if (count == 0 && end - first == self->count)
    added[count++] = copy("", 0);
  drop(self->lines + first, end - first);
  memmove(self->lines + first + count, self->lines + end,
          (self->count - end) * sizeof *self->lines);
  memcpy(self->lines + first, added, count * sizeof *added);
  self->count = self->count - (end - first) + count;
  return true;
}

static gw_span join(const model *self) {
  size_t size = 0;
  for (size_t i = 0; i < self->count; i++)
    size += self->lines[i].size + 1;
  char *text = malloc(size + 1);
  require(text);
  size = 0;
  for (size_t i = 0; i < self->count; i++) {
    memcpy(text + size, self->lines[i].data, self->lines[i].size);
    size += self->lines[i].size;
    text[size++] = '\n';
  }
  return (gw_span){text, size};
}

/* ---- comparing ------------------------------------------------------------------------------- */

/* What gw_revision speaks of, as hashes, and the revision that came with it. */
typedef struct shown {
  uint64_t structure;
  uint64_t slots;
  gw_revision revision;
} shown;

static void same_node(const gw_node *a, const gw_node *b) {
  require(a->line == b->line && a->column == b->column && a->title == b->title &&
          a->title_end == b->title_end && a->title_last_line == b->title_last_line &&
          a->end == b->end && a->kind == b->kind && a->form == b->form && a->shape == b->shape &&
          a->level == b->level && a->parts == b->parts && a->inline_item == b->inline_item &&
          memcmp(a->ordinal, b->ordinal, sizeof a->ordinal) == 0);
}

static void same_nodes(gw_document *self, gw_document *fresh, shown *now) {
  size_t count = gw_document_node_count(fresh);
  require(gw_document_node_count(self) == count);
  for (size_t i = 0; i < count; i++) {
    gw_node a;
    gw_node b;
    char title[512];
    char other[512];
    require(gw_document_node(self, i, &a) && gw_document_node(fresh, i, &b));
    same_node(&a, &b);
    require(a.id != 0 && gw_document_node_by_id(self, a.id) == i);
    require(gw_node_title(self, &a, title, sizeof title) ==
            gw_node_title(fresh, &b, other, sizeof other));
    require(strcmp(title, other) == 0);
    require(gw_document_parent(self, i) == gw_document_parent(fresh, i));
    require(gw_document_subtree_end(self, i) == gw_document_subtree_end(fresh, i));
    require(gw_document_section_end(self, i) == gw_document_section_end(fresh, i));
    unsigned parts[] = {a.id, a.kind, a.form, a.shape, a.level};
    now->structure = gw__hash(now->structure, (const char *)parts, sizeof parts);
    now->structure = gw__hash(now->structure, (const char *)a.ordinal, sizeof a.ordinal);
    now->structure = gw__hash(now->structure, title, strlen(title));
  }
}

static void same_items(gw_document *self, gw_document *fresh, size_t line) {
  gw_node a[32];
  gw_node b[32];
  size_t count = gw_document_line_items(fresh, line, b, 32);
  require(gw_document_line_items(self, line, a, 32) == count);
  for (size_t i = 0; i < count && i < 32; i++)
    same_node(&a[i], &b[i]);
}

/* Forward from one to the next, and backward; as many in each line as are counted there. */
static void same_placeholders(gw_document *self, gw_document *fresh, size_t lines) {
  gw_placeholder a;
  gw_placeholder b;
  gw_point from = {0, 0};
  size_t met = 0;
  while (gw_document_next_placeholder(fresh, from, &b)) {
    require(gw_document_next_placeholder(self, from, &a));
    require(a.line == b.line && a.column == b.column && a.size == b.size && a.slot == b.slot);
    from = (gw_point){a.line, a.column + 1};
    met++;
  }
  require(!gw_document_next_placeholder(self, from, &a));
  require(gw_document_placeholder_count(self, 0, lines) == met);
  for (from = (gw_point){lines, 0}; gw_document_previous_placeholder(self, from, &a); met--)
    from = (gw_point){a.line, a.column};
  require(met == 0);
}

static void compare(gw_document *self, const model *wanted, shown *last) {
  require(!gw__document_check(self));
  require(gw_document_line_count(self) == wanted->count);
  gw_span text = join(wanted);
  require(gw_document_size(self) == text.size);
  gw_document *fresh = gw_document_parse(text.data, text.size);
  require(fresh);
  shown now = {.revision = gw_document_revision(self)};
  same_nodes(self, fresh, &now);
  for (size_t i = 0; i < wanted->count; i++) {
    gw_span line = gw_document_line(self, i);
    require(line.size == wanted->lines[i].size);
    require(line.size == 0 || memcmp(line.data, wanted->lines[i].data, line.size) == 0);
    require(gw_document_node_at(self, i) == gw_document_node_at(fresh, i));
    require(gw_document_is_code(self, i) == gw_document_is_code(fresh, i));
    same_items(self, fresh, i);
    size_t slots = gw_document_placeholder_count(fresh, i, i + 1);
    require(gw_document_placeholder_count(self, i, i + 1) == slots);
    if (slots > 0)
      now.slots = gw__hash(now.slots, (const char *)&slots, sizeof slots);
  }
  same_placeholders(self, fresh, wanted->count);
  require(now.structure == last->structure || now.revision.structure != last->revision.structure);
  require(now.slots == last->slots || now.revision.slots != last->revision.slots);
  *last = now;
  require(!gw__document_check(self));
  gw_document_free(fresh);
  free((char *)text.data);
}

/* ---- editing --------------------------------------------------------------------------------- */

/* The lines of a text, LINES at most; none if it is empty. */
static size_t split(gw_span text, gw_span *lines) {
  size_t count = 0;
  while (text.size > 0 && count < LINES) {
    const char *lf = memchr(text.data, '\n', text.size);
    size_t size = lf ? (size_t)(lf - text.data) : text.size;
    lines[count++] = (gw_span){text.data, size};
    text.data += size + (lf != NULL);
    text.size -= size + (lf != NULL);
  }
  return count;
}

/* Puts `text` in place of bytes [start, end) of a line. */
static void retype(gw_document *document, model *self, size_t line, size_t start, size_t end,
                   gw_span text) {
  gw_span old = self->lines[line];
  start = start < old.size ? start : old.size;
  end = end < start ? start : end < old.size ? end : old.size;
  const char *lf = text.size ? memchr(text.data, '\n', text.size) : NULL;
  size_t typed = lf ? (size_t)(lf - text.data) : text.size;
  gw_span new = {malloc(old.size + typed + 1), start + typed + old.size - end};
  require(new.data);
  char *at = (char *)new.data;
  memcpy(at, old.data, start);
  if (typed > 0)
    memcpy(at + start, text.data, typed);
  memcpy(at + start + typed, old.data + end, old.size - end);
  replace(document, self, line, line + 1, &new, 1);
  free(at);
}

static void edit(gw_document *document, model *self, gw_span how) {
  if (how.size < 2)
    return;
  size_t first = (uint8_t)how.data[0] % self->count;
  size_t number = (uint8_t)how.data[1] & 63;
  size_t end = number < self->count - first ? first + number : self->count;
  gw_span text = {how.data + 2, how.size - 2};
  size_t extent = text.size ? (uint8_t)text.data[0] : 1;
  static gw_span lines[LINES];
  switch ((uint8_t)how.data[1] >> 6) {
  case 0:
    replace(document, self, first, end, lines, split(text, lines));
    break;
  case 1:
    retype(document, self, first, number, number, text);
    break;
  case 2:
    retype(document, self, first, number, number + extent, (gw_span){NULL, 0});
    break;
  default: {
    size_t count = end - first;
    for (size_t i = 0; i < count; i++)
      lines[i] = copy(self->lines[first + i].data, self->lines[first + i].size);
    replace(document, self, first, end, NULL, 0);
    size_t to = extent % (self->count + 1);
    replace(document, self, to, to, lines, count);
    drop(lines, count);
  }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2)
    return 0;
  static model self;
  gw_span rest = {(const char *)data + 2, size - 2};
  static gw_span lines[LINES];
  size_t count = split(part(&rest), lines);
  self.count = 0;
  for (size_t i = 0; i < count; i++)
    self.lines[self.count++] = copy(lines[i].data, lines[i].size);
  if (count == 0)
    self.lines[self.count++] = copy("", 0);
  gw__limits limits = {24 + (size_t)data[0] * 8, 1 + data[1] % 64,
                       data[1] & 128 ? 1 + (size_t)data[0] * 4 : 0};
  gw_span text = join(&self);
  gw_document *document = gw__document_parse_sized(text.data, text.size, limits);
  require(document);
  free((char *)text.data);
  shown last = {.revision = {UINT64_MAX, UINT64_MAX}};
  compare(document, &self, &last);
  for (size_t i = 0; i < EDITS && rest.size > 0; i++) {
    edit(document, &self, part(&rest));
    compare(document, &self, &last);
  }
  gw_document_free(document);
  drop(self.lines, self.count);
  return 0;
}
