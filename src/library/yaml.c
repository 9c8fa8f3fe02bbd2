#include "library/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

typedef struct file_reader {
  library *library;
  const char *file;
  size_t rank;
  const char *text;
  size_t size;
  yaml_parser_t parser;
  yaml_event_t event; /* the present one; YAML_NO_EVENT once stopped */
  bool stopped;       /* nothing more can be read: a syntax error, nesting, or no memory */
  size_t depth;
  size_t problems;
  /* Where character `index` of the text is: libyaml counts characters, and lines its own way. */
  size_t index;
  size_t offset;
  size_t line;
  size_t line_start;
} file_reader;

/* The keys of a mapping, as bits of a set. */
typedef struct key_set {
  const char *const *names;
  size_t count;
  unsigned seen;
} key_set;

#define UNKNOWN_KEY SIZE_MAX

/* ---- positions and problems -------------------------------------------------------------------
 */

/* Moves on by one byte; lines end at LF, as editors count them. */
static void step(file_reader *self) {
  if (self->text[self->offset] == '\n') {
    self->line++;
    self->line_start = self->offset + 1;
  }
  self->offset++;
}

static library__position position(const file_reader *self) {
  return (library__position){self->line + 1, self->offset - self->line_start + 1};
}

static void rewind_to_start(file_reader *self) {
  self->index = self->offset = self->line = self->line_start = 0;
}

static library__position position_of_index(file_reader *self, size_t index) {
  if (index < self->index)
    rewind_to_start(self);
  for (; self->index < index && self->offset < self->size; self->index++) {
    step(self);
    while (self->offset < self->size && ((unsigned char)self->text[self->offset] & 0xC0) == 0x80)
      step(self);
  }
  return position(self);
}

static library__position position_of_offset(file_reader *self, size_t offset) {
  rewind_to_start(self);
  while (self->offset < offset && self->offset < self->size)
    step(self);
  library__position at = position(self);
  rewind_to_start(self); /* `index` was not counted */
  return at;
}

/* A word of the file is shown up to DETAIL_BYTES, cut before a character. */
#define DETAIL_BYTES 60

static void report(file_reader *self, library__position at, library__fault fault,
                   const char *detail) {
  char shown[DETAIL_BYTES + sizeof "…"];
  if (self->problems > LIBRARY_FILE_PROBLEMS)
    return;
  if (self->problems++ == LIBRARY_FILE_PROBLEMS)
    fault = LIBRARY__MORE;
  if (detail && strlen(detail) > DETAIL_BYTES) {
    int size = DETAIL_BYTES;
    while (size > 0 && ((unsigned char)detail[size] & 0xC0) == 0x80)
      size--;
    (void)snprintf(shown, sizeof shown, "%.*s…", size, detail);
    detail = shown;
  }
  library__report(self->library, self->file, at, fault, detail);
}

static library__position here(file_reader *self) {
  return position_of_index(self, self->event.start_mark.index);
}

static void report_here(file_reader *self, library__fault fault, const char *detail) {
  report(self, here(self), fault, detail);
}

/* ---- events -----------------------------------------------------------------------------------
 */

static void stop(file_reader *self) {
  yaml_event_delete(&self->event);
  self->event.type = YAML_NO_EVENT;
  self->stopped = true;
}

/* A reader error has no mark, only the offset of the byte and its value. */
static void report_bytes(file_reader *self) {
  size_t offset = self->parser.problem_offset;
  if (strstr(self->parser.problem, "trailing")) /* the character starts before the bad byte */
    do
      offset--;
    while (offset > 0 && ((unsigned char)self->text[offset] & 0xC0) == 0x80);
  library__position at = position_of_offset(self, offset);
  char code[16];
  if (strstr(self->parser.problem, "control characters")) {
    (void)snprintf(code, sizeof code, "U+%04X", (unsigned)self->parser.problem_value);
    report(self, at, LIBRARY__CONTROL, code);
  } else {
    report(self, at, LIBRARY__NOT_UTF8, NULL);
  }
}

static void report_syntax(file_reader *self) {
  switch (self->parser.error) {
  case YAML_MEMORY_ERROR:
    self->library->failed = true;
    break;
  case YAML_READER_ERROR:
    report_bytes(self);
    break;
  default:
    report(self, position_of_index(self, self->parser.problem_mark.index), LIBRARY__SYNTAX,
           self->parser.problem);
  }
}

