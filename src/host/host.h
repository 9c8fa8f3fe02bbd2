/*
 * host.h - the RPC host: one process for one editor, spoken to over standard input and output.
 *
 * PROTOCOL.md, beside this file, says what is spoken.
 */
#ifndef GONGWEN_HOST_HOST_H
#define GONGWEN_HOST_HOST_H

struct host_options {
  const char *editor;   /* "nvim" or "vim"; which dialect is spoken (`--editor=`) */
  const char *log_file; /* `--log=`; NULL: $GONGWEN_LOG, and no log if that is not set either */
};

/*
 * Serves the editor until standard input ends. Returns the exit status of the process: 0 at the end
 * of input, 1 when the editor broke the protocol or the pipe failed, 2 when it cannot start
 * (unknown editor, standard input or output is not a pipe); what went wrong is one line on stderr.
 *
 * It takes over descriptor 1: from its start anything printed to stdout lands on stderr, for good.
 * SIGTERM ends the process at once, by the system's own default.
 */
int host_run(const struct host_options *options);

#endif
