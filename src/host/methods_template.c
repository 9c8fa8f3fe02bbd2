/* Methods about the templates: expand, insert, new. */
#include "core/chars.h"
#include "host/memory.h"
#include "host/methods.h"
#include "library/variables.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- the cursor ------------------------------------------------------------------------------ */

/*
 * Where the cursor goes after an insertion, and the size of the placeholder there (0: none). Only
 * the lines that the first edit makes are looked at: the others come later in the text, and
 * placeholders are a matter of one line.
 */
static bool first_slot(const gw_document *document, const gw_insertion *insertion, gw_point *place,
                       size_t *size, char field[FIELD_BYTES]) {
  const gw_edit *edit = &insertion->edits.items[0];
  gw_span head = gw_document_line(document, edit->start.line);
  head.size = edit->start.column < head.size ? edit->start.column : head.size;
  gw_span tail = gw_document_line(document, edit->end.line);
  size_t cut = edit->end.column < tail.size ? edit->end.column : tail.size;
  tail = (gw_span){tail.data + cut, tail.size - cut};

  size_t total = head.size + edit->text.size + tail.size;
  char *text = memory_resize(NULL, total, 1);
  if (head.size)
    memcpy(text, head.data, head.size);
  if (edit->text.size)
    memcpy(text + head.size, edit->text.data, edit->text.size);
  if (tail.size)
    memcpy(text + head.size + edit->text.size, tail.data, tail.size);
  gw_document *made = gw_document_parse(text, total);

  size_t cursor = head.size + insertion->first_slot;
  gw_point local = {0, 0};
  for (size_t i = 0; i < cursor; i++) {
    local.column++;
    if (text[i] == '\n')
      local = (gw_point){local.line + 1, 0};
  }
  free(text);
  if (!made)
    return false;
  *size = 0;
  field[0] = '\0';
  /* One that reaches over the cursor began in the text before the insertion. */
  gw_placeholder slot;
  gw_point from = {local.line, 0};
  while (gw_document_next_placeholder(made, from, &slot) && slot.line == local.line &&
         slot.column <= local.column) {
    if (slot.column + slot.size > local.column) {
      local.column = slot.column;
      *size = slot.size;
      gw_placeholder_field(made, &slot, field, FIELD_BYTES);
      break;
    }
    from.column = slot.column + slot.size;
  }
  gw_document_free(made);
  *place = (gw_point){edit->start.line + local.line, local.column};
  return true;
}

/* ---- the selection --------------------------------------------------------------------------- */

/* What is asked for: a section or document in place of the bytes [start, end), which the user has
 * selected if `selected`. */
typedef struct order {
  library_choice choice;
  gw_point start;
  gw_point end;
  bool selected;
} order;

/* Lines in one text; free() it. */
static char *join_lines(const gw_span *lines, size_t count, size_t *size) {
  *size = count > 0 ? count - 1 : 0;
  for (size_t i = 0; i < count; i++)
    *size += lines[i].size;
  char *text = memory_resize(NULL, *size + 1, 1);
  char *at = text;
  for (size_t i = 0; i < count; i++) {
    if (i > 0)
      *at++ = '\n';
    if (lines[i].size > 0)
      memcpy(at, lines[i].data, lines[i].size);
    at += lines[i].size;
  }
  return text;
}

/* The blanks that the line of a place starts with, as far as they stand before it. */
static gw_span indentation(const gw_document *document, gw_point place) {
  gw_span line = gw_document_line(document, place.line);
  size_t end = 0;
  while (end < place.column && end < line.size) {
    gw__char c = gw__char_at(line.data, line.size, end);
    if (!gw__is_blank(c.code) || end + c.size > place.column)
      break;
    end += c.size;
  }
  return (gw_span){line.data, end};
}

/* The text between two places, in lines without CR. Its lines get the indentation of the first one
 * once more when they go in, so they lose it here. */
