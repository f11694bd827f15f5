/* Runs scenarios line by line over the C functions; the scenario runner speaks to it through pipes.
 *
 *   scenarios PATH [KEY ...]     the book, made if it is missing; keys in hex of those whose licence files are taken over
 *
 * One command a line, fields parted by a tab:
 *   load  LOAD-JSON  OPTIONS-JSON      OPTIONS-JSON is a request without items
 *   apply REQUEST-JSON
 *   remove REMOVAL-JSON  OPTIONS-JSON
 *   licence ACTION-JSON  OPTIONS-JSON
 *   advance OPTIONS-JSON
 *   merge {"from":ID,"into":ID}  OPTIONS-JSON
 *   query QUERY-JSON
 * One answer a line: "ok" and the JSON of the report or answer, or "error" and the JSON of the error. */
#include "check.h"

/* Reads a line of any length without its end; NULL at the end of the input. The caller frees it. */
static char *read_line(size_t *length) {
  size_t room = 1 << 16, used = 0;
  char *line = malloc(room);
  if (line == NULL) abort();
  while (fgets(line + used, (int)(room - used < 1 << 30 ? room - used : 1 << 30), stdin) != NULL) {
    used += strlen(line + used);
    if (used > 0 && line[used - 1] == '\n') {
      line[used - 1] = '\0';
      *length = used - 1;
      return line;
    }
    if (room - used < 2) {
      char *wider = realloc(line, room * 2);
      if (wider == NULL) abort();
      line = wider;
      room *= 2;
    }
  }
  if (used > 0) {
    *length = used;
    return line;
  }
  free(line);
  return NULL;
}

static void answer(const char *word, seatbook_str json) {
  printf("%s\t", word);
  fwrite(json.data, 1, json.len, stdout);
  putchar('\n');
  fflush(stdout);
}

static void answer_error(seatbook_error *error) {
  answer("error", seatbook_error_json(error));
  seatbook_error_free(error);
}

/* The options of a request without items; their texts live as long as `request`. 0 if they are wrong. */
static int read_options(seatbook_str json, seatbook_request **request, seatbook_options *options, seatbook_error **error) {
  memset(options, 0, sizeof *options);
  options->size = sizeof *options;
  return seatbook_request_from_json(json, request, error) == SEATBOOK_OK &&
         seatbook_request_options(*request, options, error) == SEATBOOK_OK;
}

