// A TOML text as a flat list of nodes that Swift can read. toml++ is C++ with templates in its interface, so the
// whole document crosses in one call; no exception does.
#ifndef CTOML_TOML_DOCUMENT_H
#define CTOML_TOML_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define TOML_SHIM_NOEXCEPT noexcept
extern "C" {
#else
#define TOML_SHIM_NOEXCEPT
#endif

enum toml_kind {
  TOML_KIND_TABLE,
  TOML_KIND_ARRAY,
  TOML_KIND_STRING,
  TOML_KIND_INTEGER,
  TOML_KIND_FLOAT,
  TOML_KIND_BOOLEAN,
  TOML_KIND_DATE_OR_TIME,
};

/// Lines and columns count from 1. Text is UTF-8, not terminated, and belongs to the document.
struct toml_node {
  enum toml_kind kind;
  /// The key in the table above; NULL for the root and in arrays.
  const char *key;
  size_t key_length;
  uint32_t key_line, key_column;
  uint32_t line, column;
  /// Of a string.
  const char *text;
  size_t text_length;
  /// Of an integer; 0 or 1 of a boolean.
  int64_t integer;
  /// Of a table or an array: that many nodes, each with its own children, follow.
  size_t child_count;
};

struct toml_document;

/// NULL only when memory ran out. A text with a syntax error gives a document without nodes.
struct toml_document *toml_document_parse(const char *text, size_t length) TOML_SHIM_NOEXCEPT;
void toml_document_free(struct toml_document *document) TOML_SHIM_NOEXCEPT;

/// The nodes in pre-order, the root table first.
const struct toml_node *toml_document_nodes(const struct toml_document *document) TOML_SHIM_NOEXCEPT;
size_t toml_document_node_count(const struct toml_document *document) TOML_SHIM_NOEXCEPT;

/// What is wrong with the text, and where; NULL when it was parsed.
const char *toml_document_error(const struct toml_document *document) TOML_SHIM_NOEXCEPT;
uint32_t toml_document_error_line(const struct toml_document *document) TOML_SHIM_NOEXCEPT;
uint32_t toml_document_error_column(const struct toml_document *document) TOML_SHIM_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
