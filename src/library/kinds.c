/* kinds.c - library__finish(): which section counts, what a kind consists of, and the indexes. */
#include "library/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(size_t left, size_t right) {
  return (left > right) - (left < right);
}

/* "FILE:LINE", as the detail of a problem. */
static const char *place_of(library *self, const char *file, library__position at) {
  size_t size = strlen(file) + 24;
  char *place = library__allocate(self, size);
  if (place)
    (void)snprintf(place, size, "%s:%zu", file, at.line);
  return place;
}

/* ---- the kinds ------------------------------------------------------------------------------- */

/* A name of a kind, and where its number goes. */
typedef struct mention {
  const char *name;
  const char *file;
  library__position at;
  size_t rank;
  size_t order; /* of loading */
  size_t *number;
  const struct mention *same; /* in the sorted list: the first of those that are the same kind */
} mention;

static int compare_mentions(const void *left, const void *right) {
  const mention *a = left;
  const mention *b = right;
  int order = strcmp(a->name, b->name);
  return order != 0 ? order : compare(a->order, b->order);
}

static int compare_orders(const void *left, const void *right) {
  const mention *a = left;
  const mention *b = right;
  return compare(a->order, b->order);
}

/* Everything that names a kind, in the order of loading; the count goes to *count. */
static mention *collect_mentions(library *self, size_t *count) {
  size_t total = self->declaration_count;
  for (size_t i = 0; i < self->entry_count; i++)
    total += self->entries[i].kinds.count;
  mention *all = library__allocate(self, (total + 1) * sizeof *all);
  size_t at = 0;
  for (size_t i = 0; all && i < self->declaration_count; i++, at++) {
    library__declaration *of = &self->declarations[i];
    all[at] = (mention){of->kind, of->file, of->at, of->rank, at, &of->kind_number, NULL};
  }
  for (size_t i = 0; all && i < self->entry_count; i++) {
    library__entry *entry = &self->entries[i];
    entry->rank = self->declarations[entry->declaration].rank;
    entry->kind_numbers =
        library__allocate(self, (entry->kinds.count + 1) * sizeof *entry->kind_numbers);
    if (!entry->kind_numbers)
      return NULL;
    for (size_t k = 0; k < entry->kinds.count; k++, at++)
      all[at] = (mention){entry->kinds.items[k],
                          entry->section.file,
                          entry->kinds.at[k],
                          entry->rank,
                          at,
                          &entry->kind_numbers[k],
                          NULL};
  }
  *count = at;
  return all;
}

/* Numbers the kinds in the order in which they are first named. */
static void number_kinds(library *self) {
  static const char *const none[] = {NULL};
  size_t count = 0;
  mention *all = collect_mentions(self, &count);
  mention *firsts = library__allocate(self, (count + 1) * sizeof *firsts);
  if (!all || !firsts)
    return;
  qsort(all, count, sizeof *all, compare_mentions);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || strcmp(all[i - 1].name, all[i].name) != 0) {
      firsts[self->kind_count] = all[i];
      firsts[self->kind_count++].same = &all[i];
    }
  qsort(firsts, self->kind_count, sizeof *firsts, compare_orders);
  self->kinds = library__allocate(self, (self->kind_count + 1) * sizeof *self->kinds);
  self->kind_ranks = library__allocate(self, (self->kind_count + 1) * sizeof *self->kind_ranks);
  if (self->failed)
    return;
  for (size_t i = 0; i < self->kind_count; i++) {
    const mention *first = &firsts[i];
    self->kind_ranks[i] = first->rank;
    self->kinds[i] = (library_kind){.name = first->name,
                                    .description = "",
                                    .title = "",
                                    .triggers = none,
                                    .match = none,
                                    .file = first->file,
                                    .line = first->at.line};
    for (const mention *same = first->same;
         same < all + count && strcmp(same->name, first->name) == 0; same++)
      *same->number = i;
  }
  for (size_t i = 0; i < self->entry_count; i++) {
    library__entry *entry = &self->entries[i];
    entry->kind_number = self->declarations[entry->declaration].kind_number;
  }
}

