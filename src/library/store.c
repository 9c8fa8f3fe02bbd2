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
  free(self->declarations);
  free(self->files);
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
static const text_pair fault_texts[] = {
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
    {"JSON: %s", "JSON语法错误：%s"},
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
    {"expected an object of snippets here", "此处应为各代码片段组成的对象{…}"},
    {"a snippet must be an object with `body`", "每个代码片段必须是写明“body”的对象"},
    {"this section has no `%s`", "这一节缺少“%s”"},
    {"`%s` must be text", "“%s”必须是文本"},
    {"`%s` is empty", "“%s”是空的"},
    {"`%s` must be one line", "“%s”只能写一行"},
    {"`%s` must be 0, 1, 2, 3 or 4", "“%s”只能是0、1、2、3或4"},
    {"`%s` must be true or false", "“%s”只能是true或false"},
    {"`%s` is too long", "“%s”过长"},
    {"too many texts in `%s`; this one and those after it are left out",
     "“%s”列出的内容过多，从这一项起不再读取"},
    {"this kind has no section `%s`", "本文种没有“%s”这一节"},
    {"`%s` is in this list already", "“%s”在列表中重复出现"},
    {"this section is defined already: %s", "这一节已经定义过：%s"},
    {"this trigger is taken already: %s", "这个触发词已被占用：%s"},
    {"this kind has one already: %s", "本文种已经写明这一项：%s"},
    {"a file of values is `name: value`, one a line", "填写值文件每行写一个“名称: 值”"},
    {"more problems in this file are not shown", "本文件的其余问题不再列出"},
};

_Static_assert(sizeof fault_texts / sizeof *fault_texts == LIBRARY__MORE + 1,
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
  if (self->silent)
    return;
  library_problem problem = {.file = file, .line = at.line, .column = at.column};
  problem.message = fill(self, fault_texts[fault].english, detail ? detail : "");
  problem.message_zh = fill(self, fault_texts[fault].chinese, detail ? detail : "");
  self->problems = grow(self, self->problems, self->problem_count, &self->problem_capacity,
                        sizeof *self->problems);
  if (!self->failed)
    self->problems[self->problem_count++] = problem;
}

/* A word of the file is shown up to DETAIL_BYTES, cut before a character. */
#define DETAIL_BYTES 60

void library__report_of_file(library *self, const library__source *source, size_t *count,
                             library__position at, library__fault fault, const char *detail) {
  char shown[DETAIL_BYTES + sizeof "…"];
  if (*count > LIBRARY_FILE_PROBLEMS)
    return;
  if ((*count)++ == LIBRARY_FILE_PROBLEMS)
    fault = LIBRARY__MORE;
  if (detail && strlen(detail) > DETAIL_BYTES) {
    int size = DETAIL_BYTES;
    while (size > 0 && ((unsigned char)detail[size] & 0xC0) == 0x80)
      size--;
    (void)snprintf(shown, sizeof shown, "%.*s…", size, detail);
    detail = shown;
  }
  library__report(self, source->file, at, fault, detail);
}

bool library__loses(library__fault fault) {
  switch (fault) {
  case LIBRARY__UNKNOWN:
  case LIBRARY__DUPLICATE:
  case LIBRARY__NO_KIND:
  case LIBRARY__SECOND_DOCUMENT:
  case LIBRARY__TOO_MANY:
    return false;
  default:
    return true;
  }
}

/* ---- what files hold ------------------------------------------------------------------------- */

int library__find_control(const char *text, size_t size, const char *allowed) {
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if ((c < 0x20 || c == 0x7F) && (c == 0 || !strchr(allowed, c)))
      return c;
  }
  return -1;
}

static bool is_trimmed(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

library__text library__clean(library *self, const char *value, size_t size, unsigned how) {
  bool lines = how & TEXT_LINES;
  library__text text = {.wrong = true};
  while (size > 0 && (lines ? value[size - 1] == '\n' : is_trimmed(value[size - 1])))
    size--;
  while (!lines && size > 0 && is_trimmed(*value)) {
    value++;
    size--;
  }
  int control = library__find_control(value, size, lines ? "\n\t" : "\t");
  if (size == 0 && !(how & TEXT_MAY_BE_EMPTY)) {
    text.fault = LIBRARY__EMPTY_TEXT;
  } else if (control == '\n') {
    text.fault = LIBRARY__LINES;
  } else if (control >= 0) {
    text.fault = LIBRARY__CONTROL;
    (void)snprintf(text.code, sizeof text.code, "U+%04X", (unsigned)control);
  } else {
    text.wrong = false;
    text.clean = library__copy(self, value, size);
  }
  return text;
}

/* The old arrays stay behind in the library: sizes double, so they are at most as large as the last
 * ones. */
bool library__texts_add(library *self, library__texts *list, const char *text,
                        library__position at) {
  if (list->count + 1 >= list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 4;
    const char **items = library__allocate(self, capacity * sizeof *items);
    library__position *places = library__allocate(self, capacity * sizeof *places);
    bool *told = library__allocate(self, capacity * sizeof *told);
    if (!items || !places || !told)
      return false;
    if (list->count > 0) {
      memcpy(items, list->items, list->count * sizeof *items);
      memcpy(places, list->at, list->count * sizeof *places);
    }
    *list = (library__texts){items, places, told, list->count, capacity};
  }
  list->items[list->count] = text;
  list->at[list->count++] = at;
  list->items[list->count] = NULL;
  return true;
}

void library__add(library *self, const library__entry *entry) {
  static const char *const none[] = {NULL};
  self->entries =
      grow(self, self->entries, self->entry_count, &self->entry_capacity, sizeof *self->entries);
  if (self->failed)
    return;
  library__entry *added = &self->entries[self->entry_count++];
  *added = *entry;
  added->section.triggers = entry->triggers.count ? entry->triggers.items : none;
  added->section.kinds = entry->kinds.count ? entry->kinds.items : none;
}

void library__declare(library *self, const library__declaration *declaration) {
  self->declarations = grow(self, self->declarations, self->declaration_count,
                            &self->declaration_capacity, sizeof *self->declarations);
  if (!self->failed)
    self->declarations[self->declaration_count++] = *declaration;
}

void library__keep(library *self, const char *name, const char *text, size_t size) {
  self->files =
      grow(self, self->files, self->file_count, &self->file_capacity, sizeof *self->files);
  if (!self->failed)
    self->files[self->file_count++] = (library__file){name, text, size};
}
