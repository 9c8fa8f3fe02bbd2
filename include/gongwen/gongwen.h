/*
 * gongwen.h - the structure of Chinese official prose (公文), as a C library.
 *
 * The module is pure: text in, structure out. It does no input or output, keeps no global state,
 * reads no locale and no environment, and never calls back into its embedder.
 *
 *     gw_document *document = gw_document_parse(text, size);
 *     for (size_t i = 0; i < gw_document_node_count(document); i++) {
 *       gw_node node;
 *       gw_document_node(document, i, &node);
 *       ...
 *     }
 *     gw_document_free(document);
 *
 * examples/outline.c is a whole program; `pkg-config --cflags --libs gongwen` says how to build it.
 *
 * WORDS
 *   - document: a sequence of lines. The text is the only state, everything else is derived.
 *   - heading: a line that opens a section: `一、总体要求`, `（一）指导思想。以……` (run-in),
 *     `第一章 总则`
 *   - ordinal: the number a heading or item starts with, with its brackets and mark: `一、`
 *     `（一）` `1.`
 *   - title: the heading's text without its ordinal; the document's own title is the node GW_TITLE
 *   - item: a member of an enumeration: a clause at the start of a line (`1.……；`, `一是……`) or,
 *     inside a paragraph, `一是…二是…`, `（一）…；（二）…`, `①…②…` (an inline item)
 *   - node: the title, a heading or a line-start item; nodes form a tree by their level
 *   - section: a heading with all that stands below it, up to the next node of its level or less
 *   - placeholder: visible text that asks to be filled in: `XX`, `20XX`, `【单位名称】`, `____`
 *   - field: the name that equal placeholders share, so that filling one can fill all
 *
 * UNITS
 *   Lines are counted from 0. Columns are byte offsets into the line, counted from 0. Every `end`
 * is exclusive. Text is UTF-8; bytes that are not valid UTF-8 are ordinary text that no rule
 * matches, so any bytes are safe. A line never includes its LF; a CR at its end is stored and given
 * back, but is not part of any title or placeholder.
 *
 * OWNERSHIP AND LIFE TIME
 *   A gw_document copies the text it is given, unless it is told to view it: gw_document_view().
 * Spans it hands out point into its text and are valid until the next gw_document_edit() or
 * gw_document_free(). Nodes, placeholders and passages are plain values: they stay readable, but
 * speak of the document as it was; after an edit ask again, by id where a node is meant to be the
 * same one. Memory that a function hands out is given back by the function its comment names, never
 * by free().
 *
 * ERRORS
 *   Functions that allocate return false or NULL when memory ran out; the document is then as it
 * was before the call. Positions outside the document are clamped or answered with false, as said
 * at each function; they are never undefined behaviour. Pointers must not be NULL unless a comment
 * allows it; an array may be NULL where its count or capacity is 0.
 *
 * THREADS
 *   Different documents may be used by different threads at the same time, one document by one
 * thread at a time: questions without `const` may write to it (they bring up to date what the last
 * edit left undone). Functions without a document may be called by any thread at any time.
 *   A text of more than 4 MiB is loaded, and what the first questions need of it is worked out, on
 * several processors: threads are started for that and ended before the call returns. They take
 * none of the embedder's signals.
 *
 * LIMITS
 *   Time and memory grow with the text, never with the square of it. A line of 4 GiB or more is
 * plain text. The title is looked for in the first 64 lines, the salutation in the 16 behind it, so
 * that typing far below never moves them. An ordinal has at most GW_ORDINAL_PARTS numbers, each
 * at most 999. A quotation or bracket that does not close within 600 bytes hides nothing.
 *
 * STABILITY
 *   Until 1.0 a minor version (0.1 to 0.2) may change names and structures; a patch version (0.1.0
 * to 0.1.1) changes neither. From 1.0 on that takes a new major version. The SOVERSION of the
 * library says which one a program was built for: 0.1, later 1. Any version may add functions and
 * members of enumerations (have a default case), and may know the grammar better: the same text
 * may have another heading then. The names that scripts call, gongwen_line_*(), stay.
 */
#ifndef GONGWEN_GONGWEN_H
#define GONGWEN_GONGWEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define GW_API __attribute__((visibility("default")))
#else
#define GW_API
#endif

/* No such node. */
#define GW_NONE SIZE_MAX

/* ---- values ---------------------------------------------------------------------------------- */

/* Bytes, not NUL-terminated. */
typedef struct gw_span {
  const char *data;
  size_t size;
} gw_span;