/* ---- sections under their names -------------------------------------------------------------- */

static int compare_names(const library__member *member, size_t kind, const char *name) {
  int order = compare(member->kind, kind);
  return order != 0 ? order : strcmp(member->name, name);
}

static int compare_members(const void *left, const void *right) {
  const library__member *a = left;
  const library__member *b = right;
  int order = compare_names(a, b->kind, b->name);
  if (order == 0)
    order = (int)a->adopted - (int)b->adopted;
  return order != 0 ? order : compare(a->entry, b->entry); /* loading goes by strength */
}

static void collect_members(library *self) {
  size_t total = 0;
  for (size_t i = 0; i < self->entry_count; i++)
    total += 1 + self->entries[i].kinds.count;
  self->members = library__allocate(self, (total + 1) * sizeof *self->members);
  for (size_t i = 0; i < self->entry_count && !self->failed; i++) {
    const library__entry *entry = &self->entries[i];
    library__member member = {entry->kind_number, entry->section.name, false, i};
    self->members[self->member_count++] = member;
    member.adopted = true;
    for (size_t k = 0; k < entry->kinds.count; k++) {
      member.kind = entry->kind_numbers[k];
      self->members[self->member_count++] = member;
    }
  }
  if (self->member_count > 1)
    qsort(self->members, self->member_count, sizeof *self->members, compare_members);
}

/* Lets the strongest count of those that have the same kind and name. */
static void find_shadowed(library *self) {
  const library__member *first = NULL;
  for (size_t i = 0; i < self->member_count; i++) {
    const library__member *member = &self->members[i];
    if (member->adopted)
      continue;
    if (!first || compare_names(first, member->kind, member->name) != 0)
      first = member;
    library__entry *entry = &self->entries[member->entry];
    const library__entry *winner = &self->entries[first->entry];
    entry->winner = first->entry;
    entry->section.shadowed = entry != winner || entry->section.disabled;
    if (entry != winner && entry->rank == winner->rank)
      library__report(self, entry->section.file, entry->at, LIBRARY__SAME_NAME,
                      place_of(self, winner->section.file, winner->at));
  }
}

const library__member *library__members(const library *self, size_t kind, const char *name,
                                        size_t *count) {
  size_t first = 0;
  size_t end = self->member_count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (compare_names(&self->members[middle], kind, name) < 0)
      first = middle + 1;
    else
      end = middle;
  }
  *count = 0;
  while (first + *count < self->member_count &&
         compare_names(&self->members[first + *count], kind, name) == 0)
    ++*count;
  return self->members + first;
}

/* ---- what a kind consists of ----------------------------------------------------------------- */

/* The declarations that a kind takes its keys from. */
typedef struct sources {
  const library__declaration *description;
  const library__declaration *title;
  const library__declaration *triggers;
  const library__declaration *match;
  const library__declaration *document;
} sources;

/* Takes a key for the kind if no stronger file has it; twice in one directory is a problem. */
static void take(library *self, const library__declaration **taken, const library__declaration *of,
                 bool given, const library__position *at, const library__position *taken_at) {
  if (!given)
    return;
  if (!*taken || !taken_at)
    *taken = of;
  else if ((*taken)->rank == of->rank)
    library__report(self, of->file, *at, LIBRARY__SAME_KEY,
                    place_of(self, (*taken)->file, *taken_at));
}

static void take_keys(library *self, sources *from, const library__declaration *of) {
  take(self, &from->description, of, of->description.text != NULL, &of->description.at,
       from->description ? &from->description->description.at : NULL);
  take(self, &from->title, of, of->title.text != NULL, &of->title.at,
       from->title ? &from->title->title.at : NULL);
  take(self, &from->triggers, of, of->triggers.count > 0, of->triggers.at,
       from->triggers ? from->triggers->triggers.at : NULL);
  take(self, &from->match, of, of->match.count > 0, of->match.at,
       from->match ? from->match->match.at : NULL);
  take(self, &from->document, of, of->document.count > 0, of->document.at,
       from->document ? from->document->document.at : NULL);
}

