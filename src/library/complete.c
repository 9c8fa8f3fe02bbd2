#include "library/complete.h"

#include "library/store.h"

#include <stdlib.h>
#include <string.h>

/* ---- the array ------------------------------------------------------------------------------- */

static bool is_continuation(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Folds a text forwards; NULL when memory ran out. At most LIBRARY_TRIGGER_BYTES of it, cut
 * anywhere: what is typed is never longer. */
static char *fold(library *self, const char *text, size_t *size) {
  *size = strlen(text);
  if (*size > LIBRARY_TRIGGER_BYTES)
    *size = LIBRARY_TRIGGER_BYTES;
  char *bytes = library__allocate(self, *size + 1);
  if (!bytes)
    return NULL;
  *size = library__fold(text, *size, (unsigned char *)bytes);
  for (size_t i = 0; i < *size / 2; i++) {
    char byte = bytes[i];
    bytes[i] = bytes[*size - 1 - i];
    bytes[*size - 1 - i] = byte;
  }
  return bytes;
}

static void add_word(library *self, library__word word) {
  self->lookup.words[self->lookup.count++] = word;
}

/* Adds the name from each of its characters on, and the triggers. */
static void add_texts(library *self, library__target target, const char *name,
                      const char *const *triggers) {
  library__word word = {.target = target, .trigger = ""};
  size_t size;
  const char *bytes = fold(self, name, &size);
  if (!bytes)
    return;
  for (size_t i = 0; i < size; i++) {
    if (is_continuation(bytes[i]))
      continue;
    word.bytes = bytes + i;
    word.size = (uint32_t)(size - i);
    word.place = i == 0 ? LIBRARY_NAME_START : LIBRARY_NAME_PART;
    add_word(self, word);
  }
  word.place = LIBRARY_TRIGGER_START;
  for (; *triggers; triggers++) {
    word.bytes = fold(self, *triggers, &size);
    word.size = (uint32_t)size;
    word.trigger = *triggers;
    if (!word.bytes)
      return;
    add_word(self, word);
  }
}

/* How many words a name and its triggers make at most. */
static size_t count_texts(const char *name, const char *const *triggers) {
  size_t count = 0;
  for (size_t i = 0; name[i] && i < LIBRARY_TRIGGER_BYTES; i++)
    count += !is_continuation(name[i]) || i == 0;
  for (; *triggers; triggers++)
    count++;
  return count;
}

static int compare_words(const void *left, const void *right) {
  const library__word *a = left;
  const library__word *b = right;
  int order = memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);
  if (order == 0)
    order = (a->size > b->size) - (a->size < b->size);
  if (order == 0)
    order = (a->bytes > b->bytes) - (a->bytes < b->bytes);
  return order;
}

void library__lookup_build(library *self) {
  size_t count = 0;
  for (size_t i = 0; i < self->entry_count; i++) {
    const library_section *section = &self->entries[i].section;
    count += section->shadowed ? 0 : count_texts(section->name, section->triggers);
  }
  for (size_t i = 0; i < self->kind_count; i++)
    count += count_texts(self->kinds[i].name, self->kinds[i].triggers);
  self->lookup.words = library__allocate(self, (count + 1) * sizeof *self->lookup.words);
  for (size_t i = 0; i < self->entry_count && !self->failed; i++) {
    const library_section *section = &self->entries[i].section;
    if (!section->shadowed)
      add_texts(self, (library__target){false, i}, section->name, section->triggers);
  }
  for (size_t i = 0; i < self->kind_count && !self->failed; i++)
    if (self->kinds[i].section_count > 0)
      add_texts(self, (library__target){true, i}, self->kinds[i].name, self->kinds[i].triggers);
  if (!self->failed && self->lookup.count > 1)
    qsort(self->lookup.words, self->lookup.count, sizeof *self->lookup.words, compare_words);
}

/* ---- looking up ------------------------------------------------------------------------------ */

/* A word found, with what its rank depends on. */
typedef struct candidate {
  const library__word *word;
  bool exact; /* all of a trigger was typed */
  bool of_kind;
  size_t rank;
} candidate;

static bool same_target(library__target left, library__target right) {
  return left.whole == right.whole && left.number == right.number;
}

static int compare(size_t left, size_t right) {
  return (left > right) - (left < right);
}

/* Which of two is offered first. */
static int compare_candidates(const candidate *a, const candidate *b) {
  int order = (int)b->exact - (int)a->exact;
  if (order == 0)
    order = (int)b->of_kind - (int)a->of_kind;
  if (order == 0)
    order = (int)a->word->place - (int)b->word->place;
  if (order == 0)
    order = compare(a->rank, b->rank);
  if (order == 0)
    order = (int)a->word->target.whole - (int)b->word->target.whole;
  if (order == 0)
    order = compare(a->word->target.number, b->word->target.number);
  return order != 0 ? order : compare(a->word->size, b->word->size);
}

