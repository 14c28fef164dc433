#include "statements/camt053/document.h"

#include <algorithm>

#include <libxml/parser.h>
#include <libxml/tree.h>

namespace paydesk::statements {
namespace {

std::string_view view(const xmlChar* text) noexcept {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

std::string owned(xmlChar* text) {
  std::string result(view(text));
  xmlFree(text);
  return result;
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view space = " \t\r\n";
  const auto begin = text.find_first_not_of(space);
  return begin == std::string::npos ? std::string{}
                                    : text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

/// Called where a document type declaration begins: nothing of it is read.
void refuse_declaration(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  *static_cast<bool*>(parser->_private) = true;
  xmlStopParser(parser);
}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const noexcept { xmlFreeParserCtxt(parser); }
};

void collect_leaves(xmlNode* node, const std::vector<std::string_view>& names, std::vector<Element>& found) {
  for (auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    if (xmlFirstElementChild(child) != nullptr)
      collect_leaves(child, names, found);
    else if (std::find(names.begin(), names.end(), view(child->name)) != names.end())
      found.emplace_back(child);
  }
}

} // namespace

std::string_view Element::name() const noexcept { return view(node_->name); }

std::string_view Element::namespace_uri() const noexcept {
  return node_->ns == nullptr ? std::string_view{} : view(node_->ns->href);
}

long Element::line() const noexcept { return xmlGetLineNo(node_); }

std::string Element::place(std::string_view child_name) const {
  std::string text = "line " + std::to_string(line()) + ", " + std::string(name());
  if (!child_name.empty()) text.append("/").append(child_name);
  return text;
}

std::optional<Element> Element::child(std::string_view wanted) const {
  for (auto* node = node_->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE && view(node->name) == wanted) return Element(node);
  return std::nullopt;
}

std::vector<Element> Element::children(std::string_view wanted) const {
  std::vector<Element> found;
  for (auto* node = node_->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE && view(node->name) == wanted) found.emplace_back(node);
  return found;
}

std::optional<Element> Element::find(std::string_view path) const {
  const auto slash = path.find('/');
  const auto first = child(path.substr(0, slash));
  if (!first || slash == std::string_view::npos) return first;
  return first->find(path.substr(slash + 1));
}

std::vector<Element> Element::leaves(const std::vector<std::string_view>& names) const {
  std::vector<Element> found;
  collect_leaves(node_, names, found);
  return found;
}

std::string Element::text() const { return trimmed(owned(xmlNodeGetContent(node_))); }

std::string Element::text_at(std::string_view path) const {
  const auto element = find(path);
  return element ? element->text() : std::string{};
}

std::string Element::attribute(std::string_view wanted) const {
  return owned(xmlGetNoNsProp(node_, reinterpret_cast<const xmlChar*>(std::string(wanted).c_str())));
}

void Document::Free::operator()(_xmlDoc* document) const noexcept { xmlFreeDoc(document); }

Result<Document> Document::parse(std::string_view content) {
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (!parser) return fail(ErrorCode::exhausted, "There is no memory to read the file.");
  bool declared = false;
  parser->_private = &declared;
  parser->sax->internalSubset = refuse_declaration;
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
  Document document(xmlCtxtReadMemory(parser.get(), content.data(), static_cast<int>(content.size()), nullptr,
                                      nullptr, options));
  if (declared)
    return invalid("line " + std::to_string(parser->input == nullptr ? 1 : parser->input->line),
                   "The file declares a document type; such files are refused.");
  if (document.document_ && xmlDocGetRootElement(document.document_.get()) != nullptr) return document;
  const auto* error = xmlCtxtGetLastError(parser.get());
  const std::string why =
      error == nullptr || error->message == nullptr ? "it has no element" : trimmed(error->message);
  return invalid("line " + std::to_string(error == nullptr ? 1 : error->line),
                 "This is not well-formed XML: " + why);
}

Element Document::root() const noexcept { return Element(xmlDocGetRootElement(document_.get())); }

} // namespace paydesk::statements