/* The section of a kind by its name, its own before those it adopted; NULL if there is none, with
 * *known telling whether one is switched off. */
static const library_section *find_member(const library *self, size_t kind, const char *name,
                                          bool *known) {
  size_t count;
  const library__member *member = library__members(self, kind, name, &count);
  *known = count > 0;
  /* One that counts in its own kind stands for those it shadows, here as well. */
  const library_section *section = NULL;
  if (*known)
    section = &self->entries[self->entries[member->entry].winner].section;
  return section && !section->disabled ? section : NULL;
}

static bool is_listed(const library__texts *list, size_t before, const char *text) {
  for (size_t i = 0; i < before; i++)
    if (strcmp(list->items[i], text) == 0)
      return true;
  return false;
}

/* The order that `document` gives. */
static void arrange_as_told(library *self, size_t number, const library__declaration *of) {
  library_kind *kind = &self->kinds[number];
  const library__texts *list = &of->document;
  const library_section **sections =
      library__allocate(self, (list->count + 1) * sizeof(library_section *));
  for (size_t i = 0; sections && i < list->count; i++) {
    bool known;
    const library_section *section = find_member(self, number, list->items[i], &known);
    if (!known)
      library__report(self, of->file, list->at[i], LIBRARY__NO_SUCH_SECTION, list->items[i]);
    else if (is_listed(list, i, list->items[i]))
      library__report(self, of->file, list->at[i], LIBRARY__NAMED_TWICE, list->items[i]);
    else if (section)
      sections[kind->section_count++] = section;
  }
  kind->sections = sections;
}

/* An entry of a kind, to be put in order. */
typedef struct placement {
  size_t kind;
  size_t rank;
  size_t entry;
} placement;

/* The weakest directory first: its order stays, whatever stronger ones replace. */
static int compare_placements(const void *left, const void *right) {
  const placement *a = left;
  const placement *b = right;
  int order = compare(a->kind, b->kind);
  if (order == 0)
    order = compare(b->rank, a->rank);
  return order != 0 ? order : compare(a->entry, b->entry);
}

/* The order of the files, for the kinds that no `document` puts in order. */
static void arrange_as_read(library *self, const sources *from) {
  placement *all = library__allocate(self, (self->entry_count + 1) * sizeof *all);
  const library_section **sections =
      library__allocate(self, (self->entry_count + 1) * sizeof(library_section *));
  if (!all || !sections)
    return;
  for (size_t i = 0; i < self->entry_count; i++)
    all[i] = (placement){self->entries[i].kind_number, self->entries[i].rank, i};
  if (self->entry_count > 1)
    qsort(all, self->entry_count, sizeof *all, compare_placements);
  const library_section **start = sections;
  for (size_t i = 0; i < self->entry_count; i++) {
    library_kind *kind = &self->kinds[all[i].kind];
    library__entry *winner = &self->entries[self->entries[all[i].entry].winner];
    if (i == 0 || all[i - 1].kind != all[i].kind)
      start = sections + i;
    if (from[all[i].kind].document || winner->placed || winner->section.disabled ||
        self->declarations[self->entries[all[i].entry].declaration].loose)
      continue;
    winner->placed = true;
    start[kind->section_count++] = &winner->section;
    kind->sections = start;
  }
}

