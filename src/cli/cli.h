/*
 * cli.h - what the subcommands of the command line share: options, exit codes, messages.
 */
#ifndef GONGWEN_CLI_CLI_H
#define GONGWEN_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

/* Exit codes, a part of the interface that scripts rely on. */
enum {
  CLI_DONE = 0,   /* it was done */
  CLI_FOUND = 1,  /* `check` found something */
  CLI_CANNOT = 2, /* it could not be done, or not for every file; stderr says why */
};

typedef enum cli_format {
  CLI_TEXT, /* for people */
  CLI_TSV,  /* a row a line, fields separated by one TAB */
  CLI_JSON, /* one array */
} cli_format;

/* The options of all subcommands; main.c refuses those that a subcommand does not take. */
typedef struct cli_options {
  cli_format format;
  bool items;           /* --items */
  bool in_place;        /* --in-place */
  const char *encoding; /* --encoding=NAME, NULL: detect */
  const char *editor;   /* --editor=NAME, NULL: not given */
  const char *log;      /* --log=FILE, NULL: none */
  const char *values;   /* --values=FILE, NULL: none */
  const char *year;     /* --year=YEAR as given, NULL: none */
  char **operands;      /* what is not an option */
  int count;
} cli_options;

/* The subcommands. Each returns an exit code. */
int cli_outline(const cli_options *options);
int cli_placeholders(const cli_options *options);
int cli_snippets(const cli_options *options);
int cli_renumber(const cli_options *options);
int cli_fill(const cli_options *options);
int cli_template(const cli_options *options);
int cli_host(const cli_options *options);

/*
 * Runs `one` for each file named. A file that fails (it has said why) does not keep the others from
 * being done. With --format=json the elements that they print stand in one array. Returns an exit
 * code.
 */
int cli_each_file(const cli_options *options,
                  bool (*one)(const char *path, const cli_options *options));

/* Where several files are printed as text or TSV, a line that names the one that follows: `# FILE`.
 */
void cli_file_header(const char *path, const cli_options *options);

/* Whether messages are in Chinese: the first of LC_ALL, LC_MESSAGES and LANG that is set starts
 * with `zh`. */
bool cli_chinese(void);

/* The one of the two texts that fits the locale. */
const char *cli_say(const char *english, const char *chinese);

#if defined(__GNUC__)
#define CLI_FORMAT(english, chinese, first)                                                        \
  __attribute__((format(printf, english, first), format(printf, chinese, first)))
#else
#define CLI_FORMAT(english, chinese, first)
#endif

/*
 * Prints `gongwen: FILE: MESSAGE` on stderr, without the FILE if it is NULL. Both formats take the
 * same arguments in the same order.
 */
void cli_error(const char *file, const char *english, const char *chinese, ...) CLI_FORMAT(2, 3, 4);

/* Prints `FILE:LINE:COLUMN: MESSAGE` on stderr; line and column count from 1, columns in bytes. */
void cli_error_at(const char *file, size_t line, size_t column, const char *english,
                  const char *chinese, ...) CLI_FORMAT(4, 5, 6);

#endif
