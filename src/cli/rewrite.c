#include "cli/rewrite.h"

#include "cli/decode.h"
#include "cli/print.h"

#include <errno.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

/* The byte of `text` where `line` starts, going on from `*at`, the start of line `*from`. */
static size_t line_start(const char *text, size_t size, size_t line, size_t *from, size_t *at) {
  for (; *from < line; (*from)++) {
    const char *end = memchr(text + *at, '\n', size - *at);
    if (!end)
      return size;
    *at = (size_t)(end - text) + 1;
  }
  return *at;
}

/* `text` with the edits done, in *out; the caller frees it. False when memory ran out. */
static bool apply(const char *text, size_t size, const gw_edits *edits, char **out,
                  size_t *out_size) {
  size_t capacity = size + 1;
  for (size_t i = 0; i < edits->count; i++)
    capacity += edits->items[i].text.size;
  char *result = malloc(capacity);
  if (!result)
    return false;
  size_t used = 0;
  size_t done = 0; /* bytes of `text` that are dealt with */
  size_t line = 0;
  size_t at = 0;
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    size_t start = line_start(text, size, edit->start.line, &line, &at) + edit->start.column;
    size_t end = line_start(text, size, edit->end.line, &line, &at) + edit->end.column;
    memcpy(result + used, text + done, start - done);
    used += start - done;
    if (edit->text.size)
      memcpy(result + used, edit->text.data, edit->text.size);
    used += edit->text.size;
    done = end;
  }
  memcpy(result + used, text + done, size - done);
  *out = result;
  *out_size = used + size - done;
  return true;
}

static bool write_descriptor(int descriptor, const char *bytes, size_t size) {
  while (size) {
    ssize_t count = write(descriptor, bytes, size);
    if (count >= 0) {
      bytes += count;
      size -= (size_t)count;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

/* So that the new name survives a power cut as well; a file system that cannot do it is let be. */
static void sync_folder(const char *path) {
  char *copy = strdup(path);
  if (!copy)
    return;
  FILE *folder = fopen(dirname(copy), "r");
  if (folder) {
    (void)fsync(fileno(folder));
    (void)fclose(folder);
  }
  free(copy);
}

/* Puts `bytes` in place of the file at `path`: written beside it, then renamed over it. */
static bool replace_file(const char *path, const char *bytes, size_t size) {
  uv_fs_t request;
  struct stat status;
  int error = uv_fs_realpath(NULL, &request, path, NULL); /* a link stays a link */
  char *target = error ? NULL : strdup(request.ptr);
  uv_fs_req_cleanup(&request);
  if (!target || stat(target, &status) != 0) {
    cli_error(path, "cannot replace: %s", "替换不了：%s", strerror(error ? -error : errno));
    free(target);
    return false;
  }
  static const char suffix[] = ".gongwen-XXXXXX";
  size_t length = strlen(target);
  char *beside = malloc(length + sizeof suffix);
  if (!beside) {
    cli_error(path, "out of memory", "内存不足");
    free(target);
    return false;
  }
  memcpy(beside, target, length);
  memcpy(beside + length, suffix, sizeof suffix);
  int descriptor = mkstemp(beside);
  bool done = descriptor >= 0;
  if (done) {
    /* Only root may give a file away: a colleague's file becomes ours, as with any editor's backup.
     */
    done = fchown(descriptor, status.st_uid, status.st_gid) == 0 || errno == EPERM;
    done = done && write_descriptor(descriptor, bytes, size) &&
           fchmod(descriptor, status.st_mode & 07777) == 0 && fsync(descriptor) == 0 &&
           rename(beside, target) == 0;
  }
  if (done) {
    sync_folder(target);
  } else {
    cli_error(path, "cannot replace: %s", "替换不了：%s", strerror(errno));
    if (descriptor >= 0)
      (void)unlink(beside);
  }
  if (descriptor >= 0)
    (void)close(descriptor); /* after fsync() it has nothing more to say */
  free(beside);
  free(target);
  return done;
}

static bool write_result(const source *file, const gw_edits *edits, bool in_place) {
  if (edits->count == 0) {
    if (!in_place)
      print_bytes(file->bytes, file->bytes_size);
    return true;
  }
  char *text = NULL;
  size_t size = 0;
  if (!apply(file->text, file->size, edits, &text, &size)) {
    cli_error(file->name, "out of memory", "内存不足");
    return false;
  }
  char *bytes = NULL;
  size_t bytes_size = 0;
  bool done = source_encode(file, text, size, &bytes, &bytes_size);
  free(text);
  if (!done)
    return false;
  if (in_place)
    done = replace_file(file->name, bytes, bytes_size);
  else
    print_bytes(bytes, bytes_size);
  free(bytes);
  return done;
}

static bool rewrite(const source *file, bool in_place, rewrite_edits *work_out,
                    const void *context) {
  gw_document *document = gw_document_parse(file->text, file->size);
  gw_edits edits = {0};
  bool done = document && work_out(document, context, &edits);
  if (!done)
    cli_error(file->name, "out of memory", "内存不足");
  done = done && write_result(file, &edits, in_place);
  gw_edits_free(&edits);
  gw_document_free(document);
  return done;
}

int rewrite_file(const char *command, const cli_options *options, rewrite_edits *work_out,
                 const void *context) {
  if (options->count != 1) {
    cli_error(NULL, "%s takes one file", "%s 一次只处理一个文件", command);
    return CLI_CANNOT;
  }
  const char *path = options->operands[0];
  if (options->in_place && strcmp(path, "-") == 0) {
    cli_error(NULL, "standard input cannot be rewritten in place", "标准输入不能就地改写");
    return CLI_CANNOT;
  }
  source file;
  if (!source_read(&file, path, options->encoding))
    return CLI_CANNOT;
  bool done = rewrite(&file, options->in_place, work_out, context);
  source_free(&file);
  return print_end() && done ? CLI_DONE : CLI_CANNOT;
}
