/*
 * levels.c - promoting and demoting: which form, number and shape a heading has at another level.
 */
#include "core/structure.h"

#include <stdio.h>

#include "core/chars.h"
#include "core/scan.h"

/* ---- styles ---------------------------------------------------------------------------------- */

static bool is_decimal(gw_form form) {
  return form == GW_FORM_DECIMAL || form == GW_FORM_DECIMAL_DEEP;
}

/* Where the title starts behind the figures that end at `from`: marks and blanks are the writing's.
 */
static bool decimal_writing(const gw_document *document, const gw_node *node, gw__writing *out) {
  gw__figures_at found;
  if (!gw__node_figures(document, node, &found) || found.line != node->line)
    return false;
  gw_span text = gw_document_line(document, node->line);
  size_t end = found.figures[node->parts - 1].end;
  *out = (gw__writing){.form = node->form, .figure = found.figures[0]};
  if (node->title >= end)
    out->after = (gw_span){text.data + end, node->title - end};
  return true;
}

bool gw__style_of(const gw_document *document, const gw_node *node, gw__style *out) {
  *out = (gw__style){.form = node->form, .parts = node->parts, .shape = node->shape};
  out->prefix = (gw_span){gw_document_line(document, node->line).data, node->column};
  if (node->shape == GW_SHAPE_LABELLED || node->shape == GW_SHAPE_CLAUSE)
    out->shape = GW_SHAPE_RUN_IN;
  if (node->parts > 1)
    return decimal_writing(document, node, &out->writing);
  return gw__writing_of(document, node, &out->writing);
}

size_t gw__style_write(const gw__style *style, const unsigned *numbers,
                       char buffer[GW__WRITING_BYTES]) {
  if (style->parts <= 1)
    return gw__writing_write(&style->writing, numbers[0], buffer);
  size_t size = 0;
  for (unsigned i = 0; i < style->parts; i++) {
    int more = snprintf(buffer + size, GW__WRITING_BYTES - size, i > 0 ? ".%u" : "%u", numbers[i]);
    if (more < 0 || (size += (size_t)more) >= GW__WRITING_BYTES)
      return 0;
  }
  if (style->writing.after.size >= GW__WRITING_BYTES - size)
    return 0;
  memcpy(buffer + size, style->writing.after.data, style->writing.after.size);
  return size + style->writing.after.size;
}

size_t gw__last_child(gw_document *document, size_t index) {
  gw_node node;
  gw_node child;
  size_t found = GW_NONE;
  if (!gw_document_node(document, index, &node))
    return GW_NONE;
  for (size_t i = gw_document_subtree_end(document, index); i-- > index + 1;)
    if (gw_document_node(document, i, &child) && child.level == node.level + 1 &&
        child.kind == GW_HEADING) {
      found = i;
      break;
    }
  return found;
}

/* The nearest heading whose parent has this form, the nodes [skip, skip_end) left out. */
static bool nearest_below(gw_document *document, gw_form form, size_t from, size_t skip,
                          size_t skip_end, gw__style *out) {
  size_t count = gw_document_node_count(document);
  for (size_t distance = 1; distance <= count; distance++) {
    size_t candidates[] = {from - distance, from + distance};
    bool inside[] = {distance <= from, candidates[1] < count};
    for (size_t i = 0; i < 2; i++) {
      gw_node node;
      gw_node parent;
      size_t at = candidates[i];
      if (!inside[i] || (at >= skip && at < skip_end) || !gw_document_node(document, at, &node) ||
          node.kind != GW_HEADING || node.form <= form)
        continue;
      size_t above = gw_document_parent(document, at);
      if (above != GW_NONE && gw_document_node(document, above, &parent) && parent.form == form &&
          gw__style_of(document, &node, out))
        return true;
    }
  }
  return false;
}