/* A place in the text: 0-based line, 0-based byte column. */
typedef struct gw_point {
  size_t line;
  size_t column;
} gw_point;

typedef enum gw_kind {
  GW_TITLE,   /* the document's title, level 0; at most one, always the first node */
  GW_HEADING, /* opens a section */
  GW_ITEM,    /* a member of an enumeration */
} gw_kind;

/*
 * The forms of an ordinal, outermost first. The order is the rank: a node's parent is the nearest
 * earlier node of smaller rank that is still open. GB/T 9704-2012, 7.3.3 names 一、 （一） 1.
 * （1）; the others are the practice of laws (第…章), reports (1.1) and enumerations (①, 一是).
 */
typedef enum gw_form {
  GW_FORM_NONE,
  GW_FORM_PART,         /* 第一编 第一篇 第一部分 */
  GW_FORM_CHAPTER,      /* 第一章 */
  GW_FORM_SECTION,      /* 第一节 */
  GW_FORM_ARTICLE,      /* 第一条 */
  GW_FORM_HAN,          /* 一、 and its variants 一． 一, */
  GW_FORM_HAN_PAREN,    /* （一） (一) ㈠ */
  GW_FORM_DIGIT,        /* 1. 1． 1、 */
  GW_FORM_DECIMAL,      /* 1.1 */
  GW_FORM_DECIMAL_DEEP, /* 1.1.1 and deeper */
  GW_FORM_DIGIT_PAREN,  /* （1） (1) ⑴ */
  GW_FORM_CIRCLED,      /* ① 1） a. */
  GW_FORM_SPOKEN,       /* 一是 一要 第一， 首先， */
  GW_FORM_COUNT
} gw_form;

/* How a heading or item stands in its line. */
typedef enum gw_shape {
  GW_SHAPE_ALONE,   /* the title is the whole line: 一、总体要求 */
  GW_SHAPE_STOPPED, /* alone, but ends in 。: （一）加强领导。 */
  GW_SHAPE_RUN_IN, /* the title is the first sentence, the body follows: （一）加强领导。要…… */
  GW_SHAPE_CLAUSE,   /* a sentence or list entry, not a title: 1.……的； */
  GW_SHAPE_LEAD,     /* ends in ：, a list follows: （一）主要任务： */
  GW_SHAPE_EMPTY,    /* nothing follows the ordinal in its line */
  GW_SHAPE_LABELLED, /* the title ends in ：, the body follows: （一）指导思想：以…… */
} gw_shape;

/* The most numbers an ordinal can hold: 1.2.3.4.5.6 */
#define GW_ORDINAL_PARTS 6

/*
 * A node, or an inline item. The title lies in bytes [title, title_end) of `line`; a title broken
 * over lines continues in the next line up to `title_last_line`, gw_node_title() joins it.
 */
typedef struct gw_node {
  size_t line;            /* the line of its ordinal (of its text, for GW_TITLE) */
  size_t column;          /* first byte of the ordinal token, after blanks and Markdown marks */
  size_t title;           /* first byte of the title */
  size_t title_end;       /* end of the title in `line` */
  size_t title_last_line; /* the line the title ends in: `line`, or a later one when broken */
  size_t end;             /* inline item: the byte where its extent ends; else the line's size */
  uint32_t id;            /* its identity: see gw_document_edit(); 0 for inline items */
  gw_kind kind;
  gw_form form;
  gw_shape shape;
  unsigned level;                     /* depth in the tree: 0 title, 1 outermost heading, ... */
  unsigned parts;                     /* numbers in use below; 0 for the title */
  unsigned ordinal[GW_ORDINAL_PARTS]; /* 1.2.3 is {1, 2, 3} */
  bool inline_item;                   /* from gw_document_line_items() */
} gw_node;

/* What a placeholder is written with. */
typedef enum gw_slot {
  GW_SLOT_X,       /* XX ＸＸ ×× xx, a single X before a unit, X.X */
  GW_SLOT_YEAR,    /* 20XX 202X 20×× 20__ 20** */
  GW_SLOT_BLANK,   /* ____ ** */
  GW_SLOT_BRACKET, /* 【单位名称】 [事由] {年份} {{org}} */
  GW_SLOT_NOTE,    /* （待补充） （此处填写……） */
  GW_SLOT_SOME,    /* 某某 某市 */
} gw_slot;

typedef struct gw_placeholder {
  size_t line;
  size_t column; /* first byte */
  size_t size;   /* bytes */
  gw_slot slot;
} gw_placeholder;

