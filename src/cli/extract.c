#include "cli/extract.h"

#include "cli/naming.h"
#include "cli/pinyin.h"
#include "core/utf8.h"

#include <stdio.h>

/* ---- texts ------------------------------------------------------------------------------------
 */

/* Takes a buffer over as a string; NULL, and `failed`, when memory ran out. */
static char *take(extract *self, gw__buffer *text) {
  gw__buffer_add(text, "", 1);
  if (text->failed) {
    free(text->data);
    self->failed = true;
    *text = (gw__buffer){0};
    return NULL;
  }
  char *string = text->data;
  *text = (gw__buffer){0};
  return string;
}

static char *copy(extract *self, const char *text, size_t size) {
  gw__buffer out = {0};
  gw__buffer_add(&out, text, size);
  return take(self, &out);
}

/* A control character, or one that YAML or an editor takes for a line end or a mark of bytes. */
static bool is_dirt(uint32_t code) {
  return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0) ||
         code == 0x2028 || code == 0x2029 || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* The text in lines that end at LF, its dirt blanks, its invalid bytes U+FFFD. */
static void clean(const char *text, size_t size, gw__buffer *out) {
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    if (c.code == '\r' && at + 1 < size && text[at + 1] == '\n')
      ;
    else if (is_dirt(c.code))
      gw__buffer_add(out, " ", 1);
    else if (c.code == GW__REPLACEMENT)
      gw__buffer_add(out, "\xEF\xBF\xBD", 3);
    else
      gw__buffer_add(out, text + at, c.size);
    at += c.size;
  }
}

/* Adds a text so that tab stops read it as it is. */
static void add_escaped(gw__buffer *out, const char *text, size_t size) {
  for (size_t at = 0; at < size; at++) {
    char next = at + 1 < size ? text[at + 1] : '\0';
    if (text[at] == '$' || (text[at] == '\\' && (next == '$' || next == '}' || next == '\\')))
      gw__buffer_add(out, "\\", 1);
    gw__buffer_add(out, text + at, 1);
  }
}

static size_t blank_end(gw_span text) {
  size_t at = 0;
  for (gw__char c; (c = gw__char_at(text.data, text.size, at)).size && gw__is_blank(c.code);)
    at += c.size;
  return at;
}

static bool is_empty(gw_span line) {
  return blank_end(line) == line.size;
}

/* ---- bodies -----------------------------------------------------------------------------------
 */

/* Lines [first, end), the first one from `column` on. */
typedef struct passage {
  size_t first;
  size_t column;
  size_t end;
} passage;

/* Without the empty lines around it. */
static passage trim(const gw_document *document, passage lines) {
  while (lines.first < lines.end) {
    gw_span line = gw_document_line(document, lines.first);
    if (!is_empty((gw_span){line.data + lines.column, line.size - lines.column}))
      break;
    lines.first++;
    lines.column = 0;
  }
  while (lines.end > lines.first + 1 && is_empty(gw_document_line(document, lines.end - 1)))
    lines.end--;
  return lines;
}

/* The passage as a body, each line without the blanks `indent` if it starts with them. */
static char *body_of(extract *self, const gw_document *document, passage lines, gw_span indent) {
  gw__buffer out = {0};
  for (size_t i = lines.first; i < lines.end; i++) {
    gw_span line = gw_document_line(document, i);
    size_t from = i == lines.first ? lines.column : 0;
    if (from == 0 && indent.size > 0 && line.size >= indent.size &&
        memcmp(line.data, indent.data, indent.size) == 0)
      from = indent.size;
    if (i > lines.first)
      gw__buffer_add(&out, "\n", 1);
    add_escaped(&out, line.data + from, line.size - from);
  }
  return take(self, &out);
}

/* The blanks that a line starts with. */
static gw_span indent_of(const gw_document *document, size_t line) {
  gw_span text = gw_document_line(document, line);
  return (gw_span){text.data, blank_end(text)};
}

/* ---- sections ---------------------------------------------------------------------------------
 */

static bool is_named(const extract *self, const char *name) {
  for (size_t i = 0; i < self->count; i++)
    if (strcmp(self->sections[i].name, name) == 0)
      return true;
  return false;
}

