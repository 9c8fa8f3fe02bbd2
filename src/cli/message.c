/* message.c - messages in the user's language, one line each. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool cli_chinese(void) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value && *value)
      return strncmp(value, "zh", 2) == 0;
  }
  return false;
}

const char *cli_say(const char *english, const char *chinese) {
  return cli_chinese() ? chinese : english;
}

void cli_error(const char *file, const char *english, const char *chinese, ...) {
  va_list arguments;
  va_start(arguments, chinese);
  (void)fputs("gongwen: ", stderr);
  if (file)
    (void)fprintf(stderr, "%s: ", file);
  (void)vfprintf(stderr, cli_say(english, chinese), arguments);
  (void)fputc('\n', stderr);
  va_end(arguments);
}

void cli_error_at(const char *file, size_t line, size_t column, const char *english,
                  const char *chinese, ...) {
  va_list arguments;
  va_start(arguments, chinese);
  (void)fprintf(stderr, "%s:%zu:%zu: ", file, line, column);
  (void)vfprintf(stderr, cli_say(english, chinese), arguments);
  (void)fputc('\n', stderr);
  va_end(arguments);
}
