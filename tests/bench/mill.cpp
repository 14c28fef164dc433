#include "tests/bench/mill.h"

#include <random>
#include <thread>

#include "engine/payments/create.h"
#include "engine/queue/lane.h"
#include "engine/webhooks_in/processor.h"
#include "psp/sandbox/codec.h"

namespace paydesk::bench {
namespace {

/// Registers everything at once and tells of the capture by webhook, in the sandbox's words.
class InstantPsp final : public PspGateway {
 public:
  explicit InstantPsp(std::string account) : account_(std::move(account)) {}
  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }

  void submit(const PspCall& call) override {
    PspAnswer answer;
    answer.attempt_id = call.attempt_id;
    answer.http_status = 201;
    answer.latency_ms = 0;
    News news;
    news.kind = News::Kind::registered;
    news.token = "chk_" + call.key.to_string();
    news.url = "http://127.0.0.1:1/pay/" + news.token;
    answer.news.push_back(std::move(news));
    answer.request = "POST /v1/checkouts";
    answer.response = R"({"status":"open"})";
    answers_.push_back(std::move(answer));
    const auto charge = call.charge_id.to_string();
    told_.push_back(R"({"id":"evt_)" + charge + R"(","type":"capture.succeeded","data":{"reference":")" + charge +
                    R"(","capture_id":"cap_)" + charge + R"(","amount":)" + std::to_string(call.amount) +
                    R"(,"currency":")" + call.currency.to_string() + R"("}})");
  }
  std::vector<PspAnswer> collect(std::chrono::milliseconds) override { return std::exchange(answers_, {}); }
  void wake() override {}
  Result<WebhookContent> read_webhook(const HeaderOf&, std::string_view body, Instant) const override {
    return psp::sandbox::read_event(body);
  }
  Result<WebhookContent> reread_webhook(std::string_view body) const override {
    return psp::sandbox::read_event(body);
  }
  std::vector<std::string> told() { return std::exchange(told_, {}); }

 private:
  const std::string account_;
  const PspCapabilities able_;
  std::vector<PspAnswer> answers_;
  std::vector<std::string> told_;
};

constexpr const char* answer_body = R"({"payment_id":"","status":"registered","hosted_page_url":"http://127.0.0.1:1/"})";

} // namespace

/// One PSP account's way through the engine, stage by stage.
class Mill::Stream {
 public:
  Stream(Mill& mill, int number) : mill_(mill), account_("bench-" + std::to_string(number)), random_(number) {
    auto psp = std::make_unique<InstantPsp>(account_);
    psp_ = psp.get();
    LaneOptions options;
    options.window = mill.options_.batch;
    lane_ = std::make_unique<Lane>(std::move(psp), mill.store_, mill.clock_, mill.ids_, mill.policy_, options,
                                   nullptr, random_());
    processor_ = std::make_unique<WebhookProcessor>(
        mill.store_, mill.clock_, mill.ids_, mill.policy_,
        [](const RawWebhook& raw) { return psp::sandbox::read_event(raw.body); }, &rooms_);
    rooms_.emplace(account_, lane_.get());
    lane_->step(std::chrono::milliseconds(0)); // sees that the account takes calls
    caller_ = {mill.ids_.next(), "bench", "bench", {"shop"}, mill.ids_.next()};
    terms_ = {{account_, "KR", CaptureMode::automatic, {"EUR"}, 1000}};
  }

  Result<void> provide() {
    return store::upsert_psp_account(mill_.database_, account_, "sandbox", "KR", CaptureMode::automatic, "UTC");
  }

  /// One batch from the shop's order to the posting; how many payments.
  Result<int> turn() {
    auto payments = orders();
    if (!payments)
      return tl::unexpected(payments.error());
    if (auto made = store_payments(mill_.store_, *payments, &rooms_, mill_.ids_, mill_.policy_); !made)
      return tl::unexpected(made.error());
    lane_->step(std::chrono::milliseconds(0));
    if (lane_->stats().store_failures > 0)
      return fail(ErrorCode::internal, "the lane could not store");
    std::vector<StoredResponse> responses;
    for (const auto& payment : *payments)
      responses.push_back({caller_.principal_id, payment.payment().idempotency_key, 201, answer_body});
    if (auto stored = mill_.store_.store_responses(responses); !stored)
      return tl::unexpected(stored.error());
    if (auto told = tell(); !told)
      return tl::unexpected(told.error());
    mill_.publisher_.poke();
    return static_cast<int>(payments->size());
  }

