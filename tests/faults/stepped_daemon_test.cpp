// The real daemon's clock steps an hour forward and back under load (stepped_clock): it is told, and all goes on. What
// steps do to single decisions is in clock_step_test.
#include <gtest/gtest.h>

#include <fstream>

#include "app/client/idempotency.h"
#include "tests/faults/system.h"

namespace paydesk::test {
namespace {

using std::chrono::seconds;

/// The offset that the daemon's clock has; set for all that is started while this lives.
class SteppedClock {
 public:
  SteppedClock() : file_(dir_.filePath(QStringLiteral("offset"))) {
    set(0);
    qputenv("STEPPED_CLOCK", file_.toUtf8());
    qputenv("LD_PRELOAD", STEPPED_CLOCK_LIBRARY);
  }
  ~SteppedClock() {
    qunsetenv("LD_PRELOAD");
    qunsetenv("STEPPED_CLOCK");
  }
  void set(std::int64_t offset_s) {
    std::fstream file(file_.toStdString(), std::ios::binary | std::ios::in | std::ios::out);
    if (!file) file.open(file_.toStdString(), std::ios::binary | std::ios::out);
    file.write(reinterpret_cast<const char*>(&offset_s), sizeof offset_s);
  }

 private:
  QTemporaryDir dir_;
  const QString file_;
};

/// Work that is not waiting for hours, as the next try of a declined card is.
constexpr const char* unfinished_sql =
    "select count(*) from job where state = 'queued' and error_class <> 'declined_retryable'";

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(SteppedDaemon, is_told_and_nothing_is_lost) {
  SteppedClock clock;
  demo::StackOptions options;
  options.fault_rate = 0;
  System system(options);
  crash::Promises promises;
  const auto takes_an_order = [&](const std::string& reference) {
    const auto key = client::new_idempotency_key();
    return eventually(seconds(40), [&] {
      const auto answer = system.order(reference, key);
      return answer && answer->status == 201;
    });
  };
  {
    Crowd crowd(system, promises, 4);
    ASSERT_TRUE(eventually(seconds(20), [&] { return promises.size() > 30; }));
    EXPECT_TRUE(has(system.part("clock"), "clock: ok")) << system.health();
    clock.set(3600);
    EXPECT_TRUE(eventually(seconds(10), [&] { return has(system.part("clock"), "NOT OK"); })) << system.health();
    EXPECT_TRUE(has(system.part("clock"), "forward by ")) << system.part("clock");
    EXPECT_TRUE(system.ready()) << system.health();
    EXPECT_TRUE(takes_an_order("an-hour-ahead")) << system.health();
  }
  // What is to be done soon by the clock that is ahead would be done in an hour by that which is back. Meanwhile the
  // PSP's webhooks are refused, as their signatures are too old: what they tell is asked for.
  EXPECT_TRUE(eventually(seconds(60), [&] { return system.number(unfinished_sql) == 0; })) << system.health();
  clock.set(0);
  EXPECT_TRUE(eventually(seconds(10), [&] { return has(system.part("clock"), "back by "); })) << system.health();
  EXPECT_TRUE(takes_an_order("back-again")) << system.health();
  EXPECT_GE(system.lines_with("clock is not well: the system's clock stepped"), 1) << system.log();
  const auto shown = system.ctl({"status"});
  EXPECT_EQ(shown.exit_code, 0) << shown.output;
  EXPECT_TRUE(has(shown.output, "clock") && has(shown.output, "timedatectl")) << shown.output;
  EXPECT_EQ(system.judge(promises, seconds(30)), "");
  EXPECT_EQ(system.lines_with(" ready"), 1) << "one daemon from the beginning to the end";
  EXPECT_EQ(system.stop(), "");
}

} // namespace
} // namespace paydesk::test
