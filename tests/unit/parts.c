/* Salutation, enclosures, signature, date and annexes, in whole texts and after edits. */
#include "table.h"

#include <time.h>

#include "core/document.h"
#include "core/structure.h"

/* The passages of one part as LINE:TEXT, joined by |. */
static void write_parts(gw_document *document, gw_part part, char *out, size_t capacity) {
  gw_passage passages[64];
  size_t count = gw_document_parts(document, part, passages, 64);
  assert_true(count <= 64);
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    gw_span line = gw_document_line(document, passages[i].line);
    assert_true(passages[i].column < passages[i].end);
    assert_true(passages[i].end <= line.size);
    int size =
        snprintf(out + used, capacity - used, "%s%zu:%.*s", i > 0 ? "|" : "", passages[i].line,
                 (int)(passages[i].end - passages[i].column), line.data + passages[i].column);
    assert_true(size > 0 && (size_t)size < capacity - used);
    used += (size_t)size;
  }
}

static void expect(gw_document *document, gw_part part, const char *expected) {
  char got[4096];
  write_parts(document, part, got, sizeof got);
  assert_string_equal(got, expected);
}

/* Every part of a text; NULL for one that is not asked for. */
typedef struct sample {
  const char *text;
  const char *parts[5];
} sample;

static void check_sample(const sample *s) {
  gw_document *document = gw_document_parse(s->text, strlen(s->text));
  assert_non_null(document);
  for (int part = GW_PART_SALUTATION; part <= GW_PART_ANNEX; part++)
    expect(document, (gw_part)part, s->parts[part]);
  gw_document_free(document);
}

static const char notice[] = "关于报送春季防汛物资清单的通知\n" /* 0 */
                             "\n"
                             "各乡镇人民政府，县直有关单位：\n" /* 2 */
                             "　　现将有关事项通知如下：\n"
                             "　　一、报送内容\n"
                             "　　编织袋、水泵的数量和存放地点。\n" /* 5 */
                             "　　二、报送时间\n"
                             "　　3月20日前报县水利局。\n"
                             "\n"
                             "　　附件：1.防汛物资清单\n"
                             "　　　　　2.联络员名单\n" /* 10 */
                             "\n"
                             "\n"
                             "　　　　　　　　清溪县水利局\n"
                             "　　　　　　　　2026年3月8日　\n"
                             "\n" /* 15 */
                             "（联系人：周明，电话：XXXX）\n"
                             "附件1\n"
                             "防汛物资清单\n"
                             "附件2\n"
                             "联络员名单\n" /* 20 */;

static void a_notice_has_all_of_them(void **state) {
  (void)state;
  check_sample(
      &(sample){notice,
                {"2:各乡镇人民政府，县直有关单位：", "9:附件：1.防汛物资清单|10:2.联络员名单",
                 "13:清溪县水利局", "14:2026年3月8日", "17:附件1|19:附件2"}});
}

static void salutations(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
      {"在全镇秋收动员会上的讲话\n（20XX年9月2日）\n镇长　李XX\n\n同志们：\n今天开会。\n一、形势\n",
       "4:同志们："},
      {"述职报告\n尊敬的各位领导、同志们:\n　　一年来工作平稳。\n", "1:尊敬的各位领导、同志们:"},
      {"同志们：\n一、形势\n", "0:同志们："},
      /* A sentence leads to what follows. */
      {"半年工作总结\n现将半年工作总结如下：\n一、做法\n", ""},
      {"工作方案\n主要内容：\n一、目标\n", ""},
      {"支部大会记录\n时间：3月5日\n地点：会议室\n会议议程：\n1.学习；\n", ""},
      /* Behind the first paragraph or heading it is none. */
      {"工作总结\n一年来工作平稳。\n同志们：\n", ""},
      {"工作总结\n一、做法\n同志们：\n", ""},
      {"工作总结\n附件1\n同志们：\n", ""},
      {"", ""},
      {"工作总结\n", ""},
      /* Many units make a long line. */
      {"关于开展消防检查的通知\n各村民委员会，镇直各单位，辖区各学校、卫生院、敬老院、农贸市场、商"
       "场超"
       "市、加油站，各企业，各个体工商户，镇志愿消防队：\n请照办。\n",
       "1:"
       "各村民委员会，镇直各单位，辖区各学校、卫生院、敬老院、农贸市场、商场超市、加油站，各企业，"
       "各个体"
       "工商户，镇志愿消防队："},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw_document *document = gw_document_parse(cases[i].text, strlen(cases[i].text));
    assert_non_null(document);
    expect(document, GW_PART_SALUTATION, cases[i].expected);
    gw_document_free(document);
  }
}

