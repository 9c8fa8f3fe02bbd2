/* document.c - documents and their text. */
#include "core/document.h"

#include "core/parallel.h"
#include "core/reader.h"
#include "core/split.h"
#include "core/valid.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A leaf is copied by every edit in it, so it is small; it has a node's worth of tables above it,
 * so it is not too small. */
static const gw__limits standard_limits = {.bytes = 16384, .lines = 1024, .piece = (size_t)4 << 20};

/* A text that is viewed is mostly read once, from its start to its end: the fewer leaves the
 * better.
 */
static const gw__limits view_limits = {.bytes = 65535, .lines = 4096, .piece = (size_t)4 << 20};

const char *gw_version(void) {
  return GONGWEN_VERSION;
}

/* ---- new, parse, free ------------------------------------------------------------------------ */

/* A piece of a text that is loaded: whole lines, which make leaves of their own. */
typedef struct piece {
  const char *text;
  size_t size;
  uint32_t next_id;
  bool done;
  gw__builder builder;
} piece;

typedef struct loading {
  piece *pieces;
  size_t count;
  gw__build mode;
  bool checks;         /* whether the text is UTF-8 */
  atomic_bool invalid; /* it is not */
} loading;

/* Where the piece that starts at `at` ends: behind the first LF from `least` bytes on. */
static size_t piece_end(const char *text, size_t size, size_t at, size_t least) {
  if (least == 0 || size - at <= least)
    return size;
  const char *end = memchr(text + at + least - 1, '\n', size - at - least + 1);
  return end ? (size_t)(end - text) + 1 : size;
}

/* Cuts the text. The pieces do not depend on the number of processors, so neither do the ids. */
static bool cut(loading *self, const char *text, size_t size, size_t least) {
  /* A candidate has a byte and an LF: the ids of one piece end before those of the next. */
  if (least == 0 || size <= least || size / 2 > UINT32_MAX / 2)
    least = 0;
  self->pieces = calloc(least > 0 ? size / least + 1 : 1, sizeof *self->pieces);
  if (!self->pieces)
    return false;
  size_t at = 0;
  do {
    size_t end = piece_end(text, size, at, least);
    uint32_t id = GW__FIRST_ID + (uint32_t)(least > 0 ? at / 2 + self->count : 0);
    self->pieces[self->count++] =
        (piece){.text = text ? text + at : "", .size = end - at, .next_id = id};
    at = end;
  } while (at < size);
  return true;
}

/* How far ahead of its lines a text is checked: near enough that they come from the caches. */
#define CHECKED ((size_t)1 << 17)

/* Checks on from byte *valid and gives the next bytes to `split`; false if some are not UTF-8. */
static bool check_next(const char *text, size_t size, size_t *valid, gw__split *split) {
  size_t end = size - split->size > CHECKED ? split->size + CHECKED : size;
  *valid += gw__valid_bytes(text + *valid, end - *valid);
  split->size = end;
  return *valid == end || (end < size && end - *valid < 4); /* the end may cut a character */
}

/* Works on copies: pieces side by side share cache lines, and threads would wait for each other. */
static void load_piece(void *context, size_t index) {
  loading *all = context;
  piece *self = &all->pieces[index];
  gw__builder builder = self->builder;
  uint32_t next_id = self->next_id;
  gw__builder_start(&builder, all->mode, self->size, 0, &next_id);
  gw__split split;
  gw__split_start(&split, self->text, all->checks ? 0 : self->size);
  size_t valid = 0;
  size_t at = 0;
  bool fits = true;
  do {
    size_t end = gw__split_next(&split);
    if (end == split.size && end < self->size) {
      fits = !all->invalid && check_next(self->text, self->size, &valid, &split);
      continue;
    }
    gw__builder_add(&builder, (gw_span){self->text + at, end - at}, at > 0);
    at = end + 1;
  } while (at < self->size && fits);
  if (!fits)
    all->invalid = true;
  if (self->size == 0 || self->text[self->size - 1] != '\n')
    builder.mode = GW__COPY; /* the last leaf puts an LF behind its last line */
  self->done = gw__builder_finish(&builder) && fits;
  builder.next_id = NULL;
  self->builder = builder;
  self->next_id = next_id;
}

/* The leaves of all pieces, one behind the other, in the builder of the first. */
static bool join(loading *self) {
  gw__children *leaves = &self->pieces[0].builder.leaves;
  size_t total = 0;
  bool done = true;
  for (size_t i = 0; i < self->count; i++) {
    done = done && self->pieces[i].done;
    total += self->pieces[i].builder.leaves.count;
  }
  done = done && gw__children_reserve(leaves, total);
  for (size_t i = 0; i < self->count && !done; i++)
    gw__builder_drop(&self->pieces[i].builder);
  for (size_t i = 1; i < self->count && done; i++) {
    gw__children *more = &self->pieces[i].builder.leaves;
    memcpy(leaves->items + leaves->count, more->items, more->count * sizeof *more->items);
    leaves->count += more->count;
  }
  return done;
}

