/*
 * What a document needs at its peak, beside the text it is made from, as a multiple of that text:
 *
 *   bench-memory BYTES...
 *
 * prints a line for each size: BYTES, (peak - 2 MB) / text, peak / text; separated by tabs. Each is
 * measured in a process of its own. The peak is that of the process's resident set while the
 * document is parsed and all its nodes are asked for, less what there was before.
 */
#include "text.h"

#include <gongwen/gongwen.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* In bytes. */
static double peak(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) {
    perror("bench-memory");
    exit(1);
  }
#ifdef __APPLE__
  return (double)usage.ru_maxrss;
#else
  return (double)usage.ru_maxrss * 1024;
#endif
}

static int measure(size_t bytes) {
  size_t size;
  char *text = bench_text(bytes, 1, BENCH_PLAIN, &size);
  double before = peak();
  gw_document *document = gw_document_parse(text, size);
  if (!document || gw_document_node_count(document) == 0) {
    (void)fprintf(stderr, "bench-memory: no memory for a document of %zu bytes\n", size);
    return 1;
  }
  double needed = peak() - before;
  double beyond = needed > 2e6 ? needed - 2e6 : 0;
  printf("%zu\t%.3f\t%.3f\n", size, beyond / (double)size, needed / (double)size);
  gw_document_free(document);
  free(text);
  return 0;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    pid_t child = fork();
    if (child == 0) {
      int failed = measure((size_t)strtoull(argv[i], NULL, 10));
      (void)fflush(stdout);
      _exit(failed);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
      return 1;
  }
  return 0;
}
