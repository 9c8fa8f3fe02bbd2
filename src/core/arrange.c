#include "core/arrange.h"

#include "core/edits.h"

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

gw_document *gw__arrangement_parse(gw__arrangement *self) {
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

static void apply(gw__arrangement *self, const gw_edit *edit) {
  gw_span old = self->rows[edit->start.line].text;
  gw__buffer text = {0};
  gw__buffer_add(&text, old.data, edit->start.column);
  gw__buffer_add(&text, edit->text.data, edit->text.size);
  gw__buffer_add(&text, old.data + edit->end.column, old.size - edit->end.column);
  self->failed = self->failed || text.failed;
  gw__arrangement_set(self, edit->start.line, (gw_span){text.data, text.size});
  free(text.data);
}

void gw__arrangement_number(gw__arrangement *self, size_t first, size_t end) {
  gw_document *made = gw__arrangement_parse(self);
  gw_edits edits = {0};
  if (made && !gw_document_renumber(made, &edits))
    self->failed = true;
  for (size_t i = edits.count; i-- > 0 && !self->failed;) { /* backwards: two may be in one line */
    const gw_edit *edit = &edits.items[i];
    size_t origin = self->rows[edit->start.line].origin;
    if (origin == GW_NONE || (origin >= first && origin < end))
      apply(self, edit);
  }
  gw_edits_free(&edits);
  gw_document_free(made);
}

/* ---- the edits ------------------------------------------------------------------------------- */

/* Replaces what differs between a line and its row. */
static bool rewrite(gw__arrangement *self, const gw__row *row, gw_edits *out) {
  gw_span old = gw_document_line(self->document, row->origin);
  gw_span new = row->text;
  size_t least = old.size < new.size ? old.size : new.size;
  size_t start = 0;
  while (start < least && old.data[start] == new.data[start])
    start++;
  size_t same = 0;
  while (same < least - start && old.data[old.size - 1 - same] == new.data[new.size - 1 - same])
    same++;
  if (start == old.size && old.size == new.size)
    return true;
  /* Whole characters, for whoever shows an edit or counts by them. */
  while (start > 0 && start < old.size && ((unsigned char)old.data[start] & 0xC0) == 0x80)
    start--;
  while (start > 0 && start < new.size && ((unsigned char)new.data[start] & 0xC0) == 0x80)
    start--;
  while (same > 0 && ((unsigned char)old.data[old.size - same] & 0xC0) == 0x80)
    same--;
  return gw__edits_add(out, (gw_point){row->origin, start},
                       (gw_point){row->origin, old.size - same}, new.data + start,
                       new.size - same - start);
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

bool gw__arrangement_edits(gw__arrangement *self, gw_edits *out) {
  size_t before = out->count;
  bool done = !self->failed;
  if (done && has_moved(self)) {
    done = edits_of_moved(self, out);
  } else {
    size_t line = 0; /* the lines before it are dealt with */
    for (size_t i = 0; i <= self->count && done; i++) {
      size_t fresh = i;
      while (i < self->count && self->rows[i].origin == GW_NONE)
        i++;
      size_t origin = i < self->count ? self->rows[i].origin : self->lines;
      if (fresh < i || line < origin)
        done = replace(self, line, origin, fresh, i, out);
      if (done && i < self->count && self->rows[i].owned)
        done = rewrite(self, &self->rows[i], out);
      line = origin + 1;
    }
  }
  if (!done)
    gw__edits_truncate(out, before);
  return done;
}
