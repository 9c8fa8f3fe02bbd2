/*
 * rowtext.h - what a row says of its node, but for indentation and colour.
 */
#ifndef GONGWEN_HOST_ROWTEXT_H
#define GONGWEN_HOST_ROWTEXT_H

#include <gongwen/gongwen.h>

/* Titles are cut here, at a character: a row is one line of a narrow window. */
#define VIEW_TITLE_BYTES 512

/* So many nodes stand around each other at most: levels go up to 255, and the title is above all.
 */
#define VIEW_DEPTH_MAX 257

/* The title of a node for a single line: control characters are blanks. Writes at most `capacity`
 * bytes with a NUL, cut at a character; returns the bytes written without the NUL. */
size_t view_title(const gw_document *document, const gw_node *node, char *title, size_t capacity);

/* The bytes of a node's ordinal with what stands behind it: so much room its text takes besides
 * VIEW_TITLE_BYTES. */
size_t row_text_ordinal(const gw_document *document, const gw_node *node);

/* Writes the ordinal as it stands in the document, and the title, with a NUL; returns the bytes,
 * and in *ordinal those of the ordinal. */
size_t row_text(const gw_document *document, const gw_node *node, char *text, size_t *ordinal);

#endif
