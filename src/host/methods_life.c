/* Methods about the host and its buffers: hello, open, change, close, info, templates. */
#include "host/memory.h"
#include "host/methods.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_text(gw_span text, const char *wanted) {
  return text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

/* Whether a version, numbers with dots between, comes before another. */
static bool is_before(const char *version, const char *other) {
  for (;;) {
    char *end = NULL;
    char *other_end = NULL;
    unsigned long number = strtoul(version, &end, 10);
    unsigned long other_number = strtoul(other, &other_end, 10);
    if (number != other_number)
      return number < other_number;
    if (*end != '.' || *other_end != '.')
      return *end != '.' && *other_end == '.';
    version = end + 1;
    other = other_end + 1;
  }
}

static void templates_ready(void *user) {
  session_templates_ready(user);
}

void method_hello(call *self) {
  session *owner = self->session;
  parameters *params = &self->params;
  gw_span named = params_text(params, "language");
  if (params_fine(params) && !is_text(named, "zh") && !is_text(named, "en"))
    params_fault(params, "language", TEXT_WANTED_LANGUAGE);
  gw_span version = params_text(params, "version");
  /* Part of the contract, for the day when rows are cut by their width. */
  params_either(params, "ambiwidth", 1, 2, TEXT_WANTED_AMBIWIDTH);
  size_t count = 0;
  gw_span *paths = params_texts(params, "snippets", TEXT_WANTED_TEXTS, &count);
  if (params_fine(params)) {
    owner->language = is_text(named, "zh") ? LANGUAGE_ZH : LANGUAGE_EN;
    if (owner->greeted) {
      call_fail(self, TEXT_HELLO_TWICE);
    } else if (!is_text(version, GONGWEN_VERSION)) {
      char theirs[64];
      (void)snprintf(theirs, sizeof theirs, "%.*s", (int)(version.size < 32 ? version.size : 32),
                     version.data);
      /* An editor that has run since before an update has the old face in its memory. */
      call_fail(self, is_before(theirs, GONGWEN_VERSION) ? TEXT_VERSION_OLD : TEXT_VERSION,
                GONGWEN_VERSION, theirs);
    } else {
      owner->greeted = true;
      log_line(&owner->log, "hello: version %s", GONGWEN_VERSION);
      fields_text(&self->answer, "version", GONGWEN_VERSION);
      fields_number(&self->answer, "pid", getpid());
      templates_load(&owner->templates, owner->loop, paths, count, templates_ready, owner);
    }
  }
  free(paths);
}

/* ---- buffers --------------------------------------------------------------------------------- */

static void send_resync(session *self, int64_t number) {
  log_line(&self->log, "resync: buffer %lld", (long long)number);
  fields event;
  fields_init(&event);
  fields_number(&event, "buf", number);
  session_event(self, "resync", &event);
  fields_free(&event);
}

/* Lines [first, old_end) of a buffer are replaced, or with GW_NONE as `old_end` all that were
 * known: says so, and what follows from it. */
static void replace_lines(session *self, buffer *changed, int64_t tick, size_t first,
                          size_t old_end, const gw_span *texts, size_t count) {
  bool all = old_end == GW_NONE;
  marks_elsewhere elsewhere = {0};
  if (all)
    old_end = gw_document_line_count(changed->document);
  else if (changed->marked)
    elsewhere = marks_before(changed, first, old_end);
  buffer_replace(changed, first, old_end, texts, count);
  changed->tick = tick;
  /* The rows first: they are looked at while one types. */
  outline_update(self, changed);
  gw_document *document = changed->document;
  size_t lines = gw_document_line_count(document);
  marks_range range = {0, lines};
  if (changed->marked && (all || marks_after(changed, &elsewhere, first, count, &range)))
    marks_send(self, changed, range);
  fields event;
  fields_init(&event);
  fields_number(&event, "buf", changed->number);
  fields_number(&event, "tick", changed->tick);
  fields_number(&event, "left", (int64_t)gw_document_placeholder_count(document, 0, lines));
  session_event(self, "seen", &event);
  fields_free(&event);
}

void method_open(call *self) {
  parameters *params = &self->params;
  int64_t number = params_number(params, "buf", 1);
  int64_t tick = params_number(params, "tick", 0);
  size_t count = 0;
  gw_span *lines = params_texts(params, "lines", TEXT_WANTED_LINES, &count);
  bool named = params_has(params, "path");
  gw_span path = named ? params_text(params, "path") : (gw_span){NULL, 0};
  if (params_fine(params)) {
    buffer *opened = buffers_need(&self->session->buffers, number);
    opened->synced = true;
    free(opened->path);
    opened->path = named ? memory_text(path.data, path.size) : NULL;
    replace_lines(self->session, opened, tick, 0, GW_NONE, lines, count);
  }
  free(lines);
}

/* Where what was typed ends, if lines [first, old_end) have become these by typing: before the
 * bytes that the last of them still have in common. */
static gw_point typed_end(const gw_document *document, size_t first, size_t old_end,
                          const gw_span *texts, size_t count) {
  gw_span text = texts[count - 1];
  gw_span old = old_end > first ? gw_document_line(document, old_end - 1) : (gw_span){"", 0};
  size_t end = text.size;
  for (size_t left = old.size; left > 0 && end > 0 && old.data[left - 1] == text.data[end - 1];
       left--)
    end--;
  while (end < text.size && ((unsigned char)text.data[end] & 0xC0) == 0x80)
    end++; /* characters may end in the same bytes */
  return (gw_point){first + count - 1, end};
}

