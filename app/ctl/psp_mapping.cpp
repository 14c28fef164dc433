#include "app/client/json.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr const char* subject_help = "A provider, as provider:sandbox, or a PSP account, whose rules come first";

std::string or_any(const std::string& text) { return text.empty() ? "any" : text; }

void print_mapping(const Output& out, const views::ErrorMapping& mapping) {
  print_head(out, mapping.head);
  Table table({{"OPERATION"}, {"STATUS"}, {"CODE"}, {"MEANS"}, {"NOTE"}});
  for (const auto& rule : mapping.rules)
    table.add({or_any(rule.operation), or_any(rule.http_status), or_any(rule.code), rule.error_class, rule.note});
  out.line("");
  out.table(table, "No rules of its own.");
  out.remark("What no rule covers is outcome_unknown: see paydeskctl psp mapping unmapped.");
}

void print_preview(const Output& out, const views::PreviewErrorMappingResponse& preview) {
  print_changes(out, preview.changes);
  Table table({{"PSP"},
               {"OPERATION"},
               {"STATUS", Align::right},
               {"CODE"},
               {"RECORDED AS"},
               {"WOULD BE"},
               {"ATTEMPTS", Align::right},
               {"LAST"},
               {"EXAMPLE"}});
  for (const auto& row : preview.rows)
    table.add({row.psp_account, row.operation, std::to_string(row.http_status), row.code, row.from, row.to,
               std::to_string(row.attempts), text_of(row.last_at), row.examples.empty() ? "" : row.examples.front()});
  out.line("");
  out.table(table, "No recorded attempt would be taken for something else.");
  out.remark(std::to_string(preview.changed) + " of " + std::to_string(preview.attempts) +
             " failed attempts would be taken for something else.");
}

void print_unmapped(const Output& out, const views::ListUnmappedResponse& list) {
  Table table({{"PSP"},
               {"OPERATION"},
               {"STATUS", Align::right},
               {"CODE"},
               {"COUNT", Align::right},
               {"FIRST"},
               {"LAST"},
               {"EXAMPLE"}});
  for (const auto& row : list.rows)
    table.add({row.psp_account, row.operation, std::to_string(row.http_status), row.code, std::to_string(row.count),
               text_of(row.first_at), text_of(row.last_at), row.example_attempt});
  out.table(table, "Every answer that came is covered by a rule.");
}

Result<views::SetErrorMappingRequest> read_request(const RuleFlags& flags) {
  const auto text = read_rules(flags.file);
  if (!text) return tl::unexpected(text.error());
  auto mapping = client::from_json<views::ErrorMapping>(*text);
  if (!mapping) return tl::unexpected(mapping.error());
  views::SetErrorMappingRequest request;
  request.subject = flags.subject;
  request.base_version = mapping->head.version;
  request.rules = std::move(mapping->rules);
  return request;
}

void add_preview(CLI::App& mapping, const Choose& choose) {
  auto* preview = mapping.add_subcommand("preview", "What the rules in a file would make of recorded attempts");
  auto tried = add_subject(*preview, subject_help, false);
  preview->add_option("--file", tried->file, "JSON as printed by show --json")->required();
  auto days = std::make_shared<int>(7), limit = std::make_shared<int>(50);
  preview->add_option("--days", *days, "Attempts of so many days")->capture_default_str()->check(CLI::Range(1, 90));
  preview->add_option("--limit", *limit, "At most so many rows")->capture_default_str()->check(CLI::Range(1, 500));
  preview->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto request = read_request(*tried);
      if (!request) return out.failed(request.error());
      request->days = *days;
      request->limit = *limit;
      return out.template show<views::PreviewErrorMappingResponse>(
          daemon.template call<rpc::PreviewErrorMapping>(*request), print_preview);
    });
  });
}

void add_set(CLI::App& mapping, const Choose& choose) {
  auto* set = mapping.add_subcommand("set", "Puts the rules in a file in force");
  auto wanted = add_subject(*set, subject_help, false);
  set->add_option("--file", wanted->file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto request = read_request(*wanted);
      if (!request) return out.failed(request.error());
      request->note = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::ErrorMapping>(send<rpc::SetErrorMapping>(daemon, out, *request),
                                                    print_mapping);
    });
  });
}

} // namespace

void add_mapping(CLI::App& psp, const Choose& choose) {
  auto* mapping = psp.add_subcommand("mapping", "What a PSP's errors mean: show, unmapped, preview, set, versions, "
                                                "compare, restore");
  mapping->require_subcommand(1);
  auto* show = mapping->add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto shown = add_subject(*show, subject_help, true);
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ErrorMapping>(
          daemon.template call<rpc::GetErrorMapping>({shown->subject, shown->version}), print_mapping);
    });
  });
  auto* unmapped = mapping->add_subcommand("unmapped", "Answers that no rule covers");
  auto request = std::make_shared<views::ListUnmappedRequest>();
  request->limit = 100;
  unmapped->add_option("--psp", request->psp_account, "Of this PSP account only");
  unmapped->add_option("--limit", request->limit, "At most so many, the latest first")
      ->capture_default_str()
      ->check(CLI::Range(1, 500));
  unmapped->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListUnmappedResponse>(daemon.template call<rpc::ListUnmapped>(*request),
                                                            print_unmapped);
    });
  });
  add_preview(*mapping, choose);
  add_set(*mapping, choose);
  add_versions(*mapping, choose, "error_mapping", subject_help);
}

} // namespace paydesk::ctl