static bool is_trigger(const extract *self, const char *text) {
  if (self->trigger && strcmp(self->trigger, text) == 0)
    return true;
  for (size_t i = 0; i < self->count; i++)
    for (size_t k = 0; k < 2; k++)
      if (self->sections[i].triggers[k] && strcmp(self->sections[i].triggers[k], text) == 0)
        return true;
  return false;
}

/* The initials of a word, with a number if they are taken; NULL if there are fewer than two. */
static char *initials(extract *self, const char *word) {
  char letters[NAMING_BYTES];
  char numbered[NAMING_BYTES + 24];
  if (pinyin_initials(word, strlen(word), letters, sizeof letters) < 2)
    return NULL;
  (void)snprintf(numbered, sizeof numbered, "%s", letters);
  for (unsigned number = 2; is_trigger(self, numbered); number++)
    (void)snprintf(numbered, sizeof numbered, "%s%u", letters, number);
  return copy(self, numbered, strlen(numbered));
}

/* Adds a section; takes the texts over. The triggers are those of `word`. */
static void add_section(extract *self, extract_section section, const char *word) {
  if (self->count == self->capacity && !self->failed) {
    size_t capacity = self->capacity ? self->capacity * 2 : 16;
    extract_section *sections = realloc(self->sections, capacity * sizeof *sections);
    self->failed = !sections;
    if (sections) {
      self->sections = sections;
      self->capacity = capacity;
    }
  }
  if (!self->failed) {
    section.triggers[0] = initials(self, word);
    /* One of a single character would go off in the middle of words. */
    if (strlen(word) > 3 && !is_trigger(self, word))
      section.triggers[section.triggers[0] != NULL] = copy(self, word, strlen(word));
    self->sections[self->count++] = section;
    return;
  }
  free(section.name);
  free(section.description);
  free(section.body);
}

/* A name that no section has yet: `name`, or it with a number. */
static char *new_name(extract *self, const char *name) {
  char numbered[NAMING_BYTES + 32];
  if (!is_named(self, name))
    return copy(self, name, strlen(name));
  unsigned number = 2;
  do
    (void)snprintf(numbered, sizeof numbered, "%.*s（%u）", NAMING_BYTES - 1, name, number++);
  while (is_named(self, numbered));
  return copy(self, numbered, strlen(numbered));
}

/* Adds a passage as it stands, without a heading. */
static void add_plain(extract *self, const gw_document *document, passage lines, const char *name,
                      bool keep_indent) {
  lines = trim(document, lines);
  if (lines.first >= lines.end)
    return;
  gw_span indent = {NULL, 0};
  if (!keep_indent)
    indent = indent_of(document, lines.first);
  extract_section section = {.name = new_name(self, name),
                             .description = copy(self, "", 0),
                             .body = body_of(self, document, lines, indent)};
  add_section(self, section, name);
}

/* ---- headings ---------------------------------------------------------------------------------
 */

/* Longer titles are no names. */
#define TITLE_BYTES 200

/* The text below a heading, from behind its title on. */
static passage text_below(const gw_document *document, const gw_node *node, size_t end) {
  gw_span line = gw_document_line(document, node->title_last_line);
  if (node->shape != GW_SHAPE_RUN_IN)
    return trim(document, (passage){node->title_last_line + 1, 0, end});
  passage below = {node->line, node->title_end, end};
  if (line.size - below.column >= 3 && memcmp(line.data + below.column, "。", 3) == 0)
    below.column += 3;
  return trim(document, below);
}

/* Whether nothing but blanks and Markdown's # stands before a heading. */
static bool starts_line(const gw_document *document, const gw_node *node) {
  gw_span line = gw_document_line(document, node->line);
  size_t at = blank_end(line);
  while (at < node->column && (line.data[at] == '#' || line.data[at] == ' '))
    at++;
  return at == node->column;
}

/* Whether a title that is broken over lines takes up all of the last one. */
static bool ends_line(const gw_document *document, const gw_node *node, const char *title) {
  gw_span line = gw_document_line(document, node->title_last_line);
  size_t blank = blank_end(line);
  size_t size = strlen(title);
  line = (gw_span){line.data + blank, line.size - blank};
  for (gw__char c; (c = gw__char_before(line.data, line.size)).size;) {
    if (!gw__is_blank(c.code) && c.code != 0x3002)
      break;
    line.size -= c.size;
  }
  return node->title_last_line == node->line ||
         (line.size <= size && memcmp(title + size - line.size, line.data, line.size) == 0);
}

