/* The next item of an enumeration: where it goes, how it is written, and what moves on behind it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"

/* The text with the cursor at ‸, and what comes of it; NULL: there is nothing to go on with. */
typedef struct next_case {
  const char *marked;
  const char *expected;
} next_case;

static const char mark[] = "‸";

static void assert_next(const next_case *given) {
  char *text = strdup(given->marked);
  assert_non_null(text);
  char *cursor = strstr(text, mark);
  assert_non_null(cursor);
  gw_point place = {0, 0};
  for (const char *at = text; at < cursor; at++)
    place = *at == '\n' ? (gw_point){place.line + 1, 0} : (gw_point){place.line, place.column + 1};
  memmove(cursor, cursor + sizeof mark - 1, strlen(cursor + sizeof mark - 1) + 1);

  gw_document *document = gw_document_parse(text, strlen(text));
  gw_insertion next;
  assert_non_null(document);
  assert_true(gw_document_next_item(document, place, &next));
  if (!given->expected) {
    if (next.edits.count > 0)
      fail_msg("%s: %s", given->marked, next.edits.items[0].text.data);
  } else {
    if (next.edits.count == 0)
      fail_msg("%s: nothing", given->marked);
    char *result = apply_edits(text, &next.edits);
    size_t at = apply_offset(text, next.edits.items[0].start) + next.first_slot;
    char *shown = malloc(strlen(result) + sizeof mark);
    assert_non_null(shown);
    sprintf(shown, "%.*s%s%s", (int)at, result, mark, result + at);
    assert_string_equal(shown, given->expected);
    free(shown);
    free(result);
  }
  gw_insertion_free(&next);
  gw_document_free(document);
  free(text);
}

static void assert_all(const next_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++)
    assert_next(&cases[i]);
}

#define ASSERT_ALL(cases) assert_all(cases, sizeof(cases) / sizeof *(cases))

/* ---- within a paragraph -----------------------------------------------------------------------
 */

static void a_series_goes_on(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"要抓好三件事：一是学习；‸", "要抓好三件事：一是学习；二是‸"},
      {"要抓好三件事：一是学习。二是调研。‸", "要抓好三件事：一是学习。二是调研。三是‸"},
      {"一要学习，二要调研，‸", "一要学习，二要调研，三要‸"},
      {"主要有：第一，学习；第二，调研；‸", "主要有：第一，学习；第二，调研；第三，‸"},
      {"主要有：（一）学习；‸", "主要有：（一）学习；（二）‸"},
      {"主要有：(1)学习；(2)调研；‸", "主要有：(1)学习；(2)调研；(3)‸"},
      {"主要有：①学习；②调研；‸", "主要有：①学习；②调研；③‸"},
      {"主要有：⑨学习；⑩调研；‸", "主要有：⑨学习；⑩调研；⑪‸"},
      {"会议强调：九是学习；十是调研；‸", "会议强调：九是学习；十是调研；十一是‸"},
      /* The nearest one, be it within another. */
      {"一是学习；二是调研：①走访；‸", "一是学习；二是调研：①走访；②‸"},
      /* Behind a heading of its own. */
      {"总结\n（一）加强领导。要做到：一是学习；‸",
       "总结\n（一）加强领导。要做到：一是学习；二是‸"},
      {"会上说“一是一，二是二”，统一是前提。‸", NULL},
      {"没有列举的一段。‸", NULL},
      {"‸", NULL},
  };
  ASSERT_ALL(cases);
}

static void a_mark_is_put_between(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"做到：一是学习‸", "做到：一是学习；二是‸"},
      {"做到：一是学习。二是调研‸", "做到：一是学习。二是调研。三是‸"},
      {"做到：一是学习，二是调研‸", "做到：一是学习，二是调研，三是‸"},
      {"做到：一是学习； 二是调研‸", "做到：一是学习； 二是调研；三是‸"},
      {"做到：一是落实“三会一课。”‸", "做到：一是落实“三会一课。”二是‸"},
      {"做到：一是学习‸。", "做到：一是学习；二是‸。"},
      {"做到：一是学习：‸", "做到：一是学习：二是‸"},
      {"做到：一是学习  ‸", "做到：一是学习  ；二是‸"},
  };
  ASSERT_ALL(cases);
}

