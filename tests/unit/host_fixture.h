/*
 * host_fixture.h - what the tests that talk with the host have in common: a folder with templates,
 * a text, and the usual messages.
 */
#ifndef GONGWEN_TESTS_HOST_FIXTURE_H
#define GONGWEN_TESTS_HOST_FIXTURE_H

#include "host_peer.h"

/* An end "at once", on a machine that does other things besides. */
#define AT_ONCE_MS 1000

#define REPORT_LINES 7
extern const char *const report[REPORT_LINES];

/* Group fixtures: a folder of this run's own, with snippets/zongjie.yaml in it. */
int make_directory(void **state);
int remove_directory(void **state);

/* The path of a file in that folder; one static buffer. */
const char *path_of(const char *name);
void write_file(const char *path, const char *text, size_t size);

/* Parameters: none, those of `hello` (`snippets` may be NULL), those about buffer 1. */
fields no_fields(void);
fields greeting(const char *version, const char *language, const char *snippets);
fields about(int64_t tick);
fields about_place(int64_t tick, int64_t line, int64_t column);

/* A host that has answered `hello`; the same with the report open as buffer 1, tick 10. */
peer *greeted(void);
peer *with_report(void);

void push_lines(fields *params, const char *const *lines, size_t count);
void open_buffer(peer *self, int64_t number, int64_t tick, const char *const *lines, size_t count);
void change_buffer(peer *self, int64_t number, int64_t tick, int64_t count, int64_t first,
                   int64_t old_end, const char *const *lines, size_t line_count);

/* Ends its input: it exits at once, with status 0 and no word on stderr. */
void assert_good_end(peer *self);

/* Writes bytes that are no message: with its input still open it says so and exits, with status 1.
 */
void assert_refused(const char *bytes, size_t size, const char *error);

void assert_error(const msgpack_object *answer, const char *expected);

/* The value of a key as printed() gives it. */
void assert_printed(const msgpack_object *map, const char *key, const char *expected);

#endif
