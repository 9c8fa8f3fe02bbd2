/*
 * json.h - a file of VSCode snippets, `.code-snippets` or `.json`: bytes in, entries and problems
 * out.
 *
 *   {
 *     // comments and trailing commas are taken
 *     "本周工作": {
 *       "prefix": ["bzgz", "本周"],       a trigger or several
 *       "body": ["完成${1:XX}项。", ""],  a text or its lines
 *       "description": "完成情况",
 *       "scope": "markdown,plaintext"     where it names none of gongwen, markdown, text and
 *     },                                  plaintext, the snippet is passed over
 *     "整篇": { "isFileTemplate": true, "body": "…" }
 *   }
 *
 * A snippet is a section of level 0, of the kind that the file's name tells; such a kind makes no
 * whole document. One with `isFileTemplate` is a kind of its own name, of which it is all.
 */
#ifndef GONGWEN_LIBRARY_JSON_H
#define GONGWEN_LIBRARY_JSON_H

#include "library/store.h"

/*
 * Adds what the file holds to the library. Problems are reported; false if they left something of
 * it out. Behind a mistake in the JSON itself nothing is read. Running out of memory sets
 * self->failed.
 */
bool library__read_json(library *self, const library__source *source);

#endif
