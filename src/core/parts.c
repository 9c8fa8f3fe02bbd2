/*
 * parts.c - salutation, enclosures, signature, date, annexes: what is neither title nor section.
 *
 * Nothing of it is kept. The salutation is looked for in the lines behind the title; annexes among
 * the candidates; signature and date in the lines above each annex and above the end. So an answer
 * depends on the text alone, whatever edits led to it.
 */
#include "core/chars.h"
#include "core/document.h"
#include "core/lineclass.h"
#include "core/numeral.h"
#include "core/structure.h"

/* How far behind the title a salutation may stand. */
#define HEAD_LINES      16
/* How long a letter is that goes before what it sends, its blank lines included. */
#define LETTER_LINES    24
/* How far above the end a date may stand, blank lines included. */
#define TAIL_LINES      64
/* Blank lines between signature and date. */
#define GAP_LINES       3
/* Units that sign together. */
#define SIGNERS         12
#define SIGNATURE_CHARS 25
/* How far above an annex, or the end, its signature and date may stand. */
#define REACH           (TAIL_LINES + GAP_LINES + SIGNERS)
/* More of them are not looked at, in one section. */
#define PASSAGES        64
/* The longest list of addressees, in bytes: of those addressed, or of those who get a copy. */
#define ADDRESS_BYTES   1200u
/* The longest subtitle, in characters. */
#define SUBTITLE_CHARS  40

/* ---- lines ----------------------------------------------------------------------------------- */

/* A line with its text at [at, end). */
typedef struct row {
  const char *text;
  size_t at;
  size_t end;
  uint8_t line_class; /* gw__line_class */
} row;

static bool read_row(const gw_document *self, size_t line, row *out) {
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return false;
  gw_span text = gw__leaf_line(place.path.leaf, place.line);
  out->text = text.data;
  out->end = gw__line_end(text.data, text.size);
  out->at = gw__skip_blanks(text.data, out->end, 0);
  out->line_class = gw__class_of(gw__leaf_lines(place.path.leaf)[place.line]);
  return true;
}

static bool is_prose(const row *r) {
  return r->line_class == GW__LINE_TEXT || r->line_class == GW__LINE_OPEN ||
         r->line_class == GW__LINE_SALUTE;
}

/* Characters, but not more than `most` + 1 are counted. */
static unsigned count_chars(const char *text, size_t at, size_t end, unsigned most) {
  unsigned count = 0;
  for (; at < end && count <= most; at++)
    count += ((unsigned char)text[at] & 0xC0) != 0x80;
  return count;
}

/* The whole text stands in round brackets. */
static bool is_bracketed(const row *r) {
  gw__char first = gw__char_at(r->text, r->end, r->at);
  return (first.code == 0xFF08 || first.code == '(') &&
         gw__enclosed_end(r->text, r->end, r->at) == r->end;
}

/* Where the answers go. */
typedef struct list {
  gw_passage *out;
  size_t capacity;
  size_t count;
} list;

static void add(list *self, gw_passage passage) {
  if (self->count < self->capacity)
    self->out[self->count] = passage;
  self->count++;
}

/* ---- the salutation -------------------------------------------------------------------------- */

/* What a sentence says that leads to a list or a report. */
static const gw__word lead_words[] = {GW__WORD("现将"), GW__WORD("根据"), GW__WORD("为了"),
                                      GW__WORD("按照"), GW__WORD("以下"), GW__WORD("下列"),
                                      GW__WORD("下面"), GW__WORDS_END};

