/*
 * What a typed character costs, by the size of the document, as a multiple of what it costs in the
 * smallest one:
 *
 *   bench-edit BYTES...
 *
 * prints a line for each size: BYTES and four ratios, separated by tabs: a character in a
 * paragraph, in a run-in heading, in a heading, and in paragraphs all over the document, 20 in
 * each. A character is what the host does for one: the edit, and the questions whose answers may
 * have changed. The two documents take turns, and the ratio is the median of ROUNDS.
 */
#include "text.h"

#include <gongwen/gongwen.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  ROUNDS = 15,
  CHARACTERS = 2000, /* a round */
  IN_ONE_PLACE = 20, /* of those all over the document */
};

typedef enum place {
  PARAGRAPH,
  RUN_IN,
  HEADING,
  ALL_OVER,
  PLACES,
} place;

typedef struct subject {
  gw_document *document;
  size_t lines[ALL_OVER]; /* one of each kind, in the middle */
  uint64_t seed;
} subject;

static void give_up(const char *why) {
  (void)fprintf(stderr, "bench-edit: %s\n", why);
  exit(1);
}

/* Of like length everywhere, so that the lines compare: an edit costs the line it touches. */
static bool is_like(gw_document *document, size_t line, size_t size) {
  size_t is = gw_document_line(document, line).size;
  return is >= size * 3 / 4 && is <= size * 5 / 4;
}

static bool is_paragraph(gw_document *document, size_t line) {
  gw_node node;
  size_t at = gw_document_node_at(document, line);
  return is_like(document, line, 300) &&
         (!gw_document_node(document, at, &node) || node.line != line);
}

/* The first line from `line` on (and from the start on, if need be) that is one. */
static size_t find_paragraph(gw_document *document, size_t line) {
  size_t count = gw_document_line_count(document);
  for (size_t i = 0; i < count; i++, line++)
    if (is_paragraph(document, line % count))
      return line % count;
  give_up("no paragraph");
  return 0;
}

static size_t find_heading(gw_document *document, gw_shape shape, size_t size) {
  size_t count = gw_document_node_count(document);
  for (size_t i = 0; i < count; i++) {
    gw_node node;
    if (gw_document_node(document, (count / 2 + i) % count, &node) && node.kind == GW_HEADING &&
        node.shape == shape && is_like(document, node.line, size))
      return node.line;
  }
  give_up("no heading");
  return 0;
}

static void prepare(subject *self, size_t bytes) {
  size_t size;
  char *text = bench_text(bytes, 1, BENCH_PLAIN, &size);
  *self = (subject){.document = gw_document_parse(text, size), .seed = 1};
  free(text);
  if (!self->document)
    give_up("no memory");
  size_t middle = gw_document_line_count(self->document) / 2;
  self->lines[PARAGRAPH] = find_paragraph(self->document, middle);
  self->lines[RUN_IN] = find_heading(self->document, GW_SHAPE_RUN_IN, 300);
  self->lines[HEADING] = find_heading(self->document, GW_SHAPE_ALONE, 30);
}

/* Types `count` characters at the end of a line, one after the other, and takes all back at once;
 * the seconds it took. */
static double type(gw_document *document, size_t line, size_t count) {
  static const char character[] = "工";
  size_t width = sizeof character - 1;
  gw_span old = gw_document_line(document, line);
  char *text = malloc(old.size + count * width);
  if (!text)
    give_up("no memory");
  memcpy(text, old.data, old.size);
  gw_span new = {text, old.size};
  gw_span before = {text, old.size};
  double start = bench_spent();
  for (size_t i = 0; i <= count; i++) {
    if (i < count) {
      memcpy(text + new.size, character, width);
      new.size += width;
    }
    if (!gw_document_edit(document, line, line + 1, i < count ? &new : &before, 1))
      give_up("no memory");
    (void)gw_document_revision(document);
    (void)gw_document_placeholder_count(document, 0, gw_document_line_count(document));
    (void)gw_document_node_at(document, line);
  }
  double took = bench_spent() - start;
  free(text);
  return took;
}

static double type_round(subject *self, place where) {
  double took = 0;
  for (size_t done = 0; done < CHARACTERS; done += IN_ONE_PLACE) {
    size_t line;
    if (where == ALL_OVER)
      line = find_paragraph(self->document,
                            bench_draw(&self->seed) % gw_document_line_count(self->document));
    else
      line = self->lines[where];
    took += type(self->document, line, IN_ONE_PLACE);
  }
  return took;
}

int main(int argc, char **argv) {
  subject smallest;
  if (argc < 2)
    return 2;
  prepare(&smallest, (size_t)strtoull(argv[1], NULL, 10));
  for (int i = 1; i < argc; i++) {
    subject other;
    prepare(&other, (size_t)strtoull(argv[i], NULL, 10));
    printf("%zu", gw_document_size(other.document));
    for (place where = 0; where < PLACES; where++) {
      double ratios[ROUNDS];
      (void)type_round(&smallest, where);
      (void)type_round(&other, where);
      for (size_t round = 0; round < ROUNDS; round++) {
        double least = type_round(&smallest, where);
        ratios[round] = type_round(&other, where) / least;
      }
      printf("\t%.2f", bench_median(ratios, ROUNDS));
    }
    printf("\n");
    (void)fflush(stdout);
    gw_document_free(other.document);
  }
  gw_document_free(smallest.document);
  return 0;
}