static bool is_of_kind(const library *self, library__target target, size_t kind) {
  if (target.whole)
    return target.number == kind;
  const library__entry *entry = &self->entries[target.number];
  for (size_t i = 0; i < entry->kinds.count; i++)
    if (entry->kind_numbers[i] == kind)
      return true;
  return entry->kind_number == kind;
}

/* The first word in [first, count) that does not start with less than `text` (after: that does not
 * start with `text` or less). */
static size_t bound(const library__lookup *self, const char *text, size_t size, bool after) {
  size_t first = 0;
  size_t end = self->count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    const library__word *word = &self->words[middle];
    int order = memcmp(word->bytes, text, word->size < size ? word->size : size);
    if (order == 0 && word->size < size)
      order = -1;
    if (order < 0 || (after && order == 0))
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/* The `capacity` best so far, in order; one a target. */
typedef struct ranking {
  candidate *items;
  size_t count;
  size_t capacity;
} ranking;

static void rank_candidate(ranking *self, const candidate *added) {
  if (self->count == self->capacity &&
      compare_candidates(added, &self->items[self->count - 1]) >= 0)
    return;
  size_t old = 0;
  while (old < self->count && !same_target(self->items[old].word->target, added->word->target))
    old++;
  if (old < self->count && compare_candidates(&self->items[old], added) <= 0)
    return;
  if (old == self->count) {
    if (self->count < self->capacity)
      self->count++;
    old = self->count - 1;
  }
  for (; old > 0 && compare_candidates(added, &self->items[old - 1]) < 0; old--)
    self->items[old] = self->items[old - 1];
  self->items[old] = *added;
}

/* Ranks the words that go on with `text`, which stands in one of these places. */
static void collect(const library *self, const char *text, size_t size, uint16_t places,
                    size_t kind, ranking *out) {
  const library__lookup *lookup = &self->lookup;
  size_t end = bound(lookup, text, size, true);
  for (size_t i = bound(lookup, text, size, false); i < end; i++) {
    const library__word *word = &lookup->words[i];
    candidate found = {.word = word, .of_kind = is_of_kind(self, word->target, kind)};
    if (word->target.whole) {
      if (!(library__places(0, true) & places))
        continue;
      found.rank = self->kind_ranks[word->target.number];
    } else {
      const library__entry *entry = &self->entries[word->target.number];
      if (!(library__places(entry->section.within, entry->section.starts_line) & places))
        continue;
      found.rank = entry->rank;
    }
    found.exact = word->place == LIBRARY_TRIGGER_START && word->size == size;
    rank_candidate(out, &found);
  }
}

/* Folds text[at, length) forwards; 0 if it does not fit. */
static size_t fold_end(const char *text, size_t at, size_t length, char *out) {
  unsigned char byte;
  size_t size = 0;
  char backwards[LIBRARY_TRIGGER_BYTES];
  for (size_t step; length > at && (step = library__step_back(text, length, &byte)) != 0;
       length -= step) {
    if (size == sizeof backwards)
      return 0;
    backwards[size++] = (char)byte;
  }
  for (size_t i = 0; i < size; i++)
    out[i] = backwards[size - 1 - i];
  return size;
}

/* Where the longest word that can be typed before the cursor starts: 32 characters before it, and
 * not before a blank. */
static size_t earliest(const char *before, size_t length) {
  size_t at = length;
  for (size_t characters = 0; at > 0 && characters < LIBRARY_TRIGGER_BYTES / 3; characters++) {
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && is_continuation(before[start]))
      start--;
    at = start;
  }
  return at;
}

size_t library_complete(const library *self, const char *before, size_t length,
                        const library_kind *kind, unsigned level, library_completion *out,
                        size_t capacity) {
  candidate few[64];
  ranking ranked = {.items = few, .capacity = sizeof few / sizeof *few};
  if (capacity < ranked.capacity)
    ranked.capacity = capacity;
  candidate *many = capacity > ranked.capacity ? malloc(capacity * sizeof *many) : NULL;
  if (many)
    ranked = (ranking){.items = many, .capacity = capacity};
  size_t number = kind ? (size_t)(kind - self->kinds) : SIZE_MAX;
  size_t at = earliest(before, length);
  char text[LIBRARY_TRIGGER_BYTES];
  for (; at < length && ranked.count == 0 && ranked.capacity > 0; at++) {
    if (at > 0 && is_continuation(before[at]))
      continue;
    size_t size = fold_end(before, at, length, text);
    if (size == 0 || text[0] == ' ' || !library__is_boundary((unsigned char)text[0], before, at))
      continue;
    collect(self, text, size, library__place_of(before, at, level), number, &ranked);
    if (ranked.count > 0)
      break;
  }
  for (size_t i = 0; i < ranked.count; i++) {
    const library__word *word = ranked.items[i].word;
    library__target target = word->target;
    out[i] = (library_completion){.choice = {.size = length - at},
                                  .place = word->place,
                                  .trigger = word->trigger,
                                  .of_kind = ranked.items[i].of_kind};
    if (target.whole)
      out[i].choice.document = &self->kinds[target.number];
    else
      out[i].choice.section = &self->entries[target.number].section;
  }
  free(many);
  return ranked.count;
}