 private:
  Result<std::vector<NewPayment>> orders() {
    std::vector<NewPayment> payments;
    for (int i = 0; i < mill_.options_.batch; ++i) {
      const bool hot = static_cast<int>(random_() % 100) < mill_.options_.hot_share;
      const auto seller = hot ? 0 : random_() % static_cast<std::uint64_t>(mill_.options_.sellers);
      CreatePayment request{"buyer-" + std::to_string(random_() % 100'000), "CHK-" + std::to_string(random_() % 1'000'000'000),
                            "EUR", account_, "https://shop.example/ok", "https://shop.example/no", 3600, {}};
      request.orders.push_back({"seller-" + std::to_string(seller), "12.34", "SO-" + std::to_string(random_() % 1'000'000'000), "tea"});
      auto payment = make_payment(caller_, mill_.ids_.next(), request, terms_, mill_.clock_.now(), mill_.ids_, mill_.policy_);
      if (!payment)
        return tl::unexpected(payment.error());
      payment->request_hash = std::string(32, 'h');
      payments.push_back(std::move(*payment));
    }
    return payments;
  }

  Result<void> tell() {
    std::vector<RawWebhook> events;
    for (auto& body : psp_->told()) {
      const auto content = psp_->read_webhook({}, body, mill_.clock_.now());
      if (!content)
        return tl::unexpected(content.error());
      events.push_back({mill_.ids_.next(), account_, content->event_id, content->event_type, std::move(body), {},
                        mill_.clock_.now(), 0});
    }
    return processor_->take_in(events);
  }

  Mill& mill_;
  const std::string account_;
  std::mt19937_64 random_;
  InstantPsp* psp_ = nullptr; ///< the lane's
  CallRooms rooms_;
  std::unique_ptr<Lane> lane_;
  std::unique_ptr<WebhookProcessor> processor_;
  Caller caller_;
  std::vector<AccountTerms> terms_;
};

Mill::Mill(const std::string& database, MillOptions options)
    : options_(options), database_(database, static_cast<std::size_t>(options.streams) * 2), store_(database_),
      publisher_(database) {}

Mill::~Mill() = default;

Result<std::unique_ptr<Mill>> Mill::make(const std::string& database, MillOptions options) {
  std::unique_ptr<Mill> mill(new Mill(database, options));
  for (int i = 0; i < options.streams; ++i) {
    mill->streams_.push_back(std::make_unique<Stream>(*mill, i));
    if (auto provided = mill->streams_.back()->provide(); !provided)
      return tl::unexpected(provided.error());
  }
  return mill;
}

Result<double> Mill::run(std::chrono::seconds duration) {
  std::atomic<std::int64_t> lived{0};
  std::vector<Result<void>> ends(streams_.size());
  std::vector<std::thread> threads;
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < streams_.size(); ++i)
    threads.emplace_back([&, i] {
      while (std::chrono::steady_clock::now() - begun < duration) {
        const auto done = streams_[i]->turn();
        if (!done) {
          ends[i] = tl::unexpected(done.error());
          return;
        }
        lived += *done;
      }
    });
  for (auto& thread : threads)
    thread.join();
  for (const auto& end : ends)
    if (!end)
      return tl::unexpected(end.error());
  if (auto published = publish_rest(); !published)
    return tl::unexpected(published.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  return static_cast<double>(lived) / took.count();
}

Result<void> Mill::publish_rest() {
  for (;;) {
    const auto left = database_.in_transaction([](store::Tx& tx) -> Result<bool> {
      return tx.exec("select exists (select from outbox)")[0][0].as<bool>();
    });
    if (!left || !*left)
      return left ? Result<void>{} : tl::unexpected(left.error());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

} // namespace paydesk::bench
