/*
 * library.h - the template library: YAML files in, sections and triggers out.
 *
 * A library is built from directories, the strongest first; a section (kind + name) found in a
 * stronger directory shadows the same one further down. It is immutable once loaded: reloading
 * makes a new one. Files are data only; nothing in them runs, reads a file or the environment.
 *
 *   kind: 党建工作总结
 *   sections:
 *     - name: 党支部基本情况          # the heading's title
 *       trigger: [jbqk, 基本情况]     # one text or a list
 *       level: 1                      # 0: plain text, inserted inline
 *       description: 人数、支委会、党小组
 *       body: |
 *         ${org:XX党支部}现有党员XX名……
 */
#ifndef GONGWEN_LIBRARY_LIBRARY_H
#define GONGWEN_LIBRARY_LIBRARY_H

#include <gongwen/gongwen.h>

/* Limits on template files; libyaml 0.2.5 is quadratic on nesting, and a template is a page of
 * text. */
#define LIBRARY_FILE_BYTES (256u * 1024)
#define LIBRARY_NESTING    8
#define LIBRARY_FILES      4096

typedef struct library library;

/* One section. Strings are NUL-terminated UTF-8, owned by the library, never NULL. */
typedef struct library_section {
  const char *kind;
  const char *name;
  const char *description;
  const char *body;            /* lines end at LF; no LF at the end */
  const char *const *triggers; /* NULL-terminated */
  unsigned level;              /* 0 to 4; 0 where the file names none */
  const char *file;            /* where it was read from, and its 1-based line */
  size_t line;
  bool shadowed; /* a stronger directory has the same kind and name: never matched */
} library_section;

/* A thing that is wrong with a file: shown as FILE:LINE:COL: message, LINE and COL from 1, COL in
 * bytes. */
typedef struct library_problem {
  const char *file;
  size_t line;
  size_t column;
  const char *message;    /* English */
  const char *message_zh; /* the same in Chinese */
} library_problem;

/*
 * Loads every *.yaml and *.yml below each directory (one level, in name order, hidden files left
 * out); a path may also name a single file. A directory that does not exist is no problem, a file
 * that cannot be read or parsed is; the good entries of a file stay. Never fails but by running out
 * of memory (NULL). Safe to call on any thread.
 *
 * In an entry, a key that is unknown or written twice is reported and ignored; a value of a wrong
 * type, or a missing name or body, leaves the entry out. Of two sections of one directory with the
 * same kind and name, or the same trigger, the first one counts and the other is reported; between
 * directories that is what the stronger one is for, and no problem.
 */
library *library_load(const char *const *paths, size_t count);
void library_free(library *self);

size_t library_count(const library *self);
const library_section *library_get(const library *self, size_t index); /* in order of loading */

size_t library_problem_count(const library *self);
const library_problem *library_get_problem(const library *self, size_t index);

/*
 * The section whose trigger is the longest one that `before` (the text of the line before the
 * cursor) ends in; NULL if there is none. A trigger that starts with an ASCII letter or digit does
 * not match right behind one, nor behind `_`; Chinese text and punctuation of either width are
 * boundaries. Who wants a trigger that fires anywhere starts it with a mark: `;jbqk`. Full-width
 * ASCII (；ａ) matches its half-width twin. *size gets the bytes of `before` that the trigger
 * takes. Takes under a microsecond whatever the number of sections.
 */
const library_section *library_match(const library *self, const char *before, size_t length,
                                     size_t *size);

/* The section with this name, or "kind/name", or this trigger, in that order of preference;
 * shadowed ones are not found. NULL if there is none. */
const library_section *library_find(const library *self, const char *name);

#endif
