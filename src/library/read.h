/*
 * read.h - the bytes of one small file of a writer's, with what is wrong with it told as a problem.
 */
#ifndef GONGWEN_LIBRARY_READ_H
#define GONGWEN_LIBRARY_READ_H

#include "library/store.h"

/* Line 1, column 1: where problems with a whole file stand. */
extern const library__position library__top;

/*
 * Reads the regular file into `buffer`, which has room for LIBRARY_FILE_BYTES + 1. False, with the
 * problem reported, where that cannot be done or it is larger.
 */
bool library__read_file(library *self, const char *file, char *buffer, size_t *size);

/* Whether the text is UTF-16, which is reported. */
bool library__is_utf16(library *self, const library__source *source);

/* A file or folder that cannot be read, with errno's reason. */
void library__report_errno(library *self, const char *file, int error);

#endif
