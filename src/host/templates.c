#include "host/templates.h"

#include "host/memory.h"

#include <stdlib.h>

/*
 * A reading has two halves, both on the pool: first where to watch, then, when those places are
 * watched, the files. So what changes while they are read is noticed and read again.
 */
static void look_around(templates *self);

static const char *const *paths_of(const templates *self) {
  return (const char *const *)self->paths;
}

/* ---- changes --------------------------------------------------------------------------------- */

static void quiet(uv_timer_t *timer) {
  templates *self = timer->data;
  if (self->loading)
    self->changed = true;
  else
    look_around(self);
}

static void something_changed(void *user) {
  templates *self = user;
  uint64_t now = uv_now(self->loop);
  if (!uv_is_active((const uv_handle_t *)&self->timer))
    self->changed_at = now;
  uint64_t latest = self->changed_at + TEMPLATES_LATEST_MS;
  uint64_t due = now + TEMPLATES_QUIET_MS;
  if (due > latest)
    due = latest;
  (void)uv_timer_start(&self->timer, quiet, due > now ? due - now : 0, 0);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void read_library(uv_work_t *work) {
  templates *self = work->data;
  self->fresh = library_reload(paths_of(self), self->path_count, self->loaded);
}

static void was_read(uv_work_t *work, int status) {
  templates *self = work->data;
  self->loading = false;
  if (status == UV_ECANCELED)
    return;
  if (!self->fresh)
    memory_exhausted();
  if (self->loaded)
    library_free(self->loaded);
  self->loaded = self->fresh;
  self->fresh = NULL;
  self->times++;
  self->ready(self->user);
  if (self->changed)
    something_changed(self);
  self->changed = false;
}

static void find_places(uv_work_t *work) {
  templates *self = work->data;
  watch_places_find(&self->places, paths_of(self), self->path_count);
}

static void found_places(uv_work_t *work, int status) {
  templates *self = work->data;
  if (status == UV_ECANCELED)
    return;
  if (!watch_set(&self->watch, self->loop, &self->places))
    something_changed(self);
  watch_places_free(&self->places);
  /* Fails only without a callback. */
  (void)uv_queue_work(self->loop, &self->work, read_library, was_read);
}

static void look_around(templates *self) {
  self->loading = true;
  (void)uv_queue_work(self->loop, &self->work, find_places, found_places);
}

void templates_load(templates *self, uv_loop_t *loop, const gw_span *paths, size_t count,
                    void (*ready)(void *user), void *user) {
  *self = (templates){.loop = loop, .path_count = count, .ready = ready, .user = user};
  self->paths = memory_new(count, sizeof *self->paths);
  for (size_t i = 0; i < count; i++)
    self->paths[i] = memory_text(paths[i].data, paths[i].size);
  self->work.data = self;
  self->watch = (watch){.changed = something_changed, .user = self};
  (void)uv_timer_init(loop, &self->timer); /* cannot fail */
  self->timer.data = self;
  look_around(self);
}

void templates_close(templates *self) {
  watch_close(&self->watch);
  if (self->loop)
    uv_close((uv_handle_t *)&self->timer, NULL);
}

void templates_free(templates *self) {
  for (size_t i = 0; i < self->path_count; i++)
    free(self->paths[i]);
  free(self->paths);
  if (self->loaded)
    library_free(self->loaded);
  *self = (templates){0};
}