/* Goes on to the next event. */
static void advance(file_reader *self) {
  if (self->stopped)
    return;
  yaml_event_delete(&self->event);
  if (!yaml_parser_parse(&self->parser, &self->event)) {
    report_syntax(self);
    stop(self);
    return;
  }
  switch (self->event.type) {
  case YAML_SEQUENCE_START_EVENT:
  case YAML_MAPPING_START_EVENT:
    if (++self->depth > LIBRARY_NESTING) {
      report_here(self, LIBRARY__TOO_DEEP, NULL);
      stop(self);
    }
    break;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    self->depth--;
    break;
  default:
    break;
  }
}

static bool at_event(const file_reader *self, yaml_event_type_t type) {
  return self->event.type == type;
}

/* Goes past the present node with all that is in it. */
static void skip(file_reader *self) {
  size_t depth = 0;
  do {
    if (at_event(self, YAML_SEQUENCE_START_EVENT) || at_event(self, YAML_MAPPING_START_EVENT))
      depth++;
    else if (at_event(self, YAML_SEQUENCE_END_EVENT) || at_event(self, YAML_MAPPING_END_EVENT))
      depth--;
    advance(self);
  } while (depth > 0 && !self->stopped);
}

/* Reports a node that uses what template files may not: aliases, anchors, tags. */
static bool is_refused(file_reader *self) {
  const yaml_char_t *anchor = NULL;
  const yaml_char_t *tag = NULL;
  switch (self->event.type) {
  case YAML_ALIAS_EVENT:
    anchor = self->event.data.alias.anchor;
    break;
  case YAML_SCALAR_EVENT:
    anchor = self->event.data.scalar.anchor;
    tag = self->event.data.scalar.tag;
    break;
  case YAML_SEQUENCE_START_EVENT:
    anchor = self->event.data.sequence_start.anchor;
    tag = self->event.data.sequence_start.tag;
    break;
  case YAML_MAPPING_START_EVENT:
    anchor = self->event.data.mapping_start.anchor;
    tag = self->event.data.mapping_start.tag;
    break;
  default:
    return false;
  }
  if (anchor)
    report_here(self, LIBRARY__ALIAS, NULL);
  else if (tag)
    report_here(self, LIBRARY__TAG, NULL);
  return anchor || tag;
}

/* ---- values -----------------------------------------------------------------------------------
 */

static bool is_trimmed(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first control character of a text that is not among `allowed`, -1 if there is none. */
static int find_control(const char *text, size_t size, const char *allowed) {
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if ((c < 0x20 || c == 0x7F) && (c == 0 || !strchr(allowed, c)))
      return c;
  }
  return -1;
}

/*
 * The text of the present node, and goes past it; NULL, with the problem reported, if it is not a
 * text that `key` may have. One line, blanks at its ends cut off; a body may have many, and loses
 * only the line ends behind it.
 */
static const char *read_text(file_reader *self, const char *key, bool body, bool may_be_empty) {
  const char *text = NULL;
  char code[16];
  if (is_refused(self)) {
    skip(self);
    return NULL;
  }
  if (!at_event(self, YAML_SCALAR_EVENT)) {
    report_here(self, LIBRARY__NOT_TEXT, key);
    skip(self);
    return NULL;
  }
  const char *value = (const char *)self->event.data.scalar.value;
  size_t size = self->event.data.scalar.length;
  while (size > 0 && (body ? value[size - 1] == '\n' : is_trimmed(value[size - 1])))
    size--;
  while (!body && size > 0 && is_trimmed(*value)) {
    value++;
    size--;
  }
  int control = find_control(value, size, body ? "\n\t" : "\t");
  if (size == 0 && !may_be_empty) {
    report_here(self, LIBRARY__EMPTY_TEXT, key);
  } else if (control == '\n') {
    report_here(self, LIBRARY__LINES, key);
  } else if (control >= 0) {
    (void)snprintf(code, sizeof code, "U+%04X", (unsigned)control);
    report_here(self, LIBRARY__CONTROL, code);
  } else {
    text = library__copy(self->library, value, size);
  }
  advance(self);
  return text;
}

static bool read_level(file_reader *self, unsigned *level) {
  bool good = false;
  if (is_refused(self)) {
    skip(self);
    return false;
  }
  if (at_event(self, YAML_SCALAR_EVENT) && self->event.data.scalar.length == 1) {
    unsigned char digit = self->event.data.scalar.value[0];
    good = digit >= '0' && digit <= '4';
    *level = good ? (unsigned)(digit - '0') : 0;
  }
  if (!good)
    report_here(self, LIBRARY__LEVEL, NULL);
  skip(self);
  return good;
}

