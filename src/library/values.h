/*
 * values.h - what a writer fills in again and again: YAML files in, names and values out.
 *
 *   XX党支部: 机关第一党支部      # a field, as `gongwen placeholders` names it: its value
 *   单位名称: 某某县财政局
 *   20XX: 2026
 *
 * One mapping a file, of texts of one line. Files are data only, with the limits of template files.
 */
#ifndef GONGWEN_LIBRARY_VALUES_H
#define GONGWEN_LIBRARY_VALUES_H

#include "library/library.h"

typedef struct values values;

/* NUL-terminated UTF-8, owned by the values. */
typedef struct values_entry {
  const char *name;
  const char *value;
  const char *file; /* where it was read from, and its 1-based line */
  size_t line;
} values_entry;

/*
 * Reads the files, the strongest first: of a name that several have, its value counts. Good entries
 * stay where others are wrong. A file that does not exist is a problem only where `must_exist`.
 * NULL when memory ran out. Free with values_free().
 */
values *values_load(const char *const *paths, size_t count, bool must_exist);
void values_free(values *self);

/* Each name once, in the order of the files. */
size_t values_count(const values *self);
const values_entry *values_get(const values *self, size_t index);

size_t values_problem_count(const values *self);
const library_problem *values_get_problem(const values *self, size_t index);

#endif
