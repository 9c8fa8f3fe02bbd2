#include "core/outline.h"
#include "core/wrapped.h"

#include <string.h>

/* A skip of so many numbers is a slip; beyond that the number is no successor. */
#define GAP_MAX           3
/* A title that is taken for one without any neighbour's help. */
#define SHORT_TITLE       20
/* A longer line that ends in ： is a sentence, not a title. */
#define LONG_LEAD         28
/* A first sentence behind a label (指导思想：……) that is longer is no title with it. */
#define LABELLED_SENTENCE 48

enum {
  KIND_UNKNOWN,
  KIND_HEADINGS,
  KIND_ITEMS,
  KIND_MARKED, /* headings that Markdown's # shows */
};

_Static_assert(sizeof(gw__open) == 6, "no padding: states are compared by their bytes");
_Static_assert(sizeof(gw__outline_state) == 6 * GW_FORM_COUNT + 12, "no padding");

/* What the functions below look at. */
typedef struct view {
  const gw__candidate *window;
  size_t count;
  size_t at;
  const gw__scan *scan; /* of window[at] */
  bool list;            /* it is of a list in a section 1.1, and ends with that */
} view;

static bool is_ordinal(uint8_t line_class) {
  return line_class == GW__LINE_ORDINAL || line_class == GW__LINE_ORDINAL_OPEN;
}

static bool is_decimal(unsigned form) {
  return form == GW_FORM_DECIMAL || form == GW_FORM_DECIMAL_DEEP;
}

/* Whether two spellings of a form are counted as one. Not those of 一是 and 第一， or of ① and 1）,
 * nor the bare number of a section (1 总论) and that of a list in it (1.). */
static bool counted_together(unsigned form, unsigned a, unsigned b) {
  if (form == GW_FORM_SPOKEN || form == GW_FORM_CIRCLED)
    return a == b;
  return (a == GW__TOKEN_BARE) == (b == GW__TOKEN_BARE);
}

static bool same_series(const gw__scan *a, const gw__scan *b) {
  return a->form == b->form && counted_together(a->form, a->token, b->token);
}

static bool doubtful(const gw__scan *scan) {
  return scan->flags & (GW__GLUED | GW__WEAK | GW__HOLIDAY);
}

/* ---- looking around ---------------------------------------------------------------------------
 */

/*
 * The next candidate of the same series, before one of a higher rank: NULL if there is none.
 * Doubtful ones count only with the number that is looked for.
 */
static const gw__scan *following(const view *v, unsigned wanted) {
  for (size_t i = v->at + 1; i < v->count; i++) {
    const gw__scan *next = v->window[i].scan;
    if (next->line_class == GW__LINE_ANNEX)
      return NULL;
    if (!is_ordinal(next->line_class))
      continue;
    if (v->list && is_decimal(next->form))
      return NULL;
    if (same_series(v->scan, next)) {
      if (!doubtful(next) || next->ordinal[0] == wanted)
        return next;
    } else if (next->form < v->scan->form && !doubtful(next)) {
      return NULL;
    }
  }
  return NULL;
}

static bool successor_follows(const view *v) {
  unsigned wanted = v->scan->ordinal[0] + 1u;
  const gw__scan *next = following(v, wanted);
  return next && next->ordinal[0] == wanted;
}

/* The same number comes again, and better: then this one was none. */
static bool comes_again(const view *v) {
  const gw__scan *next = following(v, v->scan->ordinal[0] + 1u);
  return next && next->ordinal[0] == v->scan->ordinal[0];
}

/* ---- acceptance -------------------------------------------------------------------------------
 */

