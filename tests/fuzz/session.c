/*
 * Fuzz: whole sessions. The input is a program: each message is one byte for the method and bytes
 * for its parameters, most of them what an editor would say, some of any type and value. The text
 * that the host keeps is the one that was sent, each request has one answer, and each edit in an
 * answer replaces what it says it replaces.
 */
#include "host/frame.h"
#include "host/methods.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
  BUFFERS = 2,
  LINES = 64 /* at most, of a text */
};

static void require(bool condition) {
  if (!condition)
    abort();
}

/* ---- the input ------------------------------------------------------------------------------- */

typedef struct program {
  const uint8_t *at;
  const uint8_t *end;
} program;

static unsigned take(program *self) {
  return self->at < self->end ? *self->at++ : 0;
}

static const char *const words[] = {
    "",
    "20XX年工作总结",
    "一、基本情况",
    "二、主要工作",
    "（一）组织设置。由XX同志负责。",
    "（二）队伍",
    "1.学习。一是好，二是XX。",
    "2.实践。见第一部分。",
    "党员XX名，其中女党员XX名。",
    "【单位名称】问题XX个",
    "XX党支部",
    "20XX年X月XX日",
    "附件：1.名单",
    "> 引用XX",
    "```",
    "# 一、标记",
    "ztyq",
    "通知",
    "\xE4\xB8",
    "总a\tb",
};

/* Up to the next LF, or some word. */
static gw_span take_text(program *self) {
  unsigned which = take(self);
  if (which < 192) {
    const char *word = words[which % (sizeof words / sizeof *words)];
    return (gw_span){word, strlen(word)};
  }
  size_t left = (size_t)(self->end - self->at);
  size_t size = which - 192 < left ? which - 192 : left;
  const uint8_t *stop = size ? memchr(self->at, '\n', size) : NULL;
  gw_span text = {(const char *)self->at, stop ? (size_t)(stop - self->at) : size};
  self->at += text.size + (stop != NULL);
  return text;
}

/* ---- the texts as they were sent ------------------------------------------------------------- */

typedef struct text {
  bool known; /* the host has it */
  int64_t tick;
  gw_span lines[LINES];
  size_t count;
} text;

static text texts[BUFFERS + 1];

static void replace(text *self, size_t first, size_t old_end, const gw_span *lines, size_t count) {
  memmove(self->lines + first + count, self->lines + old_end,
          (self->count - old_end) * sizeof *lines);
  memcpy(self->lines + first, lines, count * sizeof *lines);
  self->count += count - (old_end - first);
  if (self->count == 0)
    self->lines[self->count++] = (gw_span){"", 0};
}

