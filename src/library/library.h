/*
 * library.h - the template library: files of YAML or of VSCode snippets (json.h) in, sections and
 * triggers out.
 *
 * A library is built from directories, the strongest first; a section (kind + name) found in a
 * stronger directory shadows the same one further down. It is immutable once loaded: reloading
 * makes a new one. Files are data only; nothing in them runs, reads a file or the environment.
 *
 *   kind: 党建工作总结
 *   description: 党支部一年的总结    # of the kind; this and the four keys below may be left out
 *   trigger: djzj                     # the whole document; counts only at the start of a line
 *   match: [党建工作总结, 党建总结]   # words in a title that tell the kind; without: its name
 *   title: 20XX年度党建工作总结       # of the whole document, one line or more
 *   document: [导语, 党支部基本情况]  # its sections in order; without: every section of the file
 *   sections:
 *     - name: 党支部基本情况          # the heading's title
 *       trigger: [jbqk, 基本情况]     # one text or a list
 *       level: 1                      # 0: plain text, inserted inline
 *       description: 人数、支委会、党小组
 *       line: true                    # triggers count only at the start of a line
 *       within: [0, 1]                # and only where the heading above is of such a level; 0:
 * none is kinds: [工作总结]             # further kinds it belongs to body: |
 *         ${org:XX党支部}现有党员XX名……
 *     - name: 导语
 *       enabled: false                # switches off the one of weaker directories; needs no body
 */
#ifndef GONGWEN_LIBRARY_LIBRARY_H
#define GONGWEN_LIBRARY_LIBRARY_H

#include <gongwen/gongwen.h>

/* Limits on template files; libyaml 0.2.5 is quadratic on nesting, and a template is a page of
 * text. */
#define LIBRARY_FILE_BYTES ((size_t)256 * 1024)
#define LIBRARY_NESTING    8
#define LIBRARY_FILES      4096
#define LIBRARY_LIST       64 /* texts in one list: the index grows with triggers times kinds */

/* Levels of headings that a template can tell apart, from 0 (no heading); deeper ones are the last.
 */
#define LIBRARY_LEVELS 5

/* All of them, as a set of bits; and for the level of a place: any will do. */
#define LIBRARY_ALL_LEVELS ((1u << LIBRARY_LEVELS) - 1)
#define LIBRARY_ANY_LEVEL  LIBRARY_LEVELS

typedef struct library library;

/* One section. Strings are NUL-terminated UTF-8, owned by the library, never NULL. */
typedef struct library_section {
  const char *kind;
  const char *name;
  const char *description;
  const char *body;            /* lines end at LF; no LF at the end; "" only where `disabled` */
  const char *const *triggers; /* NULL-terminated */
  const char *const *kinds;    /* the further ones, NULL-terminated */
  unsigned level;              /* 0 to 4; 0 where the file names none */
  bool starts_line;            /* `line: true` */
  unsigned within;             /* `within`: 1 << level for each; 0: anywhere */
  const char *file;            /* where it was read from, and its 1-based line */
  size_t line;
  bool disabled; /* `enabled: false` */
  bool shadowed; /* it is never found: disabled, or a stronger directory has the same kind and name,
                    if only to switch it off */
} library_section;

/*
 * A kind of document, put together from all files that name it: what the strongest of them says
 * counts, key by key. Strings as above.
 */
typedef struct library_kind {
  const char *name;
  const char *description;
  const char *title;           /* of a whole document; lines end at LF; "" if no file names one */
  const char *const *triggers; /* of the whole document; NULL-terminated, like `match` */
  const char *const *match;
  const library_section *const *sections; /* of the whole document, in order */
  size_t section_count;                   /* 0: nothing to insert, only other kinds' sections */
  const char *file;                       /* the strongest that names it, and the line there */
  size_t line;
} library_kind;

/* What a trigger or a name stands for: either a section or a whole document; the other is NULL. */
typedef struct library_choice {
  const library_section *section;
  const library_kind *document;
  size_t size; /* the bytes before the cursor that it takes the place of */
} library_choice;

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
 * Loads every *.yaml, *.yml, *.json and *.code-snippets below each directory (one level, in name
 * order, hidden files left out); a path may also name a single file. A directory that does not
 * exist is no problem, a file that cannot be read or parsed is; the good entries of a file stay.
 * Never fails but by running out of memory (NULL). Safe to call on any thread.
 *
 * In an entry, a key that is unknown or written twice is reported and ignored; a value of a wrong
 * type, or a missing name or body, leaves the entry out. Of two sections of one directory with the
 * same kind and name, or the same trigger for one kind, the first one counts and the other is
 * reported; between directories that is what the stronger one is for, and no problem.
 *
 * `document` names sections of its kind: those of the file, of other directories, or of other kinds
 * whose `kinds` lists this one. A name that is none of them is reported and left out.
 */
library *library_load(const char *const *paths, size_t count);

/*
 * The same once more. Where a file was whole in `before` and its present text is broken, because it
 * is half written or has a slip in it, the older text counts; what is wrong with the present one is
 * reported. `before` may be NULL, and stays as it is.
 */
