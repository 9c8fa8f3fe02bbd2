/*
 * tree.h - the text of a document and all that is known of each line, as a counted B+tree.
 *
 * Everything a question needs is a sum over lines. A leaf holds a run of lines: their bytes, a
 * table of 4 bytes a line, and the candidates among them (the lines the second pass looks at). An
 * inner node holds its children and, for each, the sums of all below it. So the line, the node or
 * the placeholder of a given rank is found by one descent, and so is the rank of a line.
 *
 * SHAPE
 *   All leaves are at the same depth. A leaf holds at least one line and at most `limits.bytes`
 * bytes and `limits.lines` lines; a line that is longer than that has a leaf of its own. An inner
 * node has 2 to GW__FANOUT children (the root of a tree without inner nodes is a leaf).
 *
 * TEXT
 *   The text of a leaf lies behind its tables, or in the buffer that gw_document_view() was given.
 * The leaves that an edit builds own theirs, so an edit never writes into the buffer.
 *
 * PLACEHOLDERS
 *   Those in fenced code (``` or ~~~) do not count. A leaf's lines keep how many each holds, its
 * sums only those that show; which these are follows from the state of the second pass at its start
 * and from its own fences, so the sums change where the pass runs again, and nowhere else.
 *   They are searched for when they are first asked about: until then a leaf is `uncounted` and its
 * sums of them are 0. The leaves that an edit builds are counted. Characters are counted when they
 * are asked for as well, those of new leaves too.
 *
 * CHANGE
 *   Leaves and inner nodes are allocated to measure and never grow. An edit builds new leaves and
 * new copies of the inner nodes on the way up first, which may fail, and then swaps the root, which
 * may not. Only flags, verdicts, states and counts of placeholders (and the sums of these) are
 * changed in place.
 */
#ifndef GONGWEN_CORE_TREE_H
#define GONGWEN_CORE_TREE_H

#include "core/outline.h"

#define GW__FANOUT 32
#define GW__HEIGHT_MAX                                                                             \
  24 /* inner levels; a full tree of this height outgrows any address space                        \
      */

/* ---- what is known of a line ----------------------------------------------------------------- */

/* One line of a leaf. Counts that do not fit are stored as the largest value and counted again from
 * the text when they are asked for: see gw__leaf_slots(). */
typedef struct gw__line {
  uint16_t start; /* first byte in the leaf's text */
  uint8_t slots;  /* placeholders that are certain; GW__SLOTS_MANY: that many or more */
  uint8_t packed; /* line class in the low 4 bits, labels (slots.h) in the high 4 */
} gw__line;

#define GW__SLOTS_MANY  255u
#define GW__LABELS_MANY 15u

static inline uint8_t gw__class_of(gw__line line) {
  return line.packed & 15u;
}

/* A number of placeholders, of both sorts (slots.h). */
typedef struct gw__slot_count {
  size_t slots;
  size_t labels;
} gw__slot_count;

static inline void gw__line_set_slots(gw__line *self, gw__slot_count count) {
  size_t labels = count.labels < GW__LABELS_MANY ? count.labels : GW__LABELS_MANY;
  self->slots = (uint8_t)(count.slots < GW__SLOTS_MANY ? count.slots : GW__SLOTS_MANY);
  self->packed = (uint8_t)(gw__class_of(*self) | labels << 4);
}

/* A candidate line. The verdict is 0 as long as the second pass has not accepted the line. */
typedef struct gw__entry {
  uint32_t id;      /* its identity, unique in the document */
  uint32_t verdict; /* gw__verdict_pack() */
  uint16_t line;    /* index in the leaf */
  gw__scan scan;
} gw__entry;

/* A verdict in 32 bits; 0 for a candidate that is not a node, so equal verdicts have equal bits. */
static inline uint32_t gw__verdict_pack(const gw__verdict *verdict) {
  if (!verdict->accepted)
    return 0;
  return 1u | (verdict->kind & 3u) << 1 | (verdict->shape & 7u) << 3 |
         (unsigned)verdict->joined << 6 | (unsigned)verdict->level << 8 |
         (uint32_t)verdict->number << 16;
}

