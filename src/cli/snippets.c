/* snippets.c - `gongwen snippets`: which templates there are, what is wrong with them, and new
 * ones. */
#include "cli/cli.h"
#include "cli/decode.h"
#include "cli/extract.h"
#include "cli/print.h"
#include "library/library.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

/* The directories that are looked into when none is named, the strongest first. */
typedef struct places {
  char *paths[3];
  size_t count;
} places;

/* "%s%s" in memory of its own; NULL when memory ran out. */
static char *join(const char *head, const char *tail) {
  size_t size = strlen(head) + strlen(tail) + 1;
  char *path = malloc(size);
  if (path)
    (void)snprintf(path, size, "%s%s", head, tail);
  return path;
}

static void add_place(places *self, char *path) {
  if (path)
    self->paths[self->count++] = path;
}

/* The templates that ship: beside the build folder of a checkout, or below the prefix of an
 * installation. */
static char *shipped(void) {
  static const char *const tails[] = {"/../share/gongwen/snippets", "/../snippets"};
  char executable[4096];
  size_t size = sizeof executable;
  if (uv_exepath(executable, &size) != 0)
    return NULL;
  char *slash = strrchr(executable, '/');
  if (!slash)
    return NULL;
  *slash = '\0';
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    char *path = join(executable, tails[i]);
    if (path && access(path, F_OK) == 0)
      return path;
    free(path);
  }
  return NULL;
}

/* `.gongwen/snippets` in the present folder or the nearest one above it; NULL if there is none. */
static char *of_project(void) {
  char folder[4096];
  size_t size = sizeof folder;
  if (uv_cwd(folder, &size) != 0)
    return NULL;
  for (;;) {
    char *path = join(folder, "/.gongwen/snippets");
    if (path && access(path, F_OK) == 0)
      return path;
    free(path);
    char *slash = strrchr(folder, '/');
    if (!slash)
      return NULL;
    *slash = '\0';
  }
}

static void find_places(places *self) {
  add_place(self, of_project());
  const char *configuration = getenv("XDG_CONFIG_HOME");
  const char *home = getenv("HOME");
  if (configuration && *configuration)
    add_place(self, join(configuration, "/gongwen/snippets"));
  else if (home && *home)
    add_place(self, join(home, "/.config/gongwen/snippets"));
  add_place(self, shipped());
}

/* ---- list ------------------------------------------------------------------------------------ */

static void print_string_field(const char *text) {
  print_field(text, strlen(text));
}

static void print_triggers(const char *const *triggers) {
  for (const char *const *trigger = triggers; *trigger; trigger++) {
    if (trigger != triggers)
      print_char(' ');
    print_string_field(*trigger);
  }
}

/* FILE:LINE of what has taken a trigger. */
static void print_taker(const library_choice *by) {
  const char *file = by->section ? by->section->file : by->document->file;
  print_string_field(file);
  print_char(':');
  print_number(by->section ? by->section->line : by->document->line);
}

/* Those of a section: behind one that a stronger directory has for another section, which. */
static void print_own_triggers(const library *templates, const library_section *section) {
  library_choice by;
  for (const char *const *trigger = section->triggers; *trigger; trigger++) {
    if (trigger != section->triggers)
      print_char(' ');
    print_string_field(*trigger);
    if (!library_trigger_is_shadowed(templates, section, *trigger, &by))
      continue;
    print_string(cli_say(" (taken by ", "（已归"));
    print_taker(&by);
    print_string(cli_say(")", "）"));
  }
}

/* The name in its column. */
static void print_name(const char *name, size_t indent) {
  size_t width = print_width(name, strlen(name));
  print_blanks(indent);
  print_string_field(name);
  print_blanks(width < 28 ? 30 - width : 2);
}

/* A kind: its name, and if a whole document can be made, what of. */
static void print_kind_text(const library_kind *kind) {
  print_string_field(kind->name);
  if (*kind->description) {
    print_string(cli_say(" - ", "　"));
    print_string_field(kind->description);
  }
  print_char('\n');
  if (kind->section_count == 0)
    return;
  print_name(cli_say("(the whole document)", "（整篇）"), 2);
  print_triggers(kind->triggers);
  print_char('\n');
}

