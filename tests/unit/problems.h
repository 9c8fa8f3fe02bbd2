/*
 * problems.h - what the tests of the template library ask of its problems. Include it behind
 * cmocka.h.
 */
#ifndef GONGWEN_TESTS_PROBLEMS_H
#define GONGWEN_TESTS_PROBLEMS_H

#include <stdio.h>
#include <string.h>

#include "library/library.h"

/* The problem as it is shown, which is "LINE:COL: message". */
static inline void assert_problem(const library *self, size_t index, const char *expected) {
  const library_problem *problem = library_get_problem(self, index);
  char shown[512];
  assert_non_null(problem);
  assert_true(strlen(problem->message_zh) > 0);
  snprintf(shown, sizeof shown, "%zu:%zu: %s", problem->line, problem->column, problem->message);
  assert_string_equal(shown, expected);
}

#endif
