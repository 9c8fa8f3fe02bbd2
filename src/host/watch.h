/*
 * watch.h - notices that template files may have changed.
 *
 * What is watched are folders, each for one name in it or for all template files: so a file counts
 * however its editor saves it (in place, renamed over the old one, a new one after a backup), and a
 * folder that is not there yet is waited for in the nearest one that is. Nobody is told of what
 * merely reads.
 */
#ifndef GONGWEN_HOST_WATCH_H
#define GONGWEN_HOST_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

/* A folder, and what in it matters. */
typedef struct watch_place {
  char *folder;
  char *name; /* NULL: every template file */
} watch_place;

/* Start from `{0}`. */
typedef struct watch_places {
  watch_place *items;
  size_t count;
  size_t capacity;
} watch_places;

/* Adds where changes to the templates of `paths` (folders or files, there or not) would be seen;
 * links are followed. Asks the disk: not for the loop. */
void watch_places_find(watch_places *self, const char *const *paths, size_t count);
void watch_places_free(watch_places *self);

struct watched;

/* Start from `{0}`. */
typedef struct watch {
  struct watched *first;
  size_t refused; /* folders that the system does not watch */
  int why;        /* of the last one, as of libuv */
  void (*changed)(void *user);
  void *user;
} watch;

/*
 * Watches these places in place of the ones before; nothing is missed between the two. From now on
 * `changed` is called on the loop, often more than once for one change. False if one of the folders
 * is gone meanwhile: look for places once more. One that the system refuses to watch is left out
 * and counted.
 */
bool watch_set(watch *self, uv_loop_t *loop, const watch_places *places);

/* Watches nothing any more; run the loop once more to let go of the handles. */
void watch_close(watch *self);

#endif