static void load(seatbook_book *book, seatbook_str load_json, seatbook_str options_json) {
  seatbook_error *error = NULL;
  seatbook_load *load = NULL;
  seatbook_request *request = NULL;
  seatbook_load_report *report = NULL;
  seatbook_options options;
  if (seatbook_load_from_json(load_json, &load, &error) == SEATBOOK_OK &&
      read_options(options_json, &request, &options, &error) &&
      seatbook_book_load(book, load, &options, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_load_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_load_report_free(report);
  seatbook_request_free(request);
  seatbook_load_free(load);
}

static void take_out(seatbook_book *book, seatbook_str removal_json, seatbook_str options_json) {
  seatbook_error *error = NULL;
  seatbook_removal *removal = NULL;
  seatbook_request *request = NULL;
  seatbook_removal_report *report = NULL;
  seatbook_options options;
  if (seatbook_removal_from_json(removal_json, &removal, &error) == SEATBOOK_OK &&
      read_options(options_json, &request, &options, &error) &&
      seatbook_book_remove(book, removal, &options, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_removal_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_removal_report_free(report);
  seatbook_request_free(request);
  seatbook_removal_free(removal);
}

static void licence(seatbook_book *book, seatbook_str action_json, seatbook_str options_json) {
  seatbook_error *error = NULL;
  seatbook_request *request = NULL;
  seatbook_activation_report *report = NULL;
  seatbook_options options;
  if (read_options(options_json, &request, &options, &error) &&
      seatbook_licence_action_json(book, action_json, &options, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_activation_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_activation_report_free(report);
  seatbook_request_free(request);
}

static void advance(seatbook_book *book, seatbook_str options_json) {
  seatbook_error *error = NULL;
  seatbook_request *request = NULL;
  seatbook_advance_report *report = NULL;
  seatbook_options options;
  if (read_options(options_json, &request, &options, &error) &&
      seatbook_book_advance(book, &options, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_advance_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_advance_report_free(report);
  seatbook_request_free(request);
}

/* The text of a member of an object that has only texts without escapes, which ids of scenarios are. */
static seatbook_str member(seatbook_str json, const char *quoted_name) {
  seatbook_str found = {"", 0};
  const char *name = strstr(json.data, quoted_name);
  const char *begin = name == NULL ? NULL : strchr(name + strlen(quoted_name), '"');
  const char *end = begin == NULL ? NULL : strchr(begin + 1, '"');
  if (end != NULL && end < json.data + json.len) found.data = begin + 1, found.len = (size_t)(end - begin - 1);
  return found;
}

static void merge(seatbook_book *book, seatbook_str json, seatbook_str options_json) {
  seatbook_error *error = NULL;
  seatbook_request *request = NULL;
  seatbook_report *report = NULL;
  seatbook_options options;
  if (read_options(options_json, &request, &options, &error) &&
      seatbook_book_merge(book, member(json, "\"from\""), member(json, "\"into\""), &options, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_report_free(report);
  seatbook_request_free(request);
}

static void apply(seatbook_book *book, seatbook_str json) {
  seatbook_error *error = NULL;
  seatbook_report *report = NULL;
  if (seatbook_apply_json(book, json, &report, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_report_json(report));
  } else {
    answer_error(error);
  }
  seatbook_report_free(report);
}

static void query(seatbook_book *book, seatbook_str json) {
  seatbook_error *error = NULL;
  seatbook_text *found = NULL;
  if (seatbook_query_json(book, json, &found, &error) == SEATBOOK_OK) {
    answer("ok", seatbook_text_str(found));
  } else {
    answer_error(error);
  }
  seatbook_text_free(found);
}

/* Does what a line says; 0 if it says nothing that is known. */
static int obey(seatbook_book *book, char *line, size_t length) {
  char *first = memchr(line, '\t', length);
  char *second;
  size_t rest;
  seatbook_str json;
  if (first == NULL) return 0;
  *first++ = '\0';
  rest = length - (size_t)(first - line);
  json.data = first, json.len = rest;
  second = memchr(first, '\t', rest);
  if (strcmp(line, "apply") == 0) {
    apply(book, json);
  } else if (strcmp(line, "query") == 0) {
    query(book, json);
  } else if (strcmp(line, "advance") == 0) {
    advance(book, json);
  } else if (second != NULL) {
    seatbook_str options;
    json.len = (size_t)(second - first);
    options.data = second + 1, options.len = rest - json.len - 1;
    if (strcmp(line, "load") == 0) {
      load(book, json, options);
    } else if (strcmp(line, "remove") == 0) {
      take_out(book, json, options);
    } else if (strcmp(line, "licence") == 0) {
      licence(book, json, options);
    } else if (strcmp(line, "merge") == 0) {
      merge(book, json, options);
    } else {
      return 0;
    }
  } else {
    return 0;
  }
  return 1;
}

/* The bytes of a key in hex; 0 if it is none. */
static int read_key(const char *hex, uint8_t *key) {
  size_t at;
  if (strlen(hex) != 64 || strspn(hex, "0123456789abcdef") != 64) return 0;
  for (at = 0; at < 32; at++) {
    unsigned byte;
    if (sscanf(hex + 2 * at, "%2x", &byte) != 1) return 0;
    key[at] = (uint8_t)byte;
  }
  return 1;
}

int main(int argc, char **argv) {
  uint8_t keys[8][32];
  seatbook_open_options open = {.size = sizeof open, .licence_keys = keys[0]};
  seatbook_error *error = NULL;
  seatbook_book *book = NULL;
  char *line;
  size_t length;
  int understood = 1;
  if (argc < 2 || argc > 10) {
    fprintf(stderr, "usage: scenarios PATH [KEY ...]\n");
    return 2;
  }
  for (; open.licence_key_count < (size_t)argc - 2; open.licence_key_count++) {
    if (!read_key(argv[open.licence_key_count + 2], keys[open.licence_key_count])) {
      fprintf(stderr, "not 32 bytes in hex: %s\n", argv[open.licence_key_count + 2]);
      return 2;
    }
  }
  if (seatbook_book_open(text(argv[1]), &open, &book, &error) == SEATBOOK_NOT_FOUND) {
    seatbook_error_free(error);
    error = NULL;
    (void)seatbook_book_create(text(argv[1]), &open, &book, &error);
  }
  if (error != NULL) {
    answer_error(error);
    return 1;
  }
  while (understood && (line = read_line(&length)) != NULL) {
    understood = obey(book, line, length);
    if (!understood) fprintf(stderr, "not a command: %.60s\n", line);
    free(line);
  }
  if (seatbook_book_close(book, &error) != SEATBOOK_OK) {
    answer_error(error);
    return 1;
  }
  return understood ? 0 : 2;
}
