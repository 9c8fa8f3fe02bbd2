/*
 * texts.h - what the host says to a person, in both of its languages.
 *
 * Each text is a printf format; the two languages of a line take the same arguments in the same
 * order.
 */
#ifndef GONGWEN_HOST_TEXTS_H
#define GONGWEN_HOST_TEXTS_H

typedef enum language {
  LANGUAGE_EN,
  LANGUAGE_ZH,
} language;

#define TEXTS(X)                                                                                   \
  X(TEXT_VERSION, "gongwen: host %s, plugin %s: ./run build, :Gongwen restart",                    \
    "gongwen：后台 %s，插件 %s：./run build 后 :Gongwen restart")                                  \
  X(TEXT_VERSION_OLD, "gongwen: host %s, plugin %s: restart the editor, or update the plugin",     \
    "gongwen：后台 %s，插件 %s：请重启编辑器，或者更新插件")                                       \
  X(TEXT_HELLO_FIRST, "gongwen: %s: the first message must be hello",                              \
    "gongwen：%s：须先发送 hello")                                                                 \
  X(TEXT_HELLO_TWICE, "gongwen: hello was already said", "gongwen：hello 已经发送过")              \
  X(TEXT_UNKNOWN_METHOD, "gongwen: there is no method %s", "gongwen：没有名为 %s 的方法")          \
  X(TEXT_NO_ID, "gongwen: %s is a request and needs an id", "gongwen：%s 是请求，缺少 id")         \
  X(TEXT_PARAMETER, "gongwen: %s: %s must be %s", "gongwen：%s：参数 %s 应为%s")                   \
  X(TEXT_UNKNOWN_BUFFER, "gongwen: %s: buffer %lld is not open",                                   \
    "gongwen：%s：缓冲区 %lld 尚未打开")                                                           \
  X(TEXT_STALE, "gongwen: %s: the text has changed meanwhile", "gongwen：%s：文本已经变动")        \
  X(TEXT_PLACE, "gongwen: %s: there is no line %zu", "gongwen：%s：没有第 %zu 行")                 \
  X(TEXT_NO_SECTION, "gongwen: there is no template called %s", "gongwen：没有名为“%s”的模板")     \
  X(TEXT_NO_SELECTION, "gongwen: the template %s has no ${选中} for the selected text",            \
    "gongwen：模板“%s”里没有 ${选中}，选中的文字无处可放")                                         \
  X(TEXT_NO_KIND, "gongwen: there is no kind of document called %s",                               \
    "gongwen：没有名为“%s”的文种")                                                                 \
  X(TEXT_NO_NODE, "gongwen: this heading is gone", "gongwen：该标题已不存在")                      \
  X(TEXT_LOADING, "gongwen: the templates are still being read", "gongwen：模板尚在读取，请稍候")  \
  X(TEXT_MEMORY, "gongwen: %s: out of memory", "gongwen：%s：内存不足")                            \
  X(TEXT_WANTED_NUMBER, "a whole number from 0 up", "不小于 0 的整数")                             \
  X(TEXT_WANTED_COUNT, "a whole number from 1 up", "不小于 1 的整数")                              \
  X(TEXT_WANTED_DIRECTION, "1 or -1", " 1 或 -1")                                                  \
  X(TEXT_WANTED_AMBIWIDTH, "1 or 2", " 1 或 2")                                                    \
  X(TEXT_WANTED_END, "a place behind line and column", " line、column 之后的位置")                 \
  X(TEXT_WANTED_TEXT, "a string", "字符串")                                                        \
  X(TEXT_WANTED_FLAG, "a boolean", "布尔值")                                                       \
  X(TEXT_WANTED_LINES, "a list of lines", "各行文字的列表")                                        \
  X(TEXT_WANTED_TEXTS, "a list of strings", "字符串列表")                                          \
  X(TEXT_WANTED_LANGUAGE, "zh or en", " zh 或 en")                                                 \
  X(TEXT_WANTED_ACTION, "toggle, open, close, open_all or close_all",                              \
    " toggle、open、close、open_all 或 close_all")                                                 \
  X(TEXT_WANTED_AS_MANY, "as many as the names", "与 names 一样多的各行文字")                      \
  X(TEXT_WANTED_STRUCTURE, "an action on a section", "对一节的操作")                               \
  X(TEXT_WANTED_UNIT, "section, item or sentence", " section、item 或 sentence")                   \
  X(TEXT_WANTED_WAY, "next, previous, next_sibling, previous_sibling or parent",                   \
    " next、previous、next_sibling、previous_sibling 或 parent")                                   \
  X(TEXT_REFUSED_NOWHERE, "gongwen: there is no section here", "gongwen：光标不在任何一节里")      \
  X(TEXT_REFUSED_TITLE, "gongwen: this works on headings only", "gongwen：此操作只适用于小标题")   \
  X(TEXT_REFUSED_FIRST, "gongwen: there is no section of this level before it",                    \
    "gongwen：前面没有同级的一节")                                                                 \
  X(TEXT_REFUSED_LAST, "gongwen: there is no section of this level behind it",                     \
    "gongwen：后面没有同级的一节")                                                                 \
  X(TEXT_REFUSED_TOP, "gongwen: it is at the top level already",                                   \
    "gongwen：已是最高一级，不能再升")                                                             \
  X(TEXT_REFUSED_BOTTOM, "gongwen: there is no level below", "gongwen：已没有更低的一级可用")      \
  X(TEXT_REFUSED_UNCLEAR, "gongwen: the numbers would be read otherwise; nothing was changed",     \
    "gongwen：改后序号会有歧义，未作改动")                                                         \
  X(TEXT_WANTED_MAP, "one map", "一个字典")

typedef enum text_id {
#define TEXT_ID(id, en, zh) id,
  TEXTS(TEXT_ID)
#undef TEXT_ID
  TEXT_COUNT
} text_id;

/* The format of a text. Static storage. */
const char *text_of(text_id id, language in);

#endif
