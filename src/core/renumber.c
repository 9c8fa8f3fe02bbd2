/*
 * renumber.c - which number every ordinal should have.
 *
 * Siblings of one form under one parent make a group, and a group counts up by one. 条 of a law
 * count through the chapters, so for them the whole document is the parent.
 *
 * What is left as it is, because it is right or because nobody can know:
 *   - A group starts again where 附件 stands before a 1, or where a second 1, 2 follows at least
 * two members: two lists under one heading. A lone second 1 is a copy that wants its number.
 *   - A group without a 1 keeps its first number if it goes on from the group before it (第二部分
 * that opens with 四、), or if the number before its first is written in the text between
 * (……：1.甲；in the paragraph, 2.乙； on a line of its own). 一是 and its like always keep it: 首先
 * may be their 1. Else the first one was deleted or moved, and the group starts with 1.
 *   - A gap is no gap if the missing number is written in the text between.
 *   - 首先, 其次 have no numbers to rewrite.
 */
#include <stdlib.h>
#include <string.h>

#include "core/edits.h"
#include "core/ordinal.h"
#include "core/scan.h"
#include "core/writing.h"

/* ---- lists of edits ---------------------------------------------------------------------------
 */

void gw_edits_free(gw_edits *self) {
  gw__edits_truncate(self, 0);
  free(self->items);
  *self = (gw_edits){0};
}

void gw__edits_truncate(gw_edits *self, size_t count) {
  while (self->count > count)
    free((char *)self->items[--self->count].text.data);
}

bool gw__edits_add(gw_edits *self, gw_point start, gw_point end, const char *text, size_t size) {
  if (self->count == self->capacity) {
    size_t capacity = self->capacity ? self->capacity * 2 : 8;
    gw_edit *items = realloc(self->items, capacity * sizeof *items);
    if (!items)
      return false;
    self->items = items;
    self->capacity = capacity;
  }
  char *copy = malloc(size + 1);
  if (!copy)
    return false;
  if (size > 0)
    memcpy(copy, text, size);
  copy[size] = '\0';
  self->items[self->count++] = (gw_edit){start, end, {copy, size}};
  return true;
}

/* ---- what the text says between two nodes ------------------------------------------------------
 */

bool gw__annex_between(const gw_document *document, size_t first, size_t end) {
  for (size_t line = first; line < end; line++) {
    gw_span text = gw_document_line(document, line);
    gw__scan scan;
    gw__scan_line(text.data, text.size, &scan);
    if (scan.line_class == GW__LINE_ANNEX)
      return true;
  }
  return false;
}

static bool contains(gw_span text, const char *word, size_t size) {
  const char *at = text.data;
  const char *end = text.data + text.size;
  while ((size_t)(end - at) >= size) {
    at = memchr(at, word[0], (size_t)(end - at) - size + 1);
    if (!at)
      return false;
    if (memcmp(at, word, size) == 0)
      return true;
    at++;
  }
  return false;
}

/* Whether `value`, written as the ordinal of `node` is, stands anywhere in the lines from `first`
 * up to the node's own. */
static bool is_written(const gw_document *document, size_t first, const gw_node *node,
                       unsigned value) {
  char token[GW__WRITING_BYTES];
  gw__writing writing;
  if (value == 0 || !gw__writing_of(document, node, &writing))
    return false;
  size_t size = gw__writing_write(&writing, value, token);
  while (size > 0 && (token[size - 1] == ' ' || token[size - 1] == '\t'))
    size--;
  for (size_t line = first; line < node->line && size > 0; line++)
    if (contains(gw_document_line(document, line), token, size))
      return true;
  return false;
}

static unsigned last_number(const gw_node *node) {
  return node->parts > 0 ? node->ordinal[node->parts - 1] : 0;
}

/* By how much `next` counts on from its sibling `previous`: 1, or more where the numbers missing
 * between are in the text. */
