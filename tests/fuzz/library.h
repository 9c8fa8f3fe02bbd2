/*
 * library.h - what must hold of a library that was read from any bytes, for the targets of each
 * format.
 */
#ifndef GONGWEN_FUZZ_LIBRARY_H
#define GONGWEN_FUZZ_LIBRARY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "library/store.h"

static inline bool is_text(const char *text) {
  return text && text[0];
}

/* Something is found for each of its triggers, by the kind it is of and by none. */
static inline void check_triggers(const library *self, const char *const *triggers,
                                  const library_kind *kind, bool anywhere) {
  for (const char *const *trigger = triggers; *trigger; trigger++) {
    library_choice found;
    size_t length = strlen(*trigger);
    if (length == 0 || length > LIBRARY_TRIGGER_BYTES ||
        !library_match(self, *trigger, length, kind, LIBRARY_ANY_LEVEL, &found) ||
        found.size != length ||
        !library_match(self, *trigger, length, NULL, LIBRARY_ANY_LEVEL, &found) ||
        found.size != length ||
        (anywhere &&
         library_complete(self, *trigger, length, kind, LIBRARY_ANY_LEVEL, NULL, 0) != 0))
      abort();
  }
}

/* What every caller relies on: strings that are there and end. */
static inline void check_section(const library *self, const library_section *section) {
  const library_kind *kind = library_find_kind(self, section->kind);
  library_choice found;
  if (!is_text(section->kind) || !is_text(section->name) || section->level > 4 ||
      section->line == 0 || !section->description || !kind ||
      (!is_text(section->body) && !section->disabled))
    abort();
  for (const char *const *name = section->kinds; *name; name++)
    if (!library_find_kind(self, *name))
      abort();
  if (section->shadowed)
    return;
  check_triggers(self, section->triggers, kind, !section->starts_line);
  if (!library_find(self, section->name, kind, &found) || !found.section ||
      strcmp(found.section->name, section->name) != 0)
    abort();
}

static inline void check_kind(const library *self, const library_kind *kind) {
  library_completion offered[20];
  if (!is_text(kind->name) || !kind->description || !kind->title || !is_text(kind->file) ||
      kind->line == 0 || !is_text(kind->match[0]))
    abort();
  for (size_t i = 0; i < kind->section_count; i++)
    if (kind->sections[i]->shadowed)
      abort();
  if (kind->section_count > 0)
    check_triggers(self, kind->triggers, kind, true);
  size_t count =
      library_complete(self, kind->name, strlen(kind->name), kind, LIBRARY_ANY_LEVEL, offered, 20);
  for (size_t i = 0; i < count; i++)
    if (!offered[i].choice.section == !offered[i].choice.document)
      abort();
  (void)library_kind_of_title(self, kind->name, strlen(kind->name));
}

/* Reads the bytes as a file of this name, shows and searches what came of it. */
static inline void check_library(const char *name, const uint8_t *data, size_t size) {
  library *self = library__new();
  library_choice found;
  library_completion offered[100];
  if (!self || size > LIBRARY_FILE_BYTES)
    abort();
  library__source source = {name, "fuzz", 0, (const char *)data, size};
  library__read(self, &source, NULL);
  library__finish(self);
  if (self->failed)
    abort();
  for (size_t i = 0; i < library_count(self); i++)
    check_section(self, library_get(self, i));
  for (size_t i = 0; i < library_kind_count(self); i++)
    check_kind(self, library_get_kind(self, i));
  for (size_t i = 0; i < library_problem_count(self); i++) {
    const library_problem *problem = library_get_problem(self, i);
    if (problem->line == 0 || problem->column == 0 || !problem->message[0] ||
        !problem->message_zh[0])
      abort();
  }
  (void)library_match(self, (const char *)data, size, NULL, LIBRARY_ANY_LEVEL, &found);
  (void)library_complete(self, (const char *)data, size, NULL, LIBRARY_ANY_LEVEL, offered, 100);
  (void)library_kind_of_title(self, (const char *)data, size);
  library_free(self);
}

#endif
