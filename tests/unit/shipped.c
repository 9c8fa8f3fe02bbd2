/*
 * The templates that ship, inserted for real: each section alone, each into a document of its kind,
 * and every whole document. What must come of it is worked out from the files, not by the parser:
 * the sections' names, and the lines of their bodies that start with （.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"
#include "library/library.h"

static library *shipped;

static int load(void **state) {
  (void)state;
  shipped = library_load((const char *const[]){GONGWEN_SOURCE_DIR "/snippets"}, 1);
  return shipped && library_count(shipped) > 0 ? 0 : -1;
}

static int unload(void **state) {
  (void)state;
  library_free(shipped);
  return 0;
}

/* ---- what must be there ---------------------------------------------------------------------- */

enum {
  POINTS = 100,
  LINES = 8
};

/* A heading, or a clause of a list. */
typedef struct point {
  bool second; /* （一）, not 一、 */
  bool clause; /* one sentence that is its whole line: （一）同意……。 */
  unsigned number;
  char title[256];
} point;

typedef struct expected {
  point points[POINTS];
  size_t count;
} expected;

static void expect_point(expected *self, bool second, bool clause, const char *title, size_t size) {
  assert_true(self->count < POINTS);
  point *added = &self->points[self->count];
  *added = (point){.second = second, .clause = clause, .number = 1};
  for (size_t i = self->count; i-- > 0 && (!second || self->points[i].second);)
    if (self->points[i].second == second) {
      added->number = self->points[i].number + 1;
      break;
    }
  assert_true(size < sizeof added->title);
  memcpy(added->title, title, size);
  self->count++;
}

/* Behind the ordinal of a point that stands at the start of a line; NULL if there is none. */
static const char *behind_ordinal(const char *line) {
  static const char numbers[] = "一二三四五六七八九十";
  const size_t character = strlen("一");
  if (strncmp(line, "（", character) != 0)
    return NULL;
  line += character;
  for (const char *number = numbers; *number; number += character)
    if (strncmp(line, number, character) == 0)
      return line + 2 * character;
  return NULL;
}

static void expect_section(expected *self, const library_section *section) {
  if (section->level > 0)
    expect_point(self, section->level == 2, false, section->name, strlen(section->name));
  for (const char *line = section->body; line; line = strchr(line, '\n')) {
    line += *line == '\n';
    const char *title = behind_ordinal(line);
    if (!title)
      continue;
    const char *stop = strstr(title, "。");
    assert_non_null(stop);
    const char *behind = stop + strlen("。");
    expect_point(self, true, *behind == '\n' || *behind == '\0', title, (size_t)(stop - title));
  }
}

/* ---- inserting ------------------------------------------------------------------------------- */

static gw_template template_of(const library_section *section) {
  return (gw_template){.title = {section->name, strlen(section->name)},
                       .level = section->level,
                       .body = {section->body, strlen(section->body)}};
}

/* The text after the one edit of an insertion, which is freed; free() it. */
static char *apply(const char *text, gw_insertion *insertion) {
  assert_int_equal(insertion->edits.count, 1);
  char *result = apply_edits(text, &insertion->edits);
  gw_insertion_free(insertion);
  return result;
}

/* The text with the section in place of the first `size` bytes of a line; free() it. */
static char *insert(const library_section *section, const char *text, size_t line, size_t size) {
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  gw_template source = template_of(section);
  gw_insertion insertion;
  assert_true(gw_document_insertion(document, (gw_point){line, 0}, (gw_point){line, size}, &source,
                                    &insertion));
  gw_document_free(document);
  return apply(text, &insertion);
}

/* The section alone in an empty text; free() it. */
static char *alone(const library_section *section) {
  return insert(section, "", 0, 0);
}

/* A whole document of this kind, and what must be in it; free() it. */
static char *assemble(const library_kind *kind, expected *points) {
  gw_document *document = gw_document_parse("", 0);
  gw_template *sections = calloc(kind->section_count + 1, sizeof *sections);
  assert_non_null(document);
  assert_non_null(sections);
  *points = (expected){.count = 0};
  for (size_t i = 0; i < kind->section_count; i++) {
    sections[i] = template_of(kind->sections[i]);
    expect_section(points, kind->sections[i]);
  }
  gw_whole source = {.title = {kind->title, strlen(kind->title)},
                     .sections = sections,
                     .count = kind->section_count};
  gw_insertion insertion;
  assert_true(gw_document_whole_insertion(document, (gw_point){0, 0}, (gw_point){0, 0}, &source,
                                          &insertion));
  free(sections);
  gw_document_free(document);
  return apply("", &insertion);
}

/* ---- what must hold of any result ------------------------------------------------------------ */

