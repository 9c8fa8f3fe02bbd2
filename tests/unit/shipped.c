/* The templates that ship, inserted for real: every XX is a placeholder, every ordinal is right. */
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

/* The document after the section was inserted at the end of `text`; free() the text. */
static gw_document *insert(const library_section *section, const char *text, char **result,
                           size_t *slot) {
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  size_t last = gw_document_line_count(document) - 1;
  gw_point end = {last, gw_document_line(document, last).size};
  gw_template source = {.title = {section->name, strlen(section->name)},
                        .level = section->level,
                        .body = {section->body, strlen(section->body)}};
  gw_insertion insertion;
  assert_true(gw_document_insertion(document, end, end, &source, &insertion));
  assert_int_equal(insertion.edits.count, 1);
  *slot = insertion.first_slot;
  *result = apply_edits(text, &insertion.edits);
  gw_insertion_free(&insertion);
  gw_document_free(document);
  document = gw_document_parse(*result, strlen(*result));
  assert_non_null(document);
  return document;
}

static void every_x_is_a_placeholder(void **state) {
  (void)state;
  for (size_t i = 0; i < library_count(shipped); i++) {
    char *text;
    size_t slot;
    gw_document *document = insert(library_get(shipped, i), "", &text, &slot);
    for (size_t line = 0; line < gw_document_line_count(document); line++) {
      gw_span bytes = gw_document_line(document, line);
      gw_placeholder found = {.line = line};
      gw_point from = {line, 0};
      for (size_t column = 0; column < bytes.size; column++) {
        if (bytes.data[column] != 'X')
          continue;
        while (found.column + found.size <= column) {
          if (!gw_document_next_placeholder(document, from, &found) || found.line != line ||
              found.column > column)
            fail_msg("no placeholder at byte %zu: %.*s", column, (int)bytes.size, bytes.data);
          from.column = found.column + found.size;
        }
      }
    }
    gw_document_free(document);
    free(text);
  }
}

static void headings_and_numbers_are_right(void **state) {
  (void)state;
  for (size_t i = 0; i < library_count(shipped); i++) {
    const library_section *section = library_get(shipped, i);
    char *text;
    size_t slot;
    char title[256];
    gw_document *document = insert(section, "20XX年工作总结\n\n", &text, &slot);
    gw_edits edits = {0};
    gw_node node;
    size_t nodes = section->level > 0 ? 2 : 1; /* the title, and its own heading */
    assert_true(gw_document_renumber(document, &edits));
    assert_int_equal(edits.count, 0);
    if (section->level > 0) {
      assert_true(gw_document_node(document, 1, &node));
      assert_int_equal(node.kind, GW_HEADING);
      assert_int_equal(node.form, section->level == 1 ? GW_FORM_HAN : GW_FORM_HAN_PAREN);
      gw_node_title(document, &node, title, sizeof title);
      assert_string_equal(title, section->name);
    }
    /* The points that its body lists, each at the start of a line; （20XX年X月X日） is none. */
    for (const char *line = section->body; line; line = strchr(line, '\n')) {
      line += *line == '\n';
      if (strncmp(line, "（", strlen("（")) == 0 && strncmp(line, "（20", strlen("（20")) != 0)
        nodes++;
    }
    assert_int_equal(gw_document_node_count(document), nodes);
    gw_document_free(document);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_x_is_a_placeholder),
      cmocka_unit_test(headings_and_numbers_are_right),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
