#include "library/store.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory ---------------------------------------------------------------------------------- */

typedef struct library__block {
  struct library__block *next;
  size_t used;
  size_t size;
  max_align_t data[];
} library__block;

#define BLOCK_BYTES ((size_t)64 * 1024)

library *library__new(void) {
  return calloc(1, sizeof(library));
}

void library_free(library *self) {
  if (!self)
    return;
  for (library__block *block = self->blocks, *next; block; block = next) {
    next = block->next;
    free(block);
  }
  free(self->entries);
  free(self->problems);
  free(self);
}

void *library__allocate(library *self, size_t size) {
  size_t need = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
  library__block *block = self->blocks;
  if (self->failed)
    return NULL;
  if (!block || block->size - block->used < need) {
    size_t room = need > BLOCK_BYTES ? need : BLOCK_BYTES;
    block = room < SIZE_MAX - sizeof *block ? calloc(1, sizeof *block + room) : NULL;
    if (!block) {
      self->failed = true;
      return NULL;
    }
    block->size = room;
    block->next = self->blocks;
    self->blocks = block;
  }
  void *memory = (char *)block->data + block->used;
  block->used += need;
  return memory;
}

char *library__copy(library *self, const char *text, size_t size) {
  char *copy = library__allocate(self, size + 1);
  if (copy && size > 0)
    memcpy(copy, text, size);
  return copy;
}

/* Room for one more element; the array as it was, and `failed` set, when memory ran out. */
static void *grow(library *self, void *array, size_t count, size_t *capacity, size_t size) {
  if (self->failed || count < *capacity)
    return array;
  size_t wanted = *capacity ? *capacity * 2 : 64;
  void *grown = wanted <= SIZE_MAX / size ? realloc(array, wanted * size) : NULL;
  if (!grown) {
    self->failed = true;
    return array;
  }
  *capacity = wanted;
  return grown;
}

/* ---- problems -------------------------------------------------------------------------------- */

typedef struct text_pair {
  const char *english;
  const char *chinese;
} text_pair;

/* ORDER: library__fault. A detail that is a word of the file stands in quotation marks. */
static const text_pair library__texts[] = {
    {"cannot be read: %s", "无法读取：%s"},
    {"not a regular file", "不是普通文件"},
    {"larger than 256 KB; a template file is a few pages of text",
     "超过256 KB，模板文件不应这样大"},
    {"too many template files; this one and those after it are left out",
     "模板文件过多，从这个文件起不再读取"},
    {"this file is not UTF-8 (GB18030?); save it as UTF-8",
     "文件不是UTF-8编码（可能是GB18030），请另存为UTF-8"},
    {"this file is UTF-16; save it as UTF-8", "文件是UTF-16编码，请另存为UTF-8"},
    {"control character %s", "含有控制字符%s"},
    {"YAML: %s", "YAML语法错误：%s"},
    {"nested too deep", "嵌套层次过深"},
    {"there is nothing in this file", "文件没有内容"},
    {"one document a file: what follows --- is left out",
     "一个文件只放一份文档，---之后的内容不读"},
    {"expected `kind:` and `sections:` here", "此处应为“kind:”和“sections:”"},
    {"anchors and aliases (& and *) are not allowed", "不允许使用锚点和别名（&、*）"},
    {"tags (!) are not allowed", "不允许使用标签（!）"},
    {"merge keys (<<) are not allowed", "不允许使用合并键（<<）"},
    {"a key must be plain text", "键必须是文本"},
    {"unknown key `%s`", "未知的键“%s”"},
    {"`%s` is here twice; the first one counts", "“%s”重复出现，以第一个为准"},
    {"no `kind`: the file's name is taken", "没有“kind”，以文件名代替"},
    {"no `sections`", "没有“sections”"},
    {"`sections` must be a list", "“sections”必须是列表"},
    {"a section must be a mapping with `name` and `body`", "每一节必须写明“name”和“body”"},
    {"this section has no `%s`", "这一节缺少“%s”"},
    {"`%s` must be text", "“%s”必须是文本"},
    {"`%s` is empty", "“%s”是空的"},
    {"`%s` must be one line", "“%s”只能写一行"},
    {"`level` must be 0, 1, 2, 3 or 4", "“level”只能是0、1、2、3或4"},
    {"trigger `%s` is too long", "触发词“%s”过长"},
    {"this section is defined already: %s", "这一节已经定义过：%s"},
    {"this trigger is taken already: %s", "这个触发词已被占用：%s"},
    {"more problems in this file are not shown", "本文件的其余问题不再列出"},
};

_Static_assert(sizeof library__texts / sizeof *library__texts == LIBRARY__MORE + 1,
               "a text for every fault");

