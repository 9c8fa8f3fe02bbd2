#include "core/arrange.h"

#include "core/edits.h"
#include "core/scan.h"

/* ---- rows ------------------------------------------------------------------------------------ */

static bool reserve(gw__arrangement *self, size_t count) {
  if (self->failed || count <= self->capacity)
    return !self->failed;
  size_t capacity = count + count / 2 + 16;
  gw__row *rows =
      capacity <= SIZE_MAX / sizeof *rows ? realloc(self->rows, capacity * sizeof *rows) : NULL;
  if (!rows) {
    self->failed = true;
    return false;
  }
  self->rows = rows;
  self->capacity = capacity;
  return true;
}

void gw__arrangement_start(gw__arrangement *self, gw_document *document) {
  *self = (gw__arrangement){.document = document, .lines = gw_document_line_count(document)};
  if (!reserve(self, self->lines))
    return;
  for (; self->count < self->lines; self->count++)
    self->rows[self->count] =
        (gw__row){.text = gw_document_line(document, self->count), .origin = self->count};
}

void gw__arrangement_free(gw__arrangement *self) {
  for (size_t i = 0; i < self->count; i++)
    free(self->rows[i].owned);
  free(self->rows);
  *self = (gw__arrangement){0};
}

static char *copy(gw__arrangement *self, gw_span text) {
  char *owned = malloc(text.size + 1);
  if (!owned) {
    self->failed = true;
    return NULL;
  }
  if (text.size > 0)
    memcpy(owned, text.data, text.size);
  return owned;
}

void gw__arrangement_set(gw__arrangement *self, size_t at, gw_span text) {
  if (self->failed)
    return;
  char *owned = copy(self, text);
  if (!owned)
    return;
  gw__row *row = &self->rows[at];
  free(row->owned);
  row->owned = owned;
  row->text = (gw_span){owned, text.size};
}

void gw__arrangement_insert(gw__arrangement *self, size_t at, gw_span text) {
  if (!reserve(self, self->count + 1))
    return;
  char *owned = copy(self, text);
  if (!owned)
    return;
  memmove(self->rows + at + 1, self->rows + at, (self->count - at) * sizeof *self->rows);
  self->rows[at] = (gw__row){.text = {owned, text.size}, .origin = GW_NONE, .owned = owned};
  self->count++;
}

void gw__arrangement_remove(gw__arrangement *self, size_t first, size_t end) {
  if (self->failed)
    return;
  for (size_t i = first; i < end; i++)
    free(self->rows[i].owned);
  memmove(self->rows + first, self->rows + end, (self->count - end) * sizeof *self->rows);
  self->count -= end - first;
}

static void reverse(gw__row *rows, size_t first, size_t end) {
  for (; first + 1 < end; first++, end--) {
    gw__row row = rows[first];
    rows[first] = rows[end - 1];
    rows[end - 1] = row;
  }
}

void gw__arrangement_swap(gw__arrangement *self, size_t first, size_t middle, size_t end) {
  if (self->failed)
    return;
  reverse(self->rows, first, middle);
  reverse(self->rows, middle, end);
  reverse(self->rows, first, end);
}

/* ---- what the rows make ---------------------------------------------------------------------- */

static gw_document *parse(gw__arrangement *self) {
  size_t size = 0;
  for (size_t i = 0; i < self->count && !self->failed; i++)
    size += self->rows[i].text.size + 1;
  char *text = self->failed ? NULL : malloc(size + 1);
  size_t at = 0;
  for (size_t i = 0; i < self->count && text; i++) {
    gw_span row = self->rows[i].text;
    if (row.size > 0)
      memcpy(text + at, row.data, row.size);
    at += row.size;
    text[at++] = '\n';
  }
  gw_document *made = text ? gw_document_parse(text, size) : NULL;
  free(text);
  self->failed = self->failed || !made;
  return made;
}

/* Applies an edit of one row, to the document that the rows make as well. */
static void apply(gw__arrangement *self, gw_document *made, const gw_edit *edit) {
  gw_span old = self->rows[edit->start.line].text;
  gw__buffer text = {0};
  gw__buffer_add(&text, old.data, edit->start.column);
  gw__buffer_add(&text, edit->text.data, edit->text.size);
  gw__buffer_add(&text, old.data + edit->end.column, old.size - edit->end.column);
  self->failed = self->failed || text.failed;
  gw_span row = {text.data, text.size};
  gw__arrangement_set(self, edit->start.line, row);
  if (!self->failed && !gw_document_edit(made, edit->start.line, edit->start.line + 1, &row, 1))
    self->failed = true;
  free(text.data);
}

/* Whether any of the edits, which are in the order of the text, is in this line. */
static bool has_line(const gw_edits *edits, size_t line) {
  size_t low = 0;
  size_t high = edits->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (edits->items[middle].start.line < line)
      low = middle + 1;
    else
      high = middle;
  }
  return low < edits->count && edits->items[low].start.line == line;
}

/* Whether the line holds the ordinal of a node, or the second half of one that is broken over two
 * lines. */
static bool has_ordinal(gw_document *document, size_t line) {
  gw_node node;
  size_t index = gw_document_node_at(document, line);
  if (index == GW_NONE || !gw_document_node(document, index, &node) || node.kind == GW_TITLE)
    return false;
  if (node.line == line)
    return true;
  gw_span text = gw_document_line(document, node.line);
  gw__scan scan;
  gw__scan_line(text.data, text.size, &scan);
  return node.line + 1 == line && scan.line_class == GW__LINE_BRACKET;
}

