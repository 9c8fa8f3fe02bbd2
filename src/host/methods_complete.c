/* Methods that offer templates: complete, by the word before the cursor, and find, by words to
 * search for. */
#include "host/memory.h"
#include "host/methods.h"

#include <stdlib.h>
#include <string.h>

/* A longer menu is not read. */
#define CAPACITY 64

/* Of what an item would insert, so much is shown. */
#define PREVIEW_LINES 20
#define PREVIEW_BYTES 2400

#define ELLIPSIS "…"

/* What goes on from `typed`, the word before the cursor: the trigger, or the name from there on. */
static const char *word_of(const library_completion *item, gw_span typed) {
  if (*item->trigger)
    return item->trigger;
  const library_choice *choice = &item->choice;
  const char *name = choice->document ? choice->document->name : choice->section->name;
  for (const char *at = name; *at; at++)
    if (strncmp(at, typed.data, typed.size) == 0)
      return at;
  return name; /* typed in full-width letters */
}

static bool is_continuation(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The first lines of a text; an ellipsis where it goes on. */
static void push_beginning(fields *out, gw_span text) {
  char shown[PREVIEW_BYTES + sizeof ELLIPSIS];
  size_t size = 0;
  size_t lines = 1;
  size_t at = 0;
  for (; at < text.size && size < PREVIEW_BYTES; at++) {
    char byte = text.data[at];
    if (byte == '\n' && ++lines > PREVIEW_LINES)
      break;
    if (byte != '\r')
      shown[size++] = byte;
  }
  if (at < text.size) {
    for (; size > 0 && is_continuation(text.data[at]); at--)
      size--;
    memcpy(shown + size, ELLIPSIS, sizeof ELLIPSIS - 1);
    size += sizeof ELLIPSIS - 1;
  }
  fields_push_span(out, (gw_span){shown, size});
}

/* Where the word that is being completed stands. */
typedef struct word {
  gw_span text;
  gw_point start;
  gw_point end;
} word;

static void push_item(fields *out, const library_completion *item, const word *typed) {
  const library_section *section = item->choice.section;
  const library_kind *document = item->choice.document;
  fields_push_text(out, word_of(item, typed->text));
  fields_push_text(out, document ? document->name : section->kind);
  fields_push_text(out, document ? "" : section->name);
  fields_push_number(out, document ? 0 : section->level);
  fields_push_text(out, document ? document->description : section->description);
}

/* What the item would insert in place of the word. */
static void push_preview(fields *out, call *self, const library_choice *choice, const word *typed) {
  gw_insertion insertion;
  if (methods_work_out(self, choice, typed->start, typed->end, &insertion))
    push_beginning(out, insertion.edits.items[0].text);
  gw_insertion_free(&insertion);
}

void method_complete(call *self) {
  bool previews = params_flag_or(&self->params, "previews", false);
  gw_point end;
  if (!methods_read_place(self, &end))
    return;
  gw_document *document = self->buffer->document;
  gw_span line = gw_document_line(document, end.line);
  const char *before = line.data ? line.data : "";
  library_completion items[CAPACITY];
  size_t count = 0;
  if (methods_takes_triggers(document, end.line))
    count =
        library_complete(self->session->templates.loaded, before, end.column, methods_kind_of(self),
                         methods_level_at(document, end.line), items, CAPACITY);
  size_t size = count > 0 ? items[0].choice.size : 0;
  word typed = {{before + end.column - size, size}, {end.line, end.column - size}, end};
  bool alone = methods_is_alone(document, typed.start, end);
  fields rows;
  fields_init(&rows);
  size_t row_count = 0;
  for (size_t i = 0; i < count && !self->failed; i++) {
    if (items[i].choice.document && !alone)
      continue;
    fields_push_list(&rows, previews ? 6 : 5);
    push_item(&rows, &items[i], &typed);
    if (previews)
      push_preview(&rows, self, &items[i].choice, &typed);
    row_count++;
  }
  fields_number(&self->answer, "size", (int64_t)size);
  fields_flag(&self->answer, "more", count == CAPACITY);
  fields_rows(&self->answer, "items", row_count, &rows);
  fields_free(&rows);
}

void method_find(call *self) {
  gw_span text = params_text(&self->params, "text");
  size_t limit = params_size(&self->params, "limit");
  if (params_has(&self->params, "buf"))
    self->buffer = buffers_find(&self->session->buffers, params_number(&self->params, "buf", 1));
  if (!params_fine(&self->params))
    return;
  const library *from = self->session->templates.loaded;
  size_t capacity = library_count(from) < limit ? library_count(from) : limit;
  const library_section **found = memory_new(capacity, sizeof(const library_section *));
  size_t total = library_search(from, text.data, text.size,
                                self->buffer ? methods_kind_of(self) : NULL, found, capacity);
  if (total == SIZE_MAX) {
    call_fail(self, TEXT_MEMORY, self->method);
  } else {
    size_t count = total < capacity ? total : capacity;
    fields_number(&self->answer, "total", (int64_t)total);
    fields_list(&self->answer, "sections", count);
    for (size_t i = 0; i < count; i++)
      methods_push_section(&self->answer, found[i]);
  }
  free(found);
}