static void print_text(const library *templates, const library_section *section,
                       const char **kind) {
  if (!*kind || strcmp(*kind, section->kind) != 0) {
    *kind = section->kind;
    print_kind_text(library_find_kind(templates, section->kind));
  }
  print_name(section->name, 2 + (section->level > 1 ? 2 * (size_t)(section->level - 1) : 0));
  print_own_triggers(templates, section);
  if (section->disabled)
    print_string(cli_say("  (switched off)", "  （已停用）"));
  else if (section->shadowed)
    print_string(cli_say("  (replaced by a template of yours)", "  （已被你自己的模板取代）"));
  print_char('\n');
}

/* The last fields of a row, behind its state. */
static void print_place_tsv(const char *file, size_t line, const char *description) {
  print_char('\t');
  print_string_field(file);
  print_char('\t');
  print_number(line);
  print_char('\t');
  print_string_field(*description ? description : "-");
  print_char('\n');
}

static void print_state(const library *templates, const library_section *section) {
  library_choice by;
  bool first = true;
  if (section->disabled || section->shadowed) {
    print_string(section->disabled ? "disabled" : "shadowed");
    return;
  }
  for (const char *const *trigger = section->triggers; *trigger; trigger++) {
    if (!library_trigger_is_shadowed(templates, section, *trigger, &by))
      continue;
    print_string(first ? "shadowed:" : " ");
    print_string_field(*trigger);
    first = false;
  }
  if (first)
    print_char('-');
}

static void print_tsv(const library *templates, const library_section *section) {
  print_string_field(section->kind);
  print_char('\t');
  print_string_field(section->name);
  print_char('\t');
  print_triggers(section->triggers);
  print_char('\t');
  print_number(section->level);
  print_char('\t');
  print_state(templates, section);
  print_place_tsv(section->file, section->line, section->description);
}

static void print_kind_tsv(const library_kind *kind) {
  print_string_field(kind->name);
  print_char('\t');
  print_string_field(*kind->title ? kind->title : kind->name);
  print_char('\t');
  print_triggers(kind->triggers);
  print_string("\t-\tdocument");
  print_place_tsv(kind->file, kind->line, kind->description);
}

static json_t *texts(const char *const *list) {
  json_t *array = json_array();
  for (; *list; list++)
    json_array_append_new(array, json_string(*list));
  return array;
}

static json_t *shadowed_triggers(const library *templates, const library_section *section) {
  library_choice by;
  json_t *array = json_array();
  for (const char *const *trigger = section->triggers; *trigger; trigger++)
    if (library_trigger_is_shadowed(templates, section, *trigger, &by))
      json_array_append_new(array, json_string(*trigger));
  return array;
}

static void print_json_section(const library *templates, const library_section *section) {
  print_json_element(json_pack(
      "{s:s, s:s, s:o, s:o, s:i, s:s, s:b, s:b, s:o, s:I}", "kind", section->kind, "name",
      section->name, "triggers", texts(section->triggers), "shadowed_triggers",
      shadowed_triggers(templates, section), "level", (int)section->level, "description",
      section->description, "shadowed", (int)section->shadowed, "disabled", (int)section->disabled,
      "file", print_json_text(section->file, strlen(section->file)), "line",
      (json_int_t)section->line));
}

static void print_json_kind(const library_kind *kind) {
  json_t *document = json_array();
  for (size_t i = 0; i < kind->section_count; i++)
    json_array_append_new(document, json_string(kind->sections[i]->name));
  print_json_element(
      json_pack("{s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:I}", "kind", kind->name, "title",
                kind->title, "triggers", texts(kind->triggers), "description", kind->description,
                "match", texts(kind->match), "document", document, "file",
                print_json_text(kind->file, strlen(kind->file)), "line", (json_int_t)kind->line));
}

/* The whole documents first, in TSV and JSON; for people each kind stands above its sections. */
static void list(const library *templates, cli_format format) {
  const char *shown = NULL;
  if (format == CLI_JSON)
    print_json_open();
  for (size_t i = 0; format != CLI_TEXT && i < library_kind_count(templates); i++) {
    const library_kind *kind = library_get_kind(templates, i);
    if (kind->section_count > 0 && format == CLI_TSV)
      print_kind_tsv(kind);
    else if (kind->section_count > 0)
      print_json_kind(kind);
  }
  for (size_t i = 0; i < library_count(templates); i++) {
    const library_section *section = library_get(templates, i);
    if (format == CLI_TEXT)
      print_text(templates, section, &shown);
    else if (format == CLI_TSV)
      print_tsv(templates, section);
    else
      print_json_section(templates, section);
  }
  if (format == CLI_JSON)
    print_json_close();
}

