#include "host/texts.h"

const char *text_of(text_id id, language in) {
  static const char *const texts[TEXT_COUNT][2] = {
#define TEXT_ROW(id, en, zh) [id] = {[LANGUAGE_EN] = (en), [LANGUAGE_ZH] = (zh)},
      TEXTS(TEXT_ROW)
#undef TEXT_ROW
  };
  return texts[id][in];
}
