/* files.c - from paths to a library: which files are read, and which version of them. */
#include "library/json.h"
#include "library/read.h"
#include "library/store.h"
#include "library/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- files ----------------------------------------------------------------------------------- */

typedef struct file_loader {
  library *library;
  const library *before;
  char *buffer; /* LIBRARY_FILE_BYTES + 1 */
  size_t files;
  size_t rank;
} file_loader;

typedef bool (*read_function)(library *self, const library__source *source);

/* How to read a file, by the ending of its name; NULL: not a template file. */
static read_function reader_of(const char *name) {
  const char *dot = strrchr(name, '.');
  if (!dot || dot == name || dot[-1] == '/')
    return NULL;
  if (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0)
    return library__read_yaml;
  if (strcmp(dot, ".json") == 0 || strcmp(dot, ".code-snippets") == 0)
    return library__read_json;
  return NULL;
}

bool library_is_template_file(const char *name) {
  return *name != '.' && reader_of(name);
}

/* The file's name without folders and ending: the kind where the file names none. */
static char *stem(library *self, const char *file) {
  const char *slash = strrchr(file, '/');
  const char *name = slash ? slash + 1 : file;
  const char *dot = strrchr(name, '.');
  return library__copy(self, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* ---- versions of a file ---------------------------------------------------------------------- */

/* The whole text that the file had; NULL if there is none. */
static const library__file *find_kept(const library *self, const char *name) {
  for (size_t i = 0; self && i < self->file_count; i++)
    if (strcmp(self->files[i].name, name) == 0)
      return &self->files[i];
  return NULL;
}

static bool read_version(library *self, const library__source *source) {
  if (library__is_utf16(self, source))
    return false;
  read_function read = reader_of(source->file);
  return (read ? read : library__read_yaml)(self, source); /* a file that was named itself */
}

void library__read(library *self, const library__source *source, const library *before) {
  size_t entries = self->entry_count;
  size_t declarations = self->declaration_count;
  library__source version = *source;
  if (!read_version(self, &version)) {
    const library__file *kept = find_kept(before, source->file);
    if (!kept)
      return;
    self->entry_count = entries;
    self->declaration_count = declarations;
    version.text = kept->text;
    version.size = kept->size;
    self->silent = true;
    (void)read_version(self, &version);
    self->silent = false;
  }
  const char *text = library__copy(self, version.text, version.size);
  if (text)
    library__keep(self, source->file, text, version.size);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void load_file(file_loader *self, const char *path) {
  const char *file = library__copy(self->library, path, strlen(path));
  if (!file || self->files > LIBRARY_FILES)
    return;
  if (self->files++ == LIBRARY_FILES) {
    library__report(self->library, file, library__top, LIBRARY__TOO_MANY_FILES, NULL);
    return;
  }
  library__source source = {
      .file = file, .kind = stem(self->library, file), .rank = self->rank, .text = self->buffer};
  if (source.kind && library__read_file(self->library, file, self->buffer, &source.size))
    library__read(self->library, &source, self->before);
}

/* ---- directories ----------------------------------------------------------------------------- */

typedef struct name_list {
  char **names;
  size_t count;
  size_t capacity;
} name_list;

static int compare_strings(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool push_name(name_list *self, const char *name) {
  if (self->count == self->capacity) {
    size_t capacity = self->capacity ? self->capacity * 2 : 16;
    char **names = realloc(self->names, capacity * sizeof *names);
    if (!names)
      return false;
    self->names = names;
    self->capacity = capacity;
  }
  self->names[self->count] = strdup(name);
  return self->names[self->count] && ++self->count;
}

static void load_directory(file_loader *self, const char *path, DIR *directory) {
  name_list list = {0};
  const struct dirent *entry;
  bool complete = true;
  /* One more than is read, so that the limit is noticed; the rest of a huge folder is not. */
  while (complete && list.count <= LIBRARY_FILES && (entry = readdir(directory)))
    if (library_is_template_file(entry->d_name))
      complete = push_name(&list, entry->d_name);
  if (!complete)
    self->library->failed = true;
  if (list.count > 1)
    qsort(list.names, list.count, sizeof *list.names, compare_strings);
  for (size_t i = 0; i < list.count; i++) {
    size_t size = strlen(path) + strlen(list.names[i]) + 2;
    const char *separator = *path && path[strlen(path) - 1] == '/' ? "" : "/";
    char *file = library__allocate(self->library, size);
    if (file) {
      (void)snprintf(file, size, "%s%s%s", path, separator, list.names[i]);
      load_file(self, file);
    }
    free(list.names[i]);
  }
  free(list.names);
}

static void load_path(file_loader *self, const char *path) {
  DIR *directory = opendir(path);
  int error = errno;
  if (directory) {
    load_directory(self, path, directory);
    (void)closedir(directory);
  } else if (error == ENOTDIR || (error == ENOENT && reader_of(path))) {
    load_file(self, path);
  } else if (error != ENOENT) {
    library__report_errno(self->library, library__copy(self->library, path, strlen(path)), error);
  }
}

/* ---- the library ------------------------------------------------------------------------------
 */

library *library_reload(const char *const *paths, size_t count, const library *before) {
  file_loader loader = {
      .library = library__new(), .before = before, .buffer = malloc(LIBRARY_FILE_BYTES + 1)};
  if (loader.library && loader.buffer) {
    for (size_t i = 0; i < count; i++) {
      loader.rank = i;
      load_path(&loader, paths[i]);
    }
    library__finish(loader.library);
  }
  free(loader.buffer);
  if (loader.library && (loader.library->failed || !loader.buffer)) {
    library_free(loader.library);
    return NULL;
  }
  return loader.library;
}

library *library_load(const char *const *paths, size_t count) {
  return library_reload(paths, count, NULL);
}
