/*
 * gongwen.h - the structure of Chinese official prose (公文), as a C library.
 *
 * The module is pure: text in, structure out. It does no input or output, keeps no global state and
 * never calls back into its embedder except through a function passed to the call at hand.
 *
 * WORDS
 *   document     a sequence of lines; the text is the only state, everything else is derived from
 * it heading      a line that opens a section: `一、总体要求`, `（一）指导思想。以……` (run-in),
 * `第一章 总则` ordinal      the number a heading or item starts with, with its brackets and mark:
 * `一、` `（一）` `1.` title        the heading's text without its ordinal; the document's own
 * title is the node GW_TITLE item         a member of an enumeration: a line-start clause
 * (`1.……；`, `一是……`) or, inside a paragraph, `一是…二是…`, `（一）…；（二）…`, `①…②…` (an inline
 * item) node         the title, a heading or a line-start item; nodes form a tree by their level
 *   section      a heading with all that stands below it, up to the next node of its level or less
 *   placeholder  visible text that asks to be filled in: `XX`, `20XX`, `【单位名称】`, `____`
 *   field        the name that equal placeholders share, so that filling one can fill all
 *
 * UNITS
 *   Lines are counted from 0. Columns are byte offsets into the line, counted from 0. Every `end`
 * is exclusive. Text is UTF-8; bytes that are not valid UTF-8 are ordinary text that no rule
 * matches, so any bytes are safe. A line never includes its LF; a CR at its end is stored and given
 * back, but is not part of any title or placeholder.
 *
 * OWNERSHIP AND LIFE TIME
 *   A gw_document copies the text it is given. Spans it hands out point into it and are valid until
 *   the next call that takes the document without `const`, unless a comment says longer.
 *
 * ERRORS
 *   Functions that allocate return false or NULL when memory ran out; the document is then as it
 * was before the call. Positions outside the document are clamped or answered with false, as said
 * at each function; they are never undefined behaviour.
 *
 * THREADS
 *   Different documents may be used by different threads at the same time; one document by one
 *   thread at a time.
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
  GW_SHAPE_CLAUSE, /* a sentence or list entry, not a title: 1.……的； */
  GW_SHAPE_LEAD,   /* ends in ：, a list follows: （一）主要任务： */
  GW_SHAPE_EMPTY,  /* nothing follows the ordinal in its line */
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

/* ---- placeholders ---------------------------------------------------------------------------- */

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

/* A section template: its heading's title, its level, and its body as written in the template file.
 */
typedef struct gw_template {
  gw_span title; /* without its ordinal; empty: as level 0 */
  unsigned
      level; /* 1 to 4: 一、 （一） 1. （1）; 0: no heading, the body alone is inserted, inline */
  gw_span body; /* tab stops as in the template files; lines end at LF */
} gw_template;

/* What an insertion will do. */
typedef struct gw_insertion {
  gw_edits edits;    /* the first one inserts the template, the others renumber what follows */
  size_t first_slot; /* where the cursor goes: a byte offset into the first edit's text, at its
                        first placeholder, or behind the body when it has none */
} gw_insertion;

GW_API void gw_insertion_free(gw_insertion *self);

/*
 * Works out the insertion of a template in place of the bytes from `start` to `end` of one line
 * (the trigger; start == end inserts at a point). The heading gets the ordinal that follows its
 * preceding sibling, in the writing the siblings use (brackets, mark, run-in or alone; GB/T 9704
 * where there are none); the siblings after it move on. In a document that goes from 一、 right
 * to 1. the levels below the first move up by one form. A heading always starts a line; text after
 * the trigger goes below the body. An ordinal of the right form before the trigger (三、jbqk) is
 * taken for the heading's own. The indentation of the line (blanks, U+3000) is repeated.
 *
 * False, with *out empty, when memory ran out, the place does not exist, or the level is over 4.
 */
GW_API bool gw_document_insertion(gw_document *self, gw_point start, gw_point end,
                                  const gw_template *source, gw_insertion *out);

/* The version of the module, as in GONGWEN_VERSION of the build: "0.1.0". Static storage. */
GW_API const char *gw_version(void);

#ifdef __cplusplus
}
#endif

#endif
