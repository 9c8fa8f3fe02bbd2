/* nodes.c - what a node says of itself: its place, its title, its ordinal. */
#include "core/document.h"

#include <string.h>

#include "core/chars.h"
#include "core/ordinal.h"

/* The longest token of an inline item, in bytes: 第二十九，. */
#define TOKEN_MAX 20u

/* ---- text out -------------------------------------------------------------------------------- */

void gw__sink_put(gw__sink *self, gw_span text) {
  size_t room = self->capacity > self->written + 1 ? self->capacity - self->written - 1 : 0;
  bool cut = self->written < self->length;
  self->length += text.size;
  if (cut || room == 0)
    return;
  size_t size = text.size;
  if (size > room) {
    size = room;
    for (int back = 0; back < 3 && size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80;
         back++)
      size--;
  }
  if (size > 0)
    memcpy(self->buffer + self->written, text.data, size);
  self->written += size;
}

size_t gw__sink_end(gw__sink *self) {
  if (self->capacity > 0)
    self->buffer[self->written] = '\0';
  return self->length;
}

/* ---- where a title ends ---------------------------------------------------------------------- */

/* Where the text of a line ends: before the CR at its end. */
static size_t text_size(gw_span line) {
  return line.size > 0 && line.data[line.size - 1] == '\r' ? line.size - 1 : line.size;
}

/* The byte where the title ends that goes on from `at`: at 。！ or ？, for an item also at ；, for
 * an inline one also at ，. `size` if there is no such mark. */
static size_t sentence_end(const char *line, size_t size, size_t at, const gw_node *node) {
  for (; at < size;) {
    gw__char c = gw__char_at(line, size, at);
    if (gw__is_stop(c.code) || (node->kind == GW_ITEM && gw__is_semicolon(c.code)) ||
        (node->inline_item && (c.code == 0xFF0C || c.code == ',')))
      return at;
    at += c.size;
  }
  return size;
}

/*
 * The line where the title ends that starts in `line`: the next one if the second pass says so, or
 * if the ordinal stands alone on its line. But 第一条 alone has no title; what follows is its text.
 */
static size_t title_last_line(const gw_document *self, size_t line, const gw__scan *scan,
                              const gw__verdict *verdict) {
  if (verdict->joined)
    return line + 1;
  if (verdict->shape != GW_SHAPE_EMPTY || scan->form == GW_FORM_ARTICLE)
    return line;
  size_t at;
  const gw__leaf *leaf = gw__document_leaf(self, line + 1, &at);
  return leaf && gw__class_of(gw__leaf_lines(leaf)[at]) == GW__LINE_TEXT ? line + 1 : line;
}

/* ---- the bytes of a title -------------------------------------------------------------------- */

static gw_span strip(gw_span text) {
  size_t start = gw__skip_blanks(text.data, text.size, 0);
  while (text.size > start) {
    size_t blank = gw__blank_before(text.data, text.size);
    if (blank == 0 || blank > text.size - start)
      break;
    text.size -= blank;
  }
  return (gw_span){text.data + start, text.size - start};
}

/* How much of a line belongs to the token of an inline item that begins at the end of the line
 * above: 是 below 一. 0 if that holds the whole token. */
static size_t token_rest(const gw_document *self, const gw_node *node, gw_span below) {
  char joined[2 * TOKEN_MAX];
  gw_span above = gw_document_line(self, node->line);
  size_t before = text_size(above) - node->column;
  if (node->title < text_size(above) || node->column > text_size(above) || before > TOKEN_MAX)
    return 0;
  size_t start = gw__skip_blanks(below.data, below.size, 0);
  size_t more = below.size - start < TOKEN_MAX ? below.size - start : TOKEN_MAX;
  memcpy(joined, above.data + node->column, before);
  memcpy(joined + before, below.data + start, more);
  gw__ordinal ordinal;
  if (!gw__ordinal_at(joined, before + more, 0, &ordinal) || ordinal.end <= before)
    return 0;
  return start + ordinal.end - before;
}

