/*
 * references.c - where the text speaks of its own headings and items by their numbers.
 *
 * Rather none than a wrong one. A number alone says nothing (第三条 may be that of a law, 第一部分
 * part of anything), so three things must hold: what stands before it leads to it (见, 按照,
 * 本办法, a clause's start), what stands behind it is no other noun (第三条战线), and there is
 * exactly one node it can mean. 《…》第三条 is another document's, and so is what goes on from it:
 * 、第五条.
 */
#include <stdlib.h>
#include <string.h>

#include "core/chars.h"
#include "core/numeral.h"
#include "core/references.h"

/* ---- nodes by form and number -----------------------------------------------------------------
 */

#define NUMBERS 1000u /* ordinals are smaller */

/* The nodes of each form and number in the order of the text. */
typedef struct register_ {
  gw_document *document;
  size_t *nodes;
  size_t *starts; /* of each key, and behind the last */
} register_;

static size_t key_of(gw_form form, unsigned number) {
  return (size_t)form * NUMBERS + number;
}

static bool has_key(const gw_node *node) {
  return node->kind != GW_TITLE && node->parts == 1 && node->ordinal[0] < NUMBERS;
}

static bool open_register(register_ *self, gw_document *document) {
  size_t keys = key_of(GW_FORM_COUNT, 0);
  size_t count = gw_document_node_count(document);
  gw_node node;
  *self = (register_){.document = document,
                      .nodes = malloc((count + 1) * sizeof *self->nodes),
                      .starts = calloc(keys + 2, sizeof *self->starts)};
  if (!self->nodes || !self->starts)
    return false;
  /* Counts, one key further on; then sums, which the filling moves to where they belong. */
  for (size_t i = 0; i < count && gw_document_node(document, i, &node); i++)
    if (has_key(&node))
      self->starts[key_of(node.form, node.ordinal[0]) + 2]++;
  for (size_t key = 2; key <= keys; key++)
    self->starts[key + 1] += self->starts[key];
  for (size_t i = 0; i < count && gw_document_node(document, i, &node); i++)
    if (has_key(&node))
      self->nodes[self->starts[key_of(node.form, node.ordinal[0]) + 1]++] = i;
  return true;
}

static void close_register(register_ *self) {
  free(self->nodes);
  free(self->starts);
}

/* The only node of this form and number among nodes [first, end); GW_NONE if there are none or
 * several. */
