/* A view that follows random edits and folds equals one that never saw another text. */
#include "core/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view_fixture.h"

/* The rows are those of a view that never saw another text. */
static void assert_as_if_fresh(const fixture *self) {
  const view *outline = &self->buffer->view;
  view fresh;
  view_init(&fresh);
  if (outline->closed_count > 0) {
    fresh.closed = calloc(outline->closed_count, sizeof *fresh.closed);
    assert_non_null(fresh.closed);
    memcpy(fresh.closed, outline->closed, outline->closed_count * sizeof *fresh.closed);
    fresh.closed_count = fresh.closed_capacity = outline->closed_count;
  }
  view_show(&fresh, outline->items, outline->characters);
  view_set_filter(&fresh, (gw_span){outline->filter.words, outline->filter.size});
  view_refresh(&fresh, self->buffer->document);
  assert_int_equal(outline->rows.count, fresh.rows.count);
  for (size_t i = 0; i < fresh.rows.count; i++) {
    if (!row_equal(rows_at(&outline->rows, i), rows_at(&fresh.rows, i)) ||
        rows_node(&outline->rows, i) != rows_node(&fresh.rows, i))
      fail_msg("row %zu: %s, node %zu; not %.*s, node %zu", i, self->shown.rows[i],
               rows_node(&outline->rows, i), (int)rows_at(&fresh.rows, i)->size,
               rows_at(&fresh.rows, i)->text, rows_node(&fresh.rows, i));
  }
  view_free(&fresh);
}

/* Whatever is edited and folded, what was told adds up to what the view has. */
static void test_random_edits(void **state) {
  fixture *self = *state;
  static const char *const pool[] = {
      "一、基本情况",
      "二、主要做法",
      "（一）加强学习",
      "（二）严格管理",
      "1.任务分工",
      "支部有XX名党员。",
      "",
      "一是抓学习。",
      "没有编号的正文。",
      "三、下一步打算",
      "关于支部工作的汇报",
      "```",
      "（三）抓实培训。培训XX人次，覆盖各支部。",
      "2.督促检查；",
      "【责任单位】",
      "第一章　总则",
      "（",
      "四）改进作风",
      "（ ",
      "四、",
      "附件1",
      "20XX年X月X日",
  };
  const char *wanted = getenv("GONGWEN_TEST_SEED");
  unsigned seed = wanted ? (unsigned)strtoul(wanted, NULL, 10) : (unsigned)time(NULL);
  print_message("seed %u (GONGWEN_TEST_SEED)\n", seed);
  uint32_t random = seed * 2654435761u + 1;
  gw_document_free(self->buffer->document); /* of small leaves, so that there are many */
  self->buffer->document = gw__document_parse_sized("", 0, (gw__limits){.bytes = 120, .lines = 5});
  assert_non_null(self->buffer->document);
  size_t most = seed % 3 == 0 ? 60 : 300;
  self->buffer->view.characters = seed % 5 < 3;
  show(self, seed % 2 == 0);
  for (int step = 0; step < 3000; step++) {
    random = random * 1664525u + 1013904223u;
    uint32_t dice = random >> 8;
    gw_document *document = self->buffer->document;
    if (dice % 97 == 0) {
      static const char *const words[] = {"", "一", "工作 ", "XX", "没有这个词", "总则　章"};
      const char *chosen = words[dice / 97 % (sizeof words / sizeof *words)];
      view_set_filter(&self->buffer->view, (gw_span){chosen, strlen(chosen)});
    } else if (dice % 4 == 0) {
      size_t count = gw_document_node_count(document);
      gw_node node = {0};
      if (count)
        gw_document_node(document, dice / 4 % count, &node);
      fold(self, dice % 64 == 0 ? 0 : node.id, (view_action)(dice / 64 % 5));
    } else {
      size_t lines = gw_document_line_count(document);
      size_t first = dice / 4 % (lines + 1);
      size_t old_end = first + dice / 64 % 3;
      if (old_end > lines)
        old_end = lines;
      const char *texts[3];
      size_t count = lines > most ? 0 : dice / 512 % 4;
      for (size_t i = 0; i < count; i++)
        texts[i] = pool[(dice >> (3 + i)) % (sizeof pool / sizeof *pool)];
      replace(self, first, old_end, texts, count);
    }
    if (dice % 3 == 0)
      continue; /* several changes, then one look */
    refresh(self, NULL);
    assert_in_step(self);
    assert_as_if_fresh(self);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_random_edits, set_up, tear_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
