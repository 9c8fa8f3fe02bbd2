/*
 * Documents running out of memory at every single allocation: a parse leaves nothing behind, an
 * edit leaves the document as it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "documents.h"
#include "failing.h"

/* Every allocation of a load fails in turn. In pieces their order is not always the same, but each
 * is the nth of some turn. */
static void a_parse_that_fails_leaves_nothing(void **state) {
  (void)state;
  static const gw__limits limits[] = {{64, 4, 0}, {64, 4, 40}, {64, 4, 1}};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    for (int view = 0; view < 2; view++) {
      gw_document *self = NULL;
      size_t nth = 0;
      while (!self) {
        fail_at = ++nth;
        self = view ? gw__document_view_sized(report, sizeof report - 2, limits[i])
                    : gw__document_parse_sized(report, sizeof report - 1, limits[i]);
        fail_at = 0;
      }
      assert_true(nth > 5); /* the leak check of a sanitizer's build sees the rest */
      assert_text(self, report);
      gw_document_free(self);
    }
  }
}

/* Tries an edit with each of its allocations failing in turn. */
static void fail_until_it_passes(gw_document *self, size_t first, size_t old_end,
                                 const char *text) {
  bool done = false;
  for (size_t nth = 1; !done; nth++) {
    char *before = text_of(self);
    size_t nodes = gw_document_node_count(self);
    gw_revision revision = gw_document_revision(self);
    uint32_t ids[128];
    assert_true(nodes <= 128);
    for (size_t i = 0; i < nodes; i++) {
      gw_node node;
      assert_true(gw_document_node(self, i, &node));
      ids[i] = node.id;
    }
    fail_at = nth;
    done = edit(self, first, old_end, text);
    bool failed = fail_at == 0;
    fail_at = 0;
    assert_true(done != failed);
    if (!done) {
      assert_text(self, before);
      assert_int_equal(gw_document_node_count(self), nodes);
      assert_int_equal(gw_document_revision(self).structure, revision.structure);
      assert_int_equal(gw_document_revision(self).slots, revision.slots);
      for (size_t i = 0; i < nodes; i++) {
        gw_node node;
        assert_true(gw_document_node(self, i, &node));
        assert_int_equal(node.id, ids[i]);
      }
    }
    free(before);
  }
  assert_null(gw__document_check(self));
}

static void try_edits(gw_document *self) {
  assert_non_null(self);
  fail_until_it_passes(self, 4, 5, "各项制度XX建立。");
  fail_until_it_passes(self, 2, 7, NULL);
  fail_until_it_passes(
      self, 2, 2, "二、主要做法\n（一）健全机制\n正文。\n（二）夯实基础\n正文。\n1.小点\n2.小点");
  char many[4096];
  size_t size = 0;
  for (unsigned i = 0; i < 60; i++)
    size += (size_t)snprintf(many + size, sizeof many - size, "%s（一）第%u节", i ? "\n" : "", i);
  fail_until_it_passes(self, 5, 5, many);
  fail_until_it_passes(self, 3, gw_document_line_count(self) - 1, NULL);
  fail_until_it_passes(self, 0, gw_document_line_count(self), NULL);
  gw_document_free(self);
}

static void an_edit_that_fails_changes_nothing(void **state) {
  (void)state;
  const gw__limits limits = {.bytes = 40, .lines = 1};
  try_edits(gw__document_parse_sized(report, sizeof report - 1, limits));
  try_edits(gw__document_view_sized(report, sizeof report - 1, limits));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_parse_that_fails_leaves_nothing),
      cmocka_unit_test(an_edit_that_fails_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
