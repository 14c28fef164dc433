// Reports of revenue, pay-outs and sellers: their figures are those of the screens' own calls.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "paydesk/v1/books.grpc.pb.h"
#include "paydesk/v1/payouts.grpc.pb.h"
#include "paydesk/v1/reports.grpc.pb.h"
#include "store/journals.h"
#include "tests/queries/paid_out.h"
#include "tests/service/ctl.h"
#include "wire/reports.h"
#include "wire/status.h"

namespace paydesk::test {
namespace {

/// A desk whose reports are read over the wire.
struct Office : Desk {
  std::string day() const { return format_instant(shop.clock.now()).substr(0, 10); }

  std::pair<grpc::Status, views::ReportTable> ask(const v1::ReportRequest& request) {
    v1::ReportTable table;
    const auto status = v1::ReportService::NewStub(channel())->ReadReport(as("viewer").get(), request, &table);
    return {status, wire::from_wire(table)};
  }
  views::ReportTable read(const v1::ReportRequest& request) {
    const auto [status, table] = ask(request);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return table;
  }
  v1::ReportRequest of(const std::string& kind) const {
    v1::ReportRequest request;
    request.set_kind(kind);
    request.set_to(day());
    return request;
  }
  /// A sale in a currency that the shop's terms do not have, booked as a capture is.
  void sell(const std::string& currency, std::int64_t gross, std::int64_t commission, const std::string& seller = "ann") {
    const auto in = *Currency::find(currency);
    book("capture", {{{"psp_receivable", "card"}, in, gross},
                     {{"seller_payable", seller}, in, commission - gross},
                     {{"commission_revenue", ""}, in, -commission}});
  }
  void book(const std::string& kind, std::vector<Posting> lines) {
    Journal journal;
    journal.id = shop.ids.next();
    journal.kind = kind;
    journal.cause = "test/" + journal.id.to_string();
    journal.booked_at = shop.clock.now();
    journal.description = "of a test";
    journal.lines = std::move(lines);
    ASSERT_TRUE(shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      store::write_journals(tx, {&journal, 1}, {});
      return {};
    }));
  }
};

std::string text(const std::vector<ReportCell>& row) {
  std::string line;
  for (const auto& cell : row)
    line += (line.empty() ? "" : "|") +
            (cell.amount.currency.code().empty() ? cell.text : format_amount(cell.amount.minor, cell.amount.currency));
  return line;
}

std::vector<std::string> lines(const views::ReportTable& table) {
  std::vector<std::string> all;
  for (const auto& row : table.rows)
    all.push_back(text(row));
  return all;
}

bool has(const views::ReportTable& table, const std::string& line) {
  const auto all = lines(table);
  return std::find(all.begin(), all.end(), line) != all.end();
}

std::string all_of(const views::ReportTable& table) {
  std::string text;
  for (const auto& line : lines(table))
    text += line + "\n";
  return text;
}

const Currency eur = *Currency::find("EUR");

TEST(RevenueReport, SaysWhatWasEarnedAndPaidByPspAccountAndDay) {
  Office office;
  const auto first = office.day();
  office.shop.paid({"100.00"});
  office.book("settlement", {{{"settlement_clearing", "card:batch-7"}, eur, -290}, {{"psp_fees", ""}, eur, 290}});
  office.shop.clock.advance(std::chrono::days(1));
  office.shop.paid({"50.00"});
  office.book("bank", {{{"bank", "main"}, eur, -50}, {{"bank_fees", ""}, eur, 50}});
  auto request = office.of("revenue");
  request.set_by("day");
  const auto table = office.read(request);
  EXPECT_EQ(lines(table), (std::vector<std::string>{
                              first + "|commission_revenue|card|EUR|10.00|0.00|10.00",
                              first + "|psp_fees|card|EUR|0.00|2.90|-2.90",
                              office.day() + "|bank_fees||EUR|0.00|0.50|-0.50",
                              office.day() + "|commission_revenue|card|EUR|5.00|0.00|5.00",
                              "TOTAL|||EUR|15.00|3.40|11.60",
                          }));
  EXPECT_EQ(table.totals, 1u);
  request.set_from(office.day());
  EXPECT_FALSE(has(office.read(request), first + "|commission_revenue|card|EUR|10.00|0.00|10.00"));
}

TEST(RevenueReport, ARefundTakesCommissionBack) {
  Office office;
  const auto sale = office.shop.paid({"100.00"});
  office.shop.refund(sale, "40.00");
  const auto table = office.read(office.of("revenue"));
  EXPECT_TRUE(has(table, office.day().substr(0, 7) + "|commission_revenue|card|EUR|6.00|0.00|6.00")) << all_of(table);
}