static unsigned step_between(const gw_document *document, const gw_node *previous,
                             const gw_node *next) {
  unsigned from = last_number(previous);
  unsigned to = last_number(next);
  if (to > from + 1 && is_written(document, previous->line, next, to - 1))
    return to - from;
  return 1;
}

/*
 * Whether the group starts again at `node`, a 1 behind `previous`. `members` counts those before
 * it; `follower` is the number behind it, 0 if it is the last; `anchored` says that the group has
 * its 1 (or keeps another first number).
 */
static bool restarts(const gw_document *document, const gw_node *previous, const gw_node *node,
                     size_t members, unsigned follower, bool anchored) {
  if (last_number(node) != 1)
    return false;
  /* 附件 closes all that is open: only outermost siblings can have it between them, and 条. */
  if ((node->level == 1 || node->form == GW_FORM_ARTICLE) &&
      gw__annex_between(document, previous->line + 1, node->line))
    return true;
  return anchored && members >= 2 && follower == 2;
}

/* Appends the edits that give the ordinal of `node` these numbers. */
static bool rewrite(const gw_document *document, const gw_node *node, const unsigned *numbers,
                    gw_edits *edits) {
  gw__figures_at found;
  if (!gw__node_figures(document, node, &found))
    return true;
  for (unsigned i = 0; i < node->parts; i++) {
    const gw__figure *figure = &found.figures[i];
    char text[GW__WRITING_BYTES];
    size_t size = 0;
    if (numbers[i] == node->ordinal[i] || (size = gw__figure_write(figure, numbers[i], text)) == 0)
      continue;
    if (!gw__edits_add(edits, (gw_point){found.line, figure->start},
                       (gw_point){found.line, figure->end}, text, size))
      return false;
  }
  return true;
}

/* ---- the whole document -----------------------------------------------------------------------
 */

typedef struct member {
  gw_node node;
  size_t parent; /* index, GW_NONE if it has none */
  size_t next;   /* of its group */
  size_t before; /* first of a group: the last member of the group of its form before it */
  bool first;    /* of its group */
  unsigned fresh[GW_ORDINAL_PARTS]; /* its numbers as they should be */
} member;

#define TOKENS (GW__TOKEN_FIRST + 1)

/* Forms of which two spellings count apart: see gw__token. */
static uint8_t variant(const gw_document *document, const gw_node *node) {
  gw_span text = gw_document_line(document, node->line);
  gw__ordinal ordinal;
  if ((node->form != GW_FORM_SPOKEN && node->form != GW_FORM_CIRCLED) ||
      !gw__ordinal_at(text.data, text.size, node->column, &ordinal) || ordinal.token >= TOKENS)
    return 0;
  return ordinal.token;
}

static bool same_prefix(const gw_node *a, const gw_node *b) {
  return a->parts == b->parts &&
         (a->parts < 2 || memcmp(a->ordinal, b->ordinal, (a->parts - 1) * sizeof *a->ordinal) == 0);
}

/* Fills in nodes, parents and groups. */
static void link_members(gw_document *document, member *members, size_t count) {
  size_t last[GW_FORM_COUNT][TOKENS];
  for (size_t form = 0; form < GW_FORM_COUNT; form++)
    for (size_t token = 0; token < TOKENS; token++)
      last[form][token] = GW_NONE;
  for (size_t i = 0; i < count; i++) {
    member *self = &members[i];
    *self = (member){.parent = GW_NONE, .next = GW_NONE, .before = GW_NONE};
    if (!gw_document_node(document, i, &self->node) || self->node.form >= GW_FORM_COUNT)
      continue;
    memcpy(self->fresh, self->node.ordinal, sizeof self->fresh);
    if (self->node.kind == GW_TITLE || self->node.form == GW_FORM_NONE)
      continue;
    if (self->node.level > 1)
      self->parent = gw_document_parent(document, i);
    bool through = self->node.form == GW_FORM_ARTICLE;
    size_t *slot = &last[self->node.form][variant(document, &self->node)];
    const member *previous = *slot == GW_NONE ? NULL : &members[*slot];
    self->first = !previous || (!through && previous->parent != self->parent) ||
                  !same_prefix(&previous->node, &self->node);
    if (self->first)
      self->before = *slot;
    else
      members[*slot].next = i;
    *slot = i;
  }
}

