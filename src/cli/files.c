/* files.c - one file after the other. */
#include "cli/cli.h"
#include "cli/print.h"

#include <string.h>

int cli_each_file(const cli_options *options,
                  bool (*one)(const char *path, const cli_options *options)) {
  bool done = true;
  if (options->format == CLI_JSON)
    print_json_open();
  for (int i = 0; i < options->count; i++)
    done = one(options->operands[i], options) && done;
  if (options->format == CLI_JSON)
    print_json_close();
  return print_end() && done ? CLI_DONE : CLI_CANNOT;
}

void cli_file_header(const char *path, const cli_options *options) {
  if (options->count < 2)
    return;
  print_string("# ");
  print_field(path, strlen(path));
  print_char('\n');
}
