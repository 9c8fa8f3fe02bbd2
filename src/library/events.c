#include "library/events.h"

#include <stdio.h>
#include <string.h>

/* ---- positions and problems -------------------------------------------------------------------
 */

static library__position position_of_index(events *self, size_t index) {
  cursor *place = &self->place;
  if (index < self->index) {
    cursor_rewind(place);
    self->index = 0;
  }
  for (; self->index < index && place->offset < place->size; self->index++) {
    cursor_step(place);
    while (place->offset < place->size &&
           ((unsigned char)place->text[place->offset] & 0xC0) == 0x80)
      cursor_step(place);
  }
  return cursor_position(place);
}

static library__position position_of_offset(const events *self, size_t offset) {
  cursor place = {.text = self->source.text, .size = self->source.size};
  cursor_to(&place, offset);
  return cursor_position(&place);
}

void events_report(events *self, library__position at, library__fault fault, const char *detail) {
  if (library__loses(fault))
    self->lost = true;
  library__report_of_file(self->library, &self->source, &self->problems, at, fault, detail);
}

library__position events_here(events *self) {
  return position_of_index(self, self->event.start_mark.index);
}

void events_report_here(events *self, library__fault fault, const char *detail) {
  events_report(self, events_here(self), fault, detail);
}

/* ---- events -----------------------------------------------------------------------------------
 */

static void stop(events *self) {
  yaml_event_delete(&self->event);
  self->event.type = YAML_NO_EVENT;
  self->stopped = true;
}

/* A reader error has no mark, only the offset of the byte and its value. */
static void report_bytes(events *self) {
  const char *text = self->source.text;
  size_t offset = self->parser.problem_offset;
  if (strstr(self->parser.problem, "trailing")) /* the character starts before the bad byte */
    do
      offset--;
    while (offset > 0 && ((unsigned char)text[offset] & 0xC0) == 0x80);
  library__position at = position_of_offset(self, offset);
  char code[16];
  if (strstr(self->parser.problem, "control characters")) {
    (void)snprintf(code, sizeof code, "U+%04X", (unsigned)self->parser.problem_value);
    events_report(self, at, LIBRARY__CONTROL, code);
  } else {
    events_report(self, at, LIBRARY__NOT_UTF8, NULL);
  }
}

static void report_syntax(events *self) {
  switch (self->parser.error) {
  case YAML_MEMORY_ERROR:
    self->library->failed = true;
    break;
  case YAML_READER_ERROR:
    report_bytes(self);
    break;
  default:
    events_report(self, position_of_index(self, self->parser.problem_mark.index), LIBRARY__SYNTAX,
                  self->parser.problem);
  }
}

