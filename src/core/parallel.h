/*
 * parallel.h - the same work on many pieces, on as many processors as there are.
 */
#ifndef GONGWEN_CORE_PARALLEL_H
#define GONGWEN_CORE_PARALLEL_H

#include <stddef.h>

/* So many threads work at most, the caller's among them. */
#define GW__WORKERS 8

/* `thread`: which of them it is, from 0, for what each keeps to itself. */
typedef void gw__task(void *context, size_t piece, unsigned thread);

/*
 * Calls `task` once for every piece in [0, pieces), begun in order, on this thread and on as many
 * others as there are processors; returns when all are done, and no thread is left. Where there is
 * one processor, one piece, or no thread to be had, all is done here. The other threads take no
 * signals but those of their own faults, so the handlers of the program run where they ran before.
 */
void gw__parallel(size_t pieces, gw__task *task, void *context);

#endif