/* Puts the kinds together from what the files say of them. */
static void fill_kinds(library *self) {
  sources *from = library__allocate(self, (self->kind_count + 1) * sizeof *from);
  if (!from)
    return;
  for (size_t i = 0; i < self->declaration_count; i++)
    take_keys(self, &from[self->declarations[i].kind_number], &self->declarations[i]);
  for (size_t i = 0; i < self->kind_count; i++) {
    library_kind *kind = &self->kinds[i];
    if (from[i].description)
      kind->description = from[i].description->description.text;
    if (from[i].title)
      kind->title = from[i].title->title.text;
    if (from[i].triggers)
      kind->triggers = from[i].triggers->triggers.items;
    if (from[i].match) {
      kind->match = from[i].match->match.items;
    } else {
      const char **own = library__allocate(self, 2 * sizeof *own);
      if (!own)
        return;
      own[0] = kind->name;
      kind->match = own;
    }
    if (from[i].document)
      arrange_as_told(self, i, from[i].document);
  }
  arrange_as_read(self, from);
  self->trigger_sources =
      library__allocate(self, (self->kind_count + 1) * sizeof *self->trigger_sources);
  for (size_t i = 0; i < self->kind_count && !self->failed; i++)
    self->trigger_sources[i] =
        from[i].triggers ? (size_t)(from[i].triggers - self->declarations) : SIZE_MAX;
}

/* ---- the indexes ----------------------------------------------------------------------------- */

static void add_key(library__index *index, const library__key *key, uint32_t kind, bool adopted) {
  library__key *added = &index->keys[index->count++];
  *added = *key;
  added->kind = kind;
  added->adopted = adopted;
}

/* The text folded and backwards; false when memory ran out. */
static bool fold_key(library *self, const char *text, library__key *key) {
  size_t size = strlen(text);
  unsigned char *bytes = library__allocate(self, size + 1);
  if (!bytes)
    return false;
  key->bytes = bytes;
  key->size = (uint32_t)library__fold(text, size, bytes);
  return true;
}

/* The declaration that a kind's triggers come from, NULL if it has none. */
static const library__declaration *triggers_of(const library *self, size_t kind) {
  size_t number = self->trigger_sources[kind];
  return number == SIZE_MAX ? NULL : &self->declarations[number];
}

static bool is_usable(const library__entry *entry) {
  return !entry->section.shadowed;
}

static void collect_section_keys(library *self) {
  library__index *index = &self->triggers;
  for (size_t i = 0; i < self->entry_count; i++) {
    const library__entry *entry = &self->entries[i];
    library__key key = {.rank = (uint32_t)entry->rank,
                        .places =
                            library__places(entry->section.within, entry->section.starts_line),
                        .target = {false, i}};
    for (; key.text < entry->triggers.count && is_usable(entry); key.text++) {
      if (!fold_key(self, entry->triggers.items[key.text], &key))
        return;
      add_key(index, &key, 0, false);
      add_key(index, &key, (uint32_t)entry->kind_number + 1, false);
      for (size_t k = 0; k < entry->kinds.count; k++)
        add_key(index, &key, (uint32_t)entry->kind_numbers[k] + 1, true);
    }
  }
}

static void collect_kind_keys(library *self) {
  for (size_t i = 0; i < self->kind_count; i++) {
    const library__declaration *from = triggers_of(self, i);
    library__key key = {.rank = from ? (uint32_t)from->rank : 0,
                        .places = library__places(0, true),
                        .target = {true, i}};
    for (; from && key.text < from->triggers.count && self->kinds[i].section_count; key.text++) {
      if (!fold_key(self, from->triggers.items[key.text], &key))
        return;
      add_key(&self->triggers, &key, 0, false);
      add_key(&self->triggers, &key, (uint32_t)i + 1, false);
    }
  }
}

static void collect_keys(library *self) {
  size_t total = 0;
  for (size_t i = 0; i < self->entry_count; i++)
    total += self->entries[i].triggers.count * (2 + self->entries[i].kinds.count);
  for (size_t i = 0; i < self->kind_count; i++)
    if (triggers_of(self, i))
      total += 2 * triggers_of(self, i)->triggers.count;
  self->triggers.keys = library__allocate(self, (total + 1) * sizeof *self->triggers.keys);
  if (self->failed)
    return;
  collect_section_keys(self);
  collect_kind_keys(self);
}

