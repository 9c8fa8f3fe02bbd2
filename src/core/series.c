#include "core/series.h"

#include "core/chars.h"

/* The kinds of series, counted apart. */
typedef enum kind {
  KIND_IS,
  KIND_MUST,
  KIND_NTH,
  KIND_FIRST,
  KIND_HAN_PAREN,
  KIND_DIGIT_PAREN,
  KIND_CIRCLED,
  KIND_COUNT,
  KIND_NONE = KIND_COUNT
} kind;

/* A series as far as it has been read. */
typedef struct run {
  gw_node last; /* its last member: written when it is known to have a brother, and where it ends */
  size_t first; /* where its first one starts */
  unsigned count; /* members, 0 if none is open */
  bool sentences; /* a member before the last has more than one sentence */
} run;

typedef struct series {
  const char *text;
  size_t size;
  size_t start;     /* where reading starts */
  bool counts_only; /* where the members end is not asked */
  gw_node *items;
  size_t capacity;
  size_t count;
  run runs[KIND_COUNT];
} series;

/* What follows the number of a clause that is referred to: （一）项, （一）、（二）项. */
static const gw__word references[] = {
    GW__WORD("（"), GW__WORD("("),  GW__WORD("、（"), GW__WORD("项"),   GW__WORD("款"),
    GW__WORD("目"), GW__WORD("至"), GW__WORD("和（"), GW__WORD("或（"), GW__WORDS_END};
static const gw__word no_references[] = {GW__WORD("项目"), GW__WORD("目标"), GW__WORD("目录"),
                                         GW__WORD("款项"), GW__WORDS_END};

static kind kind_of(const char *text, size_t size, const gw__ordinal *ordinal) {
  /* （一）产业更强 is doubtful alone, but a series has more members. */
  if (ordinal->flags & GW__WEAK && (ordinal->token != GW__TOKEN_PAREN ||
                                    (gw__word_at(text, size, ordinal->end, references) &&
                                     !gw__word_at(text, size, ordinal->end, no_references))))
    return KIND_NONE;
  switch (ordinal->token) {
  case GW__TOKEN_IS:
    return KIND_IS;
  case GW__TOKEN_MUST:
    return KIND_MUST;
  case GW__TOKEN_NTH:
    return KIND_NTH;
  case GW__TOKEN_FIRST:
    return KIND_FIRST;
  case GW__TOKEN_PAREN:
  case GW__TOKEN_GLYPH:
    if (ordinal->form == GW_FORM_HAN_PAREN)
      return KIND_HAN_PAREN;
    if (ordinal->form == GW_FORM_DIGIT_PAREN)
      return KIND_DIGIT_PAREN;
    return ordinal->form == GW_FORM_CIRCLED ? KIND_CIRCLED : KIND_NONE;
  default:
    return KIND_NONE;
  }
}

/* ---- bytes that matter ------------------------------------------------------------------------
 */

/* The lead bytes of boundaries, quotes and the rest that the loop below looks at. */
static bool is_trigger(unsigned char b) {
  return b == 0xEF || b == 0xE3 || b == 0xE2 || b == ',' || b == ';' || b == ':' || b == '!' ||
         b == '?' || b == ')' || b == '"' || b == '\n';
}

/* The first of them at or behind `at`; `size` if there is none. Chinese characters are passed over
 * whole. */
static size_t next_trigger(const char *text, size_t size, size_t at) {
  while (at < size) {
    uint32_t bytes = gw__three_bytes(text, size, at);
    if (bytes >= 0xE48080 && bytes < 0xEF8080)
      at += 3;
    else if (!is_trigger((unsigned char)text[at]))
      at++;
    else
      break;
  }
  return at;
}

static bool is_boundary(uint32_t code) {
  return gw__is_stop(code) || code == 0x2026 || gw__is_semicolon(code) || gw__is_colon(code) ||
         gw__is_comma(code) || code == 0x201D || code == 0xFF09 || code == ')' || code == '\n';
}

