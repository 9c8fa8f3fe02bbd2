#include "library/variables.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ORDER: the selection comes first, under both of its names. */
enum {
  SELECTION_NAMES = 2
};

static void add(library_variables *self, const char *name, gw_span value) {
  self->items[self->count++] = (gw_variable){{name, strlen(name)}, value};
}

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static void
add_format(library_variables *self, const char *name, const char *format, ...) {
  char *text = self->texts + self->used;
  size_t room = sizeof self->texts - self->used;
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(text, room, format, arguments);
  va_end(arguments);
  gw_span value = {text, size > 0 && (size_t)size < room ? (size_t)size : 0};
  self->used += value.size;
  add(self, name, value);
}

static void add_dates(library_variables *self, const struct tm *now) {
  static const char *const digits[] = {"一", "二", "三", "四", "五",   "六",
                                       "七", "八", "九", "十", "十一", "十二"};
  long year = now->tm_year + 1900L;
  unsigned month = (unsigned)now->tm_mon % 12;
  const char *day = now->tm_wday == 0 ? "日" : digits[(unsigned)(now->tm_wday - 1) % 6];
  add_format(self, "今天", "%ld年%u月%d日", year, month + 1, now->tm_mday);
  add_format(self, "今年", "%ld年", year);
  add_format(self, "去年", "%ld年", year - 1);
  add_format(self, "明年", "%ld年", year + 1);
  add_format(self, "年度", "%ld年度", year);
  add_format(self, "本月", "%ld年%u月", year, month + 1);
  add_format(self, "半年", "%s半年", month < 6 ? "上" : "下");
  add_format(self, "季度", "第%s季度", digits[month / 3]);
  add_format(self, "CURRENT_YEAR", "%ld", year);
  add_format(self, "CURRENT_YEAR_SHORT", "%02ld", year % 100);
  add_format(self, "CURRENT_MONTH", "%02u", month + 1);
  add_format(self, "CURRENT_MONTH_NAME", "%s月", digits[month]);
  add_format(self, "CURRENT_MONTH_NAME_SHORT", "%u月", month + 1);
  add_format(self, "CURRENT_DATE", "%02d", now->tm_mday);
  add_format(self, "CURRENT_DAY_NAME", "星期%s", day);
  add_format(self, "CURRENT_DAY_NAME_SHORT", "周%s", day);
  add_format(self, "CURRENT_HOUR", "%02d", now->tm_hour);
  add_format(self, "CURRENT_MINUTE", "%02d", now->tm_min);
  add_format(self, "CURRENT_SECOND", "%02d", now->tm_sec);
}

static gw_span file_name(gw_span path) {
  size_t start = path.size;
  for (; start > 0 && path.data[start - 1] != '/'; start--) {
    unsigned char c = (unsigned char)path.data[start - 1];
    if (c < 0x20 || c == 0x7F)
      return (gw_span){"", 0};
  }
  return (gw_span){path.data + start, path.size - start};
}

/* The name without its ending; a dot at its start begins none. */
static gw_span without_ending(gw_span name) {
  for (size_t i = name.size; i > 1; i--)
    if (name.data[i - 1] == '.')
      return (gw_span){name.data, i - 1};
  return name;
}

void library_variables_fill(library_variables *self, const struct tm *now, gw_span path,
                            gw_span selection) {
  gw_span name = file_name(path);
  *self = (library_variables){0};
  add(self, "选中", selection);
  add(self, "TM_SELECTED_TEXT", selection);
  add(self, "文件名", without_ending(name));
  add(self, "TM_FILENAME", name);
  add(self, "TM_FILENAME_BASE", without_ending(name));
  add_dates(self, now);
}

bool library_uses_selection(uint64_t used) {
  return (used & ((1u << SELECTION_NAMES) - 1)) != 0;
}
