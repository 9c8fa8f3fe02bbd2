/* parallel.c - a counter that threads take pieces from. */
/* NOLINTNEXTLINE: the name is the system's */
#define _GNU_SOURCE /* sched_getcpu() */

#include "core/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

typedef struct crew {
  atomic_size_t next; /* the piece nobody has taken */
  size_t pieces;
  gw__task *task;
  void *context;
  atomic_uint threads; /* that have begun */
} crew;

static void *work(void *user) {
  crew *self = user;
  unsigned thread = atomic_fetch_add(&self->threads, 1);
  for (size_t piece; (piece = atomic_fetch_add(&self->next, 1)) < self->pieces;)
    self->task(self->context, piece, thread);
  return NULL;
}

/* ---- where threads start ----------------------------------------------------------------------
 *
 * A kernel may start a thread on the processor of the one that makes it, where each waits for the
 * other until that is noticed: Linux takes some ten milliseconds, in which a long document is half
 * read. So a thread starts elsewhere, and from then on may go where it is sent.
 */

#ifdef __GLIBC__
typedef struct places {
  cpu_set_t all; /* where this thread may run */
  cpu_set_t elsewhere;
  bool known;
} places;

static void find_places(places *self) {
  int here = sched_getcpu();
  self->known = here >= 0 && here < CPU_SETSIZE &&
                sched_getaffinity(0, sizeof self->all, &self->all) == 0 &&
                CPU_COUNT(&self->all) > 1 && CPU_ISSET((size_t)here, &self->all);
  if (!self->known)
    return;
  self->elsewhere = self->all;
  CPU_CLR((size_t)here, &self->elsewhere);
}

static bool start(const places *self, pthread_t *thread, crew *joins) {
  pthread_attr_t attributes;
  bool placed = self->known && pthread_attr_init(&attributes) == 0;
  if (placed)
    (void)pthread_attr_setaffinity_np(&attributes, sizeof self->elsewhere, &self->elsewhere);
  bool done = placed && pthread_create(thread, &attributes, work, joins) == 0;
  if (placed)
    (void)pthread_attr_destroy(&attributes);
  if (!done) /* places may be forbidden */
    return pthread_create(thread, NULL, work, joins) == 0;
  (void)pthread_setaffinity_np(*thread, sizeof self->all, &self->all);
  return true;
}
#else
typedef struct places {
  char nothing;
} places;

static void find_places(places *self) {
  (void)self;
}

static bool start(const places *self, pthread_t *thread, crew *joins) {
  (void)self;
  return pthread_create(thread, NULL, work, joins) == 0;
}
#endif

/* ---- the work -------------------------------------------------------------------------------- */

static size_t processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (size_t)count : 1;
}

void gw__parallel(size_t pieces, gw__task *task, void *context) {
  crew self = {.pieces = pieces, .task = task, .context = context};
  pthread_t others[GW__WORKERS - 1];
  size_t wanted = 0;
  if (pieces > 1) {
    wanted = processors() - 1;
    if (wanted > GW__WORKERS - 1)
      wanted = GW__WORKERS - 1;
    if (wanted > pieces - 1)
      wanted = pieces - 1;
  }
  size_t started = 0;
  if (wanted > 0) {
    places where;
    sigset_t others_take;
    sigset_t before;
    find_places(&where);
    sigfillset(&others_take);
    sigdelset(&others_take, SIGBUS);
    sigdelset(&others_take, SIGSEGV);
    sigdelset(&others_take, SIGFPE);
    sigdelset(&others_take, SIGILL);
    pthread_sigmask(SIG_SETMASK, &others_take, &before); /* a thread starts with this one's mask */
    while (started < wanted && start(&where, &others[started], &self))
      started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  work(&self);
  while (started > 0)
    pthread_join(others[--started], NULL);
}
