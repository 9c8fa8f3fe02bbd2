/* Template files of any bytes: read, shown, searched. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "library/store.h"
#include "library/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What every caller relies on: strings that are there and end. */
static void check_section(const library *self, const library_section *section) {
  size_t bytes = 0;
  if (!section->kind[0] || !section->name[0] || !section->body[0] || section->level > 4 ||
      section->line == 0 || !section->description)
    abort();
  for (const char *const *trigger = section->triggers; *trigger; trigger++) {
    size_t length = strlen(*trigger);
    const library_section *found = library_match(self, *trigger, length, &bytes);
    if (length == 0 || length > LIBRARY_TRIGGER_BYTES ||
        (!section->shadowed && (!found || bytes != length)))
      abort();
  }
  if (!section->shadowed && !library_find(self, section->name))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  library *self = library__new();
  size_t bytes = 0;
  if (!self || size > LIBRARY_FILE_BYTES)
    abort();
  library__read(self, "fuzz.yaml", "fuzz", 0, (const char *)data, size);
  library__finish(self);
  if (self->failed)
    abort();
  for (size_t i = 0; i < library_count(self); i++)
    check_section(self, library_get(self, i));
  for (size_t i = 0; i < library_problem_count(self); i++) {
    const library_problem *problem = library_get_problem(self, i);
    if (problem->line == 0 || problem->column == 0 || !problem->message[0] ||
        !problem->message_zh[0])
      abort();
  }
  (void)library_match(self, (const char *)data, size, &bytes);
  library_free(self);
  return 0;
}
