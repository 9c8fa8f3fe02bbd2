/* Methods about the structure: restructure, section, extent, go. */
#include "host/memory.h"
#include "host/methods.h"

#include <stdlib.h>
#include <string.h>

/* The names on the wire of what an enumeration counts; its index in the list, or `count`. */
static size_t read_name(call *self, const char *key, const char *const *names, size_t count,
                        text_id wanted) {
  gw_span name = params_text(&self->params, key);
  for (size_t i = 0; i < count && params_fine(&self->params); i++)
    if (strlen(names[i]) == name.size && memcmp(names[i], name.data, name.size) == 0)
      return i;
  params_fault(&self->params, key, wanted);
  return count;
}

#define COUNT(names) (sizeof(names) / sizeof *(names))

/* How many headings stand in the section of a node, its own included. */
static size_t headings_in(gw_document *document, size_t index) {
  size_t count = 0;
  gw_node node;
  for (size_t end = gw_document_subtree_end(document, index);
       index < end && gw_document_node(document, index, &node); index++)
    count += node.kind == GW_HEADING;
  return count;
}

/* ---- restructure ----------------------------------------------------------------------------- */

static text_id refusal_text(gw_refusal refusal) {
  switch (refusal) {
  case GW_REFUSED_TITLE:
    return TEXT_REFUSED_TITLE;
  case GW_REFUSED_FIRST:
    return TEXT_REFUSED_FIRST;
  case GW_REFUSED_LAST:
    return TEXT_REFUSED_LAST;
  case GW_REFUSED_TOP:
    return TEXT_REFUSED_TOP;
  case GW_REFUSED_BOTTOM:
    return TEXT_REFUSED_BOTTOM;
  case GW_REFUSED_UNCLEAR:
    return TEXT_REFUSED_UNCLEAR;
  default:
    return TEXT_REFUSED_NOWHERE;
  }
}

/* The section that is meant: that of `node`, or the one that holds `line`, an item's too if
 * `items`.
 */
static size_t read_section(call *self, bool items) {
  gw_document *document = self->buffer->document;
  if (params_has(&self->params, "node")) {
    int64_t id = params_number(&self->params, "node", 1);
    return id <= UINT32_MAX ? gw_document_node_by_id(document, (uint32_t)id) : GW_NONE;
  }
  size_t line = params_size(&self->params, "line");
  return gw_document_section_at(document, line, items);
}

/* The section goes: its lines as `removed`, which the face removes itself (for its registers), the
 * rest as edits. */
static void put_removal(call *self, size_t index, const gw_edits *edits) {
  gw_document *document = self->buffer->document;
  size_t first = 0;
  size_t end = 0;
  gw_document_section_lines(document, index, &first, &end);
  gw_edits rest = {0};
  gw_edit *items = memory_resize(NULL, edits->count, sizeof *items);
  for (size_t i = 0; i < edits->count; i++)
    if (edits->items[i].start.line >= end || edits->items[i].end.line < first)
      items[rest.count++] = edits->items[i];
  rest.items = items;
  methods_put_edits(&self->answer, document, &rest);
  free(items);
  fields_list(&self->answer, "removed", 2);
  fields_push_number(&self->answer, (int64_t)first);
  fields_push_number(&self->answer, (int64_t)end);
  fields_number(&self->answer, "sections", (int64_t)headings_in(document, index));
}

bool methods_put_outdated(fields *out, gw_document *document, const gw_edits *edits,
                          const gw_move *moves, size_t move_count) {
  gw_references list = {0};
  if (!gw_document_outdated(document, edits, moves, move_count, &list))
    return false;
  fields_list(out, "references", list.count);
  for (size_t i = 0; i < list.count; i++) {
    const gw_reference *found = &list.items[i];
    fields_push_list(out, 4);
    fields_push_number(out, (int64_t)found->line);
    fields_push_number(out, (int64_t)found->column);
    fields_push_number(out, (int64_t)found->end);
    fields_push_number(out, found->target == GW_NONE ? -1 : (int64_t)found->target);
  }
  gw_references_free(&list);
  return true;
}

static void put_plan(call *self, size_t index, gw_action action, const gw_restructure *plan) {
  if (action == GW_DELETE)
    put_removal(self, index, &plan->edits);
  else
    methods_put_edits(&self->answer, self->buffer->document, &plan->edits);
  fields_list(&self->answer, "moves", plan->move_count);
  for (size_t i = 0; i < plan->move_count; i++) {
    fields_push_list(&self->answer, 3);
    fields_push_number(&self->answer, (int64_t)plan->moves[i].first);
    fields_push_number(&self->answer, (int64_t)plan->moves[i].end);
    fields_push_number(&self->answer, (int64_t)plan->moves[i].to);
  }
  fields_number(&self->answer, "line", (int64_t)plan->cursor.line);
  fields_number(&self->answer, "column", (int64_t)plan->cursor.column);
  fields_number(&self->answer, "size", (int64_t)plan->slot);
  if (!methods_put_outdated(&self->answer, self->buffer->document, &plan->edits, plan->moves,
                            plan->move_count))
    call_fail(self, TEXT_MEMORY, self->method);
}