/* ---- documents ------------------------------------------------------------------------------- */

typedef struct gw_document gw_document;

/* A document of one empty line; NULL when memory ran out. Free with gw_document_free(). */
GW_API gw_document *gw_document_new(void);

/*
 * A document of the lines of `text`, split at LF; a final LF ends the last line and opens no
 * further one. A byte order mark is not skipped: that is the business of whoever reads files. NULL
 * when memory ran out.
 */
GW_API gw_document *gw_document_parse(const char *text, size_t size);

/*
 * As gw_document_parse(), but without copying: the document points into `text`, which must stay
 * where it is and as it is until the document is freed. It is never written to: what an edit
 * touches is copied first. For large texts that are read and not kept.
 */
GW_API gw_document *gw_document_view(const char *text, size_t size);

GW_API void gw_document_free(gw_document *self); /* NULL is allowed */

/*
 * Replaces lines [first, old_end) by the `count` lines given, as one edit. `lines` may point into
 * anything but this document. Removing every line leaves one empty line.
 *
 * Costs the lines touched plus a search, whatever the size of the document; every later answer
 * equals that of a fresh parse of the same text, but for the ids.
 *
 * A node keeps its id as long as it can be told to be the same: through edits elsewhere, through
 * its own renaming or renumbering, and when its line is removed and soon comes back (a move, an
 * undo). Two nodes of a document never share an id, and an id is never 0.
 *
 * False, with the document unchanged, if first > old_end or old_end > line count, or when memory
 * ran out.
 */
GW_API bool gw_document_edit(gw_document *self, size_t first, size_t old_end, const gw_span *lines,
                             size_t count);

/* At least 1. */
GW_API size_t gw_document_line_count(const gw_document *self);

/* The text of a line, without its LF; an empty span with data == NULL if there is no such line. */
GW_API gw_span gw_document_line(const gw_document *self, size_t line);

/* The size of the text in bytes, one LF counted for each line. */
GW_API size_t gw_document_size(const gw_document *self);

/*
 * Two counters that tell whether there is anything new to show. `structure` changes whenever any
 * node comes, goes, or changes in anything but its position; `slots` whenever the number of
 * placeholders changes in any line. A shift of lines alone changes neither.
 */
typedef struct gw_revision {
  uint64_t structure;
  uint64_t slots;
} gw_revision;

GW_API gw_revision gw_document_revision(gw_document *self);

/* ---- the tree -------------------------------------------------------------------------------- */

/* Nodes are numbered from 0 in the order of the text. */
GW_API size_t gw_document_node_count(gw_document *self);

/* Fills *out with node `index`; false if there is none. O(log n). */
GW_API bool gw_document_node(gw_document *self, size_t index, gw_node *out);

/* The last node that starts at or before `line`: the innermost one whose section holds the line.
 * GW_NONE if the line stands before the first node. O(log n). */
GW_API size_t gw_document_node_at(gw_document *self, size_t line);

/* Whether the line is in fenced code (``` or ~~~), or a fence itself: no prose, and no place for a
 * template to expand. O(log n). */
GW_API bool gw_document_is_code(gw_document *self, size_t line);

/* The index of the node with this id, GW_NONE if it is gone. */
GW_API size_t gw_document_node_by_id(gw_document *self, uint32_t id);

/* The index of the node's parent: the title for nodes of level 1 if there is one, else GW_NONE. */
GW_API size_t gw_document_parent(gw_document *self, size_t index);

/* The end of the node's subtree: the index of the first later node of its level or less, or the
 * node count. The title's subtree is everything. */
GW_API size_t gw_document_subtree_end(gw_document *self, size_t index);

/* The line where the section of node `index` ends (exclusive): that of the node at its subtree's
 * end, or the line count. */
GW_API size_t gw_document_section_end(gw_document *self, size_t index);

/* The inline items of `line`, in order: writes at most `capacity` of them, returns how many there
 * are. Their level is one below the node the line belongs to. */
GW_API size_t gw_document_line_items(gw_document *self, size_t line, gw_node *items,
                                     size_t capacity);

/*
 * The two functions below write into `buffer` like snprintf(): at most `capacity` bytes with a NUL,
 * cut at a character boundary, and return the full length without the NUL.
 */

/* The title, stripped of blanks, joined where it is broken over lines, without a final 。. */
GW_API size_t gw_node_title(const gw_document *self, const gw_node *node, char *buffer,
                            size_t capacity);

