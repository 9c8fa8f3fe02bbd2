#include "library/yaml.h"

#include "library/events.h"

#include <string.h>

enum {
  ENTRY_NAME,
  ENTRY_BODY,
  ENTRY_TRIGGER,
  ENTRY_LEVEL,
  ENTRY_DESCRIPTION,
  ENTRY_LINE,
  ENTRY_WITHIN,
  ENTRY_KINDS,
  ENTRY_ENABLED
};
static const char *const entry_keys[] = {"name", "body",   "trigger", "level",  "description",
                                         "line", "within", "kinds",   "enabled"};

static bool read_entry_key(events *self, size_t key, library__entry *entry) {
  library_section *section = &entry->section;
  bool enabled = true;
  bool good;
  switch (key) {
  case ENTRY_NAME:
    return (section->name = events_text(self, "name", 0)) != NULL;
  case ENTRY_BODY:
    return (section->body = events_text(self, "body", TEXT_LINES)) != NULL;
  case ENTRY_TRIGGER:
    return events_texts(self, "trigger", LIBRARY_TRIGGER_BYTES, &entry->triggers);
  case ENTRY_LEVEL:
    return events_level(self, "level", &section->level);
  case ENTRY_DESCRIPTION:
    return (section->description = events_text(self, "description", TEXT_MAY_BE_EMPTY)) != NULL;
  case ENTRY_LINE:
    return events_flag(self, "line", &section->starts_line);
  case ENTRY_WITHIN:
    return events_levels(self, "within", &section->within);
  case ENTRY_KINDS:
    return events_texts(self, "kinds", LIBRARY_NAME_BYTES, &entry->kinds);
  case ENTRY_ENABLED:
    good = events_flag(self, "enabled", &enabled);
    section->disabled = !enabled;
    return good;
  default:
    return true;
  }
}

static void read_entry(events *self, size_t declaration) {
  library__entry entry = {.at = events_here(self), .declaration = declaration};
  library_section *section = &entry.section;
  key_set keys = {entry_keys, sizeof entry_keys / sizeof *entry_keys, 0};
  bool good = !events_refused(self);
  if (!events_at(self, YAML_MAPPING_START_EVENT)) {
    if (good)
      events_report_here(self, LIBRARY__ENTRY, NULL);
    events_skip(self);
    return;
  }
  section->description = "";
  events_advance(self);
  while (!self->stopped && !events_at(self, YAML_MAPPING_END_EVENT))
    good = read_entry_key(self, events_key(self, &keys), &entry) && good;
  if (self->stopped) /* it may go on: what was read of it is not to be trusted */
    return;
  events_advance(self);
  if (section->disabled && !(keys.seen & 1u << ENTRY_BODY)) {
    keys.seen |= 1u << ENTRY_BODY;
    section->body = "";
  }
  for (size_t i = ENTRY_NAME; i <= ENTRY_BODY; i++)
    if (!(keys.seen & 1u << i)) {
      events_report(self, entry.at, LIBRARY__MISSING, entry_keys[i]);
      good = false;
    }
  if (!good)
    return;
  section->file = self->source.file;
  section->line = entry.at.line;
  library__add(self->library, &entry);
}

static void read_sections(events *self, size_t declaration) {
  if (events_refused(self)) {
    events_skip(self);
    return;
  }
  if (!events_at(self, YAML_SEQUENCE_START_EVENT)) {
    events_report_here(self, LIBRARY__SECTIONS, NULL);
    events_skip(self);
    return;
  }
  events_advance(self);
  while (!self->stopped && !events_at(self, YAML_SEQUENCE_END_EVENT))
    read_entry(self, declaration);
  events_advance(self);
}

enum {
  FILE_KIND,
  FILE_DESCRIPTION,
  FILE_TITLE,
  FILE_TRIGGER,
  FILE_MATCH,
  FILE_DOCUMENT,
  FILE_SECTIONS
};
static const char *const file_keys[] = {"kind",  "description", "title",   "trigger",
                                        "match", "document",    "sections"};

static void read_file_key(events *self, size_t key, library__declaration *of, size_t declaration) {
  library__position at = events_here(self);
  switch (key) {
  case FILE_KIND:
    of->kind = events_text(self, "kind", 0);
    break;
  case FILE_DESCRIPTION:
    of->description = (library__value){events_text(self, "description", TEXT_MAY_BE_EMPTY), at};
    break;
  case FILE_TITLE:
    of->title = (library__value){events_text(self, "title", TEXT_LINES), at};
    break;
  case FILE_TRIGGER:
    (void)events_texts(self, "trigger", LIBRARY_TRIGGER_BYTES, &of->triggers);
    break;
  case FILE_MATCH:
    (void)events_texts(self, "match", LIBRARY_TRIGGER_BYTES, &of->match);
    break;
  case FILE_DOCUMENT:
    (void)events_texts(self, "document", LIBRARY_NAME_BYTES, &of->document);
    break;
  case FILE_SECTIONS:
    read_sections(self, declaration);
    break;
  default:
    break;
  }
}

/* Reads the file's mapping. */
static void read_file(events *self, library__declaration *of, size_t declaration) {
  key_set keys = {file_keys, sizeof file_keys / sizeof *file_keys, 0};
  of->at = events_here(self);
  bool refused = events_refused(self);
  if (refused || !events_at(self, YAML_MAPPING_START_EVENT)) {
    if (!refused)
      events_report_here(self, LIBRARY__ROOT, NULL);
    events_skip(self);
    return;
  }
  events_advance(self);
  while (!self->stopped && !events_at(self, YAML_MAPPING_END_EVENT))
    read_file_key(self, events_key(self, &keys), of, declaration);
  if (self->stopped)
    return;
  events_advance(self);
  if (!(keys.seen & 1u << FILE_KIND))
    events_report(self, of->at, LIBRARY__NO_KIND, NULL);
  if (!(keys.seen & 1u << FILE_SECTIONS))
    events_report(self, of->at, LIBRARY__NO_SECTIONS, NULL);
}

static void read_stream(events *self, library__declaration *of, size_t declaration) {
  events_advance(self);
  if (events_at(self, YAML_STREAM_END_EVENT)) {
    events_report(self, (library__position){1, 1}, LIBRARY__EMPTY, NULL);
    return;
  }
  events_advance(self); /* the document's start */
  if (self->stopped)
    return;
  read_file(self, of, declaration);
  events_advance(self); /* the document's end */
  if (events_at(self, YAML_DOCUMENT_START_EVENT))
    events_report_here(self, LIBRARY__SECOND_DOCUMENT, NULL);
}

bool library__read_yaml(library *self, const library__source *source) {
  events reader;
  library__declaration of = {.file = source->file, .rank = source->rank, .at = {1, 1}};
  size_t declaration = self->declaration_count;
  size_t first = self->entry_count;
  if (events_open(&reader, self, source))
    read_stream(&reader, &of, declaration);
  if (!of.kind)
    of.kind = source->kind;
  for (size_t i = first; i < self->entry_count; i++)
    self->entries[i].section.kind = of.kind;
  library__declare(self, &of);
  events_close(&reader);
  return !reader.lost;
}