/* Triggers as they are read, then moved into the library at their right number. */
typedef struct trigger_list {
  const char **texts;
  library__position *at;
  size_t count;
  size_t capacity;
} trigger_list;

/* Makes room for one more and for the NULL behind it. The old arrays stay behind in the library:
 * their sizes double, so they are at most as large as the last ones. */
static bool trigger_room(library *owner, trigger_list *self) {
  if (self->count + 1 < self->capacity)
    return true;
  size_t capacity = self->capacity ? self->capacity * 2 : 4;
  const char **texts = library__allocate(owner, capacity * sizeof *texts);
  library__position *at = library__allocate(owner, capacity * sizeof *at);
  if (!texts || !at)
    return false;
  if (self->count > 0) {
    memcpy(texts, self->texts, self->count * sizeof *texts);
    memcpy(at, self->at, self->count * sizeof *at);
  }
  *self = (trigger_list){texts, at, self->count, capacity};
  return true;
}

static bool read_trigger(file_reader *self, trigger_list *list) {
  library__position at = here(self);
  const char *text = read_text(self, "trigger", false, false);
  if (!text)
    return false;
  if (strlen(text) > LIBRARY_TRIGGER_BYTES) {
    report(self, at, LIBRARY__TRIGGER_LONG, text);
    return false;
  }
  if (!trigger_room(self->library, list))
    return false;
  list->texts[list->count] = text;
  list->at[list->count++] = at;
  list->texts[list->count] = NULL;
  return true;
}

static bool read_triggers(file_reader *self, trigger_list *list) {
  if (!at_event(self, YAML_SEQUENCE_START_EVENT))
    return read_trigger(self, list);
  bool good = !is_refused(self);
  advance(self);
  while (!self->stopped && !at_event(self, YAML_SEQUENCE_END_EVENT))
    good = read_trigger(self, list) && good;
  advance(self);
  return good;
}

/* ---- mappings ---------------------------------------------------------------------------------
 */

/*
 * Goes past a key; the present node is then its value. Answers which of the names it is, or
 * UNKNOWN_KEY with the problem reported and the value gone past as well.
 */
static size_t read_key(file_reader *self, key_set *keys) {
  if (is_refused(self) || !at_event(self, YAML_SCALAR_EVENT)) {
    if (!at_event(self, YAML_SCALAR_EVENT) && !at_event(self, YAML_ALIAS_EVENT))
      report_here(self, LIBRARY__KEY, NULL);
    skip(self);
    skip(self);
    return UNKNOWN_KEY;
  }
  const char *key = (const char *)self->event.data.scalar.value;
  size_t found = 0;
  while (found < keys->count && strcmp(key, keys->names[found]) != 0)
    found++;
  if (found < keys->count && !(keys->seen & 1u << found)) {
    keys->seen |= 1u << found;
    advance(self);
    return found;
  }
  if (found < keys->count)
    report_here(self, LIBRARY__DUPLICATE, key);
  else if (strcmp(key, "<<") == 0)
    report_here(self, LIBRARY__MERGE, NULL);
  else if (find_control(key, strlen(key), "") >= 0)
    report_here(self, LIBRARY__KEY, NULL);
  else
    report_here(self, LIBRARY__UNKNOWN, key);
  skip(self);
  skip(self);
  return UNKNOWN_KEY;
}

enum {
  ENTRY_NAME,
  ENTRY_TRIGGER,
  ENTRY_LEVEL,
  ENTRY_DESCRIPTION,
  ENTRY_BODY
};
static const char *const entry_keys[] = {"name", "trigger", "level", "description", "body"};

