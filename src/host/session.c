#include "host/session.h"

#include "host/memory.h"
#include "host/methods.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct method {
  const char *name;
  void (*run)(call *self);
  unsigned needs;
} method;

static const method methods[] = {
#define METHOD_ROW(name, needs) {#name, method_##name, (needs)},
    METHODS(METHOD_ROW)
#undef METHOD_ROW
};

static const method *find_method(gw_span name) {
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    if (strlen(methods[i].name) == name.size && memcmp(methods[i].name, name.data, name.size) == 0)
      return &methods[i];
  }
  return NULL;
}

/* Cuts a text that snprintf() may have cut inside of a character, and leaves it one line. */
static void tidy(char *text) {
  size_t size = strlen(text);
  size_t start = size;
  while (start > 0 && size - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
    start--;
  if (start > 0 && (unsigned char)text[start - 1] >= 0xC0) {
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (size - start < wanted)
      text[start - 1] = '\0';
  }
  for (char *c = text; *c; c++) {
    if ((unsigned char)*c < ' ' || *c == 0x7F)
      *c = ' ';
  }
}

void call_fail(call *self, text_id text, ...) {
  if (self->failed)
    return;
  self->failed = true;
  va_list arguments;
  va_start(arguments, text);
  (void)vsnprintf(self->error, sizeof self->error, text_of(text, self->session->language),
                  arguments);
  va_end(arguments);
  tidy(self->error);
}

void session_event(session *self, const char *name, const fields *params) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  self->type->event(&bytes, name, params);
  channel_write(&self->channel, &bytes);
}

/* ---- one message ----------------------------------------------------------------------------- */

/* Puts the message into the queue of those that wait for the templates; false if it is full. */
static bool wait_for_templates(session *self, const message *received) {
  if (self->waiting_count == SESSION_WAITING)
    return false;
  waiting *entry = &self->waiting[self->waiting_count++];
  *entry = (waiting){.name = memory_text(received->name.data, received->name.size),
                     .is_request = received->is_request,
                     .msgid = received->msgid};
  msgpack_sbuffer_init(&entry->params);
  msgpack_packer packer = fields_packer(&entry->params);
  msgpack_pack_object(&packer, received->params);
  return true;
}

/* Checks what every method of its sort needs; false if the call has failed. */
static bool prepare(call *self, const method *called, bool has_reply) {
  session *owner = self->session;
  if (!owner->greeted && !(called->needs & METHOD_FIRST)) {
    call_fail(self, TEXT_HELLO_FIRST, called->name);
  } else if (!has_reply && (called->needs & METHOD_ANSWERS)) {
    call_fail(self, TEXT_NO_ID, called->name);
  } else if (called->needs & (METHOD_BUFFER | METHOD_TEXT)) {
    int64_t number = params_number(&self->params, "buf", 1);
    int64_t tick = called->needs & METHOD_TEXT ? params_number(&self->params, "tick", 0) : 0;
    if (!params_fine(&self->params))
      return false;
    self->buffer = buffers_find(&owner->buffers, number);
    if (!self->buffer) {
      call_fail(self, TEXT_UNKNOWN_BUFFER, called->name, (long long)number);
    } else if (called->needs & METHOD_TEXT &&
               (!self->buffer->synced || self->buffer->tick != tick)) {
      call_fail(self, TEXT_STALE, called->name);
      self->stale = true;
    }
  }
  return !self->failed && params_fine(&self->params);
}

/* Sends the one answer to a request. */
static void answer(call *self, const message *received, bool has_id, int64_t id) {
  const char *error = self->failed ? self->error : NULL;
  if (error)
    fields_clear(&self->answer);
  if (self->stale)
    fields_flag(&self->answer, "stale", true);
  if (received->is_request) {
    msgpack_sbuffer bytes;
    msgpack_sbuffer_init(&bytes);
    self->session->type->response(&bytes, received->msgid, error, &self->answer);
    channel_write(&self->session->channel, &bytes);
  } else if (has_id) {
    fields params;
    fields_init(&params);
    fields_number(&params, "id", id);
    if (error)
      fields_text(&params, "error", error);
    fields_add(&params, &self->answer);
    session_event(self->session, "answer", &params);
    fields_free(&params);
  }
}