/* What stands before the colon of a sentence or of a label. */
static const gw__word lead_ends[] = {
    GW__WORD("如下"), GW__WORD("是"),   GW__WORD("有"),     GW__WORD("为"),   GW__WORD("指出"),
    GW__WORD("强调"), GW__WORD("要求"), GW__WORD("通知"),   GW__WORD("摘要"), GW__WORD("提要"),
    GW__WORD("按"),   GW__WORD("按语"), GW__WORD("关键词"), GW__WORD("内容"), GW__WORD("目标"),
    GW__WORD("任务"), GW__WORD("说明"), GW__WORD("情况"),   GW__WORD("做法"), GW__WORD("议程"),
    GW__WORD("议题"), GW__WORD("日程"), GW__WORD("名单"),   GW__WORD("主题"), GW__WORD("时间"),
    GW__WORD("地点"), GW__WORD("名称"), GW__WORDS_END};

static bool holds_stop(const row *r) {
  for (size_t at = r->at; at < r->end;) {
    gw__char c = gw__char_at(r->text, r->end, at);
    if (gw__is_stop(c.code))
      return true;
    at += c.size;
  }
  return false;
}

static bool is_addressed(const row *r) {
  gw__char last = gw__char_before(r->text, r->end);
  if (!gw__is_colon(last.code) || r->end - r->at > ADDRESS_BYTES || holds_stop(r))
    return false;
  size_t before = r->end - last.size;
  return r->at < before && !gw__word_in(r->text, r->at, before, lead_words) &&
         !gw__word_ends(r->text, r->at, before, lead_ends);
}

/* A line that may stand between the title and the salutation: who speaks, where, when. */
static bool is_subtitle(const row *r) {
  if (r->end - r->at > ADDRESS_BYTES)
    return false;
  gw__char last = gw__char_before(r->text, r->end);
  return is_bracketed(r) || gw__is_site(r->text, r->at, r->end) ||
         (!gw__is_stop(last.code) && !gw__is_semicolon(last.code) && !gw__is_colon(last.code) &&
          count_chars(r->text, r->at, r->end, SUBTITLE_CHARS) <= SUBTITLE_CHARS);
}

static bool find_salutation(const gw_document *self, gw_passage *out) {
  size_t first = self->title_shown ? self->title.last_line + 1 : 0;
  row r;
  for (size_t line = first; line < first + HEAD_LINES && read_row(self, line, &r); line++) {
    if (r.line_class == GW__LINE_BLANK || r.line_class == GW__LINE_DATE)
      continue;
    if (!is_prose(&r))
      return false;
    if (is_addressed(&r) && !gw__is_site(r.text, r.at, r.end)) {
      *out = (gw_passage){line, r.at, r.end};
      return true;
    }
    if (!is_subtitle(&r))
      return false;
  }
  return false;
}

/* ---- date and signature ---------------------------------------------------------------------- */

/* What the lines below the date start with. */
static const gw__word note_words[] = {
    GW__WORD("抄送"), GW__WORD("抄报"),   GW__WORD("分送"), GW__WORD("主送"), GW__WORD("印发"),
    GW__WORD("附注"), GW__WORD("主题词"), GW__WORD("联系"), GW__WORD("电话"), GW__WORD("地址"),
    GW__WORD("传真"), GW__WORD("邮编"),   GW__WORD("邮箱"), GW__WORD("校对"), GW__WORDS_END};

static const gw__word issued[] = {GW__WORD("印发"), GW__WORDS_END};

/* What closes a document and is no name. */
static const gw__word closings[] = {
    GW__WORD("特此"), GW__WORD("此致"),   GW__WORD("敬礼"),   GW__WORD("谢谢"), GW__WORD("以上"),
    GW__WORD("妥否"), GW__WORD("当否"),   GW__WORD("可否"),   GW__WORD("附件"), GW__WORD("专此"),
    GW__WORD("此复"), GW__WORD("汇报完"), GW__WORD("报告完"), GW__WORD("完毕"), GW__WORDS_END};

/* What a name may be announced by: 述职人：, 填报单位： */
static const gw__word role_ends[] = {GW__WORD("人"),   GW__WORD("单位"), GW__WORD("部门"),
                                     GW__WORD("签名"), GW__WORD("签字"), GW__WORD("签章"),
                                     GW__WORD("姓名"), GW__WORD("署名"), GW__WORDS_END};