/* 3.15晚会 looks like 1.1 but nothing around it counts that way. */
static bool decimal_fits(const view *v) {
  const gw__scan *scan = v->scan;
  unsigned last = scan->parts - 1u;
  if (scan->flags & GW__HASH)
    return true;
  for (size_t i = 0; i < v->count; i++) {
    const gw__scan *other = v->window[i].scan;
    if (i == v->at || !is_ordinal(other->line_class) || other->form < GW_FORM_DIGIT ||
        other->form > GW_FORM_DECIMAL_DEEP)
      continue;
    unsigned common = 0;
    while (common < scan->parts && common < other->parts &&
           scan->ordinal[common] == other->ordinal[common])
      common++;
    bool parent = i < v->at && common == other->parts && common == last;
    bool child = i > v->at && common == scan->parts && other->parts == common + 1u;
    int step = (int)scan->ordinal[last] - (int)other->ordinal[last];
    if (i > v->at)
      step = -step;
    bool sibling = common == last && other->parts == scan->parts && step > 0 && step <= 1 + GAP_MAX;
    if ((parent && scan->ordinal[last] <= GAP_MAX) || child || sibling)
      return true;
  }
  return scan->ordinal[last] == 1 && !(scan->flags & GW__WEAK);
}

/* The first section of 1 总论 / 1.1 概况 shows that the bare number is an ordinal. */
static bool section_follows(const view *v) {
  if (v->at + 1 >= v->count)
    return false;
  const gw__scan *next = v->window[v->at + 1].scan;
  return is_ordinal(next->line_class) && next->form == GW_FORM_DECIMAL &&
         next->ordinal[0] == v->scan->ordinal[0];
}

static bool sure_accepts(const view *v, unsigned last, unsigned number) {
  const gw__scan *scan = v->scan;
  if (number == 1 || (last && number >= last && number <= last + 1u + GAP_MAX))
    return true;
  if (scan->form == GW_FORM_SPOKEN || scan->form == GW_FORM_CIRCLED)
    return successor_follows(v);
  if (!last || scan->form <= GW_FORM_ARTICLE) /* the first one: its elder siblings may be missing */
    return true;
  return successor_follows(v) || (scan->flags & GW__HASH) ||
         (scan->shape == GW_SHAPE_ALONE && scan->sentence <= SHORT_TITLE);
}

static bool doubtful_accepts(const view *v, unsigned last, unsigned number) {
  const gw__scan *scan = v->scan;
  if (comes_again(v))
    return false;
  if (scan->flags & GW__HASH || (scan->token == GW__TOKEN_BARE && section_follows(v)))
    return true;
  if (last)
    return number == last + 1u || (number == 1 && last > 1 && successor_follows(v));
  if (scan->flags & GW__HOLIDAY)
    return false;
  if (scan->flags & GW__GLUED)
    return number == 1 && successor_follows(v);
  return successor_follows(v);
}

/* The next heading of an outer form, short and alone in its line: no line of prose is like that,
 * even where the one above it ends nothing (a list of names). */
static bool is_next_title(const view *v, unsigned last, unsigned number) {
  const gw__scan *scan = v->scan;
  return last && number == last + 1u && scan->form <= GW_FORM_HAN_PAREN &&
         scan->line_class == GW__LINE_ORDINAL && scan->shape == GW_SHAPE_ALONE &&
         scan->sentence <= SHORT_TITLE && !doubtful(scan);
}

static bool accepts(const view *v, unsigned last, unsigned number) {
  const gw__scan *scan = v->scan;
  const gw__candidate *c = &v->window[v->at];
  if (scan->token == GW__TOKEN_BROKEN)
    return c->previous == GW__LINE_BRACKET;
  if (number == 0)
    return false; /* 最后 without a series */
  bool after_open = gw__after_open(v->window, v->count, v->at);
  if (after_open && gw__is_wrapped(v->window, v->count, v->at) && !is_next_title(v, last, number))
    return false; /* the middle of a paragraph */
  if (is_decimal(scan->form))
    return decimal_fits(v);
  /* 第一章总则 without a blank, but like a heading */
  if (scan->form <= GW_FORM_SECTION && scan->shape == GW_SHAPE_ALONE &&
      scan->sentence <= SHORT_TITLE)
    return true;
  if (doubtful(scan) || (after_open && c->previous == GW__LINE_OPEN))
    return doubtful_accepts(v, last, number);
  return sure_accepts(v, last, number);
}

/* ---- heading or item --------------------------------------------------------------------------
 */

