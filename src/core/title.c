/*
 * title.c - which of the first lines is the document's title.
 *
 * Lines that can be one are short, end in no mark and are neither advertising nor metadata. Among
 * those before the first ordinal, salutation or paragraph the best wins: one that ends in the name
 * of a kind of document (报告, 通知, 办法), or says 关于, or is marked by #; the first one, if they
 * are equal.
 */
#include "core/chars.h"
#include "core/lineclass.h"
#include "core/scan.h"

/* The longest line of a title, in characters. */
#define TITLE_CHARS 60
/* One that says by # or by its kind of document that it is the title may be longer. */
#define LONG_TITLE  100
/* A line of a title at least so long may be cut where no rule expects it, and leave no more than
 * this for the next line. */
#define LONG_LINE   15
#define SHORT_LINE  12
/* A title has at most so many lines. */
#define TITLE_LINES 3

/* What a kind of document is called; a title ends in one of these. */
static const gw__word genres[] = {
    GW__WORD("报告"),   GW__WORD("总结"),   GW__WORD("计划"), GW__WORD("方案"), GW__WORD("通知"),
    GW__WORD("办法"),   GW__WORD("条例"),   GW__WORD("规定"), GW__WORD("意见"), GW__WORD("决定"),
    GW__WORD("决议"),   GW__WORD("纪要"),   GW__WORD("讲话"), GW__WORD("汇报"), GW__WORD("请示"),
    GW__WORD("批复"),   GW__WORD("函"),     GW__WORD("公告"), GW__WORD("通告"), GW__WORD("通报"),
    GW__WORD("要点"),   GW__WORD("细则"),   GW__WORD("规划"), GW__WORD("制度"), GW__WORD("章程"),
    GW__WORD("发言"),   GW__WORD("致辞"),   GW__WORD("书"),   GW__WORD("说明"), GW__WORD("体会"),
    GW__WORD("材料"),   GW__WORD("提纲"),   GW__WORD("预案"), GW__WORD("纲要"), GW__WORD("清单"),
    GW__WORD("检查"),   GW__WORD("建议"),   GW__WORD("议案"), GW__WORD("提案"), GW__WORD("声明"),
    GW__WORD("简报"),   GW__WORD("情况"),   GW__WORD("述职"), GW__WORD("介绍"), GW__WORD("讲稿"),
    GW__WORD("讲话稿"), GW__WORD("主持词"), GW__WORD("规则"), GW__WORD("指南"), GW__WORD("规范"),
    GW__WORD("标准"),   GW__WORD("事迹"),   GW__WORD("党课"), GW__WORD("法"),   GW__WORD("命令"),
    GW__WORD("稿"),     GW__WORD("令"),     GW__WORD("思路"), GW__WORD("打算"), GW__WORD("安排"),
    GW__WORDS_END};

/* What the name of a unit ends in, alone in the line above the rest of the title. */
static const gw__word units[] = {
    GW__WORD("局"),   GW__WORD("厅"),   GW__WORD("委"),   GW__WORD("部"),     GW__WORD("会"),
    GW__WORD("政府"), GW__WORD("公司"), GW__WORD("集团"), GW__WORD("支部"),   GW__WORD("总支"),
    GW__WORD("党组"), GW__WORD("中心"), GW__WORD("学校"), GW__WORD("学院"),   GW__WORD("大学"),
    GW__WORD("中学"), GW__WORD("小学"), GW__WORD("医院"), GW__WORD("办公室"), GW__WORD("街道"),
    GW__WORD("社区"), GW__WORD("镇"),   GW__WORD("乡"),   GW__WORD("县"),     GW__WORD("市"),
    GW__WORD("区"),   GW__WORD("村"),   GW__WORD("处"),   GW__WORD("科"),     GW__WORD("所"),
    GW__WORD("站"),   GW__WORD("院"),   GW__WORDS_END};

/* Who speaks: 县委书记. */
static const gw__word posts[] = {
    GW__WORD("书记"), GW__WORD("部长"),   GW__WORD("主任"), GW__WORD("局长"), GW__WORD("县长"),
    GW__WORD("市长"), GW__WORD("省长"),   GW__WORD("区长"), GW__WORD("镇长"), GW__WORD("乡长"),
    GW__WORD("厅长"), GW__WORD("处长"),   GW__WORD("主席"), GW__WORD("校长"), GW__WORD("院长"),
    GW__WORD("经理"), GW__WORD("检察长"), GW__WORDS_END};

static const gw__word about[] = {GW__WORD("关于"), GW__WORDS_END};