/* The ordinal as digits: `一、` gives 1, `2.1.3` gives 2.1.3, the title gives "-". */
GW_API size_t gw_node_ordinal(const gw_node *node, char *buffer, size_t capacity);

/* ---- size -------------------------------------------------------------------------------------
 */

/*
 * How many characters lines [first, end) have, as Word and WPS count 字数: each Chinese character
 * and each full-width mark is one, and so is a run of letters, digits and narrow marks up to the
 * next blank or Chinese character (2026, 96.8%, WPS); blanks are none. Nothing is counted before
 * this is asked for the first time; then it costs what has changed since the last time, and O(log
 * n).
 */
GW_API size_t gw_document_character_count(gw_document *self, size_t first, size_t end);

/* ---- placeholders ---------------------------------------------------------------------------- */

/* Lines of fenced code (``` or ~~~) hold none. */

/* How many placeholders lines [first, end) hold. O(log n). */
GW_API size_t gw_document_placeholder_count(gw_document *self, size_t first, size_t end);

/* The first placeholder that starts at or after `from`; false if there is none. O(log n + line). */
GW_API bool gw_document_next_placeholder(gw_document *self, gw_point from, gw_placeholder *out);

/* The last placeholder that starts before `from`; false if there is none. O(log n + line). */
GW_API bool gw_document_previous_placeholder(gw_document *self, gw_point from, gw_placeholder *out);

/* The field of a placeholder, written as for gw_node_title(); 0 and "" if it shares none. */
GW_API size_t gw_placeholder_field(const gw_document *self, const gw_placeholder *placeholder,
                                   char *buffer, size_t capacity);

/* ---- edits that the module proposes -----------------------------------------------------------
 */

/*
 * Replace the text from `start` to `end` by `text`, whose lines are joined by LF. The edits of a
 * list are in the order of the text, do not overlap, and all speak of the document as it is before
 * any of them: apply them from last to first.
 */
typedef struct gw_edit {
  gw_point start;
  gw_point end;
  gw_span text;
} gw_edit;

/* A list that owns its texts. Start from `{0}`, or reuse; free with gw_edits_free(). */
typedef struct gw_edits {
  gw_edit *items;
  size_t count;
  size_t capacity;
} gw_edits;

GW_API void gw_edits_free(gw_edits *self);

/*
 * Appends the edits that put every accepted ordinal in order: each group of siblings counts up by
 * one. Only wrong numbers are rewritten, in the writing of the ordinal itself (（一） stays
 * full-width, (一) half-width, ⑴ a glyph as far as the glyphs reach). A right document yields no
 * edit.
 *
 * A group starts with 1, unless it goes on from the group before it (条 always do) or the number
 * before its first stands in the text (1. inside the paragraph, 2. on a line of its own). It starts
 * again where the document does: behind 附件, or where a second list 1, 2, … follows. What is not a
 * node is never touched, nor is 首先. False, with the list unchanged, when memory ran out.
 */
GW_API bool gw_document_renumber(gw_document *self, gw_edits *edits);

/* The same for the ordinals in lines [first, end): they count on from those before, which are taken
 * as they are written. */
GW_API bool gw_document_renumber_lines(gw_document *self, size_t first, size_t end,
                                       gw_edits *edits);

/* A name that a body may use, and the text that stands for it. */
typedef struct gw_variable {
  gw_span name;
  gw_span value; /* lines end at LF; goes in as it is, whatever it looks like */
} gw_variable;

/* A section template: its heading's title, its level, and its body as written in the template file.
 */
typedef struct gw_template {
  gw_span title; /* without its ordinal; empty: as level 0 */
  unsigned
      level; /* 1 to 4: 一、 （一） 1. （1）; 0: no heading, the body alone is inserted, inline */
  gw_span body; /* tab stops as in the template files; lines end at LF */
  /* What $name, ${name} and ${name:text} mean where the body gives the name no text itself. At most
   * 64 are looked at. A value goes in as often as it is named, up to 1 MB of values in all; beyond,
   * only once. */
  const gw_variable *variables;
  size_t variable_count;
} gw_template;

/* What an insertion will do. */
typedef struct gw_insertion {
  gw_edits edits;    /* the first one inserts the template, the others renumber what follows */
  size_t first_slot; /* where the cursor goes: a byte offset into the first edit's text, at its
                        first placeholder, or behind the body when it has none */
  uint64_t used;     /* the variables whose values are in the text: bit i for the i-th */
} gw_insertion;

GW_API void gw_insertion_free(gw_insertion *self);

