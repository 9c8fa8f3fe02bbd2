#include "core/slotwords.h"

/* One character each. 片 is left out (X片 is a picture), so are 光 轴 线 型 形 射. */
static const char count_chars[] =
    "年月日时分秒天周旬季度名个位人家户口次场期项届级批份篇件本册部章节条款号页字"
    "万亿千百元角台辆架艘套副只头匹棵株根颗盏把支枚粒座栋幢间所处块亩米吨斤克升里"
    "省市县区乡镇村街组校院站队班局厅科室股岁代轮步类种倍成折层楼点道门堂讲课幅首"
    "曲宗起趟笔桶箱瓶盒列眼双群股伙党余多";

static const gw__word count_words[] = {
    GW__WORD("%"),      GW__WORD("％"),     GW__WORD("‰"),      GW__WORD("℃"),
    GW__WORD("书记"),   GW__WORD("主任"),   GW__WORD("主席"),   GW__WORD("老师"),
    GW__WORD("先生"),   GW__WORD("女士"),   GW__WORD("学时"),   GW__WORD("工作日"),
    GW__WORD("同志"),   GW__WORD("同学"),   GW__WORD("公里"),   GW__WORD("公斤"),
    GW__WORD("公司"),   GW__WORD("公顷"),   GW__WORD("小时"),   GW__WORD("小组"),
    GW__WORD("平方"),   GW__WORD("立方"),   GW__WORD("厘米"),   GW__WORD("毫米"),
    GW__WORD("单位"),   GW__WORD("单元"),   GW__WORD("支"),     GW__WORD("项目"),
    GW__WORD("㎡"),     GW__WORD("大行动"), GW__WORD("大工程"), GW__WORD("大任务"),
    GW__WORD("大举措"), GW__WORD("大类"),   GW__WORD("大板块"), GW__WORD("大专项"),
    GW__WORDS_END};

static const gw__word latin_units[] = {
    GW__WORD("kWh"), GW__WORD("km"), GW__WORD("kg"), GW__WORD("kW"), GW__WORD("kV"),
    GW__WORD("cm"),  GW__WORD("mm"), GW__WORD("ml"), GW__WORD("mg"), GW__WORD("m"),
    GW__WORD("g"),   GW__WORD("t"),  GW__WORD("MW"), GW__WORD("GW"), GW__WORD("MB"),
    GW__WORD("GB"),  GW__WORD("TB"), GW__WORD("ha"), GW__WORDS_END};

static const gw__word organisations[] = {
    GW__WORD("党支部"), GW__WORD("党总支"), GW__WORD("党小组"), GW__WORD("党工委"),
    GW__WORD("党委"),   GW__WORD("党组"),   GW__WORD("支部"),   GW__WORD("委员会"),
    GW__WORD("政府"),   GW__WORD("公司"),   GW__WORD("集团"),   GW__WORD("企业"),
    GW__WORD("单位"),   GW__WORD("部门"),   GW__WORD("机关"),   GW__WORD("学校"),
    GW__WORD("学院"),   GW__WORD("大学"),   GW__WORD("中学"),   GW__WORD("小学"),
    GW__WORD("医院"),   GW__WORD("银行"),   GW__WORD("中心"),   GW__WORD("街道"),
    GW__WORD("社区"),   GW__WORD("协会"),   GW__WORD("水库"),   GW__WORD("项目"),
    GW__WORD("自治区"), GW__WORD("省"),     GW__WORD("市"),     GW__WORD("县"),
    GW__WORD("区"),     GW__WORD("镇"),     GW__WORD("乡"),     GW__WORD("村"),
    GW__WORD("局"),     GW__WORD("厅"),     GW__WORD("委"),     GW__WORD("处"),
    GW__WORD("科"),     GW__WORD("所"),     GW__WORD("站"),     GW__WORD("队"),
    GW__WORD("校"),     GW__WORD("院"),     GW__WORDS_END};

/* 委 科 所 and the like begin other words too. */
static const gw__word organisation_guards[] = {
    GW__WORD("委员"), GW__WORD("科目"), GW__WORD("所有"),   GW__WORD("区间"),
    GW__WORD("区域"), GW__WORD("市场"), GW__WORD("处理"),   GW__WORD("处罚"),
    GW__WORD("村民"), GW__WORD("局面"), GW__WORD("项目部"), GW__WORDS_END};

