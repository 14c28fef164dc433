// paydeskctl ledger export and check: the sealed ledger in a file that proves itself.
#include <filesystem>
#include <fstream>

#include "app/client/rpcs.h"
#include "app/ctl/books_commands.h"
#include "app/ctl/chain_file.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr std::int64_t told_every = 100; ///< seals

void print_chain(const Output& out, const views::BooksStatus& chain, std::int64_t transactions) {
  out.facts({{"seals", std::to_string(chain.seals)},
             {"transactions", std::to_string(transactions)},
             {"head", chain.head}});
}

Exit told(const Output& out, const ledger_chain::Proof& proof) {
  views::BooksStatus chain;
  chain.seals = proof.seals();
  chain.head = proof.head();
  return out.show<views::BooksStatus>(
      chain, [&](const Output& said, const views::BooksStatus& made) { print_chain(said, made, proof.transactions()); });
}

/// The file as it is so far, or a new one: proven, and without a line that was cut off.
Result<ledger_chain::Proof> begin(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::exists(path)) {
    if (!(std::ofstream(path, std::ios::binary) << chain_file_begin() << '\n').flush())
      return fail(ErrorCode::invalid_argument, path + " could not be written", "file");
    return ledger_chain::Proof{};
  }
  auto file = read_chain(path);
  if (!file)
    return tl::unexpected(file.error());
  if (file->cut_off)
    std::filesystem::resize_file(path, file->bytes, failed);
  if (failed)
    return fail(ErrorCode::invalid_argument, path + " could not be written: " + failed.message(), "file");
  return file->proof;
}

Exit write_on(const client::SyncClient& daemon, const Output& out, const std::string& path) {
  const auto books = daemon.call<rpc::GetBooks>({});
  if (!books)
    return out.failed(books.error());
  auto proof = begin(path);
  if (!proof)
    return out.failed(proof.error());
  if (proof->seals() > books->seals)
    return out.failed({ErrorCode::failed_precondition,
                       path + " has " + std::to_string(proof->seals()) + " seals, the ledger only " +
                           std::to_string(books->seals) + ": it is not the ledger of this file, or its end was removed",
                       "file"});
  std::ofstream file(path, std::ios::binary | std::ios::app);
  while (proof->seals() < books->seals) {
    const auto seal = daemon.call<rpc::GetLedgerSeal>({proof->seals() + 1});
    if (!seal)
      return out.failed(seal.error());
    if (const auto taken = proof->take(*seal); !taken)
      return out.failed({taken.error().code,
                         "The ledger does not go on as " + path + " does: " + taken.error().message +
                             ". Nothing of it was written; keep the file, and run paydeskctl verify",
                         "file"});
    if (!(file << client::to_json(*seal) << '\n').flush())
      return out.failed({ErrorCode::internal, path + " could not be written to its end; run the command again", "file"});
    if (proof->seals() % told_every == 0)
      out.remark(std::to_string(proof->seals()) + " of " + std::to_string(books->seals) + " seals");
  }
  return told(out, *proof);
}

Exit check(const Output& out, const std::string& path, const std::string& head) {
  std::int64_t kept = 0;
  const auto file = read_chain(path, [&](std::int64_t seal_no, const std::string& hash) {
    if (hash == head)
      kept = seal_no;
  });
  if (!file)
    return out.failed(file.error());
  if (file->cut_off)
    return out.failed({ErrorCode::failed_precondition,
                       path + " ends in the middle of a line: its end was cut off after seal " +
                           std::to_string(file->proof.seals()),
                       "file"});
  if (!head.empty() && kept == 0)
    return out.failed({ErrorCode::failed_precondition,
                       "No seal of " + path + " has the hash that was kept: this is another past, or it ends before", "head"});
  const auto shown = told(out, file->proof);
  if (shown == Exit::ok)
    out.remark(kept > 0 ? "The kept hash is that of seal " + std::to_string(kept) + ": everything up to it is as it was then."
                        : "The file agrees with itself. Compare the head with one that was kept elsewhere (--head).");
  return shown;
}

} // namespace

void add_chain(CLI::App& ledger, const Choose& choose, const ChooseLocal& choose_local) {
  auto* write = ledger.add_subcommand("export", "Writes the sealed ledger into a file that proves itself, or goes on with one");
  auto path = std::make_shared<std::string>();
  write->add_option("file", *path, "The file; when it is there already it is proven, and what was sealed since is added")
      ->required();
  write->callback([=] { choose([=](const auto& daemon, const auto& out) { return write_on(daemon, out, *path); }); });

  auto* prove = ledger.add_subcommand("check", "Proves such a file; asks no daemon");
  auto head = std::make_shared<std::string>();
  prove->add_option("file", *path, "The file")->required();
  prove->add_option("--head", *head, "A hash that was kept: that of a seal in the file")->check([](const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos
               ? std::string()
               : std::string("is not a SHA-256 in 64 lower-case hexadecimal digits");
  });
  prove->callback([=] { choose_local([=](const Output& out) { return check(out, *path, *head); }); });
}

} // namespace paydesk::ctl
