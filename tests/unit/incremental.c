/*
 * The property everything rests on: after any edits, a document answers every question as a fresh
 * parse of the same text would. Random texts with all that official prose has, in leaves so small
 * that every edit splits and merges some, are edited at random and compared with a plain model and
 * a fresh parse.
 *
 * GONGWEN_SEED repeats a run (the seed is printed), GONGWEN_EDITS says how many edits to make.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/document.h"

#include "prose.h"

/* ---- the model ------------------------------------------------------------------------------- */

typedef struct model {
  text *lines;
  size_t count;
} model;

/* Replaces lines; takes over `lines`, hands the old ones back. */
static text *model_replace(model *self, size_t first, size_t old_end, text *lines, size_t count) {
  size_t gone = old_end - first;
  text *removed = malloc((gone + 1) * sizeof *removed);
  size_t total = self->count - gone + count;
  text *all = malloc((total + 1) * sizeof *all);
  assert_non_null(removed);
  assert_non_null(all);
  memcpy(removed, self->lines + first, gone * sizeof *removed);
  memcpy(all, self->lines, first * sizeof *all);
  if (count > 0)
    memcpy(all + first, lines, count * sizeof *all);
  memcpy(all + first + count, self->lines + old_end, (self->count - old_end) * sizeof *all);
  free(self->lines);
  free(lines);
  self->lines = all;
  self->count = total;
  return removed;
}

static text model_join(const model *self) {
  size_t size = 0;
  for (size_t i = 0; i < self->count; i++)
    size += self->lines[i].size + 1;
  text all = {malloc(size + 1), size};
  assert_non_null(all.data);
  char *at = all.data;
  for (size_t i = 0; i < self->count; i++) {
    memcpy(at, self->lines[i].data, self->lines[i].size);
    at += self->lines[i].size;
    *at++ = '\n';
  }
  return all;
}