/* The part of a title that lies in the line `more` lines below its first; false behind the last. */
static bool title_piece(const gw_document *self, const gw_node *node, size_t more, gw_span *out) {
  if (node->title_last_line < node->line || more > node->title_last_line - node->line)
    return false;
  size_t line;
  const gw__leaf *leaf = gw__document_leaf(self, node->line + more, &line);
  if (!leaf)
    return false;
  gw_span text = gw__leaf_line(leaf, line);
  size_t start = 0;
  size_t end = text.size;
  if (more == 0) {
    start = node->title;
    end = node->title_end;
  } else if (node->kind != GW_TITLE) {
    size_t at = gw__leaf_entry_at(leaf, line);
    const gw__entry *entry = gw__leaf_entries(leaf) + at;
    if (at < leaf->entries && entry->line == line && entry->verdict != 0 &&
        entry->scan.token == GW__TOKEN_BROKEN) {
      /* The second half of an ordinal that is broken over two lines. */
      start = entry->scan.title;
      end = gw__scan_title_end(&entry->scan, (uint8_t)node->shape);
    } else {
      start = more == 1 && node->inline_item ? token_rest(self, node, text) : 0;
      end = sentence_end(text.data, text.size, start, node);
    }
  }
  if (end >= text.size)
    end = text_size(text); /* only now: the end of a long line is far from its title */
  start = start < end ? start : end;
  *out = strip((gw_span){text.data + start, end - start});
  return true;
}

uint64_t gw__document_title_hash(const gw_document *self, const gw_node *node) {
  uint64_t hash = node->title_last_line - node->line;
  gw_span piece;
  for (size_t more = 0; title_piece(self, node, more, &piece); more++)
    hash = gw__hash(hash, piece.data, piece.size);
  return hash;
}

/* The text without the 。 at its end. */
static gw_span without_stop(gw_span text) {
  static const char stop[] = "\xE3\x80\x82"; /* 。 */
  if (text.size >= 3 && memcmp(text.data + text.size - 3, stop, 3) == 0)
    text.size -= 3;
  return text;
}

size_t gw_node_title(const gw_document *self, const gw_node *node, char *buffer, size_t capacity) {
  gw__sink sink = {.capacity = capacity};
  sink.buffer = buffer;
  gw_span piece;
  size_t last = node->title_last_line;
  for (size_t line = node->line; line <= last && title_piece(self, node, line - node->line, &piece);
       line++)
    gw__sink_put(&sink, line == last ? without_stop(piece) : piece);
  return gw__sink_end(&sink);
}

size_t gw_node_ordinal(const gw_node *node, char *buffer, size_t capacity) {
  gw__sink sink = {.capacity = capacity};
  sink.buffer = buffer;
  for (unsigned i = 0; i < node->parts && i < GW_ORDINAL_PARTS; i++) {
    char digits[16];
    char *const end = digits + sizeof digits;
    char *at = end;
    unsigned value = node->ordinal[i];
    do {
      *--at = (char)('0' + value % 10);
    } while ((value /= 10) > 0);
    if (i > 0)
      *--at = '.';
    gw__sink_put(&sink, (gw_span){at, (size_t)(end - at)});
  }
  if (sink.length == 0)
    gw__sink_put(&sink, (gw_span){"-", 1});
  return gw__sink_end(&sink);
}

/* ---- filling a node -------------------------------------------------------------------------- */

void gw__document_fill_title(const gw_document *self, gw_node *out) {
  const gw__title *title = &self->title;
  *out = (gw_node){.line = title->line,
                   .column = title->column,
                   .title = title->column,
                   .title_end = title->end,
                   .title_last_line = title->last_line,
                   .end = gw_document_line(self, title->line).size,
                   .id = GW__TITLE_ID,
                   .kind = GW_TITLE};
}

void gw__document_fill(const gw_document *self, const gw__path *path, const gw__entry *entry,
                       gw_node *out) {
  const gw__scan *scan = &entry->scan;
  gw__verdict verdict = gw__verdict_unpack(entry->verdict);
  size_t line = path->before[GW__LINES] + entry->line;
  gw_span text = gw__leaf_line(path->leaf, entry->line);
  *out = (gw_node){.line = line,
                   .column = scan->column,
                   .title = scan->title,
                   .title_end = gw__scan_title_end(scan, verdict.shape),
                   .title_last_line = title_last_line(self, line, scan, &verdict),
                   .end = text.size,
                   .id = entry->id,
                   .kind = (gw_kind)verdict.kind,
                   .form = (gw_form)scan->form,
                   .shape = (gw_shape)verdict.shape,
                   .level = verdict.level,
                   .parts = scan->parts};
  for (unsigned i = 0; i < GW_ORDINAL_PARTS; i++)
    out->ordinal[i] = scan->ordinal[i];
  if (scan->parts == 1)
    out->ordinal[0] = verdict.number; /* 最后: only its neighbours know */

  /* （ at the end of one line and 三） at the start of the next: the node stands where it opens. */
  if (scan->token == GW__TOKEN_BROKEN && line > 0) {
    gw_span bracket = gw_document_line(self, line - 1);
    gw_span mark = strip((gw_span){bracket.data, text_size(bracket)});
    out->line = line - 1;
    out->column = (size_t)(mark.data - bracket.data);
    out->title = out->title_end = out->end = bracket.size;
  }
}