/// For every class and currency: what the trial balance of the same days says that moved.
TEST(RevenueReport, ItsFiguresAreTheTrialBalances) {
  Office office;
  office.shop.paid({"100.00", "7.77"});
  office.sell("KRW", 5000, 500);
  office.sell("KWD", 1234, 123);
  office.book("fee", {{{"psp_payable", "card"}, eur, -333}, {{"psp_fees", ""}, eur, 333}});
  const auto table = office.read(office.of("revenue"));
  std::map<std::pair<std::string, std::string>, std::int64_t> earned;
  for (std::size_t i = 0; i + table.totals < table.rows.size(); ++i)
    earned[{table.rows[i][1].text, table.rows[i][3].text}] += table.rows[i][6].amount.minor;
  v1::TrialBalanceRequest period;
  period.set_to(office.day());
  v1::TrialBalance trial;
  ASSERT_TRUE(v1::BooksService::NewStub(office.channel())->GetTrialBalance(Desk::as("viewer").get(), period, &trial).ok());
  std::size_t seen = 0;
  for (const auto& row : trial.rows())
    if (const auto found = earned.find({row.account(), row.opening().currency()}); found != earned.end()) {
      const auto currency = *Currency::find(row.opening().currency());
      EXPECT_EQ(format_amount(-found->second, currency), row.closing().amount()) << row.account();
      ++seen;
    }
  EXPECT_EQ(seen, earned.size());
  EXPECT_EQ(table.totals, 3u);
  auto request = office.of("revenue");
  request.set_currency("KRW");
  EXPECT_EQ(lines(office.read(request)).back(), "TOTAL|||KRW|500|0|500");
}

TEST(RevenueReport, IsCompleteWhenItsDaysAreClosed) {
  Office office;
  office.shop.paid({"100.00"});
  auto request = office.of("revenue");
  office.shop.clock.advance(std::chrono::days(1));
  const auto complete = [&] {
    for (const auto& [name, value] : office.read(request).facts)
      if (name == "Complete")
        return value;
    return std::string();
  };
  EXPECT_EQ(complete(), "no");
  EXPECT_EQ(ctl(office, "approver", "ledger close " + request.to() + " --reason x").exit, 0);
  EXPECT_EQ(complete(), "yes");
}

