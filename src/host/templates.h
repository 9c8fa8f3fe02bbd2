/*
 * templates.h - the template library: read on libuv's thread pool, so that no message waits for a
 * disk, and read again when its files change.
 */
#ifndef GONGWEN_HOST_TEMPLATES_H
#define GONGWEN_HOST_TEMPLATES_H

#include "host/watch.h"
#include "library/library.h"

/* Files are read again when nothing has changed for so long, at the latest so long after the first
 * change. Editors save in several steps. */
#define TEMPLATES_QUIET_MS  100
#define TEMPLATES_LATEST_MS 1000

typedef struct templates {
  uv_loop_t *loop;
  uv_work_t work;
  uv_timer_t timer; /* runs while a change waits to be read */
  char **paths;     /* owned */
  size_t path_count;
  watch_places places; /* the pool's, while `loading` */
  watch watch;
  library *fresh;  /* the pool's, while `loading` */
  library *loaded; /* NULL until it has been read; changes on the loop only */
  bool loading;
  bool changed;        /* since the present reading began */
  uint64_t changed_at; /* the first change that waits, in the loop's milliseconds */
  size_t times;        /* how often it was read */
  void (*ready)(void *user);
  void *user;
} templates;

/*
 * Starts to read the directories, the strongest first; copies the texts. `ready` is called on the
 * loop when `loaded` is there, and each time that it is a new one; what was loaded before is gone
 * then. Once in the life of a host.
 */
void templates_load(templates *self, uv_loop_t *loop, const gw_span *paths, size_t count,
                    void (*ready)(void *user), void *user);

/* Both not while `loading`. Close, run the loop once more, free. */
void templates_close(templates *self);
void templates_free(templates *self);

#endif
