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

static const char named[] =
    "党支部 党总支 党小组 党工委 党委 党组 支部 支部委员会 机关党委 机关党支部 委员会 "
    "工作委员会 村民委员会 居民委员会 纪委 政府 人民政府 人民法院 人民检察院 法院 检察院 "
    "工会 团委 妇联 武装部 办公室 会议室 办公厅 办事处 工作站 领导小组 指挥部 专班 公司 分公司 "
    "有限公司 有限责任公司 股份有限公司 科技公司 科技有限公司 集团 集团公司 企业 合作社 工厂 车间 "
    "项目部 银行 支行 分行 信用社 商会 单位 部门 机关 机构 科室 处室 协会 学会 联合会 "
    "基金会 出版社 电视台 事务所 学校 学院 大学 中学 小学 党校 幼儿园 研究院 研究所 "
    "设计院 医院 人民医院 卫生院 卫生室 养老院 敬老院 福利院 派出所 中心 服务中心 "
    "政务服务中心 便民服务中心 党群服务中心 文化中心 活动中心 指挥中心 街道 街道办事处 "
    "社区 小区 居委会 村委会 自然村 行政村 商圈 集镇 街区 历史文化街区 片区 园区 工业园 "
    "工业园区 产业园 产业园区 科技园 开发区 高新区 示范区 新区 景区 风景区 度假区 保护区 "
    "灌区 库区 矿区 校区 林场 农场 牧场 煤矿 水厂 电厂 广场 公园 商场 农贸市场 批发市场 "
    "博物馆 纪念馆 展览馆 图书馆 文化馆 体育馆 陵园 基地 教育基地 水库 河 湖 大桥 隧道 "
    "大道 路 街 公路 高速公路 铁路 路段 路口 机场 车站 火车站 码头 泵站 水电站 变电站 "
    "项目 工程 平台 系统 自治区 自治州 自治县 省 市 县 区 镇 乡 村 局 厅 委 处 科 所 站 "
    "队 校 院";

/* Those of whom a unit, a place has one. Others (同志, 处长) are many: each XX is somebody else. */
static const char titles[] =
    "书记 省长 市长 县长 区长 镇长 乡长 厅长 局长 校长 院长 行长 会长 主席 董事长 理事长 "
    "总经理";

/* What begins like one of them, and names nothing: 委托, 科技, 乡村; several of them: 省市; or says
 * more than it: 市长期. */
static const char named_guards[] =
    "委员 委托 委派 委任 科目 科学 科技 科研 科普 科教 科级 科员 科长 所有 所在 所属 "
    "所需 所示 所谓 所述 所以 所作 所做 所提 所长 区间 区域 区县 区划 区分 区别 区位 "
    "市场 市县 县区 县市 县乡 省市 省份 镇村 镇街 街镇 乡镇 乡村 乡土 乡贤 村镇 村庄 "
    "村组 村居 村屯 村民 村长 处理 处罚 处于 处置 处分 处在 处级 处长 局面 局势 局限 "
    "局部 站点 站位 站岗 站在 站稳 站长 队伍 队员 队长 校园 校企 校友 校内 校外 院校 "
    "院士 院落 院坝 厅局 厅级 中心工作 中心任务 中心组 中心城 中心环节 中心思想 中心内容 "
    "大学生 中学生 小学生 企业家 机关事务 河长 湖长 湖南 湖北 路径 路线 路子 路网 路面 "
    "路由 路演 路公交 街坊 系统性 系统内 工程师 工程量 工程咨询 省长期 市长期 县长期 区长期 "
    "镇长期 乡长期 局长期 校长期 院长期";

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

/* The size of the longest of these words, blanks between them, that stands at `at`; 0 if none. All
 * their characters take three bytes. */
static size_t longest(const char *line, size_t size, size_t at, const char *words) {
  size_t most = 0;
  while (*words) {
    size_t word = 3;
    while (words[word] && words[word] != ' ')
      word += 3;
    if (word > most && size - at >= word && memcmp(line + at, words, word) == 0)
      most = word;
    words += word + (words[word] == ' ');
  }
  return most;
}

size_t gw__named_at(const char *line, size_t size, size_t at) {
  size_t noun = longest(line, size, at, named);
  size_t title = longest(line, size, at, titles);
  if (title > noun)
    noun = title;
  return longest(line, size, at, named_guards) >= noun ? 0 : noun;
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
