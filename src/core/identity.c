/*
 * identity.c - which candidate after an edit is which one before it.
 *
 * Lines outside the edit keep their ids because they are not touched. Inside it, the old and the
 * new candidates are paired by equal line, then by equal title (a renumbered heading), then by
 * position (a renamed one). What finds no mate goes to the graves, from where a later edit can
 * bring it back.
 */
#include "core/document.h"

#include <stdlib.h>
#include <string.h>

/* A hash for equality within one process: eight bytes at a time, mixed by a multiplication. */
uint64_t gw__hash(uint64_t seed, const char *data, size_t size) {
  const uint64_t prime = 0x9E3779B97F4A7C15u;
  uint64_t hash = seed ^ (size * prime);
  for (; size >= 8; data += 8, size -= 8) {
    uint64_t word;
    memcpy(&word, data, 8);
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32;
  }
  if (size > 0) {
    uint64_t word = 0;
    memcpy(&word, data, size);
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32;
  }
  return (hash ^ hash >> 29) * prime;
}

static uint32_t hash32(const char *data, size_t size) {
  return (uint32_t)(gw__hash(0, data, size) >> 32);
}

bool gw__pairing_init(gw__pairing *self, size_t old_count, size_t new_count) {
  *self = (gw__pairing){.old_count = old_count, .new_count = new_count};
  if (old_count + new_count == 0)
    return true;
  if (old_count + new_count > SIZE_MAX / sizeof *self->old)
    return false;
  self->old = calloc(old_count + new_count, sizeof *self->old);
  if (!self->old)
    return false;
  self->new = self->old + old_count;
  return true;
}

void gw__pairing_free(gw__pairing *self) {
  free(self->old);
  *self = (gw__pairing){0};
}

void gw__party_set(gw__party *self, gw__entry *entry, gw_span text) {
  const gw__scan *scan = &entry->scan;
  *self = (gw__party){.entry = entry, .text = text, .mate = SIZE_MAX, .grave = SIZE_MAX};
  self->line_hash = hash32(text.data, text.size);
  self->title_hash = hash32(text.data + scan->title, scan->title_end - scan->title);
}

/* ---- mates ----------------------------------------------------------------------------------- */

static void marry(gw__pairing *self, size_t old, size_t new) {
  self->old[old].mate = new;
  self->new[new].mate = old;
}

/* A candidate in the order of a hash; those of equal hash in the order of the text. */
typedef struct ranked {
  uint32_t hash;
  size_t index;
} ranked;

static int by_hash(const void *a, const void *b) {
  const ranked *x = a;
  const ranked *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* Those without a mate, in the order of a hash. Returns how many. */
static size_t rank(const gw__party *parties, size_t count, bool by_title, ranked *out) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    if (parties[i].mate == SIZE_MAX)
      out[n++] = (ranked){by_title ? parties[i].title_hash : parties[i].line_hash, i};
  }
  if (n > 1)
    qsort(out, n, sizeof *out, by_hash);
  return n;
}

static void marry_equals(gw__pairing *self, bool by_title, ranked *room) {
  ranked *old = room;
  ranked *new = room + self->old_count;
  size_t olds = rank(self->old, self->old_count, by_title, old);
  size_t news = rank(self->new, self->new_count, by_title, new);
  for (size_t i = 0, j = 0; i < olds && j < news;) {
    if (old[i].hash == new[j].hash)
      marry(self, old[i++].index, new[j++].index);
    else if (old[i].hash < new[j].hash)
      i++;
    else
      j++;
  }
}

/* Where as many are left on both sides, they are renamed, not replaced. */
static void marry_rest(gw__pairing *self) {
  size_t left = 0;
  for (size_t i = 0; i < self->old_count; i++)
    left += self->old[i].mate == SIZE_MAX;
  for (size_t i = 0; i < self->new_count; i++)
    left -= self->new[i].mate == SIZE_MAX;
  if (left != 0)
    return;
  for (size_t i = 0, j = 0; i < self->old_count; i++) {
    if (self->old[i].mate != SIZE_MAX)
      continue;
    while (self->new[j].mate != SIZE_MAX)
      j++;
    marry(self, i, j);
  }
}

