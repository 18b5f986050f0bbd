// What the daily run erases, and how: keys first of all.
#include "server/retention/sweep.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

#include "server/intake/applications.hpp"
#include "server/retention/daily.hpp"
#include "server/store/applications.hpp"
#include "server/store/attachments.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/claims.hpp"
#include "server/store/drafts.hpp"
#include "server/store/keys.hpp"
#include "server/store/overrides.hpp"
#include "server/store/portraits.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using namespace motcua::retention;
using application::Event;
using application::State;
using store::Transaction;

namespace {

constexpr Millis day = 24LL * 3600 * 1000;

const Policy& policy() {
    static const auto policies = parse_policies(policy_json()).value();
    return policies.front();
}

struct Office : test::Server {
    std::map<std::string, std::string> sealed;  ///< filings by reference

    template <class Work>
    void unit(Work work) {
        BOOST_REQUIRE((write<void>([&](Transaction& tx) -> Result<void> { return work(tx), Result<void>{}; }).ok()));
    }
    void file(const std::string& reference, State state) {
        unit([&](Transaction& tx) {
            const intake::Sealing sealing(reference);
            sealed[reference] = services.keys->seal(tx, sealing.place("filing"), "NGUYEN");
            tx.applications().file({.reference = reference, .owner = "owner", .sitting = "s", .filed_for = "self", .language = "vi",
                                    .filing = {.sealed = sealed[reference], .document_index = "d"}});
            tx.portraits().keep("portrait-" + reference, {.owner = "owner", .image = "i"}, "{}");
            tx.portraits().file("portrait-" + reference, reference);
            tx.overrides().propose(reference, {.officer = "o", .reason = "r", .digest = "d"});
            tx.applications().take_step(reference, {.event = Event::submit, .state = state, .actor = "system"});
        });
    }
    bool is_there(const std::string& reference) {
        return *services.db->read<bool>([&](Transaction& tx) -> Result<bool> { return tx.applications().find(reference).has_value(); });
    }
    /// Whether the sealed filing, as a back-up might hold it, opens.
    bool opens(const std::string& reference) {
        return services.db->read<std::string>([&](Transaction& tx) {
            const intake::Sealing sealing(reference);
            return services.keys->unseal(tx, sealing.place("filing"), sealed[reference]);
        }).ok();
    }
    std::vector<std::string> noted() {
        return *services.db->read<std::vector<std::string>>([&](Transaction& tx) -> Result<std::vector<std::string>> {
            std::vector<std::string> out;
            tx.audit_log().walk(1, [&](const store::AuditRow& row) {
                if (row.action == "retention.erased") out.push_back(row.subject + " " + row.detail);
                return true;
            });
            return out;
        });
    }
    Counts sweep() { return erase_due(*services.db, *services.keys, policy()).value(); }
    Counts due() {
        return *services.db->read<Counts>([&](Transaction& tx) -> Result<Counts> { return count_due(tx, policy()); });
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(retention_sweep)

BOOST_FIXTURE_TEST_CASE(a_file_past_its_time_goes_with_its_key_and_leaves_a_note, Office) {
    file("MC-1", State::withdrawn);
    file("MC-2", State::at_counter);
    now += 40 * day;
    BOOST_TEST(due().at(Kind::withdrawn).number == 1);
    BOOST_TEST(is_there("MC-1"));  // counting changes nothing
    const auto done = sweep();
    BOOST_TEST(done.at(Kind::withdrawn).number == 1);
    BOOST_TEST(!is_there("MC-1"));
    BOOST_TEST(!opens("MC-1"));
    BOOST_TEST(count("SELECT count(*) FROM portraits WHERE reference='MC-1'") == 0);
    BOOST_TEST(count("SELECT count(*) FROM overrides WHERE reference='MC-1'") == 0);
    BOOST_TEST(noted() == std::vector<std::string>{R"(MC-1 {"kind":"withdrawn"})"}, boost::test_tools::per_element());
    BOOST_TEST(is_there("MC-2"));
    BOOST_TEST(opens("MC-2"));
    BOOST_TEST(sweep().at(Kind::withdrawn).number == 0);
}

BOOST_FIXTURE_TEST_CASE(files_that_are_open_stay_whatever_their_age, Office) {
    for (const State state : {State::at_counter, State::verified, State::consented, State::sent}) file("MC-" + std::string(application::text(state)), state);
    file("MC-held", State::submitted);
    unit([](Transaction& tx) { tx.claims().begin("MC-held", {.officer = "lan", .office = "o"}); });
    now += 40'000 * day;
    for (const auto& [kind, found] : sweep()) BOOST_TEST((kind == Kind::audit || found.number == 0), text(kind));
    for (const auto& [reference, bytes] : sealed) BOOST_TEST(opens(reference), reference);
    BOOST_TEST(noted().empty());
}

BOOST_FIXTURE_TEST_CASE(a_living_draft_holds_its_pictures, Office) {
    const auto keep = [&] {
        unit([](Transaction& tx) {
            tx.portraits().keep("p", {.owner = "a", .image = "i"}, "{}");
            tx.attachments().keep("t", {.owner = "a", .image = "i"});
            tx.drafts().save("a", {.revision = 1, .body = "b"});
        });
    };
    keep();
    now += 20 * day;
    unit([](Transaction& tx) { tx.drafts().save("a", {.revision = 2, .body = "b"}); });
    now += 20 * day;
    BOOST_TEST(due().at(Kind::picture).number == 0);
    BOOST_TEST(sweep().at(Kind::picture).number == 0);
    now += 20 * day;
    const auto done = sweep();
    BOOST_TEST(done.at(Kind::draft).number == 1);
    BOOST_TEST(done.at(Kind::picture).number == 2);
    BOOST_TEST(noted().size() == 3U);
}

BOOST_FIXTURE_TEST_CASE(the_audit_chain_is_counted_and_never_shortened, Office) {
    test::fill(*this, 3);
    now += 4'000 * day;
    BOOST_TEST(due().at(Kind::audit).number == 3);
    BOOST_TEST(sweep().at(Kind::audit).number == 3);
    BOOST_TEST(count("SELECT count(*) FROM audit") == 3);
}

BOOST_FIXTURE_TEST_CASE(the_daily_run_begins_at_once_and_comes_again, Office) {
    file("MC-1", State::withdrawn);
    now += 40 * day;
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<std::int64_t> runs;
    const auto daily = Daily::start({.db = services.db.get(), .keys = services.keys.get(), .clock = services.clock, .period = 5,
                                     .done = [&](const Result<Counts>& run) {
                                         const std::lock_guard lock(mutex);
                                         runs.push_back(run.ok() ? run->at(Kind::withdrawn).number : -1);
                                         wake.notify_all();
                                     }});
    BOOST_REQUIRE(daily.ok());
    std::unique_lock lock(mutex);
    BOOST_TEST(wake.wait_for(lock, std::chrono::seconds(20), [&] { return runs.size() > 2; }));
    BOOST_TEST(runs[0] == 1);
    BOOST_TEST(runs[1] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
