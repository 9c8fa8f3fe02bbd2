/* main.c - the command line: which subcommand, with which options. */
#include "cli/cli.h"
#include "cli/print.h"
#include "host/host.h"

#include <getopt.h>
#include <string.h>

/* ---- subcommands ----------------------------------------------------------------------------- */

int cli_host(const cli_options *options) {
  if (!options->editor) {
    cli_error(NULL, "host needs --editor=nvim or --editor=vim",
              "host 需要 --editor=nvim 或 --editor=vim");
    return CLI_CANNOT;
  }
  struct host_options host = {.editor = options->editor, .log_file = options->log};
  return host_run(&host);
}

/* Long options by the letter that getopt_long() answers for them. */
enum {
  OPTION_FORMAT = 'f',
  OPTION_ITEMS = 'i',
  OPTION_ENCODING = 'e',
  OPTION_IN_PLACE = 'p',
  OPTION_EDITOR = 'E',
  OPTION_LOG = 'l',
  OPTION_VALUES = 'v',
  OPTION_YEAR = 'y',
  OPTION_HELP = 'h',
  OPTION_VERSION = 'V',
};

static const struct option long_options[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"items", no_argument, NULL, OPTION_ITEMS},
    {"encoding", required_argument, NULL, OPTION_ENCODING},
    {"in-place", no_argument, NULL, OPTION_IN_PLACE},
    {"editor", required_argument, NULL, OPTION_EDITOR},
    {"log", required_argument, NULL, OPTION_LOG},
    {"values", required_argument, NULL, OPTION_VALUES},
    {"year", required_argument, NULL, OPTION_YEAR},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

struct command {
  const char *name;
  const char *letters; /* the options it takes */
  bool needs_file;
  int (*run)(const cli_options *options);
  const char *synopsis;
  const char *english; /* what `help NAME` says below the synopsis */
  const char *chinese;
};

