#include "core/slotwords.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

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

/*
 * What names an organisation, a place or a project, and who of it there is but one: 同志 and 处长
 * are many, each XX is somebody else. 街道 is here, 街道办事处 is not: it is called the same. The
 * words that begin with one character are a row, and the rows are in the order of its bytes.
 */
static const char *const named[] = {
    "专班",
    "中学 中心",
    "主席",
    "乡 乡长",
    "书记",
    "事务所",
    "产业园",
    "人民政府 人民法院 人民检察院 人民医院",
    "企业",
    "会议室 会长",
    "体育馆",
    "便民服务中心",
    "保护区",
    "信用社",
    "党支部 党总支 党小组 党工委 党委 党组 党校 党群服务中心",
    "公司 公园 公路",
    "养老院",
    "农场 农贸市场",
    "出版社",
    "分公司 分行",
    "办公室 办公厅 办事处",
    "区 区长",
    "医院",
    "协会",
    "单位",
    "博物馆",
    "卫生院 卫生室",
    "厅 厅长",
    "历史文化街区",
    "县 县长",
    "变电站",
    "合作社",
    "商会 商圈 商场",
    "团委",
    "园区",
    "图书馆",
    "基金会 基地",
    "处室 处",
    "大学 大桥 大道",
    "妇联",
    "委员会 委",
    "学会 学校 学院",
    "小学 小区",
    "局 局长",
    "居民委员会 居委会",
    "展览馆",
    "工作委员会 工会 工作站 工厂 工业园 工程",
    "市 市长",
    "平台",
    "幼儿园",
    "广场",
    "库区",
    "度假区",
    "开发区",
    "总经理",
    "所",
    "批发市场",
    "指挥部 指挥中心",
    "支部 支行",
    "政府 政务服务中心",
    "教育基地",
    "敬老院",
    "文化中心 文化馆",
    "新区",
    "景区",
    "有限公司 有限责任公司",
    "服务中心",
    "机关 机构 机场",
    "村民委员会 村",
    "林场",
    "校区 校 校长",
    "检察院",
    "武装部",
    "水厂 水库 水电站",
    "河",
    "法院",
    "泵站",
    "活动中心",
    "派出所",
    "湖",
    "灌区",
    "火车站",
    "煤矿",
    "片区",
    "牧场",
    "理事长",
    "电视台 电厂",
    "省 省长",
    "矿区",
    "码头",
    "研究院 研究所",
    "示范区",
    "社区",
    "福利院",
    "科技公司 科技有限公司 科室 科技园 科",
    "站",
    "系统",
    "纪委 纪念馆",
    "联合会",
    "股份有限公司",
    "自然村 自治区 自治州 自治县",
    "董事长",
    "行政村 行长",
    "街道 街区 街",
    "设计院",
    "路",
    "车间 车站",
    "部门",
    "铁路",
    "银行",
    "镇 镇长",
    "队",
    "院 院长",
    "陵园",
    "隧道",
    "集团 集镇",
    "项目部 项目",
    "领导小组",
    "风景区",
    "高新区 高速公路",
};

/* What begins like one of them, and names nothing: 委托, 科技, 乡村; several of them: 省市; or says
 * more than it: 市长期. Ordered alike. */
static const char *const named_guards[] = {
    "中心工作 中心任务 中心组 中心城 中心环节 中心思想 中心内容 中学生",
    "乡镇 乡村 乡土 乡贤 乡长期",
    "企业家",
    "区间 区域 区县 区划 区分 区别 区位 区长期",
    "厅局 厅级",
    "县区 县市 县乡 县长期",
    "处理 处罚 处于 处置 处分 处在 处级 处长",
    "大学生",
    "委员 委托 委派 委任",
    "小学生",
    "局面 局势 局限 局部 局长期",
    "工程师 工程量 工程咨询",
    "市场 市县 市长期",
    "所有 所在 所属 所需 所示 所谓 所述 所以 所作 所做 所提 所长",
    "机关事务",
    "村镇 村庄 村组 村居 村屯 村民 村长",
    "校园 校企 校友 校内 校外 校长期",
    "河长",
    "湖长 湖南 湖北",
    "省市 省份 省长期",
    "科目 科学 科技 科研 科普 科教 科级 科员 科长",
    "站点 站位 站岗 站在 站稳 站长",
    "系统性 系统内",
    "街镇 街坊",
    "路径 路线 路子 路网 路面 路由 路演 路公交",
    "镇村 镇街 镇长期",
    "队伍 队员 队长",
    "院校 院士 院落 院坝 院长期",
};

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

/* The row of words that begin with the three bytes at `at`; "" if there is none. */
static const char *row_of(const char *const *rows, size_t count, const char *at) {
  size_t low = 0;
  for (size_t high = count; low < high;) {
    size_t middle = low + (high - low) / 2;
    int order = memcmp(rows[middle], at, 3);
    if (order == 0)
      return rows[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return "";
}

/* The size of the longest word of the row that stands at `at`; 0 if none does. All characters take
 * three bytes. */
static size_t longest(const char *row, const char *at, size_t size) {
  size_t most = 0;
  while (*row) {
    size_t word = 3;
    while (row[word] && row[word] != ' ')
      word += 3;
    if (word > most && size >= word && memcmp(at, row, word) == 0)
      most = word;
    row += word + (row[word] == ' ');
  }
  return most;
}

size_t gw__named_at(const char *line, size_t size, size_t at) {
  if (size - at < 3)
    return 0;
  const char *rest = line + at;
  size_t noun = longest(row_of(named, COUNT(named), rest), rest, size - at);
  size_t guard = longest(row_of(named_guards, COUNT(named_guards), rest), rest, size - at);
  return guard >= noun ? 0 : noun;
}

static bool sorted(const char *const *rows, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (memcmp(rows[i - 1], rows[i], 3) >= 0)
      return false;
  }
  return true;
}

bool gw__named_sorted(void) {
  return sorted(named, COUNT(named)) && sorted(named_guards, COUNT(named_guards));
}

bool gw__counts_too(const char *noun) {
  static const char nouns[] = "处所路站队";
  for (size_t i = 0; i + 3 < sizeof nouns; i += 3) {
    if (memcmp(noun, nouns + i, 3) == 0)
      return true;
  }
  return false;
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
