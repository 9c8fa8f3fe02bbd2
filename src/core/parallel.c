/* parallel.c - a counter that threads take pieces from. */
#include "core/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define OTHERS_MAX 7

typedef struct crew {
  atomic_size_t next; /* the piece nobody has taken */
  size_t pieces;
  void (*task)(void *context, size_t piece);
  void *context;
} crew;

static void *work(void *user) {
  crew *self = user;
  for (size_t piece; (piece = atomic_fetch_add(&self->next, 1)) < self->pieces;)
    self->task(self->context, piece);
  return NULL;
}

static size_t processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (size_t)count : 1;
}

void gw__parallel(size_t pieces, void (*task)(void *context, size_t piece), void *context) {
  crew self = {.pieces = pieces, .task = task, .context = context};
  pthread_t others[OTHERS_MAX];
  size_t wanted = 0;
  if (pieces > 1) {
    wanted = processors() - 1;
    if (wanted > OTHERS_MAX)
      wanted = OTHERS_MAX;
    if (wanted > pieces - 1)
      wanted = pieces - 1;
  }
  size_t started = 0;
  if (wanted > 0) {
    sigset_t others_take;
    sigset_t before;
    sigfillset(&others_take);
    sigdelset(&others_take, SIGBUS);
    sigdelset(&others_take, SIGSEGV);
    sigdelset(&others_take, SIGFPE);
    sigdelset(&others_take, SIGILL);
    pthread_sigmask(SIG_SETMASK, &others_take, &before); /* a thread starts with this one's mask */
    while (started < wanted && pthread_create(&others[started], NULL, work, &self) == 0)
      started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  work(&self);
  while (started > 0)
    pthread_join(others[--started], NULL);
}
