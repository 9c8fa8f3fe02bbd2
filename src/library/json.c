#include "library/json.h"

#include "library/cursor.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/*
 * jansson says whether the text is JSON, and reads every string; where the members of an object
 * stand, which it does not tell, is found by a scan of the text that it has accepted.
 */
typedef struct snippets {
  library *library;
  library__source source;
  char *text;   /* without comments and trailing commas, byte for byte where it was */
  size_t limit; /* up to here it is JSON */
  char *room;   /* as large as the text */
  cursor place;
  size_t problems;
  bool lost;
  size_t declaration; /* of the file */
} snippets;

typedef struct span {
  size_t start;
  size_t end;
} span;

static library__position position_of(snippets *self, size_t offset) {
  cursor_to(&self->place, offset);
  return cursor_position(&self->place);
}

static void report(snippets *self, size_t offset, library__fault fault, const char *detail) {
  if (library__loses(fault))
    self->lost = true;
  library__report_of_file(self->library, &self->source, &self->problems, position_of(self, offset),
                          fault, detail);
}

/* ---- what is not JSON -------------------------------------------------------------------------
 */

/* Behind the string that starts at `at`; behind the text if it does not end. */
static size_t string_end(const char *text, size_t size, size_t at) {
  for (at++; at < size && text[at] != '"'; at++)
    if (text[at] == '\\')
      at++;
  return at < size ? at + 1 : size + 1;
}