/*
 * Works out the insertion of a template in place of the bytes from `start` to `end` (the trigger,
 * or a selection of whatever length; start == end inserts at a point). The heading gets the ordinal
 * that follows its preceding sibling, in the writing the siblings use (brackets, mark, run-in or
 * alone; GB/T 9704 where there are none); the siblings after it move on. In a document that goes
 * from 一、 right to 1. the levels below the first move up by one form. A heading always starts a
 * line; text after the trigger goes below the body. An ordinal of the right form before the trigger
 * (三、jbqk) is taken for the heading's own. The indentation of the line (blanks, U+3000) is
 * repeated.
 *
 * False, with *out empty, when memory ran out, the place does not exist, or the level is over 4.
 */
GW_API bool gw_document_insertion(gw_document *self, gw_point start, gw_point end,
                                  const gw_template *source, gw_insertion *out);

/* A whole document: its title, and its sections in order. */
typedef struct gw_whole {
  gw_span title;               /* tab stops as in bodies; lines end at LF; empty: none */
  const gw_template *sections; /* of each, its variables are not looked at */
  size_t count;
  const gw_variable *variables; /* of the whole, as in gw_template */
  size_t variable_count;
} gw_whole;

/*
 * Works out the insertion of a whole document in place of the bytes from `start` to `end` of one
 * line: the title, a blank line, and each section as gw_document_insertion() puts it below the one
 * before, with a blank line above the enclosures and the signature where there is none. Level 0
 * stands as a paragraph. Names of tab stops hold for the whole document: ${org} is the text that
 * ${org:XX单位} gave in the title or in any section before. The document starts a line, without
 * the blanks before it, and ends one; nothing else is rewritten, so there is one edit.
 *
 * False, with *out empty, as for gw_document_insertion().
 */
GW_API bool gw_document_whole_insertion(const gw_document *document, gw_point start, gw_point end,
                                        const gw_whole *source, gw_insertion *out);

/* ---- filling ----------------------------------------------------------------------------------
 */

/* A field of a document: what its equal placeholders share. */
typedef struct gw_field {
  gw_span name;         /* as gw_placeholder_field() gives it; points into the text */
  gw_placeholder first; /* the first placeholder of it */
  size_t count;         /* how many gw_document_fill() would fill */
} gw_field;

/* A list of fields. Start from `{0}`; free with gw_fields_free(). */
typedef struct gw_fields {
  gw_field *items;
  size_t count;
} gw_fields;

GW_API void gw_fields_free(gw_fields *self);

/*
 * Lists the fields of the document, in the order of their first placeholders. What stands in a
 * quotation is not counted (nor filled): it is somebody's words. A placeholder that is all of the
 * quotation, “【主题】”, is one to fill. False, with *out empty, when memory ran out.
 */
GW_API bool gw_document_fields(gw_document *self, gw_fields *out);

/* What to put into a field. */
typedef struct gw_filling {
  gw_span name;  /* of the field */
  gw_span value; /* one line; empty: the field stays as it is */
} gw_filling;

/*
 * Appends the edits that fill every placeholder of the fields named, wherever gw_document_fields()
 * counts it. What stands behind a placeholder and belongs to the field's name is not written twice:
 * 第一党支部 and 第一 both make 第一党支部 of XX党支部, 2026年 and 2026 both 2026年 of 20XX年. Of
 * two fillings with the same name the first one counts. Names that are no field of the document,
 * and values with a line end in them, fill nothing. False, with the list unchanged, when memory ran
 * out.
 */
GW_API bool gw_document_fill(gw_document *self, const gw_filling *fillings, size_t count,
                             gw_edits *edits);

/*
 * Appends the edits that put a day into the date around `at`: into those parts of 20XX年X月X日 that
 * are placeholders, without leading zeros (GB/T 9704-2012, 7.3.5.4). `at` is a placeholder's first
 * byte, or a place in it or behind it. No edit if it belongs to no date. False, with the list
 * unchanged, when memory ran out.
 */
GW_API bool gw_document_fill_date(gw_document *self, gw_point at, unsigned year, unsigned month,
                                  unsigned day, gw_edits *edits);

