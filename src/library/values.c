#include "library/values.h"

#include "library/events.h"
#include "library/read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct values {
  library *store; /* the memory of the texts, and the problems */
  values_entry *entries;
  size_t count;
  size_t capacity;
};

static const values_entry *find(const values *self, const char *name) {
  for (size_t i = 0; i < self->count; i++)
    if (strcmp(self->entries[i].name, name) == 0)
      return &self->entries[i];
  return NULL;
}

static void add(values *self, const values_entry *entry) {
  if (self->count == self->capacity) {
    size_t capacity = self->capacity ? self->capacity * 2 : 16;
    values_entry *entries = realloc(self->entries, capacity * sizeof *entries);
    if (!entries) {
      self->store->failed = true;
      return;
    }
    self->entries = entries;
    self->capacity = capacity;
  }
  self->entries[self->count++] = *entry;
}

/* One `name: value`. */
static void read_entry(values *self, events *reader) {
  library__position at = events_here(reader);
  const char *name = events_text(reader, "name", 0);
  if (!name) {
    events_skip(reader);
    return;
  }
  const char *value = events_text(reader, name, 0);
  if (!value)
    return;
  values_entry entry = {name, value, reader->source.file, at.line};
  const values_entry *known = find(self, name);
  if (!known)
    add(self, &entry);
  else if (known->file == entry.file)
    events_report(reader, at, LIBRARY__DUPLICATE, name);
}

static void read_mapping(values *self, events *reader) {
  bool refused = events_refused(reader);
  if (refused || !events_at(reader, YAML_MAPPING_START_EVENT)) {
    if (!refused)
      events_report_here(reader, LIBRARY__VALUES, NULL);
    events_skip(reader);
    return;
  }
  events_advance(reader);
  while (!reader->stopped && !events_at(reader, YAML_MAPPING_END_EVENT))
    read_entry(self, reader);
  events_advance(reader);
}

static void read_file(values *self, const library__source *source) {
  events reader;
  if (events_open(&reader, self->store, source)) {
    events_advance(&reader);
    if (!events_at(&reader, YAML_STREAM_END_EVENT)) { /* an empty file has no values yet */
      events_advance(&reader);
      if (!reader.stopped)
        read_mapping(self, &reader);
      events_advance(&reader); /* the document's end */
      if (events_at(&reader, YAML_DOCUMENT_START_EVENT))
        events_report_here(&reader, LIBRARY__SECOND_DOCUMENT, NULL);
    }
  }
  events_close(&reader);
}

values *values_load(const char *const *paths, size_t count, bool must_exist) {
  values *self = calloc(1, sizeof *self);
  char *buffer = malloc(LIBRARY_FILE_BYTES + 1);
  if (self)
    self->store = library__new();
  if (!self || !buffer || !self->store) {
    free(buffer);
    values_free(self);
    return NULL;
  }
  for (size_t i = 0; i < count; i++) {
    library__source source = {.rank = i, .text = buffer};
    source.file = library__copy(self->store, paths[i], strlen(paths[i]));
    if (source.file && (must_exist || access(source.file, F_OK) == 0) &&
        library__read_file(self->store, source.file, buffer, &source.size) &&
        !library__is_utf16(self->store, &source))
      read_file(self, &source);
  }
  free(buffer);
  if (self->store->failed) {
    values_free(self);
    return NULL;
  }
  return self;
}

void values_free(values *self) {
  if (!self)
    return;
  library_free(self->store);
  free(self->entries);
  free(self);
}

size_t values_count(const values *self) {
  return self->count;
}

const values_entry *values_get(const values *self, size_t index) {
  return &self->entries[index];
}

size_t values_problem_count(const values *self) {
  return library_problem_count(self->store);
}

const library_problem *values_get_problem(const values *self, size_t index) {
  return library_get_problem(self->store, index);
}
