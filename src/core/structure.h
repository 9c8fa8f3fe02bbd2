/*
 * structure.h - what the files of structure editing share: structure.c (sections as lines) and
 * levels.c (promoting and demoting).
 */
#ifndef GONGWEN_CORE_STRUCTURE_H
#define GONGWEN_CORE_STRUCTURE_H

#include "core/arrange.h"
#include "core/writing.h"

/* The section that an action works on, and what is to come of it. */
typedef struct gw__section {
  size_t index; /* of its node */
  size_t first; /* its lines, see gw_document_section_lines() */
  size_t end;
  gw__arrangement rows;
  size_t nodes;   /* how many nodes the rows should have */
  size_t row;     /* where its heading should be, GW_NONE if it goes */
  unsigned level; /* what that should be; 0: not known */
  gw_kind kind;
} gw__section;

/* The end of lines [first, end) without the blank lines there; one line stays at least. */
size_t gw__core_end(const gw_document *document, size_t first, size_t end);

/* The first of lines [first, end) that holds a signature or a date (see gw_document_parts()); `end`
 * if none does. Costs these lines, not the document. In parts.c. */
size_t gw__first_ending(gw_document *document, size_t first, size_t end);

/* The sibling before or behind a node: of its form, no 附件 between. GW_NONE if there is none. */
size_t gw__sibling_before(gw_document *document, size_t index);
size_t gw__sibling_after(gw_document *document, size_t index);

/* ---- levels.c -------------------------------------------------------------------------------- */

/* How the headings of one level are written and stand. Spans point into the document. */
typedef struct gw__style {
  gw_form form;
  unsigned parts;      /* more than one: 2.1 */
  gw__writing writing; /* of one part; for several only `after` counts */
  gw_shape shape;
  gw_span prefix; /* blanks and Markdown marks before the ordinal */
} gw__style;

/* The style of a node; false if its ordinal cannot be written again. */
bool gw__style_of(const gw_document *document, const gw_node *node, gw__style *out);

/* The style of headings below node `index`: of its last child, of others like it, or the usual one.
 * False if there is no form below its own. */
bool gw__style_below(gw_document *document, size_t index, gw__style *out);

/* Writes an ordinal: numbers[0 .. parts). The size in bytes, 0 if there is no way to write it. */
size_t gw__style_write(const gw__style *style, const unsigned *numbers,
                       char buffer[GW__WRITING_BYTES]);

/* The last heading right below node `index`; GW_NONE if there is none. */
size_t gw__last_child(gw_document *document, size_t index);

gw_refusal gw__promote(gw__section *self, bool alone);
gw_refusal gw__demote(gw__section *self, bool alone);

#endif