/* Whether a heading of this form, with its text, comes out of a template as it went in. */
static bool is_section(gw_document *document, const gw_node *node, gw_form form, passage below,
                       char title[TITLE_BYTES + 1]) {
  size_t size = gw_node_title(document, node, title, TITLE_BYTES + 1);
  return node->kind == GW_HEADING && node->form == form && node->parts == 1 && size > 0 &&
         size <= TITLE_BYTES && starts_line(document, node) && ends_line(document, node, title) &&
         !is_empty((gw_span){title, size}) && below.first < below.end &&
         (node->shape == GW_SHAPE_ALONE || node->shape == GW_SHAPE_STOPPED ||
          (node->shape == GW_SHAPE_RUN_IN && node->title_last_line == node->line));
}

/* What lists show of a section: the start of its text. */
static char *describe(extract *self, const gw_document *document, passage below) {
  char start[NAMING_BYTES];
  gw_span line = gw_document_line(document, below.first);
  line.data += below.column;
  line.size -= below.column;
  size_t indent = blank_end(line);
  naming_clause(line.data + indent, line.size - indent, start);
  return copy(self, start, strlen(start));
}

static void add_heading(extract *self, gw_document *document, const gw_node *node,
                        const char *title, passage below, unsigned level) {
  char word[NAMING_BYTES];
  naming_short(title, strlen(title), word);
  extract_section section = {.name = copy(self, title, strlen(title)),
                             .description = describe(self, document, below),
                             .level = level,
                             .body =
                                 body_of(self, document, below, indent_of(document, node->line)),
                             .alone = level > 1};
  add_section(self, section, word);
}

/* The points of a section that have a text of their own: nodes from `index` on, before line `end`.
 */
static void add_points(extract *self, gw_document *document, size_t index, size_t end) {
  gw_node node;
  char title[TITLE_BYTES + 1];
  for (; gw_document_node(document, index, &node) && node.line < end; index++) {
    size_t last = gw_document_section_end(document, index);
    passage below = text_below(document, &node, last < end ? last : end);
    if (is_section(document, &node, GW_FORM_HAN_PAREN, below, title) && !is_named(self, title))
      add_heading(self, document, &node, title, below, 2);
  }
}