/* `invalid`: the text is checked, and this says if that is why there is no document. */
static gw_document *load(const char *text, size_t size, gw__limits limits, gw__build mode,
                         bool *invalid) {
  gw_document *self = calloc(1, sizeof *self);
  loading all = {.mode = mode, .checks = invalid != NULL};
  bool ready = self && cut(&all, text, size, limits.piece);
  /* A view is read and not kept, so its leaves need not be freed one by one. */
  if (ready && mode == GW__BORROW && all.count > 1)
    ready = (self->pool = gw__pool_new()) != NULL;
  for (size_t i = 0; i < all.count && ready; i++) {
    ready = gw__builder_init(&all.pieces[i].builder, limits);
    all.pieces[i].builder.pool = self->pool;
  }
  if (ready) {
    gw__parallel(all.count, load_piece, &all);
    ready = join(&all);
  }
  if (ready) {
    self->tree.limits = limits;
    self->next_id = all.pieces[all.count - 1].next_id;
    self->title_stale = true;
    self->resume.line = SIZE_MAX;
    self->builder = all.pieces[0].builder;
    all.pieces[0].builder = (gw__builder){0};
    self->builder.pool = NULL;
    ready = gw__tree_build(&self->tree, &self->builder.leaves);
    gw__builder_trim(&self->builder);
  }
  for (size_t i = 0; i < all.count; i++)
    gw__builder_free(&all.pieces[i].builder);
  free(all.pieces);
  if (invalid)
    *invalid = all.invalid;
  if (!ready) {
    gw_document_free(self);
    return NULL;
  }
  return self;
}

gw_document *gw__document_parse_sized(const char *text, size_t size, gw__limits limits) {
  return load(text, size, limits, GW__COPY, NULL);
}

gw_document *gw__document_view_sized(const char *text, size_t size, gw__limits limits) {
  return load(text, size, limits, GW__BORROW, NULL);
}

gw_document *gw_document_parse(const char *text, size_t size) {
  return gw__document_parse_sized(text, size, standard_limits);
}

gw_document *gw_document_view(const char *text, size_t size) {
  return gw__document_view_sized(text, size, view_limits);
}

gw_document *gw__document_view_utf8(const char *text, size_t size, bool *invalid) {
  return load(text, size, view_limits, GW__BORROW, invalid);
}

gw_document *gw_document_new(void) {
  return gw_document_parse("", 0);
}

void gw_document_free(gw_document *self) {
  if (!self)
    return;
  gw__tree_free(&self->tree);
  gw__pool_free(self->pool);
  gw__builder_free(&self->builder);
  free(self);
}

/* ---- readers --------------------------------------------------------------------------------- */

void gw__readers_prepare(gw_document *document, bool placeholders) {
  gw__document_resolve(document);
  if (placeholders)
    gw__document_count(document);
}

gw_document *gw__reader_new(const gw_document *document) {
  gw_document *self = malloc(sizeof *self);
  if (!self)
    return NULL;
  *self = *document;
  self->builder = (gw__builder){0};
  self->near_set = false; /* the places remembered are what questions write */
  self->resume.line = SIZE_MAX;
  return self;
}

void gw__reader_free(gw_document *self) {
  free(self);
}

/* ---- the text -------------------------------------------------------------------------------- */

size_t gw_document_line_count(const gw_document *self) {
  return self->tree.root.sums.of[GW__LINES];
}

size_t gw_document_size(const gw_document *self) {
  return self->tree.root.sums.of[GW__BYTES];
}

/* Whether the line is in the leaf of the node asked for last. */
static bool is_near(const gw_document *self, size_t line) {
  return self->near_set && line >= self->near.before[GW__LINES] &&
         line - self->near.before[GW__LINES] < self->near.leaf->lines;
}

bool gw__document_place(const gw_document *self, size_t line, gw__place *out) {
  if (is_near(self, line)) {
    out->path = self->near;
    out->line = line - self->near.before[GW__LINES];
    return true;
  }
  if (!gw__tree_seek(&self->tree, GW__LINES, line, &out->path))
    return false;
  out->line = line - out->path.before[GW__LINES];
  return true;
}

const gw__leaf *gw__document_leaf(const gw_document *self, size_t line, size_t *in_leaf) {
  if (is_near(self, line)) {
    *in_leaf = line - self->near.before[GW__LINES];
    return self->near.leaf;
  }
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return NULL;
  *in_leaf = place.line;
  return place.path.leaf;
}

gw_span gw_document_line(const gw_document *self, size_t line) {
  size_t at;
  const gw__leaf *leaf = gw__document_leaf(self, line, &at);
  return leaf ? gw__leaf_line(leaf, at) : (gw_span){NULL, 0};
}

gw_revision gw_document_revision(gw_document *self) {
  gw__document_resolve(self);
  return self->revision;
}