static gw_span *selected_lines(const gw_document *document, gw_point start, gw_point end,
                               size_t *count) {
  gw_span indent = indentation(document, start);
  *count = end.line - start.line + 1;
  gw_span *lines = memory_new(*count, sizeof *lines);
  for (size_t i = 0; i < *count; i++) {
    gw_span line = gw_document_line(document, start.line + i);
    size_t from = i == 0 ? start.column : 0;
    if (start.line + i == end.line && end.column < line.size)
      line.size = end.column;
    else if (line.size > from && line.data[line.size - 1] == '\r')
      line.size--;
    if (i > 0 && indent.size > 0 && line.size >= indent.size &&
        memcmp(line.data, indent.data, indent.size) == 0)
      from = indent.size;
    lines[i] = (gw_span){line.data + from, line.size > from ? line.size - from : 0};
  }
  return lines;
}

/* The text that ${选中} stands for: `selection` as it was sent, else the bytes that go; free() it.
 */
static char *read_selection(call *self, const order *asked, size_t *size) {
  size_t count = 0;
  gw_span *lines = NULL;
  if (params_has(&self->params, "selection"))
    lines = params_texts(&self->params, "selection", TEXT_WANTED_LINES, &count);
  else if (asked->selected)
    lines = selected_lines(self->buffer->document, asked->start, asked->end, &count);
  char *text = join_lines(lines, count, size);
  free(lines);
  return text;
}

/* ---- insertion ------------------------------------------------------------------------------- */

static const char *name_of(const order *asked) {
  return asked->choice.document ? asked->choice.document->name : asked->choice.section->name;
}

static void put_insertion(call *self, const order *asked, const gw_insertion *insertion) {
  const gw_document *document = self->buffer->document;
  gw_point place = {0, 0};
  size_t size = 0;
  char field[FIELD_BYTES];
  if (!first_slot(document, insertion, &place, &size, field)) {
    call_fail(self, TEXT_MEMORY, self->method);
    return;
  }
  fields_flag(&self->answer, "found", true);
  methods_put_edits(&self->answer, document, &insertion->edits);
  fields_number(&self->answer, "line", (int64_t)place.line);
  fields_number(&self->answer, "column", (int64_t)place.column);
  fields_number(&self->answer, "size", (int64_t)size);
  fields_text(&self->answer, "field", field);
  fields_text(&self->answer, "name", name_of(asked));
}

static void fill_variables(library_variables *variables, gw_span path, gw_span selection) {
  time_t now = time(NULL);
  struct tm here = {0};
  (void)localtime_r(&now, &here);
  library_variables_fill(variables, &here, path, selection);
}

static gw_template template_of(const library_section *section) {
  return (gw_template){.title = {section->name, strlen(section->name)},
                       .level = section->level,
                       .body = {section->body, strlen(section->body)}};
}

/* A section with a heading and no place for the selection has it for its body. */
#define SELECTED_BODY "${选中}"

static bool work_out_section(call *self, const order *asked, const library_variables *variables,
                             gw_insertion *out) {
  gw_document *document = self->buffer->document;
  gw_template source = template_of(asked->choice.section);
  source.variables = variables->items;
  source.variable_count = variables->count;
  bool done = gw_document_insertion(document, asked->start, asked->end, &source, out);
  bool nothing = asked->start.line == asked->end.line && asked->start.column == asked->end.column;
  if (!done || !asked->selected || nothing || source.level == 0 ||
      library_uses_selection(out->used))
    return done;
  gw_insertion_free(out);
  source.body = (gw_span){SELECTED_BODY, strlen(SELECTED_BODY)};
  return gw_document_insertion(document, asked->start, asked->end, &source, out);
}

static bool work_out_document(call *self, const order *asked, const library_variables *variables,
                              gw_insertion *out) {
  const library_kind *kind = asked->choice.document;
  gw_template *sections = memory_new(kind->section_count, sizeof *sections);
  for (size_t i = 0; i < kind->section_count; i++)
    sections[i] = template_of(kind->sections[i]);
  gw_whole source = {.title = {kind->title, strlen(kind->title)},
                     .sections = sections,
                     .count = kind->section_count,
                     .variables = variables->items,
                     .variable_count = variables->count};
  bool done =
      gw_document_whole_insertion(self->buffer->document, asked->start, asked->end, &source, out);
  free(sections);
  return done;
}

