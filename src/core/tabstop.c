#include "core/tabstop.h"

/* A name and the text it was given, as bytes of the output. */
typedef struct definition {
  gw_span name;
  size_t start;
  size_t size;
} definition;

/* Names remembered in a body, and the longest text that is repeated for one: a bound on what a body
 * can grow to. */
#define DEFINITIONS  64
#define REPEAT_BYTES 240

/* A ${name: that is still open. */
typedef struct opening {
  size_t input;  /* its $ */
  size_t header; /* the byte behind its colon */
  size_t output; /* where its text starts */
  gw_span name;
} opening;

typedef struct resolver {
  gw_span body;
  size_t at;
  gw__buffer *out;
  opening open[GW__TABSTOP_DEPTH];
  size_t depth;
  definition definitions[DEFINITIONS];
  size_t defined;
} resolver;

static char byte_at(const resolver *self, size_t at) {
  return at < self->body.size ? self->body.data[at] : '\0';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A name runs up to one of the characters of the grammar, or a blank. */
static bool is_name(char c) {
  return !strchr("${}|:/\\ \t\n", c); /* the terminating NUL counts as found */
}

static bool is_number(gw_span name) {
  for (size_t i = 0; i < name.size; i++)
    if (!is_digit(name.data[i]))
      return false;
  return name.size > 0;
}

static bool is_zero(gw_span name) {
  return name.size == 1 && name.data[0] == '0';
}

static void define(resolver *self, gw_span name, size_t start) {
  size_t size = self->out->size - start;
  if (self->defined < DEFINITIONS && size <= REPEAT_BYTES)
    self->definitions[self->defined++] = (definition){name, start, size};
}

static const definition *find(const resolver *self, gw_span name) {
  for (size_t i = 0; i < self->defined; i++)
    if (self->definitions[i].name.size == name.size &&
        memcmp(self->definitions[i].name.data, name.data, name.size) == 0)
      return &self->definitions[i];
  return NULL;
}

/* The text of a bare name; false if nothing is known of it. */
static bool repeat(resolver *self, gw_span name) {
  const definition *known = find(self, name);
  char text[REPEAT_BYTES];
  if (known && !self->out->failed) {
    memcpy(text, self->out->data + known->start, known->size);
    gw__buffer_add(self->out, text, known->size);
  } else if (!is_number(name)) {
    return false;
  } else if (!is_zero(name)) {
    gw__buffer_add(self->out, "XX", 2);
  }
  return true;
}

/* ${1|甲,乙|} with `at` behind the first bar: writes 【甲/乙】 and returns the byte behind the
 * brace; 0, with nothing written, if it is not well formed. */
static size_t choices(resolver *self, size_t at) {
  size_t before = self->out->size;
  size_t first = at;
  gw__buffer_add(self->out, "【", 3);
  for (char c; (c = byte_at(self, at)) != '\0' && c != '\n'; at++) {
    char next = byte_at(self, at + 1);
    if (c == '|' && next == '}' && at > first) {
      gw__buffer_add(self->out, "】", 3);
      return at + 2;
    }
    if (c == '|')
      break;
    if (c == '\\' && (next == ',' || next == '|' || next == '\\'))
      gw__buffer_add(self->out, &self->body.data[++at], 1);
    else
      gw__buffer_add(self->out, c == ',' ? "/" : &self->body.data[at], 1);
  }
  if (!self->out->failed)
    self->out->size = before;
  return 0;
}

/* What starts with the $ at `at`; false if it is none of the forms. */
static bool dollar(resolver *self) {
  size_t start = self->at;
  size_t at = start + 1;
  bool braced = byte_at(self, at) == '{';
  if (braced)
    at++;
  gw_span name = {self->body.data + at, 0};
  while (braced ? is_name(byte_at(self, at)) : is_digit(byte_at(self, at)))
    at++;
  name.size = (size_t)(self->body.data + at - name.data);
  if (name.size == 0)
    return false;
  if (!braced || byte_at(self, at) == '}') {
    if (!repeat(self, name))
      return false;
    self->at = at + braced;
    return true;
  }
  if (byte_at(self, at) == '|') {
    size_t end = choices(self, at + 1);
    self->at = end ? end : start;
    return end > 0;
  }
  if (byte_at(self, at) != ':' || self->depth == GW__TABSTOP_DEPTH)
    return false;
  self->open[self->depth++] = (opening){start, at + 1, self->out->size, name};
  self->at = at + 1;
  return true;
}

bool gw__tabstops_resolve(gw_span body, gw__buffer *out) {
  resolver self = {.body = body, .out = out};
  while (self.at < body.size && !out->failed) {
    char c = body.data[self.at];
    char next = byte_at(&self, self.at + 1);
    if (c == '$' && dollar(&self))
      continue;
    if (c == '}' && self.depth > 0) {
      const opening *closed = &self.open[--self.depth];
      define(&self, closed->name, closed->output);
      self.at++;
      continue;
    }
    if (c == '\\' && (next == '$' || next == '}' || next == '\\'))
      self.at++;
    gw__buffer_add(out, body.data + self.at, 1);
    self.at++;
  }
  /* What was never closed was no tab stop: its head goes back in, the innermost first. */
  while (self.depth > 0) {
    const opening *left = &self.open[--self.depth];
    gw__buffer_insert(out, left->output, body.data + left->input, left->header - left->input);
  }
  return !out->failed;
}