static void read_entry(file_reader *self) {
  library__entry entry = {.at = here(self), .rank = self->rank};
  library_section *section = &entry.section;
  key_set keys = {entry_keys, sizeof entry_keys / sizeof *entry_keys, 0};
  trigger_list triggers = {0};
  bool good = !is_refused(self);
  if (!at_event(self, YAML_MAPPING_START_EVENT)) {
    if (good)
      report_here(self, LIBRARY__ENTRY, NULL);
    skip(self);
    return;
  }
  section->description = "";
  advance(self);
  while (!self->stopped && !at_event(self, YAML_MAPPING_END_EVENT)) {
    switch (read_key(self, &keys)) {
    case ENTRY_NAME:
      good = (section->name = read_text(self, "name", false, false)) && good;
      break;
    case ENTRY_TRIGGER:
      good = read_triggers(self, &triggers) && good;
      break;
    case ENTRY_LEVEL:
      good = read_level(self, &section->level) && good;
      break;
    case ENTRY_DESCRIPTION:
      good = (section->description = read_text(self, "description", false, true)) && good;
      break;
    case ENTRY_BODY:
      good = (section->body = read_text(self, "body", true, false)) && good;
      break;
    default:
      break;
    }
  }
  if (self->stopped) /* it may go on: what was read of it is not to be trusted */
    return;
  advance(self);
  for (size_t i = ENTRY_NAME; i <= ENTRY_BODY; i += ENTRY_BODY - ENTRY_NAME)
    if (!(keys.seen & 1u << i)) {
      report(self, entry.at, LIBRARY__MISSING, entry_keys[i]);
      good = false;
    }
  if (!good || !trigger_room(self->library, &triggers))
    return;
  section->triggers = triggers.texts;
  section->file = self->file;
  section->line = entry.at.line;
  entry.trigger_at = triggers.at;
  entry.trigger_count = triggers.count;
  library__add(self->library, &entry);
}

static void read_sections(file_reader *self) {
  if (is_refused(self)) {
    skip(self);
    return;
  }
  if (!at_event(self, YAML_SEQUENCE_START_EVENT)) {
    report_here(self, LIBRARY__SECTIONS, NULL);
    skip(self);
    return;
  }
  advance(self);
  while (!self->stopped && !at_event(self, YAML_SEQUENCE_END_EVENT))
    read_entry(self);
  advance(self);
}

enum {
  FILE_KIND,
  FILE_DESCRIPTION,
  FILE_SECTIONS
};
static const char *const file_keys[] = {"kind", "description", "sections"};

/* Reads the file's mapping; answers its kind, or NULL. */
static const char *read_file(file_reader *self) {
  library__position at = here(self);
  key_set keys = {file_keys, sizeof file_keys / sizeof *file_keys, 0};
  const char *kind = NULL;
  bool refused = is_refused(self);
  if (refused || !at_event(self, YAML_MAPPING_START_EVENT)) {
    if (!refused)
      report_here(self, LIBRARY__ROOT, NULL);
    skip(self);
    return NULL;
  }
  advance(self);
  while (!self->stopped && !at_event(self, YAML_MAPPING_END_EVENT)) {
    switch (read_key(self, &keys)) {
    case FILE_KIND:
      kind = read_text(self, "kind", false, false);
      break;
    case FILE_DESCRIPTION:
      (void)read_text(self, "description", false, true);
      break;
    case FILE_SECTIONS:
      read_sections(self);
      break;
    default:
      break;
    }
  }
  if (self->stopped)
    return kind;
  advance(self);
  if (!(keys.seen & 1u << FILE_KIND))
    report(self, at, LIBRARY__NO_KIND, NULL);
  if (!(keys.seen & 1u << FILE_SECTIONS))
    report(self, at, LIBRARY__NO_SECTIONS, NULL);
  return kind;
}

static const char *read_stream(file_reader *self) {
  advance(self); /* the stream's start */
  advance(self);
  if (at_event(self, YAML_STREAM_END_EVENT)) {
    report(self, (library__position){1, 1}, LIBRARY__EMPTY, NULL);
    return NULL;
  }
  advance(self); /* the document's start */
  if (self->stopped)
    return NULL;
  const char *kind = read_file(self);
  advance(self); /* the document's end */
  if (at_event(self, YAML_DOCUMENT_START_EVENT))
    report_here(self, LIBRARY__SECOND_DOCUMENT, NULL);
  return kind;
}

void library__read(library *self, const char *file, const char *kind, size_t rank, const char *text,
                   size_t size) {
  file_reader reader = {.library = self, .file = file, .rank = rank, .text = text, .size = size};
  if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    reader.text += 3;
    reader.size -= 3;
  } else if (size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
    report(&reader, (library__position){1, 1}, LIBRARY__UTF16, NULL);
    return;
  }
  if (!yaml_parser_initialize(&reader.parser)) {
    self->failed = true;
    return;
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const yaml_char_t *)reader.text, reader.size);
  size_t first = self->entry_count;
  const char *named = read_stream(&reader);
  for (size_t i = first; i < self->entry_count; i++)
    self->entries[i].section.kind = named ? named : kind;
  yaml_event_delete(&reader.event);
  yaml_parser_delete(&reader.parser);
}