void method_change(call *self) {
  parameters *params = &self->params;
  int64_t number = params_number(params, "buf", 1);
  int64_t tick = params_number(params, "tick", 0);
  size_t before = params_size(params, "count");
  size_t first = params_size(params, "first");
  size_t old_end = params_size(params, "old_end");
  size_t count = 0;
  gw_span *lines = params_texts(params, "lines", TEXT_WANTED_LINES, &count);
  if (params_fine(params)) {
    buffer *changed = buffers_find(&self->session->buffers, number);
    bool known = changed != NULL;
    if (!known)
      changed = buffers_need(&self->session->buffers, number);
    if (changed->synced && before == gw_document_line_count(changed->document) &&
        first <= old_end && old_end <= before) {
      bool typed = changed->path && count > 0;
      gw_point end = {0, 0};
      if (typed)
        end = typed_end(changed->document, first, old_end, lines, count);
      replace_lines(self->session, changed, tick, first, old_end, lines, count);
      if (typed)
        methods_offer_expansion(self->session, changed, end);
    } else if (changed->synced || !known) {
      /* Once: further changes that are on their way do not fit either. */
      changed->synced = false;
      send_resync(self->session, number);
    }
  }
  free(lines);
}

void method_close(call *self) {
  int64_t number = params_number(&self->params, "buf", 1);
  if (params_fine(&self->params))
    buffers_remove(&self->session->buffers, number);
}

/* ---- about the host -------------------------------------------------------------------------- */

void methods_push_problem(fields *out, const library_problem *problem, language in) {
  char line[1024];
  (void)snprintf(line, sizeof line, "%s:%zu:%zu: %s", problem->file, problem->line, problem->column,
                 in == LANGUAGE_ZH ? problem->message_zh : problem->message);
  fields_push_text(out, line);
}

void methods_put_problems(fields *out, const library *from, language in) {
  size_t count = from ? library_problem_count(from) : 0;
  fields_list(out, "problems", count);
  for (size_t i = 0; i < count; i++)
    methods_push_problem(out, library_get_problem(from, i), in);
}

/* Characters, packed, and how many. */
typedef struct ends {
  fields rows;
  size_t count;
} ends;

static void push_end(void *user, gw_span character) {
  ends *self = user;
  fields_push_span(&self->rows, character);
  self->count++;
}

void methods_put_ends(fields *out, const library *from) {
  ends all = {.count = 0};
  fields_init(&all.rows);
  library_trigger_ends(from, push_end, &all);
  fields_rows(out, "ends", all.count, &all.rows);
  fields_free(&all.rows);
}

/* How many sections there are to insert. */
static size_t section_count(const library *from) {
  size_t count = 0;
  for (size_t i = 0; from && i < library_count(from); i++)
    count += !library_get(from, i)->shadowed;
  return count;
}

void method_info(call *self) {
  session *owner = self->session;
  fields_text(&self->answer, "version", GONGWEN_VERSION);
  fields_number(&self->answer, "pid", getpid());
  fields_number(&self->answer, "buffers", (int64_t)owner->buffers.count);
  fields_flag(&self->answer, "loading", owner->templates.loading);
  fields_number(&self->answer, "readings", (int64_t)owner->templates.times);
  fields_number(&self->answer, "sections", (int64_t)section_count(owner->templates.loaded));
  methods_put_problems(&self->answer, owner->templates.loaded, owner->language);
  fields_text(&self->answer, "log", owner->log.path ? owner->log.path : "");
}

static void push_triggers(fields *out, const char *const *triggers) {
  size_t count = 0;
  while (triggers[count])
    count++;
  fields_push_list(out, count);
  for (size_t i = 0; i < count; i++)
    fields_push_text(out, triggers[i]);
}

/* `documents`: the kinds that can be inserted as a whole. */
static void put_documents(fields *out, const library *from) {
  fields rows;
  fields_init(&rows);
  size_t count = 0;
  for (size_t i = 0; i < library_kind_count(from); i++) {
    const library_kind *kind = library_get_kind(from, i);
    if (kind->section_count == 0)
      continue;
    fields_push_list(&rows, 5);
    fields_push_text(&rows, kind->name);
    push_triggers(&rows, kind->triggers);
    fields_push_text(&rows, kind->description);
    fields_push_text(&rows, kind->file);
    fields_push_number(&rows, (int64_t)kind->line);
    count++;
  }
  fields_rows(out, "documents", count, &rows);
  fields_free(&rows);
}

void methods_push_section(fields *out, const library_section *section) {
  fields_push_list(out, 7);
  fields_push_text(out, section->kind);
  fields_push_text(out, section->name);
  push_triggers(out, section->triggers);
  fields_push_number(out, section->level);
  fields_push_text(out, section->description);
  fields_push_text(out, section->file);
  fields_push_number(out, (int64_t)section->line);
}

void method_templates(call *self) {
  const library *from = self->session->templates.loaded;
  fields_list(&self->answer, "templates", section_count(from));
  for (size_t i = 0; i < library_count(from); i++) {
    const library_section *section = library_get(from, i);
    if (!section->shadowed)
      methods_push_section(&self->answer, section);
  }
  put_documents(&self->answer, from);
}

/* The editor could not run an event of ours: :h nvim_error_event. */
void method_editor_error(call *self) {
  const msgpack_object *list = &self->params.map;
  const msgpack_object *last = NULL;
  if (list->type == MSGPACK_OBJECT_ARRAY && list->via.array.size > 0)
    last = &list->via.array.ptr[list->via.array.size - 1];
  if (last && last->type == MSGPACK_OBJECT_STR)
    log_line(&self->session->log, "the editor says: %.*s",
             (int)(last->via.str.size < 500 ? last->via.str.size : 500), last->via.str.ptr);
}