library *library_reload(const char *const *paths, size_t count, const library *before);

/* Whether a file of this name in a directory is read. */
bool library_is_template_file(const char *name);

void library_free(library *self);

size_t library_count(const library *self);
const library_section *library_get(const library *self, size_t index); /* in order of loading */

size_t library_problem_count(const library *self);
const library_problem *library_get_problem(const library *self, size_t index);

/* ---- kinds ----------------------------------------------------------------------------------- */

size_t library_kind_count(const library *self);
const library_kind *library_get_kind(const library *self, size_t index); /* in order of loading */

/* The kind of this name; NULL if there is none. */
const library_kind *library_find_kind(const library *self, const char *name);

/* The kind that a document with this title is of. A title names it at its end
 * (关于报送工作总结的通知), so the word of `match` that ends last in it tells, of those the longest
 * (述职报告 before 报告); blanks in the title (述 职 报 告) and its line ends do not count. NULL if
 * there is none. Not more than the first 300 bytes are looked at. */
const library_kind *library_kind_of_title(const library *self, const char *title, size_t size);

/* ---- looking up ------------------------------------------------------------------------------ */

/*
 * What the longest trigger that `before` (the text of the line before the cursor) ends in stands
 * for; false, with *out empty, if there is none. A trigger that starts with an ASCII letter or
 * digit does not match right behind one, nor behind `_`; Chinese text and punctuation of either
 * width are boundaries. Who wants a trigger that fires anywhere starts it with a mark: `;jbqk`.
 * That of a whole document, or of a section with `line`, counts only behind nothing but blanks;
 * that of a section with `within` only where `level`, that of the innermost heading the line stands
 * below (0: none), is one of those. Full-width ASCII (；ａ) matches its half-width twin.
 *
 * Where several have the same trigger, that of `kind` (NULL: none) wins, then the one in the
 * stronger directory, then the first. Takes under a microsecond whatever the number of sections,
 * and no memory.
 */
bool library_match(const library *self, const char *before, size_t length, const library_kind *kind,
                   unsigned level, library_choice *out);

/*
 * Calls take() with each character that a trigger ends in, once: behind any other one
 * library_match() finds nothing. ASCII comes in both widths, as it may be typed.
 */
void library_trigger_ends(const library *self, void (*take)(void *user, gw_span character),
                          void *user);

/*
 * Whether a trigger of a section, which is not shadowed itself, never leads to it in a document of
 * its own kind, because a stronger directory has the same for another one: *by is that.
 */
bool library_trigger_is_shadowed(const library *self, const library_section *section,
                                 const char *trigger, library_choice *by);

/*
 * What this name stands for: a section's name, preferably one of `kind`; "kind/name"; the name of a
 * kind; a trigger, in that order. What is shadowed is not found. False, with *out empty, if there
 * is none.
 */
bool library_find(const library *self, const char *name, const library_kind *kind,
                  library_choice *out);

/*
 * The section that `kind` knows by this name, further kinds included; with the name "" the whole
 * document. False, with *out empty, if there is none.
 */
bool library_find_in(const library *self, const char *kind, const char *name, library_choice *out);

/* Which text of a section, or of a kind, the word before the cursor is the start of. */
typedef enum library_place {
  LIBRARY_TRIGGER_START,
  LIBRARY_NAME_START,
  LIBRARY_NAME_PART /* the text starts with it at some later character */
} library_place;

typedef struct library_completion {
  library_choice choice; /* `size` is the same for all of one answer */
  const char *trigger;   /* the trigger that was begun, "" where it was the name */
  library_place place;
  bool of_kind; /* belongs to the kind that was asked for */
} library_completion;

/*
 * What may be meant by the word before the cursor: everything with a trigger or name that goes on
 * with it. The word is the longest end of `before`, of at most 32 characters, with which anything
 * goes on; it starts where a trigger may start, and where its sections' triggers count. Writes at
 * most `capacity` completions and returns how many: a trigger typed in full first, then those of
 * `kind` (NULL: none), triggers before names before parts of names, stronger directories first;
 * each section or document once. Microseconds, but for a single letter with which thousands go on.
 */
size_t library_complete(const library *self, const char *before, size_t length,
                        const library_kind *kind, unsigned level, library_completion *out,
                        size_t capacity);

/*
 * The sections that are meant by a few words, as one types them to search a list: each word, blanks
 * lie between them, is in "kind/name", in a trigger or in the description, ASCII letters in either
 * case. Where no section has them all, those whose "kind/name" has the characters of the text in
 * this order. Writes the best `capacity` sections and returns how many there are in all: one whose
 * trigger the text is, those whose trigger or name starts with it, then the others; among equals
 * those of `kind` (NULL: none) first, then in the order of loading. No text means all of them.
 * Reads everything: some milliseconds for tens of thousands. SIZE_MAX when memory ran out.
 */
size_t library_search(const library *self, const char *text, size_t size, const library_kind *kind,
                      const library_section **out, size_t capacity);

#endif
