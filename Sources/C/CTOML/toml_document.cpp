#include "toml_document.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

struct toml_document {
  toml::table root;
  std::vector<toml_node> nodes;
  std::string error;
  toml::source_position error_position = {};
};

namespace {

toml_kind kind_of(const toml::node &node) {
  switch (node.type()) {
    case toml::node_type::table: return TOML_KIND_TABLE;
    case toml::node_type::array: return TOML_KIND_ARRAY;
    case toml::node_type::string: return TOML_KIND_STRING;
    case toml::node_type::integer: return TOML_KIND_INTEGER;
    case toml::node_type::floating_point: return TOML_KIND_FLOAT;
    case toml::node_type::boolean: return TOML_KIND_BOOLEAN;
    default: return TOML_KIND_DATE_OR_TIME;
  }
}

// toml++ bounds the nesting of arrays and inline tables, and with it this recursion (TOML_MAX_NESTED_VALUES).
void append(std::vector<toml_node> &nodes, const toml::node &node, const toml::key *key) {
  toml_node flat = {};
  flat.kind = kind_of(node);
  flat.line = node.source().begin.line;
  flat.column = node.source().begin.column;
  if (key != nullptr) {
    flat.key = key->data();
    flat.key_length = key->length();
    flat.key_line = key->source().begin.line;
    flat.key_column = key->source().begin.column;
  }
  if (const auto *text = node.as_string()) {
    flat.text = text->get().data();
    flat.text_length = text->get().size();
  }
  if (const auto *integer = node.as_integer()) flat.integer = integer->get();
  if (const auto *boolean = node.as_boolean()) flat.integer = boolean->get() ? 1 : 0;
  if (const auto *table = node.as_table()) flat.child_count = table->size();
  if (const auto *array = node.as_array()) flat.child_count = array->size();
  nodes.push_back(flat);
  if (const auto *table = node.as_table()) {
    for (const auto &[name, child] : *table) append(nodes, child, &name);
  }
  if (const auto *array = node.as_array()) {
    for (const auto &child : *array) append(nodes, child, nullptr);
  }
}

void parse(toml_document &document, std::string_view text) {
  toml::parse_result result = toml::parse(text);
  if (!result) {
    document.error = std::string(result.error().description());
    document.error_position = result.error().source().begin;
    return;
  }
  document.root = std::move(result).table();
  append(document.nodes, document.root, nullptr);
}

}  // namespace

toml_document *toml_document_parse(const char *text, size_t length) noexcept {
  // toml++ itself is built without exceptions; the standard library still throws when memory runs out.
  try {
    auto document = std::make_unique<toml_document>();
    parse(*document, std::string_view(text, length));
    return document.release();
  } catch (...) {
    return nullptr;
  }
}

void toml_document_free(toml_document *document) noexcept { delete document; }

const toml_node *toml_document_nodes(const toml_document *document) noexcept { return document->nodes.data(); }

size_t toml_document_node_count(const toml_document *document) noexcept { return document->nodes.size(); }

const char *toml_document_error(const toml_document *document) noexcept {
  return document->error.empty() ? nullptr : document->error.c_str();
}

uint32_t toml_document_error_line(const toml_document *document) noexcept { return document->error_position.line; }

uint32_t toml_document_error_column(const toml_document *document) noexcept { return document->error_position.column; }