/* Quotations hide enumerations; brackets do not. */
static bool is_quote(uint32_t code) {
  return code == 0x201C || code == 0x2018 || code == '"' || code == 0x300C || code == 0x300E;
}

/* Blanks, line breaks and Markdown's stars do not separate a token from its boundary. */
static size_t skip_transparent(const char *text, size_t size, size_t at) {
  for (;;) {
    gw__char c = gw__char_at(text, size, at);
    if (!c.size || !(gw__is_blank(c.code) || c.code == '\n' || c.code == '\r' || c.code == '*'))
      return at;
    at += c.size;
  }
}

/* ---- members ----------------------------------------------------------------------------------
 */

/* Puts an item in its place among those written so far. */
static void insert(series *self, const gw_node *item) {
  size_t kept = self->count < self->capacity ? self->count : self->capacity;
  size_t at = kept;
  while (at > 0 && self->items[at - 1].column > item->column)
    at--;
  self->count++;
  if (at == self->capacity)
    return;
  if (kept == self->capacity)
    kept--;
  memmove(self->items + at + 1, self->items + at, (kept - at) * sizeof *self->items);
  self->items[at] = *item;
}

/* The first place in [at, end) where `ends` holds, outside quotations and brackets; `end` if none.
 */
static size_t find_end(const series *self, size_t at, size_t end, bool commas) {
  while (at < end) {
    gw__char c = gw__char_at(self->text, end, at);
    if (gw__closer(c.code)) {
      size_t behind = gw__enclosed_end(self->text, end, at);
      if (behind) {
        at = behind;
        continue;
      }
    }
    if (gw__is_stop(c.code) ||
        (commas && (gw__is_semicolon(c.code) || c.code == 0xFF0C || c.code == ',')))
      return at;
    at += c.size;
  }
  return end;
}

static size_t behind_marks(const series *self, size_t at, size_t end) {
  while (at < end) {
    gw__char c = gw__char_at(self->text, end, at);
    if (!is_boundary(c.code) && !gw__is_blank(c.code) && c.code != '*' && c.code != '\n')
      break;
    at += c.size;
  }
  return at;
}

/* The member read last ends at `end`: it is complete and written. */
static void write_last(series *self, run *r, size_t end) {
  r->last.title_end = find_end(self, r->last.title, end, true);
  r->last.end = end;
  insert(self, &r->last);
}

/* The series does not go on before `end`: its last member gets its extent. */
static void close_run(series *self, run *r, size_t end) {
  if (r->count >= 2 && !self->counts_only) {
    size_t stop = r->sentences ? end : find_end(self, r->last.title, end, false);
    write_last(self, r, stop + gw__char_at(self->text, end, stop).size);
  }
  memset(r, 0, sizeof *r);
}

/* The next member starts at `end`: the one before it ends there. */
static void close_member(series *self, run *r, size_t end) {
  size_t stop = find_end(self, r->last.title, end, false);
  if (behind_marks(self, stop, end) < end)
    r->sentences = true;
  write_last(self, r, end);
}

static void add(series *self, kind k, const gw__ordinal *ordinal, size_t at) {
  run *r = &self->runs[k];
  unsigned last = r->count ? r->last.ordinal[0] : 0;
  unsigned value = ordinal->number[0] ? ordinal->number[0] : last + 1; /* 再次, 最后 */
  if (value == 1) {
    close_run(self, r, at);
  } else if (!last || value != last + 1) {
    return;
  } else if (!self->counts_only) {
    close_member(self, r, at);
  }
  if (r->count == 0)
    r->first = at;
  size_t title = skip_transparent(self->text, self->size, ordinal->end);
  r->last = (gw_node){.column = at,
                      .title = title,
                      .kind = GW_ITEM,
                      .form = (gw_form)ordinal->form,
                      .shape = GW_SHAPE_CLAUSE,
                      .parts = 1,
                      .ordinal = {value},
                      .inline_item = true};
  r->count++;
}

/* The longest token, in bytes: 第二十九，. */
#define TOKEN_MAX 20u