/* Behind the comment that starts at `at`; `at` itself if there is none. */
static size_t comment_end(const char *text, size_t size, size_t at) {
  if (size - at < 2 || text[at] != '/' || (text[at + 1] != '/' && text[at + 1] != '*'))
    return at;
  bool line = text[at + 1] == '/';
  for (at += 2; at < size; at++) {
    if (line && text[at] == '\n')
      return at;
    if (!line && text[at] == '*' && at + 1 < size && text[at + 1] == '/')
      return at + 2;
  }
  return size;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Makes blanks of comments, and of a comma between a value and a closing bracket. */
static void clean(char *text, size_t size) {
  size_t comma = SIZE_MAX; /* one behind a value, and nothing since */
  char last = '[';
  for (size_t at = 0; at < size;) {
    char c = text[at];
    size_t end = is_blank(c) ? at + 1 : comment_end(text, size, at);
    if (end > at) {
      for (; at < end; at++)
        if (text[at] != '\n')
          text[at] = ' ';
      continue;
    }
    if ((c == '}' || c == ']') && comma != SIZE_MAX)
      text[comma] = ' ';
    comma = c == ',' && !strchr("[{,", last) ? at : SIZE_MAX;
    last = c;
    at = c == '"' ? string_end(text, size, at) : at + 1;
  }
}

/* Where the token starts that jansson's message quotes; it tells where it ends. */
static size_t token_start(const json_error_t *error) {
  const char *quoted = strstr(error->text, " near '");
  size_t at = error->position > 0 ? (size_t)error->position : 0;
  if (!quoted)
    return at;
  size_t size = strlen(quoted + strlen(" near '")) - 1;
  return at > size ? at - size : 0;
}

static void report_syntax(snippets *self, const json_error_t *error) {
  char message[JSON_ERROR_TEXT_LENGTH];
  self->limit = token_start(error);
  if (json_error_code(error) == json_error_out_of_memory) {
    self->library->failed = true;
  } else if (json_error_code(error) == json_error_invalid_utf8) {
    report(self, (size_t)error->position, LIBRARY__NOT_UTF8, NULL);
  } else {
    size_t size = strcspn(error->text, "\n");
    const char *near = strstr(error->text, " near ");
    if (near)
      size = (size_t)(near - error->text);
    memcpy(message, error->text, size);
    message[size] = '\0';
    report(self, self->limit, LIBRARY__JSON, message);
  }
}

/* The first bracket too many of what is JSON; its size if there is none. */
static size_t too_deep(const char *text, size_t size) {
  size_t depth = 0;
  for (size_t at = 0; at < size;) {
    if (text[at] == '{' || text[at] == '[') {
      if (++depth > LIBRARY_NESTING)
        return at;
    } else if ((text[at] == '}' || text[at] == ']') && depth > 0) {
      depth--;
    }
    at = text[at] == '"' ? string_end(text, size, at) : at + 1;
  }
  return size;
}

static size_t skip_blanks(const snippets *self, size_t at) {
  while (at < self->limit && is_blank(self->text[at]))
    at++;
  return at;
}

/* Finds out how far the text is JSON. */
static void check(snippets *self, size_t size) {
  json_error_t error;
  self->limit = size;
  if (skip_blanks(self, 0) == size) {
    report(self, 0, LIBRARY__EMPTY, NULL);
    return;
  }
  json_t *all = json_loadb(self->text, size, JSON_DECODE_ANY, &error);
  if (!all)
    report_syntax(self, &error);
  json_decref(all);
  size_t deep = too_deep(self->text, self->limit);
  if (deep < self->limit) {
    self->limit = deep;
    report(self, deep, LIBRARY__TOO_DEEP, NULL);
  }
}

/* ---- where things are -------------------------------------------------------------------------
 */

/* Behind the value that starts at `at`; behind the limit if it does not end. */
static size_t value_end(const snippets *self, size_t at) {
  size_t depth = 0;
  do {
    if (at >= self->limit)
      return self->limit + 1;
    char c = self->text[at];
    if (c == '{' || c == '[')
      depth++;
    else if (c == '}' || c == ']')
      depth--;
    if (c == '"')
      at = string_end(self->text, self->limit, at);
    else if (strchr("{}[],:", c) || is_blank(c))
      at++;
    else
      at += strcspn(self->text + at, "{}[],: \t\r\n\"");
  } while (depth > 0);
  return at;
}

/* The next value of a list, or name of an object, from *at on, which goes behind it; false at the
 * closing bracket, or where the JSON ends. */
static bool next_value(const snippets *self, size_t *at, span *out) {
  size_t start = skip_blanks(self, *at);
  if (start < self->limit && self->text[start] == ',')
    start = skip_blanks(self, start + 1);
  if (start >= self->limit || self->text[start] == '}' || self->text[start] == ']')
    return false;
  *out = (span){start, value_end(self, start)};
  *at = out->end;
  return out->end <= self->limit;
}

/* The next member of an object, likewise. */
static bool next_member(const snippets *self, size_t *at, span *name, span *value) {
  if (!next_value(self, at, name))
    return false;
  size_t colon = skip_blanks(self, *at);
  if (colon >= self->limit || self->text[colon] != ':')
    return false;
  *at = colon + 1;
  return next_value(self, at, value);
}

static bool is_a(const snippets *self, span value, char first) {
  return self->text[value.start] == first;
}

/* ---- values -----------------------------------------------------------------------------------
 */

/* Adds the string that stands there to the room, from *size on; false if it is none. */
static bool decode(snippets *self, span value, size_t *size) {
  if (!is_a(self, value, '"'))
    return false;
  json_t *string =
      json_loadb(self->text + value.start, value.end - value.start, JSON_DECODE_ANY, NULL);
  if (!string) /* it was read before, so memory ran out */
    self->library->failed = true;
  size_t length = json_string_length(string);
  if (length > 0)
    memcpy(self->room + *size, json_string_value(string), length);
  *size += length;
  json_decref(string);
  return true;
}

/* What is in the room, as `key` may be; NULL, and reported, if it is not. */
static const char *take(snippets *self, size_t at, const char *key, size_t size, unsigned how) {
  size_t length = 0;
  for (size_t i = 0; i < size; i++)
    if (self->room[i] != '\r' || i + 1 == size || self->room[i + 1] != '\n')
      self->room[length++] = self->room[i];
  library__text text = library__clean(self->library, self->room, length, how);
  if (text.wrong)
    report(self, at, text.fault, text.fault == LIBRARY__CONTROL ? text.code : key);
  return text.clean;
}

static const char *not_text(snippets *self, size_t at, const char *key) {
  report(self, at, LIBRARY__NOT_TEXT, key);
  return NULL;
}

/* A string, or a list of them with `between` between each two. */
static const char *read_text(snippets *self, span value, const char *key, char between,
                             unsigned how) {
  size_t size = 0;
  size_t at = value.start + 1;
  span line;
  if (!is_a(self, value, '['))
    return decode(self, value, &size) ? take(self, value.start, key, size, how)
                                      : not_text(self, value.start, key);
  for (bool first = true; next_value(self, &at, &line); first = false) {
    if (!first)
      self->room[size++] = between;
    if (!decode(self, line, &size))
      return not_text(self, line.start, key);
  }
  return take(self, value.start, key, size, how);
}

static bool read_trigger(snippets *self, span value, library__texts *list) {
  size_t size = 0;
  const char *text = decode(self, value, &size) ? take(self, value.start, "prefix", size, 0)
                                                : not_text(self, value.start, "prefix");
  if (!text)
    return false;
  if (strlen(text) > LIBRARY_TRIGGER_BYTES) {
    report(self, value.start, LIBRARY__LONG, text);
    return false;
  }
  return library__texts_add(self->library, list, text, position_of(self, value.start));
}

static bool read_triggers(snippets *self, span value, library__texts *list) {
  size_t at = value.start + 1;
  bool good = true;
  span one;
  if (!is_a(self, value, '['))
    return read_trigger(self, value, list);
  while (next_value(self, &at, &one)) {
    if (list->count == LIBRARY_LIST) {
      report(self, one.start, LIBRARY__TOO_MANY, "prefix");
      break;
    }
    good = read_trigger(self, one, list) && good;
  }
  return good;
}

static bool read_flag(snippets *self, span value, const char *key, bool *flag) {
  *flag = is_a(self, value, 't');
  if (*flag || is_a(self, value, 'f'))
    return true;
  report(self, value.start, LIBRARY__FLAG, key);
  return false;
}

/* Whether a list of languages names one that documents of ours are written in. */
static bool is_ours(const char *scope) {
  static const char *const ours[] = {"gongwen", "markdown", "text", "plaintext"};
  while (*scope) {
    scope += strspn(scope, ", \t");
    size_t size = strcspn(scope, ", \t");
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
      if (strlen(ours[i]) == size && memcmp(scope, ours[i], size) == 0)
        return true;
    scope += size;
  }
  return false;
}

/* ---- snippets ---------------------------------------------------------------------------------
 */

enum {
  KEY_BODY,
  KEY_PREFIX,
  KEY_DESCRIPTION,
  KEY_SCOPE,
  KEY_FILE,
  KEY_INCLUDE, /* patterns of file names; a library serves documents of any name */
  KEY_EXCLUDE,
  KEYS
};
static const char *const keys[KEYS] = {"body",           "prefix",  "description", "scope",
                                       "isFileTemplate", "include", "exclude"};

typedef struct snippet {
  library__entry entry;
  const char *scope; /* NULL: none */
  bool whole;        /* isFileTemplate */
  unsigned seen;     /* bits of the keys */
} snippet;

static bool read_key(snippets *self, size_t key, span value, snippet *out) {
  library_section *section = &out->entry.section;
  switch (key) {
  case KEY_BODY:
    return (section->body = read_text(self, value, "body", '\n', TEXT_LINES)) != NULL;
  case KEY_PREFIX:
    return read_triggers(self, value, &out->entry.triggers);
  case KEY_DESCRIPTION:
    section->description = read_text(self, value, "description", ' ', TEXT_MAY_BE_EMPTY);
    return section->description != NULL;
  case KEY_SCOPE:
    return (out->scope = read_text(self, value, "scope", ',', TEXT_MAY_BE_EMPTY)) != NULL;
  case KEY_FILE:
    return read_flag(self, value, "isFileTemplate", &out->whole);
  default:
    return true;
  }
}

static bool read_member(snippets *self, span name, span value, snippet *out) {
  size_t size = 0;
  size_t key = 0;
  (void)decode(self, name, &size);
  while (key < KEYS && (strlen(keys[key]) != size || memcmp(self->room, keys[key], size) != 0))
    key++;
  if (key < KEYS && !(out->seen & 1u << key)) {
    out->seen |= 1u << key;
    return read_key(self, key, value, out);
  }
  const char *shown = take(self, name.start, "key", size, 0);
  if (shown)
    report(self, name.start, key < KEYS ? LIBRARY__DUPLICATE : LIBRARY__UNKNOWN, shown);
  return true;
}

/* The kind that a whole file is, with its triggers. */
static void declare_whole(snippets *self, library__entry *entry) {
  library_section *section = &entry->section;
  library__declaration of = {.file = self->source.file,
                             .kind = section->name,
                             .rank = self->source.rank,
                             .at = entry->at,
                             .triggers = entry->triggers};
  if (*section->description)
    of.description = (library__value){section->description, entry->at};
  if (!library__texts_add(self->library, &of.document, section->name, entry->at))
    return;
  section->kind = section->name;
  entry->triggers = (library__texts){0};
  entry->declaration = self->library->declaration_count;
  library__declare(self->library, &of);
}

static void read_snippet(snippets *self, span name, span value) {
  snippet made = {.entry = {.at = position_of(self, name.start), .declaration = self->declaration}};
  library_section *section = &made.entry.section;
  size_t size = 0;
  if (!is_a(self, value, '{')) {
    report(self, value.start, LIBRARY__SNIPPET, NULL);
    return;
  }
  (void)decode(self, name, &size);
  section->name = take(self, name.start, "name", size, 0);
  section->kind = self->source.kind;
  section->description = "";
  section->file = self->source.file;
  section->line = made.entry.at.line;
  bool good = section->name != NULL;
  span key;
  for (size_t at = value.start + 1; next_member(self, &at, &key, &value);)
    good = read_member(self, key, value, &made) && good;
  if (!(made.seen & 1u << KEY_BODY)) {
    report(self, name.start, LIBRARY__MISSING, "body");
    good = false;
  }
  if (!good || (made.scope && *made.scope && !is_ours(made.scope)))
    return;
  if (made.whole)
    declare_whole(self, &made.entry);
  library__add(self->library, &made.entry);
}

static void read_file(snippets *self) {
  size_t start = skip_blanks(self, 0);
  span name;
  span value;
  if (start >= self->limit)
    return;
  if (!is_a(self, (span){start, start}, '{')) {
    report(self, start, LIBRARY__SNIPPETS, NULL);
    return;
  }
  for (size_t at = start + 1; next_member(self, &at, &name, &value);) {
    size_t size = 0;
    (void)decode(self, name, &size);
    if (size != strlen("$schema") || memcmp(self->room, "$schema", size) != 0)
      read_snippet(self, name, value);
  }
}

bool library__read_json(library *self, const library__source *source) {
  size_t bom = source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  size_t size = source->size - bom;
  snippets reader = {.library = self,
                     .source = *source,
                     .text = malloc(size + 1),
                     .room = malloc(size + 1),
                     .declaration = self->declaration_count};
  library__declaration of = {.file = source->file,
                             .kind = source->kind,
                             .rank = source->rank,
                             .at = {1, 1},
                             .loose = true};
  if (reader.text && reader.room) {
    reader.place = (cursor){.text = source->text + bom, .size = size};
    if (size > 0)
      memcpy(reader.text, source->text + bom, size);
    reader.text[size] = '\0';
    clean(reader.text, size);
    library__declare(self, &of);
    check(&reader, size);
    read_file(&reader);
  } else {
    self->failed = true;
  }
  free(reader.text);
  free(reader.room);
  return !reader.lost;
}