static const gw__word blank_nouns[] = {
    GW__WORD("省"),   GW__WORD("市"),   GW__WORD("县"),   GW__WORD("区"),   GW__WORD("镇"),
    GW__WORD("乡"),   GW__WORD("村"),   GW__WORD("局"),   GW__WORD("公司"), GW__WORD("单位"),
    GW__WORD("部门"), GW__WORD("学校"), GW__WORD("支部"), GW__WORD("党"),   GW__WORD("同志"),
    GW__WORD("街道"), GW__WORD("社区"), GW__WORD("年"),   GW__WORD("月"),   GW__WORD("日"),
    GW__WORD("名"),   GW__WORD("人"),   GW__WORD("次"),   GW__WORD("个"),   GW__WORD("元"),
    GW__WORD("项目"), GW__WORD("科"),   GW__WORD("处"),   GW__WORD("部"),   GW__WORDS_END};

static const gw__word orders[] = {
    GW__WORD("填"),   GW__WORD("请"),   GW__WORD("输入"), GW__WORD("插入"), GW__WORD("补充"),
    GW__WORD("补写"), GW__WORD("写明"), GW__WORD("待"),   GW__WORD("此处"), GW__WORD("名称"),
    GW__WORD("姓名"), GW__WORD("名字"), GW__WORD("某"),   GW__WORD("X"),    GW__WORD("Ｘ"),
    GW__WORD("×"),    GW__WORD("…"),    GW__WORDS_END};

static const gw__word asking[] = {
    GW__WORD("具体"), GW__WORD("单位"), GW__WORD("部门"),   GW__WORD("机关"), GW__WORD("机构"),
    GW__WORD("日期"), GW__WORD("时间"), GW__WORD("年份"),   GW__WORD("年度"), GW__WORD("月份"),
    GW__WORD("地点"), GW__WORD("地名"), GW__WORD("地区"),   GW__WORD("区县"), GW__WORD("数量"),
    GW__WORD("数字"), GW__WORD("数据"), GW__WORD("金额"),   GW__WORD("人数"), GW__WORD("职务"),
    GW__WORD("岗位"), GW__WORD("标题"), GW__WORD("主题"),   GW__WORD("事由"), GW__WORD("事项"),
    GW__WORD("文号"), GW__WORD("电话"), GW__WORD("联系人"), GW__WORD("领导"), GW__WORDS_END};

/* What the columns of a bulletin are called. */
static const gw__word columns[] = {
    GW__WORD("动态"), GW__WORD("交流"), GW__WORD("要闻"), GW__WORD("简讯"), GW__WORD("快讯"),
    GW__WORD("聚焦"), GW__WORD("专栏"), GW__WORD("链接"), GW__WORD("导读"), GW__WORD("按"),
    GW__WORD("点评"), GW__WORD("论坛"), GW__WORD("之窗"), GW__WORD("风采"), GW__WORD("速递"),
    GW__WORD("视点"), GW__WORD("视野"), GW__WORD("集锦"), GW__WORDS_END};

static const gw__word note_starts[] = {
    GW__WORD("待补"),   GW__WORD("待定"), GW__WORD("待填"), GW__WORD("待完善"), GW__WORD("待核"),
    GW__WORD("待确"),   GW__WORD("待续"), GW__WORD("待写"), GW__WORD("待更新"), GW__WORD("此处"),
    GW__WORD("请填"),   GW__WORD("请补"), GW__WORD("请输"), GW__WORD("请写"),   GW__WORD("请注明"),
    GW__WORD("请说明"), GW__WORD("请列"), GW__WORD("请描"), GW__WORD("请插"),   GW__WORD("请根据"),
    GW__WORD("请结合"), GW__WORD("请在"), GW__WORD("请简"), GW__WORD("请具体"), GW__WORD("请自行"),
    GW__WORD("请替换"), GW__WORD("填写"), GW__WORD("填入"), GW__WORD("写明"),   GW__WORD("在此"),
    GW__WORDS_END};

static const gw__word note_ends[] = {GW__WORD("待补充"), GW__WORD("待定"),   GW__WORD("待核实"),
                                     GW__WORD("待确认"), GW__WORD("待填写"), GW__WORD("待完善"),
                                     GW__WORD("待更新"), GW__WORDS_END};