static void members_behind_move_on(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"做到：一是学习；‸二是调研；三是服务。", "做到：一是学习；二是‸；三是调研；四是服务。"},
      {"做到：一是学习‸；二是调研；三是服务。", "做到：一是学习；二是‸；三是调研；四是服务。"},
      {"做到：一是学‸习；二是调研。", "做到：一是学；二是‸习；三是调研。"},
      {"有：①甲；‸②乙；③丙。又有：①丁；②戊。", "有：①甲；②‸；③乙；④丙。又有：①丁；②戊。"},
      {"有：第一，甲；‸第二，乙，包括一是丙，二是丁；第三，戊。",
       "有：第一，甲；第二，‸；第三，乙，包括一是丙，二是丁；第四，戊。"},
      /* Text that was wrapped by hand: the members of the lines below too. */
      {"做到：一是加强学习，提高认识，落实责任；‸二是深入调研，摸清\n底数，找准问题；三是\n"
       "搞好服务。\n三是另一段。",
       "做到：一是加强学习，提高认识，落实责任；二是‸；三是深入调研，摸清\n底数，找准问题；四是\n"
       "搞好服务。\n三是另一段。"},
  };
  ASSERT_ALL(cases);
}

static void a_wrapped_paragraph_goes_on(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"做到：一是加强学习，提高认识，落实责任，\n压实担子；二是深入\n调研，摸清底数；‸",
       "做到：一是加强学习，提高认识，落实责任，\n压实担子；二是深入\n调研，摸清底数；三是‸"},
  };
  ASSERT_ALL(cases);
}

static void steps_go_on_to_the_last(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"首先，学习；‸", "首先，学习；其次，‸"},
      {"首先，学习。‸", "首先，学习。\n其次，‸"},
      {"首先，学习。‸\n其次，调研。\n最后，服务。",
       "首先，学习。\n其次，‸\n再次，调研。\n最后，服务。"},
      {"首先，学习。‸\n其次，调研。\n再次，服务。\n然后，总结。\n最后，表彰。", NULL},
      {"首先，学习；其次，调研‸", "首先，学习；其次，调研；再次，‸"},
      {"首先、学习；其次、调研；再次、服务；‸", "首先、学习；其次、调研；再次、服务；最后、‸"},
      {"首先，学习；其次，调研；最后，服务；‸", NULL},
      {"首先，学习；‸其次，调研；最后，服务。", "首先，学习；其次，‸；再次，调研；最后，服务。"},
      {"首先，学习；‸其次，调研；再次，服务。", "首先，学习；其次，‸；再次，调研；然后，服务。"},
  };
  ASSERT_ALL(cases);
}

/* ---- in lines of their own ---------------------------------------------------------------------
 */

static void lines_go_on_in_a_new_line(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"清单\n1.学习；‸", "清单\n1.学习；\n2.‸"},
      {"清单\n1、学习；\n2、调研；‸\n3、服务。", "清单\n1、学习；\n2、调研；\n3、‸\n4、服务。"},
      {"清单\n　　（1）学习；\n　　（2）调研；‸",
       "清单\n　　（1）学习；\n　　（2）调研；\n　　（3）‸"},
      {"总结\n一、基本情况‸\n二、主要做法\n三、问题",
       "总结\n一、基本情况\n二、‸\n三、主要做法\n四、问题"},
      {"总结\n一、做法\n(一) 学习。正文。‸\n(二) 调研。正文。",
       "总结\n一、做法\n(一) 学习。正文。\n(二) ‸\n(三) 调研。正文。"},
      {"清单\n① 学习；‸", "清单\n① 学习；\n② ‸"},
      {"规定\n第一条　甲。‸\n第二条　乙。", "规定\n第一条　甲。\n第二条　‸\n第三条　乙。"},
      {"报告\n1.1 需求\n1.2 设计‸\n1.2.1 接口\n1.3 实现\n2.1 其他",
       "报告\n1.1 需求\n1.2 设计\n1.3 ‸\n1.2.1 接口\n1.4 实现\n2.1 其他"},
      {"## 一、甲‸\n## 二、乙", "## 一、甲\n## 二、‸\n## 三、乙"},
      {"清单\r\n1.学习；‸\r\n2.调研。\r\n", "清单\r\n1.学习；\r\n2.‸\r\n3.调研。\r\n"},
      {"清单\n1.学‸习；\n2.调研；", "清单\n1.学；\n2.‸习；\n3.调研；"},
      /* Before its own text there is nothing yet. */
      {"清单\n‸1.学习；", NULL},
      {"清单\n  ‸1.学习；", NULL},
  };
  ASSERT_ALL(cases);
}

