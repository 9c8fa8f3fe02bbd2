/*
 * decode.h - files as UTF-8 text.
 *
 * The encoding is told, or found in this order: a byte order mark (UTF-8, UTF-16, GB18030), valid
 * UTF-8, UTF-16 by its line ends, GB18030 if every byte of the file fits it. What is none of these
 * is taken as UTF-8 with its invalid bytes left as they are. Line ends are not touched.
 */
#ifndef GONGWEN_CLI_DECODE_H
#define GONGWEN_CLI_DECODE_H

#include <gongwen/gongwen.h>

#include <stdbool.h>
#include <stddef.h>

/* A file above this is not a document: it would not fit into memory several times over. */
#define SOURCE_BYTES ((size_t)1 << 30)

typedef struct source {
  const char *name;     /* as messages call it; owned by the caller */
  const char *text;     /* UTF-8 without its byte order mark; points into `bytes` or `converted` */
  size_t size;          /* of `text` */
  const char *encoding; /* as iconv calls it: "UTF-8", "GB18030", "UTF-16LE", or what was told */
  char *bytes;          /* the file as it is */
  size_t bytes_size;
  bool mapped;     /* `bytes` is the file itself, mapped */
  size_t mark;     /* bytes of its byte order mark, 0 if it has none */
  char *converted; /* NULL when the file is UTF-8 */
} source;

/*
 * Reads and decodes the file at `path` ("-": standard input). `encoding` is a name that iconv
 * knows, NULL to find it. False, with nothing to free and the reason said on stderr, when that
 * cannot be done.
 */
bool source_read(source *self, const char *path, const char *encoding);

/*
 * The document of such a file, for who only looks at it once, and does not write it: a large file
 * is mapped, and the document views it, so free the document first. When another process cuts the
 * file short meanwhile, this one says so and exits. NULL as source_read() false.
 */
gw_document *source_view(source *self, const char *path, const char *encoding);

/*
 * `text` in the encoding of the file, with its byte order mark: what to write back in its place.
 * The caller frees *out. False, with the reason said, if the encoding lacks a character, or if the
 * file itself would not come back byte for byte.
 */
bool source_encode(const source *self, const char *text, size_t size, char **out, size_t *out_size);

void source_free(source *self);

/*
 * Converts all of `in`. 0 when done; EILSEQ or EINVAL with *failed the byte of `in` that does not
 * fit; ENOMEM; ENOTSUP when iconv does not know one of the encodings. *out is the caller's to free
 * unless the answer is ENOMEM or ENOTSUP: on EILSEQ it holds what came before the failure.
 */
int decode_convert(const char *to, const char *from, const char *in, size_t in_size, char **out,
                   size_t *out_size, size_t *failed);

#endif
