/*
 * templates.h - the template library, read on libuv's thread pool so that no message waits for a
 * disk.
 */
#ifndef GONGWEN_HOST_TEMPLATES_H
#define GONGWEN_HOST_TEMPLATES_H

#include "library/library.h"

#include <uv.h>

typedef struct templates {
  uv_work_t work;
  char **paths; /* owned */
  size_t path_count;
  library *fresh;  /* the pool's, while `loading` */
  library *loaded; /* NULL until it has been read; set on the loop */
  bool loading;
  void (*ready)(void *user);
  void *user;
} templates;

/* Starts to read the directories, the strongest first; copies the texts. `ready` is called on the
 * loop when `loaded` is there. Once in the life of a host. */
void templates_load(templates *self, uv_loop_t *loop, const gw_span *paths, size_t count,
                    void (*ready)(void *user), void *user);

/* Not while `loading`. */
void templates_free(templates *self);

#endif
