/*
 * Any structure edit of any document. The input is three bytes and the text: the action, the node,
 * the count.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gongwen/gongwen.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition) {
  if (!condition)
    abort();
}

static bool before(gw_point a, gw_point b) {
  return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static bool inside(const gw_document *document, gw_point at) {
  return at.line < gw_document_line_count(document) &&
         at.column <= gw_document_line(document, at.line).size;
}

static size_t breaks(gw_span text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size; i++)
    count += text.data[i] == '\n';
  return count;
}

/* In order, inside, not overlapping, each a change; returns the lines there are after them. */
static size_t check_edits(const gw_document *document, const gw_edits *edits, bool ordinals) {
  size_t lines = gw_document_line_count(document);
  gw_point last = {0, 0};
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    bool to_the_end = edit->end.line == gw_document_line_count(document) && edit->end.column == 0;
    require(!before(edit->start, last) && !before(edit->end, edit->start));
    require(inside(document, edit->start) && (inside(document, edit->end) || to_the_end));
    require(before(edit->start, edit->end) || edit->text.size > 0);
    require(!ordinals || (edit->start.line == edit->end.line && breaks(edit->text) == 0));
    lines = lines + breaks(edit->text) - (edit->end.line - edit->start.line);
    last = edit->end;
  }
  return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3)
    return 0;
  gw_document *document = gw_document_parse((const char *)data + 3, size - 3);
  require(document);
  size_t nodes = gw_document_node_count(document);
  gw_action action = (gw_action)(data[0] % (GW_NEW_CHILD + 1));
  gw_restructure plan;
  require(gw_document_restructure(document, nodes ? data[1] % nodes : 0, action, data[2], &plan));
  if (plan.refusal == GW_NOT_REFUSED) {
    bool moves = action == GW_MOVE_UP || action == GW_MOVE_DOWN;
    require((plan.move_count > 0) == moves);
    size_t lines = check_edits(document, &plan.edits, moves);
    for (size_t i = 0; i < plan.move_count; i++) {
      const gw_move *move = &plan.moves[i];
      require(move->first < move->end && move->end <= lines && move->to <= lines);
      require(move->to <= move->first || move->to >= move->end);
    }
    require(plan.cursor.line < lines);
  } else {
    require(plan.edits.count == 0 && plan.move_count == 0);
  }
  gw_restructure_free(&plan);
  gw_document_free(document);
  return 0;
}