/* The nodes are these; `title` NULL: whatever the first line of the text is taken for. */
static void assert_points(gw_document *document, const char *title, const expected *points) {
  gw_node node;
  char shown[512];
  size_t first = gw_document_node(document, 0, &node) && node.kind == GW_TITLE;
  if (title) {
    assert_int_equal(first, 1);
    gw_node_title(document, &node, shown, sizeof shown);
    assert_string_equal(shown, title);
  }
  for (size_t i = 0; i < points->count; i++) {
    const point *wanted = &points->points[i];
    if (!gw_document_node(document, first + i, &node))
      fail_msg("not found: %s", wanted->title);
    gw_node_title(document, &node, shown, sizeof shown);
    if (node.form != (wanted->second ? GW_FORM_HAN_PAREN : GW_FORM_HAN) ||
        node.ordinal[0] != wanted->number || (node.kind == GW_ITEM) != wanted->clause ||
        (!wanted->clause && strcmp(shown, wanted->title) != 0))
      fail_msg("%s %u (form %d, line %zu) for %s %u", shown, node.ordinal[0], (int)node.form,
               node.line + 1, wanted->title, wanted->number);
  }
  if (gw_document_node(document, first + points->count, &node)) {
    gw_node_title(document, &node, shown, sizeof shown);
    fail_msg("one too many: %s", shown);
  }
  gw_edits edits = {0};
  assert_true(gw_document_renumber(document, &edits));
  assert_int_equal(edits.count, 0);
}

/* Every X lies in a placeholder. So does every 【 of a document, where there are others: alone it
 * may as well be a label. */
static void assert_slots(gw_document *document, bool brackets) {
  for (size_t line = 0; line < gw_document_line_count(document); line++) {
    gw_span bytes = gw_document_line(document, line);
    gw_placeholder found = {.line = line};
    gw_point from = {line, 0};
    for (size_t column = 0; column < bytes.size; column++) {
      bool bracket =
          brackets && bytes.size - column >= 3 && memcmp(bytes.data + column, "【", 3) == 0;
      if (bytes.data[column] != 'X' && !bracket)
        continue;
      while (found.column + found.size <= column) {
        if (!gw_document_next_placeholder(document, from, &found) || found.line != line ||
            found.column > column)
          fail_msg("no placeholder at byte %zu: %.*s", column, (int)bytes.size, bytes.data);
        from.column = found.column + found.size;
      }
      if (bracket)
        assert_int_equal(found.column, column);
    }
  }
}

static void assert_result(const char *text, const char *title, const expected *points) {
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  assert_points(document, title, points);
  assert_slots(document, title != NULL);
  gw_document_free(document);
}

/* The first `size` bytes of `lines` are the lines of this part. */
static void assert_part(gw_document *document, gw_part part, const char *lines, size_t size) {
  gw_passage passages[LINES];
  size_t count = gw_document_parts(document, part, passages, LINES);
  size_t wanted = 0;
  for (const char *line = lines; line < lines + size; wanted++) {
    size_t length = strcspn(line, "\n");
    if (wanted == count)
      fail_msg("part %d not found: %.*s", (int)part, (int)length, line);
    gw_span found = gw_document_line(document, passages[wanted].line);
    assert_int_equal(found.size, length);
    assert_memory_equal(found.data, line, length);
    line += length + 1;
  }
  assert_int_equal(count, wanted);
}

/* ---- the tests ------------------------------------------------------------------------------- */

static void nothing_is_wrong_with_the_files(void **state) {
  (void)state;
  for (size_t i = 0; i < library_problem_count(shipped); i++) {
    const library_problem *problem = library_get_problem(shipped, i);
    print_error("%s:%zu:%zu: %s\n", problem->file, problem->line, problem->column,
                problem->message);
  }
  assert_int_equal(library_problem_count(shipped), 0);
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    assert_true(section->description[0] != '\0');
    assert_non_null(section->triggers[0]);
  }
}

/* Punctuation by GB/T 15834, and what is always written so. */
static void the_writing_is_correct(void **state) {
  (void)state;
  static const char *const wrong[] = {"”、“", "》、《", "，，", "。。", "　。", "（）"};
  static const char *const quoted[] = {"两个确立", "两个维护", "四个意识", "四个自信", "三会一课",
                                       "第一议题", "一岗双责", "三重一大", "四风"};
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    char *text = alone(section);
    for (const char *at = text; *at; at++)
      if ((unsigned char)*at < 0x80 && !strchr("0123456789X%./\n", *at))
        fail_msg("half-width in %s/%s: %s", section->kind, section->name, at);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
      if (strstr(text, wrong[k]))
        fail_msg("%s/%s: %s", section->kind, section->name, strstr(text, wrong[k]));
    for (size_t k = 0; k < sizeof quoted / sizeof *quoted; k++)
      for (const char *at = text; (at = strstr(at, quoted[k])) != NULL; at++)
        if ((size_t)(at - text) < strlen("“") || strncmp(at - strlen("“"), "“", strlen("“")) != 0 ||
            strncmp(at + strlen(quoted[k]), "”", strlen("”")) != 0)
          fail_msg("not quoted in %s/%s: %s", section->kind, section->name, at);
    for (const char *at = text; (at = strstr(at, "八项规定")) != NULL; at++)
      assert_true((size_t)(at - text) >= strlen("中央") &&
                  strncmp(at - strlen("中央"), "中央", strlen("中央")) == 0);
    free(text);
  }
}