void session_receive(session *self, const message *received) {
  char name[64];
  (void)snprintf(name, sizeof name, "%.*s",
                 (int)(received->name.size < 60 ? received->name.size : 60), received->name.data);
  tidy(name);
  const method *called = find_method(received->name);
  call made = {.session = self, .method = called ? called->name : name};
  fields_init(&made.answer);
  bool any = called && called->needs & METHOD_ANY;
  made.params = any ? (parameters){.map = received->params} : params_of(&received->params);

  /* Read by itself: an id that is ill-typed leaves nobody to answer, but names the fault. */
  parameters identity = made.params;
  bool has_id = !any && params_fine(&identity) && params_has(&identity, "id");
  int64_t id = has_id ? params_number(&identity, "id", 1) : 0;
  if (has_id && !params_fine(&identity)) {
    made.params = identity;
    has_id = false;
  }

  if (!called) {
    call_fail(&made, self->greeted ? TEXT_UNKNOWN_METHOD : TEXT_HELLO_FIRST, name);
  } else if (prepare(&made, called, has_id || received->is_request)) {
    if (called->needs & METHOD_LIBRARY && !self->templates.loaded) {
      if (wait_for_templates(self, received)) {
        fields_free(&made.answer);
        return;
      }
      call_fail(&made, TEXT_LOADING);
    } else {
      called->run(&made);
    }
  }
  if (!params_fine(&made.params))
    call_fail(&made, TEXT_PARAMETER, made.method, made.params.wrong,
              text_of(made.params.wanted, self->language));
  if (made.failed && !made.stale)
    log_line(&self->log, "refused: %s", made.error);
  answer(&made, received, has_id, id);
  fields_free(&made.answer);
}

/* ---- the templates --------------------------------------------------------------------------- */

void session_templates_ready(session *self) {
  const library *loaded = self->templates.loaded;
  size_t count = library_problem_count(loaded);
  log_line(&self->log, "templates: %zu sections, %zu problems", library_count(loaded), count);
  if (self->templates.watch.refused > 0)
    log_line(&self->log, "templates: %zu folders are not watched: %s",
             self->templates.watch.refused, uv_strerror(self->templates.watch.why));
  fields params;
  fields_init(&params);
  methods_put_ends(&params, loaded);
  session_event(self, "triggers", &params);
  fields_free(&params);
  if (count > 0 || self->problems_told) {
    fields_init(&params);
    methods_put_problems(&params, loaded, self->language);
    session_event(self, "problems", &params);
    fields_free(&params);
    self->problems_told = count > 0;
  }
  for (size_t i = 0; i < self->waiting_count; i++) {
    waiting *entry = &self->waiting[i];
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    if (msgpack_unpack_next(&unpacked, entry->params.data, entry->params.size, NULL) !=
        MSGPACK_UNPACK_SUCCESS)
      memory_exhausted(); /* the bytes are ours */
    message again = {.name = {entry->name, strlen(entry->name)},
                     .params = unpacked.data,
                     .is_request = entry->is_request,
                     .msgid = entry->msgid};
    session_receive(self, &again);
    msgpack_unpacked_destroy(&unpacked);
    msgpack_sbuffer_destroy(&entry->params);
    free(entry->name);
  }
  self->waiting_count = 0;
}

void session_free(session *self) {
  for (size_t i = 0; i < self->waiting_count; i++) {
    msgpack_sbuffer_destroy(&self->waiting[i].params);
    free(self->waiting[i].name);
  }
  self->waiting_count = 0;
  buffers_free(&self->buffers);
  templates_free(&self->templates);
  log_close(&self->log);
}
