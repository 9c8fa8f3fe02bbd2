/* document.c - documents and their text. */
#include "core/document.h"

#include <stdlib.h>
#include <string.h>

/* A leaf is copied by every edit in it, so it is small; it has a node's worth of tables above it,
 * so it is not too small. */
static const gw__limits standard_limits = {.bytes = 16384, .lines = 1024};

const char *gw_version(void) {
  return GONGWEN_VERSION;
}

/* ---- new, parse, free ------------------------------------------------------------------------ */

static gw_document *load(const char *text, size_t size, gw__limits limits, gw__build mode) {
  gw_document *self = calloc(1, sizeof *self);
  if (!self)
    return NULL;
  self->tree.limits = limits;
  self->next_id = GW__FIRST_ID;
  self->title_stale = true;
  self->resume.line = SIZE_MAX;
  gw__builder *builder = &self->builder;
  if (!gw__builder_init(builder, limits)) {
    free(self);
    return NULL;
  }

  gw__builder_start(builder, mode, size, 0, &self->next_id);
  size_t at = 0;
  do {
    const char *end = at < size ? memchr(text + at, '\n', size - at) : NULL;
    size_t length = end ? (size_t)(end - text) - at : size - at;
    gw__builder_add(builder, (gw_span){text ? text + at : "", length}, at > 0);
    at += length + 1;
  } while (at < size);

  if (size == 0 || text[size - 1] != '\n')
    builder->mode = GW__COPY; /* the last leaf puts an LF behind its last line */
  if (!gw__builder_finish(builder) || !gw__tree_build(&self->tree, &builder->leaves)) {
    gw_document_free(self);
    return NULL;
  }
  gw__builder_trim(builder);
  return self;
}

gw_document *gw__document_parse_sized(const char *text, size_t size, gw__limits limits) {
  return load(text, size, limits, GW__COPY);
}

gw_document *gw__document_view_sized(const char *text, size_t size, gw__limits limits) {
  return load(text, size, limits, GW__BORROW);
}

gw_document *gw_document_parse(const char *text, size_t size) {
  return gw__document_parse_sized(text, size, standard_limits);
}

gw_document *gw_document_view(const char *text, size_t size) {
  return gw__document_view_sized(text, size, standard_limits);
}

gw_document *gw_document_new(void) {
  return gw_document_parse("", 0);
}

void gw_document_free(gw_document *self) {
  if (!self)
    return;
  gw__tree_free(&self->tree);
  gw__builder_free(&self->builder);
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