/* What stands below a form where the document does not show it. */
static bool usual_below(const gw__style *above, gw__style *out) {
  static const gw_form below[GW_FORM_COUNT] = {[GW_FORM_PART] = GW_FORM_HAN,
                                               [GW_FORM_CHAPTER] = GW_FORM_SECTION,
                                               [GW_FORM_HAN] = GW_FORM_HAN_PAREN,
                                               [GW_FORM_HAN_PAREN] = GW_FORM_DIGIT,
                                               [GW_FORM_DIGIT] = GW_FORM_DIGIT_PAREN,
                                               [GW_FORM_DECIMAL] = GW_FORM_DECIMAL_DEEP,
                                               [GW_FORM_DECIMAL_DEEP] = GW_FORM_DECIMAL_DEEP};
  gw_form form = below[above->form];
  *out = (gw__style){.form = form, .parts = 1, .shape = above->shape, .prefix = above->prefix};
  if (form == GW_FORM_NONE || (is_decimal(form) && above->parts >= GW_ORDINAL_PARTS))
    return false;
  if (is_decimal(form)) {
    out->parts = above->parts + 1;
    out->writing = above->writing;
  } else if (form == GW_FORM_SECTION) {
    gw__writing_standard(GW_FORM_HAN, &out->writing);
    out->writing.before = (gw_span){"第", sizeof("第") - 1};
    out->writing.after = (gw_span){"节　", sizeof("节　") - 1};
  } else {
    gw__writing_standard(form, &out->writing);
  }
  out->writing.form = form;
  return true;
}

bool gw__style_below(gw_document *document, size_t index, gw__style *out) {
  gw_node node;
  gw_node child;
  gw__style style;
  if (!gw_document_node(document, index, &node))
    return false;
  size_t last = gw__last_child(document, index);
  if (last != GW_NONE && gw_document_node(document, last, &child) &&
      gw__style_of(document, &child, out))
    return true;
  return nearest_below(document, node.form, index, GW_NONE, GW_NONE, out) ||
         (gw__style_of(document, &node, &style) && usual_below(&style, out));
}

/* ---- one heading, written otherwise ---------------------------------------------------------- */

#define STOP "。"

/* What becomes of a node of the section. */
typedef struct change {
  gw_node node;
  gw__style style;
  unsigned numbers[GW_ORDINAL_PARTS];
  bool changes;
} change;

/* The blanks and marks before an ordinal, with one # more or less where the line has any. */
static void add_prefix(gw__buffer *out, gw_span line, size_t column, bool deeper) {
  size_t hash = 0;
  size_t end;
  while (hash < column && line.data[hash] != '#')
    hash++;
  for (end = hash; end < column && line.data[end] == '#';)
    end++;
  size_t hashes = end - hash;
  gw__buffer_add(out, line.data, hash);
  if (hashes > 0)
    gw__buffer_add(out, "######", deeper ? (hashes < 6 ? hashes + 1 : 6) : hashes - (hashes > 1));
  gw__buffer_add(out, line.data + end, column - end);
}

static bool is_crlf(gw_span line) {
  return line.size > 0 && line.data[line.size - 1] == '\r';
}

/* Whether row `at` is a paragraph that a heading may run into. */
static bool is_body(const gw__arrangement *rows, size_t at) {
  gw__scan scan;
  if (at >= rows->count)
    return false;
  gw__scan_line(rows->rows[at].text.data, rows->rows[at].text.size, &scan);
  return scan.line_class == GW__LINE_TEXT || scan.line_class == GW__LINE_OPEN;
}

/* A heading that stands alone takes the paragraph below it into its line. */
static void run_in(gw__arrangement *rows, size_t row, gw__buffer *text) {
  gw_span body = rows->rows[row + 1].text;
  size_t at = gw__skip_blanks(body.data, body.size, 0);
  gw__buffer_add(text, STOP, sizeof STOP - 1);
  gw__buffer_add(text, body.data + at, body.size - at);
  gw__arrangement_remove(rows, row + 1, row + 2);
}

/* A heading that runs in leaves its body in a line of its own, with its indentation. */
static void stand_alone(gw__arrangement *rows, size_t row, gw_span line, size_t title_end) {
  size_t at = title_end;
  gw__char stop = gw__char_at(line.data, line.size, at);
  if (stop.code == 0x3002)
    at += stop.size;
  at = gw__skip_blanks(line.data, line.size, at);
  size_t indent = gw__skip_blanks(line.data, line.size, 0);
  gw__buffer text = {0};
  gw__buffer_add(&text, line.data, indent);
  gw__buffer_add(&text, line.data + at, line.size - at);
  rows->failed = rows->failed || text.failed;
  gw__arrangement_insert(rows, row + 1, (gw_span){text.data, text.size});
  free(text.data);
}