static const gw__word date_labels[] = {GW__WORD("日期"), GW__WORD("时间"), GW__WORDS_END};

static bool is_note(const row *r) {
  if (r->end - r->at > ADDRESS_BYTES)
    return false;
  if (is_bracketed(r) || gw__word_at(r->text, r->end, r->at, note_words) ||
      gw__word_ends(r->text, r->at, r->end, issued) || gw__is_site(r->text, r->at, r->end))
    return true;
  for (size_t at = r->at; at < r->end;) { /* — 2 — */
    gw__char c = gw__char_at(r->text, r->end, at);
    if (gw__is_han(c.code) || gw__is_letter(c.code))
      return false;
    at += c.size;
  }
  return true;
}

/* A name: short and without punctuation, but for （集团）, （盖章）, 张三·李四 and the colon behind
 * a role. */
static bool is_name(const row *r) {
  if (r->at >= r->end || count_chars(r->text, r->at, r->end, SIGNATURE_CHARS) > SIGNATURE_CHARS ||
      gw__word_at(r->text, r->end, r->at, closings))
    return false;
  bool letters = false;
  for (size_t at = r->at; at < r->end;) {
    gw__char c = gw__char_at(r->text, r->end, at);
    bool letter = gw__is_han(c.code) || gw__is_alnum(c.code) || c.code == 0xD7 || c.code == 0xFF38;
    bool bracket = c.code == 0xFF08 || c.code == 0xFF09 || c.code == '(' || c.code == ')' ||
                   c.code == 0x3010 || c.code == 0x3011 || c.code == '[' || c.code == ']' ||
                   c.code == '_';
    if (gw__is_colon(c.code)) {
      if (!gw__word_ends(r->text, r->at, at, role_ends))
        return false;
    } else if (!letter && !bracket && !gw__is_blank(c.code) && c.code != 0xB7) {
      return false;
    }
    letters = letters || letter || bracket;
    at += c.size;
  }
  return letters;
}

/* 20XX年X月, for a day that is not settled yet. */
static bool is_month(const char *text, size_t at, size_t end) {
  bool year = false;
  gw__char c = {0, 0};
  for (size_t i = at; i < end; i += c.size) {
    c = gw__char_at(text, end, i);
    int han = gw__han_digit(c.code);
    if (c.code == 0x5E74 && i > at) /* 年 */
      year = true;
    else if (gw__digit(c.code) < 0 && (han < 0 || han > 10) && c.code != 0x6708 && /* 月 */
             c.code != 'X' && c.code != 'x' && c.code != 0xFF38 && c.code != 0xD7 &&
             c.code != '_' && !gw__is_blank(c.code))
      return false;
  }
  return year && c.code == 0x6708;
}

static bool is_dated(const char *text, size_t at, size_t end) {
  return gw__is_date(text, at, end) || is_month(text, at, end);
}

/* The date behind a name or a label in the same line; `end` if there is none. */
static size_t date_behind(const row *r) {
  if (r->end - r->at > 200)
    return r->end;
  for (size_t at = r->at; at < r->end;) {
    gw__char c = gw__char_at(r->text, r->end, at);
    at += c.size;
    if (!gw__is_blank(c.code) && !gw__is_colon(c.code))
      continue;
    size_t start = gw__skip_blanks(r->text, r->end, at);
    if (is_dated(r->text, start, r->end))
      return start;
  }
  return r->end;
}

/* The name or label before byte `date`, its colon included. */
static row before_date(const row *r, size_t date) {
  row name = *r;
  name.end = gw__trim_blanks(r->text, r->at, date);
  return name;
}

static bool is_date_label(const row *name) {
  gw__char last = gw__char_before(name->text, name->end);
  return gw__is_colon(last.code) &&
         gw__word_ends(name->text, name->at, name->end - last.size, date_labels);
}

