#include "core/lineclass.h"

#include "core/chars.h"
#include "core/numeral.h"

/* The widths of hard-wrapped lines, in cells of half a Chinese character. */
#define WRAP_MIN   44u
#define WRAP_MAX   160u
/* No line of that width has more bytes. */
#define WRAP_BYTES 480u

/* Longer lines are prose, not labels (bytes). */
#define LABEL_MAX 120u
/* The longest line that names an annex (bytes). */
#define ANNEX_MAX 360u

size_t gw__line_end(const char *line, size_t size) {
  if (size && (unsigned char)line[size - 1] >= 0x83 && line[size - 1] != '\xA0')
    return size; /* neither a blank nor the last byte of one */
  return gw__trim_blanks(line, 0, size);
}

static bool ends_nothing(const char *line, size_t end) {
  gw__char c = gw__char_before(line, end);
  if (c.code == 0x201D || c.code == 0x2019 ||
      c.code == 0x300B) { /* ” ’ 》 end what stands in them */
    c = gw__char_before(line, end - c.size);
    return !gw__is_stop(c.code) && c.code != 0x2026;
  }
  switch (c.code) {
  case 0x2026: /* … */
  case 0xFF09: /* ） */
  case 0x3011: /* 】 */
  case ')':
  case ']':
  case '|':
  case '.':
  case '*':
  case '>':
    return false;
  default:
    return !gw__is_stop(c.code) && !gw__is_semicolon(c.code) && !gw__is_colon(c.code);
  }
}

unsigned gw__cells(const char *line, size_t end) {
  unsigned cells = 0;
  for (size_t i = 0; i < end; i++) {
    unsigned char b = (unsigned char)line[i];
    cells += b < 0x80 ? 1u : b >= 0xC0 ? 2u : 0u;
  }
  return cells;
}

bool gw__is_open(const char *line, size_t end) {
  if (end < WRAP_MIN || end > WRAP_BYTES || !ends_nothing(line, end))
    return false;
  unsigned cells = gw__cells(line, end);
  return cells >= WRAP_MIN && cells <= WRAP_MAX;
}

bool gw__is_contents(const char *line, size_t at, size_t end) {
  size_t number = end;
  while (number > at && end - number < 4 && line[number - 1] >= '0' && line[number - 1] <= '9')
    number--;
  if (number == end || end - number > 3)
    return false;
  size_t text = gw__trim_blanks(line, at, number);
  if (number - text >= 4 || memchr(line + text, '\t', number - text))
    return text > at;
  unsigned leader = 0;
  for (;;) {
    gw__char c = gw__char_before(line, text);
    if (c.code == 0x2026 || c.code == 0x22EF) /* … ⋯ */
      leader += 2;
    else if (c.code == '.' || c.code == 0xB7 || c.code == 0xFF0E || c.code == 0x2014)
      leader++;
    else
      break;
    text -= c.size;
    if (text <= at)
      break;
  }
  return leader >= 3;
}

bool gw__is_contents_title(const char *line, size_t at, size_t end) {
  static const char first[] = "目";
  if (end - at < 6 || end - at > 24 || memcmp(line + at, first, 3) != 0)
    return false;
  size_t second = gw__skip_blanks(line, end, at + 3);
  return end - second == 3 &&
         (memcmp(line + second, "录", 3) == 0 || memcmp(line + second, "次", 3) == 0);
}

/* ---- site lines -------------------------------------------------------------------------------
 */

/* Whole lines: buttons and crumbs of a page. */
static const gw__word buttons[] = {
    GW__WORD("下载"), GW__WORD("打印"), GW__WORD("全屏"), GW__WORD("收藏"), GW__WORD("加大"),
    GW__WORD("还原"), GW__WORD("减小"), GW__WORD("首页"), GW__WORD("分享"), GW__WORD("返回"),
    GW__WORD("关闭"), GW__WORD("大"),   GW__WORD("中"),   GW__WORD("小"),   GW__WORD("默认"),
    GW__WORD("登录"), GW__WORD("注册"), GW__WORD("】"),   GW__WORD("】】"), GW__WORD("|"),
    GW__WORD(">"),    GW__WORD("×"),    GW__WORD("搜索"), GW__WORD("字体"), GW__WORD("扫一扫"),
    GW__WORD("超大"), GW__WORD("正文"), GW__WORDS_END};

/* What such lines start with. */
static const gw__word openings[] = {
    GW__WORD("来源："),   GW__WORD("来源:"),    GW__WORD("时间："),   GW__WORD("时间:"),
    GW__WORD("发布时间"), GW__WORD("发布日期"), GW__WORD("您的位置"), GW__WORD("当前位置"),
    GW__WORD("你的位置"), GW__WORD("分享到"),   GW__WORD("分享："),   GW__WORD("分享:"),
    GW__WORD("【字"),     GW__WORD("字号"),     GW__WORD("字体："),   GW__WORD("浏览次数"),
    GW__WORD("阅读次数"), GW__WORD("点击数"),   GW__WORD("责任编辑"), GW__WORD("编辑："),
    GW__WORD("作者："),   GW__WORD("抓取时间"), GW__WORD("文种："),   GW__WORD("相关报道"),
    GW__WORD("相关文档"), GW__WORD("相关链接"), GW__WORD("URL"),      GW__WORD("http"),
    GW__WORD("www."),     GW__WORD("索引号"),   GW__WORD("信息来源"), GW__WORD("发布机构"),
    GW__WORD("》》"),     GW__WORD("<!--"),     GW__WORDS_END};