/*
 * The other way round: appends the edits that make a template of a finished document. Numbers
 * before a measure word (12次, 3.5万元, 96.8%), years and dates become placeholders, each as wide
 * as official templates write it: X for one digit, XX for two digits or a fraction, XXX for more,
 * 20XX年X月X日. Cautious: what is not surely a fact of that year stays.
 *
 *   - Ordinals, headings (but for the document's own title), numbers of documents (〔2026〕3号),
 *     quotations, titles in 《》, code, addresses, 第3次, 7×24小时, 100%, thresholds (35岁以下),
 * and everything written in Chinese numerals (三会一课, 十四五, 五一) stay.
 *   - Of the years only the document's own and its neighbours change: the year in its title, else
 *     of its 成文日期, else the one it names most. 2012年以来 and 2035年 stay.
 *   - With `year` not 0 the years are carried forward instead, so that the document's own becomes
 *     `year` (1000 to 9999), and months and days become placeholders.
 *
 * False, with the list unchanged, when memory ran out.
 */
GW_API bool gw_document_generalize(gw_document *self, unsigned year, gw_edits *edits);

/*
 * Works out the next item of the enumeration that the place is in: the edit that puts its ordinal
 * there, in the writing of the one before it, and those that move on the ones behind it; first_slot
 * is the place behind the ordinal.
 *
 * Within a paragraph the nearest token before the place counts: 一是 一要 第一， （一） （1） ①
 * 首先，, be it the only one so far. Text between the two that ends in no mark gets the one that
 * the series uses, else ；. A line that begins with an ordinal (1. （1） （一） 一、, and 一是
 * where its neighbours do so too or its sentence has ended) goes on in a new line, with the same
 * indentation. A blank line in its section gets the ordinal itself, and so does the line below one
 * that ends there. 首先 goes on with 其次, 再次, 最后.
 *
 * True with no edits where there is nothing to go on with. False, with *out empty, when memory ran
 * out or the place does not exist.
 */
GW_API bool gw_document_next_item(gw_document *document, gw_point place, gw_insertion *out);

/* ---- work on the structure -------------------------------------------------------------------
 */

typedef enum gw_action {
  GW_MOVE_UP,       /* the section changes places with the `count` siblings before it */
  GW_MOVE_DOWN,     /* or behind it; as many as there are */
  GW_PROMOTE,       /* the section goes up one level, with all below it */
  GW_DEMOTE,        /* it goes down one level, under the sibling before it */
  GW_PROMOTE_ALONE, /* the heading only; what stood below it keeps its level */
  GW_DEMOTE_ALONE,
  GW_DELETE,      /* the section goes */
  GW_DUPLICATE,   /* a copy of it comes right behind it */
  GW_NEW_SIBLING, /* an ordinal for a new heading behind the section */
  GW_NEW_CHILD,   /* and for one at the end of it, one level down */
} gw_action;

/* Why nothing was done. */
typedef enum gw_refusal {
  GW_NOT_REFUSED,
  GW_REFUSED_NOWHERE, /* there is no such section */
  GW_REFUSED_TITLE,   /* the document's title, or an item where only headings are meant */
  GW_REFUSED_FIRST,   /* no sibling before it, to change places with or to go under */
  GW_REFUSED_LAST,    /* no sibling behind it */
  GW_REFUSED_TOP,     /* already at the outermost level */
  GW_REFUSED_BOTTOM,  /* no form of ordinal below its own, or below one of its section's */
  GW_REFUSED_UNCLEAR, /* the text that came of it would be read otherwise than meant */
} gw_refusal;

/* Lines [first, end) come to stand before line `to`, which is not within them. */
typedef struct gw_move {
  size_t first;
  size_t end;
  size_t to;
} gw_move;

/*
 * What a structure edit will do: apply `edits` to the document as it is, then the moves one after
 * the other, each speaking of the lines as the one before it left them. Edits of a move change
 * ordinals only, no number of lines.
 */
typedef struct gw_restructure {
  gw_refusal refusal; /* else there is nothing in the rest */
  gw_edits edits;
  gw_move moves[2];
  size_t move_count;
  gw_point cursor; /* after all: the first byte of the section's title; where it was, if it went */
  size_t slot;     /* bytes of the placeholder that a new heading has there; 0 for other actions */
} gw_restructure;

GW_API void gw_restructure_free(gw_restructure *self);