/* How a stretch of the document ends. */
typedef struct ending {
  bool dated;
  gw_passage date;
  gw_passage signers[SIGNERS]; /* from the last to the first */
  size_t count;
} ending;

/* The names above line `date`, not above `first`. */
static void find_signers(const gw_document *self, size_t first, size_t date, ending *out) {
  row r;
  size_t line = date;
  while (line > first && date - line < GAP_LINES && read_row(self, line - 1, &r) &&
         r.line_class == GW__LINE_BLANK)
    line--;
  while (line > first && out->count < SIGNERS && read_row(self, line - 1, &r) && is_prose(&r) &&
         is_name(&r)) {
    line--;
    out->signers[out->count++] = (gw_passage){line, r.at, r.end};
  }
}

/* How lines [first, end) end. */
static ending find_ending(const gw_document *self, size_t first, size_t end) {
  ending out = {.dated = false};
  row r;
  for (size_t line = end; line > first && end - line < TAIL_LINES;) {
    line--;
    if (!read_row(self, line, &r))
      break;
    if (r.line_class == GW__LINE_BLANK)
      continue;
    if (r.line_class == GW__LINE_DATE || is_month(r.text, r.at, r.end)) {
      out.dated = true;
      out.date = (gw_passage){line, r.at, r.end};
      find_signers(self, first, line, &out);
      break;
    }
    if (!is_prose(&r))
      break;
    size_t date = date_behind(&r);
    row name = before_date(&r, date);
    if (date < r.end && (is_date_label(&name) || is_name(&name))) {
      out.dated = true;
      out.date = (gw_passage){line, date, r.end};
      if (is_date_label(&name))
        find_signers(self, first, line, &out);
      else
        out.signers[out.count++] = (gw_passage){line, name.at, name.end};
      break;
    }
    if (!is_note(&r))
      break;
  }
  return out;
}

/*
 * 现将办法印发给你们…… is a letter with a salutation, a signature and a date of its own; what it
 * sends follows, and need not begin with 附件. The line behind it, 0 if there is no such letter.
 */
static size_t find_letter(const gw_document *self, ending *out) {
  gw_passage salutation;
  row r;
  if (!find_salutation(self, &salutation))
    return 0;
  size_t first = salutation.line + 1;
  for (size_t line = first; line < first + LETTER_LINES && read_row(self, line, &r); line++) {
    if (r.line_class == GW__LINE_DATE) {
      find_signers(self, first, line, out);
      out->dated = out->count > 0;
      out->date = (gw_passage){line, r.at, r.end};
      return out->dated ? line + 1 : 0;
    }
    if (r.line_class != GW__LINE_BLANK && !is_prose(&r))
      return 0;
  }
  return 0;
}

static void add_ending(gw_part part, ending e, list *out) {
  if (part == GW_PART_DATE && e.dated)
    add(out, e.date);
  for (size_t i = e.count; part == GW_PART_SIGNATURE && i-- > 0;)
    add(out, e.signers[i]);
}

/* ---- annexes --------------------------------------------------------------------------------- */

/* Goes through the candidates of a document, those inside a fence left out. */
typedef struct walk {
  const gw__tree *tree;
  gw__path path;
  size_t rank; /* of the candidate to come, which is its leaf's entry */
  size_t entry;
  uint8_t fence;
} walk;

/* From the leaf of `line` on. */
static bool walk_from(walk *self, const gw_document *document, size_t line) {
  gw__place place;
  if (!gw__document_place(document, line, &place))
    return false;
  *self = (walk){.tree = &document->tree,
                 .path = place.path,
                 .rank = place.path.before[GW__CANDIDATES],
                 .fence = place.path.leaf->state.fence};
  return true;
}