/* The text with its %s filled in. */
static const char *fill(library *self, const char *text, const char *detail) {
  const char *mark = strstr(text, "%s");
  if (!mark)
    return text;
  size_t head = (size_t)(mark - text);
  size_t size = strlen(text) + strlen(detail);
  char *filled = library__allocate(self, size);
  if (filled)
    (void)snprintf(filled, size, "%.*s%s%s", (int)head, text, detail, mark + 2);
  return filled;
}

void library__report(library *self, const char *file, library__position at, library__fault fault,
                     const char *detail) {
  library_problem problem = {.file = file, .line = at.line, .column = at.column};
  problem.message = fill(self, library__texts[fault].english, detail ? detail : "");
  problem.message_zh = fill(self, library__texts[fault].chinese, detail ? detail : "");
  self->problems = grow(self, self->problems, self->problem_count, &self->problem_capacity,
                        sizeof *self->problems);
  if (!self->failed)
    self->problems[self->problem_count++] = problem;
}

/* ---- entries --------------------------------------------------------------------------------- */

void library__add(library *self, const library__entry *entry) {
  self->entries =
      grow(self, self->entries, self->entry_count, &self->entry_capacity, sizeof *self->entries);
  if (!self->failed)
    self->entries[self->entry_count++] = *entry;
}

typedef struct named {
  const library_section *section;
  size_t entry;
} named;

static int compare_names(const void *left, const void *right) {
  const named *a = left;
  const named *b = right;
  int order = strcmp(a->section->kind, b->section->kind);
  if (order == 0)
    order = strcmp(a->section->name, b->section->name);
  if (order == 0) /* the order of loading, which is that of strength */
    order = (a->entry > b->entry) - (a->entry < b->entry);
  return order;
}

/* "FILE:LINE" of an entry, as the detail of a problem. */
static const char *place_of(library *self, const library__entry *entry) {
  size_t size = strlen(entry->section.file) + 24;
  char *place = library__allocate(self, size);
  if (place)
    (void)snprintf(place, size, "%s:%zu", entry->section.file, entry->section.line);
  return place;
}

/* Marks all but the strongest of the entries that share kind and name. */
static void find_shadowed(library *self) {
  named *order = library__allocate(self, (self->entry_count + 1) * sizeof *order);
  if (!order)
    return;
  for (size_t i = 0; i < self->entry_count; i++)
    order[i] = (named){&self->entries[i].section, i};
  qsort(order, self->entry_count, sizeof *order, compare_names);
  const named *strongest = order;
  for (size_t i = 1; i < self->entry_count; i++) {
    library__entry *entry = &self->entries[order[i].entry];
    const library__entry *winner = &self->entries[strongest->entry];
    if (strcmp(winner->section.kind, entry->section.kind) != 0 ||
        strcmp(winner->section.name, entry->section.name) != 0) {
      strongest = &order[i];
      continue;
    }
    entry->section.shadowed = true;
    if (entry->rank == winner->rank)
      library__report(self, entry->section.file, entry->at, LIBRARY__SAME_NAME,
                      place_of(self, winner));
  }
}

static void collect_keys(library *self) {
  size_t total = 0;
  for (size_t i = 0; i < self->entry_count; i++)
    if (!self->entries[i].section.shadowed)
      total += self->entries[i].trigger_count;
  self->index.keys = library__allocate(self, (total + 1) * sizeof *self->index.keys);
  for (size_t i = 0; i < self->entry_count && !self->failed; i++) {
    const library__entry *entry = &self->entries[i];
    for (size_t k = 0; k < entry->trigger_count && !entry->section.shadowed; k++) {
      const char *trigger = entry->section.triggers[k];
      size_t size = strlen(trigger);
      unsigned char *bytes = library__allocate(self, size + 1);
      if (!bytes)
        return;
      self->index.keys[self->index.count++] = (library__key){
          .bytes = bytes, .size = library__fold(trigger, size, bytes), .entry = i, .trigger = k};
    }
  }
}

/* Keeps the strongest of the keys that are equal. */
static void drop_equal_keys(library *self) {
  library__key *keys = self->index.keys;
  size_t kept = 0;
  for (size_t i = 0; i < self->index.count; i++) {
    const library__key *last = kept ? &keys[kept - 1] : NULL;
    if (!last || last->size != keys[i].size ||
        memcmp(last->bytes, keys[i].bytes, keys[i].size) != 0) {
      keys[kept++] = keys[i];
      continue;
    }
    const library__entry *winner = &self->entries[last->entry];
    const library__entry *loser = &self->entries[keys[i].entry];
    if (winner->rank == loser->rank && winner != loser)
      library__report(self, loser->section.file, loser->trigger_at[keys[i].trigger],
                      LIBRARY__SAME_TRIGGER, place_of(self, winner));
  }
  self->index.count = kept;
}

void library__finish(library *self) {
  find_shadowed(self);
  collect_keys(self);
  if (self->failed)
    return;
  library__index_sort(&self->index);
  drop_equal_keys(self);
}
