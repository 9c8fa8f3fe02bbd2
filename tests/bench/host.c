/*
 * What the host costs its editor, with a document of BYTES open and its outline shown:
 *
 *   bench-host GONGWEN BYTES...
 *
 * prints a line for each size, separated by tabs: BYTES; the round trips of `jump`, of a character
 * typed into a paragraph (`change`, then a request to see it done) and of one typed into a heading,
 * as multiples of the round trip of `info`, which does nothing; then the bytes of `rows` and those
 * of all notifications for the character in the paragraph, and the same two in the heading. The
 * messages take turns, and a ratio is the median of ROUNDS.
 */
#include "text.h"

#include "host/fields.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  ROUNDS = 7,
  TIMES = 300,    /* a round */
  IN_ONE_GO = 20, /* characters typed before they are taken back */
};

typedef struct peer {
  pid_t pid;
  int socket;
  msgpack_unpacker unpacker;
  uint32_t msgid;
  size_t rows;    /* bytes of `rows` that have come */
  size_t notices; /* bytes of all notifications */
} peer;

/* A text that is open in the host. */
typedef struct subject {
  gw_document *document; /* to find lines in */
  int64_t tick;
  uint64_t seed;
} subject;

static void give_up(const char *why) {
  (void)fprintf(stderr, "bench-host: %s\n", why);
  exit(1);
}

/* ---- the connection -------------------------------------------------------------------------- */