static void signatures_and_dates(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *signature;
    const char *date;
  } cases[] = {
      {"总结\n工作平稳。\nXX镇XX村党支部\n20XX年X月X日\n", "2:XX镇XX村党支部", "3:20XX年X月X日"},
      {"总结\n工作平稳。\n\n\n河东村\n\n二〇二六年一月五日", "4:河东村", "6:二〇二六年一月五日"},
      /* Two units sign. */
      {"通知\n请照办。\n\n县水利局\n县财政局\n2026年1月5日\n", "3:县水利局|4:县财政局",
       "5:2026年1月5日"},
      /* In one line. */
      {"总结\n工作平稳。\n　　河东村党支部　　2026年1月5日\n", "2:河东村党支部", "2:2026年1月5日"},
      {"总结\n工作平稳。\n述职人：王明\n日期：2026年1月5日\r\n", "2:述职人：王明",
       "3:2026年1月5日"},
      {"总结\n工作平稳。\n东风（集团）公司（盖章）\n2026年1月5日\n", "2:东风（集团）公司（盖章）",
       "3:2026年1月5日"},
      {"总结\n工作平稳。\n清溪县乡村振兴产业发展与农村人居环境整治工作领导小组\n2026年1月5日\n", "",
       "3:2026年1月5日"},
      {"总结\n工作平稳。\n河东村\n\n\n\n\n2026年1月5日\n\n\n\n\n\n\n\n\n\n\n\n\n", "",
       "7:2026年1月5日"},
      /* The day is open. */
      {"总结\n工作平稳。\n河东村\n20XX年X月\n", "2:河东村", "3:20XX年X月"},
      {"总结\n工作平稳。\n　　河东村　二〇二六年一月\n", "2:河东村", "2:二〇二六年一月"},
      {"总结\n工作平稳。\n三月\n", "", ""},
      /* The date alone, or with a sentence above it. */
      {"总结\n工作平稳。\n2026年1月5日\n", "", "2:2026年1月5日"},
      {"总结\n工作平稳。\n特此报告\n2026年1月5日\n", "", "3:2026年1月5日"},
      {"总结\n工作平稳，\n2026年1月5日\n", "", "2:2026年1月5日"},
      {"总结\n工作平稳。\n一、清溪县\n2026年1月5日\n", "", "3:2026年1月5日"},
      /* What is issued below it. */
      {"通知\n请照办。\n县水利局\n2026年1月5日\n（此件公开发布）\n抄送：县委办公室。\n"
       "县政府办公室　2026年1月6日印发\n— 2 —\n\n",
       "2:县水利局", "3:2026年1月5日"},
      /* Blanks sign and date a template. */
      {"总结\n工作平稳。\n[发文单位]\n【年】年【月】月【日】日\n", "2:[发文单位]",
       "3:【年】年【月】月【日】日"},
      /* A letter, and behind it what it sends. */
      {"关于印发管理办法的通知\n各科室：\n现将办法印发给你们。\n县水利局\n2026年1月5日\n"
       "（此件公开发布）\n管理办法\n一、总则\n办法自印发之日起施行。\n",
       "3:县水利局", "4:2026年1月5日"},
      {"关于印发承诺书的通知\n各科室：\n请照办。\n县水利局\n2026年1月5日\n承诺书\n我承诺照办。\n"
       "承诺人：\n20XX年X月X日\n",
       "3:县水利局|7:承诺人：", "4:2026年1月5日|8:20XX年X月X日"},
      {"大事记\n同志们：\n2026年1月5日\n县水利局召开动员会，部署全年任务。\n一、要求\n", "", ""},
      /* Not at the end. */
      {"大事记\n县水利局\n2026年1月5日\n召开了动员会，部署全年任务。\n", "", ""},
      {"大事记\n2026年1月5日\n一、召开动员会\n", "", ""},
      {"总结\n2026年的工作目标　是完成1月任务\n", "", ""},
      /* The title is no signature. */
      {"半年总结\n2026年7月1日\n", "", "1:2026年7月1日"},
      {"", "", ""},
      {"通知\n请照办。\n附件\n承诺书\n河东村\n2026年1月6日\n", "4:河东村", "5:2026年1月6日"},
      /* Annexes have their own. */
      {"通知\n请照办。\n县水利局\n2026年1月5日\n附件1\n承诺书\n我承诺照办。\n承诺人：\n2026年1月6日"
       "\n"
       "附件2\n名单\n",
       "2:县水利局|7:承诺人：", "3:2026年1月5日|8:2026年1月6日"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw_document *document = gw_document_parse(cases[i].text, strlen(cases[i].text));
    assert_non_null(document);
    expect(document, GW_PART_SIGNATURE, cases[i].signature);
    expect(document, GW_PART_DATE, cases[i].date);
    gw_document_free(document);
  }
}

