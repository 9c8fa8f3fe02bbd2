/* load.c - a text becomes a document, in pieces that are read side by side. */
#include "core/document.h"

#include "core/parallel.h"
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

/* Whole lines, which make leaves of their own. */
typedef struct piece {
  const char *text;
  size_t size;
  uint32_t next_id;
  bool done;
  gw__children leaves;
} piece;

/* What a thread keeps from one piece to the next; on cache lines of its own, or the threads would
 * wait for each other. */
typedef struct worker {
  _Alignas(64) gw__builder builder;
  gw__pool pool;
} worker;

typedef struct loading {
  worker workers[GW__WORKERS];
  piece *pieces;
  size_t count;
  gw__limits limits;
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

/* Adds the lines of a piece, checked ahead of them if need be; false if they are not UTF-8. */
static bool add_lines(loading *all, const piece *self, gw__builder *builder) {
  gw__split split;
  gw__split_start(&split, self->text, all->checks ? 0 : self->size);
  size_t valid = 0;
  size_t at = 0;
  do {
    size_t end = gw__split_next(&split);
    if (end == split.size && end < self->size) {
      if (all->invalid || !check_next(self->text, self->size, &valid, &split))
        return false;
      continue;
    }
    gw__builder_add(builder, (gw_span){self->text + at, end - at}, at > 0);
    at = end + 1;
  } while (at < self->size);
  return true;
}

static void load_piece(void *context, size_t index, unsigned thread) {
  loading *all = context;
  piece *self = &all->pieces[index];
  gw__builder *builder = &all->workers[thread].builder;
  uint32_t next_id = self->next_id;
  if (!builder->lines && !gw__builder_init(builder, all->limits))
    return;
  /* A view is read and not kept, so its leaves need not be freed one by one. */
  if (all->mode == GW__BORROW && all->count > 1)
    builder->pool = &all->workers[thread].pool;
  gw__builder_start(builder, all->mode, self->size, 0, &next_id);
  bool fits = add_lines(all, self, builder);
  if (!fits)
    all->invalid = true;
  if (self->size == 0 || self->text[self->size - 1] != '\n')
    builder->mode = GW__COPY; /* the last leaf puts an LF behind its last line */
  self->done = gw__builder_finish(builder) && fits;
  self->leaves = builder->leaves;
  self->next_id = next_id;
  builder->leaves = (gw__children){0};
  builder->next_id = NULL;
}

/* The leaves of all pieces, one behind the other; false, and none, if some could not be made. */
static bool join(const loading *self, gw__children *out) {
  size_t total = 0;
  bool done = true;
  for (size_t i = 0; i < self->count; i++) {
    done = done && self->pieces[i].done;
    total += self->pieces[i].leaves.count;
  }
  done = done && gw__children_reserve(out, total);
  for (size_t i = 0; i < self->count; i++) {
    gw__children *leaves = &self->pieces[i].leaves;
    if (done && leaves->count > 0)
      memcpy(out->items + out->count, leaves->items, leaves->count * sizeof *leaves->items);
    out->count += done ? leaves->count : 0;
    if (!done)
      gw__children_drop(leaves);
    free(leaves->items);
  }
  return done;
}

/* The document takes over the first worker's builder, and the memory of all. */
static void take_over(gw_document *self, loading *all) {
  self->builder = all->workers[0].builder;
  self->builder.pool = NULL;
  all->workers[0].builder = (gw__builder){0};
  for (size_t i = 0; i < GW__WORKERS; i++)
    gw__pool_join(&self->pool, &all->workers[i].pool);
}

/* `invalid`: the text is checked, and this says if that is why there is no document. */
static gw_document *load(const char *text, size_t size, gw__limits limits, gw__build mode,
                         bool *invalid) {
  gw_document *self = calloc(1, sizeof *self);
  loading all = {.limits = limits, .mode = mode, .checks = invalid != NULL};
  gw__children leaves = {0};
  bool ready = self && gw__builder_init(&all.workers[0].builder, limits) &&
               cut(&all, text, size, limits.piece);
  if (ready) {
    gw__parallel(all.count, load_piece, &all);
    ready = join(&all, &leaves);
    take_over(self, &all);
  }
  if (ready) {
    self->tree.limits = limits;
    self->next_id = all.pieces[all.count - 1].next_id;
    self->title_stale = true;
    self->resume.line = SIZE_MAX;
    ready = gw__tree_build(&self->tree, &leaves);
  }
  for (size_t i = 0; i < GW__WORKERS; i++)
    gw__builder_free(&all.workers[i].builder);
  free(leaves.items);
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
