/*
 * yaml.h - one template file in YAML: bytes in, entries and problems out.
 */
#ifndef GONGWEN_LIBRARY_YAML_H
#define GONGWEN_LIBRARY_YAML_H

#include "library/store.h"

/*
 * Adds what the file holds to the library. Problems are reported; false if they left something of
 * it out. Running out of memory sets self->failed.
 */
bool library__read_yaml(library *self, const library__source *source);

#endif
