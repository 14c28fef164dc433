#include "app/demo/daemon_config.h"

#include <QDir>
#include <QFile>

#include "app/demo/accounts.h"

namespace paydesk::demo {
namespace {

// Impatient everywhere, so that what takes minutes in life takes seconds here. From the approval thresholds on, which
// are around the median of the demo's prices, a second person decides about a refund. The demo imports settlement files
// itself.
constexpr const char* settings = R"([retry]
base_ms = %1
cap_ms = %2
max_attempts = %3

[engine]
first_check_ms = 3000
ask_delay_ms = 300

[rest]
port = %4

[settlement_import]
enabled = false

[payouts]
funding_name = "Paydesk Market"
funding_iban = "%5"
cool_down_hours = 0

[webhooks]
private_addresses = true
timeout_ms = 2000

[approval_threshold]
KRW = "40000"
JPY = "5000"
USD = "40.00"
EUR = "40.00"
KWD = "12.000"
)";

// The fees are the sandbox's own, so that a wrong one is seen.
constexpr const char* account_settings = R"(
[[psp_accounts]]
id = "%1"
provider = "sandbox"
entity = "Paydesk Market"
base_url = "http://127.0.0.1:%2"
currencies = ["KRW", "JPY", "USD", "EUR", "KWD"]
capture_mode = "%3"
time_zone = "UTC"
api_key_file = "%4/%1.api_key"
webhook_secret_file = "%4/%1.webhook_secret"
concurrency = %7
connect_timeout_ms = 2000
timeout_ms = %5
commission_bp = 1000

[psp_accounts.settlement]
fee_bp = %6
fee_fixed = { EUR = "0.25", USD = "0.30", JPY = "0", KRW = "0", KWD = "0.075" }
fee_dispute = { EUR = "15.00", USD = "15.00", JPY = "1500", KRW = "15000", KWD = "5.000" }
fee_tolerance = 0
settlement_delay_days = 0
bank_delay_days = 3
)";

/// Below the sandbox's, so that a call without answer is ours to end.
constexpr int call_timeout_ms = 2500;

Result<void> write_file(const QString& path, const QByteArray& content, bool secret) {
  QFile file(path);
  bool written = file.open(QIODevice::WriteOnly | QIODevice::Truncate);
  if (secret)
    written = written && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
  written = written && file.write(content) == content.size() && file.flush();
  return written ? Result<void>{}
                 : fail(ErrorCode::permission_denied,
                        "cannot write " + path.toStdString() + ": " + file.errorString().toStdString());
}

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Result<QString> write_daemon_config(const DaemonConfig& config) {
  const QString secrets = config.folder + QStringLiteral("/secrets");
  if (!QDir().mkpath(secrets))
    return fail(ErrorCode::permission_denied, "cannot make " + secrets.toStdString());
  QString toml = QString::fromUtf8(settings)
                     .arg(config.retry.base_ms)
                     .arg(config.retry.cap_ms)
                     .arg(config.retry.max_attempts)
                     .arg(config.rest_port)
                     .arg(QLatin1String(funding_iban));
  for (const auto& account : demo_accounts()) {
    toml += QString::fromUtf8(account_settings)
                .arg(text_of(account.id))
                .arg(config.sandbox_port)
                .arg(text_of(account.capture_mode), secrets)
                .arg(call_timeout_ms)
                .arg(sandbox_fee_bp)
                .arg(config.concurrency);
    const QString stem = secrets + QLatin1Char('/') + text_of(account.id);
    for (const auto& [suffix, secret] : {std::pair{".api_key", account.api_key()},
                                         std::pair{".webhook_secret", account.webhook_secret()}})
      if (auto done = write_file(stem + QLatin1String(suffix), QByteArray::fromStdString(secret + "\n"), true); !done)
        return tl::unexpected(done.error());
  }
  const QString path = config.folder + QStringLiteral("/paydeskd.toml");
  if (auto done = write_file(path, toml.toUtf8(), false); !done)
    return tl::unexpected(done.error());
  return path;
}

} // namespace paydesk::demo