/*
 * Works out `action` on the section of node `index`, and the renumbering that follows: of the
 * sections around it, and of what counts on from them elsewhere (gw_document_renumber()). A wrong
 * number elsewhere is left as it is, and so is all other text.
 *
 * A section reaches to the next heading of its level or above, see gw_document_section_lines(). Its
 * blank lines at the end stay in their place when it moves, so a last section without one moves
 * well. Siblings have the same parent and the same form, and no 附件 stands between them.
 *
 * The form of the ordinal follows the level: the one that the headings have which it joins, else
 * the one that such headings have elsewhere in the document, else 一、 （一） 1. （1） (GB/T
 * 9704-2012, 7.3.3), 第…章 第…节, 1.1 1.1.1. The heading stands alone or runs in as its new
 * siblings do. Promoting moves no text: the siblings that stood behind the section come to stand
 * below it. Lists within a demoted section take the next form only where they would be taken for
 * headings.
 *
 * GW_PROMOTE and the like are for headings; the others take line-start items as well. `count` is
 * for moves; 0 counts as 1. False, with *out empty, when memory ran out.
 */
GW_API bool gw_document_restructure(gw_document *self, size_t index, gw_action action, size_t count,
                                    gw_restructure *out);

/*
 * The lines [*first, *end) of the section of node `index`: gw_document_section_end(), but for what
 * ends the whole document: its closing (特此报告。), enclosures, signature, date and annexes. False
 * if there is no such node.
 */
GW_API bool gw_document_section_lines(gw_document *self, size_t index, size_t *first, size_t *end);

/* The innermost section whose lines hold `line`; with `items`, that of an item at a line's start as
 * well. GW_NONE above the first heading, and where the end of the document holds no section; the
 * title's is everything. */
GW_API size_t gw_document_section_at(gw_document *self, size_t line, bool items);

/* ---- references -------------------------------------------------------------------------------
 */

/* The most numbers a reference holds: 第二章第三节第（一）项 */
#define GW_REFERENCE_STEPS 3

/* Words that speak of a heading or an item by its number: 见第三部分, 如前第（二）项, 本办法第九条.
 */
typedef struct gw_reference {
  size_t line;
  size_t column; /* first byte of its first number: of the 第, or of the bracket */
  size_t end;
  size_t nodes[GW_REFERENCE_STEPS]; /* the nodes it names, from the outermost inwards */
  unsigned steps;                   /* how many: at least 1 */
  size_t target;                    /* the line of the last of them */
} gw_reference;

/* A list of them. Start from `{0}`, or reuse; free with gw_references_free(). */
typedef struct gw_references {
  gw_reference *items;
  size_t count;
  size_t capacity;
} gw_references;

GW_API void gw_references_free(gw_references *self);

/*
 * Appends the references of the document, in order. Rather none than a wrong one: what leads to it
 * must say that it is one (见 按照 前述 本办法, a clause's start), and one node alone must be what
 * it can mean. 第三部分 and 第三条 mean a 三、 where the document has no 部分 or 条 (条 only where
 * it says 见, 前述 or 本方案); a number in brackets means the nearest section's. 《…》第三条 is
 * none. False, with the list unchanged, when memory ran out.
 */
GW_API bool gw_document_references(gw_document *self, gw_references *out);

/*
 * Appends the references whose numbers these edits and moves (gw_restructure,
 * gw_document_renumber()) make wrong: where they will stand after them, and `target` likewise,
 * GW_NONE if the heading goes. Nothing changes them: that is for a person to do. The same on
 * failure.
 */
GW_API bool gw_document_outdated(gw_document *self, const gw_edits *edits, const gw_move *moves,
                                 size_t move_count, gw_references *out);

/* ---- what an editor goes to, and what it selects ----------------------------------------------
 */

typedef enum gw_way {
  GW_WAY_NEXT,         /* the first heading behind the place */
  GW_WAY_PREVIOUS,     /* the last one before it */
  GW_WAY_NEXT_SIBLING, /* of the same level, below the same parent */
  GW_WAY_PREVIOUS_SIBLING,
  GW_WAY_PARENT,
} gw_way;

/* The heading that is `count` steps from a place, or the last one on the way if there are fewer;
 * GW_NONE if there is none. The title counts as one, items do not. */
GW_API size_t gw_document_go(gw_document *self, gw_point from, gw_way way, size_t count);

typedef enum gw_unit {
  GW_UNIT_SECTION, /* with its heading and all below it; within: its body alone */
  GW_UNIT_ITEM, /* 一是…；: inline, or with its lines; within: without ordinal and end mark */
  GW_UNIT_SENTENCE, /* to its 。！？ outside of quotations; around: with the blanks behind it */
} gw_unit;

/* The bytes from `start` to `end`; of whole lines if it is linewise, both columns being 0 then. */
typedef struct gw_extent {
  gw_point start;
  gw_point end;
  bool linewise;
} gw_extent;

