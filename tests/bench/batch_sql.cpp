#include "tests/bench/batch_sql.h"

#include <atomic>
#include <random>
#include <thread>

#include "store/columns.h"

namespace paydesk::bench {
namespace {

// $1 payment, $2 charge, $3 order, $4 operation, $5 job, $6 attempt, $7 webhook, $8 ledger transaction, $9 seller.
constexpr std::string_view stage_sql = R"(
insert into batch
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[],
                     $9::text[]) as v(payment, charge, "order", operation, job, attempt, webhook, transaction, seller))";

constexpr std::string_view stage_table_sql = R"(
create temporary table if not exists batch (payment uuid, charge uuid, "order" uuid, operation uuid, job uuid,
  attempt uuid, webhook uuid, transaction uuid, seller text) on commit delete rows)";

constexpr std::string_view statements[] = {
    R"(insert into idempotency (caller_id, key, request_hash, payment_id, status, response)
       select '00000000-0000-7000-8000-000000000001', operation, decode(repeat('68', 32), 'hex'), payment, 201,
              '{"payment_id":"","status":"registered","hosted_page_url":"http://127.0.0.1:1/"}' from batch)",
    R"(insert into payment (payment_id, caller_id, entity, buyer, checkout_reference, currency, total, success_url,
                            cancel_url, idempotency_key, created_at)
       select payment, '00000000-0000-7000-8000-000000000001', 'KR', 'buyer-' || seller, 'CHK-' || seller, 'EUR', 1234,
              'https://shop.example/ok', 'https://shop.example/no', operation, now() from batch)",
    R"(insert into charge (charge_id, payment_id, psp_account, capture_mode, payment_method, state, path, state_since,
                           currency, amount, expires_at, created_at, route)
       select charge, payment, 'bench-0', 'auto', '', 'created', '{}', now(), 'EUR', 1234, now() + interval '1 hour',
              now(), 'fixed' from batch)",
    R"(insert into payment_order (order_id, payment_id, charge_id, line_no, seller, reference, description, psp_account,
                                  currency, amount, commission, captured, commission_taken, status, status_since,
                                  created_at)
       select "order", payment, charge, 1, seller, 'SO-' || seller, 'tea', 'bench-0', 'EUR', 1234, 123, 1234, 123,
              'captured', now(), now() from batch)",
    R"(insert into operation (operation_id, payment_id, charge_id, kind, subject_id, generation, amount, state,
                              psp_reference, created_at)
       select operation, payment, charge, 'register', charge, 1, 1234, 'succeeded', 'chk_' || operation, now()
         from batch)",
    R"(insert into job (job_id, payment_id, charge_id, operation_id, psp_account, kind, state, due_at, leased, token,
                        max_attempts, created_at, seller)
       select job, payment, charge, operation, 'bench-0', 'register', 'queued', now(), true, -1, 8, now(), seller
         from batch)",
    R"(delete from job where job_id in (select job from batch))",
    R"(insert into attempt (attempt_id, payment_id, charge_id, operation_id, psp_account, operation, number, started_at,
                            finished_at, http_status, latency_ms, request, response)
       select attempt, payment, charge, operation, 'bench-0', 'register', 1, now(), now(), 201, 0, 'POST /v1/checkouts',
              '{"status":"open"}' from batch)",
    R"(insert into webhook_event (webhook_id, psp_account, event_id, event_type, body, received_at, state, due_at,
                                  payment_id)
       select webhook, 'bench-0', 'evt_' || charge, 'capture.succeeded',
              '{"id":"evt_' || charge || '","type":"capture.succeeded","data":{"reference":"' || charge ||
              '","capture_id":"cap_' || charge || '","amount":1234,"currency":"EUR"}}', now(), 'processed', now(),
              payment from batch)",
    R"(update charge c set state = 'captured', path = '{register_ok,capture_ok}', state_since = now(), authorized = 1234,
              captured = 1234, psp_token = 'chk_' || b.operation, hosted_page_url = 'http://127.0.0.1:1/pay/chk_' || b.operation
         from batch b where c.charge_id = b.charge)",
    R"(insert into psp_fact (psp_account, kind, reference, payment_id, charge_id, order_id, merchant_reference, currency,
                             amount, source, transaction_id, at)
       select 'bench-0', 'capture', 'cap_' || charge, payment, charge, null, charge::text, 'EUR', 1234, 'webhook',
              transaction, now() from batch)",
    R"(insert into ledger_transaction (transaction_id, kind, cause, payment_id, booked_at, book_date, value_date,
                                       description)
       select transaction, 'capture', 'bench-0/cap_' || charge, payment, now(), (now() at time zone 'UTC')::date,
              (now() at time zone 'UTC')::date, 'capture'
         from batch)",
    R"(insert into ledger_account (class, owner, currency)
       select 'seller_payable', seller, 'EUR' from batch group by seller order by seller
       on conflict do nothing)",
    R"(insert into ledger_account (class, owner, currency)
       values ('psp_receivable', 'bench-0', 'EUR'), ('commission_revenue', '', 'EUR') on conflict do nothing)",
    R"(insert into ledger_entry (transaction_id, line, account_id, currency, amount, booked_at)
       select b.transaction, e.line, a.account_id, 'EUR', e.amount, now()
         from batch b
        cross join lateral (values (1, 'psp_receivable', 'bench-0', 1234), (2, 'seller_payable', b.seller, -1111),
                                   (3, 'commission_revenue', '', -123)) e(line, class, owner, amount)
         join ledger_account a on a.class = e.class and a.owner = e.owner and a.currency = 'EUR')",
    R"(insert into history (payment_id, at, subject, subject_id, code, from_state, to_state, source, detail)
       select b.payment, now(), 'charge', b.charge, h.code, h.from_state, h.to_state, h.source, ''
         from batch b
        cross join (values ('created', '', '', 'shop'), ('register_ok', 'created', 'registered', 'answer'),
                           ('capture_ok', 'registered', 'captured', 'webhook')) h(code, from_state, to_state, source))",
    R"(insert into outbox (at, kind, subject_kind, subject_id, payment_id, payload)
       select now(), e.kind, 'charge', b.charge::text, b.payment, '{}'
         from batch b cross join (values ('payment.created'), ('charge.registered'), ('charge.captured')) e(kind))",
    R"(select publish_events(1000000))",
    R"(insert into wallet as w (seller, currency, balance)
       select seller, 'EUR', 1111 * count(*) from batch group by seller order by seller
       on conflict (seller, currency) do update set balance = w.balance + excluded.balance)"};

} // namespace