static const gw__entry *walk_next(walk *self, size_t *line) {
  for (;;) {
    if (self->entry == self->path.leaf->entries) {
      if (!gw__tree_seek(self->tree, GW__CANDIDATES, self->rank, &self->path))
        return NULL;
      self->entry = 0;
    }
    const gw__entry *entry = gw__leaf_entries(self->path.leaf) + self->entry++;
    self->rank++;
    *line = self->path.before[GW__LINES] + entry->line;
    if (entry->scan.line_class == GW__LINE_FENCE) {
      if (!self->fence)
        self->fence = entry->scan.token;
      else if (self->fence == entry->scan.token)
        self->fence = 0;
    } else if (!self->fence) {
      return entry;
    }
  }
}

/* 附件： is the note that names them; with a number before the colon it heads one. */
static bool is_enclosure(const row *r, size_t column) {
  size_t second = gw__skip_blanks(r->text, r->end, column + 3); /* behind 附 */
  size_t behind = gw__skip_blanks(r->text, r->end, second + 3); /* behind 件 */
  return gw__is_colon(gw__char_at(r->text, r->end, behind).code);
}

/* All of these parts in lines [start, end), and perhaps some beside them. */
static void find_behind_text(const gw_document *self, gw_part part, size_t start, size_t end,
                             list *out) {
  walk w;
  size_t first = self->title_shown ? self->title.last_line + 1 : 0;
  ending letter = {.dated = false};
  size_t behind = find_letter(self, &letter);
  if (behind) {
    add_ending(part, letter, out);
    first = behind;
  }
  unsigned next = 0; /* the number that goes on the list of enclosures */
  size_t line;
  row r;
  if (!walk_from(&w, self, start > REACH ? start - REACH : 0))
    return;
  for (const gw__entry *entry; (entry = walk_next(&w, &line)) && line < end + REACH;) {
    const gw__scan *scan = &entry->scan;
    /* Nearly all candidates are none of ours: their text is not looked up. */
    if (scan->line_class != GW__LINE_ANNEX) {
      bool listed = next > 0 && entry->verdict == 0 && scan->form == GW_FORM_DIGIT &&
                    scan->ordinal[0] == next;
      next = listed ? next + 1 : 0;
      if (listed && part == GW_PART_ENCLOSURE && read_row(self, line, &r))
        add(out, (gw_passage){line, scan->column, r.end});
      continue;
    }
    if (!read_row(self, line, &r))
      break;
    next = scan->parts ? scan->ordinal[0] + 1u : 0;
    if (is_enclosure(&r, scan->column)) {
      if (part == GW_PART_ENCLOSURE)
        add(out, (gw_passage){line, scan->column, r.end});
      continue;
    }
    if (part == GW_PART_ANNEX)
      add(out, (gw_passage){line, scan->column, r.end});
    else if (part != GW_PART_ENCLOSURE && line > first)
      add_ending(part, find_ending(self, first, line), out);
    first = line + 2; /* behind its title */
  }
  size_t lines = gw_document_line_count(self);
  if ((part == GW_PART_SIGNATURE || part == GW_PART_DATE) && lines < end + REACH)
    add_ending(part, find_ending(self, first, lines), out);
}

size_t gw__first_ending(gw_document *self, size_t first, size_t end) {
  static const gw_part parts[] = {GW_PART_SIGNATURE, GW_PART_DATE};
  gw_passage passages[PASSAGES];
  size_t found = end;
  gw__document_resolve(self);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    list out = {.out = passages, .capacity = PASSAGES};
    find_behind_text(self, parts[i], first, end, &out);
    for (size_t k = 0; k < out.count && k < PASSAGES; k++)
      if (passages[k].line >= first && passages[k].line < found)
        found = passages[k].line;
  }
  return found;
}

size_t gw_document_parts(gw_document *self, gw_part part, gw_passage *passages, size_t capacity) {
  list out = {.capacity = capacity};
  out.out = passages;
  gw__document_resolve(self);
  gw_passage salutation;
  if (part != GW_PART_SALUTATION)
    find_behind_text(self, part, 0, gw_document_line_count(self), &out);
  else if (find_salutation(self, &salutation))
    add(&out, salutation);
  return out.count;
}
