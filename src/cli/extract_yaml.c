/* extract_yaml.c - extract_yaml(): the template file, written by libyaml. */
#include "cli/extract.h"
#include "library/library.h"

#include <yaml.h>

static int write_bytes(void *data, unsigned char *bytes, size_t size) {
  gw__buffer *out = data;
  gw__buffer_add(out, (const char *)bytes, size);
  return !out->failed;
}

/* Takes the event; false, and every later one too, when memory ran out. */
static bool emit(yaml_emitter_t *self, yaml_event_t *event, int made) {
  return made && yaml_emitter_emit(self, event);
}

static bool put_text(yaml_emitter_t *self, const char *text, yaml_scalar_style_t style) {
  yaml_event_t event;
  return emit(self, &event,
              yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text,
                                           (int)strlen(text), 1, 1, style));
}

static bool put_pair(yaml_emitter_t *self, const char *key, const char *value,
                     yaml_scalar_style_t style) {
  return put_text(self, key, YAML_PLAIN_SCALAR_STYLE) && put_text(self, value, style);
}

static bool open_list(yaml_emitter_t *self, const char *key, yaml_sequence_style_t style) {
  yaml_event_t event;
  return put_text(self, key, YAML_PLAIN_SCALAR_STYLE) &&
         emit(self, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, style));
}

static bool close_list(yaml_emitter_t *self) {
  yaml_event_t event;
  return emit(self, &event, yaml_sequence_end_event_initialize(&event));
}

static bool open_map(yaml_emitter_t *self) {
  yaml_event_t event;
  return emit(self, &event,
              yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));
}

static bool close_map(yaml_emitter_t *self) {
  yaml_event_t event;
  return emit(self, &event, yaml_mapping_end_event_initialize(&event));
}

static bool put_section(yaml_emitter_t *self, const extract_section *section) {
  char level[2] = {(char)('0' + section->level), '\0'};
  bool good = open_map(self) && put_pair(self, "name", section->name, YAML_ANY_SCALAR_STYLE);
  if (good && section->triggers[0]) {
    good = open_list(self, "trigger", YAML_FLOW_SEQUENCE_STYLE);
    for (size_t i = 0; i < 2 && good && section->triggers[i]; i++)
      good = put_text(self, section->triggers[i], YAML_ANY_SCALAR_STYLE);
    good = good && close_list(self);
  }
  good = good && put_pair(self, "level", level, YAML_PLAIN_SCALAR_STYLE);
  if (good && *section->description)
    good = put_pair(self, "description", section->description, YAML_ANY_SCALAR_STYLE);
  return good && put_pair(self, "body", section->body, YAML_LITERAL_SCALAR_STYLE) &&
         close_map(self);
}

static size_t count_of_whole(const extract *file) {
  size_t count = 0;
  for (size_t i = 0; i < file->count; i++)
    count += !file->sections[i].alone;
  return count;
}

static bool put_order(yaml_emitter_t *self, const extract *file) {
  bool good = open_list(self, "document", YAML_FLOW_SEQUENCE_STYLE);
  for (size_t i = 0; i < file->count && good; i++)
    if (!file->sections[i].alone)
      good = put_text(self, file->sections[i].name, YAML_ANY_SCALAR_STYLE);
  return good && close_list(self);
}

static bool put_file(yaml_emitter_t *self, const extract *file) {
  bool good = open_map(self) && put_pair(self, "kind", file->kind, YAML_ANY_SCALAR_STYLE);
  if (good && *file->title)
    good = put_pair(self, "title", file->title,
                    strchr(file->title, '\n') ? YAML_LITERAL_SCALAR_STYLE : YAML_ANY_SCALAR_STYLE);
  if (good && file->trigger)
    good = put_pair(self, "trigger", file->trigger, YAML_ANY_SCALAR_STYLE);
  bool listed = good && count_of_whole(file) <= LIBRARY_LIST;
  if (listed)
    good = put_order(self, file);
  good = good && open_list(self, "sections", YAML_BLOCK_SEQUENCE_STYLE);
  for (size_t i = 0; i < file->count && good; i++)
    if (listed || !file->sections[i].alone) /* without a list all of them are the document */
      good = put_section(self, &file->sections[i]);
  return good && close_list(self) && close_map(self);
}

bool extract_yaml(const extract *self, gw__buffer *out) {
  yaml_emitter_t emitter;
  yaml_event_t event;
  if (!yaml_emitter_initialize(&emitter))
    return false;
  yaml_emitter_set_output(&emitter, write_bytes, out);
  yaml_emitter_set_unicode(&emitter, 1);
  yaml_emitter_set_width(&emitter, -1);
  bool good =
      emit(&emitter, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING)) &&
      emit(&emitter, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1)) &&
      put_file(&emitter, self) &&
      emit(&emitter, &event, yaml_document_end_event_initialize(&event, 1)) &&
      emit(&emitter, &event, yaml_stream_end_event_initialize(&event)) &&
      yaml_emitter_flush(&emitter);
  yaml_emitter_delete(&emitter);
  return good;
}