static bool same(gw_span a, gw_span b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static void check_text(const session *self, int64_t number) {
  const text *sent = &texts[number];
  const buffer *kept = buffers_find(&self->buffers, number);
  if (!sent->known)
    return;
  require(kept && kept->tick == sent->tick);
  require(gw_document_line_count(kept->document) == sent->count);
  for (size_t i = 0; i < sent->count; i++)
    require(same(gw_document_line(kept->document, i), sent->lines[i]));
}

/* ---- what the host says ---------------------------------------------------------------------- */

static size_t answers; /* to the message that is being received */
static const buffer *asked;

static const msgpack_object *value_of(const msgpack_object *map, const char *key) {
  for (uint32_t i = 0; i < map->via.map.size; i++) {
    const msgpack_object_str *name = &map->via.map.ptr[i].key.via.str;
    if (name->size == strlen(key) && memcmp(name->ptr, key, name->size) == 0)
      return &map->via.map.ptr[i].val;
  }
  return NULL;
}

static size_t number_at(const msgpack_object *list, size_t index) {
  require(index < list->via.array.size);
  require(list->via.array.ptr[index].type == MSGPACK_OBJECT_POSITIVE_INTEGER);
  return (size_t)list->via.array.ptr[index].via.u64;
}

/* [start_line, start_column, end_line, end_column, old, new]; returns where it ends. */
static gw_point check_edit(const gw_document *document, const msgpack_object *edit, gw_point last) {
  gw_point start = {number_at(edit, 0), number_at(edit, 1)};
  gw_point end = {number_at(edit, 2), number_at(edit, 3)};
  const msgpack_object *old = &edit->via.array.ptr[4];
  require(edit->via.array.size == 6 && old->type == MSGPACK_OBJECT_ARRAY);
  require(start.line > last.line || (start.line == last.line && start.column >= last.column));
  require(start.line < end.line || (start.line == end.line && start.column <= end.column));
  require(end.line < gw_document_line_count(document));
  require(old->via.array.size == end.line - start.line + 1);
  for (size_t i = start.line; i <= end.line; i++) {
    gw_span line = gw_document_line(document, i);
    size_t from = i == start.line ? start.column : 0;
    size_t to = i == end.line ? end.column : line.size;
    const msgpack_object_str *said = &old->via.array.ptr[i - start.line].via.str;
    require(from <= to && to <= line.size);
    require(same((gw_span){line.data + from, to - from}, (gw_span){said->ptr, said->size}));
  }
  return end;
}

static void check_answer(const msgpack_object *map) {
  const msgpack_object *edits = value_of(map, "edits");
  gw_point last = {0, 0};
  if (!edits)
    return;
  require(asked && edits->type == MSGPACK_OBJECT_ARRAY);
  for (uint32_t i = 0; i < edits->via.array.size; i++)
    last = check_edit(asked->document, &edits->via.array.ptr[i], last);
}

/* To Vim it is JSON, whatever bytes are in it, and what is read of that is as long as what was
 * said: so all columns stay. */
static void check_json(const char *name, const fields *params, size_t size) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  codec_json.event(&bytes, name, params);
  codec *reader = codec_json.create();
  for (size_t at = 0; at < bytes.size;) {
    char *room;
    size_t space = codec_json.room(reader, &room);
    size_t taken = bytes.size - at < space ? bytes.size - at : space;
    memcpy(room, bytes.data + at, taken);
    codec_json.fed(reader, taken);
    at += taken;
  }
  message back;
  const char *why;
  require(codec_json.next(reader, &back, &why) == CODEC_MESSAGE);
  require(back.name.size == strlen(name) && memcmp(back.name.data, name, back.name.size) == 0);
  msgpack_sbuffer_clear(&bytes);
  msgpack_packer packer = fields_packer(&bytes);
  msgpack_pack_object(&packer, back.params);
  require(bytes.size == size);
  require(codec_json.next(reader, &back, &why) == CODEC_MORE);
  codec_json.destroy(reader);
  msgpack_sbuffer_destroy(&bytes);
}

static void event(msgpack_sbuffer *out, const char *name, const fields *params) {
  (void)out;
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  fields_pack(params, &bytes);
  frame whole = {0};
  require(frame_scan(&whole, bytes.data, bytes.size) == FRAME_WHOLE && whole.at == bytes.size);
  check_json(name, params, bytes.size);
  if (strcmp(name, "answer") == 0) {
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    require(msgpack_unpack_next(&unpacked, bytes.data, bytes.size, NULL) == MSGPACK_UNPACK_SUCCESS);
    check_answer(&unpacked.data);
    msgpack_unpacked_destroy(&unpacked);
    answers++;
  }
  msgpack_sbuffer_destroy(&bytes);
}

static void response(msgpack_sbuffer *out, uint32_t msgid, const char *error,
                     const fields *params) {
  (void)msgid;
  require(!error || (error[0] && !strchr(error, '\n')));
  event(out, "answer", params);
}

/* ---- messages -------------------------------------------------------------------------------- */

static const char *const methods[] = {
#define METHOD_NAME(name, needs) #name,
    METHODS(METHOD_NAME)
#undef METHOD_NAME
        "no_such_method",
};

