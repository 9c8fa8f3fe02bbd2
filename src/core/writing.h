/*
 * writing.h - how an ordinal is written: its numbers, and the marks around them.
 *
 * An ordinal is rewritten by its numbers alone, so whatever the author wrote around them stays:
 * （一） and (一), 一、 and 一． , 1. and １． , 第一条 and 第1条, a blank behind the mark or none.
 */
#ifndef GONGWEN_CORE_WRITING_H
#define GONGWEN_CORE_WRITING_H

#include <gongwen/gongwen.h>

#include "core/numeral.h"

typedef enum gw__script {
  GW__SCRIPT_HAN,    /* 十二 */
  GW__SCRIPT_DIGITS, /* 12 */
  GW__SCRIPT_WIDE,   /* １２ */
  GW__SCRIPT_GLYPH,  /* ⑫ ㈠: the character is the whole ordinal */
  GW__SCRIPT_LETTER, /* a */
} gw__script;

/* One number of an ordinal, at bytes [start, end) of its line. */
typedef struct gw__figure {
  size_t start;
  size_t end;
  unsigned value;
  uint8_t script; /* gw__script */
  uint8_t family; /* gw__glyph */
} gw__figure;

/* Enough for an ordinal written by the functions below, marks included, in bytes. */
#define GW__WRITING_BYTES 96

/*
 * Finds the numbers of the ordinal token that starts at byte `column`; false unless there are
 * `parts` of them. A token without numbers (首先) has none.
 */
bool gw__figures(const char *line, size_t size, size_t column, unsigned parts,
                 gw__figure figures[GW_ORDINAL_PARTS]);

/*
 * Writes `value` as `like` is written. A glyph whose family does not reach so far gives way to the
 * plain form: ㈠ to （十一）, ① to 51）. Returns the size in bytes; 0 if there is no way to write
 * it.
 */
size_t gw__figure_write(const gw__figure *like, unsigned value, char buffer[GW__WRITING_BYTES]);

/* The numbers of a node, found again in its text. An ordinal may be broken over two lines. */
typedef struct gw__figures_at {
  size_t line;
  gw__figure figures[GW_ORDINAL_PARTS];
} gw__figures_at;

/* False if the node's text does not read as its ordinal: then nobody rewrites it. */
bool gw__node_figures(const gw_document *document, const gw_node *node, gw__figures_at *out);

/*
 * The writing of an ordinal of one number, to write another one alike. The spans point into the
 * document, or to static text.
 */
typedef struct gw__writing {
  gw_form form;
  gw_span before;    /* （ */
  gw__figure figure; /* only script and family count */
  gw_span after;     /* ） or 、 with the blanks behind it */
} gw__writing;

/* The forms of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）; and ① and the like for what they do not
 * name. */
void gw__writing_standard(gw_form form, gw__writing *out);

/* The writing of a node; false if it is not one that can be copied (broken, of several numbers). */
bool gw__writing_of(const gw_document *document, const gw_node *node, gw__writing *out);

/* Writes the whole ordinal; the size in bytes, 0 if there is no way to write it. */
size_t gw__writing_write(const gw__writing *self, unsigned value, char buffer[GW__WRITING_BYTES]);

#endif
