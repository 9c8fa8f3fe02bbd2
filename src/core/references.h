/*
 * references.h - lists of references.
 */
#ifndef GONGWEN_CORE_REFERENCES_H
#define GONGWEN_CORE_REFERENCES_H

#include <gongwen/gongwen.h>

/* Appends one; false, with the list unchanged, when memory ran out. */
bool gw__references_add(gw_references *self, const gw_reference *reference);

#endif