/* False if the call has failed. */
static bool work_out(call *self, const order *asked, gw_insertion *out) {
  library_variables variables;
  gw_span path = {"", 0};
  gw_span selection = {NULL, 0};
  char *text = read_selection(self, asked, &selection.size);
  selection.data = text;
  if (params_has(&self->params, "path"))
    path = params_text(&self->params, "path");
  else if (self->buffer->path)
    path = (gw_span){self->buffer->path, strlen(self->buffer->path)};
  fill_variables(&variables, path, selection);
  *out = (gw_insertion){0};
  bool done = false;
  if (params_fine(&self->params)) {
    done = asked->choice.document ? work_out_document(self, asked, &variables, out)
                                  : work_out_section(self, asked, &variables, out);
    done = done && out->edits.count > 0;
    if (!done)
      call_fail(self, TEXT_MEMORY, self->method);
    else if (asked->selected && selection.size > 0 && !library_uses_selection(out->used))
      call_fail(self, TEXT_NO_SELECTION, name_of(asked)); /* it would be lost */
  }
  free(text);
  return done && !self->failed;
}

bool methods_work_out(call *self, const library_choice *choice, gw_point start, gw_point end,
                      gw_insertion *out) {
  return work_out(self, &(order){*choice, start, end, false}, out);
}

static void answer_insertion(call *self, const order *asked) {
  gw_insertion insertion;
  if (work_out(self, asked, &insertion))
    put_insertion(self, asked, &insertion);
  gw_insertion_free(&insertion);
}

/* ---- expand ---------------------------------------------------------------------------------- */

const library_kind *methods_kind_of(call *self) {
  gw_document *document = self->buffer->document;
  gw_node node;
  char title[VIEW_TITLE_BYTES];
  if (!gw_document_node(document, 0, &node) || node.kind != GW_TITLE)
    return NULL;
  size_t size = view_title(document, &node, title, sizeof title);
  return library_kind_of_title(self->session->templates.loaded, title, size);
}

static bool is_blank(gw_span text) {
  size_t at = 0;
  while (at < text.size) {
    gw__char c = gw__char_at(text.data, text.size, at);
    if (!gw__is_blank(c.code) && c.code != '\r')
      return false;
    at += c.size;
  }
  return true;
}

bool methods_is_alone(const gw_document *document, gw_point start, gw_point end) {
  for (size_t i = 0; i < gw_document_line_count(document); i++) {
    gw_span line = gw_document_line(document, i);
    size_t cut = i == start.line ? end.column : 0;
    if ((cut > 0 && !is_blank((gw_span){line.data, start.column})) ||
        !is_blank((gw_span){line.data + cut, line.size - cut}))
      return false;
  }
  return true;
}

bool methods_takes_triggers(gw_document *document, size_t line) {
  gw_span text = gw_document_line(document, line);
  size_t start = text.size ? gw__skip_blanks(text.data, text.size, 0) : 0;
  bool quoted = start < text.size && text.data[start] == '>';
  return !quoted && !gw_document_is_code(document, line);
}

unsigned methods_level_at(gw_document *document, size_t line) {
  gw_node node;
  for (size_t index = gw_document_node_at(document, line);
       index != GW_NONE && gw_document_node(document, index, &node);
       index = gw_document_parent(document, index)) {
    if (node.kind == GW_HEADING)
      return node.level < LIBRARY_LEVELS ? node.level : LIBRARY_LEVELS - 1;
  }
  return 0;
}

/* What the trigger before asked->end stands for, and where it starts; false if there is none. */
static bool find_trigger(call *self, order *asked) {
  gw_document *document = self->buffer->document;
  gw_point end = asked->end;
  gw_span before = gw_document_line(document, end.line);
  if (!methods_takes_triggers(document, end.line) ||
      !library_match(self->session->templates.loaded, before.data ? before.data : "", end.column,
                     methods_kind_of(self), methods_level_at(document, end.line), &asked->choice))
    return false;
  asked->start = (gw_point){end.line, end.column - asked->choice.size};
  /* In the midst of a text the name of a kind (述职报告) is a word like any other. */
  return asked->choice.section || methods_is_alone(document, asked->start, end);
}

void method_expand(call *self) {
  order asked = {0};
  if (!methods_read_place(self, &asked.end))
    return;
  if (find_trigger(self, &asked))
    answer_insertion(self, &asked);
  else
    fields_flag(&self->answer, "found", false);
}