static bool sibling_follows(const view *v, size_t i) {
  return i + 1 < v->count && is_ordinal(v->window[i].next) &&
         same_series(v->window[i].scan, v->window[i + 1].scan);
}

/* The elder sibling stands above with nothing but blank lines between, so it has no body. */
static bool sibling_precedes(const view *v, size_t i) {
  return i > 0 && v->window[i].scan->ordinal[0] > 1 && is_ordinal(v->window[i - 1].next) &&
         same_series(v->window[i].scan, v->window[i - 1].scan);
}

/* Text, or an ordinal of a deeper form, below the line of window[i]. */
static bool body_follows(const view *v, size_t i) {
  uint8_t next = v->window[i].next;
  if (is_ordinal(next))
    return i + 1 < v->count && v->window[i + 1].scan->form > v->window[i].scan->form;
  return next != GW__LINE_BLANK && next != GW__LINE_ANNEX;
}

/*
 * 1. （1） ① alone in its line, with the next one right below or the last one right above: the
 * entry of a list, rather than a title that lacks its body. Outer forms and decimals make outlines.
 */
static bool is_entry(const view *v, size_t i) {
  const gw__scan *scan = v->window[i].scan;
  if (scan->form < GW_FORM_DIGIT || is_decimal(scan->form) || scan->token == GW__TOKEN_BARE)
    return false;
  return sibling_follows(v, i) || sibling_precedes(v, i);
}

/* Its vote. A colon above the first one announces a list; the last one may have a body. */
static int entry_looks(const view *v, size_t i) {
  const gw__candidate *c = &v->window[i];
  if (c->scan->ordinal[0] == 1 && c->previous == GW__LINE_SALUTE)
    return -4;
  if (sibling_follows(v, i))
    return -1;
  return c->next == GW__LINE_BLANK ? 2 : body_follows(v, i) ? 1 : -1;
}

/* How much a line looks like a title (above 0) or like a clause (below). */
static int looks(const view *v, size_t i) {
  const gw__scan *scan = v->window[i].scan;
  unsigned chars = scan->sentence;
  bool outer = scan->form <= GW_FORM_HAN_PAREN;
  int provision = scan->flags & GW__PROVISION ? -3 : 0;
  if (scan->clause_end < scan->title_end) /* a title holds no ； */
    provision -= 3;
  if (scan->flags & GW__LISTED)
    return -6;
  if ((scan->shape == GW_SHAPE_ALONE || scan->shape == GW_SHAPE_CLAUSE) &&
      gw__goes_on(v->window, v->count, v->at, i))
    return !outer ? -2 : chars <= LONG_LEAD ? 0 : -1; /* longer than a line, as few titles are */
  switch (scan->shape) {
  case GW_SHAPE_EMPTY:
    return 2;
  case GW_SHAPE_LEAD:
    return (chars <= SHORT_TITLE ? 2 : chars <= LONG_LEAD ? 0 : -1) + provision;
  case GW_SHAPE_ALONE:
    if (is_entry(v, i))
      return entry_looks(v, i) + provision;
    return (chars <= 12 ? 4 : chars <= 25 ? 3 : 2) + provision;
  case GW_SHAPE_STOPPED:
    if (chars > 41)
      return -4;
    if (v->window[i].scan->ordinal[0] == 1 && v->window[i].previous == GW__LINE_SALUTE)
      provision--; /* a colon announces a list */
    if (sibling_follows(v, i))
      return (chars <= 12 ? -2 : -3) + provision;
    if (!body_follows(v, i) || sibling_precedes(v, i))
      return -1 + provision;
    return (chars <= 30 ? 2 : 1) + provision;
  case GW_SHAPE_RUN_IN:
    if (chars <= 24)
      return (chars <= 16 ? 4 : 3) + provision;
    if (chars <= 30)
      return (outer ? 2 : 1) + provision;
    if (chars <= 40)
      return (outer ? 1 : -2) + provision;
    return (chars <= 48 && outer ? -1 : -5) + provision;
  default:
    return -5;
  }
}

/* What another candidate of the window is to window[at]. */
typedef enum kin {
  KIN_NONE,
  KIN_SIBLING,
  KIN_END, /* siblings do not reach beyond it */
} kin;

