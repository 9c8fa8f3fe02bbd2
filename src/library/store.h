/*
 * store.h - what a library is made of, for the files of this folder.
 *
 * One block of memory that only grows holds every string and table, so a library is freed in one
 * go. Running out of memory sets `failed` once; later calls are no-ops, and library_load() answers
 * NULL.
 */
#ifndef GONGWEN_LIBRARY_STORE_H
#define GONGWEN_LIBRARY_STORE_H

#include "library/library.h"
#include "library/match.h"

/* The longest trigger in bytes: 32 Chinese characters. A lookup never reads more of the line. */
#define LIBRARY_TRIGGER_BYTES 96

/* Problems told of one file; a broken file says the same thing over and over. */
#define LIBRARY_FILE_PROBLEMS 100

/* A place in a template file, both from 1; the column counts bytes, as editors and compilers do. */
typedef struct library__position {
  size_t line;
  size_t column;
} library__position;

typedef struct library__entry {
  library_section section;
  library__position at;          /* where the entry starts */
  library__position *trigger_at; /* where each of its triggers stands */
  size_t trigger_count;
  size_t rank; /* which of the paths it came from: 0 is the strongest */
} library__entry;

struct library {
  struct library__block *blocks;
  library__entry *entries;
  size_t entry_count;
  size_t entry_capacity;
  library_problem *problems;
  size_t problem_count;
  size_t problem_capacity;
  library__index index;
  bool failed;
};

/*
 * What can be wrong, in English and in Chinese; %s is the detail that library__report() is given.
 * ORDER: library__texts in store.c.
 */
typedef enum library__fault {
  LIBRARY__UNREADABLE,
  LIBRARY__NOT_A_FILE,
  LIBRARY__TOO_LARGE,
  LIBRARY__TOO_MANY_FILES,
  LIBRARY__NOT_UTF8,
  LIBRARY__UTF16,
  LIBRARY__CONTROL,
  LIBRARY__SYNTAX,
  LIBRARY__TOO_DEEP,
  LIBRARY__EMPTY,
  LIBRARY__SECOND_DOCUMENT,
  LIBRARY__ROOT,
  LIBRARY__ALIAS,
  LIBRARY__TAG,
  LIBRARY__MERGE,
  LIBRARY__KEY,
  LIBRARY__UNKNOWN,
  LIBRARY__DUPLICATE,
  LIBRARY__NO_KIND,
  LIBRARY__NO_SECTIONS,
  LIBRARY__SECTIONS,
  LIBRARY__ENTRY,
  LIBRARY__MISSING,
  LIBRARY__NOT_TEXT,
  LIBRARY__EMPTY_TEXT,
  LIBRARY__LINES,
  LIBRARY__LEVEL,
  LIBRARY__TRIGGER_LONG,
  LIBRARY__SAME_NAME,
  LIBRARY__SAME_TRIGGER,
  LIBRARY__MORE,
} library__fault;

library *library__new(void); /* NULL when memory ran out */

/* Zeroed memory that lives as long as the library, aligned for anything; NULL, and `failed` set,
 * when memory ran out. */
void *library__allocate(library *self, size_t size);

/* A copy of `size` bytes with a NUL behind them. */
char *library__copy(library *self, const char *text, size_t size);

void library__report(library *self, const char *file, library__position at, library__fault fault,
                     const char *detail);

/* Copies the entry into the list; what it points to must live as long as the library. */
void library__add(library *self, const library__entry *entry);

/* Once all files are read: finds what is shadowed and builds the index. */
void library__finish(library *self);

#endif
