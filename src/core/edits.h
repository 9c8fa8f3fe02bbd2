/*
 * edits.h - building lists of edits, and the numbering that insertion shares with renumbering.
 */
#ifndef GONGWEN_CORE_EDITS_H
#define GONGWEN_CORE_EDITS_H

#include <gongwen/gongwen.h>

/* Appends an edit with a copy of `text`; false, with the list unchanged, when memory ran out. */
bool gw__edits_add(gw_edits *self, gw_point start, gw_point end, const char *text, size_t size);

/* Appends the edits that make `new` of `old`, which stands at `start`: whole characters, and no
 * more of them than need be. False when memory ran out; edits may then be there in part. */
bool gw__edits_between(gw_point start, gw_span old, gw_span new, gw_edits *out);

/* Drops the edits from number `count` on. */
void gw__edits_truncate(gw_edits *self, size_t count);

/* Whether a line of 附件 stands in lines [first, end): it opens a scope of its own. */
bool gw__annex_between(const gw_document *document, size_t first, size_t end);

/*
 * Appends the edits that move on the siblings behind a new ordinal, and what counts on from them in
 * the sections that follow. `previous` is the sibling before it, GW_NONE if there is none; `first`
 * the index of the first node behind it; `form` and `number` are its own. False when memory ran
 * out; edits may then be there in part.
 */
bool gw__renumber_after(gw_document *document, size_t previous, size_t first, size_t line,
                        gw_form form, unsigned number, gw_edits *edits);

#endif
