/*
 * events.h - a YAML file as libyaml's events, with its places and problems.
 *
 * Nothing is ever expanded: anchors, aliases, tags and merge keys are refused, and a file cannot
 * cost more than its size. After `stopped` there are only YAML_NO_EVENTs, so loops that ask for an
 * end must ask for `stopped` too.
 */
#ifndef GONGWEN_LIBRARY_EVENTS_H
#define GONGWEN_LIBRARY_EVENTS_H

#include "library/cursor.h"
#include "library/store.h"

#include <yaml.h>

typedef struct events {
  library__source source;
  library *library;
  yaml_parser_t parser;
  yaml_event_t event; /* the present one; YAML_NO_EVENT once stopped */
  bool stopped;       /* nothing more can be read: a syntax error, nesting, or no memory */
  bool lost;          /* something of the file was left out */
  size_t depth;
  size_t problems;
  /* Where character `index` of the text is: libyaml counts characters, and lines its own way. */
  cursor place;
  size_t index;
} events;

/* The keys of a mapping, as bits of a set. */
typedef struct key_set {
  const char *const *names;
  size_t count;
  unsigned seen;
} key_set;

#define UNKNOWN_KEY SIZE_MAX

/* Goes to the first event; false when memory ran out. Pair with events_close() in both cases. */
bool events_open(events *self, library *owner, const library__source *source);
void events_close(events *self);

/* Goes on to the next event. */
void events_advance(events *self);
bool events_at(const events *self, yaml_event_type_t type);

/* Goes past the present node with all that is in it. */
void events_skip(events *self);

/* Where the present event starts. */
library__position events_here(events *self);

void events_report(events *self, library__position at, library__fault fault, const char *detail);
void events_report_here(events *self, library__fault fault, const char *detail);

/* Whether the node uses what template files may not (aliases, anchors, tags); that is reported. */
bool events_refused(events *self);

/*
 * Goes past a key; the present node is then its value. Answers which of the names it is, or
 * UNKNOWN_KEY with the problem reported and the value gone past as well.
 */
size_t events_key(events *self, key_set *keys);

/*
 * Each reads the present node and goes past it. Where it is not what `key` may be, the problem is
 * reported, and the answer is NULL or false.
 */
const char *events_text(events *self, const char *key, unsigned how);
bool events_level(events *self, const char *key, unsigned *level);
bool events_flag(events *self, const char *key, bool *flag);

/* One level or a list of them, as a set of bits: 1 << level. */
bool events_levels(events *self, const char *key, unsigned *set);

/* One text or a list of them, each of at most `bytes` bytes; what is beyond the limit of a list is
 * reported and left out. The good ones stay even if the answer is false. */
bool events_texts(events *self, const char *key, size_t bytes, library__texts *list);

#endif