/* Writes the heading of a change in row `row`, which holds its line; says by how many rows the text
 * has grown. */
static int write_change(gw__section *self, const change *to, size_t row, bool deeper) {
  gw__arrangement *rows = &self->rows;
  char ordinal[GW__WRITING_BYTES];
  size_t size = gw__style_write(&to->style, to->numbers, ordinal);
  gw_span line = gw_document_line(rows->document, to->node.line);
  gw__buffer text = {0};
  int grown = 0;
  add_prefix(&text, line, to->node.column, deeper);
  gw__buffer_add(&text, ordinal, size);
  bool whole = to->node.kind == GW_HEADING && to->node.title_last_line == to->node.line;
  bool joins = whole && to->node.shape == GW_SHAPE_ALONE && to->style.shape == GW_SHAPE_RUN_IN &&
               is_body(rows, row + 1);
  bool splits = whole && to->node.shape == GW_SHAPE_RUN_IN && to->style.shape == GW_SHAPE_ALONE;
  if (joins) {
    size_t end = gw__trim_blanks(line.data, to->node.title, line.size);
    gw__buffer_add(&text, line.data + to->node.title, end - to->node.title);
    run_in(rows, row, &text);
    grown = -1;
  } else if (splits) {
    gw__buffer_add(&text, line.data + to->node.title, to->node.title_end - to->node.title);
    if (is_crlf(line))
      gw__buffer_add(&text, "\r", 1);
    stand_alone(rows, row, line, to->node.title_end);
    grown = 1;
  } else {
    gw__buffer_add(&text, line.data + to->node.title, line.size - to->node.title);
  }
  rows->failed = rows->failed || text.failed;
  gw__arrangement_set(rows, row, (gw_span){text.data, text.size});
  free(text.data);
  return grown;
}

/* ---- the section ----------------------------------------------------------------------------- */

/* The nodes of the section, unchanged. NULL when memory ran out, or if an ordinal cannot be read.
 */
static change *list_changes(gw__section *self, size_t *count, gw_refusal *refusal) {
  gw_document *document = self->rows.document;
  *count = gw_document_subtree_end(document, self->index) - self->index;
  *refusal = GW_NOT_REFUSED;
  change *list = calloc(*count, sizeof *list);
  self->rows.failed = self->rows.failed || !list;
  for (size_t i = 0; list && i < *count; i++) {
    gw_node *node = &list[i].node;
    if (!gw_document_node(document, self->index + i, node) ||
        !gw__style_of(document, node, &list[i].style))
      *refusal = node->kind == GW_HEADING ? GW_REFUSED_UNCLEAR : *refusal;
    memcpy(list[i].numbers, node->ordinal, sizeof node->ordinal);
  }
  return list;
}

/* The change that the node at `at` stands below, in the list. */
static size_t parent_in(const change *list, size_t at) {
  size_t above = at;
  while (above-- > 0)
    if (list[above].node.level < list[at].node.level)
      return above;
  return GW_NONE;
}

/* Numbers of several parts begin with those of the heading above. */
static void follow(change *self, const unsigned *above, unsigned own) {
  if (self->style.parts > 1)
    memcpy(self->numbers, above, (self->style.parts - 1) * sizeof *above);
  self->numbers[self->style.parts > 0 ? self->style.parts - 1 : 0] = own;
}

static unsigned own_number(const gw_node *node) {
  return node->parts > 0 ? node->ordinal[node->parts - 1] : 0;
}

static void write_changes(gw__section *self, const change *list, size_t count, bool deeper) {
  for (size_t i = count; i-- > 0;) /* backwards: rows behind may come and go */
    if (list[i].changes)
      write_change(self, &list[i], list[i].node.line, deeper);
}