/* Adds the section of lines [node.line, end), and its points. */
static void add_top(extract *self, gw_document *document, size_t index, size_t end) {
  gw_node node;
  char title[TITLE_BYTES + 1];
  if (!gw_document_node(document, index, &node))
    return;
  passage below = text_below(document, &node, end);
  if (is_section(document, &node, GW_FORM_HAN, below, title) && !is_named(self, title)) {
    add_heading(self, document, &node, title, below, 1);
  } else {
    char name[NAMING_BYTES];
    naming_short(title, strlen(title), name);
    add_plain(self, document, (passage){node.line, 0, end}, *name ? name : "一节", false);
  }
  add_points(self, document, index + 1, end);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* The first line in [from, end) of a part; `end` if there is none. */
static size_t first_line_of(gw_document *document, gw_part part, size_t from, size_t end) {
  size_t count = gw_document_parts(document, part, NULL, 0);
  size_t found = end;
  gw_passage *passages = count ? malloc(count * sizeof *passages) : NULL;
  if (!passages)
    return end;
  (void)gw_document_parts(document, part, passages, count);
  for (size_t i = 0; i < count && found == end; i++)
    if (passages[i].line >= from && passages[i].line < end)
      found = passages[i].line;
  free(passages);
  return found;
}

static size_t least(size_t left, size_t right) {
  return left < right ? left : right;
}

/* Adds what stands behind the last section. */
static void add_closing(extract *self, gw_document *document, size_t start, size_t annex) {
  size_t signature = least(first_line_of(document, GW_PART_SIGNATURE, start, annex),
                           first_line_of(document, GW_PART_DATE, start, annex));
  size_t enclosure = least(first_line_of(document, GW_PART_ENCLOSURE, start, annex), signature);
  add_plain(self, document, (passage){start, 0, enclosure}, "结尾", false);
  add_plain(self, document, (passage){enclosure, 0, signature}, "附件说明", false);
  add_plain(self, document, (passage){signature, 0, annex}, "落款", true);
  add_plain(self, document, (passage){annex, 0, gw_document_line_count(document)}, "附件", true);
}

/* The next heading of the outermost level from node `index` on, before line `end`. */
static bool next_top(gw_document *document, size_t *index, size_t end, gw_node *node) {
  for (; gw_document_node(document, *index, node); ++*index)
    if (node->kind == GW_HEADING && node->level == 1)
      return node->line < end;
  return false;
}

static void add_sections(extract *self, gw_document *document, size_t start) {
  size_t count = gw_document_line_count(document);
  size_t annex = first_line_of(document, GW_PART_ANNEX, start, count);
  size_t index = 0;
  gw_node node;
  size_t end = annex; /* of the sections */
  if (!next_top(document, &index, annex, &node)) {
    size_t first = least(first_line_of(document, GW_PART_ENCLOSURE, start, annex),
                         least(first_line_of(document, GW_PART_SIGNATURE, start, annex),
                               first_line_of(document, GW_PART_DATE, start, annex)));
    add_plain(self, document, (passage){start, 0, first}, "正文", false);
    add_closing(self, document, first, annex);
    return;
  }
  add_plain(self, document, (passage){start, 0, node.line}, "导语", false);
  for (bool more = true; more && !self->failed;) {
    size_t at = index++;
    size_t first;
    more = next_top(document, &index, annex, &node);
    if (!gw_document_section_lines(document, at, &first, &end))
      return;
    end = more ? node.line : least(end, annex);
    add_top(self, document, at, end);
  }
  add_closing(self, document, end, annex);
}

/* Reads the title, and the kind by it; answers the line behind. */
static size_t read_title(extract *self, gw_document *document, const char *name) {
  char kind[NAMING_BYTES] = "";
  gw_node node;
  gw__buffer title = {0};
  size_t start = 0;
  if (gw_document_node(document, 0, &node) && node.kind == GW_TITLE) {
    gw__buffer joined = {0};
    start = node.title_last_line + 1;
    for (size_t i = node.line; i < start; i++) {
      gw_span line = gw_document_line(document, i);
      size_t blank = blank_end(line);
      char *open = malloc(line.size + 1);
      if (!open)
        self->failed = true;
      size_t size = open ? naming_open_years(line.data + blank, line.size - blank, open) : 0;
      gw__buffer_add(&joined, line.data + blank, line.size - blank);
      gw__buffer_add(&title, "\n", i > node.line);
      add_escaped(&title, open, size);
      free(open);
    }
    naming_kind(joined.data ? joined.data : "", joined.size, kind);
    free(joined.data);
  }
  self->title = take(self, &title);
  if (!*kind)
    naming_kind(name, strlen(name), kind);
  const char *told = *kind ? kind : "模板";
  self->kind = copy(self, told, strlen(told));
  self->trigger = initials(self, told);
  return start;
}

bool extract_document(extract *self, const char *text, size_t size, const char *name) {
  gw__buffer cleaned = {0};
  *self = (extract){0};
  clean(text, size, &cleaned);
  gw_document *document =
      cleaned.failed ? NULL : gw_document_parse(cleaned.data ? cleaned.data : "", cleaned.size);
  if (document)
    add_sections(self, document, read_title(self, document, name));
  else
    self->failed = true;
  gw_document_free(document);
  free(cleaned.data);
  for (size_t i = 0; i < self->count; i++) {
    const extract_section *section = &self->sections[i];
    self->failed = self->failed || !section->name || !section->description || !section->body;
  }
  return !self->failed;
}

void extract_free(extract *self) {
  for (size_t i = 0; i < self->count; i++) {
    extract_section *section = &self->sections[i];
    free(section->name);
    free(section->description);
    free(section->triggers[0]);
    free(section->triggers[1]);
    free(section->body);
  }
  free(self->sections);
  free(self->kind);
  free(self->title);
  free(self->trigger);
  *self = (extract){0};
}
