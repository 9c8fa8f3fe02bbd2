/* parallel.c - the same work on many pieces; memory that several threads take for one document. */
#include "core/parallel.h"
#include "core/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PIECES 500

/* cmocka fails by a jump, which no other thread may do: tasks count, the test looks. */
typedef struct counts {
  atomic_uint done[PIECES];
  atomic_bool busy[GW__WORKERS];
  atomic_bool wrong; /* two at a time with one number, or a number that is none */
  char *blocks[PIECES];
  gw__pool pools[GW__WORKERS];
} counts;

static size_t size_of(size_t piece) {
  return piece * 97 % 20000 + 1;
}

static void fill_block(void *context, size_t piece, unsigned thread) {
  counts *self = context;
  if (thread >= GW__WORKERS || atomic_exchange(&self->busy[thread], true)) {
    self->wrong = true;
    return;
  }
  self->blocks[piece] = gw__pool_take(&self->pools[thread], size_of(piece));
  if (self->blocks[piece])
    memset(self->blocks[piece], (int)(piece & 255), size_of(piece));
  self->done[piece]++;
  self->busy[thread] = false;
}

static void test_pieces_and_pools(void **unused) {
  (void)unused;
  for (size_t pieces = 0; pieces <= PIECES; pieces = pieces * 3 + 1) {
    counts all;
    memset(&all, 0, sizeof all);
    gw__parallel(pieces, fill_block, &all);
    assert_false(all.wrong);
    gw__pool joined = {0};
    for (size_t i = 0; i < GW__WORKERS; i++) {
      gw__pool_join(&joined, &all.pools[i]);
      assert_null(all.pools[i].blocks);
    }
    assert_int_equal(joined.blocks != NULL, pieces > 0);
    for (size_t i = 0; i < PIECES; i++)
      assert_int_equal(all.done[i], i < pieces);
    for (size_t i = 0; i < pieces; i++) {
      assert_non_null(all.blocks[i]);
      assert_int_equal((uintptr_t)all.blocks[i] % _Alignof(max_align_t), 0);
      for (size_t byte = 0; byte < size_of(i); byte++)
        if ((unsigned char)all.blocks[i][byte] != (i & 255))
          fail_msg("block %zu of %zu: byte %zu is another's", i, pieces, byte);
    }
    gw__pool_free(&joined);
    assert_null(joined.blocks);
  }
}

static void test_no_such_memory(void **unused) {
  (void)unused;
  gw__pool pool = {0};
  assert_null(gw__pool_take(&pool, SIZE_MAX));
  assert_null(gw__pool_take(&pool, SIZE_MAX - ((size_t)1 << 20)));
  assert_non_null(gw__pool_take(&pool, 1));
  gw__pool_free(&pool);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pieces_and_pools),
      cmocka_unit_test(test_no_such_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