/* ---- ids ------------------------------------------------------------------------------------- */

static bool in_use(const gw__child *child, unsigned height, uint32_t id) {
  if (id < child->sums.id_low || id > child->sums.id_high)
    return false;
  if (height == 0) {
    const gw__leaf *leaf = (const gw__leaf *)child->node;
    for (size_t i = 0; i < leaf->entries; i++) {
      if (gw__leaf_entries(leaf)[i].id == id)
        return true;
    }
    return false;
  }
  const gw__inner *inner = (const gw__inner *)child->node;
  for (size_t i = 0; i < inner->count; i++) {
    if (in_use(&inner->children[i], height - 1, id))
      return true;
  }
  return false;
}

/* An id that no line has. */
static uint32_t fresh_id(gw_document *document) {
  for (;;) {
    uint32_t id = document->next_id++;
    if (document->next_id < GW__FIRST_ID) {
      /* All have been used once. */
      document->next_id = GW__FIRST_ID;
      document->ids_wrapped = true;
    }
    if (!document->ids_wrapped)
      return id;
    bool taken = in_use(&document->tree.root, document->tree.height, id);
    for (size_t i = 0; !taken && i < GW__GRAVES; i++)
      taken = document->graves[i].id == id;
    if (!taken)
      return id;
  }
}

/* The youngest grave with this line, or else with this title; SIZE_MAX if there is none. */
static size_t find_grave(const gw_document *document, const gw__party *party, const bool *open) {
  size_t by_title = SIZE_MAX;
  bool titled = party->entry->scan.title < party->entry->scan.title_end;
  for (size_t back = 1; back <= GW__GRAVES; back++) {
    size_t at = (document->next_grave + GW__GRAVES - back) % GW__GRAVES;
    const gw__grave *grave = &document->graves[at];
    if (grave->id == 0 || open[at])
      continue;
    if (grave->line == party->line_hash)
      return at;
    if (titled && grave->title == party->title_hash && by_title == SIZE_MAX)
      by_title = at;
  }
  return by_title;
}

bool gw__pairing_match(gw__pairing *self, gw_document *document) {
  if (self->old_count > 0 && self->new_count > 0) {
    ranked *room = calloc(self->old_count + self->new_count, sizeof *room);
    if (!room)
      return false;
    marry_equals(self, false, room);
    marry_equals(self, true, room);
    marry_rest(self);
    free(room);
  }
  bool open[GW__GRAVES] = {false};
  for (size_t i = 0; i < self->new_count; i++) {
    gw__party *new = &self->new[i];
    if (new->mate != SIZE_MAX) {
      new->entry->id = self->old[new->mate].entry->id;
      new->entry->verdict = self->old[new->mate].entry->verdict;
      continue;
    }
    new->grave = find_grave(document, new, open);
    if (new->grave != SIZE_MAX) {
      open[new->grave] = true;
      new->entry->id = document->graves[new->grave].id;
    } else {
      new->entry->id = fresh_id(document);
    }
  }
  return true;
}

void gw__pairing_bury(const gw__pairing *self, gw_document *document) {
  for (size_t i = 0; i < self->new_count; i++) {
    if (self->new[i].grave != SIZE_MAX)
      document->graves[self->new[i].grave].id = 0;
  }
  /* The last line first: the youngest grave is then that of the first line, the first to return. */
  for (size_t i = self->old_count; i-- > 0;) {
    const gw__party *old = &self->old[i];
    if (old->mate != SIZE_MAX)
      continue;
    document->graves[document->next_grave] =
        (gw__grave){old->entry->id, old->line_hash, old->title_hash};
    document->next_grave = (document->next_grave + 1) % GW__GRAVES;
  }
}