gw_refusal gw__promote(gw__section *self, bool alone) {
  gw_document *document = self->rows.document;
  gw_node parent;
  size_t above = gw_document_parent(document, self->index);
  if (self->kind != GW_HEADING)
    return GW_REFUSED_TITLE;
  if (above == GW_NONE || !gw_document_node(document, above, &parent) || parent.kind == GW_TITLE)
    return GW_REFUSED_TOP;
  size_t count;
  gw_refusal refusal;
  change *list = list_changes(self, &count, &refusal);
  change head = {.node = parent};
  memcpy(head.numbers, parent.ordinal, sizeof head.numbers);
  if (!list || refusal != GW_NOT_REFUSED || !gw__style_of(document, &parent, &head.style)) {
    free(list);
    return refusal ? refusal : GW_REFUSED_UNCLEAR;
  }
  /* Every heading takes the style of the one above it. */
  gw__style *styles = malloc(count * sizeof *styles);
  self->rows.failed = self->rows.failed || !styles;
  for (size_t i = 0; i < count && styles; i++)
    styles[i] = list[i].style;
  for (size_t i = 0; i < count && styles && !(alone && i > 0); i++) {
    size_t up = i > 0 ? parent_in(list, i) : GW_NONE;
    if (list[i].node.kind != GW_HEADING)
      continue;
    list[i].changes = true;
    list[i].style = i == 0 ? head.style : styles[up];
    if (i == 0)
      follow(&list[i], parent.ordinal, own_number(&parent) + 1);
    else
      follow(&list[i], list[up].numbers, own_number(&list[i].node));
  }
  write_changes(self, list, count, false);
  free(styles);
  free(list);
  self->level--;
  return GW_NOT_REFUSED;
}

/* The style below one that is new itself: as elsewhere in the document, or the usual one. */
static bool style_under(gw__section *self, const gw__style *above, size_t count, gw__style *out) {
  return nearest_below(self->rows.document, above->form, self->index, self->index,
                       self->index + count, out) ||
         usual_below(above, out);
}

/* Gives all below the heading its new style. False if a heading would go too deep. */
static bool demote_below(gw__section *self, change *list, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const change *up = &list[parent_in(list, i)];
    bool item = list[i].node.kind == GW_ITEM;
    if (item && (up->style.form < list[i].node.form || list[i].node.parts != 1))
      continue; /* a list that is still below it */
    if (!style_under(self, &up->style, count, &list[i].style)) {
      if (!item)
        return false;
      continue;
    }
    if (item)
      list[i].style.shape = list[i].node.shape;
    list[i].changes = true;
    follow(&list[i], up->numbers, own_number(&list[i].node));
  }
  return true;
}

/* The headings right below one that goes down alone come behind it. */
static void count_on(change *list, size_t count) {
  unsigned number = list[0].numbers[list[0].style.parts - 1];
  for (size_t i = 1; i < count; i++) {
    if (list[i].node.level != list[0].node.level + 1 || list[i].node.form != list[0].style.form)
      continue;
    list[i].changes = true;
    follow(&list[i], list[0].numbers, ++number);
  }
}

gw_refusal gw__demote(gw__section *self, bool alone) {
  gw_document *document = self->rows.document;
  gw_node child;
  if (self->kind != GW_HEADING)
    return GW_REFUSED_TITLE;
  size_t above = gw__sibling_before(document, self->index);
  gw_node parent;
  if (above == GW_NONE || !gw_document_node(document, above, &parent))
    return GW_REFUSED_FIRST;
  size_t count;
  gw_refusal refusal;
  change *list = list_changes(self, &count, &refusal);
  if (!list || refusal != GW_NOT_REFUSED) {
    free(list);
    return refusal;
  }
  list[0].changes = true;
  bool fits =
      gw__style_below(document, above, &list[0].style) && list[0].style.form > list[0].node.form;
  if (fits) {
    size_t last = gw__last_child(document, above);
    unsigned number = 0;
    if (last != GW_NONE && gw_document_node(document, last, &child) &&
        child.form == list[0].style.form)
      number = own_number(&child);
    follow(&list[0], parent.ordinal, number + 1);
    if (alone)
      count_on(list, count);
    else
      fits = demote_below(self, list, count);
  }
  if (fits)
    write_changes(self, list, count, true);
  free(list);
  self->level++;
  return fits ? GW_NOT_REFUSED : GW_REFUSED_BOTTOM;
}
