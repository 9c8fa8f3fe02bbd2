/*
 * methods.h - the methods, one row each; PROTOCOL.md says what they do.
 */
#ifndef GONGWEN_HOST_METHODS_H
#define GONGWEN_HOST_METHODS_H

#include "host/marks.h"
#include "host/session.h"

/* X(name on the wire, what it needs) */
#define METHODS(X)                                                                                 \
  /* methods_life.c */                                                                             \
  X(hello, METHOD_ANSWERS | METHOD_FIRST)                                                          \
  X(open, 0)                                                                                       \
  X(change, 0)                                                                                     \
  X(close, 0)                                                                                      \
  X(info, METHOD_ANSWERS)                                                                          \
  X(templates, METHOD_ANSWERS | METHOD_LIBRARY)                                                    \
  X(editor_error, METHOD_FIRST | METHOD_ANY)                                                       \
  /* methods_template.c */                                                                         \
  X(expand, METHOD_ANSWERS | METHOD_TEXT | METHOD_LIBRARY)                                         \
  X(insert, METHOD_ANSWERS | METHOD_TEXT | METHOD_LIBRARY)                                         \
  X(new, METHOD_ANSWERS | METHOD_TEXT | METHOD_LIBRARY)                                            \
  /* methods_complete.c */                                                                         \
  X(complete, METHOD_ANSWERS | METHOD_TEXT | METHOD_LIBRARY)                                       \
  X(find, METHOD_ANSWERS | METHOD_LIBRARY)                                                         \
  /* methods_text.c */                                                                             \
  X(jump, METHOD_ANSWERS | METHOD_TEXT)                                                            \
  X(placeholders, METHOD_ANSWERS | METHOD_TEXT)                                                    \
  X(headings, METHOD_ANSWERS | METHOD_TEXT)                                                        \
  X(count, METHOD_ANSWERS | METHOD_TEXT)                                                           \
  X(renumber, METHOD_ANSWERS | METHOD_TEXT)                                                        \
  X(next_item, METHOD_ANSWERS | METHOD_TEXT)                                                       \
  /* methods_fill.c */                                                                             \
  X(field, METHOD_ANSWERS)                                                                         \
  X(fields, METHOD_ANSWERS | METHOD_TEXT)                                                          \
  X(fill, METHOD_ANSWERS | METHOD_TEXT)                                                            \
  X(fill_date, METHOD_ANSWERS | METHOD_TEXT)                                                       \
  X(generalize, METHOD_ANSWERS | METHOD_TEXT)                                                      \
  X(values, METHOD_ANSWERS)                                                                        \
  /* methods_marks.c */                                                                            \
  X(marks_open, METHOD_BUFFER)                                                                     \
  X(marks_close, METHOD_BUFFER)                                                                    \
  /* methods_structure.c */                                                                        \
  X(restructure, METHOD_ANSWERS | METHOD_TEXT)                                                     \
  X(section, METHOD_ANSWERS | METHOD_TEXT)                                                         \
  X(extent, METHOD_ANSWERS | METHOD_TEXT)                                                          \
  X(go, METHOD_ANSWERS | METHOD_TEXT)                                                              \
  /* methods_outline.c */                                                                          \
  X(outline_open, METHOD_BUFFER)                                                                   \
  X(outline_close, METHOD_BUFFER)                                                                  \
  X(outline_filter, METHOD_BUFFER)                                                                 \
  X(cursor, METHOD_BUFFER)                                                                         \
  X(fold, METHOD_BUFFER)                                                                           \
  X(reveal, METHOD_ANSWERS | METHOD_TEXT)

#define METHOD_PROTOTYPE(name, needs) void method_##name(call *self);
METHODS(METHOD_PROTOTYPE)
#undef METHOD_PROTOTYPE

/* Room for the name of a field in an answer; longer ones are cut. */
#define FIELD_BYTES 256

/* Pushes a line FILE:LINE:COL: message. */
void methods_push_problem(fields *out, const library_problem *problem, language in);

/* Adds `problems`: a line FILE:LINE:COL: message for each; none for NULL. */
void methods_put_problems(fields *out, const library *from, language in);

/* Adds `ends`: the characters that triggers end in. */
void methods_put_ends(fields *out, const library *from);

/* Reads `line` and `column`, a place in the text of the call's buffer; a column behind the end of
 * the line is its end. False if the call has failed. */
bool methods_read_place(call *self, gw_point *place);

/* Adds a section to a list: [kind, name, triggers, level, description, file, line]. */
void methods_push_section(fields *out, const library_section *section);

/* The kind of document that the title of the call's buffer tells; NULL for none. */
const library_kind *methods_kind_of(call *self);

/* Works out what a template would put in place of the bytes [start, end) of the call's buffer;
 * false if the call has failed. Free with gw_insertion_free() in any case. */
bool methods_work_out(call *self, const library_choice *choice, gw_point start, gw_point end,
                      gw_insertion *out);

/* Whether there is nothing in the text but bytes [start, end) of a line: the place for a whole
 * document. */
bool methods_is_alone(const gw_document *document, gw_point start, gw_point end);

/* The lines of the innermost section that holds a line; false if none does: above the first
 * heading. */
bool methods_section_at(gw_document *document, size_t line, size_t *first, size_t *end);

/* The level of the innermost heading that a line stands below or holds; 0: none. */
unsigned methods_level_at(gw_document *document, size_t line);

/* Whether triggers count in a line: not in fenced code, nor in a quotation, a line with > before
 * it. */
bool methods_takes_triggers(gw_document *document, size_t line);

/* Adds `edits` of a document: each [start_line, start_column, end_line, end_column, old, new]. */
void methods_put_edits(fields *out, const gw_document *document, const gw_edits *edits);

/* Sends `expansion` if a trigger ends at a place in the text. */
void methods_offer_expansion(session *self, buffer *typed, gw_point end);

/* Sends `marks` for those lines. */
void marks_send(session *self, const buffer *marked, marks_range range);

/* Adds `references`: [line, column, end, target] of those that edits and moves leave behind, where
 * they will stand after them; target is the line of the heading they speak of, -1 if it goes. False
 * when memory ran out. */
bool methods_put_outdated(fields *out, gw_document *document, const gw_edits *edits,
                          const gw_move *moves, size_t move_count);

/* The text, the folds or the cursor of a buffer may have changed: sends `rows` and `where` as far
 * as they differ from what was sent. */
void outline_update(session *self, buffer *shown);

#endif
