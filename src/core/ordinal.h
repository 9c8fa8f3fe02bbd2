/*
 * ordinal.h - the ordinal that stands at a place: 一、 （一） 1. （1） ① 1.1 第一章 一是 第一，
 * 首先，
 *
 * Local: it says what could be an ordinal and what makes it doubtful. Whether it is one, the
 * sequence decides (outline.h).
 */
#ifndef GONGWEN_CORE_ORDINAL_H
#define GONGWEN_CORE_ORDINAL_H

#include "core/scan.h"

typedef struct gw__ordinal {
  uint8_t form;  /* gw_form */
  uint8_t token; /* gw__token */
  uint8_t flags; /* doubts, see scan.h */
  uint8_t parts;
  uint16_t number[GW_ORDINAL_PARTS];
  size_t end; /* the byte behind the token with its mark */
} gw__ordinal;

/* False if no ordinal starts at byte `at`. */
bool gw__ordinal_at(const char *line, size_t size, size_t at, gw__ordinal *out);

#endif
