/*
 * quotes.h - which bytes of a line are somebody else's words.
 *
 * A walker goes through a line once, for questions that come in the order of the text.
 */
#ifndef GONGWEN_CORE_QUOTES_H
#define GONGWEN_CORE_QUOTES_H

#include "core/chars.h"

typedef struct gw__quotes {
  const char *line;
  size_t size;
  bool titles;  /* what stands in 《》 counts, too */
  size_t at;    /* looked at up to here */
  size_t start; /* the quotation found last: from its opening mark */
  size_t end;   /* behind its closing one; 0: none was found yet */
} gw__quotes;

static inline bool gw__opens_quote(uint32_t code) {
  return code == 0x201C || code == 0x2018 || code == 0x300C || code == 0x300E || code == '"';
}

/* Whether bytes [start, end) stand in a quotation, “ ” ‘ ’ 「」 『』 or " ", and are not all of it.
 * `start` must not be less than the time before. */
static inline bool gw__quotes_hold(gw__quotes *self, size_t start, size_t end) {
  while (self->end <= start && self->at < self->size && self->at < end) {
    gw__char c = gw__char_at(self->line, self->size, self->at);
    bool opens = gw__opens_quote(c.code) || (self->titles && c.code == 0x300A);
    size_t behind = opens ? gw__enclosed_end(self->line, self->size, self->at) : 0;
    if (behind) {
      self->start = self->at;
      self->end = behind;
    }
    self->at = behind ? behind : self->at + c.size;
  }
  if (self->end <= start || self->start > start)
    return false;
  size_t first = self->start + gw__char_at(self->line, self->size, self->start).size;
  size_t last = self->end - gw__char_before(self->line, self->end).size;
  return start > first || end < last;
}

#endif