static inline gw__verdict gw__verdict_unpack(uint32_t packed) {
  return (gw__verdict){.accepted = packed & 1u,
                       .kind = packed >> 1 & 3u,
                       .shape = packed >> 3 & 7u,
                       .joined = packed >> 6 & 1u,
                       .level = packed >> 8 & 255u,
                       .number = (uint16_t)(packed >> 16)};
}

/* ---- leaves, inner nodes, sums --------------------------------------------------------------- */

/* What is summed over lines. */
typedef enum gw__measure {
  GW__LINES,
  GW__BYTES,  /* one LF counted for each line */
  GW__TEXTS,  /* lines that are not blank */
  GW__SLOTS,  /* placeholders that are certain, outside fenced code */
  GW__LABELS, /* placeholders in the place of a label, outside fenced code */
  GW__CANDIDATES,
  GW__NODES,      /* accepted candidates */
  GW__DIRTY,      /* leaves whose verdicts are out of date */
  GW__UNCOUNTED,  /* leaves whose placeholders have not been counted */
  GW__CHARACTERS, /* as Word counts them, see characters.h; 0 for a leaf that was not measured */
  GW__UNMEASURED, /* leaves whose characters have not been counted */
  GW__MEASURES,
  GW__SLOTS_AND_LABELS = GW__MEASURES, /* for gw__measure_of() and gw__tree_seek() only */
} gw__measure;

typedef struct gw__sums {
  size_t of[GW__MEASURES];
  uint32_t id_low; /* the range of the candidates' ids: UINT32_MAX and 0 if there are none */
  uint32_t id_high;
  uint32_t level_low; /* the smallest level of a node: UINT32_MAX if there are none */
} gw__sums;

static inline size_t gw__measure_of(const gw__sums *sums, gw__measure measure) {
  if (measure == GW__SLOTS_AND_LABELS)
    return sums->of[GW__SLOTS] + sums->of[GW__LABELS];
  return sums->of[measure];
}

/* The common start of leaves and inner nodes: a link for the list of new nodes or of dead ones. */
typedef struct gw__link {
  struct gw__link *next;
  bool pooled; /* its memory is that of a pool */
} gw__link;

/* Followed in the same block by its entries, its lines and, unless that is borrowed, its text. */
typedef struct gw__leaf {
  gw__link link;
  const char *text; /* each line with an LF */
  size_t bytes;
  uint32_t lines;
  uint32_t entries;
  gw__slot_count slots;    /* of all its lines, fenced or not; 0 if uncounted */
  gw__outline_state state; /* of the second pass before this leaf's first candidate */
  bool dirty;              /* verdicts of this leaf are out of date, or the state may be */
  bool uncounted;          /* its lines do not say how many placeholders they have */
  bool fenced;             /* some of its lines are fenced code: see gw__leaf_shown() */
} gw__leaf;

static inline gw__entry *gw__leaf_entries(const gw__leaf *self) {
  return (gw__entry *)(self + 1);
}

static inline gw__line *gw__leaf_lines(const gw__leaf *self) {
  return (gw__line *)(gw__leaf_entries(self) + self->entries);
}

/* The bytes of a line, without its LF. */
gw_span gw__leaf_line(const gw__leaf *self, size_t line);

/* The placeholders of a line, exactly; none in a line of 4 GiB or more, whose columns do not fit.
 */
gw__slot_count gw__count_slots(gw_span line);

/* The same for a line of a leaf; from what is kept, if it is. */
gw__slot_count gw__leaf_slots(const gw__leaf *self, size_t line);

/* The placeholders of lines [first, end) of a leaf that are not in fenced code. Right once the
 * second pass has been there. */
gw__slot_count gw__leaf_shown(const gw__leaf *self, size_t first, size_t end);

/* Whether a line is in fenced code, or a fence itself. */
bool gw__leaf_in_fence(const gw__leaf *self, size_t line);

/* The index of the first entry at or behind `line`; `entries` if there is none. */
size_t gw__leaf_entry_at(const gw__leaf *self, size_t line);

/* A node with the sums of all below it. */
typedef struct gw__child {
  gw__link *node; /* a gw__leaf or a gw__inner, by the height */
  gw__sums sums;
} gw__child;

typedef struct gw__inner {
  gw__link link;
  size_t count;
  gw__child children[];
} gw__inner;

