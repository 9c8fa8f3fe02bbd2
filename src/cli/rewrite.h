/*
 * rewrite.h - a document with some edits done, on standard output or in place of its file.
 *
 * The file keeps its encoding, byte order mark, line ends and every byte that no edit touches. In
 * place it is replaced as a whole: whoever looks at it sees the old file or the new one, never half
 * of it; where there is no edit it is not written at all.
 */
#ifndef GONGWEN_CLI_REWRITE_H
#define GONGWEN_CLI_REWRITE_H

#include "cli/cli.h"

#include <gongwen/gongwen.h>

/* Appends the edits that are wanted to an empty list; false when memory ran out. */
typedef bool rewrite_edits(gw_document *document, const void *context, gw_edits *edits);

/*
 * Does the edits to the one file among the operands (`-`: standard input), for the subcommand of
 * this name: in place with --in-place, else on standard output. Returns an exit code, with the
 * reason said where it is not CLI_DONE.
 */
int rewrite_file(const char *command, const cli_options *options, rewrite_edits *work_out,
                 const void *context);

#endif