static void any_value(fields *params, const char *key, program *input) {
  switch (take(input) % 6) {
  case 0:
    fields_flag(params, key, take(input) & 1);
    return;
  case 1:
    fields_number(params, key, -(int64_t)take(input));
    return;
  case 2:
    fields_number(params, key, INT64_MAX - (int64_t)(take(input) % 2));
    return;
  case 3:
    fields_span(params, key, take_text(input));
    return;
  case 4:
    fields_list(params, key, 1);
    fields_push_list(params, 0);
    return;
  default:
    return; /* not there */
  }
}

static void number(fields *params, const char *key, program *input, size_t most) {
  fields_number(params, key, (int64_t)(take(input) % (most + 1)));
}

static size_t push_lines(fields *params, program *input, gw_span *lines, size_t most) {
  size_t count = take(input) % (most + 1);
  fields_list(params, "lines", count);
  for (size_t i = 0; i < count; i++) {
    lines[i] = take_text(input);
    fields_push_span(params, lines[i]);
  }
  return count;
}

static void push_texts(fields *params, const char *key, program *input) {
  size_t count = take(input) % 4;
  fields_list(params, key, count);
  for (size_t i = 0; i < count; i++)
    fields_push_span(params, take_text(input));
}

static const char *one_of(program *input, const char *const *choices, size_t count) {
  return choices[take(input) % count];
}

#define ONE_OF(input, choices) one_of(input, choices, sizeof(choices) / sizeof *(choices))

/* All that any request might want; what it does not know it ignores. */
static void push_usual(fields *params, program *input) {
  static const char *const actions[] = {
      "move_up",      "move_down", "promote",   "demote",      "promote_alone",
      "demote_alone", "delete",    "duplicate", "new_sibling", "new_child",
      "toggle",       "open",      "close",     "open_all",    "close_all",
  };
  static const char *const units[] = {"section", "item", "sentence"};
  static const char *const ways[] = {"next", "previous", "next_sibling", "previous_sibling",
                                     "parent"};
  static const char *const names[] = {"总体要求", "工作总结", "基本情况", "无空", "没有"};
  number(params, "line", input, 12);
  number(params, "column", input, 40);
  fields_number(params, "direction", take(input) & 1 ? 1 : -1);
  fields_number(params, "count", 1 + take(input) % 4);
  fields_text(params, "action", ONE_OF(input, actions));
  fields_text(params, "unit", ONE_OF(input, units));
  fields_text(params, "way", ONE_OF(input, ways));
  fields_text(params, "name", ONE_OF(input, names));
  fields_span(params, "text", take_text(input));
  fields_span(params, "filter", take_text(input));
  unsigned some = take(input);
  fields_flag(params, "around", some & 1);
  fields_flag(params, "items", some & 2);
  fields_flag(params, "characters", some & 4);
  fields_flag(params, "previews", some & 8);
  fields_flag(params, "below", some & 16);
  if (some & 32)
    number(params, "node", input, 20);
  if (some & 64) {
    number(params, "end_line", input, 12);
    number(params, "end_column", input, 40);
    push_texts(params, "selection", input);
  }
  number(params, "size", input, 12);
  number(params, "first", input, 12);
  number(params, "end", input, 12);
  number(params, "limit", input, 30);
  fields_number(params, "year", some & 128 ? 2026 : 0);
  number(params, "month", input, 13);
  number(params, "day", input, 32);
  push_texts(params, "names", input);
  push_texts(params, "values", input);
  push_texts(params, "files", input);
}

static void push_open(fields *params, program *input, text *sent) {
  fields_number(params, "tick", ++sent->tick);
  gw_span lines[16];
  size_t count = push_lines(params, input, lines, 16);
  sent->count = 0;
  replace(sent, 0, 0, lines, count);
  sent->known = true;
}