/* What only the second line of a broken title can start with. */
static const gw__word continuations[] = {GW__WORD("的"), GW__WORD("和"), GW__WORD("与"),
                                         GW__WORD("及"), GW__WORD("》"), GW__WORD("”"),
                                         GW__WORDS_END};

/* Metadata that names the title itself. */
static const gw__word title_keys[] = {GW__WORD("标题："), GW__WORD("标题:"),  GW__WORD("题目："),
                                      GW__WORD("title:"), GW__WORD("Title:"), GW__WORDS_END};

typedef enum sort {
  SORT_ORDINAL,
  SORT_CONTENTS,
  SORT_SKIP,
  SORT_STOP,
  SORT_TITLE,
  SORT_KEY
} sort;

/* A line as far as the title is concerned. */
typedef struct entry {
  size_t start;
  size_t end;
  sort sort;
  int score;
  uint8_t hashes; /* how many # stand before it */
  bool fence;     /* ``` */
} entry;

static unsigned char_count(const char *line, size_t at, size_t end) {
  unsigned count = 0;
  for (; at < end; at++)
    count += ((unsigned char)line[at] & 0xC0) != 0x80;
  return count;
}

/* The end of the text without a bracket behind it: （试行）, （20XX—20XX年）. */
static size_t before_bracket(const char *line, size_t at, size_t end) {
  gw__char last = gw__char_before(line, end);
  if (last.code != 0xFF09 && last.code != ')')
    return end;
  for (size_t i = end - last.size; i > at;) {
    gw__char c = gw__char_before(line, i);
    i -= c.size;
    if ((c.code == 0xFF08 || c.code == '(') && i > at)
      return gw__trim_blanks(line, at, i);
  }
  return end;
}

static bool names_genre(const char *line, size_t at, size_t end) {
  return gw__word_ends(line, at, before_bracket(line, at, end), genres);
}

/* An opening 《 “ （ whose partner is not in the line: the title goes on in the next one. */
static bool is_unclosed(const char *line, size_t at, size_t end) {
  while (at < end) {
    gw__char c = gw__char_at(line, end, at);
    size_t behind = gw__closer(c.code) ? gw__enclosed_end(line, end, at) : 0;
    if (gw__closer(c.code) && c.code != '"' && !behind)
      return true;
    at = behind ? behind : at + c.size;
  }
  return false;
}

/* 国办发〔2020〕50号 */
static bool is_document_number(const char *line, size_t at, size_t end) {
  static const gw__word brackets[] = {GW__WORD("〔"),  GW__WORD("["),  GW__WORD("［"),
                                      GW__WORD("（2"), GW__WORD("(2"), GW__WORDS_END};
  static const gw__word number[] = {GW__WORD("号"), GW__WORDS_END};
  return char_count(line, at, end) <= 30 && gw__word_ends(line, at, end, number) &&
         gw__word_in(line, at, end, brackets);
}

/* Lines that are decoration, a subtitle, a note or code. */
static bool is_aside(const char *line, size_t at, size_t end) {
  gw__char c = gw__char_at(line, end, at);
  if (c.code == '|' || c.code == '<' || c.code == '>' || c.code == '=' || c.code == '-' ||
      c.code == '*' || c.code == 0x2014)
    return true;
  if (c.code == 0xFF08 || c.code == '(')
    return gw__enclosed_end(line, end, at) == end;
  return is_document_number(line, at, end);
}

/* 时间：…, source_url: …: a short word, a colon, and something behind it. */
static bool is_key_value(const char *line, size_t at, size_t end) {
  for (unsigned chars = 0; at < end && chars <= 16; chars++) {
    gw__char c = gw__char_at(line, end, at);
    at += c.size;
    if (gw__is_colon(c.code))
      return chars > 0 && chars <= (c.code == ':' ? 16u : 6u);
  }
  return false;
}

/* ； or 。 outside quotations and brackets, or three ，: the first line of a hard-wrapped
 * paragraph. */
static bool is_prose(const char *line, size_t at, size_t end) {
  unsigned commas = 0;
  while (at < end) {
    gw__char c = gw__char_at(line, end, at);
    size_t behind = gw__closer(c.code) ? gw__enclosed_end(line, end, at) : 0;
    commas += c.code == 0xFF0C;
    if (c.code == 0x3002 || c.code == 0xFF1B || commas == 3)
      return true;
    at = behind ? behind : at + c.size;
  }
  return false;
}