static kin kin_of(const view *v, size_t i) {
  const gw__scan *other = v->window[i].scan;
  if (other->line_class == GW__LINE_ANNEX)
    return KIN_END;
  if (!is_ordinal(other->line_class) || doubtful(other))
    return KIN_NONE;
  if (other->form < v->scan->form || (v->list && is_decimal(other->form)))
    return KIN_END;
  return same_series(v->scan, other) ? KIN_SIBLING : KIN_NONE;
}

/* The votes of window[at] and its siblings in the window. */
static int vote(const view *v) {
  int sum = looks(v, v->at);
  for (size_t i = v->at; v->scan->ordinal[0] != 1 && i-- > 0;) {
    kin other = kin_of(v, i);
    if (other == KIN_END)
      break;
    if (other == KIN_NONE)
      continue;
    sum += looks(v, i);
    if (v->window[i].scan->ordinal[0] == 1)
      break;
  }
  for (size_t i = v->at + 1; i < v->count; i++) {
    kin other = kin_of(v, i);
    if (other == KIN_END || (other == KIN_SIBLING && v->window[i].scan->ordinal[0] == 1))
      break;
    if (other == KIN_SIBLING)
      sum += looks(v, i);
  }
  return sum;
}

/*
 * Whether window[at] and its siblings in the window, at least one, all begin with a label (scan.h),
 * and most go on at length. （一）时间：5月6日。 is an entry of a list, and so are the terms that
 * 1. 2. 3. explain.
 */
static bool is_labelled(const view *v) {
  if (v->scan->label == 0 || v->scan->form > GW_FORM_HAN_PAREN)
    return false;
  unsigned members = 1;
  unsigned longer = v->scan->sentence > LABELLED_SENTENCE;
  for (size_t i = v->at; v->scan->ordinal[0] != 1 && i-- > 0;) {
    kin other = kin_of(v, i);
    if (other == KIN_END)
      break;
    if (other == KIN_NONE)
      continue;
    if (v->window[i].scan->label == 0)
      return false;
    members++;
    longer += v->window[i].scan->sentence > LABELLED_SENTENCE;
    if (v->window[i].scan->ordinal[0] == 1)
      break;
  }
  for (size_t i = v->at + 1; i < v->count; i++) {
    kin other = kin_of(v, i);
    if (other == KIN_END || (other == KIN_SIBLING && v->window[i].scan->ordinal[0] == 1))
      break;
    if (other == KIN_NONE)
      continue;
    if (v->window[i].scan->label == 0)
      return false;
    members++;
    longer += v->window[i].scan->sentence > LABELLED_SENTENCE;
  }
  return members > 1 && 2 * longer >= members;
}

/* The kind of the group that window[at] belongs to; `open` is its state, brought up to date. */
static unsigned decide_kind(const gw__outline_state *state, const view *v, gw__open *open) {
  const gw__scan *scan = v->scan;
  if (scan->form <= GW_FORM_SECTION)
    return KIND_HEADINGS;
  if (scan->form == GW_FORM_ARTICLE)
    return scan->shape == GW_SHAPE_EMPTY ? KIND_HEADINGS : KIND_ITEMS;
  if (scan->form == GW_FORM_SPOKEN)
    return KIND_ITEMS;
  if (scan->flags & GW__HASH)
    return KIND_MARKED;
  if (open->is_open && open->kind == KIND_MARKED && scan->form >= GW_FORM_DIGIT &&
      !is_decimal(scan->form) &&
      scan->ordinal[0] == 1) { /* ### 1.概况 with a list 1. 2. 3. below it */
    open->voted = 1;
    return KIND_ITEMS;
  }
  if (state->open[GW_FORM_ARTICLE].is_open)
    return KIND_ITEMS;
  if (open->voted)
    return open->kind;
  if (is_labelled(v)) {
    open->voted = 1;
    return KIND_HEADINGS;
  }
  int sum = vote(v);
  /* The last group of the form: outer forms are used one way through a document. */
  if (open->kind)
    sum += (open->kind == KIND_ITEMS ? -1 : 1) * (scan->form <= GW_FORM_HAN_PAREN ? 2 : 1);
  if (scan->form == GW_FORM_HAN)
    sum += 2;
  open->voted = 1;
  return sum > 0 || (sum == 0 && scan->form <= GW_FORM_DIGIT) ? KIND_HEADINGS : KIND_ITEMS;
}