void method_restructure(call *self) {
  static const char *const names[] = {
      [GW_MOVE_UP] = "move_up",
      [GW_MOVE_DOWN] = "move_down",
      [GW_PROMOTE] = "promote",
      [GW_DEMOTE] = "demote",
      [GW_PROMOTE_ALONE] = "promote_alone",
      [GW_DEMOTE_ALONE] = "demote_alone",
      [GW_DELETE] = "delete",
      [GW_DUPLICATE] = "duplicate",
      [GW_NEW_SIBLING] = "new_sibling",
      [GW_NEW_CHILD] = "new_child",
  };
  size_t action = read_name(self, "action", names, COUNT(names), TEXT_WANTED_STRUCTURE);
  size_t count = params_has(&self->params, "count") ? params_size(&self->params, "count") : 1;
  bool items = action == GW_MOVE_UP || action == GW_MOVE_DOWN || action == GW_DELETE ||
               action == GW_DUPLICATE || action == GW_NEW_SIBLING;
  size_t index = read_section(self, items);
  if (!params_fine(&self->params))
    return;
  gw_restructure plan;
  if (!gw_document_restructure(self->buffer->document, index, (gw_action)action, count, &plan))
    call_fail(self, TEXT_MEMORY, self->method);
  else if (plan.refusal != GW_NOT_REFUSED)
    fields_text(&self->answer, "refused",
                text_of(refusal_text(plan.refusal), self->session->language));
  else
    put_plan(self, index, (gw_action)action, &plan);
  gw_restructure_free(&plan);
}

void method_section(call *self) {
  gw_document *document = self->buffer->document;
  size_t first;
  size_t end;
  size_t index = read_section(self, true);
  if (!params_fine(&self->params))
    return;
  if (!gw_document_section_lines(document, index, &first, &end)) {
    call_fail(self, TEXT_REFUSED_NOWHERE);
    return;
  }
  fields_number(&self->answer, "first", (int64_t)first);
  fields_number(&self->answer, "end", (int64_t)end);
  fields_number(&self->answer, "sections", (int64_t)headings_in(document, index));
}

/* ---- extents and places ---------------------------------------------------------------------- */

void method_extent(call *self) {
  static const char *const names[] = {
      [GW_UNIT_SECTION] = "section", [GW_UNIT_ITEM] = "item", [GW_UNIT_SENTENCE] = "sentence"};
  gw_document *document = self->buffer->document;
  size_t unit = read_name(self, "unit", names, COUNT(names), TEXT_WANTED_UNIT);
  bool around = params_flag(&self->params, "around");
  size_t count = (size_t)params_number(&self->params, "count", 1);
  gw_point at;
  gw_extent extent;
  if (!methods_read_place(self, &at))
    return;
  bool found = gw_document_extent(document, at, (gw_unit)unit, around, count, &extent);
  fields_flag(&self->answer, "found", found);
  if (!found)
    return;
  fields_flag(&self->answer, "linewise", extent.linewise);
  fields_list(&self->answer, "start", 2);
  fields_push_number(&self->answer, (int64_t)extent.start.line);
  fields_push_number(&self->answer, (int64_t)extent.start.column);
  fields_list(&self->answer, "end", 2);
  fields_push_number(&self->answer, (int64_t)extent.end.line);
  fields_push_number(&self->answer, (int64_t)extent.end.column);
}

void method_go(call *self) {
  static const char *const names[] = {[GW_WAY_NEXT] = "next",
                                      [GW_WAY_PREVIOUS] = "previous",
                                      [GW_WAY_NEXT_SIBLING] = "next_sibling",
                                      [GW_WAY_PREVIOUS_SIBLING] = "previous_sibling",
                                      [GW_WAY_PARENT] = "parent"};
  size_t way = read_name(self, "way", names, COUNT(names), TEXT_WANTED_WAY);
  size_t count = (size_t)params_number(&self->params, "count", 1);
  gw_point from;
  gw_node node;
  if (!methods_read_place(self, &from))
    return;
  size_t index = gw_document_go(self->buffer->document, from, (gw_way)way, count);
  bool found = gw_document_node(self->buffer->document, index, &node);
  fields_flag(&self->answer, "found", found);
  if (found) {
    fields_number(&self->answer, "line", (int64_t)node.line);
    fields_number(&self->answer, "column", (int64_t)node.column);
  }
}
