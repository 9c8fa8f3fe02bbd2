#include "host/watch.h"

#include "host/memory.h"
#include "library/library.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the places ------------------------------------------------------------------------------ */

/* Takes `name`, and copies `folder`. */
static void add(watch_places *self, const char *folder, char *name) {
  for (size_t i = 0; i < self->count; i++) {
    const watch_place *known = &self->items[i];
    bool same_name = name && known->name ? strcmp(name, known->name) == 0 : name == known->name;
    if (same_name && strcmp(folder, known->folder) == 0) {
      free(name);
      return;
    }
  }
  self->items = memory_grow(self->items, &self->capacity, self->count + 1, sizeof *self->items);
  self->items[self->count++] = (watch_place){memory_text(folder, strlen(folder)), name};
}

/* The last name of a path, and the folder before it; free() both. */
static char *last_name(const char *path, char **folder) {
  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/')
    end--;
  size_t start = end;
  while (start > 0 && path[start - 1] != '/')
    start--;
  char *name = memory_text(path + start, end - start);
  while (start > 1 && path[start - 1] == '/')
    start--;
  *folder = start > 0 ? memory_text(path, start) : memory_text(".", 1);
  return name;
}

static bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The folder that holds `path`; the nearest one above it that is there, if that is not. */
static void add_holder(watch_places *self, const char *path) {
  char *at = memory_text(path, strlen(path));
  for (;;) {
    char *folder;
    char *name = last_name(at, &folder);
    bool there = is_folder(folder);
    bool top = strcmp(folder, at) == 0;
    free(at);
    at = folder;
    if (there)
      add(self, folder, name);
    else
      free(name);
    if (there || top)
      break;
  }
  free(at);
}

/* Where a link leads, told as it is written; NULL if it is none. Free() it. */
static char *read_link(const char *path) {
  char target[4096];
  ssize_t size = readlink(path, target, sizeof target);
  if (size <= 0 || (size_t)size == sizeof target)
    return NULL;
  if (target[0] == '/')
    return memory_text(target, (size_t)size);
  char *folder;
  free(last_name(path, &folder));
  size_t before = strlen(folder);
  char *joined = memory_resize(NULL, before + 1 + (size_t)size + 1, 1);
  memcpy(joined, folder, before);
  joined[before] = '/';
  memcpy(joined + before + 1, target, (size_t)size);
  joined[before + 1 + (size_t)size] = '\0';
  free(folder);
  return joined;
}

/* The holder of `path`, and of what it leads to where it is a link. */
static void add_entry(watch_places *self, const char *path) {
  enum {
    LINKS = 8
  };
  char *at = memory_text(path, strlen(path));
  for (int links = 0; at && links < LINKS; links++) {
    add_holder(self, at);
    char *next = read_link(at);
    free(at);
    at = next;
  }
  free(at);
}

/* The template files of a folder that are links: their folder does not see them change. */
static void add_links(watch_places *self, const char *path) {
  DIR *folder = opendir(path);
  const struct dirent *entry;
  while (folder && (entry = readdir(folder))) {
    if (!library_is_template_file(entry->d_name))
      continue;
    size_t size = strlen(path) + 1 + strlen(entry->d_name) + 1;
    char *file = memory_resize(NULL, size, 1);
    (void)snprintf(file, size, "%s/%s", path, entry->d_name);
    char *target = read_link(file);
    if (target)
      add_entry(self, target);
    free(target);
    free(file);
  }
  if (folder)
    (void)closedir(folder);
}

void watch_places_find(watch_places *self, const char *const *paths, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!*paths[i])
      continue;
    add_entry(self, paths[i]);
    if (is_folder(paths[i])) {
      add(self, paths[i], NULL);
      add_links(self, paths[i]);
    }
  }
}

void watch_places_free(watch_places *self) {
  for (size_t i = 0; i < self->count; i++) {
    free(self->items[i].folder);
    free(self->items[i].name);
  }
  free(self->items);
  *self = (watch_places){0};
}

/* ---- watching -------------------------------------------------------------------------------- */

typedef struct watched {
  uv_fs_event_t handle;
  struct watched *next;
  watch *owner;
  char *folder_name; /* how libuv tells that the folder itself is gone or has moved */
  char *name;        /* as in watch_place */
} watched;

static void happened(uv_fs_event_t *handle, const char *name, int events, int status) {
  const watched *self = handle->data;
  (void)events;
  if (status < 0 || !name || strcmp(name, self->folder_name) == 0 ||
      (self->name ? strcmp(name, self->name) == 0 : library_is_template_file(name)))
    self->owner->changed(self->owner->user);
}

static void let_go(uv_handle_t *handle) {
  watched *self = handle->data;
  free(self->folder_name);
  free(self->name);
  free(self);
}

/* Adds a folder's watch; 0, or why not, as of libuv. */
static int start(watch *owner, uv_loop_t *loop, const watch_place *place) {
  watched *self = memory_new(1, sizeof *self);
  char *above;
  self->owner = owner;
  self->folder_name = last_name(place->folder, &above);
  free(above);
  self->name = place->name ? memory_text(place->name, strlen(place->name)) : NULL;
  self->handle.data = self;
  (void)uv_fs_event_init(loop, &self->handle); /* cannot fail */
  int status = uv_fs_event_start(&self->handle, happened, place->folder, 0);
  if (status == 0) {
    self->next = owner->first;
    owner->first = self;
  } else {
    uv_close((uv_handle_t *)&self->handle, let_go);
  }
  return status;
}

static void close_all(watched *first) {
  while (first) {
    watched *next = first->next;
    uv_close((uv_handle_t *)&first->handle, let_go);
    first = next;
  }
}

bool watch_set(watch *self, uv_loop_t *loop, const watch_places *places) {
  watched *before = self->first;
  bool complete = true;
  self->first = NULL;
  self->refused = 0;
  for (size_t i = 0; i < places->count; i++) {
    int status = start(self, loop, &places->items[i]);
    if (status == UV_ENOENT) {
      complete = false;
    } else if (status != 0) {
      self->refused++;
      self->why = status;
    }
  }
  close_all(before);
  return complete;
}

void watch_close(watch *self) {
  close_all(self->first);
  self->first = NULL;
}
