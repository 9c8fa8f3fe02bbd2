/*
 * reader.h - questions to one document from several threads.
 */
#ifndef GONGWEN_CORE_READER_H
#define GONGWEN_CORE_READER_H

#include <gongwen/gongwen.h>

/*
 * Brings all up to date that questions would: the second pass and, where `placeholders` will be
 * asked for, their counts. Until the next edit readers may be made then.
 */
void gw__readers_prepare(gw_document *document, bool placeholders);

/*
 * The document for the questions of one more thread: it shares the text and all that is known of
 * it, and may not be edited. NULL when memory ran out.
 */
gw_document *gw__reader_new(const gw_document *document);

void gw__reader_free(gw_document *self);

#endif
