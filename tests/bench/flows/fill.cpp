// Fills a store with invented applications through the product's own filing, as if they had come over months; their messages
// are marked delivered.   flows_fill DATA_DIR COUNT
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "server/intake/session.hpp"
#include "server/intake/submit.hpp"
#include "server/keys/keyring.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/sqlite/database.hpp"
#include "shared/rules/rulebook.hpp"
#include "tests/unit/rules/book.hpp"

using namespace motcua;

namespace {

Millis now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

template <class T>
T must(Result<T> result, const char* what) {
    if (result.ok()) return *std::move(result);
    std::fprintf(stderr, "%s: %s %s\n", what, std::string(code_text(result.error().code)).c_str(), result.error().detail.c_str());
    std::exit(1);
}

http::Services services_at(const std::string& folder) {
    http::Services out{.settings = {.data_dir = folder}, .clock = now, .random_bytes = keys::random_bytes};
    out.db = must(store::Database::open({.path = folder + "/motcua.db", .clock = now}), "store");
    out.keys = must(keys::Keyring::open(folder, *out.db), "keys");
    out.rules = std::make_shared<const rules::Rulebook>(must(rules::parse_rulebook(rules::embedded_bundle()), "rules"));
    out.notifier = must(notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = out.keys}), "notifier");
    out.wake_outbox = [] {};
    return out;
}

Json filing_of(int index, const std::string& phone, Date today) {
    Json filing = test::good_filing();
    auto& applicant = filing["applicant"];
    const auto date = [&](int years) { return fmt::format("{:04}-{:02}-01", static_cast<int>(today.year()) + years, static_cast<unsigned>(today.month())); };
    applicant["phone"] = phone;
    applicant["documentNumber"] = fmt::format("FL{:07}", index);
    applicant["cardNumber"] = fmt::format("FC{:06}", index);
    applicant["documentIssueDate"] = date(-3);
    applicant["documentExpiry"] = date(7);
    applicant["cardExpiry"] = date(1);
    filing["portrait"] = "counter";
    return filing;
}

void file_one(http::Services& services, int index, Date today) {
    const std::string phone = fmt::format("+8498{:07}", index);
    const std::string owner = services.keys->blind_index(keys::Index::phone, phone);
    const auto session = must(services.db->write<std::optional<intake::Session>>([&](store::Transaction& tx) {
        const auto token = intake::start_session(tx, services, {.subject = owner, .phone = phone});
        return intake::find_session(tx, services, token);
    }), "session");
    const auto done = must(intake::submit(services, session->caller, fmt::format("{:032x}", index), Json::array({filing_of(index, phone, today)})), "submit");
    for (const auto& each : done.errors) {
        std::fprintf(stderr, "%s %s\n", each.error.field.c_str(), std::string(code_text(each.error.code)).c_str());
        std::exit(1);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || !keys::start()) return 2;
    const int count = std::atoi(argv[2]);
    http::Services services = services_at(argv[1]);
    const Date today = date_in_vietnam(now());
    std::atomic<int> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 64; ++i)  // as many as share one commit
        threads.emplace_back([&] {
            for (int index = next++; index < count; index = next++) file_one(services, index, today);
        });
    for (auto& thread : threads) thread.join();
    must(services.db->write<bool>([&](store::Transaction& tx) -> Result<bool> {
        store::sql(tx, "UPDATE outbox SET delivered_at = ? WHERE delivered_at IS NULL").bind(1, tx.now()).run();
        store::sql(tx, "DELETE FROM sessions").run();
        return true;
    }), "tidy");
}
