/*
 * marks.h - the placeholders of a buffer as the editor highlights them, line by line.
 *
 * After a change the lines that were told anew are sent, and nothing else: what an editor has
 * marked moves with its text. Nothing at all is sent where those lines had no placeholder before
 * and have none now, as at most keys. Only where a change decides about lines far away (a ``` hides
 * and shows what is below it; one more XX makes 【】 placeholders) is everything sent.
 */
#ifndef GONGWEN_HOST_MARKS_H
#define GONGWEN_HOST_MARKS_H

#include "host/buffers.h"
#include "host/fields.h"

/* Lines [first, end) of a text. */
typedef struct marks_range {
  size_t first;
  size_t end;
} marks_range;

/* What a change must leave as it is for the marks elsewhere to stay right. */
typedef struct marks_elsewhere {
  size_t above; /* placeholders above the lines that change, and below them */
  size_t below;
  bool here;  /* there are some in those lines */
  bool fence; /* one of those lines opens or closes fenced code */
} marks_elsewhere;

/* Looks at a text before lines [first, old_end) of it are replaced. */
marks_elsewhere marks_before(const buffer *self, size_t first, size_t old_end);

/* The lines to be marked anew, from `first` on, after `count` took the place of others: those, and
 * the one on either side, where an editor leaves the marks of lines that are gone. False: none. */
bool marks_after(const buffer *self, const marks_elsewhere *before, size_t first, size_t count,
                 marks_range *out);

/* Adds `first`, `end` and `marks`, a list of [line, column, size], to the event: of the whole
 * range, or of its head where the list takes about `most` bytes. Returns the line where it ends. */
size_t marks_put(const buffer *self, marks_range range, size_t most, fields *out);

#endif
