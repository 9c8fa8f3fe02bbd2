/*
 * outline.c - a program that embeds libgongwen: prints the outline of standard input with its
 * placeholders, makes one edit, and prints it again.
 *
 *     cc outline.c $(pkg-config --cflags --libs gongwen) -o outline && ./outline <report.txt
 */
#include <stdio.h>
#include <stdlib.h>

#include <gongwen/gongwen.h>

/* One node a line, indented by its level, then the placeholders of its own lines. */
static void print_outline(gw_document *document) {
  size_t count = gw_document_node_count(document);
  for (size_t i = 0; i < count; i++) {
    gw_node node;
    gw_node next;
    char ordinal[32];
    char title[256];
    if (!gw_document_node(document, i, &node))
      break;
    size_t end =
        gw_document_node(document, i + 1, &next) ? next.line : gw_document_line_count(document);
    gw_node_ordinal(&node, ordinal, sizeof ordinal);
    gw_node_title(document, &node, title, sizeof title);
    printf("%*s%s %s", (int)(2 * node.level), "", ordinal, title);

    gw_placeholder slot;
    gw_point from = {node.line, 0};
    while (gw_document_next_placeholder(document, from, &slot) && slot.line < end) {
      gw_span line = gw_document_line(document, slot.line);
      printf(" <%.*s>", (int)slot.size, line.data + slot.column);
      from = (gw_point){slot.line, slot.column + slot.size};
    }
    putchar('\n');
  }
}

static gw_document *read_document(FILE *file) {
  char *text = NULL;
  size_t size = 0;
  for (;;) {
    char *larger = realloc(text, size + 4096);
    if (!larger)
      break;
    text = larger;
    size_t got = fread(text + size, 1, 4096, file);
    size += got;
    if (got == 0) {
      gw_document *document = gw_document_parse(text, size);
      free(text); /* the document has its own copy */
      return document;
    }
  }
  free(text);
  return NULL;
}

int main(void) {
  gw_document *document = read_document(stdin);
  if (!document) {
    (void)fputs("outline: out of memory\n", stderr);
    return 1;
  }
  print_outline(document);

  static const char heading[] = "（一）加强领导。由XX科牵头。";
  gw_span line = {heading, sizeof heading - 1};
  size_t end = gw_document_line_count(document);
  bool edited = gw_document_edit(document, end, end, &line, 1); /* below the last line */
  if (edited) {
    puts("--");
    print_outline(document);
  }
  gw_document_free(document);
  return edited ? 0 : 1;
}