/* ---- lines that are no ordinals ----------------------------------------------------------------
 */

static void close_group(gw__open *open) {
  uint8_t kind = open->kind;
  memset(open, 0, sizeof *open);
  open->kind = kind;
}

/* Articles are counted through a document: their number outlives the chapter. */
static void close_from(gw__outline_state *state, unsigned form) {
  if (form <= GW_FORM_DECIMAL_DEEP + 1u)
    close_group(&state->list);
  for (; form < GW_FORM_COUNT; form++) {
    if (!state->open[form].is_open)
      continue;
    uint16_t number = form == GW_FORM_ARTICLE ? state->open[form].number : 0;
    close_group(&state->open[form]);
    state->open[form].number = number;
  }
}

static void start_annex(gw__outline_state *state, const gw__scan *scan) {
  close_from(state, 0);
  state->open[GW_FORM_ARTICLE].number = 0;
  state->contents_form = 0;
  state->contents_due = 0;
  state->contents_number = 0;
  state->annex_next = scan->parts && scan->ordinal[0] < 99 ? (uint8_t)(scan->ordinal[0] + 1u) : 0;
}

/* 附件：1.清单 and the lines below it, 2.表 and so on, name annexes. */
static bool lists_annex(gw__outline_state *state, const view *v) {
  unsigned expected = state->annex_next;
  state->annex_next = 0;
  if (!expected || v->scan->form != GW_FORM_DIGIT || v->scan->ordinal[0] != expected ||
      v->window[v->at].previous == GW__LINE_TEXT)
    return false;
  state->annex_next = (uint8_t)(expected + 1u);
  return true;
}

/* Whether the next entry of a table of contents stands below, or what comes behind its last one. */
static bool entry_follows(const view *v, size_t i) {
  uint8_t next = v->window[i].next;
  return is_ordinal(next) || (!v->window[i].next_adjacent && next != GW__LINE_BLANK);
}

/*
 * Below 目录 the entries may lack page numbers. They are known by what follows: the entries stand
 * one below the other, and then the first one comes again.
 */
static bool starts_contents(const view *v) {
  size_t i = v->at;
  for (; i < v->count; i++) {
    const gw__scan *entry = v->window[i].scan;
    if (!is_ordinal(entry->line_class))
      return false;
    if (i > v->at && same_series(v->scan, entry) && entry->ordinal[0] == v->scan->ordinal[0])
      return true;
    if (entry->shape != GW_SHAPE_ALONE || !entry_follows(v, i))
      return false;
  }
  return i == v->at + 1 + GW__WINDOW; /* a long one */
}

static bool in_contents(gw__outline_state *state, const view *v) {
  if (state->contents_form) {
    bool entry = v->scan->shape != GW_SHAPE_RUN_IN && !(v->scan->flags & GW__LISTED);
    if (entry &&
        (state->contents_form != v->scan->form || state->contents_number != v->scan->ordinal[0]))
      return true;
    state->contents_form = 0;
    state->contents_number = 0;
    return false;
  }
  bool due = state->contents_due || v->window[v->at].previous == GW__LINE_CONTENTS;
  state->contents_due = 0;
  if (!due || !starts_contents(v))
    return false;
  state->contents_form = v->scan->form;
  state->contents_number = v->scan->ordinal[0];
  return true;
}

/* 2.1 stands below 2., but not below a list 1. 2. 3. that ends with another number. */
static void leave_list(gw__outline_state *state, const gw__scan *scan) {
  const gw__open *list = &state->open[GW_FORM_DIGIT];
  if (list->is_open && list->number != scan->ordinal[0])
    close_group(&state->open[GW_FORM_DIGIT]);
}