/* What only advertising says. */
static const gw__word adverts[] = {
    GW__WORD("加群"),     GW__WORD("入群"),     GW__WORD("群号"),       GW__WORD("QQ群"),
    GW__WORD("QQ"),       GW__WORD("资料群"),   GW__WORD("交流群"),     GW__WORD("微信群"),
    GW__WORD("公众号"),   GW__WORD("VIP"),      GW__WORD("会员"),       GW__WORD("外传"),
    GW__WORD("转卖"),     GW__WORD("倒卖"),     GW__WORD("拉黑"),       GW__WORD("仅供"),
    GW__WORD("扫码"),     GW__WORD("二维码"),   GW__WORD("领取"),       GW__WORD("更多范文"),
    GW__WORD("更多资料"), GW__WORD("版权所有"), GW__WORD("请勿转载"),   GW__WORD("订阅"),
    GW__WORD("下载本"),   GW__WORD("下载更多"), GW__WORD("文本预览"),   GW__WORD("范文网"),
    GW__WORD("文库"),     GW__WORD("本报记者"), GW__WORD("全媒体记者"), GW__WORD("字号："),
    GW__WORD("加微信"),   GW__WORD("http://"),  GW__WORD("https://"),   GW__WORDS_END};

bool gw__is_site(const char *line, size_t at, size_t end) {
  size_t behind = at; /* 大 中 小 in one line */
  for (size_t button; (button = gw__word_at(line, end, behind, buttons)) && behind < end;)
    behind = gw__skip_blanks(line, end, behind + button);
  static const gw__word photo[] = {GW__WORD("摄"), GW__WORDS_END}; /* 本报记者 张三 摄 */
  return behind == end || gw__word_at(line, end, at, openings) ||
         gw__word_in(line, at, end, adverts) || gw__word_ends(line, at, end, photo);
}

/* ---- dates and annexes ------------------------------------------------------------------------
 */

bool gw__is_date(const char *line, size_t at, size_t end) {
  bool year = false;
  bool day = false;
  unsigned dashes = 0;
  if (end - at > 60)
    return false;
  for (size_t i = at; i < end;) {
    gw__char c = gw__char_at(line, end, i);
    int han = gw__han_digit(c.code);
    size_t blank = c.code == 0x3010 ? gw__enclosed_end(line, end, i) : 0; /* 【年】年【月】月 */
    if (blank) {
      i = blank;
      continue;
    }
    if (c.code == 0x5E74) /* 年 */
      year = i > at;
    else if (c.code == 0x65E5) /* 日 */
      day = true;
    else if (c.code == '-' || c.code == '/' || c.code == '.')
      dashes++;
    else if (gw__digit(c.code) < 0 && (han < 0 || han > 10) && c.code != 0x6708 && /* 月 */
             c.code != 'X' && c.code != 'x' && c.code != 0xFF38 && c.code != 0xD7 &&
             c.code != '_' && c.code != '*' && !gw__is_colon(c.code) && !gw__is_blank(c.code))
      return false;
    i += c.size;
  }
  return (year && day) || dashes == 2;
}

/* 附件1 goes on as a sentence. */
static const gw__word annex_verbs[] = {
    GW__WORD("、"), GW__WORD("和"), GW__WORD("及"), GW__WORD("与"), GW__WORD("至"),
    GW__WORD("中"), GW__WORD("所"), GW__WORD("的"), GW__WORD("由"), GW__WORD("，"),
    GW__WORD("）"), GW__WORD("～"), GW__WORD("—"),  GW__WORDS_END};

bool gw__is_annex(const char *line, size_t at, size_t end, int *list) {
  if (end - at < 6 || end - at > ANNEX_MAX || memcmp(line + at, "附", 3) != 0)
    return false;
  size_t second = gw__skip_blanks(line, end, at + 3);
  if (end - second < 3 || memcmp(line + second, "件", 3) != 0)
    return false;
  *list = -1;
  unsigned value;
  size_t number = gw__skip_blanks(line, end, second + 3);
  size_t n = gw__digits_read(line, end, number, &value);
  if (!n)
    n = gw__han_read(line, end, number, &value);
  size_t behind = number + n;
  if (behind == end)
    return true;
  gw__char c = gw__char_at(line, end, behind);
  if (gw__is_stop(gw__char_before(line, end).code))
    return false;
  if (gw__is_colon(c.code)) {
    size_t rest = gw__skip_blanks(line, end, behind + c.size);
    if (rest == end) {
      *list = 0;
    } else {
      n = gw__digits_read(line, end, rest, &value);
      if (n && value < 100)
        *list = (int)value;
    }
    return true;
  }
  if (gw__word_at(line, end, behind, annex_verbs))
    return false;
  return n > 0 || number > second + 3;
}

/* ---- the class --------------------------------------------------------------------------------
 */

uint8_t gw__text_class(const char *line, size_t at, size_t end) {
  gw__char last = gw__char_before(line, end);
  if (last.code == 0x3002) /* 。: the end of nearly every paragraph */
    return GW__LINE_TEXT;
  if (end - at > LABEL_MAX)
    return gw__is_open(line, end) ? GW__LINE_OPEN : GW__LINE_TEXT;
  if (gw__is_contents_title(line, at, end))
    return GW__LINE_CONTENTS_HEAD;
  if (gw__is_date(line, at, end))
    return GW__LINE_DATE;
  if (gw__is_colon(last.code))
    return GW__LINE_SALUTE;
  return gw__is_open(line, end) ? GW__LINE_OPEN : GW__LINE_TEXT;
}
