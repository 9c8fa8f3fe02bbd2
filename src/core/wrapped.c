#include "core/wrapped.h"

/* How many candidates to either side tell of the text around one. */
#define AROUND     8
/* How much shorter than the others a hard-wrapped line may be, in cells: by what must not stand at
 * the start of the next one. */
#define WRAP_SLACK 8

static size_t first_around(size_t at) {
  return at > AROUND ? at - AROUND : 0;
}

bool gw__is_wrapped(const gw__candidate *window, size_t count, size_t at) {
  size_t open = 0;
  size_t all = 0;
  for (size_t i = first_around(at); i < count && i <= at + AROUND; i++) {
    const gw__candidate *c = &window[i];
    all++;
    bool body_cut =
        c->scan->line_class == GW__LINE_ORDINAL_OPEN && c->scan->shape == GW_SHAPE_RUN_IN;
    open += c->previous == GW__LINE_OPEN ||
            (c->next_adjacent && (body_cut || c->next == GW__LINE_OPEN));
  }
  return open >= 2 && open * 3 >= all;
}

/* The width of the lines around window[i] that text goes on from: of the one below it, or of the
 * widest next to its neighbours. 0 if there are none. */
static unsigned wrap_width(const gw__candidate *window, size_t count, size_t i) {
  if (window[i].next_adjacent && window[i].next == GW__LINE_OPEN)
    return window[i].next_cells;
  unsigned widest = 0;
  for (size_t k = first_around(i); k < count && k <= i + AROUND; k++) {
    const gw__candidate *c = &window[k];
    if (c->next == GW__LINE_OPEN && c->next_cells > widest)
      widest = c->next_cells;
    if (k != i && c->previous == GW__LINE_OPEN && c->previous_cells > widest)
      widest = c->previous_cells;
  }
  return widest;
}

/* Whether the line is shorter than those around it, so that no wrapping can have cut it. */
static bool is_short(unsigned cells, unsigned width) {
  return cells + WRAP_SLACK < width;
}

bool gw__goes_on(const gw__candidate *window, size_t count, size_t at, size_t i) {
  const gw__candidate *c = &window[i];
  return c->scan->line_class == GW__LINE_ORDINAL_OPEN && c->next_adjacent &&
         (c->next == GW__LINE_TEXT || c->next == GW__LINE_OPEN) &&
         gw__is_wrapped(window, count, at) && !is_short(c->cells, wrap_width(window, count, i));
}

bool gw__after_open(const gw__candidate *window, size_t count, size_t at) {
  const gw__candidate *c = &window[at];
  return (c->previous == GW__LINE_OPEN || c->previous == GW__LINE_ORDINAL_OPEN) &&
         !is_short(c->previous_cells, wrap_width(window, count, at));
}