/* The ordinal at `at`, which a line break may have cut in two: 一 at the end of a line, 是 below.
 */
static bool ordinal_at(const char *text, size_t size, size_t at, gw__ordinal *out) {
  size_t near = size - at < TOKEN_MAX ? size - at : TOKEN_MAX;
  const char *cut = memchr(text + at, '\n', near);
  if (!cut || cut == text + at)
    return gw__ordinal_at(text, size, at, out);
  if (gw__ordinal_at(text, size, at, out) && out->token != GW__TOKEN_BARE)
    return true;
  char joined[2 * TOKEN_MAX];
  size_t before = (size_t)(cut - text) - at;
  size_t rest = gw__skip_blanks(text, size, at + before + 1);
  size_t more = size - rest < TOKEN_MAX ? size - rest : TOKEN_MAX;
  memcpy(joined, text + at, before);
  memcpy(joined + before, text + rest, more);
  if (!gw__ordinal_at(joined, before + more, 0, out) || out->end <= before)
    return false;
  out->end += rest - before;
  return true;
}

static bool stands(const char *text, size_t size, size_t at, const char *word) {
  size_t n = strlen(word);
  return size - at >= n && memcmp(text + at, word, n) == 0;
}

/* Whether any series can start in the line. Most lines hold no first token at all. */
static bool holds_first(const char *text, size_t size, size_t start) {
  static const char *const whole[] = {"①", "❶", "⑴", "㈠", "首", "１"};
  for (size_t at = start; (at = gw__find_char(text, size, at, "一")) < size; at += 3) {
    if (stands(text, size, at + 3, "是") || stands(text, size, at + 3, "要") ||
        stands(text, size, at + 3, "\n") || (at >= 1 && text[at - 1] == '\n') ||
        (at >= 3 && (stands(text, size, at - 3, "第") || stands(text, size, at - 3, "（"))) ||
        (at >= 1 && (text[at - 1] == '(' || gw__is_blank(gw__char_before(text, at).code))))
      return true;
  }
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
    if (gw__find_char(text, size, start, whole[i]) < size)
      return true;
  }
  for (size_t at = start; at < size; at++) {
    const char *one = memchr(text + at, '1', size - at);
    if (!one)
      break;
    at = (size_t)(one - text);
    uint32_t c = gw__char_before(text, at).code;
    if (c == '(' || c == 0xFF08 || gw__is_blank(c))
      return true;
  }
  return false;
}

/* Behind Markdown's heading and list marks. */
static size_t skip_marks(const char *line, size_t size) {
  size_t at = gw__skip_blanks(line, size, 0);
  while (at < size && (line[at] == '#' || line[at] == '-' || line[at] == '+' || line[at] == '*'))
    at++;
  for (size_t bullet; (bullet = gw__bullet_at(line, size, at)) > 0;)
    at = gw__skip_blanks(line, size, at + bullet);
  return at;
}

bool gw__members_next(gw__members *self, gw__member *out) {
  const char *line = self->text;
  size_t size = self->size;
  size_t at = self->at > 0 ? self->at : skip_marks(line, size);
  bool boundary = !self->inside;
  while (at < size) {
    if (boundary) {
      at = skip_transparent(line, size, at);
      bool found = gw__opens_ordinal(gw__char_at(line, size, at).code) &&
                   ordinal_at(line, size, at, &out->ordinal);
      kind k = found ? kind_of(line, size, &out->ordinal) : KIND_NONE;
      if (k != KIND_NONE) {
        out->column = at;
        out->kind = k;
        self->at = out->ordinal.end;
        self->inside = true;
        return true;
      }
    }
    at = next_trigger(line, size, at);
    gw__char c = gw__char_at(line, size, at);
    size_t behind = is_quote(c.code) ? gw__enclosed_end(line, size, at) : 0;
    boundary = behind || is_boundary(c.code);
    at = behind ? behind : at + c.size;
  }
  self->at = size;
  self->inside = true;
  return false;
}

