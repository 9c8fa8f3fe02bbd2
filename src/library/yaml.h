/*
 * yaml.h - one template file: bytes in, entries and problems out.
 *
 * Reads libyaml's events, so nothing is ever expanded: anchors, aliases, tags and merge keys are
 * refused, and a file cannot cost more than its size.
 */
#ifndef GONGWEN_LIBRARY_YAML_H
#define GONGWEN_LIBRARY_YAML_H

#include "library/store.h"

/*
 * Adds what the file holds to the library. `file` is its name, owned by the library; `kind` is what
 * its sections are of where the file does not say. Problems are reported; running out of memory
 * sets self->failed.
 */
void library__read(library *self, const char *file, const char *kind, size_t rank, const char *text,
                   size_t size);

#endif
