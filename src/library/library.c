#include "library/library.h"

#include "library/store.h"

#include <stdio.h>
#include <string.h>

/* ---- lists ----------------------------------------------------------------------------------- */

size_t library_count(const library *self) {
  return self->entry_count;
}

const library_section *library_get(const library *self, size_t index) {
  return index < self->entry_count ? &self->entries[index].section : NULL;
}

size_t library_problem_count(const library *self) {
  return self->problem_count;
}

const library_problem *library_get_problem(const library *self, size_t index) {
  return index < self->problem_count ? &self->problems[index] : NULL;
}

size_t library_kind_count(const library *self) {
  return self->kind_count;
}

const library_kind *library_get_kind(const library *self, size_t index) {
  return index < self->kind_count ? &self->kinds[index] : NULL;
}

/* ---- kinds ----------------------------------------------------------------------------------- */

static const library_kind *find_kind(const library *self, const char *name, size_t size) {
  for (size_t i = 0; i < self->kind_count; i++)
    if (strlen(self->kinds[i].name) == size && memcmp(self->kinds[i].name, name, size) == 0)
      return &self->kinds[i];
  return NULL;
}

const library_kind *library_find_kind(const library *self, const char *name) {
  return find_kind(self, name, strlen(name));
}

/* The title without its blanks and line ends, as far as it fits. */
static size_t squeeze(const char *title, size_t size, char *out, size_t capacity) {
  size_t length = 0;
  for (size_t i = 0; i < size && length < capacity; i++) {
    if (size - i >= 3 && memcmp(title + i, "\xE3\x80\x80", 3) == 0)
      i += 2;
    else if (!title[i] || !strchr(" \t\r\n", title[i]))
      out[length++] = title[i];
  }
  return length;
}

const library_kind *library_kind_of_title(const library *self, const char *title, size_t size) {
  char text[300];
  size_t length = squeeze(title, size, text, sizeof text);
  for (size_t end = length; end > 0; end--) {
    size_t taken;
    const library__key *key =
        library__index_match(&self->words, text, end, 0, LIBRARY_ANY_LEVEL, &taken);
    if (key)
      return &self->kinds[key->target.number];
  }
  return NULL;
}

/* ---- looking up ------------------------------------------------------------------------------ */

bool library_match(const library *self, const char *before, size_t length, const library_kind *kind,
                   unsigned level, library_choice *out) {
  *out = (library_choice){0};
  uint32_t number = kind ? (uint32_t)(kind - self->kinds) + 1 : 0;
  const library__key *key =
      library__index_match(&self->triggers, before, length, number, level, &out->size);
  if (!key)
    return false;
  if (key->target.whole)
    out->document = &self->kinds[key->target.number];
  else
    out->section = &self->entries[key->target.number].section;
  return true;
}

void library_trigger_ends(const library *self, void (*take)(void *user, gw_span character),
                          void *user) {
  char last[5] = "";
  for (size_t i = 0; i < self->triggers.count; i++) {
    const library__key *key = &self->triggers.keys[i];
    size_t size = 1;
    while (size < key->size && size < 4 && (key->bytes[size - 1] & 0xC0) == 0x80)
      size++;
    char end[5] = "";
    for (size_t j = 0; j < size; j++)
      end[j] = (char)key->bytes[size - 1 - j];
    /* The keys are sorted by their bytes from the end. */
    if (strcmp(end, last) == 0)
      continue;
    memcpy(last, end, sizeof last);
    take(user, (gw_span){end, size});
    char twin[4];
    if (library__twin(key->bytes[0], twin))
      take(user, (gw_span){twin, sizeof twin - 1});
  }
}

bool library_trigger_is_shadowed(const library *self, const library_section *section,
                                 const char *trigger, library_choice *by) {
  static const char comma[] = "，";
  const library_kind *kind = library_find_kind(self, section->kind);
  char before[sizeof comma + LIBRARY_TRIGGER_BYTES];
  size_t size = strlen(trigger);
  if (section->shadowed || size > LIBRARY_TRIGGER_BYTES)
    return false;
  (void)snprintf(before, sizeof before, "%s%s", comma, trigger);
  /* In the middle of a line first: triggers of a line's start are out of the way there. */
  for (size_t skip = section->starts_line ? sizeof comma - 1 : 0; skip < sizeof comma;
       skip += sizeof comma - 1)
    for (unsigned level = 0; level < LIBRARY_LEVELS; level++)
      if ((section->within == 0 || section->within & 1u << level) &&
          library_match(self, before + skip, sizeof comma - 1 + size - skip, kind, level, by) &&
          by->section == section)
        return false;
  return by->section || by->document;
}

/* The section that a kind knows by this name; NULL if there is none that counts. */
static const library_section *find_in_kind(const library *self, const library_kind *kind,
                                           const char *name) {
  size_t count;
  const library__member *member =
      library__members(self, (size_t)(kind - self->kinds), name, &count);
  for (; count > 0; member++, count--) {
    const library_section *section = &self->entries[member->entry].section;
    if (!section->shadowed)
      return section;
  }
  return NULL;
}

/* "kind/name"; either may hold a slash of its own. */
static const library_section *find_full_name(const library *self, const char *name) {
  for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
    const library_kind *kind = find_kind(self, name, (size_t)(slash - name));
    const library_section *section = kind ? find_in_kind(self, kind, slash + 1) : NULL;
    if (section)
      return section;
  }
  return NULL;
}

bool library_find(const library *self, const char *name, const library_kind *kind,
                  library_choice *out) {
  *out = (library_choice){0};
  if (kind)
    out->section = find_in_kind(self, kind, name);
  for (size_t i = 0; i < self->entry_count && !out->section; i++) {
    const library_section *section = &self->entries[i].section;
    if (!section->shadowed && strcmp(section->name, name) == 0)
      out->section = section;
  }
  if (!out->section)
    out->section = find_full_name(self, name);
  if (!out->section)
    out->document = library_find_kind(self, name);
  if (out->document && out->document->section_count == 0)
    out->document = NULL;
  if (out->section || out->document)
    return true;
  size_t size = strlen(name);
  if (library_match(self, name, size, kind, LIBRARY_ANY_LEVEL, out) && out->size == size) {
    out->size = 0;
    return true;
  }
  *out = (library_choice){0};
  return false;
}

bool library_find_in(const library *self, const char *kind, const char *name, library_choice *out) {
  *out = (library_choice){0};
  const library_kind *of = library_find_kind(self, kind);
  if (of && *name)
    out->section = find_in_kind(self, of, name);
  else if (of && of->section_count > 0)
    out->document = of;
  return out->section || out->document;
}