void methods_offer_expansion(session *self, buffer *typed, gw_point end) {
  library_choice any;
  gw_span before = gw_document_line(typed->document, end.line);
  if (!self->templates.loaded || end.column == 0 ||
      !library_match(self->templates.loaded, before.data, end.column, NULL, LIBRARY_ANY_LEVEL,
                     &any))
    return;
  call offer = {.session = self, .method = "expansion", .buffer = typed};
  order asked = {.end = end};
  fields_init(&offer.answer);
  bool found = find_trigger(&offer, &asked);
  if (found)
    answer_insertion(&offer, &asked);
  if (found && !offer.failed) {
    fields event;
    fields_init(&event);
    fields_number(&event, "buf", typed->number);
    fields_number(&event, "tick", typed->tick);
    fields_text(&event, "path", typed->path);
    fields_number(&event, "at_line", (int64_t)end.line);
    fields_number(&event, "at_column", (int64_t)end.column);
    fields_add(&event, &offer.answer);
    session_event(self, "expansion", &event);
    fields_free(&event);
  }
  fields_free(&offer.answer);
}

/* ---- insert, new ----------------------------------------------------------------------------- */

/* Reads `end_line` and `end_column`, where the selection that starts at `start` ends. */
static bool read_end(call *self, gw_point start, gw_point *end) {
  end->line = params_size(&self->params, "end_line");
  end->column = params_size(&self->params, "end_column");
  if (end->line < start.line || (end->line == start.line && end->column < start.column))
    params_fault(&self->params, "end_line", TEXT_WANTED_END);
  if (!params_fine(&self->params))
    return false;
  if (end->line >= gw_document_line_count(self->buffer->document)) {
    call_fail(self, TEXT_PLACE, self->method, end->line);
    return false;
  }
  size_t size = gw_document_line(self->buffer->document, end->line).size;
  if (end->column > size)
    end->column = size;
  return true;
}

/* Reads `name`, and `kind` if it is there, as library_find() and library_find_in() take them. False
 * if the call has failed. */
static bool find_named(call *self, library_choice *choice) {
  const library *from = self->session->templates.loaded;
  gw_span text = params_text(&self->params, "name");
  bool in_kind = params_has(&self->params, "kind");
  gw_span of = in_kind ? params_text(&self->params, "kind") : (gw_span){"", 0};
  char *name = memory_text(text.data, text.size);
  char *kind = memory_text(of.data, of.size);
  bool found = in_kind ? library_find_in(from, kind, name, choice)
                       : library_find(from, name, methods_kind_of(self), choice);
  if (!found)
    call_fail(self, TEXT_NO_SECTION, *name ? name : kind);
  free(kind);
  free(name);
  return found && params_fine(&self->params);
}

void method_insert(call *self) {
  order asked = {.selected = params_has(&self->params, "end_line")};
  size_t size = params_has(&self->params, "size") ? params_size(&self->params, "size") : 0;
  bool below = params_flag_or(&self->params, "below", false);
  if (!methods_read_place(self, &asked.start))
    return;
  asked.end = asked.start;
  if (asked.selected && !read_end(self, asked.start, &asked.end))
    return;
  if (!find_named(self, &asked.choice))
    return;
  asked.start.column -= size < asked.start.column ? size : asked.start.column;
  if (below && (asked.choice.document || asked.choice.section->level > 0)) {
    asked.start.column = gw_document_line(self->buffer->document, asked.start.line).size;
    asked.end = asked.start;
  }
  answer_insertion(self, &asked);
}

/* The kind of this name or trigger that can be inserted as a whole; NULL if there is none. */
static const library_kind *find_document(const library *from, const char *name) {
  const library_kind *found = library_find_kind(from, name);
  for (size_t i = 0; i < library_kind_count(from) && !found; i++) {
    const library_kind *kind = library_get_kind(from, i);
    for (const char *const *trigger = kind->triggers; *trigger && !found; trigger++)
      if (strcmp(*trigger, name) == 0)
        found = kind;
  }
  return found && found->section_count > 0 ? found : NULL;
}

void method_new(call *self) {
  order asked = {0};
  gw_span name = params_text(&self->params, "name");
  if (!methods_read_place(self, &asked.start))
    return;
  asked.end = asked.start;
  char *wanted = memory_text(name.data, name.size);
  asked.choice.document = find_document(self->session->templates.loaded, wanted);
  if (asked.choice.document)
    answer_insertion(self, &asked);
  else
    call_fail(self, TEXT_NO_KIND, wanted);
  free(wanted);
}