/* The number of lines of a YAML block that opens the document: --- to ---, 0 if there is none. */
static size_t front_matter(const gw_span *lines, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t end = gw__line_end(lines[i].data, lines[i].size);
    if (end != 3 || memcmp(lines[i].data, "---", 3) != 0) {
      if (i == 0)
        return 0;
    } else if (i > 0) {
      return i + 1;
    }
  }
  return 0;
}

/* 市长　王某, 市长 王 某: a post, a blank and a name. */
static bool names_speaker(const char *line, size_t at, size_t end) {
  for (size_t i = at; i < end;) {
    gw__char c = gw__char_at(line, end, i);
    if (gw__is_blank(c.code) && gw__word_ends(line, at, i, posts))
      return true;
    i += c.size;
  }
  return gw__word_ends(line, at, end, posts);
}

static int score_of(const char *line, const entry *e) {
  unsigned chars = char_count(line, e->start, e->end);
  int score = 1;
  if (names_genre(line, e->start, e->end))
    score += 6;
  if (gw__word_in(line, e->start, e->end, about))
    score += 2;
  if (e->hashes)
    score += 2;
  if (names_speaker(line, e->start, e->end))
    score -= 3;
  if (chars <= 4)
    score -= 3;
  if (chars <= 10 && gw__skip_blanks(line, e->end, e->start) == e->start &&
      gw__word_in(line, e->start, e->end,
                  (const gw__word[]){GW__WORD(" "), GW__WORD("　"), GW__WORDS_END}))
    score -= 2; /* 省长　王某: who speaks */
  return score;
}

static entry read_line(gw_span line) {
  entry e = {0, gw__line_end(line.data, line.size), SORT_SKIP, 0, 0, false};
  gw__scan scan;
  gw__scan_line(line.data, line.size, &scan);
  e.start = gw__skip_blanks(line.data, e.end, 0);
  while (e.start < e.end && line.data[e.start] == '#') {
    e.hashes = (uint8_t)(e.hashes + (e.hashes < UINT8_MAX));
    e.start++;
  }
  e.start = gw__skip_blanks(line.data, e.end, e.start);
  if (e.end - e.start >= 4 && memcmp(line.data + e.start, "**", 2) == 0 &&
      memcmp(line.data + e.end - 2, "**", 2) == 0) {
    e.start += 2;
    e.end -= 2;
  }
  switch (scan.line_class) {
  case GW__LINE_ORDINAL:
  case GW__LINE_ORDINAL_OPEN:
    e.sort = scan.flags & (GW__WEAK | GW__GLUED) ? SORT_SKIP : SORT_ORDINAL;
    return e;
  case GW__LINE_CONTENTS:
  case GW__LINE_CONTENTS_HEAD:
    e.sort = SORT_CONTENTS;
    return e;
  case GW__LINE_SALUTE:
    e.sort = is_aside(line.data, e.start, e.end) || gw__is_site(line.data, e.start, e.end)
                 ? SORT_SKIP
                 : SORT_STOP;
    return e;
  case GW__LINE_TEXT:
  case GW__LINE_OPEN:
    break;
  case GW__LINE_FENCE:
    e.fence = true;
    return e;
  default:
    return e;
  }
  size_t text = e.start;
  if (e.end - text >= 2 && line.data[text] == '-' && line.data[text + 1] == ' ')
    text = gw__skip_blanks(line.data, e.end, text + 1);
  size_t key = gw__word_at(line.data, e.end, text, title_keys);
  if (key) {
    e.start = gw__skip_blanks(line.data, e.end, text + key);
    e.sort = e.start < e.end ? SORT_KEY : SORT_SKIP;
    return e;
  }
  if (e.start == e.end || is_aside(line.data, e.start, e.end))
    return e;
  bool genre = names_genre(line.data, e.start, e.end);
  /* A notice about a 公众号 is no advertising. */
  if (gw__is_site(line.data, e.start, e.end) &&
      !(genre && gw__word_in(line.data, e.start, e.end, about)))
    return e;
  gw__char last = gw__char_before(line.data, e.end);
  if (gw__is_stop(last.code) || gw__is_semicolon(last.code) || gw__is_comma(last.code) ||
      char_count(line.data, e.start, e.end) > (genre || e.hashes ? LONG_TITLE : TITLE_CHARS)) {
    e.sort = SORT_STOP;
    return e;
  }
  if (last.code == 0x2026) /* … */
    return e;
  if (is_prose(line.data, e.start, e.end)) {
    e.sort = SORT_STOP;
    return e;
  }
  if (is_key_value(line.data, text, e.end) && !genre)
    return e;
  e.sort = SORT_TITLE;
  e.score = score_of(line.data, &e);
  return e;
}

