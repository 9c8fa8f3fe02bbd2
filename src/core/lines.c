/* lines.c - lines become leaves. */
#include "core/lines.h"

#include <stdlib.h>
#include <string.h>

bool gw__builder_init(gw__builder *self, gw__limits limits) {
  *self = (gw__builder){.limits = limits};
  self->lines = malloc(limits.lines * sizeof *self->lines);
  self->entries = malloc(limits.lines * sizeof *self->entries);
  self->runs = malloc(limits.lines * sizeof *self->runs);
  if (self->lines && self->entries && self->runs)
    return true;
  gw__builder_free(self);
  return false;
}

void gw__builder_free(gw__builder *self) {
  free(self->lines);
  free(self->entries);
  free(self->runs);
  free(self->leaves.items);
  *self = (gw__builder){0};
}

static size_t share(size_t total, size_t parts) {
  return total / parts + (total % parts != 0);
}

void gw__builder_start(gw__builder *self, gw__build mode, size_t bytes, size_t lines,
                       uint32_t *next_id) {
  size_t leaves = share(bytes, self->limits.bytes);
  size_t by_lines = share(lines, self->limits.lines);
  if (by_lines > leaves)
    leaves = by_lines;
  self->target = self->limits;
  if (leaves > 0)
    self->target.bytes = share(bytes, leaves);
  if (leaves > 0 && lines > 0)
    self->target.lines = share(lines, leaves);
  /* With more than one leaf there is room to grow in each, or the next edit would cut again. */
  if (leaves > 1 && self->target.bytes > self->limits.bytes - self->limits.bytes / 8)
    self->target.bytes = self->limits.bytes - self->limits.bytes / 8;
  if (leaves > 1 && self->target.lines > self->limits.lines - self->limits.lines / 8)
    self->target.lines = self->limits.lines - self->limits.lines / 8;
  self->mode = mode;
  self->next_id = next_id;
  self->leaves.count = 0;
  self->failed = false;
  self->run_count = 0;
  self->entry_count = 0;
  self->sums = (gw__sums){0};
}

static void *allocate(gw__pool *pool, size_t size) {
  return pool ? gw__pool_take(pool, size) : malloc(size);
}

/* Makes a leaf of what is at hand. */
static void close_leaf(gw__builder *self) {
  size_t lines = self->sums.of[GW__LINES];
  size_t bytes = self->sums.of[GW__BYTES];
  if (lines == 0 || self->failed)
    return;
  size_t tables = self->entry_count * sizeof *self->entries + lines * sizeof *self->lines;
  size_t copied = self->mode == GW__BORROW ? 0 : bytes;
  gw__leaf *leaf = NULL;
  if (gw__children_reserve(&self->leaves, self->leaves.count + 1) &&
      copied <= SIZE_MAX - sizeof *leaf - tables)
    leaf = allocate(self->pool, sizeof *leaf + tables + copied);
  if (!leaf) {
    self->failed = true;
    return;
  }

  memset(leaf, 0, sizeof *leaf);
  leaf->link.pooled = self->pool != NULL;
  leaf->bytes = bytes;
  leaf->lines = (uint32_t)lines;
  leaf->entries = (uint32_t)self->entry_count;
  leaf->slots = (gw__slot_count){self->sums.of[GW__SLOTS], self->sums.of[GW__LABELS]};
  leaf->dirty = true;
  leaf->uncounted = self->mode != GW__COUNT;
  if (self->entry_count > 0)
    memcpy(gw__leaf_entries(leaf), self->entries, self->entry_count * sizeof *self->entries);
  memcpy(gw__leaf_lines(leaf), self->lines, lines * sizeof *self->lines);
  char *text = (char *)(gw__leaf_lines(leaf) + lines);
  leaf->text = copied > 0 ? text : self->runs[0].data;
  for (size_t i = 0; copied > 0 && i < self->run_count; i++) {
    if (self->runs[i].size > 0)
      memcpy(text, self->runs[i].data, self->runs[i].size);
    text += self->runs[i].size;
    *text++ = '\n';
  }

  gw__child *child = &self->leaves.items[self->leaves.count++];
  *child = (gw__child){&leaf->link, self->sums};
  child->sums.of[GW__UNMEASURED] = 1;
  gw__leaf_refresh(child);
  self->run_count = 0;
  self->entry_count = 0;
  self->sums = (gw__sums){0};
}