static void push_change(fields *params, program *input, text *sent) {
  size_t first = take(input) % (sent->count + 1);
  size_t old_end = first + take(input) % (sent->count - first + 1);
  gw_span lines[8];
  fields_number(params, "tick", ++sent->tick);
  fields_number(params, "count", (int64_t)sent->count);
  fields_number(params, "first", (int64_t)first);
  fields_number(params, "old_end", (int64_t)old_end);
  size_t room = LINES - sent->count - 1;
  size_t count = push_lines(params, input, lines, room < 8 ? room : 8);
  replace(sent, first, old_end, lines, count);
}

/* Fills `params` for a method, and follows what it does to the texts. */
static void push_params(fields *params, const char *method, program *input) {
  int64_t number = 1 + (take(input) > 200);
  text *sent = &texts[number];
  fields_number(params, "buf", number);
  if (strcmp(method, "open") == 0) {
    push_open(params, input, sent);
  } else if (strcmp(method, "change") == 0 && sent->known) {
    push_change(params, input, sent);
  } else if (strcmp(method, "change") == 0) {
    any_value(params, "count", input);
    sent->known = false;
  } else {
    if (strcmp(method, "close") == 0)
      sent->known = false;
    fields_number(params, "tick", sent->tick);
    push_usual(params, input);
  }
}

static void say(session *self, program *input) {
  const char *method = methods[take(input) % (sizeof methods / sizeof *methods)];
  unsigned how = take(input);
  fields params;
  fields_init(&params);
  /* What the editor says of an event of ours is no map, and is never answered by its id. */
  bool request = how & 1 && strcmp(method, "editor_error") != 0;
  message sent = {.name = {method, strlen(method)}, .is_request = how == 2, .msgid = how};
  if (request)
    fields_number(&params, "id", 7);
  if (how < 240) {
    push_params(&params, method, input);
  } else {
    /* Any types; what this does to a text is not followed. */
    any_value(&params, "buf", input);
    any_value(&params, "tick", input);
    any_value(&params, "line", input);
    any_value(&params, "lines", input);
    any_value(&params, "count", input);
    any_value(&params, "action", input);
    any_value(&params, "names", input);
    for (size_t i = 0; i <= BUFFERS; i++)
      texts[i].known = false;
  }
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  fields_pack(&params, &bytes);
  msgpack_unpacked unpacked;
  msgpack_unpacked_init(&unpacked);
  require(msgpack_unpack_next(&unpacked, bytes.data, bytes.size, NULL) == MSGPACK_UNPACK_SUCCESS);
  sent.params = unpacked.data;
  const msgpack_object *buf = value_of(&sent.params, "buf");
  asked = buf && buf->type == MSGPACK_OBJECT_POSITIVE_INTEGER
              ? buffers_find(&self->buffers, (int64_t)buf->via.u64)
              : NULL;
  answers = 0;
  session_receive(self, &sent);
  require(answers == (request || sent.is_request));
  msgpack_unpacked_destroy(&unpacked);
  msgpack_sbuffer_destroy(&bytes);
  fields_free(&params);
}

/* Read once: the templates that ship. */
static library *library_once(void) {
  static library *loaded;
  const char *const paths[] = {GONGWEN_SOURCE_DIR "/tests/editor/snippets"};
  if (!loaded)
    loaded = library_load(paths, 1);
  require(loaded && library_count(loaded) > 0);
  return loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  codec_type type = {.event_bytes = SIZE_MAX, .event = event, .response = response};
  session self = {.type = &type, .greeted = true, .log = {.file = -1}};
  program input = {data, data + size};
  self.channel.told = true; /* nothing is sent any more: event() has it all */
  unsigned editor = take(&input);
  self.language = editor & 1 ? LANGUAGE_ZH : LANGUAGE_EN;
  if (editor & 2)
    type.event_bytes = 40; /* each row or mark in an event of its own */
  self.templates.loaded = library_once();
  memset(texts, 0, sizeof texts);
  while (input.at < input.end) {
    say(&self, &input);
    for (int64_t i = 1; i <= BUFFERS; i++)
      check_text(&self, i);
  }
  self.templates.loaded = NULL; /* for the next one */
  session_free(&self);
  return 0;
}