/* Where a key was written. */
static const char *file_of(const library *self, const library__key *key, library__position *at) {
  if (key->target.whole) {
    const library__declaration *from = triggers_of(self, key->target.number);
    *at = from->triggers.at[key->text];
    return from->file;
  }
  const library__entry *entry = &self->entries[key->target.number];
  *at = entry->triggers.at[key->text];
  return entry->section.file;
}

static void report_clash(library *self, const library__key *winner, const library__key *loser) {
  library__position taken;
  library__position at;
  if (winner->target.whole == loser->target.whole && winner->target.number == loser->target.number)
    return; /* one may say it twice */
  library__texts *texts =
      loser->target.whole
          ? &self->declarations[self->trigger_sources[loser->target.number]].triggers
          : &self->entries[loser->target.number].triggers;
  if (texts->told[loser->text])
    return; /* for another kind */
  texts->told[loser->text] = true;
  const char *file = file_of(self, loser, &at);
  const char *theirs = file_of(self, winner, &taken);
  if (!winner->target.whole)
    taken = self->entries[winner->target.number].at;
  library__report(self, file, at, LIBRARY__SAME_TRIGGER, place_of(self, theirs, taken));
}

/* Of equal keys for one kind, of one directory and for one place, only the first counts: tells of
 * the others, and leaves them no place. */
static void settle_clashes(library *self) {
  library__key *keys = self->triggers.keys;
  size_t first = 0; /* of those that are equal, and of one directory */
  for (size_t i = 1; i < self->triggers.count; i++) {
    if (!library__same_key(&keys[first], &keys[i]) || keys[first].rank != keys[i].rank)
      first = i;
    for (size_t k = first; k < i && keys[i].kind != 0; k++)
      if (keys[k].places & keys[i].places) {
        report_clash(self, &keys[k], &keys[i]);
        keys[i].places = 0;
        break;
      }
  }
}

/* Keeps what can match: of equal keys the strongest for each place. */
static void drop_equal_keys(library *self) {
  library__key *keys = self->triggers.keys;
  size_t kept = 0;
  uint16_t taken = 0; /* the places of the equal ones that were kept */
  for (size_t i = 0; i < self->triggers.count; i++) {
    library__key key = keys[i];
    if (kept == 0 || !library__same_key(&keys[kept - 1], &key))
      taken = 0;
    if (key.places & ~taken)
      keys[kept++] = key;
    taken |= key.places;
  }
  self->triggers.count = kept;
}

/* The words of titles; of equal ones that of the strongest kind stays. */
static void index_words(library *self) {
  size_t total = 0;
  for (size_t i = 0; i < self->kind_count; i++)
    for (const char *const *word = self->kinds[i].match; *word; word++)
      total++;
  library__index *index = &self->words;
  index->keys = library__allocate(self, (total + 1) * sizeof *index->keys);
  for (size_t i = 0; i < self->kind_count && !self->failed; i++) {
    library__key key = {.rank = (uint32_t)self->kind_ranks[i],
                        .places = library__places(0, false),
                        .target = {true, i}};
    for (const char *const *word = self->kinds[i].match; *word; word++, key.text++)
      if (fold_key(self, *word, &key))
        add_key(index, &key, 0, false);
  }
  if (self->failed)
    return;
  library__index_sort(index);
  size_t kept = 0;
  for (size_t i = 0; i < index->count; i++)
    if (kept == 0 || !library__same_key(&index->keys[kept - 1], &index->keys[i]))
      index->keys[kept++] = index->keys[i];
  index->count = kept;
}

void library__finish(library *self) {
  if (!self->failed)
    number_kinds(self);
  if (!self->failed)
    collect_members(self);
  if (!self->failed)
    find_shadowed(self);
  if (!self->failed)
    fill_kinds(self);
  if (!self->failed)
    collect_keys(self);
  if (self->failed)
    return;
  library__index_sort(&self->triggers);
  settle_clashes(self);
  drop_equal_keys(self);
  index_words(self);
  library__lookup_build(self);
}
