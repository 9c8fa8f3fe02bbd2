#include "host/rowtext.h"

#include <string.h>

size_t view_title(const gw_document *document, const gw_node *node, char *title, size_t capacity) {
  size_t size = gw_node_title(document, node, title, capacity);
  if (size >= capacity)
    size = strlen(title);
  for (size_t i = 0; i < size; i++) {
    if ((unsigned char)title[i] < ' ' || title[i] == 0x7F)
      title[i] = ' ';
  }
  return size;
}

/* The size of `text` without the blanks at its end: space, tab, U+3000, U+00A0. */
static size_t without_blanks(const char *text, size_t size) {
  for (;;) {
    if (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
      size--;
    else if (size >= 3 && memcmp(text + size - 3, "\xE3\x80\x80", 3) == 0)
      size -= 3;
    else if (size >= 2 && memcmp(text + size - 2, "\xC2\xA0", 2) == 0)
      size -= 2;
    else
      return size;
  }
}

size_t row_text_ordinal(const gw_document *document, const gw_node *node) {
  gw_span line = gw_document_line(document, node->line);
  bool written = node->parts > 0 && node->column < node->title && node->title <= line.size;
  return written ? node->title - node->column : 0;
}

size_t row_text(const gw_document *document, const gw_node *node, char *text, size_t *ordinal) {
  gw_span line = gw_document_line(document, node->line);
  size_t written = row_text_ordinal(document, node);
  size_t size = 0;
  *ordinal = 0;
  if (written > 0) {
    *ordinal = size = without_blanks(line.data + node->column, written);
    memcpy(text, line.data + node->column, size);
    if (size < written && node->title < line.size)
      text[size++] = ' ';
  }
  return size + view_title(document, node, text + size, VIEW_TITLE_BYTES);
}