/* 一个很长的单位名称20XX年度⏎工作总结: the kind of document stands alone in the next line. */
static bool leaves_genre(gw_span above, const entry *a, gw_span below, const entry *b) {
  return !names_genre(above.data, a->start, a->end) &&
         char_count(above.data, a->start, a->end) >= LONG_LINE &&
         char_count(below.data, b->start, b->end) <= SHORT_LINE &&
         names_genre(below.data, b->start, b->end);
}

/* A heading of Markdown ends in its line. */
static bool is_marked(const entry *a, const entry *b) {
  return a->hashes || b->hashes;
}

/* Whether the title of line `below` begins in the line above it. */
static bool begins_above(gw_span above, const entry *a, gw_span below, const entry *b) {
  if (a->sort != SORT_TITLE || a->score > b->score || is_marked(a, b))
    return false;
  if (is_unclosed(above.data, a->start, a->end) ||
      gw__word_at(below.data, b->end, b->start, continuations))
    return true;
  if (names_genre(above.data, a->start, a->end))
    return false;
  if (gw__word_in(above.data, a->start, a->end, about))
    return true;
  if (leaves_genre(above, a, below, b))
    return true;
  char first = below.data[b->start];
  return gw__word_ends(above.data, a->start, a->end, units) &&
         (gw__word_at(below.data, b->end, b->start, about) || (first >= '1' && first <= '9'));
}

/* Whether the title that stands in the line above goes on below. */
static bool ends_below(gw_span above, const entry *a, gw_span below, const entry *b) {
  return b->sort == SORT_TITLE && !is_marked(a, b) &&
         (is_unclosed(above.data, a->start, a->end) || leaves_genre(above, a, below, b));
}

/* Whether a line is the title rather than the best one so far. A ## stands below the # before it,
 * however well it looks. */
static bool is_better(const entry *e, const entry *best) {
  if (best->hashes && e->hashes > best->hashes && best->score > 1)
    return false;
  return e->score > best->score;
}

/* The line next to `at`, below or above it, or behind one blank line; `count` if there is none. */
static size_t next_text(const entry *entries, size_t count, size_t at, bool below) {
  for (unsigned step = 0; step < 2 && (below ? at + 1 < count : at > 0); step++) {
    at = below ? at + 1 : at - 1;
    if (entries[at].start < entries[at].end)
      return at;
  }
  return count;
}

bool gw__find_title(const gw_span *lines, size_t count, gw__title *out) {
  entry entries[GW__TITLE_LINES];
  size_t best = SIZE_MAX;
  size_t key = SIZE_MAX;
  size_t matter = SIZE_MAX; /* the key in the front matter: only if the text names no title */
  size_t n = 0;
  bool contents = false;
  if (count > GW__TITLE_LINES)
    count = GW__TITLE_LINES;
  size_t front = front_matter(lines, count);
  bool fenced = false;
  for (; n < count; n++) {
    entries[n] = read_line(lines[n]);
    fenced = fenced != entries[n].fence;
    if (n < front && entries[n].sort == SORT_KEY && matter == SIZE_MAX)
      matter = n;
    if (n < front || fenced)
      entries[n].sort = SORT_SKIP;
    if (entries[n].sort == SORT_STOP || (entries[n].sort == SORT_ORDINAL && !contents))
      break;
    if (entries[n].sort ==
        SORT_CONTENTS) /* its lines may lack page numbers; the title may follow */
      contents = best == SIZE_MAX;
    else if (entries[n].sort != SORT_ORDINAL && entries[n].start < entries[n].end)
      contents = false;
    if (entries[n].sort == SORT_KEY && key == SIZE_MAX)
      key = n;
    if (entries[n].sort == SORT_TITLE && entries[n].score > 0 &&
        (best == SIZE_MAX || is_better(&entries[n], &entries[best])))
      best = n;
  }
  if (key != SIZE_MAX && (best == SIZE_MAX || entries[best].score < 6))
    best = key;
  if (best == SIZE_MAX)
    best = matter;
  if (best == SIZE_MAX)
    return false;
  size_t first = best;
  size_t last = best;
  for (unsigned more = 1; more < TITLE_LINES; more++) {
    size_t above = next_text(entries, n, first, false);
    size_t below = next_text(entries, n, last, true);
    if (above < n && begins_above(lines[above], &entries[above], lines[first], &entries[first]))
      first = above;
    else if (below < n && ends_below(lines[last], &entries[last], lines[below], &entries[below]))
      last = below;
    else
      break;
  }
  *out = (gw__title){first, last, entries[first].start, entries[first].end};
  return true;
}