/* ---- check ----------------------------------------------------------------------------------- */

/* What is wrong is what was asked for: it goes to standard output. */
static void print_problem(const library_problem *problem) {
  print_field(problem->file, strlen(problem->file));
  print_char(':');
  print_number(problem->line);
  print_char(':');
  print_number(problem->column);
  print_string(": ");
  const char *message = cli_say(problem->message, problem->message_zh);
  print_field(message, strlen(message));
  print_char('\n');
}

static int check(const library *templates) {
  size_t count = library_problem_count(templates);
  for (size_t i = 0; i < count; i++) {
    const library_problem *problem = library_get_problem(templates, i);
    print_problem(problem);
  }
  return count ? CLI_FOUND : CLI_DONE;
}

static int list_and_complain(const library *templates, cli_format format) {
  list(templates, format);
  size_t count = library_problem_count(templates);
  for (size_t i = 0; i < count; i++) {
    const library_problem *problem = library_get_problem(templates, i);
    cli_error_at(problem->file, problem->line, problem->column, "%s", "%s",
                 cli_say(problem->message, problem->message_zh));
  }
  return count ? CLI_CANNOT : CLI_DONE;
}

/* ---- extract --------------------------------------------------------------------------------- */

/* The file's name without folders and ending; that of standard input says nothing. */
static char *stem_of(const char *path) {
  if (strcmp(path, "-") == 0)
    path = "";
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  size_t size = dot && dot != name ? (size_t)(dot - name) : strlen(name);
  char *stem = malloc(size + 1);
  if (stem)
    (void)snprintf(stem, size + 1, "%s", name);
  return stem;
}

/* Prints the template file; false, with the reason said, if there is none. */
static bool print_template(const char *path, const extract *made) {
  gw__buffer yaml = {0};
  bool good = false;
  if (made->count == 0)
    cli_error(path, "there is no text in it", "里面没有文字");
  else if (!extract_yaml(made, &yaml))
    cli_error(path, "out of memory", "内存不足");
  else if (yaml.size > LIBRARY_FILE_BYTES)
    cli_error(path, "too long for a template file, which holds 256 KB", "太长，模板文件最多256 KB");
  else
    good = true;
  if (good)
    print_bytes(yaml.data, yaml.size);
  free(yaml.data);
  return good;
}

static int extract_file(const cli_options *options, char **paths, int count) {
  source file;
  extract made;
  if (count != 1) {
    cli_error(NULL, "snippets extract takes one file", "snippets extract 要且只要一个文件");
    return CLI_CANNOT;
  }
  if (!source_read(&file, *paths, options->encoding))
    return CLI_CANNOT;
  char *stem = stem_of(*paths);
  bool good = stem && extract_document(&made, file.text, file.size, stem);
  if (!good)
    cli_error(*paths, "out of memory", "内存不足");
  good = good && print_template(*paths, &made);
  if (stem)
    extract_free(&made);
  free(stem);
  source_free(&file);
  return print_end() && good ? CLI_DONE : CLI_CANNOT;
}

/* A path that is named must be there; library_load() would pass over it. */
static bool all_exist(char **paths, int count) {
  bool exist = true;
  for (int i = 0; i < count; i++) {
    if (access(paths[i], F_OK) != 0) {
      cli_error(paths[i], "cannot open: %s", "打不开：%s", strerror(errno));
      exist = false;
    }
  }
  return exist;
}

int cli_snippets(const cli_options *options) {
  char **paths = options->operands;
  int count = options->count;
  bool checking = false;
  if (count && strcmp(*paths, "extract") == 0)
    return extract_file(options, paths + 1, count - 1);
  if (count && (strcmp(*paths, "list") == 0 || strcmp(*paths, "check") == 0)) {
    checking = strcmp(*paths, "check") == 0;
    paths++;
    count--;
  }
  if (!all_exist(paths, count))
    return CLI_CANNOT;
  places found = {0};
  if (count == 0)
    find_places(&found);
  library *templates = count ? library_load((const char *const *)paths, (size_t)count)
                             : library_load((const char *const *)found.paths, found.count);
  int code = CLI_CANNOT;
  if (templates)
    code = checking ? check(templates) : list_and_complain(templates, options->format);
  else
    cli_error(NULL, "out of memory", "内存不足");
  if (!print_end())
    code = CLI_CANNOT;
  library_free(templates);
  for (size_t i = 0; i < found.count; i++)
    free(found.paths[i]);
  return code;
}