static void spoken_items_go_on_as_their_neighbours_do(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"一是学习‸", "一是学习；二是‸"},
      {"一是加强学习；‸", "一是加强学习；二是‸"},
      {"一是加强学习。全年组织三次。‸", "一是加强学习。全年组织三次。\n二是‸"},
      {"情况\n　　一是加强学习。正文；\n　　二是深入调研；‸\n　　三是搞好服务。",
       "情况\n　　一是加强学习。正文；\n　　二是深入调研；\n　　三是‸\n　　四是搞好服务。"},
      {"一是学习；二是调研；‸", "一是学习；二是调研；三是‸"},
      {"一是学习；‸\n一是调研", "一是学习；二是‸\n一是调研"},
  };
  ASSERT_ALL(cases);
}

static void a_mark_is_put_where_brothers_have_one(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"清单\n1.学习；\n2.调研‸", "清单\n1.学习；\n2.调研；\n3.‸"},
      {"清单\n1.学习‸\n2.调研；", "清单\n1.学习；\n2.‸\n3.调研；"},
      {"清单\n1.学习‸", "清单\n1.学习\n2.‸"},
      {"总结\n一、甲\n二、乙‸", "总结\n一、甲\n二、乙\n三、‸"},
      {"总结\n一、做法\n（一）学习。正文。\n（二）调研。正文‸",
       "总结\n一、做法\n（一）学习。正文。\n（二）调研。正文。\n（三）‸"},
  };
  ASSERT_ALL(cases);
}

static void below_its_text(void **state) {
  (void)state;
  static const next_case cases[] = {
      {"清单\n1.学习；\n‸\n", "清单\n1.学习；\n2.‸\n"},
      {"清单\n　　1.学习；\n　　‸\n　　2.调研。", "清单\n　　1.学习；\n　　2.‸\n　　3.调研。"},
      {"总结\n一、基本情况\n正文。‸\n二、做法", "总结\n一、基本情况\n正文。\n二、‸\n三、做法"},
      {"总结\n一、基本情况\n正‸文。\n二、做法", NULL},
      /* The end of the document is no section. */
      {"总结\n一、基本情况\n正文。\n特此报告。\n\nXX局‸\n2026年1月5日", NULL},
      {"总结\n‸\n", NULL},
      {"```\n1.学习；‸\n```", NULL},
  };
  ASSERT_ALL(cases);
}

static void places_that_do_not_exist_are_refused(void **state) {
  (void)state;
  gw_document *document = gw_document_parse("1.甲", 5);
  gw_insertion next;
  assert_non_null(document);
  assert_false(gw_document_next_item(document, (gw_point){1, 0}, &next));
  assert_false(gw_document_next_item(document, (gw_point){0, 6}, &next));
  assert_null(next.edits.items);
  gw_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_series_goes_on),
      cmocka_unit_test(a_mark_is_put_between),
      cmocka_unit_test(members_behind_move_on),
      cmocka_unit_test(a_wrapped_paragraph_goes_on),
      cmocka_unit_test(steps_go_on_to_the_last),
      cmocka_unit_test(lines_go_on_in_a_new_line),
      cmocka_unit_test(spoken_items_go_on_as_their_neighbours_do),
      cmocka_unit_test(a_mark_is_put_where_brothers_have_one),
      cmocka_unit_test(below_its_text),
      cmocka_unit_test(places_that_do_not_exist_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
