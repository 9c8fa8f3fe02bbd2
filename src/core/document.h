/*
 * document.h - what a gw_document is made of, for the files that implement it: document.c (the
 * text), edit.c, identity.c (ids), second.c (the second pass and the title), nodes.c and queries.c
 * (the tree), items.c (inline items), fields.c (placeholders).
 */
#ifndef GONGWEN_CORE_DOCUMENT_H
#define GONGWEN_CORE_DOCUMENT_H

#include "core/lines.h"
#include "core/touched.h"
#include "core/tree.h"

/* The id of the title. Candidates are numbered from GW__FIRST_ID. */
#define GW__TITLE_ID 1u
#define GW__FIRST_ID 2u

/* How many ids of removed lines are remembered, for a move or an undo to give them back. */
#define GW__GRAVES 1024

typedef struct gw__grave {
  uint32_t id;    /* 0: free */
  uint32_t line;  /* hash of the whole line */
  uint32_t title; /* hash of its title */
} gw__grave;

/* Where the search for placeholders in a line stopped. Going from one to the next in a long line
 * would else start at its first byte each time. */
typedef struct gw__resume {
  size_t line;   /* SIZE_MAX: nowhere */
  size_t column; /* of the placeholder found last */
  size_t from;   /* for gw__next_slot() */
} gw__resume;

struct gw_document {
  gw__tree tree;
  gw__builder builder;
  gw__pool pool; /* of the leaves that were viewed at the start */
  gw_revision revision;

  uint32_t next_id;
  bool ids_wrapped; /* next_id has come round: look before taking one */
  gw__grave graves[GW__GRAVES];
  size_t next_grave; /* the oldest, overwritten next */

  gw__resume resume; /* until the next edit */
  gw__path near;     /* to the leaf of the node asked for last, if near_set: until a sum changes */
  bool near_set;
  size_t near_rank;  /* of that node, the title not counted */
  size_t near_entry; /* its index in the leaf */

  gw__title title; /* valid if title_found */
  bool title_found;
  bool title_shown;    /* found, and before the first node: it is node 0 */
  bool title_stale;    /* the lines it is looked for in have changed */
  uint64_t title_hash; /* of its text */

  gw__touched touched; /* since the last gw__document_touched(), the title not counted */
  bool touched_title;
  bool touched_labels; /* whether labels were slots then */
};

/* ---- document.c ------------------------------------------------------------------------------ */

/* gw_document_parse() with leaves of another size, so that a short text has many. */
gw_document *gw__document_parse_sized(const char *text, size_t size, gw__limits limits);

/* The same for gw_document_view(). */
gw_document *gw__document_view_sized(const char *text, size_t size, gw__limits limits);

/*
 * gw_document_view() of a text that may not be UTF-8, checked on the way: that costs less than to
 * go through it twice. NULL with *invalid if it is not; NULL without if memory ran out.
 */
gw_document *gw__document_view_utf8(const char *text, size_t size, bool *invalid);

/* A line and where it is. */
typedef struct gw__place {
  gw__path path;
  size_t line; /* in the leaf */
} gw__place;

/* False if there is no such line. Fast in the leaf of the node that was asked for last. */
bool gw__document_place(const gw_document *self, size_t line, gw__place *out);

/* The leaf of a line, and in *in_leaf its index there; NULL if there is no such line. As fast. */
const gw__leaf *gw__document_leaf(const gw_document *self, size_t line, size_t *in_leaf);

/* ---- identity.c ------------------------------------------------------------------------------ */

uint64_t gw__hash(uint64_t seed, const char *data, size_t size);

/* One candidate that an edit takes out or brings in. */
typedef struct gw__party {
  gw__entry *entry;
  gw_span text;
  uint32_t line_hash;
  uint32_t title_hash;
  size_t mate;      /* its index on the other side; SIZE_MAX if it has none */
  size_t grave;     /* a new one: the grave its id came from; SIZE_MAX if none */
  uint64_t visible; /* an old one: hash of what was shown of it, for the caller */
} gw__party;

/* The two sides of an edit. */
typedef struct gw__pairing {
  gw__party *old;
  size_t old_count;
  gw__party *new;
  size_t new_count;
} gw__pairing;

bool gw__pairing_init(gw__pairing *self, size_t old_count, size_t new_count);
void gw__pairing_free(gw__pairing *self);

/* Sets the entry, the text and the hashes. */
void gw__party_set(gw__party *self, gw__entry *entry, gw_span text);

/*
 * Gives every new entry its id, and the verdict of its mate (0 without one): by equal line, by
 * equal title, by position if as many are left on both sides; then from the graves; else a fresh
 * one. The entries of the old side are not touched, and the graves only by gw__pairing_bury().
 */
bool gw__pairing_match(gw__pairing *self, gw_document *document);

/* After the edit: opens the graves that were used and buries the old ids that found no mate. */
void gw__pairing_bury(const gw__pairing *self, gw_document *document);

/* ---- second.c -------------------------------------------------------------------------------- */

/* Brings verdicts, states and the title up to date, where something has changed. */
void gw__document_resolve_changed(gw_document *self);

/* The same, at hardly any cost if nothing has. */
static inline void gw__document_resolve(gw_document *self) {
  if (self->tree.root.sums.of[GW__DIRTY] > 0 || self->title_stale)
    gw__document_resolve_changed(self);
}

/* The width in cells of a line that may go on in the next one, 0 for any other: what the second
 * pass sees of a line besides its class. */
uint8_t gw__open_cells(const gw__leaf *leaf, size_t line);

/* What the second pass sees around the candidate of this rank; false if there is none. */
bool gw__document_context(const gw_document *self, size_t rank, gw__candidate *out);

/* ---- touched.c ------------------------------------------------------------------------------- */

/* Nodes [first, end) have changed, the title not counted; or have been there. */
void gw__nodes_changed(gw_document *self, size_t first, size_t end);

/* The nodes among candidates [first, end) have. */
void gw__candidates_changed(gw_document *self, size_t first, size_t end);

/* ---- fields.c -------------------------------------------------------------------------------- */

/* Counts the placeholders that have not been counted, behind the second pass. Cheap if none are. */
void gw__document_count(gw_document *self);

/* ---- nodes.c --------------------------------------------------------------------------------- */

/* The node of an accepted entry. */
void gw__document_fill(const gw_document *self, const gw__path *path, const gw__entry *entry,
                       gw_node *out);

/* The node of the title; for title_found. */
void gw__document_fill_title(const gw_document *self, gw_node *out);

/* Hash of a node's title. */
uint64_t gw__document_title_hash(const gw_document *self, const gw_node *node);

/* Writes into a buffer like snprintf(), cutting at a character boundary. Start from {buffer,
 * capacity}. */
typedef struct gw__sink {
  char *buffer;
  size_t capacity;
  size_t written;
  size_t length; /* of everything put, what did not fit included */
} gw__sink;

void gw__sink_put(gw__sink *self, gw_span text);

/* Ends the text with a NUL, returns its full length. */
size_t gw__sink_end(gw__sink *self);

/* ---- invariants.c ---------------------------------------------------------------------------- */

/* Says what is wrong with the document: shape, sums, tables, ids; NULL if nothing. For tests: reads
 * everything. */
const char *gw__document_check(const gw_document *self);

#endif
