#include "host/templates.h"

#include "host/memory.h"

#include <stdlib.h>

static void read_library(uv_work_t *work) {
  templates *self = work->data;
  self->fresh = library_load((const char *const *)self->paths, self->path_count);
}

static void was_read(uv_work_t *work, int status) {
  templates *self = work->data;
  self->loading = false;
  if (status == UV_ECANCELED)
    return;
  if (!self->fresh)
    memory_exhausted();
  self->loaded = self->fresh;
  self->ready(self->user);
}

void templates_load(templates *self, uv_loop_t *loop, const gw_span *paths, size_t count,
                    void (*ready)(void *user), void *user) {
  *self = (templates){.path_count = count, .loading = true, .ready = ready, .user = user};
  self->paths = memory_new(count, sizeof *self->paths);
  for (size_t i = 0; i < count; i++)
    self->paths[i] = memory_text(paths[i].data, paths[i].size);
  self->work.data = self;
  /* Fails only without a callback. */
  (void)uv_queue_work(loop, &self->work, read_library, was_read);
}

void templates_free(templates *self) {
  for (size_t i = 0; i < self->path_count; i++)
    free(self->paths[i]);
  free(self->paths);
  if (self->loaded)
    library_free(self->loaded);
  *self = (templates){0};
}