static const struct command commands[] = {
    {"outline", "fie", true, cli_outline,
     "gongwen outline [--format=text|tsv|json] [--items] [--encoding=NAME] FILE...",
     "Prints the title and the headings of each FILE (`-`: standard input); with --items the\n"
     "enumerations as well (1.……；  一是……  first, second).\n"
     "  tsv   LINE COLUMN KIND LEVEL ORDINAL TITLE, one node a line; lines and columns count from "
     "1,\n"
     "        columns in bytes of the UTF-8 text. KIND is title, heading or item; the title's "
     "LEVEL\n"
     "        is 0 and its ORDINAL is -. Where several files are named, a line `# FILE` stands "
     "before\n"
     "        the rows of each.\n"
     "  json  an array of {file, nodes: [{line, column, kind, level, ordinal, title}]}\n",
     "列出每个 FILE（- 表示标准输入）的标题和各级小标题；加 --items "
     "连列举项（1.……；一是……）也列出。\n"
     "  tsv   行 列 类别 层级 序号 标题，一行一条；行、列从 1 数起，列按 UTF-8 字节计。类别为 "
     "title、\n"
     "        heading 或 item；文章标题的层级为 0，序号为 -。有多个文件时，每个文件前面有一行 # "
     "FILE。\n"
     "  json  数组：{file, nodes: [{line, column, kind, level, ordinal, title}]}\n"},
    {"placeholders", "fe", true, cli_placeholders,
     "gongwen placeholders [--format=text|tsv|json] [--encoding=NAME] FILE...",
     "Prints what is still to be filled in: XX, 20XX, 【单位名称】, ____ and the like.\n"
     "  tsv   LINE COLUMN TEXT FIELD; FIELD is the name that equal slots share, - if none\n"
     "  json  an array of {file, placeholders: [{line, column, text, field}]}\n",
     "列出还没填的占位符：XX、20XX、【单位名称】、____ 等。\n"
     "  tsv   行 列 文字 字段；字段是同名空位共用的名字，没有则为 -\n"
     "  json  数组：{file, placeholders: [{line, column, text, field}]}\n"},
    {"snippets", "fe", false, cli_snippets,
     "gongwen snippets [list|check] [--format=text|tsv|json] [DIR|FILE...]\n"
     "  gongwen snippets extract [--encoding=NAME] FILE",
     "Lists the templates with their triggers, or checks template files: `check` prints\n"
     "FILE:LINE:COL: message for all that is wrong and exits 1 if there was any. Without DIR or "
     "FILE:\n"
     ".gongwen/snippets, ~/.config/gongwen/snippets and the templates that ship.\n"
     "  tsv   KIND NAME TRIGGERS LEVEL STATE FILE LINE DESCRIPTION; triggers separated by blanks;\n"
     "        STATE is document (a whole one: NAME is its title, LEVEL -), disabled, shadowed,\n"
     "        shadowed: and the triggers that a stronger folder has for another section, or -\n"
     "  json  an array: first {kind, title, triggers, description, match, document: [NAME], file, "
     "line},\n"
     "        then {kind, name, triggers, shadowed_triggers, level, description, shadowed, "
     "disabled, "
     "file,\n"
     "        line}\n"
     "`extract` makes a template file of a document and prints it: its sections as they stand, "
     "with\n"
     "the initials of their headings as triggers, its title with the years as 20XX.\n",
     "列出模板和触发词，或检查模板文件：check 逐条打印 FILE:LINE:COL: 问题，有问题时退出码为 "
     "1。\n"
     "不写 DIR 或 FILE 时看 .gongwen/snippets、~/.config/gongwen/snippets 和自带的模板。\n"
     "  tsv   文种 名称 触发词 层级 状态 文件 行 说明；触发词之间用空格隔开。状态：document "
     "整篇（名称是标题，\n"
     "        层级是 -），disabled 已停用，shadowed 被取代，shadowed:触发词 "
     "这些触发词归了别的一节，"
     "其余为 -\n"
     "  json  数组，先是整篇 {kind, title, triggers, description, match, document: [名称], file, "
     "line}，\n"
     "        再是各节 {kind, name, triggers, shadowed_triggers, level, description, shadowed, "
     "disabled, file, line}\n"
     "extract "
     "把一篇文稿做成模板文件打印出来：各节照抄，触发词取小标题的拼音首字母，标题里的年份改成 "
     "20XX。\n"},
    {"renumber", "pe", true, cli_renumber, "gongwen renumber [--in-place] [--encoding=NAME] FILE",
     "Puts the ordinals in order and prints the document, or with --in-place rewrites the file "
     "(only if\n"
     "something changes). Encoding, byte order mark, line ends and all other bytes stay as they "
     "are.\n",
     "理顺序号，打印全文；加 --in-place "
     "则就地改写（没有变化就不写）。编码、BOM、换行和其余字节都不动。\n"},
    {"fill", "vpe", true, cli_fill,
     "gongwen fill --values=FILE [--in-place] [--encoding=NAME] FILE",
     "Fills the placeholders whose field stands in the file of values (YAML: `name: value`, one a\n"
     "line; the names are those of `gongwen placeholders`) and prints the document, or with "
     "--in-place\n"
     "rewrites the file. Counts and quotations are never filled.\n",
     "按填写值文件（YAML，每行一个“名称: 值”，名称同 gongwen placeholders 的字段）填写占位符，打印"
     "全文；\n加 --in-place 则就地改写。数量和引文里的占位符不动。\n"},
    {"template", "ype", true, cli_template,
     "gongwen template [--year=YEAR] [--in-place] [--encoding=NAME] FILE",
     "Makes a template of a finished document: counts (12次), years and dates become "
     "placeholders,\n"
     "with --year the years are carried forward to YEAR instead. Headings, ordinals, quotations "
     "and\n"
     "what is written in Chinese numerals stay. Prints the document, or with --in-place rewrites "
     "the\nfile.\n",
     "把写好的文稿变成模板：数量（12次）、年份、日期换成占位符；加 --year 则把年份顺延到 YEAR。"
     "标题、\n序号、引文和汉字数字不动。打印全文；加 --in-place 则就地改写。\n"},
    {"host", "El", false, cli_host, "gongwen host --editor=nvim|vim [--log=FILE]",
     "Serves an editor over standard input and output. Started by the plugin, not by hand.\n",
     "通过标准输入输出为编辑器服务。由插件启动，不必手工运行。\n"},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static const struct command *find_command(const char *name) {
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* ---- help ------------------------------------------------------------------------------------ */

static void print_usage(void) {
  print_string(cli_say("gongwen - the structure of Chinese official prose\n\nUsage:\n",
                       "gongwen - 公文的结构：提纲、占位符、序号、模板\n\n用法：\n"));
  for (size_t i = 0; i < COMMANDS; i++) {
    print_string("  ");
    print_string(commands[i].synopsis);
    print_char('\n');
  }
  print_string("  gongwen --version\n  gongwen help [COMMAND]\n\n");
  print_string(cli_say(
      "Files may be UTF-8, GB18030 or UTF-16; --encoding says it where it is not found out.\n"
      "Exit status: 0 done, 1 `check` found something, 2 could not be done.\n",
      "文件可以是 UTF-8、GB18030 或 UTF-16，自动识别；识别不对时用 --encoding 指明。\n"
      "退出码：0 完成；1 check 发现问题；2 做不了。\n"));
}

static int help(const char *name) {
  const struct command *command = name ? find_command(name) : NULL;
  if (name && !command) {
    cli_error(NULL, "unknown command: %s (see `gongwen help`)",
              "没有这个命令：%s（见 gongwen help）", name);
    return CLI_CANNOT;
  }
  if (command) {
    print_string(command->synopsis);
    print_string("\n\n");
    print_string(cli_say(command->english, command->chinese));
  } else {
    print_usage();
  }
  return print_end() ? CLI_DONE : CLI_CANNOT;
}

static int version(void) {
  print_string("gongwen " GONGWEN_VERSION "\n");
  return print_end() ? CLI_DONE : CLI_CANNOT;
}

/* ---- options --------------------------------------------------------------------------------- */

static bool read_format(const char *name, cli_format *format) {
  static const char *const names[] = {[CLI_TEXT] = "text", [CLI_TSV] = "tsv", [CLI_JSON] = "json"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(names[i], name) == 0) {
      *format = (cli_format)i;
      return true;
    }
  }
  cli_error(NULL, "unknown format: %s (text, tsv or json)",
            "没有这种格式：%s（可用 text、tsv、json）", name);
  return false;
}

static void refuse_option(const struct command *command, const char *word) {
  cli_error(NULL, "%s: option not understood: %s (see `gongwen help %s`)",
            "%s：不认识的选项：%s（见 gongwen help %s）", command->name, word, command->name);
}

/* Reads argv[1] on; -1 to go on, else the exit code to leave with. */
static int read_options(const struct command *command, int argc, char **argv,
                        cli_options *options) {
  opterr = 0; /* the messages are ours, in the user's language */
  for (;;) {
    int before = optind;
    int letter = getopt_long(argc, argv, ":hV", long_options, NULL);
    if (letter == -1)
      break;
    if (letter == OPTION_HELP)
      return help(command->name);
    if (letter == OPTION_VERSION)
      return version();
    if (letter == ':') {
      cli_error(NULL, "%s: %s needs a value", "%s：%s 后面缺少取值", command->name,
                argv[optind - 1]);
      return CLI_CANNOT;
    }
    if (letter == '?' || !strchr(command->letters, letter)) {
      refuse_option(command, argv[before < optind ? optind - 1 : optind]);
      return CLI_CANNOT;
    }
    switch (letter) {
    case OPTION_FORMAT:
      if (!read_format(optarg, &options->format))
        return CLI_CANNOT;
      break;
    case OPTION_ITEMS:
      options->items = true;
      break;
    case OPTION_ENCODING:
      options->encoding = optarg;
      break;
    case OPTION_IN_PLACE:
      options->in_place = true;
      break;
    case OPTION_EDITOR:
      options->editor = optarg;
      break;
    case OPTION_LOG:
      options->log = optarg;
      break;
    case OPTION_VALUES:
      options->values = optarg;
      break;
    default: /* OPTION_YEAR */
      options->year = optarg;
      break;
    }
  }
  options->operands = argv + optind;
  options->count = argc - optind;
  return -1;
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : NULL;
  if (!name) {
    cli_error(NULL, "which command? (see `gongwen help`)", "要做什么？（见 gongwen help）");
    return CLI_CANNOT;
  }
  if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
    return help(argc > 2 ? argv[2] : NULL);
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
    return version();
  const struct command *command = find_command(name);
  if (!command)
    return help(name);

  cli_options options = {0};
  int code = read_options(command, argc - 1, argv + 1, &options);
  if (code >= 0)
    return code;
  if (command->needs_file && options.count == 0) {
    cli_error(NULL, "%s needs a file (see `gongwen help %s`)", "%s 需要文件（见 gongwen help %s）",
              command->name, command->name);
    return CLI_CANNOT;
  }
  return command->run(&options);
}