gw_document *gw__arrangement_number(gw__arrangement *self, size_t first, size_t end) {
  gw_document *made = parse(self);
  gw_edits wrong = {0};
  gw_edits edits = {0};
  if (made &&
      (!gw_document_renumber(self->document, &wrong) || !gw_document_renumber(made, &edits)))
    self->failed = true;
  for (size_t i = edits.count; i-- > 0 && !self->failed;) { /* backwards: two may be in one line */
    const gw_edit *edit = &edits.items[i];
    size_t origin = self->rows[edit->start.line].origin;
    if (origin != GW_NONE && !has_ordinal(self->document, origin))
      self->misread = true;
    else if (origin == GW_NONE || (origin >= first && origin < end) || !has_line(&wrong, origin))
      apply(self, made, edit);
  }
  gw_edits_free(&wrong);
  gw_edits_free(&edits);
  return made;
}

/* ---- the edits ------------------------------------------------------------------------------- */

/* Replaces what differs between a line and its row. */
static bool rewrite(gw__arrangement *self, const gw__row *row, gw_edits *out) {
  return gw__edits_between((gw_point){row->origin, 0},
                           gw_document_line(self->document, row->origin), row->text, out);
}

static void add_line(gw__buffer *text, gw_span line, bool first) {
  if (!first)
    gw__buffer_add(text, "\n", 1);
  gw__buffer_add(text, line.data, line.size);
}

/* The same for a row that took lines in, or left some: lines [first row's, end) and rows [first,
 * last). */
static bool rewrite_block(gw__arrangement *self, size_t end, size_t first, size_t last,
                          gw_edits *out) {
  size_t line = self->rows[first].origin;
  gw__buffer old = {0};
  gw__buffer new = {0};
  for (size_t i = line; i < end; i++)
    add_line(&old, gw_document_line(self->document, i), i == line);
  for (size_t i = first; i < last; i++)
    add_line(&new, self->rows[i].text, i == first);
  bool done = !old.failed &&
              !new.failed &&gw__edits_between((gw_point){line, 0}, (gw_span){old.data, old.size},
                                              (gw_span){new.data, new.size}, out);
  free(old.data);
  free(new.data);
  return done;
}

/* Replaces lines [line, end) by rows [first, last). */
static bool replace(gw__arrangement *self, size_t line, size_t end, size_t first, size_t last,
                    gw_edits *out) {
  gw__buffer text = {0};
  for (size_t i = first; i < last; i++) {
    gw__buffer_add(&text, self->rows[i].text.data, self->rows[i].text.size);
    gw__buffer_add(&text, "\n", 1);
  }
  gw_point start = {line, 0};
  gw_point stop = {end, 0};
  if (end ==
      self->lines) { /* no LF stands behind the last line: the one before them goes or comes */
    stop = (gw_point){end - 1, gw_document_line(self->document, end - 1).size};
    if (line == end || (first == last && line > 0))
      start = (gw_point){line - 1, gw_document_line(self->document, line - 1).size};
    if (text.size > 0)
      text.size--;
    if (line == end)
      gw__buffer_insert(&text, 0, "\n", 1);
  }
  bool done = !text.failed && gw__edits_add(out, start, stop, text.data, text.size);
  free(text.data);
  return done;
}

static int by_origin(const void *a, const void *b) {
  const gw__row *x = *(const gw__row *const *)a;
  const gw__row *y = *(const gw__row *const *)b;
  return x->origin < y->origin ? -1 : x->origin > y->origin;
}

/* The edits of rows that moved: none is new and none is gone. */
static bool edits_of_moved(gw__arrangement *self, gw_edits *out) {
  size_t changed = 0;
  for (size_t i = 0; i < self->count; i++)
    changed += self->rows[i].owned != NULL;
  if (changed == 0)
    return true;
  const gw__row **rows = malloc(changed * sizeof(const gw__row *));
  if (!rows)
    return false;
  changed = 0;
  for (size_t i = 0; i < self->count; i++)
    if (self->rows[i].owned)
      rows[changed++] = &self->rows[i];
  qsort(rows, changed, sizeof(const gw__row *), by_origin);
  bool done = true;
  for (size_t i = 0; i < changed && done; i++)
    done = rewrite(self, rows[i], out);
  free(rows);
  return done;
}

static bool has_moved(const gw__arrangement *self) {
  size_t last = 0;
  for (size_t i = 0; i < self->count; i++) {
    if (self->rows[i].origin == GW_NONE)
      continue;
    if (self->rows[i].origin < last)
      return true;
    last = self->rows[i].origin;
  }
  return false;
}

/* The edits of rows in their old order, some of them new, some gone. */
static bool edits_in_place(gw__arrangement *self, gw_edits *out) {
  size_t line = 0; /* the lines before it are dealt with, and the rows before `i` */
  bool done = true;
  for (size_t i = 0; (i < self->count || line < self->lines) && done;) {
    size_t next = i; /* the first row behind `i` that is an old line */
    bool old = i < self->count && self->rows[i].origin == line;
    for (next += old; next < self->count && self->rows[next].origin == GW_NONE;)
      next++;
    size_t end = next < self->count ? self->rows[next].origin : self->lines;
    if (!old)
      done = replace(self, line, end, i, next, out);
    else if (self->rows[i].owned)
      done = rewrite_block(self, end, i, next, out);
    else if (next > i + 1 || end > line + 1)
      done = replace(self, line + 1, end, i + 1, next, out);
    line = end;
    i = next;
  }
  return done;
}

bool gw__arrangement_edits(gw__arrangement *self, gw_edits *out) {
  size_t before = out->count;
  bool done = !self->failed;
  if (done)
    done = has_moved(self) ? edits_of_moved(self, out) : edits_in_place(self, out);
  if (!done)
    gw__edits_truncate(out, before);
  return done;
}