/* Within its kind a trigger is one section's; over all kinds that of a document is its own. */
static void triggers_mean_one_thing(void **state) {
  (void)state;
  library_choice found;
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    const library_kind *kind = library_find_kind(shipped, section->kind);
    for (const char *const *trigger = section->triggers; *trigger; trigger++) {
      assert_true(
          library_match(shipped, *trigger, strlen(*trigger), kind, LIBRARY_ANY_LEVEL, &found));
      assert_ptr_equal(found.section, section);
    }
  }
  for (size_t i = 0; i < library_kind_count(shipped); i++) {
    const library_kind *kind = library_get_kind(shipped, i);
    assert_true(kind->description[0] != '\0');
    assert_non_null(kind->triggers[0]);
    for (size_t other = 0; other < library_kind_count(shipped); other++)
      for (const char *const *trigger = kind->triggers; *trigger; trigger++) {
        assert_true(library_match(shipped, *trigger, strlen(*trigger),
                                  library_get_kind(shipped, other), LIBRARY_ANY_LEVEL, &found));
        assert_ptr_equal(found.document, kind);
      }
    assert_ptr_equal(library_kind_of_title(shipped, kind->title, strlen(kind->title)), kind);
  }
}

static void a_section_goes_into_an_empty_text(void **state) {
  (void)state;
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    expected points = {.count = 0};
    expect_section(&points, section);
    char *text = alone(section);
    assert_result(text, NULL, &points);
    free(text);
  }
}

/* The document with a line put in behind line `at`; free() it. */
static char *with_line(const char *text, size_t at, const char *line) {
  size_t before = apply_offset(text, (gw_point){at, 0});
  before += strcspn(text + before, "\n");
  char *out = malloc(strlen(text) + strlen(line) + 2);
  assert_non_null(out);
  (void)sprintf(out, "%.*s\n%s%s", (int)before, text, line, text + before);
  return out;
}

/* The last line of the last section of a document, before its closing and signature. */
static size_t last_section_line(const char *text) {
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  gw_node node;
  size_t last = 0;
  for (size_t i = 0; gw_document_node(document, i, &node); i++)
    if (node.form == GW_FORM_HAN)
      last = i;
  size_t first;
  size_t end;
  assert_true(gw_document_section_lines(document, last, &first, &end));
  gw_document_free(document);
  return end - 1;
}

/* By its trigger, behind the last section: 五、 behind 四、, （五） behind its （四）. */
static void a_section_goes_into_a_document_of_its_kind(void **state) {
  (void)state;
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    const library_kind *kind = library_find_kind(shipped, section->kind);
    if (section->level == 0)
      continue;
    expected points;
    char *whole = assemble(kind, &points);
    expect_section(&points, section);
    size_t line = last_section_line(whole);
    char *typed = with_line(whole, line++, section->triggers[0]);
    char *text = insert(section, typed, line, strlen(section->triggers[0]));
    assert_result(text, kind->title, &points);
    free(whole);
    free(typed);
    free(text);
  }
}

/* The text of a whole document's section that has one of these names, "" if there is none; free()
 * it. */
static char *text_of(const library_kind *kind, const char *name, const char *other) {
  for (size_t i = 0; i < kind->section_count; i++) {
    const library_section *section = kind->sections[i];
    if (strcmp(section->name, name) == 0 || strcmp(section->name, other) == 0)
      return alone(section);
  }
  return calloc(1, 1);
}

static void a_whole_document_is_read_as_meant(void **state) {
  (void)state;
  for (size_t i = 0; i < library_kind_count(shipped); i++) {
    const library_kind *kind = library_get_kind(shipped, i);
    expected points;
    char *text = assemble(kind, &points);
    assert_result(text, kind->title, &points);
    char *addressed = text_of(kind, "主送机关", "称谓");
    char *enclosed = text_of(kind, "附件说明", "附件");
    char *signed_off = text_of(kind, "落款", "署名");
    const char *date = strrchr(signed_off, '\n');
    date = date ? date + 1 : signed_off;
    gw_document *document = gw_document_parse(text, strlen(text));
    assert_non_null(document);
    assert_part(document, GW_PART_SALUTATION, addressed, strlen(addressed));
    assert_part(document, GW_PART_ENCLOSURE, enclosed, strlen(enclosed));
    assert_part(document, GW_PART_SIGNATURE, signed_off, (size_t)(date - signed_off));
    assert_part(document, GW_PART_DATE, date, strlen(date));
    gw_document_free(document);
    free(addressed);
    free(enclosed);
    free(signed_off);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_wrong_with_the_files),
      cmocka_unit_test(the_writing_is_correct),
      cmocka_unit_test(triggers_mean_one_thing),
      cmocka_unit_test(a_section_goes_into_an_empty_text),
      cmocka_unit_test(a_section_goes_into_a_document_of_its_kind),
      cmocka_unit_test(a_whole_document_is_read_as_meant),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