TEST(PayoutsReport, SaysWhereEachPayoutStandsAndSumsLikeTheBatches) {
  Office office;
  fund(office.shop, "tea", 9005);
  fund(office.shop, "=rice", 700);
  (void)add_account(office.shop, "tea");
  (void)add_account(office.shop, "=rice");
  const auto made = ctl(office, "operator", "payouts create EUR --reason weekly --json");
  ASSERT_EQ(made.exit, 0) << made.out;
  const auto id = nlohmann::json::parse(made.out).at("batch").at("batch_id").get<std::string>();
  const auto waiting = office.read(office.of("payouts"));
  EXPECT_TRUE(has(waiting, "TOTAL awaiting_approval||||EUR|97.05|||")) << all_of(waiting);
  ASSERT_EQ(ctl(office, "approver", "payouts decide " + id + " --approve").exit, 0);
  ASSERT_EQ(ctl(office, "operator", "payouts submit " + id + " --reason weekly").exit, 0);

  const auto table = office.read(office.of("payouts"));
  v1::GetPayoutBatchRequest one;
  one.set_batch_id(id);
  v1::PayoutBatchDetail batch;
  ASSERT_TRUE(v1::PayoutService::NewStub(office.channel())->GetPayoutBatch(Desk::as("viewer").get(), one, &batch).ok());
  for (const auto& payout : batch.payouts()) {
    auto reference = payout.payout_id();
    std::erase(reference, '-');
    EXPECT_TRUE(has(table, "submitted|" + office.day() + "|" + id + "|" + payout.seller() + "|EUR|" +
                               payout.amount().amount() + "|" + office.day() + "|DE****3000|" + reference))
        << all_of(table);
  }
  EXPECT_TRUE(has(table, "TOTAL submitted||||EUR|" + batch.batch().total().amount() + "|||")) << all_of(table);
  EXPECT_TRUE(has(table, "TOTAL||||EUR|" + batch.batch().total().amount() + "|||"));
  EXPECT_EQ(table.totals, 2u);
  EXPECT_EQ(all_of(table).find("0532013"), std::string::npos) << "an account is shown masked";

  auto request = office.of("payouts");
  request.set_filter("seller:tea state:submitted");
  EXPECT_EQ(office.read(request).rows.size(), 3u);
  request.set_filter("state:paid");
  EXPECT_TRUE(office.read(request).rows.empty());
  const auto path = (office.folder() / "p.csv").string();
  EXPECT_EQ(ctl(office, "viewer", "report payouts --until " + office.day() + " --to " + path).exit, 0);
  std::ifstream in(path);
  const std::string csv((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(csv.find(",'=rice,EUR,"), std::string::npos) << csv;
}

TEST(SellerStatement, RunsFromOpeningToClosingAsTheAccountDoes) {
  Office office;
  const auto sale = office.shop.paid({"100.00"});
  office.shop.clock.advance(std::chrono::days(1));
  auto request = office.of("seller_statement");
  request.set_from(office.day());
  request.set_seller("seller-a");
  office.shop.refund(sale, "40.00");
  office.shop.paid({"10.00"});
  const auto table = office.read(request);
  ASSERT_EQ(table.rows.size(), 4u) << all_of(table);
  EXPECT_EQ(text(table.rows[0]), "EUR|" + office.day() + "||Opening balance||||||90.00");
  EXPECT_EQ(text(table.rows[3]), "EUR|" + office.day() + "||Closing balance||||9.00|36.00|63.00");
  EXPECT_EQ(table.totals, 1u);
  const auto& back = table.rows[1];
  EXPECT_EQ(back[3].text, "Refund");
  EXPECT_EQ(back[6].text, sale.payment_id.to_string());
  EXPECT_EQ(back[4].text, office.shop.detail(sale).checkout_reference);
  EXPECT_EQ(back[8].amount.minor, 3600);

  v1::StatementRequest account;
  account.set_account("seller_payable:seller-a");
  account.set_currency("EUR");
  account.set_from(office.day());
  account.set_to(office.day());
  v1::Statement statement;
  ASSERT_TRUE(v1::BooksService::NewStub(office.channel())->GetStatement(Desk::as("viewer").get(), account, &statement).ok());
  EXPECT_EQ("-" + format_amount(table.rows[3][9].amount.minor, eur), statement.closing().amount());
  EXPECT_EQ("-" + format_amount(table.rows[0][9].amount.minor, eur), statement.opening().amount());
}

TEST(SellerStatement, HasEveryCurrencyAndNobodyElse) {
  Office office;
  office.shop.paid({"100.00"}, "ann");
  office.sell("KRW", 1000, 100);
  office.shop.paid({"55.00"}, "anna");
  auto request = office.of("seller_statement");
  request.set_seller("ann");
  const auto table = office.read(request);
  EXPECT_EQ(table.totals, 2u);
  EXPECT_EQ(text(table.rows[table.rows.size() - 2]), "EUR|" + office.day() + "||Closing balance||||90.00|0.00|90.00");
  EXPECT_EQ(text(table.rows.back()), "KRW|" + office.day() + "||Closing balance||||900|0|900");
  EXPECT_EQ(all_of(table).find("55.00"), std::string::npos);
}

TEST(ReadReport, StatesTheChecksumOfTheFile) {
  Office office;
  office.shop.paid({"100.00"});
  for (const std::string kind : {"trial_balance", "revenue"}) {
    auto request = office.of(kind);
    const auto shown = office.read(request);
    request.set_format("csv");
    v1::Report file;
    ASSERT_TRUE(v1::ReportService::NewStub(office.channel())->MakeReport(Desk::as("viewer").get(), request, &file).ok());
    EXPECT_EQ(shown.rows_sha256.size(), 64u);
    EXPECT_EQ(shown.rows_sha256, file.rows_sha256());
    EXPECT_NE(file.content().find("SHA-256 of the rows," + shown.rows_sha256), std::string::npos);
    EXPECT_EQ(static_cast<std::int64_t>(shown.rows.size()), file.rows());
  }
}

TEST(ReadReport, AWorkbookHasTheDecimalsOfEachCurrency) {
  Office office;
  office.sell("KRW", 5000, 500);
  office.sell("KWD", 1234, 123);
  const auto path = (office.folder() / "r.xlsx").string();
  const auto made = ctl(office, "viewer", "report revenue --format xlsx --until " + office.day() + " --to " + path);
  ASSERT_EQ(made.exit, 0) << made.out;
  std::string styles, sheet;
  for (auto& [name, into] : {std::pair<const char*, std::string&>{"xl/styles.xml", styles}, {"xl/worksheets/sheet1.xml", sheet}}) {
    auto* pipe = popen(("unzip -p " + path + " " + name).c_str(), "r");
    std::array<char, 4096> buffer{};
    for (std::size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
      into.append(buffer.data(), got);
    pclose(pipe);
  }
  EXPECT_NE(styles.find("formatCode=\"#,##0\""), std::string::npos) << styles;
  EXPECT_NE(styles.find("formatCode=\"#,##0.000\""), std::string::npos) << styles;
  EXPECT_NE(sheet.find("<v>500</v>"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("<v>0.123</v>"), std::string::npos) << sheet;
}

/// Every kind, at its limit and one beyond it: whole or refused.
TEST(ReadReport, IsNeverCut) {
  Office office;
  office.shop.paid({"10.00"});
  office.shop.paid({"20.00"}, "seller-b");
  fund(office.shop, "tea", 100);
  fund(office.shop, "rice", 100);
  (void)add_account(office.shop, "tea");
  (void)add_account(office.shop, "rice");
  ASSERT_EQ(ctl(office, "operator", "payouts create EUR --reason weekly").exit, 0);
  const auto with = [&](std::size_t on_screen, std::size_t in_a_file) {
    return Reports(Reports::Needs{office.books, office.shop.queries, office.report_figures, office.report_files, office.shop.clock,
                                  {in_a_file, on_screen}});
  };
  const views::ReportRequest asked[] = {{.kind = "trial_balance", .to = office.day()},
                                        {.kind = "statement", .to = office.day(), .account = "psp_receivable:card", .currency = "EUR"},
                                        {.kind = "seller_statement", .to = office.day(), .seller = "seller-a"},
                                        {.kind = "payouts", .to = office.day()},
                                        {.kind = "wallets"}};
  for (auto request : asked) {
    const auto whole = with(1000, 1000).read(office.caller("viewer"), request);
    ASSERT_TRUE(whole) << request.kind << ": " << whole.error().message;
    ASSERT_GT(whole->rows.size() - whole->totals, 1u) << request.kind;
    const auto refused = with(1, 1000).read(office.caller("viewer"), request);
    ASSERT_FALSE(refused) << request.kind;
    EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
    EXPECT_NE(refused.error().message.find("more than 1 rows"), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("as a file it may have 1000"), std::string::npos) << refused.error().message;
    request.format = "csv";
    EXPECT_EQ(with(1, 1000).make(office.caller("viewer"), request)->rows, static_cast<std::int64_t>(whole->rows.size()));
    const auto no_file = with(1, 1).make(office.caller("viewer"), request);
    ASSERT_FALSE(no_file) << request.kind;
    EXPECT_EQ(no_file.error().message.find("as a file"), std::string::npos) << no_file.error().message;
  }
}

TEST(ReadReport, NamesWhatIsWrong) {
  Office office;
  office.shop.paid({"10.00"});
  const auto refused = [&](const v1::ReportRequest& request, const std::string& word) {
    const auto [status, table] = office.ask(request);
    EXPECT_FALSE(status.ok()) << request.ShortDebugString();
    EXPECT_EQ(wire::from_status(status).field, word) << status.error_message();
    EXPECT_TRUE(table.rows.empty());
  };
  const auto with = [&](const std::string& kind, auto set) {
    auto request = office.of(kind);
    set(request);
    return request;
  };
  refused(with("surprise", [](auto&) {}), "kind");
  refused(with("revenue", [](auto& r) { r.set_by("hour"); }), "by");
  refused(with("revenue", [](auto& r) { r.set_currency("EUX"); }), "currency");
  refused(with("revenue", [](auto& r) { r.set_from("2026-13-01"); }), "from");
  refused(with("revenue", [](auto& r) { r.set_seller("rice"); }), "seller");
  refused(with("payouts", [](auto& r) { r.set_filter("surprise:1"); }), "filter");
  refused(with("payouts", [](auto& r) { r.set_to(""); }), "to");
  refused(with("seller_statement", [](auto&) {}), "seller");
  refused(with("seller_statement", [](auto& r) { r.set_seller("nobody"); }), "seller");
  refused(with("seller_statement", [](auto& r) { r.set_seller("seller"); }), "seller");
  refused(with("seller_statement", [](auto& r) { r.set_seller(std::string(300, 'x')); }), "seller");
  refused(with("wallets", [](auto& r) { r.set_to("2026-01-01"); }), "to");
  refused(with("trial_balance", [](auto& r) { r.set_filter("x"); }), "filter");
  const auto stranger = ctl(office, "shop", "report revenue --until " + office.day() + " --to " + (office.folder() / "x").string());
  EXPECT_NE(stranger.exit, 0);
  EXPECT_FALSE(std::filesystem::exists(office.folder() / "x"));
}

} // namespace
} // namespace paydesk::test
