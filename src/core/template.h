/*
 * template.h - what the insertion of a whole document shares with that of one section.
 */
#ifndef GONGWEN_CORE_TEMPLATE_H
#define GONGWEN_CORE_TEMPLATE_H

#include <gongwen/gongwen.h>

#include "core/tabstop.h"

/* gw_document_insertion() of a template whose body is part of the text of `resolved`. */
bool gw__insertion_of_text(gw_document *document, gw_point start, gw_point end,
                           const gw_template *source, const gw__resolution *resolved,
                           gw_insertion *out);

/* Puts the place of the first placeholder of a text into *slot; leaves it if there is none. False
 * when memory ran out. */
bool gw__first_slot(gw_span text, size_t *slot);

/* Whether what is written into a line ends its lines in CR LF. The last line of a document may lack
 * the CR that the others have. */
bool gw__is_crlf(const gw_document *document, size_t line);

/* A line without the CR at its end. */
gw_span gw__line_text(const gw_document *document, size_t line);

#endif
