/*
 * store.h - what a library is made of, for the files of this folder.
 *
 * One block of memory that only grows holds every string and table, so a library is freed in one
 * go. Running out of memory sets `failed` once; later calls are no-ops, and library_load() answers
 * NULL.
 */
#ifndef GONGWEN_LIBRARY_STORE_H
#define GONGWEN_LIBRARY_STORE_H

#include "library/complete.h"
#include "library/library.h"
#include "library/match.h"

/* The longest trigger in bytes: 32 Chinese characters. A lookup never reads more of the line. */
#define LIBRARY_TRIGGER_BYTES 96

/* The longest name of a section in bytes where another place of the file names it. */
#define LIBRARY_NAME_BYTES 300

/* Problems told of one file; a broken file says the same thing over and over. */
#define LIBRARY_FILE_PROBLEMS 100

/* A place in a template file, both from 1; the column counts bytes, as editors and compilers do. */
typedef struct library__position {
  size_t line;
  size_t column;
} library__position;

/* A file to read. */
typedef struct library__source {
  const char *file; /* its name, owned by the library */
  const char *kind; /* of what its sections are where it does not say; the same */
  size_t rank;      /* which of the paths it came from: 0 is the strongest */
  const char *text;
  size_t size;
} library__source;

/* What a text may be. */
enum {
  TEXT_LINES = 1,       /* several lines; only the line ends behind it are cut off */
  TEXT_MAY_BE_EMPTY = 2 /* else it is a problem */
};

/* A list of texts and where each stands. `items` ends at NULL, once there is one. */
typedef struct library__texts {
  const char **items;
  library__position *at;
  bool *told; /* whether a problem with it was reported */
  size_t count;
  size_t capacity;
} library__texts;

/* A text and where it stands; NULL: not given. */
typedef struct library__value {
  const char *text;
  library__position at;
} library__value;

/* What one file says of its kind. */
typedef struct library__declaration {
  const char *file;
  const char *kind;
  size_t rank;
  library__position at;
  library__value description;
  library__value title;
  library__texts triggers;
  library__texts match;
  library__texts document;
  bool loose; /* its sections belong together by nothing but their file: no whole document */
  size_t kind_number; /* library__finish(): which of the library's kinds it is */
} library__declaration;

typedef struct library__entry {
  library_section section;
  library__position at; /* where the entry starts */
  library__texts triggers;
  library__texts kinds; /* the further ones */
  size_t declaration;   /* of its file */
  /* library__finish(): */
  size_t rank;
  size_t kind_number;
  size_t *kind_numbers; /* of `kinds` */
  size_t winner; /* the entry that counts for this kind and name: itself, or a stronger one */
  bool placed;   /* in the order of its kind already */
} library__entry;

/* A section under the name by which a kind knows it. */
typedef struct library__member {
  size_t kind;
  const char *name;
  bool adopted; /* of another kind, by `kinds` */
  size_t entry;
} library__member;

/* The good text of a file, for the day when its next version is broken. */
typedef struct library__file {
  const char *name;
  const char *text;
  size_t size;
} library__file;

struct library {
  struct library__block *blocks;
  library__entry *entries;
  size_t entry_count;
  size_t entry_capacity;
  library__declaration *declarations;
  size_t declaration_count;
  size_t declaration_capacity;
  library__file *files;
  size_t file_count;
  size_t file_capacity;
  library_problem *problems;
  size_t problem_count;
  size_t problem_capacity;
  /* library__finish(): */
  library_kind *kinds;
  size_t *kind_ranks;      /* of the strongest file of each */
  size_t *trigger_sources; /* the declaration that has the triggers of each; SIZE_MAX: none */
  size_t kind_count;
  library__member *members; /* by kind, name, own before adopted, strength */
  size_t member_count;
  library__index triggers;
  library__index words; /* of titles, to the kinds */
  library__lookup lookup;
  bool silent; /* problems are not kept */
  bool failed;
};

/*
 * What can be wrong, in English and in Chinese; %s is the detail that library__report() is given.
 * ORDER: fault_texts in store.c.
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
  LIBRARY__JSON,
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
  LIBRARY__SNIPPETS,
  LIBRARY__SNIPPET,
  LIBRARY__MISSING,
  LIBRARY__NOT_TEXT,
  LIBRARY__EMPTY_TEXT,
  LIBRARY__LINES,
  LIBRARY__LEVEL,
  LIBRARY__FLAG,
  LIBRARY__LONG,
  LIBRARY__TOO_MANY,
  LIBRARY__NO_SUCH_SECTION,
  LIBRARY__NAMED_TWICE,
  LIBRARY__SAME_NAME,
  LIBRARY__SAME_TRIGGER,
  LIBRARY__SAME_KEY,
  LIBRARY__VALUES,
  LIBRARY__MORE,
} library__fault;

library *library__new(void); /* NULL when memory ran out */

/* Zeroed memory that lives as long as the library, aligned for anything; NULL, and `failed` set,
 * when memory ran out. */
void *library__allocate(library *self, size_t size);

/* A copy of `size` bytes with a NUL behind them. */
char *library__copy(library *self, const char *text, size_t size);

/* The first control character of a text that is not among `allowed`, -1 if there is none. */
int library__find_control(const char *text, size_t size, const char *allowed);

/* A text as the library keeps it: NULL where it is `wrong`, or memory ran out. */
typedef struct library__text {
  const char *clean;
  bool wrong;
  library__fault fault;
  char code[16]; /* LIBRARY__CONTROL: of the character */
} library__text;

/* Takes a value of a file: without the blanks around it (of several lines: the line ends behind),
 * and free of control characters. */
library__text library__clean(library *self, const char *value, size_t size, unsigned how);

/* One more text at the end of the list; false when memory ran out. */
bool library__texts_add(library *self, library__texts *list, const char *text,
                        library__position at);

void library__report(library *self, const char *file, library__position at, library__fault fault,
                     const char *detail);

/* The same for what is read: a long detail is cut, and after LIBRARY_FILE_PROBLEMS of a file, which
 * *count counts, one line says that there are more. */
void library__report_of_file(library *self, const library__source *source, size_t *count,
                             library__position at, library__fault fault, const char *detail);

/* Whether something of a file is left out where it has this fault. */
bool library__loses(library__fault fault);

/* Copies the entry into the list; what it points to must live as long as the library. */
void library__add(library *self, const library__entry *entry);
void library__declare(library *self, const library__declaration *declaration);

/* The text of a file that was read whole; both must live as long as the library. */
void library__keep(library *self, const char *name, const char *text, size_t size);

/*
 * Reads one file, by its ending (files.c). Where its text is broken and `before` had it whole, that
 * older text is read instead; the problems are those of the new one. The texts of whole files are
 * kept for the next time.
 */
void library__read(library *self, const library__source *source, const library *before);

/* The entries by which a kind knows this name, its own before those it adopted, the strongest of
 * each first. After library__finish() has begun. */
const library__member *library__members(const library *self, size_t kind, const char *name,
                                        size_t *count);

/* Once all files are read: finds what is shadowed, puts the kinds together and builds the indexes
 * (kinds.c). */
void library__finish(library *self);

#endif
