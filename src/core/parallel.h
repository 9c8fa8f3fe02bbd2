/*
 * parallel.h - the same work on many pieces, on as many processors as there are.
 */
#ifndef GONGWEN_CORE_PARALLEL_H
#define GONGWEN_CORE_PARALLEL_H

#include <stddef.h>

/*
 * Calls task(context, i) once for every i in [0, pieces), begun in order, on this thread and on up
 * to seven others; returns when all are done, and no thread is left. Where there is one processor,
 * one piece, or no thread to be had, all is done here. The other threads take no signals but those
 * of their own faults, so the handlers of the program run where they ran before.
 */
void gw__parallel(size_t pieces, void (*task)(void *context, size_t piece), void *context);

#endif