BatchSql::BatchSql(const std::string& database, MillOptions options)
    : options_(options), database_(database, static_cast<std::size_t>(options.streams)) {}

std::string BatchSql::in_words() {
  return "hand-written SQL that writes the same rows under the same triggers, all outcomes known beforehand";
}

Result<void> BatchSql::write(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  store::Columns<9> rows;
  for (int i = 0; i < options_.batch; ++i)
    rows.add(ids_.next(), ids_.next(), ids_.next(), ids_.next(), ids_.next(), ids_.next(), ids_.next(), ids_.next(),
             "seller-" + std::to_string(random() % static_cast<std::uint64_t>(options_.sellers)));
  return database_.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec(stage_table_sql);
    tx.exec(stage_sql, rows.params());
    for (const auto sql : statements)
      tx.exec(sql);
    return {};
  });
}

Result<double> BatchSql::run(std::chrono::seconds duration) {
  std::atomic<std::int64_t> written{0};
  std::vector<Result<void>> ends(static_cast<std::size_t>(options_.streams));
  std::vector<std::thread> threads;
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < ends.size(); ++i)
    threads.emplace_back([&, i] {
      for (std::uint64_t n = 0; ends[i] && std::chrono::steady_clock::now() - begun < duration; ++n) {
        ends[i] = write(n * 64 + i);
        written += ends[i] ? options_.batch : 0;
      }
    });
  for (auto& thread : threads)
    thread.join();
  for (const auto& end : ends)
    if (!end)
      return tl::unexpected(end.error());
  return static_cast<double>(written) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace paydesk::bench