/*
 * The extent of the unit at a place. `count`: of sections the one so many levels up, counted from
 * 1; of items and sentences so many from there on, as far as there are.
 *
 * A section around reaches to the next heading, so blank lines at its end are part of it (but see
 * gw_document_section_lines()); those at the end of a body are not. The body of a run-in heading
 * starts in its line, so it is not linewise. False, with *out empty, where there is no such unit,
 * or nothing within it.
 */
GW_API bool gw_document_extent(gw_document *self, gw_point at, gw_unit unit, bool around,
                               size_t count, gw_extent *out);

/* ---- parts of a document ---------------------------------------------------------------------
 */

/* What official prose has besides title, headings and text. GB/T 9704-2012, 7.3. */
typedef enum gw_part {
  GW_PART_SALUTATION, /* 主送机关 or 称谓: the line behind the title that ends in ： */
  GW_PART_ENCLOSURE, /* 附件说明 below the text: `附件：1.报名表`, and each line 2. 3. below it */
  GW_PART_SIGNATURE, /* 署名: the name of the unit or the writer, above the date or before it */
  GW_PART_DATE,      /* 成文日期, at the end of the text or of an annex */
  GW_PART_ANNEX,     /* the head of an annex: `附件1`, `附件 2 报名表` */
} gw_part;

/* Bytes [column, end) of a line. */
typedef struct gw_passage {
  size_t line;
  size_t column; /* first byte, after blanks */
  size_t end;    /* behind the last byte, before blanks */
} gw_passage;

/*
 * The passages of the document that are this part, in order: writes at most `capacity` of them,
 * returns how many there are. They stand where that part may stand, and are told by their looks:
 *
 *   - salutation: the first line behind the title that is no subtitle, date or note; before the
 *     first heading; ends in ： and is no sentence (现将有关情况报告如下：). At most one.
 *   - enclosure: the line 附件： with the first name, then one passage for each further number that
 *     goes on the list.
 *   - date: alone in its line, or behind the name of the signature; the day may be open
 * (20XX年X月). The text up to the first annex ends in one at most, and so does each annex; below it
 * stand notes at most: （此件公开发布）, 抄送, 联系人. A letter that sends something (现将办法印发
 * 给你们) is dated, too: before the first heading, with a salutation above and a signature.
 *   - signature: up to 25 characters without punctuation directly above the date (blank lines may
 *     lie between), several where several units sign, one a line.
 *
 * Costs a look at each annex and at a few lines around it; nothing is kept.
 */
GW_API size_t gw_document_parts(gw_document *self, gw_part part, gw_passage *passages,
                                size_t capacity);

/* ---- for editors, in-process -----------------------------------------------------------------
 *
 * Questions about one line that must be answered at once, for libcallnr() and libcall() of Vim and
 * Neovim (`:h libcall()`): one argument, a NUL-terminated string, and an int or a string back.
 *
 *     :echo libcallnr('/path/to/libgongwen.so', 'gongwen_line_level', getline('.'))
 *
 * Any bytes are safe, NULL too. Nothing is allocated, and the strings are static. The line alone is
 * looked at, so these are guesses where a document knows: whether a heading's number fits, which
 * line is the title, what lies between ``` and ```. Of two answers the likelier is given: 三、
 * counts as a heading though 二、 may be missing; （一）班 and 2.5 count as text. A document that
 * is at hand answers better: gw_document_node_at().
 */

/*
 * The fold level that a line opens, 0 if it is no heading: 1 for 一、 and 第一章, 2 for （一） and
 * 第一节, 3 for `1.`, 4 for （1） and `1.1`, 5 for ① and `1.1.1`, one more for each further number.
 * That nests a document rightly that has one family of ordinals, as nearly all have; for one that
 * has both 第一章 and 一、 see gongwen_line_rank().
 */
GW_API int gongwen_line_level(const char *line);

/*
 * The rank of a heading's form, as in gw_form; 0 if the line is no heading. It nests any mixture of
 * forms rightly, with holes between the levels: less the smallest rank of the document, plus one,
 * it is a fold level.
 */
GW_API int gongwen_line_rank(const char *line);

/* "heading", "item", "salutation", "date", "annex", "contents" (a line of a table of contents),
 * "fence" (```), "blank" or "text". */
GW_API const char *gongwen_line_kind(const char *line);

/* ---- the version ----------------------------------------------------------------------------- */

/* The version of the module at run time: "0.1.0". Static storage. */
GW_API const char *gw_version(void);

#ifdef __cplusplus
}
#endif

#endif
