/* How far sections, items and sentences reach, and the way from heading to heading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "documents.h"

/* `LINE:COLUMN-LINE:COLUMN`, with ` lines` behind it if it is linewise; `-` if there is none. */
static void assert_extent(const char *text, size_t line, size_t column, gw_unit unit, bool around,
                          size_t count, const char *expected) {
  char is[64] = "-";
  gw_extent extent;
  gw_document *document = parse(text);
  if (gw_document_extent(document, (gw_point){line, column}, unit, around, count, &extent))
    (void)snprintf(is, sizeof is, "%zu:%zu-%zu:%zu%s", extent.start.line, extent.start.column,
                   extent.end.line, extent.end.column, extent.linewise ? " lines" : "");
  assert_string_equal(is, expected);
  gw_document_free(document);
}

#define AROUND true
#define WITHIN false

static void sections(void **state) {
  (void)state;
  static const char text[] =
      "总结\n\n一、甲情况\n正文。\n（一）抓学习。走访。\n再写。\n\n二、乙情况\n\n"
      "三、丙情况\n　　\n特此报告。\n";
  assert_extent(text, 3, 0, GW_UNIT_SECTION, AROUND, 1, "2:0-7:0 lines");
  assert_extent(text, 3, 0, GW_UNIT_SECTION, WITHIN, 1, "3:0-6:0 lines");
  assert_extent(text, 5, 3, GW_UNIT_SECTION, AROUND, 1, "4:0-7:0 lines");
  assert_extent(text, 5, 3, GW_UNIT_SECTION, WITHIN, 1, "4:21-5:9");
  assert_extent(text, 5, 3, GW_UNIT_SECTION, AROUND, 2, "2:0-7:0 lines");
  assert_extent(text, 5, 3, GW_UNIT_SECTION, AROUND, 3, "0:0-12:0 lines");
  assert_extent(text, 5, 3, GW_UNIT_SECTION, AROUND, 4, "-");
  assert_extent(text, 7, 0, GW_UNIT_SECTION, WITHIN, 1,
                "-"); /* nothing below it but a blank line */
  assert_extent(text, 9, 0, GW_UNIT_SECTION, AROUND, 1, "9:0-11:0 lines");
  assert_extent(text, 9, 0, GW_UNIT_SECTION, WITHIN, 1, "-");
  /* The end of the document is in no section but the title's. */
  assert_extent(text, 11, 0, GW_UNIT_SECTION, AROUND, 1, "0:0-12:0 lines");
  assert_extent("一段话。\n一、甲情况\n", 0, 0, GW_UNIT_SECTION, AROUND, 1, "-");
  assert_extent(text, 99, 0, GW_UNIT_SECTION, AROUND, 1, "-");
  assert_extent("总结\n一、甲情况\r\n正文。\r\n", 2, 0, GW_UNIT_SECTION, WITHIN, 1,
                "2:0-3:0 lines");
}

static void items(void **state) {
  (void)state;
  static const char text[] =
      "总结\n一、甲情况\n要做到：一是想到；二是说到，包括：①说；②写。三是做到。完。\n"
      "1.摸清底数；\n由XX负责\n2.建档立卡。\n\n";
  assert_extent(text, 2, 12, GW_UNIT_ITEM, AROUND, 1, "2:12-2:27");
  assert_extent(text, 2, 12, GW_UNIT_ITEM, WITHIN, 1, "2:18-2:24");
  assert_extent(text, 2, 12, GW_UNIT_ITEM, AROUND, 2, "2:12-2:69");
  assert_extent(text, 2, 54, GW_UNIT_ITEM, AROUND, 1, "2:51-2:60"); /* ① within 二是 */
  assert_extent(text, 2, 3, GW_UNIT_ITEM, AROUND, 1, "-");
  assert_extent(text, 3, 6, GW_UNIT_ITEM, AROUND, 1, "3:0-5:0 lines");
  assert_extent(text, 4, 6, GW_UNIT_ITEM, WITHIN, 1, "3:2-4:11");
  assert_extent(text, 5, 0, GW_UNIT_ITEM, WITHIN, 1, "5:2-5:14");
  assert_extent(text, 3, 0, GW_UNIT_ITEM, AROUND, 9, "3:0-6:0 lines");
  /* Of an item without a text there is nothing within. */
  static const char bare[] = "总结\n一、甲情况\n1.摸清底数；\n2.\n";
  assert_extent(bare, 3, 0, GW_UNIT_ITEM, AROUND, 1, "3:0-4:0 lines");
  assert_extent(bare, 3, 0, GW_UNIT_ITEM, WITHIN, 1, "-");
}

