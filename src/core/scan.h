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
 * What a line looks like. A property of every line, one byte, kept for all lines because a heading's
 * neighbours matter to the second pass (is the next line body or a sibling?).
 */
typedef enum gw__line_class {
  GW__LINE_BLANK,
  GW__LINE_TEXT,    /* ends like a sentence or is short: a whole paragraph, a title, a label */
  GW__LINE_OPEN,    /* long and without an end mark: may go on in the next line (hard-wrapped) */
  GW__LINE_ORDINAL, /* starts with an ordinal: a candidate, see gw__scan.form */
  GW__LINE_SALUTE,  /* ends in ：, may be 主送机关 or 称谓 */
  GW__LINE_ANNEX,   /* 附件, 附件1, 附件：1: levels start again below it; a candidate */
  GW__LINE_FENCE,   /* ``` or ~~~: a candidate, no rows until the next one */
  GW__LINE_CONTENTS, /* a line of a pasted table of contents: 一、总体要求……1 */
  GW__LINE_SITE,    /* advertising, site residue: 仅供学习, 下载, QQ群 */
  GW__LINE_DATE,    /* 2026年1月5日 alone: 成文日期 */
} gw__line_class;

/* Doubts that only the sequence of candidates can settle. */
enum {
  GW__GLUED = 1u << 0,   /* a digit follows the mark: 20.2026年, 2.5 */
  GW__WEAK = 1u << 1,    /* a unit follows: （一）班, （二）产业 */
  GW__HOLIDAY = 1u << 2, /* 十一、国庆…: a date unless it is next in sequence */
  GW__MARKED = 1u << 3,  /* written with an unusual mark: 1、 一． （一）、 */
  GW__MARKDOWN = 1u << 4, /* a #, ** or list prefix stood before it */
};

typedef struct gw__scan {
  uint8_t line_class; /* gw__line_class */
  uint8_t form;       /* gw_form; GW_FORM_NONE unless line_class is GW__LINE_ORDINAL */
  uint8_t shape;      /* gw_shape as the line alone suggests it */
  uint8_t flags;
  uint8_t parts;      /* numbers in use */
  uint8_t token;      /* which spelling within the form, so that 一是 and 一要 count apart */
  uint16_t ordinal[GW_ORDINAL_PARTS];
  uint16_t sentence;  /* characters in the title up to the first 。！？ outside quotes; saturates */
  uint32_t column;    /* byte where the ordinal token starts */
  uint32_t title;     /* byte where the title starts */
  uint32_t title_end; /* byte where the title ends, for `shape` */
} gw__scan;

/* True if the second pass must look at a line of this class. */
static inline bool gw__is_candidate(uint8_t line_class) {
  return line_class == GW__LINE_ORDINAL || line_class == GW__LINE_ANNEX ||
         line_class == GW__LINE_FENCE;
}

/* Scans a line of fewer than 4 GiB; `line` may hold any bytes, a CR at its end is not looked at. */
void gw__scan_line(const char *line, size_t size, gw__scan *out);

/*
 * The title of the document: searched for in its first lines (at most GW__TITLE_LINES are looked at),
 * after advertising and blank lines, before the first ordinal or salutation; joined when broken over
 * two lines. False if there is none.
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
