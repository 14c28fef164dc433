// A parsed XML document and a narrow view on its elements: names without namespaces, texts, lines. The only
// file of statements that knows libxml2.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

struct _xmlDoc;
struct _xmlNode;

namespace paydesk::statements {

/// One element of a document that must outlive it. Copyable.
class Element {
 public:
  explicit Element(_xmlNode* node) noexcept : node_(node) {}

  std::string_view name() const noexcept;
  std::string_view namespace_uri() const noexcept;
  long line() const noexcept;
  /// "line 80, Bal" or, with a child's name, "line 80, Bal/Amt".
  std::string place(std::string_view child = {}) const;

  std::optional<Element> child(std::string_view name) const;
  std::vector<Element> children(std::string_view name) const;
  /// The element at the end of a path of child names ("Id/Othr/Id").
  std::optional<Element> find(std::string_view path) const;
  /// Every element below, at any depth, that has no elements of its own and one of these names.
  std::vector<Element> leaves(const std::vector<std::string_view>& names) const;

  /// The text, without white space around it.
  std::string text() const;
  /// The text at a path, or empty.
  std::string text_at(std::string_view path) const;
  std::string attribute(std::string_view name) const;

 private:
  _xmlNode* node_;
};

/// Owns a document.
class Document {
 public:
  /// Refuses everything with a document type declaration, and what is not well-formed (with the line).
  static Result<Document> parse(std::string_view content);
  Element root() const noexcept;

 private:
  struct Free {
    void operator()(_xmlDoc* document) const noexcept;
  };
  explicit Document(_xmlDoc* document) noexcept : document_(document) {}
  std::unique_ptr<_xmlDoc, Free> document_;
};

} // namespace paydesk::statements
