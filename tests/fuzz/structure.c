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

/* In order, inside, each naming nodes one below the other. */
static void check_references(gw_document *document) {
  gw_references list = {0};
  gw_point last = {0, 0};
  require(gw_document_references(document, &list));
  for (size_t i = 0; i < list.count; i++) {
    const gw_reference *found = &list.items[i];
    gw_point start = {found->line, found->column};
    gw_node node = {.line = 0};
    require(!before(start, last) && found->column < found->end && found->steps > 0);
    require(inside(document, (gw_point){found->line, found->end}));
    for (unsigned k = 0; k < found->steps; k++) {
      require(k == 0 || found->nodes[k] > found->nodes[k - 1]);
      require(gw_document_node(document, found->nodes[k], &node));
    }
    require(node.line == found->target);
    last = (gw_point){found->line, found->end};
  }
  gw_references_free(&list);
}

/* Those that are left behind stand in the text that will be. */
static void check_outdated(gw_document *document, const gw_restructure *plan, size_t lines) {
  gw_references list = {0};
  require(gw_document_outdated(document, &plan->edits, plan->moves, plan->move_count, &list));
  for (size_t i = 0; i < list.count; i++)
    require(list.items[i].line < lines && list.items[i].column < list.items[i].end &&
            (list.items[i].target < lines || list.items[i].target == GW_NONE));
  gw_references_free(&list);
}

/* Extents lie inside and are not empty. */
static void check_extents(gw_document *document, size_t line, size_t column) {
  size_t count = gw_document_line_count(document);
  for (int unit = GW_UNIT_SECTION; unit <= GW_UNIT_SENTENCE; unit++) {
    gw_extent found;
    gw_point at = {line % count, column};
    if (!gw_document_extent(document, at, (gw_unit)unit, column % 2, 1 + column % 3, &found))
      continue;
    require(before(found.start, found.end));
    require(found.linewise ? found.end.line <= count && !found.start.column && !found.end.column
                           : inside(document, found.start) && inside(document, found.end));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3)
    return 0;
  gw_document *document = gw_document_parse((const char *)data + 3, size - 3);
  require(document);
  size_t nodes = gw_document_node_count(document);
  gw_action action = (gw_action)(data[0] % (GW_NEW_CHILD + 1));
  gw_restructure plan;
  check_references(document);
  check_extents(document, data[1], data[2]);
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
    check_outdated(document, &plan, lines);
  } else {
    require(plan.edits.count == 0 && plan.move_count == 0);
  }
  gw_restructure_free(&plan);
  gw_document_free(document);
  return 0;
}
