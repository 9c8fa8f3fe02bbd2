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

/* How many lines a text has, a final LF counted as the end of the last one. */
static size_t count_lines(const char *text, size_t size) {
  size_t lines = 0;
  for (size_t at = 0; at < size;) {
    const char *end = memchr(text + at, '\n', size - at);
    lines++;
    if (!end)
      break;
    at = (size_t)(end - text) + 1;
  }
  return lines > 0 ? lines : 1;
}

gw_document *gw__document_parse_sized(const char *text, size_t size, gw__limits limits) {
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

  gw__builder_start(builder, size, count_lines(text, size), &self->next_id);
  size_t at = 0;
  do {
    const char *end = at < size ? memchr(text + at, '\n', size - at) : NULL;
    size_t length = end ? (size_t)(end - text) - at : size - at;
    gw__builder_add(builder, (gw_span){text ? text + at : "", length}, at > 0);
    at += length + 1;
  } while (at < size);

  if (!gw__builder_finish(builder) || !gw__tree_build(&self->tree, &builder->leaves)) {
    gw_document_free(self);
    return NULL;
  }
  gw__builder_trim(builder);
  return self;
}

gw_document *gw_document_parse(const char *text, size_t size) {
  return gw__document_parse_sized(text, size, standard_limits);
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

bool gw__document_place(const gw_document *self, size_t line, gw__place *out) {
  if (!gw__tree_seek(&self->tree, GW__LINES, line, &out->path))
    return false;
  out->line = line - out->path.before[GW__LINES];
  return true;
}

gw_span gw_document_line(const gw_document *self, size_t line) {
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return (gw_span){NULL, 0};
  return gw__leaf_line(place.path.leaf, place.line);
}

gw_revision gw_document_revision(gw_document *self) {
  gw__document_resolve(self);
  return self->revision;
}