/* What a reference starts with. */
static const gw__word references[] = {GW__WORD("附件"), GW__WORD("附表"), GW__WORD("附图"),
                                      GW__WORD("图"),   GW__WORD("表"),   GW__WORD("注"),
                                      GW__WORD("见"),   GW__WORDS_END};

/* Those that are no common words before 某某 as well (由于某某, 对方某某). */
static const char surnames[] = "王李张刘陈杨赵黄周吴徐孙朱马胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡"
                               "潘袁蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖范汪陆戴贾韦夏邱侯邹熊孟秦阎薛"
                               "尹雷黎陶贺顾毛郝龚邵钱严";

/* What copying machines leave where they cut: ……此处隐藏955个字…… */
static const gw__word note_guards[] = {GW__WORD("隐藏"), GW__WORD("省略"),   GW__WORD("略去"),
                                       GW__WORD("从略"), GW__WORD("此处略"), GW__WORDS_END};

static const gw__word some_nouns[] = {
    GW__WORD("党支部"), GW__WORD("支部"), GW__WORD("单位"), GW__WORD("公司"), GW__WORD("部门"),
    GW__WORD("学校"),   GW__WORD("街道"), GW__WORD("社区"), GW__WORD("机关"), GW__WORD("企业"),
    GW__WORD("省"),     GW__WORD("市"),   GW__WORD("县"),   GW__WORD("区"),   GW__WORD("镇"),
    GW__WORD("乡"),     GW__WORD("村"),   GW__WORD("局"),   GW__WORD("厅"),   GW__WORD("校"),
    GW__WORDS_END};

bool gw__counts(const char *line, size_t size, size_t at) {
  if (size - at >= 3) {
    for (size_t i = 0; i + 3 < sizeof count_chars; i += 3) {
      if (memcmp(line + at, count_chars + i, 3) == 0)
        return true;
    }
  }
  return gw__word_at(line, size, at, count_words);
}

size_t gw__organisation_at(const char *line, size_t size, size_t at) {
  if (gw__word_at(line, size, at, organisation_guards))
    return 0;
  return gw__word_at(line, size, at, organisations);
}

bool gw__places(const char *noun) {
  return memcmp(noun, "处", 3) == 0 || memcmp(noun, "所", 3) == 0;
}

bool gw__blank_noun(const char *line, size_t size, size_t at) {
  return gw__word_at(line, size, at, blank_nouns);
}

bool gw__orders(const char *line, size_t at, size_t end) {
  return gw__word_in(line, at, end, orders);
}

bool gw__asks(const char *line, size_t at, size_t end) {
  return gw__word_in(line, at, end, asking);
}

bool gw__heads(const char *line, size_t at, size_t end) {
  static const gw__word page[] = {GW__WORD("字号"), GW__WORD("字体"), GW__WORD("打印"),
                                  GW__WORDS_END};
  return gw__word_ends(line, at, end, columns) || gw__word_at(line, end, at, page);
}

bool gw__is_note(const char *line, size_t at, size_t end) {
  if (!gw__word_at(line, end, at, note_starts) && !gw__word_ends(line, at, end, note_ends))
    return false;
  return !gw__word_in(line, at, end, note_guards);
}

bool gw__refers(const char *line, size_t at, size_t end) {
  size_t word = gw__word_at(line, end, at, references);
  if (!word)
    return false;
  at += word; /* 图2, but not 图书名称 */
  while (at < end && ((line[at] >= '0' && line[at] <= '9') || line[at] == '-'))
    at++;
  return at == end;
}

bool gw__surname_before(const char *line, size_t at) {
  for (size_t i = 0; at >= 3 && i + 3 < sizeof surnames; i += 3) {
    if (memcmp(line + at - 3, surnames + i, 3) == 0)
      return true;
  }
  return false;
}

bool gw__latin_unit(const char *line, size_t size, size_t at) {
  size_t unit = gw__word_at(line, size, at, latin_units);
  return unit && !gw__is_alnum(gw__char_at(line, size, at + unit).code);
}

size_t gw__some_noun(const char *line, size_t size, size_t at) {
  return gw__word_at(line, size, at, some_nouns);
}