static void enclosures_and_annexes(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *enclosures;
    const char *annexes;
  } cases[] = {
      {"通知\n请照办。\n附件：报名表\n", "2:附件：报名表", ""},
      {"通知\n请照办。\n附件：\n1.报名表\n2.名单\n", "2:附件：|3:1.报名表|4:2.名单", ""},
      /* The list ends where the numbers do. */
      {"通知\n请照办。\n附件：1.报名表\n3.其他\n", "2:附件：1.报名表", ""},
      {"通知\n请照办。\n附件：1.报名表\n20.2026年计划\n", "2:附件：1.报名表", ""},
      {"通知\n请照办。\n附 件 2　名单\n附件1：报名表\n", "", "2:附 件 2　名单|3:附件1：报名表"},
      {"通知\n附件中的表格按月填写。\n", "", ""},
      /* In a block of code nothing is. */
      {"说明\n```\n附件1\n附件：1.甲\n```\n附件2\n", "", "5:附件2"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw_document *document = gw_document_parse(cases[i].text, strlen(cases[i].text));
    assert_non_null(document);
    expect(document, GW_PART_ENCLOSURE, cases[i].enclosures);
    expect(document, GW_PART_ANNEX, cases[i].annexes);
    gw_document_free(document);
  }
}

static void no_more_is_written_than_fits(void **state) {
  (void)state;
  gw_document *document = gw_document_parse(notice, strlen(notice));
  assert_non_null(document);
  gw_passage one[2] = {{77, 77, 77}, {77, 77, 77}};
  assert_int_equal(gw_document_parts(document, GW_PART_ANNEX, NULL, 0), 2);
  assert_int_equal(gw_document_parts(document, GW_PART_ANNEX, one, 1), 2);
  assert_int_equal(one[0].line, 17);
  assert_int_equal(one[1].line, 77);
  gw_document_free(document);
}

/* ---- after edits ----------------------------------------------------------------------------- */

static void replace(gw_document *document, size_t first, size_t old_end, const char *line) {
  gw_span span = {line, line ? strlen(line) : 0};
  assert_true(gw_document_edit(document, first, old_end, &span, line ? 1 : 0));
}

static void they_follow_edits(void **state) {
  (void)state;
  gw_document *document = gw_document_parse(notice, strlen(notice));
  assert_non_null(document);
  replace(document, 0, 0, "清溪县水利局文件");
  expect(document, GW_PART_SALUTATION, "3:各乡镇人民政府，县直有关单位：");
  expect(document, GW_PART_DATE, "15:2026年3月8日");
  replace(document, 2, 3, "　　去冬以来雨水偏多。");
  expect(document, GW_PART_SALUTATION, "");
  replace(document, 14, 15, "特此通知。");
  expect(document, GW_PART_SIGNATURE, "");
  expect(document, GW_PART_DATE, "15:2026年3月8日");
  replace(document, 15, 16, NULL);
  expect(document, GW_PART_DATE, "");
  replace(document, 10, 11, "　　附件：防汛物资清单");
  expect(document, GW_PART_ENCLOSURE, "10:附件：防汛物资清单");
  gw_document_free(document);
}

static const char *const pool[] = {"",
                                   "",
                                   "关于报送清单的通知",
                                   "各科室：",
                                   "同志们：",
                                   "现将情况报告如下：",
                                   "一、总体情况",
                                   "二、存在问题",
                                   "工作平稳有序。",
                                   "1.名单",
                                   "2.清单",
                                   "附件：1.名单",
                                   "附件：",
                                   "附件1",
                                   "附件2 表格",
                                   "清溪县水利局",
                                   "清溪县财政局",
                                   "2026年3月8日",
                                   "河东村　2026年3月8日",
                                   "（此件公开发布）",
                                   "抄送：县委办公室。",
                                   "```",
                                   "承诺人：",
                                   "\xFF\xE4\xB8",
                                   "（"};

