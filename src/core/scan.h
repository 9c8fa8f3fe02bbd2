/*
 * scan.h - everything one line tells by itself.
 *
 * Pure and local: the answer depends on the bytes of the line and nothing else, so an edit rescans
 * the lines it touched and no others. What needs neighbours is decided in outline.h.
 */
#ifndef GONGWEN_CORE_SCAN_H
#define GONGWEN_CORE_SCAN_H

#include <gongwen/gongwen.h>

/*
 * What a line looks like. A property of every line, kept for all lines (in 4 bits) because a
 * heading's neighbours matter to the second pass (is the next line body or a sibling?).
 */
typedef enum gw__line_class {
  GW__LINE_BLANK,
  GW__LINE_TEXT,     /* ends like a sentence or is short: a whole paragraph, a title, a label */
  GW__LINE_OPEN,     /* long and without an end mark: may go on in the next line (hard-wrapped) */
  GW__LINE_ORDINAL,  /* starts with an ordinal: a candidate, see gw__scan.form */
  GW__LINE_SALUTE,   /* short, ends in ：, may be 主送机关 or 称谓 */
  GW__LINE_ANNEX,    /* 附件, 附件1, 附件：1: levels start again below it; a candidate */
  GW__LINE_FENCE,    /* ``` or ~~~: a candidate, no rows until the next one */
  GW__LINE_CONTENTS, /* a line of a pasted table of contents: 一、总体要求……1 */
  GW__LINE_DATE,     /* 2026年1月5日 alone: 成文日期 */
  GW__LINE_ORDINAL_OPEN,  /* an ordinal's line that may go on like GW__LINE_OPEN: a candidate */
  GW__LINE_BRACKET,       /* nothing but （: the first half of an ordinal broken over two lines */
  GW__LINE_CONTENTS_HEAD, /* 目录: what stands below may be its entries; a candidate */
} gw__line_class;

/* Doubts that only the sequence of candidates can settle, and what else the second pass asks. */
enum {
  GW__GLUED = 1u << 0,     /* a digit follows the mark: 20.2026年, 2.5 */
  GW__WEAK = 1u << 1,      /* a unit follows: （一）班; or the writing is unusual: 1 总论 */
  GW__HOLIDAY = 1u << 2,   /* 十一、国庆…: a date unless it is next in sequence */
  GW__MARKED = 1u << 3,    /* written with an unusual mark: 1、 一． （一）、 */
  GW__MARKDOWN = 1u << 4,  /* a #, ** or list prefix stood before it */
  GW__HASH = 1u << 5,      /* that prefix was a # : the writer says it is a heading */
  GW__PROVISION = 1u << 6, /* the first sentence has 应当, 不得: it rules, it does not name */
  GW__LISTED = 1u << 7,    /* the line ends in ；: an entry of a list that goes on */
};

/* How an ordinal is spelled within its form. Series are counted apart by it where both live side by
 * side: 一是 and 一要, ① and 1）. */
typedef enum gw__token {
  GW__TOKEN_MARK,   /* 一、 1. 1.1 第一章 */
  GW__TOKEN_PAREN,  /* （一） (1) */
  GW__TOKEN_GLYPH,  /* ㈠ ⑴ ① */
  GW__TOKEN_BARE,   /* 1 总论: nothing but a blank behind the number */
  GW__TOKEN_HALF,   /* 1） */
  GW__TOKEN_LETTER, /* a. A. */
  GW__TOKEN_BROKEN, /* 三）: the second half of an ordinal broken over two lines */
  GW__TOKEN_IS,     /* 一是 */
  GW__TOKEN_MUST,   /* 一要 */
  GW__TOKEN_NTH,    /* 第一， */
  GW__TOKEN_FIRST,  /* 首先， 其次， */
} gw__token;

typedef struct gw__scan {
  uint8_t line_class; /* gw__line_class */
  uint8_t form;       /* gw_form; GW_FORM_NONE unless the line is an ordinal's */
  uint8_t shape;      /* gw_shape as the line alone suggests it */
  uint8_t flags;
  uint8_t parts;    /* numbers in use */
  uint8_t token;    /* gw__token */
  uint8_t label;    /* bytes of the title before a ： in its first words, with text behind it; 0 */
  uint8_t sentence; /* characters in the title up to the first 。！？ outside quotes; saturates */
  uint16_t
      ordinal[GW_ORDINAL_PARTS]; /* ordinal[0] is 0 for 再次 然后 最后: the next of its series */
  uint32_t column;               /* byte where the ordinal token starts */
  uint32_t title;                /* byte where the title starts */
  uint32_t title_end;            /* byte where the title ends, for `shape` */
  uint32_t clause_end; /* byte where it ends if the line is a clause: at the first 。；！？ */
} gw__scan;

/* Where the title ends once the second pass has decided on the shape. */
static inline uint32_t gw__scan_title_end(const gw__scan *scan, uint8_t shape) {
  if (shape == GW_SHAPE_LABELLED)
    return scan->title + scan->label;
  return shape == GW_SHAPE_CLAUSE ? scan->clause_end : scan->title_end;
}

/* True if the second pass must look at a line of this class. */
static inline bool gw__is_candidate(uint8_t line_class) {
  return line_class == GW__LINE_ORDINAL || line_class == GW__LINE_ORDINAL_OPEN ||
         line_class == GW__LINE_ANNEX || line_class == GW__LINE_FENCE ||
         line_class == GW__LINE_CONTENTS_HEAD;
}

/* Scans a line of fewer than 4 GiB; `line` may hold any bytes, a CR at its end is not looked at. */
void gw__scan_line(const char *line, size_t size, gw__scan *out);

/*
 * The title of the document: searched for in its first lines (at most GW__TITLE_LINES are looked
 * at), after advertising and blank lines, before the first ordinal or salutation; joined when
 * broken over two lines. False if there is none.
 */
#define GW__TITLE_LINES 64

typedef struct gw__title {
  size_t line;      /* index into `lines` */
  size_t last_line; /* the line it ends in */
  size_t column;    /* first byte in `line` */
  size_t end;       /* end in `line` */
} gw__title;

bool gw__find_title(const gw_span *lines, size_t count, gw__title *out);

#endif
