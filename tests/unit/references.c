/* References: what is one, what it speaks of, and which of them an edit leaves behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"
#include "documents.h"

/* `TEXT>TITLE|` for each: the words, and the heading they speak of. */
static void assert_list(gw_document *document, const gw_references *list, const char *text,
                        const char *expected) {
  char is[1024] = "";
  size_t size = 0;
  for (size_t i = 0; i < list->count && size < sizeof is; i++) {
    const gw_reference *found = &list->items[i];
    char title[128] = "-";
    gw_node node;
    if (found->target != GW_NONE) {
      assert_true(gw_document_node(document, gw_document_node_at(document, found->target), &node));
      assert_int_equal(node.line, found->target);
      gw_node_title(document, &node, title, sizeof title);
    }
    size +=
        (size_t)snprintf(is + size, sizeof is - size, "%.*s>%s|", (int)(found->end - found->column),
                         text + apply_offset(text, (gw_point){found->line, found->column}), title);
  }
  assert_string_equal(is, expected);
}

static void assert_references(const char *text, const char *expected) {
  gw_references list = {0};
  gw_document *document = parse(text);
  assert_true(gw_document_references(document, &list));
  assert_list(document, &list, text, expected);
  gw_references_free(&list);
  gw_document_free(document);
}

#define REPORT                                                                                                                   \
  "工作总结\n一、甲情况\n（一）抓学习。每周一次。\n（二）抓服务。走访群众。\n二、乙情况\n" \
  "（一）查问题。列出清单。\n（二）抓整改。逐项销号。\n三、丙情况\n"

static void parts_of_a_report(void **state) {
  (void)state;
  assert_references(REPORT "见第一部分。\n", "第一部分>甲情况|");
  assert_references(REPORT "如第二部分（一）所述，问题不少。\n", "第二部分（一）>查问题|");
  assert_references(REPORT "详见第二部分第（二）项。\n", "第二部分第（二）项>抓整改|");
  assert_references(REPORT "（见第一部分和第二部分）\n", "第一部分>甲情况|第二部分>乙情况|");
  assert_references(REPORT "本总结第三条另有说明。\n", "第三条>丙情况|");
  assert_references("总结\n一、甲情况\n（一）抓学习。如前第（二）项。\n（二）抓服务。见（一）。\n"
                    "二、乙情况\n上述（二）不再重复。\n",
                    "第（二）项>抓服务|（一）>抓学习|（二）>抓服务|");
}

static void what_only_looks_so(void **state) {
  (void)state;
  assert_references(REPORT "走第一条路线，第一部分人先富。\n", "");
  assert_references(REPORT "按照第一条防线的要求。\n", "");
  assert_references(REPORT "讲话共分三部分，第一部分讲形势。\n", "");
  assert_references(REPORT "根据《条例》第一条、第二条和《细则》的第三条。\n", "");
  assert_references(REPORT "公务员法第一条规定。按照第一条规定。\n", "");
  assert_references(REPORT "见第九部分。见（九）。见（2026）3号文件。\n", "");
  assert_references(REPORT "第一，第二，第三部门。\n", "");
  /* Two that it may mean: none. */
  assert_references(REPORT "见（一）。\n附件\n一、名单\n二、表格\n见第一部分。\n", "");
  assert_references("见第", "");
}

static void articles_of_a_law(void **state) {
  (void)state;
  static const char law[] =
      "管理办法\n第一章　总则\n第一条　为加强管理，制定本办法。\n"
      "第二条　违反第一条、第三条规定的，依照本办法第四条处理。\n"
      "第二章　附则\n第三条　《仓库法》第一条和第二条另有规定的除外；第二条的规定不适用。\n"
      "第四条　第一章第二条规定的单位，见第二章。\n";
  assert_references(law,
                    "第一条>为加强管理，制定本办法|第三条>《仓库法》第一条和第二条另有规定的除外|"
                    "第四条>第一章第二条规定的单位，见第二章|"
                    "第二条>违反第一条、第三条规定的，依照本办法第四条处理|第二章>附则|");
}

static void assert_outdated(const char *text, size_t line, gw_action action, const char *expected) {
  gw_restructure plan;
  gw_references list = {0};
  gw_document *document = parse(text);
  assert_true(
      gw_document_restructure(document, gw_document_node_at(document, line), action, 1, &plan));
  assert_int_equal(plan.refusal, GW_NOT_REFUSED);
  assert_true(gw_document_outdated(document, &plan.edits, plan.moves, plan.move_count, &list));
  char *made = apply_edits(text, &plan.edits);
  for (size_t i = 0; i < plan.move_count; i++) {
    char *moved = apply_move(made, &plan.moves[i]);
    free(made);
    made = moved;
  }
  gw_document *after = parse(made);
  assert_list(after, &list, made, expected);
  gw_document_free(after);
  free(made);
  gw_references_free(&list);
  gw_restructure_free(&plan);
  gw_document_free(document);
}

static void edits_leave_some_behind(void **state) {
  (void)state;
  static const char text[] =
      REPORT "见第一部分、第二部分（一），又见第三部分。\n四、丁情况\n见第二部分。\n";
  assert_outdated(text, 1, GW_MOVE_DOWN, "第一部分>甲情况|第二部分（一）>查问题|第二部分>乙情况|");
  assert_outdated(text, 4, GW_DELETE, "第二部分（一）>-|第三部分>丙情况|第二部分>-|");
  assert_outdated(text, 9, GW_DUPLICATE, "");
  assert_outdated(text, 7, GW_NEW_SIBLING, "");
  assert_outdated(text, 4, GW_NEW_SIBLING, "第三部分>丙情况|");
  assert_outdated(text, 2, GW_PROMOTE, "第二部分（一）>查问题|第三部分>丙情况|第二部分>乙情况|");
  /* In a heading that is written otherwise itself. */
  assert_outdated(
      "总结\n一、甲情况\n（一）抓学习。见第二部分。\n二、乙情况\n正文，见第一部分（一）。\n", 3,
      GW_DEMOTE, "第二部分>乙情况|");
}

static void renumbering_tells_as_well(void **state) {
  (void)state;
  static const char text[] = "总结\n一、甲情况\n三、乙情况\n见第三部分。\n";
  gw_edits edits = {0};
  gw_references list = {0};
  gw_document *document = parse(text);
  assert_true(gw_document_renumber(document, &edits));
  assert_true(gw_document_outdated(document, &edits, NULL, 0, &list));
  assert_int_equal(list.count, 1);
  assert_int_equal(list.items[0].target, 2);
  gw_references_free(&list);
  gw_edits_free(&edits);
  assert_true(gw_document_outdated(document, &edits, NULL, 0, &list));
  assert_int_equal(list.count, 0);
  gw_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts_of_a_report),         cmocka_unit_test(what_only_looks_so),
      cmocka_unit_test(articles_of_a_law),         cmocka_unit_test(edits_leave_some_behind),
      cmocka_unit_test(renumbering_tells_as_well),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