#define POOL     (sizeof pool / sizeof *pool)
#define LINES    40
#define SESSIONS 60
#define EDITS    60

/* After any edit the parts are those of a fresh parse. */
static void edits_equal_a_fresh_parse(void **state) {
  (void)state;
  const char *given = getenv("GONGWEN_SEED");
  uint64_t seed = given && *given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
  print_message("GONGWEN_SEED=%llu\n", (unsigned long long)seed);
  uint64_t chance = seed;
  for (int session = 0; session < SESSIONS; session++) {
    gw_document *document = gw__document_parse_sized("", 0, (gw__limits){64, 4, 0});
    assert_non_null(document);
    for (int edit = 0; edit < EDITS; edit++) {
      size_t count = gw_document_line_count(document);
      size_t first = table_random(&chance) % (count + 1);
      size_t end = first + table_random(&chance) % 3;
      gw_span lines[6];
      size_t fresh_lines = count < LINES ? table_random(&chance) % 6 : 0;
      for (size_t i = 0; i < fresh_lines; i++) {
        const char *line = pool[table_random(&chance) % POOL];
        lines[i] = (gw_span){line, strlen(line)};
      }
      assert_true(gw_document_edit(document, first, end < count ? end : count, lines, fresh_lines));

      char text[8192];
      size_t size = 0;
      count = gw_document_line_count(document);
      for (size_t i = 0; i < count; i++) {
        gw_span line = gw_document_line(document, i);
        assert_true(size + line.size + 1 <= sizeof text);
        memcpy(text + size, line.data, line.size);
        size += line.size;
        text[size++] = '\n';
      }
      gw_document *fresh = gw_document_parse(text, size);
      assert_non_null(fresh);
      for (int part = GW_PART_SALUTATION; part <= GW_PART_ANNEX; part++) {
        char expected[4096];
        write_parts(fresh, (gw_part)part, expected, sizeof expected);
        expect(document, (gw_part)part, expected);
      }
      gw_document_free(fresh);
    }
    gw_document_free(document);
  }
}

/* The first line of a signature or a date in lines [first, end), from all there are. */
static size_t first_of_all(gw_document *document, size_t first, size_t end) {
  static gw_passage passages[4096];
  size_t found = end;
  for (int part = GW_PART_SIGNATURE; part <= GW_PART_DATE; part++) {
    size_t count = gw_document_parts(document, (gw_part)part, passages, 4096);
    assert_true(count <= 4096);
    for (size_t i = 0; i < count; i++)
      if (passages[i].line >= first && passages[i].line < found)
        found = passages[i].line;
  }
  return found;
}

static void the_ending_of_some_lines(void **state) {
  (void)state;
  const char *given = getenv("GONGWEN_SEED");
  uint64_t seed = given && *given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
  print_message("GONGWEN_SEED=%llu\n", (unsigned long long)seed);
  uint64_t chance = seed;
  unsigned different = 0;
  for (int session = 0; session < SESSIONS; session++) {
    /* Mostly one sort of line, for what is looked at from afar lies behind many of them. */
    gw_document *document =
        gw__document_parse_sized(notice, strlen(notice), (gw__limits){64, 4, 0});
    assert_non_null(document);
    for (size_t i = 0; i < 400; i++) {
      const char *line = pool[table_random(&chance) % POOL];
      if (table_random(&chance) % 4)
        line = session % 2 ? "" : "　　各单位抓好落实。";
      size_t last = gw_document_line_count(document) - 1;
      replace(document, last, last, line);
    }
    size_t count = gw_document_line_count(document);
    for (int window = 0; window < 200; window++) {
      size_t first = table_random(&chance) % count;
      size_t end = first + 1 + table_random(&chance) % (window % 2 ? 20 : count - first);
      end = end < count ? end : count;
      size_t found = gw__first_ending(document, first, end);
      assert_int_equal(found, first_of_all(document, first, end));
      different += found < end;
    }
    gw_document_free(document);
  }
  assert_true(different > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_notice_has_all_of_them),     cmocka_unit_test(salutations),
      cmocka_unit_test(signatures_and_dates),         cmocka_unit_test(enclosures_and_annexes),
      cmocka_unit_test(no_more_is_written_than_fits), cmocka_unit_test(they_follow_edits),
      cmocka_unit_test(edits_equal_a_fresh_parse),    cmocka_unit_test(the_ending_of_some_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