/* Reads the line up to where `enough` holds. */
static void read(series *self, bool (*enough)(const series *self)) {
  gw__members members = {.text = self->text, .size = self->size, .at = self->start};
  gw__member member;
  while (gw__members_next(&members, &member)) {
    add(self, (kind)member.kind, &member.ordinal, member.column);
    if (enough && enough(self))
      return;
  }
}

size_t gw__series(const char *line, size_t size, size_t start, gw_node *items, size_t capacity) {
  if (!holds_first(line, size, start))
    return 0;
  series self = {.text = line, .size = size, .start = start, .items = items, .capacity = capacity};
  read(&self, NULL);
  for (unsigned k = 0; k < KIND_COUNT; k++)
    close_run(&self, &self.runs[k], size);
  return self.count;
}

/* ---- a series that fills its line --------------------------------------------------------------
 */

/* Whether a 二 with its token around it stands behind `at`. */
static bool holds_two(const char *line, size_t size, size_t at, kind k) {
  for (; (at = gw__find_char(line, size, at, "二")) < size; at += 3) {
    uint32_t before = gw__char_before(line, at).code;
    bool found = k == KIND_IS     ? stands(line, size, at + 3, "是")
                 : k == KIND_MUST ? stands(line, size, at + 3, "要")
                 : k == KIND_NTH  ? before == 0x7B2C || gw__is_blank(before)
                                  : before == 0xFF08 || before == '(' || gw__is_blank(before);
    if (found)
      return true;
  }
  return false;
}

/* The same of a 2: （2） (２), or ⑵. */
static bool holds_digit_two(const char *line, size_t size, size_t at) {
  size_t from = at;
  for (const char *two; (two = memchr(line + at, '2', size - at)); at++) {
    at = (size_t)(two - line);
    uint32_t before = gw__char_before(line, at).code;
    if (before == 0xFF08 || before == '(' || before == '\n' || gw__is_blank(before))
      return true;
  }
  return gw__find_char(line, size, from, "⑵") < size ||
         gw__find_char(line, size, from, "２") < size;
}

/* Whether a second token may follow: cheap, because most lines that start with a first one are
 * headings with a body. */
static bool holds_second(const char *line, size_t size, size_t at, kind k) {
  switch (k) {
  case KIND_IS:
  case KIND_MUST:
  case KIND_NTH:
    return holds_two(line, size, at, k);
  case KIND_HAN_PAREN:
    return holds_two(line, size, at, k) || gw__find_char(line, size, at, "㈡") < size;
  case KIND_DIGIT_PAREN:
    return holds_digit_two(line, size, at);
  case KIND_FIRST:
    return gw__find_char(line, size, at, "次") < size;
  case KIND_CIRCLED:
    return gw__find_char(line, size, at, "②") < size || gw__find_char(line, size, at, "❷") < size;
  default:
    return true;
  }
}

/* What is known of the member at the start: that it is alone so far, that it has a brother, or that
 * another series of its kind has begun. */
typedef enum prospect {
  ALONE,
  HAS_BROTHER,
  STAYS_ALONE
} prospect;

static prospect prospect_of(const series *self) {
  for (unsigned k = 0; k < KIND_COUNT; k++) {
    const run *r = &self->runs[k];
    if (r->count > 0 && r->first == self->start)
      return r->count > 1 ? HAS_BROTHER : ALONE;
  }
  return STAYS_ALONE;
}

static bool is_settled(const series *self) {
  return prospect_of(self) != ALONE;
}

bool gw__series_fills(const char *line, size_t size, size_t at, const gw__ordinal *ordinal) {
  kind k = ordinal->number[0] == 1 ? kind_of(line, size, ordinal) : KIND_NONE;
  if (k == KIND_NONE || !holds_second(line, size, ordinal->end, k) || !holds_first(line, size, at))
    return false;
  series self = {.text = line, .size = size, .start = at, .counts_only = true};
  read(&self, is_settled);
  return prospect_of(&self) == HAS_BROTHER;
}