static void free_texts(text *lines, size_t count) {
  for (size_t i = 0; i < count; i++)
    free(lines[i].data);
  free(lines);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static void check_nodes(gw_document *self, gw_document *fresh) {
  size_t count = gw_document_node_count(fresh);
  assert_int_equal(gw_document_node_count(self), count);
  size_t parents[64];
  for (size_t i = 0; i < sizeof parents / sizeof *parents; i++)
    parents[i] = GW_NONE;
  for (size_t i = 0; i < count; i++) {
    gw_node a;
    gw_node b;
    assert_true(gw_document_node(self, i, &a));
    assert_true(gw_document_node(fresh, i, &b));
    assert_true(a.id != 0);
    assert_int_equal(gw_document_node_by_id(self, a.id), i);
    assert_int_equal(a.line, b.line);
    assert_int_equal(a.column, b.column);
    assert_int_equal(a.title, b.title);
    assert_int_equal(a.title_end, b.title_end);
    assert_int_equal(a.title_last_line, b.title_last_line);
    assert_int_equal(a.end, b.end);
    assert_int_equal(a.kind, b.kind);
    assert_int_equal(a.form, b.form);
    assert_int_equal(a.shape, b.shape);
    assert_int_equal(a.level, b.level);
    assert_int_equal(a.parts, b.parts);
    assert_memory_equal(a.ordinal, b.ordinal, sizeof a.ordinal);
    char title[LINE_MAX_BYTES * 2];
    char other[LINE_MAX_BYTES * 2];
    gw_node_title(self, &a, title, sizeof title);
    gw_node_title(fresh, &b, other, sizeof other);
    assert_string_equal(title, other);

    /* The parent by counting along. */
    size_t parent = GW_NONE;
    assert_true(a.level < sizeof parents / sizeof *parents);
    for (unsigned level = a.level; parent == GW_NONE && level-- > 0;)
      parent = parents[level];
    assert_int_equal(gw_document_parent(self, i), parent);
    parents[a.level] = i;
    for (size_t level = a.level + 1; level < sizeof parents / sizeof *parents; level++)
      parents[level] = GW_NONE;
  }
  for (size_t times = 0; count > 0 && times < 5; times++) {
    size_t at = below(count);
    gw_node node;
    gw_node later;
    assert_true(gw_document_node(self, at, &node));
    size_t end = at + 1;
    while (end < count && gw_document_node(self, end, &later) && later.level > node.level)
      end++;
    assert_int_equal(gw_document_subtree_end(self, at), end);
    assert_int_equal(gw_document_section_end(self, at), gw_document_section_end(fresh, at));
  }
  for (size_t times = 0; times < 5; times++) {
    size_t line = below(gw_document_line_count(self) + 1);
    size_t last = GW_NONE;
    gw_node node;
    for (size_t i = 0; i < count && gw_document_node(self, i, &node) && node.line <= line; i++)
      last = i;
    assert_int_equal(gw_document_node_at(self, line), last);
    assert_int_equal(gw_document_is_code(self, line), gw_document_is_code(fresh, line));
  }
}

static void check_items(gw_document *self, gw_document *fresh, size_t line) {
  gw_node a[64];
  gw_node b[64];
  size_t count = gw_document_line_items(fresh, line, b, 64);
  assert_int_equal(gw_document_line_items(self, line, a, 64), count);
  for (size_t i = 0; i < count && i < 64; i++) {
    assert_int_equal(a[i].line, line);
    assert_int_equal(a[i].column, b[i].column);
    assert_int_equal(a[i].title, b[i].title);
    assert_int_equal(a[i].title_end, b[i].title_end);
    assert_int_equal(a[i].end, b[i].end);
    assert_int_equal(a[i].level, b[i].level);
    assert_int_equal(a[i].form, b[i].form);
    assert_int_equal(a[i].ordinal[0], b[i].ordinal[0]);
  }
}

static void check_placeholders(gw_document *self, gw_document *fresh) {
  size_t lines = gw_document_line_count(self);
  for (size_t times = 0; times < 4; times++) {
    size_t first = below(lines + 2);
    size_t end = below(lines + 2);
    size_t count = gw_document_placeholder_count(fresh, first, end);
    assert_int_equal(gw_document_placeholder_count(self, first, end), count);
    assert_int_equal(gw_document_character_count(self, first, end),
                     gw_document_character_count(fresh, first, end));

    /* The same by going from one to the next. */
    gw_placeholder p;
    gw_point from = {first, 0};
    size_t met = 0;
    while (gw_document_next_placeholder(self, from, &p) && p.line < end) {
      assert_true(p.line > from.line || p.column >= from.column);
      from = (gw_point){p.line, p.column + 1};
      met++;
    }
    assert_int_equal(met, count);

    gw_placeholder q;
    from = (gw_point){below(lines + 1), below(200)};
    bool found = gw_document_next_placeholder(fresh, from, &q);
    assert_int_equal(gw_document_next_placeholder(self, from, &p), found);
    if (found) {
      assert_int_equal(p.line, q.line);
      assert_int_equal(p.column, q.column);
      assert_int_equal(p.size, q.size);
      assert_int_equal(p.slot, q.slot);
      /* And back again. */
      from = (gw_point){p.line, p.column + 1};
      assert_true(gw_document_previous_placeholder(self, from, &q));
      assert_int_equal(p.line, q.line);
      assert_int_equal(p.column, q.column);
    }
    from = (gw_point){below(lines + 1), below(200)};
    found = gw_document_previous_placeholder(fresh, from, &q);
    assert_int_equal(gw_document_previous_placeholder(self, from, &p), found);
    if (found) {
      assert_int_equal(p.line, q.line);
      assert_int_equal(p.column, q.column);
    }
  }
}

/* What gw_revision speaks of, as hashes. */
typedef struct snapshot {
  uint64_t structure;
  uint64_t slots;
  gw_revision revision;
} snapshot;

static snapshot take_snapshot(gw_document *self) {
  snapshot s = {.revision = gw_document_revision(self)};
  size_t count = gw_document_node_count(self);
  for (size_t i = 0; i < count; i++) {
    gw_node n;
    char title[LINE_MAX_BYTES * 2];
    assert_true(gw_document_node(self, i, &n));
    gw_node_title(self, &n, title, sizeof title);
    unsigned parts[5] = {n.id, n.kind, n.form, n.shape, n.level};
    s.structure = gw__hash(s.structure, (const char *)parts, sizeof parts);
    s.structure = gw__hash(s.structure, (const char *)n.ordinal, sizeof n.ordinal);
    s.structure = gw__hash(s.structure, title, strlen(title));
  }
  size_t lines = gw_document_line_count(self);
  for (size_t i = 0; i < lines; i++) {
    uint64_t here = gw_document_placeholder_count(self, i, i + 1);
    if (here > 0)
      s.slots = gw__hash(s.slots, (const char *)&here, sizeof here);
  }
  return s;
}

/* The first snapshot, taken from a document like it: asking `self` would count its placeholders. */
static snapshot take_first(gw_document *self, text all, gw__limits limits) {
  gw_document *twin = gw__document_parse_sized(all.data, all.size, limits);
  assert_non_null(twin);
  snapshot first = take_snapshot(twin);
  first.revision = gw_document_revision(self);
  gw_document_free(twin);
  return first;
}

static void check_revision(gw_document *self, snapshot *last) {
  snapshot now = take_snapshot(self);
  if (now.structure != last->structure)
    assert_true(now.revision.structure != last->revision.structure);
  if (now.slots != last->slots)
    assert_true(now.revision.slots != last->revision.slots);
  *last = now;
}

static void check_all(gw_document *self, const model *m, size_t touched) {
  const char *wrong = gw__document_check(self);
  if (wrong)
    fail_msg("%s", wrong);
  assert_int_equal(gw_document_line_count(self), m->count);
  for (size_t i = 0; i < m->count; i++) {
    gw_span line = gw_document_line(self, i);
    assert_int_equal(line.size, m->lines[i].size);
    assert_memory_equal(line.data, m->lines[i].data, line.size);
  }
  text all = model_join(m);
  assert_int_equal(gw_document_size(self), all.size);
  gw_document *fresh = gw_document_parse(all.data, all.size);
  assert_non_null(fresh);
  check_nodes(self, fresh);
  for (size_t i = touched > 2 ? touched - 2 : 0; i < touched + 5; i++)
    check_items(self, fresh, i);
  check_placeholders(self, fresh);
  wrong = gw__document_check(self);
  if (wrong)
    fail_msg("%s", wrong);
  gw_document_free(fresh);
  free(all.data);
}

/* ---- editing --------------------------------------------------------------------------------- */

/* An edit that takes one back. */
typedef struct inverse {
  size_t first;
  size_t old_end;
  text *lines;
  size_t count;
} inverse;

#define HISTORY 32

typedef struct session {
  gw_document *document;
  model model;
  inverse undo[HISTORY];
  size_t undo_count;
  size_t touched;
} session;

/* Makes an edit in both; takes over `lines`. */
static void apply(session *self, size_t first, size_t old_end, text *lines, size_t count,
                  bool remember) {
  gw_span *spans = malloc((count + 1) * sizeof *spans);
  assert_non_null(spans);
  for (size_t i = 0; i < count; i++)
    spans[i] = (gw_span){lines[i].data, lines[i].size};
  assert_true(gw_document_edit(self->document, first, old_end, spans, count));
  free(spans);
  if (count == 0 && old_end - first == self->model.count) {
    free(lines);
    lines = malloc(sizeof *lines);
    assert_non_null(lines);
    lines[0] = text_of("", 0);
    count = 1;
  }
  size_t gone = old_end - first;
  text *removed = model_replace(&self->model, first, old_end, lines, count);
  self->touched = first;
  if (!remember) {
    free_texts(removed, gone);
    return;
  }
  if (self->undo_count == HISTORY) {
    free_texts(self->undo[0].lines, self->undo[0].count);
    memmove(self->undo, self->undo + 1, (HISTORY - 1) * sizeof *self->undo);
    self->undo_count--;
  }
  self->undo[self->undo_count++] = (inverse){first, first + count, removed, gone};
}

static text *write_lines(size_t count) {
  text *lines = malloc((count + 1) * sizeof *lines);
  assert_non_null(lines);
  for (size_t i = 0; i < count; i++)
    lines[i] = write_line();
  return lines;
}

static text *copy_lines(const model *m, size_t first, size_t end) {
  text *lines = malloc((end - first + 1) * sizeof *lines);
  assert_non_null(lines);
  for (size_t i = first; i < end; i++)
    lines[i - first] = text_of(m->lines[i].data, m->lines[i].size);
  return lines;
}

/* One line with a few bytes put in or taken out, mostly at characters. */
static text *retype(text line) {
  static const char *const typed[] = {"一", "、", "。", "（", "）", "是", "X",  "1",  ".",  " ",
                                      "条", "附", "件", "【", "】", "要", "；", "总", "　", "`"};
  text *out = malloc(sizeof *out);
  assert_non_null(out);
  size_t at = one_in(2) ? below(line.size + 1) : below(line.size < 9 ? line.size + 1 : 9);
  while (!one_in(20) && at > 0 && at < line.size && ((unsigned char)line.data[at] & 0xC0) == 0x80)
    at--;
  size_t end = at;
  const char *add = "";
  if (one_in(2)) {
    add = PICK(typed);
  } else if (at < line.size) {
    end++;
    while (!one_in(20) && end < line.size && ((unsigned char)line.data[end] & 0xC0) == 0x80)
      end++;
  }
  pen p = {.size = 0};
  memcpy(p.data, line.data, at < sizeof p.data ? at : sizeof p.data);
  p.size = at;
  put(&p, add);
  size_t rest = line.size - end;
  if (rest > sizeof p.data - p.size)
    rest = sizeof p.data - p.size;
  memcpy(p.data + p.size, line.data + end, rest);
  *out = text_of(p.data, p.size + rest);
  return out;
}

static void edit_at_random(session *self, size_t lines_max) {
  const model *m = &self->model;
  size_t first = below(m->count + 1);
  size_t end = first + below(one_in(8) ? m->count - first + 1 : 4);
  if (end > m->count)
    end = m->count;
  size_t line = below(m->count);
  switch (below(13)) {
  case 0:
  case 1:
  case 2:
  case 3: /* type */
    apply(self, line, line + 1, retype(m->lines[line]), 1, true);
    break;
  case 4: /* insert */
    if (m->count < lines_max) {
      size_t count = below(one_in(6) ? 40 : 4);
      apply(self, first, first, write_lines(count), count, true);
    }
    break;
  case 5: /* delete */
    apply(self, first, end, write_lines(0), 0, true);
    break;
  case 6: { /* replace */
    size_t count = below(5);
    apply(self, first, end, write_lines(count), count, true);
    break;
  }
  case 7: { /* break a line in two */
    text old = m->lines[line];
    text *two = malloc(2 * sizeof *two);
    assert_non_null(two);
    size_t at = below(old.size + 1);
    two[0] = text_of(old.data, at);
    two[1] = text_of(old.data + at, old.size - at);
    apply(self, line, line + 1, two, 2, true);
    break;
  }
  case 8: /* join two */
    if (line + 1 < m->count && m->lines[line].size + m->lines[line + 1].size < LINE_MAX_BYTES) {
      text a = m->lines[line];
      text b = m->lines[line + 1];
      text *one = malloc(sizeof *one);
      assert_non_null(one);
      one->size = a.size + b.size;
      one->data = malloc(one->size + 1);
      assert_non_null(one->data);
      memcpy(one->data, a.data, a.size);
      memcpy(one->data + a.size, b.data, b.size);
      apply(self, line, line + 2, one, 1, true);
    }
    break;
  case 9: { /* move a block, as two edits */
    size_t count = end - first;
    text *block = copy_lines(m, first, end);
    apply(self, first, end, write_lines(0), 0, true);
    size_t to = below(m->count + 1);
    apply(self, to, to, block, count, true);
    break;
  }
  case 11: /* two headings come, and change places as one edit */
    if (m->count < lines_max) {
      static const char *const names[] = {"一、基本情况", "二、工作成效", "一、工作成效",
                                          "二、基本情况"};
      for (size_t turn = 0; turn < 2; turn++) {
        text *pair = malloc(2 * sizeof *pair);
        assert_non_null(pair);
        for (size_t i = 0; i < 2; i++)
          pair[i] = text_of(names[turn * 2 + i], strlen(names[turn * 2 + i]));
        apply(self, first, first + turn * 2, pair, 2, true);
        if (one_in(2))
          (void)gw_document_node_count(self->document);
      }
    }
    break;
  case 10: /* replace a stretch by itself with one line typed in: little is left after trimming */
    if (first < end) {
      text *block = copy_lines(m, first, end);
      size_t at = below(end - first);
      text *typed = retype(block[at]);
      free(block[at].data);
      block[at] = *typed;
      free(typed);
      apply(self, first, end, block, end - first, true);
    }
    break;
  default: /* undo */
    for (size_t count = below(4) + 1; count > 0 && self->undo_count > 0; count--) {
      inverse *back = &self->undo[--self->undo_count];
      apply(self, back->first, back->old_end, back->lines, back->count, false);
    }
  }
}

static size_t setting(const char *name, size_t standard) {
  const char *value = getenv(name);
  return value && *value ? (size_t)strtoull(value, NULL, 10) : standard;
}

static void edited_equals_parsed(void **state) {
  (void)state;
  size_t edits = setting("GONGWEN_EDITS", 3000);
  uint64_t seed = setting("GONGWEN_SEED", (size_t)time(NULL));
  print_message("GONGWEN_SEED=%llu GONGWEN_EDITS=%zu\n", (unsigned long long)seed, edits);
  chance = seed;
  for (size_t done = 0; done < edits;) {
    static const size_t sizes[] = {0, 3, 20, 60, 150, 400};
    size_t start = below(PICK(sizes) + 1);
    gw__limits limits = {24 + below(one_in(3) ? 4000 : 300), 1 + below(one_in(3) ? 100 : 8),
                         one_in(4) ? 1 + below(3000) : 0};
    session s = {.document = NULL};
    s.model.lines = write_lines(start > 0 ? start : 1);
    s.model.count = start > 0 ? start : 1;
    text all = model_join(&s.model);
    if (all.data[0] != '\n' && one_in(3) && s.model.lines[s.model.count - 1].size > 0)
      all.size--; /* the last line has no LF */
    bool view = one_in(2);
    text viewed = text_of(all.data, all.size);
    s.document = view ? gw__document_view_sized(viewed.data, viewed.size, limits)
                      : gw__document_parse_sized(all.data, all.size, limits);
    assert_non_null(s.document);
    snapshot last = take_first(s.document, all, limits);
    if (one_in(2)) /* else the first edits meet leaves whose placeholders have not been counted */
      check_all(s.document, &s.model, 0);
    bool eager = !one_in(4);
    for (size_t turn = 0; turn < 200 && done < edits; turn++, done++) {
      edit_at_random(&s, start + 50);
      if (eager || one_in(5)) {
        check_revision(s.document, &last);
        check_all(s.document, &s.model, s.touched);
      }
    }
    check_all(s.document, &s.model, s.touched);
    gw_document_free(s.document);
    assert_memory_equal(viewed.data, all.data, all.size); /* nothing was written there */
    free(viewed.data);
    free(all.data);
    free_texts(s.model.lines, s.model.count);
    for (size_t i = 0; i < s.undo_count; i++)
      free_texts(s.undo[i].lines, s.undo[i].count);
  }
}

/* A large text is loaded, and the second pass run over it, in pieces side by side. */
static void parsed_apart_equals_parsed_whole(void **state) {
  (void)state;
  uint64_t seed = setting("GONGWEN_SEED", (size_t)time(NULL));
  print_message("GONGWEN_SEED=%llu\n", (unsigned long long)seed);
  chance = seed;
  for (size_t round = 0; round < 20; round++) {
    model m = {.count = 1 + below(3000)};
    m.lines = write_lines(m.count);
    text all = model_join(&m);
    gw__limits limits = {24 + below(300), 1 + below(8), 300 + below(all.size)};
    gw_document *apart = gw__document_view_sized(all.data, all.size, limits);
    gw_document *whole = gw__document_parse_sized(all.data, all.size, (gw__limits){400, 9, 0});
    assert_non_null(apart);
    assert_non_null(whole);
    check_nodes(apart, whole);
    assert_int_equal(gw_document_placeholder_count(apart, 0, m.count),
                     gw_document_placeholder_count(whole, 0, m.count));
    assert_null(gw__document_check(apart));
    gw_document_free(apart);
    gw_document_free(whole);
    free(all.data);
    free_texts(m.lines, m.count);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(edited_equals_parsed),
                                     cmocka_unit_test(parsed_apart_equals_parsed_whole)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