/* The prefix of 2.1 follows the number of the 2. or 第二章 it stands under. */
static void follow_parent(const member *members, member *self) {
  if (self->node.parts < 2 || self->parent == GW_NONE)
    return;
  const member *parent = &members[self->parent];
  unsigned prefix = self->node.parts - 1;
  if (parent->node.parts != prefix ||
      memcmp(parent->node.ordinal, self->node.ordinal, prefix * sizeof *self->fresh) != 0)
    return;
  memcpy(self->fresh, parent->fresh, prefix * sizeof *self->fresh);
}

static void set_fresh(const member *members, member *self, unsigned number) {
  follow_parent(members, self);
  if (self->node.parts > 0)
    self->fresh[self->node.parts - 1] = number;
}

/* The number a group without a 1 keeps for its first member; 0 if it should start with 1. */
static unsigned kept_start(const gw_document *document, const member *members, const member *self) {
  unsigned value = last_number(&self->node);
  const member *before = self->before == GW_NONE ? NULL : &members[self->before];
  if (before && before->node.parts == 1 && self->node.parts == 1 &&
      last_number(&before->node) + 1 == value)
    return before->fresh[0] + 1;
  size_t first = self->parent == GW_NONE ? 0 : members[self->parent].node.line;
  if (self->node.form == GW_FORM_SPOKEN || self->node.parts != 1 ||
      is_written(document, first, &self->node, value - 1))
    return value;
  return 0;
}

/* Whether the group has a 1 further down that opens no second list: then its members changed
 * places. */
static bool is_permuted(const member *members, const member *self) {
  for (size_t count = 1; self->next != GW_NONE; count++) {
    self = &members[self->next];
    if (last_number(&self->node) == 1)
      return count < 2 || self->next == GW_NONE || last_number(&members[self->next].node) != 2;
  }
  return false;
}

/* The lines whose ordinals may be rewritten: the others are right as they are. */
typedef struct range {
  size_t first;
  size_t end;
} range;

static bool is_within(const range *lines, const member *self) {
  return self->node.line >= lines->first && self->node.line < lines->end;
}

/* Numbers the group that starts with members[at]. */
static void number_group(const gw_document *document, member *members, size_t at,
                         const range *lines) {
  member *self = &members[at];
  unsigned value = last_number(&self->node);
  unsigned start = 1;
  bool anchored = value == 1;
  if (!is_within(lines, self)) {
    start = value;
    anchored = true;
  } else if (value > 1 && !is_permuted(members, self)) {
    unsigned kept = kept_start(document, members, self);
    anchored = kept > 0;
    start = anchored ? kept : 1;
  }
  size_t count = 1;
  set_fresh(members, self, start);
  while (self->next != GW_NONE) {
    const member *previous = self;
    self = &members[self->next];
    unsigned follower = self->next == GW_NONE ? 0 : last_number(&members[self->next].node);
    unsigned fresh = previous->fresh[previous->node.parts - 1];
    if (!is_within(lines, self)) {
      fresh = last_number(&self->node);
      count = fresh == 1 ? 0 : count;
      anchored = true;
    } else if (restarts(document, &previous->node, &self->node, count, follower, anchored)) {
      fresh = 1;
      count = 0;
      anchored = true;
    } else {
      fresh += step_between(document, &previous->node, &self->node);
    }
    anchored = anchored || last_number(&self->node) == 1;
    count++;
    set_fresh(members, self, fresh);
  }
}