static void sentences(void **state) {
  (void)state;
  static const char text[] =
      "总结\n　　他说：“做好。再说！”就走了。真的吗？！  好\n\n（一）抓学习。走访。\r\n\n";
  assert_extent(text, 1, 0, GW_UNIT_SENTENCE, AROUND, 1, "1:6-1:51");
  assert_extent(text, 1, 52, GW_UNIT_SENTENCE, WITHIN, 1, "1:51-1:66");
  assert_extent(text, 1, 52, GW_UNIT_SENTENCE, AROUND, 1, "1:51-1:68");
  assert_extent(text, 1, 70, GW_UNIT_SENTENCE, AROUND, 1, "1:68-1:71");
  assert_extent(text, 1, 6, GW_UNIT_SENTENCE, WITHIN, 9, "1:6-1:71");
  assert_extent(text, 3, 0, GW_UNIT_SENTENCE, WITHIN, 1, "3:9-3:21");
  assert_extent(text, 3, 99, GW_UNIT_SENTENCE, AROUND, 1, "3:21-3:30");
  assert_extent(text, 2, 0, GW_UNIT_SENTENCE, AROUND, 1, "-");
  /* What closes behind the mark belongs to it; a quotation that stays open hides nothing. */
  assert_extent("（很好。）再见。\n", 0, 0, GW_UNIT_SENTENCE, WITHIN, 1, "0:0-0:24");
  assert_extent("“很好。再见。\n", 0, 0, GW_UNIT_SENTENCE, WITHIN, 1, "0:0-0:12");
}

static void assert_way(gw_document *document, size_t line, gw_way way, size_t count, size_t to) {
  gw_node node = {.line = GW_NONE};
  size_t index = gw_document_go(document, (gw_point){line, 0}, way, count);
  if (index != GW_NONE)
    assert_true(gw_document_node(document, index, &node));
  assert_int_equal(node.line, to);
}

static void ways(void **state) {
  (void)state;
  gw_document *document =
      parse("总结\n导语。\n一、甲情况\n1.摸清底数；\n2.建档立卡。\n（一）抓学习。走访。\n"
            "（二）抓服务。走访。\n二、乙情况\n正文。\n");
  assert_way(document, 1, GW_WAY_NEXT, 1, 2);
  assert_way(document, 2, GW_WAY_NEXT, 1, 5); /* items do not count */
  assert_way(document, 2, GW_WAY_NEXT, 99, 7);
  assert_way(document, 8, GW_WAY_NEXT, 1, GW_NONE);
  assert_way(document, 5, GW_WAY_PREVIOUS, 1, 2);
  assert_way(document, 5, GW_WAY_PREVIOUS, 2, 0);
  assert_way(document, 0, GW_WAY_PREVIOUS, 1, GW_NONE);
  assert_way(document, 4, GW_WAY_NEXT_SIBLING, 1, 7);
  assert_way(document, 5, GW_WAY_NEXT_SIBLING, 1, 6);
  assert_way(document, 6, GW_WAY_NEXT_SIBLING, 1, GW_NONE);
  assert_way(document, 8, GW_WAY_PREVIOUS_SIBLING, 3, 2);
  assert_way(document, 6, GW_WAY_PARENT, 1, 2);
  assert_way(document, 6, GW_WAY_PARENT, 5, 0);
  gw_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sections),
      cmocka_unit_test(items),
      cmocka_unit_test(sentences),
      cmocka_unit_test(ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
