#include "core/tabstop.h"

/* Bounds on what a body can grow to: the longest text that is repeated for a name, and the bytes of
 * all values. A variable's value goes in once in any case: it may be what the user has selected. */
#define REPEAT_BYTES 240
#define VALUE_BYTES  ((size_t)1024 * 1024)

/* Variables looked at: as many as `used` has bits. */
#define VARIABLES 64

/* How far the work has come. */
typedef struct progress {
  size_t text;   /* bytes of the output */
  size_t ranges; /* bytes of the list of values */
  size_t values; /* bytes of values in all */
  size_t names;
  uint64_t used;
} progress;

/* A ${name: that is still open. */
typedef struct opening {
  size_t input;  /* its $ */
  size_t header; /* the byte behind its colon */
  gw_span name;
  progress before; /* its text */
} opening;

typedef struct resolver {
  const gw_template *source;
  gw_span body;
  size_t at;
  gw__resolution *result;
  gw__buffer *out; /* its text */
  opening open[GW__TABSTOP_DEPTH];
  size_t depth;
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

static bool is_ascii_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
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

static bool same(gw_span left, gw_span right) {
  return left.size == right.size && memcmp(left.data, right.data, left.size) == 0;
}

/* The first text that a name was given; NULL if none was. */
static const gw__tabstop *find(const resolver *self, gw_span name) {
  for (size_t i = 0; i < self->result->name_count; i++)
    if (same(self->result->names[i].name, name))
      return &self->result->names[i];
  return NULL;
}

/* The variable of this name; NULL if there is none. */
static const gw_variable *find_variable(const resolver *self, gw_span name) {
  for (size_t i = 0; i < self->source->variable_count && i < VARIABLES; i++)
    if (same(self->source->variables[i].name, name))
      return &self->source->variables[i];
  return NULL;
}

static void add_range(resolver *self, gw__range range) {
  if (range.start < range.end)
    gw__buffer_add(&self->result->values, (const char *)&range, sizeof range);
}

static uint64_t bit_of(const resolver *self, const gw_variable *variable) {
  return (uint64_t)1 << (variable - self->source->variables);
}

/* Whether there is room for the value once more. */
static bool has_room(const resolver *self, const gw_variable *variable) {
  size_t size = variable->value.size;
  return !(self->result->used & bit_of(self, variable)) ||
         (size <= VALUE_BYTES && self->result->value_bytes <= VALUE_BYTES - size);
}

static void put_value(resolver *self, const gw_variable *variable) {
  size_t start = self->out->size;
  self->result->used |= bit_of(self, variable);
  self->result->value_bytes += variable->value.size;
  gw__buffer_add(self->out, variable->value.data, variable->value.size);
  add_range(self, (gw__range){start, self->out->size});
}

/* Repeats what a name was given, and where values are in it. */
static void put_again(resolver *self, const gw__tabstop *known) {
  char text[REPEAT_BYTES];
  size_t size = known->text.end - known->text.start;
  if (self->out->failed || self->result->values.failed)
    return;
  if (size > 0)
    memcpy(text, self->out->data + known->text.start, size);
  size_t moved = self->out->size - known->text.start;
  gw__buffer_add(self->out, text, size);
  for (size_t at = known->ranges.start; at < known->ranges.end; at += sizeof(gw__range)) {
    gw__range range = gw__resolution_value(self->result, at / sizeof(gw__range));
    add_range(self, (gw__range){range.start + moved, range.end + moved});
  }
}

/* The text of a bare name; false if nothing is known of it. */
static bool repeat(resolver *self, gw_span name) {
  const gw__tabstop *known = find(self, name);
  const gw_variable *variable = known ? NULL : find_variable(self, name);
  if (known)
    put_again(self, known);
  else if (variable && has_room(self, variable))
    put_value(self, variable);
  else if (variable || !is_number(name))
    return false;
  else if (!is_zero(name))
    gw__buffer_add(self->out, "XX", 2);
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
  bool number = !braced && is_digit(byte_at(self, at));
  while (braced   ? is_name(byte_at(self, at))
         : number ? is_digit(byte_at(self, at))
                  : is_ascii_name(byte_at(self, at)))
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
  progress here = {self->out->size, self->result->values.size, self->result->value_bytes,
                   self->result->name_count, self->result->used};
  self->open[self->depth++] = (opening){start, at + 1, name, here};
  self->at = at + 1;
  return true;
}

/* Remembers what the name was given: all that was written since. */
static void define(resolver *self, const opening *closed) {
  gw__resolution *result = self->result;
  gw__range text = {closed->before.text, self->out->size};
  gw__range ranges = {closed->before.ranges, result->values.size};
  if (result->name_count < GW__TABSTOP_NAMES && text.end - text.start <= REPEAT_BYTES)
    result->names[result->name_count++] = (gw__tabstop){closed->name, text, ranges};
}

/* Ends the innermost ${name:text}. Where the name is a variable with a value, that takes the place
 * of the text, and what was noted of the text is forgotten. */
static void close_brace(resolver *self) {
  gw__resolution *result = self->result;
  const opening *closed = &self->open[--self->depth];
  const progress *before = &closed->before;
  const gw_variable *variable = find_variable(self, closed->name);
  self->at++;
  if (!variable || variable->value.size == 0 || !has_room(self, variable)) {
    define(self, closed);
    return;
  }
  self->out->size = before->text;
  result->values.size = before->ranges;
  result->value_bytes = before->values;
  result->name_count = before->names;
  result->used = before->used;
  put_value(self, variable);
}

/* What was never closed was no tab stop: its head goes back in. */
static void put_head_back(resolver *self, const opening *left) {
  size_t size = left->header - left->input;
  gw__resolution *result = self->result;
  gw__buffer_insert(self->out, left->before.text, self->body.data + left->input, size);
  for (size_t at = left->before.ranges; at < result->values.size; at += sizeof(gw__range)) {
    gw__range range = gw__resolution_value(result, at / sizeof range);
    range.start += size;
    range.end += size;
    memcpy(result->values.data + at, &range, sizeof range);
  }
  for (size_t i = left->before.names; i < result->name_count; i++) {
    result->names[i].text.start += size;
    result->names[i].text.end += size;
  }
}

static void forget_numbers(gw__resolution *self) {
  size_t kept = 0;
  for (size_t i = 0; i < self->name_count; i++)
    if (!is_number(self->names[i].name))
      self->names[kept++] = self->names[i];
  self->name_count = kept;
}

gw_span gw__resolution_text(const gw__resolution *self, size_t start) {
  return (gw_span){self->text.data ? self->text.data + start : "", self->text.size - start};
}

gw__range gw__resolution_value(const gw__resolution *self, size_t index) {
  gw__range range = {SIZE_MAX, SIZE_MAX};
  if (index < self->values.size / sizeof range)
    memcpy(&range, self->values.data + index * sizeof range, sizeof range);
  return range;
}

void gw__resolution_free(gw__resolution *self) {
  free(self->text.data);
  free(self->values.data);
  *self = (gw__resolution){0};
}

bool gw__tabstops_resolve(const gw_template *source, gw__resolution *out) {
  resolver self = {.source = source, .body = source->body, .result = out, .out = &out->text};
  forget_numbers(out);
  while (self.at < self.body.size && !self.out->failed) {
    char c = self.body.data[self.at];
    char next = byte_at(&self, self.at + 1);
    if (c == '$' && dollar(&self))
      continue;
    if (c == '}' && self.depth > 0) {
      close_brace(&self);
      continue;
    }
    if (c == '\\' && (next == '$' || next == '}' || next == '\\'))
      self.at++;
    gw__buffer_add(self.out, self.body.data + self.at, 1);
    self.at++;
  }
  while (self.depth > 0) /* the innermost first */
    put_head_back(&self, &self.open[--self.depth]);
  return !out->text.failed && !out->values.failed;
}