bool gw_document_renumber_lines(gw_document *document, size_t first, size_t end, gw_edits *edits) {
  const range lines = {first, end};
  size_t count = gw_document_node_count(document);
  size_t before = edits->count;
  bool done = true;
  if (count == 0)
    return true;
  member *members = malloc(count * sizeof *members);
  if (!members)
    return false;
  link_members(document, members, count);
  for (size_t i = 0; i < count; i++)
    if (members[i].first && members[i].node.parts > 0)
      number_group(document, members, i, &lines);
  for (size_t i = 0; i < count && done; i++)
    if (is_within(&lines, &members[i]))
      done = rewrite(document, &members[i].node, members[i].fresh, edits);
  free(members);
  if (!done)
    gw__edits_truncate(edits, before);
  return done;
}

bool gw_document_renumber(gw_document *document, gw_edits *edits) {
  return gw_document_renumber_lines(document, 0, SIZE_MAX, edits);
}

/* ---- behind an insertion ----------------------------------------------------------------------
 */

/* Where the numbering stands while it goes down the document behind a new ordinal. */
typedef struct follow_up {
  gw_document *document;
  gw_edits *edits;
  gw_node sibling; /* the last one gone past; no parts: none yet */
  size_t line;     /* of the new ordinal */
  unsigned number; /* what it is now, or the new ordinal before the first sibling */
  size_t members;
} follow_up;

/* The number of the next node of this form in the same group, from index `at` on; 0 if there is
 * none. */
static unsigned follower_of(gw_document *document, size_t at, gw_form form) {
  gw_node node;
  for (; gw_document_node(document, at, &node) && node.form >= form; at++)
    if (node.form == form)
      return last_number(&node);
  return 0;
}

/* Gives a sibling its number; false when memory ran out. *ends says that the numbering ends before
 * it. */
static bool follow_sibling(follow_up *self, size_t index, const gw_node *node, bool *ends) {
  const gw_node *previous = self->sibling.parts > 0 ? &self->sibling : NULL;
  unsigned numbers[GW_ORDINAL_PARTS] = {0};
  if (previous)
    *ends = restarts(self->document, previous, node, self->members,
                     follower_of(self->document, index + 1, node->form), true);
  else
    *ends = node->level == 1 && gw__annex_between(self->document, self->line + 1, node->line);
  *ends = *ends || node->parts != 1;
  if (*ends)
    return true;
  self->number += previous ? step_between(self->document, previous, node) : 1;
  self->sibling = *node;
  self->members++;
  numbers[0] = self->number;
  return rewrite(self->document, node, numbers, self->edits);
}

/* 2.1 and 2.1.1 under a 2. that is a 3. now. */
static bool follow_prefix(const follow_up *self, const gw_node *node) {
  unsigned numbers[GW_ORDINAL_PARTS];
  if (node->parts < 2 || self->sibling.parts == 0 ||
      node->ordinal[0] != last_number(&self->sibling) || node->line <= self->sibling.line)
    return true;
  memcpy(numbers, node->ordinal, sizeof numbers);
  numbers[0] = self->number;
  return rewrite(self->document, node, numbers, self->edits);
}

bool gw__renumber_after(gw_document *document, size_t previous, size_t first, size_t line,
                        gw_form form, unsigned number, gw_edits *edits) {
  follow_up state = {
      .document = document, .edits = edits, .line = line, .number = number, .members = 1};
  bool moved =
      false; /* past a sibling: what stands below `first` until then is the new section's */
  bool closed = false; /* the parent has ended; only a group that counts on may follow */
  bool ends = false;
  gw_node node;
  if (previous != GW_NONE && gw_document_node(document, previous, &state.sibling))
    state.members = state.sibling.parts == 1 ? last_number(&state.sibling) + 1 : 1;
  for (size_t i = first; !ends && gw_document_node(document, i, &node); i++) {
    if (node.kind == GW_TITLE)
      continue;
    if (node.form < form) {
      closed = true;
    } else if (node.form == form) {
      if (closed &&
          (state.sibling.parts == 0 || last_number(&node) != last_number(&state.sibling) + 1))
        return true;
      closed = false;
      if (!follow_sibling(&state, i, &node, &ends))
        return false;
      moved = true;
    } else if (moved && !follow_prefix(&state, &node)) {
      return false;
    }
  }
  return true;
}