/* Whether 1. begins or goes on with a list in a section 1.1; 2. with 2.1 below it is a section. */
static bool in_list(const gw__outline_state *state, const view *v) {
  const gw__scan *scan = v->scan;
  if (scan->form != GW_FORM_DIGIT || scan->token == GW__TOKEN_BARE || scan->flags & GW__HASH ||
      !(state->open[GW_FORM_DECIMAL].is_open || state->open[GW_FORM_DECIMAL_DEEP].is_open) ||
      (section_follows(v) && v->window[v->at + 1].scan->ordinal[1] == 1))
    return false;
  unsigned number = scan->ordinal[0];
  return number == 1 || (state->list.is_open && number >= state->list.number &&
                         number <= state->list.number + 1u + GAP_MAX);
}

/* ---- the step ----------------------------------------------------------------------------------
 */

void gw__fence_line(uint8_t *fence, const gw__scan *scan) {
  if (!*fence)
    *fence = scan->token;
  else if (*fence == scan->token)
    *fence = 0;
}

void gw__outline_step(gw__outline_state *state, const gw__candidate *window, size_t count,
                      size_t at, gw__verdict *out) {
  view v = {window, count, at, window[at].scan, false};
  const gw__scan *scan = v.scan;
  memset(out, 0, sizeof *out);
  if (scan->line_class == GW__LINE_FENCE) {
    gw__fence_line(&state->fence, scan);
    return;
  }
  if (state->fence)
    return;
  if (scan->line_class == GW__LINE_ANNEX) {
    start_annex(state, scan);
    return;
  }
  if (scan->line_class == GW__LINE_CONTENTS_HEAD) {
    state->contents_due = 1;
    return;
  }
  if (in_contents(state, &v) || lists_annex(state, &v))
    return;

  v.list = in_list(state, &v);
  gw__open *open = v.list ? &state->list : &state->open[scan->form];
  bool counts_on = (open->is_open || scan->form == GW_FORM_ARTICLE) &&
                   counted_together(scan->form, open->token, scan->token);
  unsigned last = counts_on ? open->number : 0;
  unsigned number = scan->ordinal[0] ? scan->ordinal[0] : last ? last + 1u : 0;
  if (!accepts(&v, last, number))
    return;

  if (!last || (number == 1 && !is_decimal(scan->form)))
    open->voted = 0; /* a new group */
  gw__open list = state->list;
  unsigned rank = v.list ? GW_FORM_DECIMAL_DEEP : scan->form;
  close_from(state, rank + 1u);
  if (v.list)
    state->list = list; /* it does not close itself */
  if (is_decimal(scan->form))
    leave_list(state, scan);
  unsigned kind = decide_kind(state, &v, open);
  unsigned level = 1;
  for (unsigned form = 0; form < rank + v.list; form++)
    level += state->open[form].is_open;
  if (rank > GW_FORM_DECIMAL_DEEP)
    level += state->list.is_open;
  open->is_open = 1;
  if (scan->form == GW_FORM_DECIMAL_DEEP) {
    level += scan->parts - 3u;
    open->is_open = (uint8_t)(scan->parts - 2u);
  }
  open->number = (uint16_t)number;
  open->token = scan->token;
  open->kind = (uint8_t)kind;

  out->accepted = true;
  out->kind = kind == KIND_ITEMS ? GW_ITEM : GW_HEADING;
  out->level = (uint8_t)level;
  out->number = (uint16_t)number;
  out->shape = scan->shape;
  if (scan->shape == GW_SHAPE_CLAUSE && kind != KIND_ITEMS)
    out->shape = GW_SHAPE_ALONE;
  else if (scan->shape != GW_SHAPE_EMPTY && kind == KIND_ITEMS)
    out->shape = GW_SHAPE_CLAUSE;
  if (kind != KIND_ITEMS && is_labelled(&v))
    out->shape = GW_SHAPE_LABELLED;
  out->joined = (scan->shape == GW_SHAPE_ALONE || scan->shape == GW_SHAPE_CLAUSE) &&
                gw__goes_on(window, count, at, at);
}