static size_t only_one(const register_ *self, gw_form form, unsigned number, size_t first,
                       size_t end) {
  size_t low = self->starts[key_of(form, number)];
  size_t stop = self->starts[key_of(form, number) + 1];
  for (size_t high = stop; low < high;) {
    size_t middle = low + (high - low) / 2;
    if (self->nodes[middle] < first)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = low < stop && self->nodes[low] < end;
  bool several = found && low + 1 < stop && self->nodes[low + 1] < end;
  return found && !several ? self->nodes[low] : GW_NONE;
}

static size_t within(const register_ *self, gw_form form, unsigned number, size_t index) {
  return only_one(self, form, number, index + 1, gw_document_subtree_end(self->document, index));
}

/* The one that is meant in `line`: in the innermost section around it that has just one. */
static size_t around(const register_ *self, gw_form form, unsigned number, size_t line) {
  size_t index = gw_document_node_at(self->document, line);
  for (; index != GW_NONE; index = gw_document_parent(self->document, index)) {
    size_t found = within(self, form, number, index);
    if (found != GW_NONE)
      return found;
  }
  return only_one(self, form, number, 0, SIZE_MAX);
}

static bool has_form(const register_ *self, gw_form form) {
  return self->starts[key_of(form, 0)] < self->starts[key_of(form, NUMBERS - 1) + 1];
}

/* ---- reading ----------------------------------------------------------------------------------
 */

/* 第三部分 第（二）项 （二） */
typedef struct token {
  size_t end;
  gw_form form;
  unsigned number;
  bool bracket; /* its number stands in brackets: it means the nearest one */
  bool part;    /* 部分 编 篇, which are words of every day as well */
} token;

static const struct unit {
  gw__word word;
  gw_form form;
} units[] = {{GW__WORD("部分"), GW_FORM_PART},  {GW__WORD("编"), GW_FORM_PART},
             {GW__WORD("篇"), GW_FORM_PART},    {GW__WORD("章"), GW_FORM_CHAPTER},
             {GW__WORD("节"), GW_FORM_SECTION}, {GW__WORD("条"), GW_FORM_ARTICLE}};

/* What makes another thing of a 第三条, 第一部分, 第一节. */
static const gw__word other_nouns[] = {
    GW__WORD("路"), GW__WORD("线"), GW__WORD("战线"), GW__WORD("渠"), GW__WORD("防线"),
    GW__WORD("道"), GW__WORD("跑"), GW__WORD("腿"),   GW__WORD("人"), GW__WORD("群"),
    GW__WORD("干"), GW__WORD("课"), GW__WORD("车"),   GW__WORDS_END};

static size_t read_number(gw_span line, size_t at, unsigned *value, bool *digits) {
  size_t size = gw__han_read(line.data, line.size, at, value);
  *digits = size == 0;
  if (size == 0)
    size = gw__digits_read(line.data, line.size, at, value);
  return size > 0 && *value < NUMBERS ? size : 0;
}

/* （二） or (2). */
static bool read_bracket(gw_span line, size_t at, token *out) {
  bool digits;
  gw__char open = gw__char_at(line.data, line.size, at);
  if (open.code != '(' && open.code != 0xFF08)
    return false;
  at += open.size;
  size_t size = read_number(line, at, &out->number, &digits);
  gw__char close = gw__char_at(line.data, line.size, at + size);
  if (size == 0 || (close.code != ')' && close.code != 0xFF09))
    return false;
  out->form = digits ? GW_FORM_DIGIT_PAREN : GW_FORM_HAN_PAREN;
  out->end = at + size + close.size;
  out->bracket = true;
  return true;
}

/* What stands at `at`, where a 第 is. */
static bool read_nth(gw_span line, size_t at, token *out) {
  static const gw__word item[] = {GW__WORD("项"), GW__WORDS_END};
  bool digits;
  *out = (token){.end = 0};
  at += sizeof("第") - 1;
  if (read_bracket(line, at, out)) {
    size_t size = gw__word_at(line.data, line.size, out->end, item);
    out->end += size;
    return size > 0;
  }
  size_t size = read_number(line, at, &out->number, &digits);
  for (size_t i = 0; size > 0 && i < sizeof units / sizeof *units; i++) {
    gw__word word[] = {units[i].word, GW__WORDS_END};
    size_t unit = gw__word_at(line.data, line.size, at + size, word);
    if (unit == 0)
      continue;
    out->form = units[i].form;
    out->part = out->form == GW_FORM_PART;
    out->end = at + size + unit;
    return gw__word_at(line.data, line.size, out->end, other_nouns) == 0;
  }
  return false;
}

static bool read_token(gw_span line, size_t at, token *out) {
  static const gw__word nth[] = {GW__WORD("第"), GW__WORDS_END};
  *out = (token){.end = 0};
  return gw__word_at(line.data, line.size, at, nth) ? read_nth(line, at, out)
                                                    : read_bracket(line, at, out);
}

/* ---- what leads to it -------------------------------------------------------------------------
 */

static const gw__word leads[] = {
    GW__WORD("按"), GW__WORD("照"), GW__WORD("据"), GW__WORD("如"), GW__WORD("依"), GW__WORD("合"),
    GW__WORD("反"), GW__WORD("用"), GW__WORD("除"), GW__WORD("对"), GW__WORD("在"), GW__WORD("由"),
    GW__WORD("以"), GW__WORD("于"), GW__WORD("将"), GW__WORD("把"), GW__WORD("从"), GW__WORDS_END};

/* And what tells besides that it is one of this text. */
static const gw__word own[] = {
    GW__WORD("见"),     GW__WORD("前"),     GW__WORD("述"),     GW__WORD("本法"),
    GW__WORD("本文"),   GW__WORD("本章"),   GW__WORD("本节"),   GW__WORD("本编"),
    GW__WORD("本篇"),   GW__WORD("本条"),   GW__WORD("本部分"), GW__WORD("本方案"),
    GW__WORD("本办法"), GW__WORD("本通知"), GW__WORD("本条例"), GW__WORD("本意见"),
    GW__WORD("本规定"), GW__WORD("本报告"), GW__WORD("本规划"), GW__WORD("本细则"),
    GW__WORD("本制度"), GW__WORD("本计划"), GW__WORD("本总结"), GW__WORD("本纲要"),
    GW__WORD("本决定"), GW__WORD("本章程"), GW__WORD("本公约"), GW__WORD("本协议"),
    GW__WORD("本合同"), GW__WORD("本规则"), GW__WORD("本指南"), GW__WORD("本标准"),
    GW__WORD("本须知"), GW__WORD("本准则"), GW__WORDS_END};

/* What leads to a （二） that has no 第. */
static const gw__word bracket_leads[] = {
    GW__WORD("见"),   GW__WORD("上述"), GW__WORD("前述"), GW__WORD("如前"),   GW__WORD("如上"),
    GW__WORD("上文"), GW__WORD("前文"), GW__WORD("下文"), GW__WORD("本部分"), GW__WORD("本节"),
    GW__WORD("本章"), GW__WORD("按"),   GW__WORD("按照"), GW__WORDS_END};

/* What joins two of them. */
static const gw__word joints[] = {GW__WORD("、"), GW__WORD("，"),   GW__WORD("和"),
                                  GW__WORD("与"), GW__WORD("及"),   GW__WORD("以及"),
                                  GW__WORD("或"), GW__WORD("或者"), GW__WORD("至"),
                                  GW__WORD("到"), GW__WORDS_END};

/* Where the one before ended in this line, and whether it was one of ours. */
typedef struct previous {
  size_t end;
  bool ours;
} previous;

/* Whether what stands before `at` leads to a reference there. */
static bool is_led_to(gw_span line, size_t at, const token *first, const previous *before) {
  size_t start = gw__skip_blanks(line.data, line.size, 0);
  if (before->end > 0) {
    size_t joint = gw__word_at(line.data, at, before->end, joints);
    if (before->end + joint == at)
      return joint > 0 && before->ours;
  }
  if (gw__word_ends(line.data, 0, at, leads) || gw__word_ends(line.data, 0, at, own))
    return true;
  if (at == start)
    return first->bracket;
  gw__char c = gw__char_before(line.data, at);
  bool clause = gw__is_stop(c.code) || gw__is_semicolon(c.code) || gw__is_colon(c.code) ||
                gw__is_comma(c.code) || c.code == 0xFF08 || c.code == 0x201C;
  return clause && !first->part;
}

/* ---- resolving --------------------------------------------------------------------------------
 */

/* The node that the first token means. */
static size_t resolve(const register_ *self, const token *first, gw_span line, size_t at,
                      size_t number) {
  if (has_form(self, first->form) || first->bracket)
    return around(self, first->form, first->number, number);
  /* Without 部分 and 条 of its own a document means its 一、. */
  bool meant = first->form == GW_FORM_PART ||
               (first->form == GW_FORM_ARTICLE && gw__word_ends(line.data, 0, at, own));
  return meant ? around(self, GW_FORM_HAN, first->number, number) : GW_NONE;
}

bool gw__references_add(gw_references *self, const gw_reference *reference) {
  if (self->count == self->capacity) {
    size_t capacity = self->capacity ? self->capacity * 2 : 8;
    gw_reference *items = realloc(self->items, capacity * sizeof *items);
    if (!items)
      return false;
    self->items = items;
    self->capacity = capacity;
  }
  self->items[self->count++] = *reference;
  return true;
}

/* Reads on: （二） behind 第三部分, as far as there are nodes for it. Returns where the tokens end.
 */
static size_t read_chain(const register_ *self, gw_span line, size_t end, gw_reference *out) {
  token next;
  while (read_token(line, end, &next)) {
    size_t found = GW_NONE;
    if (out->steps > 0 && out->steps < GW_REFERENCE_STEPS && out->end == end)
      found = within(self, next.form, next.number, out->nodes[out->steps - 1]);
    end = next.end;
    if (found != GW_NONE) {
      out->nodes[out->steps++] = found;
      out->end = end;
    }
  }
  return end;
}

/* The next 第 or bracket from `at` on. */
static size_t next_start(gw_span line, size_t at) {
  size_t nth = gw__find_char(line.data, line.size, at, "第");
  size_t bracket = gw__find_char(line.data, line.size, at, "（");
  return nth < bracket ? nth : bracket;
}

static bool read_line(const register_ *self, size_t number, gw_references *out) {
  gw_span line = gw_document_line(self->document, number);
  previous before = {0, false};
  gw_node node;
  size_t index = GW_NONE;
  size_t at = line.size > 0 ? next_start(line, 0) : line.size;
  if (at < line.size)
    index = gw_document_node_at(self->document, number);
  size_t here = gw_document_node(self->document, index, &node) && node.line == number ? node.column
                                                                                      : SIZE_MAX;
  for (token first; at < line.size; at = next_start(line, at)) {
    if (at == here || !read_token(line, at, &first)) {
      at += sizeof("第") - 1;
      continue;
    }
    gw_reference found = {.line = number, .column = at, .end = first.end};
    bool nth = memcmp(line.data + at, "第", sizeof("第") - 1) == 0;
    bool ours =
        nth ? is_led_to(line, at, &first, &before) : gw__word_ends(line.data, 0, at, bracket_leads);
    found.nodes[0] = ours ? resolve(self, &first, line, at, number) : GW_NONE;
    found.steps = found.nodes[0] != GW_NONE;
    before = (previous){read_chain(self, line, first.end, &found), ours};
    at = before.end;
    if (found.steps == 0)
      continue;
    gw_document_node(self->document, found.nodes[found.steps - 1], &node);
    found.target = node.line;
    if (!gw__references_add(out, &found))
      return false;
  }
  return true;
}

void gw_references_free(gw_references *self) {
  free(self->items);
  *self = (gw_references){0};
}

bool gw_document_references(gw_document *self, gw_references *out) {
  register_ nodes;
  size_t before = out->count;
  bool done = open_register(&nodes, self);
  for (size_t line = 0, count = gw_document_line_count(self); line < count && done; line++)
    done = read_line(&nodes, line, out);
  close_register(&nodes);
  if (!done)
    out->count = before;
  return done;
}