void events_advance(events *self) {
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
      events_report_here(self, LIBRARY__TOO_DEEP, NULL);
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

bool events_at(const events *self, yaml_event_type_t type) {
  return self->event.type == type;
}

void events_skip(events *self) {
  size_t depth = 0;
  do {
    if (events_at(self, YAML_SEQUENCE_START_EVENT) || events_at(self, YAML_MAPPING_START_EVENT))
      depth++;
    else if (events_at(self, YAML_SEQUENCE_END_EVENT) || events_at(self, YAML_MAPPING_END_EVENT))
      depth--;
    events_advance(self);
  } while (depth > 0 && !self->stopped);
}

bool events_refused(events *self) {
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
    events_report_here(self, LIBRARY__ALIAS, NULL);
  else if (tag)
    events_report_here(self, LIBRARY__TAG, NULL);
  return anchor || tag;
}

bool events_open(events *self, library *owner, const library__source *source) {
  *self = (events){.source = *source, .library = owner};
  if (source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0) {
    self->source.text += 3;
    self->source.size -= 3;
  }
  self->place = (cursor){.text = self->source.text, .size = self->source.size};
  if (!yaml_parser_initialize(&self->parser)) {
    owner->failed = true;
    self->stopped = true;
    return false;
  }
  yaml_parser_set_encoding(&self->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&self->parser, (const yaml_char_t *)self->source.text,
                               self->source.size);
  events_advance(self); /* the stream's start */
  return true;
}

void events_close(events *self) {
  yaml_event_delete(&self->event);
  yaml_parser_delete(&self->parser);
}

/* ---- values -----------------------------------------------------------------------------------
 */

const char *events_text(events *self, const char *key, unsigned how) {
  if (events_refused(self)) {
    events_skip(self);
    return NULL;
  }
  if (!events_at(self, YAML_SCALAR_EVENT)) {
    events_report_here(self, LIBRARY__NOT_TEXT, key);
    events_skip(self);
    return NULL;
  }
  library__text text = library__clean(self->library, (const char *)self->event.data.scalar.value,
                                      self->event.data.scalar.length, how);
  if (text.wrong)
    events_report_here(self, text.fault, text.fault == LIBRARY__CONTROL ? text.code : key);
  events_advance(self);
  return text.clean;
}

bool events_level(events *self, const char *key, unsigned *level) {
  bool good = false;
  if (events_refused(self)) {
    events_skip(self);
    return false;
  }
  if (events_at(self, YAML_SCALAR_EVENT) && self->event.data.scalar.length == 1) {
    unsigned char digit = self->event.data.scalar.value[0];
    good = digit >= '0' && digit < '0' + LIBRARY_LEVELS;
    *level = good ? (unsigned)(digit - '0') : 0;
  }
  if (!good)
    events_report_here(self, LIBRARY__LEVEL, key);
  events_skip(self);
  return good;
}

bool events_levels(events *self, const char *key, unsigned *set) {
  unsigned level = 0;
  *set = 0;
  if (!events_at(self, YAML_SEQUENCE_START_EVENT)) {
    bool good = events_level(self, key, &level);
    *set = good ? 1u << level : 0;
    return good;
  }
  bool good = !events_refused(self);
  events_advance(self);
  if (events_at(self, YAML_SEQUENCE_END_EVENT)) {
    events_report_here(self, LIBRARY__LEVEL, key);
    good = false;
  }
  while (!self->stopped && !events_at(self, YAML_SEQUENCE_END_EVENT)) {
    bool read = events_level(self, key, &level);
    *set |= read ? 1u << level : 0;
    good = good && read;
  }
  events_advance(self);
  return good;
}

bool events_flag(events *self, const char *key, bool *flag) {
  bool good = false;
  if (events_refused(self)) {
    events_skip(self);
    return false;
  }
  if (events_at(self, YAML_SCALAR_EVENT)) {
    const char *value = (const char *)self->event.data.scalar.value;
    *flag = strcmp(value, "true") == 0;
    good = *flag || strcmp(value, "false") == 0;
  }
  if (!good)
    events_report_here(self, LIBRARY__FLAG, key);
  events_skip(self);
  return good;
}

static bool read_item(events *self, const char *key, size_t bytes, library__texts *list) {
  library__position at = events_here(self);
  const char *text = events_text(self, key, 0);
  if (!text)
    return false;
  if (strlen(text) > bytes) {
    events_report(self, at, LIBRARY__LONG, text);
    return false;
  }
  return library__texts_add(self->library, list, text, at);
}

bool events_texts(events *self, const char *key, size_t bytes, library__texts *list) {
  if (!events_at(self, YAML_SEQUENCE_START_EVENT))
    return read_item(self, key, bytes, list);
  bool good = !events_refused(self);
  events_advance(self);
  while (!self->stopped && !events_at(self, YAML_SEQUENCE_END_EVENT)) {
    if (list->count == LIBRARY_LIST) {
      events_report_here(self, LIBRARY__TOO_MANY, key);
      while (!self->stopped && !events_at(self, YAML_SEQUENCE_END_EVENT))
        events_skip(self);
      break;
    }
    good = read_item(self, key, bytes, list) && good;
  }
  events_advance(self);
  return good;
}

size_t events_key(events *self, key_set *keys) {
  if (events_refused(self) || !events_at(self, YAML_SCALAR_EVENT)) {
    if (!events_at(self, YAML_SCALAR_EVENT) && !events_at(self, YAML_ALIAS_EVENT))
      events_report_here(self, LIBRARY__KEY, NULL);
    events_skip(self);
    events_skip(self);
    return UNKNOWN_KEY;
  }
  const char *key = (const char *)self->event.data.scalar.value;
  size_t found = 0;
  while (found < keys->count && strcmp(key, keys->names[found]) != 0)
    found++;
  if (found < keys->count && !(keys->seen & 1u << found)) {
    keys->seen |= 1u << found;
    events_advance(self);
    return found;
  }
  if (found < keys->count)
    events_report_here(self, LIBRARY__DUPLICATE, key);
  else if (strcmp(key, "<<") == 0)
    events_report_here(self, LIBRARY__MERGE, NULL);
  else if (library__find_control(key, strlen(key), "") >= 0)
    events_report_here(self, LIBRARY__KEY, NULL);
  else
    events_report_here(self, LIBRARY__UNKNOWN, key);
  events_skip(self);
  events_skip(self);
  return UNKNOWN_KEY;
}
