/* search.c - from a few words to the sections that have them all. */
#include "core/utf8.h"
#include "library/store.h"

#include <stdlib.h>
#include <string.h>

/* How well a section fits, best first. */
typedef enum fit {
  FIT_TRIGGER,       /* the text is one of its triggers */
  FIT_TRIGGER_START, /* or the start of one */
  FIT_NAME_START,
  FIT_WORDS, /* it has all words */
  FIT_NONE
} fit;

/* Words of the text, ASCII letters small. */
typedef struct query {
  char *text;
  size_t size;
  gw_span *words;
  size_t word_count;
} query;

static char small(char byte) {
  return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool starts_with(const char *text, gw_span start) {
  for (size_t i = 0; i < start.size; i++)
    if (!text[i] || small(text[i]) != start.data[i])
      return false;
  return true;
}

static bool holds(const char *text, gw_span word) {
  for (; *text; text++)
    if (starts_with(text, word))
      return true;
  return word.size == 0;
}

/* Whether the word is in "kind/name". */
static bool title_holds(const library_section *section, gw_span word) {
  if (holds(section->kind, word) || holds(section->name, word))
    return true;
  const char *slash = memchr(word.data, '/', word.size);
  if (!slash)
    return false;
  /* It reaches over the slash between the two. */
  gw_span before = {word.data, (size_t)(slash - word.data)};
  gw_span after = {slash + 1, word.size - before.size - 1};
  size_t size = strlen(section->kind);
  return before.size <= size && starts_with(section->kind + (size - before.size), before) &&
         starts_with(section->name, after);
}

static bool section_holds(const library_section *section, gw_span word) {
  if (title_holds(section, word) || holds(section->description, word))
    return true;
  for (const char *const *trigger = section->triggers; *trigger; trigger++)
    if (holds(*trigger, word))
      return true;
  return false;
}

static fit fit_of(const library_section *section, const query *wanted) {
  gw_span text = {wanted->text, wanted->size};
  if (text.size == 0)
    return FIT_WORDS;
  fit best = starts_with(section->name, text) ? FIT_NAME_START : FIT_WORDS;
  for (const char *const *trigger = section->triggers; *trigger; trigger++)
    if (starts_with(*trigger, text)) {
      if (strlen(*trigger) == text.size)
        return FIT_TRIGGER;
      best = FIT_TRIGGER_START;
    }
  if (best != FIT_WORDS)
    return best;
  for (size_t i = 0; i < wanted->word_count; i++)
    if (!section_holds(section, wanted->words[i]))
      return FIT_NONE;
  return FIT_WORDS;
}

/* Whether the characters of the text are in "kind/name", in this order. Bytes in order are enough
 * for characters, but for a few that are as good as equal to one who searches. */
static bool has_in_order(const library_section *section, const query *wanted) {
  const char *parts[] = {section->kind, "/", section->name};
  size_t at = 0;
  for (size_t i = 0; i < 3; i++)
    for (const char *byte = parts[i]; *byte && at < wanted->size; byte++)
      at += small(*byte) == wanted->text[at];
  return at == wanted->size && at > 0;
}

static void query_free(query *self) {
  free(self->text);
  free(self->words);
}

/* The words, and the text with one blank between them. */
static bool query_read(query *out, const char *text, size_t size) {
  *out = (query){.text = malloc(size + 1), .words = malloc((size + 1) * sizeof *out->words)};
  if (!out->text || !out->words)
    return false;
  bool between = true;
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    if (gw__is_blank(c.code)) {
      between = true;
    } else {
      if (between && out->size > 0)
        out->text[out->size++] = ' ';
      if (between)
        out->words[out->word_count++] = (gw_span){out->text + out->size, 0};
      for (size_t i = 0; i < c.size; i++)
        out->text[out->size++] = small(text[at + i]);
      out->words[out->word_count - 1].size += c.size;
      between = false;
    }
    at += c.size;
  }
  return true;
}

/* How each section fits; returns how many do. */
static size_t look(const library *self, const query *wanted, unsigned char *fits) {
  size_t total = 0;
  for (int in_order = 0; in_order < 2 && total == 0; in_order++)
    for (size_t i = 0; i < self->entry_count; i++) {
      const library_section *section = &self->entries[i].section;
      fit found = FIT_NONE;
      if (!section->shadowed && !in_order)
        found = fit_of(section, wanted);
      else if (!section->shadowed && has_in_order(section, wanted))
        found = FIT_WORDS;
      fits[i] = (unsigned char)found;
      total += found != FIT_NONE;
    }
  return total;
}

size_t library_search(const library *self, const char *text, size_t size, const library_kind *kind,
                      const library_section **out, size_t capacity) {
  query wanted;
  unsigned char *fits = malloc(self->entry_count + 1);
  size_t total = SIZE_MAX;
  if (query_read(&wanted, text, size) && fits) {
    total = look(self, &wanted, fits);
    size_t count = 0;
    size_t number = kind ? (size_t)(kind - self->kinds) : SIZE_MAX;
    for (unsigned place = 0; place < 2 * FIT_NONE; place++)
      for (size_t i = 0; i < self->entry_count && count < capacity; i++) {
        bool foreign = self->entries[i].kind_number != number;
        if (2U * fits[i] + foreign == place)
          out[count++] = &self->entries[i].section;
      }
  }
  query_free(&wanted);
  free(fits);
  return total;
}