/* The size of leaves; tests make them tiny. */
typedef struct gw__limits {
  size_t bytes; /* 2 to 65535 */
  size_t lines; /* 1 to 65535 */
  size_t piece; /* a longer text is loaded in pieces of this many bytes, side by side; 0: never */
} gw__limits;

typedef struct gw__tree {
  gw__child root;
  unsigned height; /* inner levels: 0 when the root is a leaf */
  gw__limits limits;
} gw__tree;

/* ---- places ---------------------------------------------------------------------------------- */

/* The way to a leaf. inner[0] is the leaf's parent, inner[height - 1] the root. */
typedef struct gw__path {
  gw__inner *inner[GW__HEIGHT_MAX];
  size_t index[GW__HEIGHT_MAX];
  gw__leaf *leaf;
  size_t before[GW__MEASURES]; /* sums of all leaves before this one, when the path was made */
} gw__path;

/* Goes to the leaf with the unit of this rank (counted from 0); false if there are not so many. */
bool gw__tree_seek(const gw__tree *self, gw__measure measure, size_t rank, gw__path *out);

/* The neighbours of a leaf; false, with the path unchanged, at the ends. */
bool gw__tree_next(const gw__tree *self, gw__path *path);
bool gw__tree_previous(const gw__tree *self, gw__path *path);

/* The leaf's sums, where its parent keeps them. */
const gw__sums *gw__tree_leaf_sums(const gw__tree *self, const gw__path *path);

/* The leaf as its parent holds it. */
gw__child *gw__tree_leaf(gw__tree *self, const gw__path *path);

/* ---- change ---------------------------------------------------------------------------------- */

/* A growing list of children. */
typedef struct gw__children {
  gw__child *items;
  size_t count;
  size_t capacity;
} gw__children;

bool gw__children_reserve(gw__children *self, size_t capacity);

/* Frees the leaves of a list that nobody can use; it is empty then. */
void gw__children_drop(gw__children *self);

/* Frees a leaf or an inner node by itself, unless its memory is a pool's. */
void gw__link_free(gw__link *self);

/* Sets what depends on verdicts, ids, flags and counts of placeholders: NODES, DIRTY, SLOTS,
 * LABELS, UNCOUNTED, the ids and levels. */
void gw__leaf_refresh(gw__child *leaf);

/* The same for a leaf in the tree, and all above it. */
void gw__tree_refresh(gw__tree *self, const gw__path *path);

/* The same for all above the leaf, whose own sums are right. */
void gw__tree_refresh_above(gw__tree *self, const gw__path *path);

/* The same for all inner nodes, where the sums of all leaves are right. */
void gw__tree_sum(gw__tree *self);

/* How many leaves there are. */
size_t gw__tree_leaves(const gw__tree *self);

/* Counts the placeholders of a leaf. Cheap if that is done. */
void gw__leaf_count(gw__child *leaf);

/* The same for a leaf in the tree, and all above it. */
void gw__tree_count_leaf(gw__tree *self, const gw__path *path);

/* Flags every leaf that holds one of the candidates [first, end), counted over the document. */
void gw__tree_mark(gw__tree *self, size_t first, size_t end);

/* A change worked out but not made. */
typedef struct gw__swap {
  gw__child root;
  unsigned height;
  gw__link *fresh; /* leaves and inner nodes made for it */
  gw__link *dead;  /* leaves and inner nodes it takes out */
} gw__swap;

/*
 * Works out the tree with the leaves from `first` to `last`, both included, replaced by those of
 * `leaves` (any number), which it takes over: the list is used up in any case. False when memory
 * ran out: then the tree has not changed and the new leaves are freed.
 */
bool gw__tree_plan(const gw__tree *self, const gw__path *first, const gw__path *last,
                   gw__children *leaves, gw__swap *out);

/* Makes the change and frees what it took out. */
void gw__tree_commit(gw__tree *self, gw__swap *swap);

/* Builds the tree over its first leaves (at least one); as gw__tree_plan() otherwise. */
bool gw__tree_build(gw__tree *self, gw__children *leaves);

void gw__tree_free(gw__tree *self);

/* Says what is wrong with the tree's shape or sums; NULL if nothing. For tests; reads everything.
 */
const char *gw__tree_check(const gw__tree *self);

#endif