/* Closes the leaf at hand if a line of this size has no room in it. */
static void make_room(gw__builder *self, size_t size) {
  size_t lines = self->sums.of[GW__LINES];
  size_t bytes = self->sums.of[GW__BYTES];
  if (lines >= self->target.lines || bytes >= self->target.bytes || size >= self->limits.bytes ||
      bytes + size + 1 > self->limits.bytes)
    close_leaf(self);
}

/* Adds the bytes and the row of a line. */
static void push(gw__builder *self, gw_span line, gw__line row, bool joined) {
  gw__sums *sums = &self->sums;
  row.start = (uint16_t)sums->of[GW__BYTES];
  self->lines[sums->of[GW__LINES]] = row;
  if (joined && self->run_count > 0)
    self->runs[self->run_count - 1].size += 1 + line.size;
  else
    self->runs[self->run_count++] = line;
  sums->of[GW__LINES]++;
  sums->of[GW__BYTES] += line.size + 1;
  sums->of[GW__TEXTS] += gw__class_of(row) != GW__LINE_BLANK;
}

void gw__builder_add(gw__builder *self, gw_span line, bool joined) {
  make_room(self, line.size);
  if (self->failed)
    return;

  gw__entry *entry = &self->entries[self->entry_count]; /* that it will be, if it is a candidate */
  gw__scan *scan = &entry->scan;
  if (line.size < UINT32_MAX) {
    gw__scan_line(line.data, line.size, scan);
  } else {
    memset(scan, 0, sizeof *scan);
    scan->line_class = GW__LINE_TEXT; /* its columns do not fit: plain text without placeholders */
  }

  if (gw__is_candidate(scan->line_class)) {
    entry->line = (uint16_t)self->sums.of[GW__LINES];
    entry->verdict = 0;
    entry->id = self->next_id ? (*self->next_id)++ : 0;
    self->entry_count++;
    self->sums.of[GW__CANDIDATES]++;
  }
  gw__line row = {.packed = scan->line_class};
  if (self->mode == GW__COUNT) {
    gw__slot_count count = gw__count_slots(line);
    gw__line_set_slots(&row, count);
    self->sums.of[GW__SLOTS] += count.slots;
    self->sums.of[GW__LABELS] += count.labels;
  }
  push(self, line, row, joined);
}

void gw__builder_copy(gw__builder *self, const gw__leaf *leaf, size_t first, size_t end) {
  const gw__line *lines = gw__leaf_lines(leaf);
  const gw__entry *entries = gw__leaf_entries(leaf);
  size_t entry = gw__leaf_entry_at(leaf, first);
  for (size_t i = first; i < end; i++) {
    gw_span line = gw__leaf_line(leaf, i);
    make_room(self, line.size);
    if (self->failed)
      return;
    if (entry < leaf->entries && entries[entry].line == i) {
      self->entries[self->entry_count] = entries[entry++];
      self->entries[self->entry_count++].line = (uint16_t)self->sums.of[GW__LINES];
      self->sums.of[GW__CANDIDATES]++;
    }
    gw__slot_count count = gw__leaf_slots(leaf, i);
    self->sums.of[GW__SLOTS] += count.slots;
    self->sums.of[GW__LABELS] += count.labels;
    push(self, line, lines[i], i > first);
  }
}

bool gw__builder_finish(gw__builder *self) {
  close_leaf(self);
  if (self->failed)
    gw__children_drop(&self->leaves);
  return !self->failed;
}

void gw__builder_trim(gw__builder *self) {
  self->leaves.count = 0;
  if (self->leaves.capacity > 1024) {
    free(self->leaves.items);
    self->leaves = (gw__children){0};
  }
}