static peer *start(const char *program) {
  int ends[2];
  peer *self = calloc(1, sizeof *self);
  if (!self || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
    give_up("cannot start");
  self->pid = fork();
  if (self->pid == 0) {
    if (dup2(ends[1], STDIN_FILENO) < 0 || dup2(ends[1], STDOUT_FILENO) < 0)
      _exit(127);
    close(ends[0]);
    close(ends[1]);
    execl(program, program, "host", "--editor=nvim", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  self->socket = ends[0];
  if (self->pid < 0 || !msgpack_unpacker_init(&self->unpacker, 1 << 20))
    give_up("cannot start");
  return self;
}

static void stop(peer *self) {
  int status = 1;
  close(self->socket);
  if (waitpid(self->pid, &status, 0) < 0 || status != 0)
    give_up("the host did not end well");
  msgpack_unpacker_destroy(&self->unpacker);
  free(self);
}

/* A request if `msgid` is not 0, else a notification. Lets go of `params`. */
static void send_message(peer *self, uint32_t msgid, const char *name, fields *params) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  msgpack_packer packer = fields_packer(&bytes);
  msgpack_pack_array(&packer, msgid ? 4 : 3);
  msgpack_pack_int(&packer, msgid ? 0 : 2);
  if (msgid)
    msgpack_pack_uint32(&packer, msgid);
  msgpack_pack_str_with_body(&packer, name, strlen(name));
  msgpack_pack_array(&packer, 1);
  msgpack_pack_map(&packer, params->count);
  msgpack_sbuffer_write(&bytes, params->bytes.data, params->bytes.size);
  for (size_t done = 0; done < bytes.size;) {
    ssize_t count = write(self->socket, bytes.data + done, bytes.size - done);
    if (count < 0 && errno != EINTR)
      give_up("the host is gone");
    done += count > 0 ? (size_t)count : 0;
  }
  msgpack_sbuffer_destroy(&bytes);
  fields_free(params);
}

/* Counts a notification: [2, "nvim_call_function", [FUNCTION, [NAME, {…}]]]. */
static void count_notice(peer *self, const msgpack_object *message, size_t size) {
  self->notices += size;
  const msgpack_object *call = &message->via.array.ptr[2];
  if (call->type != MSGPACK_OBJECT_ARRAY || call->via.array.size != 2)
    give_up("a notification that is not understood");
  const msgpack_object *name = &call->via.array.ptr[1].via.array.ptr[0];
  if (name->type == MSGPACK_OBJECT_STR && name->via.str.size == 4 &&
      memcmp(name->via.str.ptr, "rows", 4) == 0)
    self->rows += size;
}

/* Reads until the response to the last request is there; an error in it ends all. */
static void wait_for_response(peer *self) {
  msgpack_unpacked unpacked;
  msgpack_unpacked_init(&unpacked);
  for (;;) {
    size_t size = 0;
    msgpack_unpack_return got = msgpack_unpacker_next_with_size(&self->unpacker, &unpacked, &size);
    if (got == MSGPACK_UNPACK_SUCCESS) {
      const msgpack_object *message = &unpacked.data;
      if (message->type != MSGPACK_OBJECT_ARRAY || message->via.array.size < 3)
        give_up("a message that is not understood");
      if (message->via.array.ptr[0].via.u64 == 1) {
        if (message->via.array.ptr[2].type != MSGPACK_OBJECT_NIL)
          give_up("the host answers with an error");
        break;
      }
      count_notice(self, message, size);
      continue;
    }
    if (got != MSGPACK_UNPACK_CONTINUE ||
        !msgpack_unpacker_reserve_buffer(&self->unpacker, 1 << 16))
      give_up("the host sends what is not a message");
    ssize_t count = read(self->socket, msgpack_unpacker_buffer(&self->unpacker),
                         msgpack_unpacker_buffer_capacity(&self->unpacker));
    if (count == 0 || (count < 0 && errno != EINTR))
      give_up("the host is gone");
    if (count > 0)
      msgpack_unpacker_buffer_consumed(&self->unpacker, (size_t)count);
  }
  msgpack_unpacked_destroy(&unpacked);
}

static void ask(peer *self, const char *name, fields *params) {
  send_message(self, ++self->msgid, name, params);
  wait_for_response(self);
}

/* ---- the messages ---------------------------------------------------------------------------- */

static void ask_info(peer *self) {
  fields none;
  fields_init(&none);
  ask(self, "info", &none);
}

static void greet(peer *self) {
  fields params;
  fields_init(&params);
  fields_text(&params, "version", GONGWEN_VERSION);
  fields_text(&params, "language", "en");
  fields_number(&params, "ambiwidth", 1);
  fields_list(&params, "snippets", 0);
  ask(self, "hello", &params);
}

static void put_buffer(fields *params, subject *of) {
  fields_init(params);
  fields_number(params, "buf", 1);
  fields_number(params, "tick", of->tick);
}

static void open_text(peer *self, subject *of) {
  fields params;
  size_t count = gw_document_line_count(of->document);
  put_buffer(&params, of);
  fields_list(&params, "lines", count);
  for (size_t i = 0; i < count; i++)
    fields_push_span(&params, gw_document_line(of->document, i));
  send_message(self, 0, "open", &params);
  fields_init(&params);
  fields_number(&params, "buf", 1);
  send_message(self, 0, "outline_open", &params);
  fields_init(&params);
  fields_number(&params, "buf", 1);
  fields_number(&params, "line", (int64_t)(count / 2));
  send_message(self, 0, "cursor", &params);
  ask_info(self);
}

static void ask_jump(peer *self, subject *of) {
  fields params;
  put_buffer(&params, of);
  fields_number(&params, "line",
                (int64_t)(bench_draw(&of->seed) % gw_document_line_count(of->document)));
  fields_number(&params, "column", 0);
  fields_number(&params, "direction", 1);
  fields_number(&params, "count", 1);
  ask(self, "jump", &params);
}

/* Replaces a line, and waits until that is done. */
static void change(peer *self, subject *of, size_t line, gw_span new) {
  fields params;
  of->tick++;
  put_buffer(&params, of);
  fields_number(&params, "count", (int64_t)gw_document_line_count(of->document));
  fields_number(&params, "first", (int64_t)line);
  fields_number(&params, "old_end", (int64_t)line + 1);
  fields_list(&params, "lines", 1);
  fields_push_span(&params, new);
  send_message(self, 0, "change", &params);
  ask_info(self);
}

/* Types `count` characters at the end of a line, one after the other, and takes all back at once.
 */
static void type(peer *self, subject *of, size_t line, size_t count) {
  static const char character[] = "工";
  size_t width = sizeof character - 1;
  gw_span old = gw_document_line(of->document, line);
  char *text = malloc(old.size + count * width);
  if (!text)
    give_up("no memory");
  memcpy(text, old.data, old.size);
  for (size_t i = 0; i < count; i++) {
    memcpy(text + old.size + i * width, character, width);
    change(self, of, line, (gw_span){text, old.size + (i + 1) * width});
  }
  change(self, of, line, old);
  free(text);
}

/* The mean seconds of one of `times`. */
static double type_round(peer *self, subject *of, size_t line, size_t times) {
  double start = bench_now();
  for (size_t done = 0; done < times; done += IN_ONE_GO)
    type(self, of, line, IN_ONE_GO - 1);
  return (bench_now() - start) / (double)times;
}

/* The bytes that a single character causes, and its taking back: the mean of the two. */
static void count_bytes(peer *self, subject *of, size_t line) {
  self->rows = self->notices = 0;
  type(self, of, line, 1);
  self->rows = (self->rows + 1) / 2;
  self->notices = (self->notices + 1) / 2;
}

/* ---- measuring ------------------------------------------------------------------------------- */

static size_t paragraph_near(gw_document *document, size_t line) {
  gw_node node;
  for (; line < gw_document_line_count(document); line++)
    if (gw_document_line(document, line).size > 60 &&
        gw_document_node(document, gw_document_node_at(document, line), &node) && node.line != line)
      return line;
  give_up("no paragraph");
  return 0;
}

static size_t heading_near(gw_document *document, size_t line) {
  gw_node node;
  for (size_t i = gw_document_node_at(document, line); gw_document_node(document, i, &node); i++)
    if (node.kind == GW_HEADING && node.shape == GW_SHAPE_ALONE)
      return node.line;
  give_up("no heading");
  return 0;
}

static void measure(const char *program, size_t bytes) {
  size_t size;
  char *text = bench_text(bytes, 1, BENCH_PLAIN, &size);
  subject of = {.document = gw_document_parse(text, size), .tick = 1, .seed = 1};
  free(text);
  if (!of.document)
    give_up("no memory");
  peer *self = start(program);
  greet(self);
  open_text(self, &of);
  size_t middle = gw_document_line_count(of.document) / 2;
  size_t paragraph = paragraph_near(of.document, middle);
  size_t heading = heading_near(of.document, middle);

  double jumps[ROUNDS];
  double paragraphs[ROUNDS];
  double headings[ROUNDS];
  for (size_t round = 0; round < ROUNDS; round++) {
    double infos = bench_now();
    for (size_t i = 0; i < TIMES; i++)
      ask_info(self);
    infos = (bench_now() - infos) / TIMES;
    double start_of_jumps = bench_now();
    for (size_t i = 0; i < TIMES; i++)
      ask_jump(self, &of);
    jumps[round] = (bench_now() - start_of_jumps) / TIMES / infos;
    paragraphs[round] = type_round(self, &of, paragraph, TIMES) / infos;
    headings[round] = type_round(self, &of, heading, IN_ONE_GO) / infos;
  }
  printf("%zu\t%.2f\t%.2f\t%.2f", size, bench_median(jumps, ROUNDS),
         bench_median(paragraphs, ROUNDS), bench_median(headings, ROUNDS));
  count_bytes(self, &of, paragraph);
  printf("\t%zu\t%zu", self->rows, self->notices);
  count_bytes(self, &of, heading);
  printf("\t%zu\t%zu\n", self->rows, self->notices);
  (void)fflush(stdout);
  stop(self);
  gw_document_free(of.document);
}

int main(int argc, char **argv) {
  if (argc < 3)
    return 2;
  (void)signal(SIGPIPE, SIG_IGN);
  for (int i = 2; i < argc; i++)
    measure(argv[1], (size_t)strtoull(argv[i], NULL, 10));
  return 0;
}
