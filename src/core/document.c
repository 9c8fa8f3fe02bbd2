/* document.c - documents and their text. */
#include "core/document.h"

#include "core/reader.h"

#include <stdlib.h>

const char *gw_version(void) {
  return GONGWEN_VERSION;
}

/* ---- free ------------------------------------------------------------------------------------ */

void gw_document_free(gw_document *self) {
  if (!self)
    return;
  gw__tree_free(&self->tree);
  gw__pool_free(&self->pool);
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
