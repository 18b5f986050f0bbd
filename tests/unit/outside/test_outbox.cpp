// The invariants of the outbox (security.md 2.4), with an injected clock and a fake outside.
#include <boost/test/unit_test.hpp>

#include "server/provisioning/outbox.hpp"
#include "server/provisioning/worker.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::provisioning;
using test::Store;

namespace {

std::string put(Store& store, const std::string& reference, const std::string& kind = "notify.sms") {
    return store.write([&](store::Transaction& tx) { return enqueue(tx, {.kind = kind, .reference = reference}); });
}

OutboxView view(Store& store, const std::string& reference, const std::string& kind = "notify.sms") {
    return store.write([&](store::Transaction& tx) { return outbox_view(tx, kind, reference).value_or(OutboxView{}); });
}

Outcome done() { return {.kind = Outcome::Kind::done}; }
Outcome retry() { return {.kind = Outcome::Kind::retry, .error = "peer.unreachable"}; }
Outcome refused() { return {.kind = Outcome::Kind::refused, .error = "sms.400"}; }

struct Lane {
    explicit Lane(Store& store, std::function<Outcome(const Leased&)> deliver, const std::string& kind = "notify.sms")
        : worker({.db = store.db.get(), .kind = kind, .deliver = [this, deliver](const Leased& item) { seen.push_back(item); return deliver(item); },
                  .clock = [&store] { return store.now; }, .jitter = [] { return 0.0; }}) {}
    std::vector<std::string> references() const {
        std::vector<std::string> out;
        for (const auto& item : seen) out.push_back(item.reference);
        return out;
    }
    std::vector<Leased> seen;
    Worker worker;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_row_is_gone_when_its_transaction_is_rolled_back) {
    Store store;
    const auto result = store.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        (void)enqueue(tx, {.kind = "notify.sms", .reference = "MC-A"});
        return ErrorCode::request_internal;
    });
    BOOST_TEST(!result.ok());
    BOOST_TEST(store.text("SELECT count(*) FROM outbox") == "0");
}

BOOST_AUTO_TEST_CASE(a_delivered_row_is_not_delivered_again) {
    Store store;
    put(store, "MC-A");
    Lane lane(store, [](const Leased&) { return done(); });
    BOOST_TEST(lane.worker.run_due() == 1);
    BOOST_TEST(lane.worker.run_due() == 0);
    BOOST_TEST(view(store, "MC-A").state == "sent");
    BOOST_TEST(view(store, "MC-A").attempts == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_attempt_waits_for_its_pause_and_keeps_its_id) {
    Store store;
    const auto id = put(store, "MC-A");
    Lane lane(store, [](const Leased&) { return retry(); });
    BOOST_TEST(lane.worker.run_due() == 1);
    BOOST_TEST(view(store, "MC-A").state == "waiting");
    BOOST_TEST(view(store, "MC-A").last_error == "peer.unreachable");
    store.now += 999;
    BOOST_TEST(lane.worker.run_due() == 0);
    store.now += 1;
    BOOST_TEST(lane.worker.run_due() == 1);
    BOOST_TEST(lane.seen[1].id == id);
    BOOST_TEST(lane.seen[1].attempts == 2);
}

BOOST_AUTO_TEST_CASE(the_pause_grows_from_a_second_to_an_hour_and_never_beyond) {
    Millis before = 0;
    for (int attempt = 1; attempt <= 40; ++attempt) {
        const Millis least = backoff(attempt, 0), most = backoff(attempt, 1);
        BOOST_TEST(least >= std::max<Millis>(before, 1000));
        BOOST_TEST(most <= 3'600'000);
        BOOST_TEST(most >= least);
        before = least;
    }
    BOOST_TEST(backoff(1, 0) == 1000);
    BOOST_TEST(backoff(1, 1) == 1250);
    BOOST_TEST(backoff(13, 0) == 3'600'000);
}

BOOST_AUTO_TEST_CASE(rows_of_one_reference_leave_in_order_even_when_the_first_must_wait) {
    Store store;
    put(store, "MC-A");
    put(store, "MC-A");
    bool first_fails = true;
    std::vector<std::string> ids;
    Lane lane(store, [&](const Leased& item) {
        if (first_fails) return first_fails = false, retry();
        ids.push_back(item.id);
        return done();
    });
    lane.worker.run_due();
    BOOST_TEST(lane.seen.size() == 1u);
    store.now += 1000;
    lane.worker.run_due();
    BOOST_REQUIRE(ids.size() == 2u);
    BOOST_TEST(ids[0] == lane.seen[0].id);
}

BOOST_AUTO_TEST_CASE(a_poison_row_blocks_nobody_else) {
    Store store;
    put(store, "MC-POISON");
    put(store, "MC-B");
    put(store, "MC-C");
    Lane lane(store, [](const Leased& item) { return item.reference == "MC-POISON" ? refused() : done(); });
    lane.worker.run_due();
    BOOST_TEST(view(store, "MC-POISON").state == "failed");
    BOOST_TEST(view(store, "MC-POISON").last_error == "sms.400");
    BOOST_TEST(view(store, "MC-B").state == "sent");
    BOOST_TEST(view(store, "MC-C").state == "sent");
    store.now += 30LL * 24 * 3600 * 1000;
    BOOST_TEST(lane.worker.run_due() == 0);
}

BOOST_AUTO_TEST_CASE(the_failure_of_a_row_stands_in_the_audit_chain) {
    Store store;
    const auto id = put(store, "MC-A");
    Lane lane(store, [](const Leased&) { return refused(); });
    lane.worker.run_due();
    BOOST_TEST(store.text("SELECT subject FROM audit WHERE action='outbox.failed'") == id);
}

BOOST_AUTO_TEST_CASE(a_dead_workers_lease_is_taken_over_and_its_late_outcome_changes_nothing) {
    Store store;
    put(store, "MC-A");
    const auto dead = store.write([](store::Transaction& tx) { return lease(tx, "notify.sms", 60'000); });
    BOOST_REQUIRE(dead.has_value());
    BOOST_TEST(!store.write([](store::Transaction& tx) { return lease(tx, "notify.sms", 60'000); }).has_value());
    store.now += 60'000;
    const auto heir = store.write([](store::Transaction& tx) { return lease(tx, "notify.sms", 60'000); });
    BOOST_REQUIRE(heir.has_value());
    BOOST_TEST(heir->id == dead->id);
    BOOST_TEST(!store.write([&](store::Transaction& tx) { return finish(tx, *dead, refused(), 0); }));
    BOOST_TEST(view(store, "MC-A").state == "sending");
    BOOST_TEST(store.write([&](store::Transaction& tx) { return finish(tx, *heir, done(), 0); }));
    BOOST_TEST(view(store, "MC-A").state == "sent");
}

BOOST_AUTO_TEST_CASE(what_an_outcome_causes_commits_with_it) {
    Store store;
    put(store, "MC-A");
    Lane lane(store, [](const Leased&) {
        return Outcome{.kind = Outcome::Kind::done, .also = [](store::Transaction& tx) { tx.audit({.actor = "t", .action = "also", .subject = "x"}); }};
    });
    lane.worker.run_due();
    BOOST_TEST(store.text("SELECT count(*) FROM audit WHERE action='also'") == "1");
}

BOOST_AUTO_TEST_CASE(an_accepted_request_is_asked_about_until_its_answer_comes) {
    Store store;
    put(store, "MC-A", "authority");
    Lane lane(store, [](const Leased&) { return Outcome{.kind = Outcome::Kind::accepted, .pause = 60'000}; }, "authority");
    lane.worker.run_due();
    BOOST_TEST(view(store, "MC-A", "authority").state == "sent");
    BOOST_TEST(!lane.seen[0].awaiting_answer);
    store.now += 60'000;
    lane.worker.run_due();
    BOOST_REQUIRE(lane.seen.size() == 2u);
    BOOST_TEST(lane.seen[1].awaiting_answer);
    BOOST_TEST(view(store, "MC-A", "authority").state == "sent");
}

BOOST_AUTO_TEST_CASE(a_row_is_given_up_at_its_limit_and_send_now_revives_it) {
    Store store;
    const Millis limit = store.now + 5000;
    store.write([&](store::Transaction& tx) { return enqueue(tx, {.kind = "notify.sms", .reference = "MC-A", .give_up_at = limit}); });
    Lane failing(store, [](const Leased&) { return retry(); });
    failing.worker.run_due();
    store.now = limit;
    BOOST_TEST(failing.worker.run_due() == 0);
    BOOST_TEST(view(store, "MC-A").state == "failed");
    BOOST_TEST(view(store, "MC-A").last_error == "outbox.gave_up");
    BOOST_TEST(store.write([](store::Transaction& tx) { return send_now(tx, "notify.sms", "MC-A"); }));
    Lane working(store, [](const Leased&) { return done(); });
    BOOST_TEST(working.worker.run_due() == 1);
    BOOST_TEST(view(store, "MC-A").state == "sent");
    BOOST_TEST(!store.write([](store::Transaction& tx) { return send_now(tx, "notify.sms", "MC-A"); }));
}

BOOST_AUTO_TEST_CASE(what_a_dead_worker_held_is_not_tried_after_its_limit) {
    Store store;
    store.write([&](store::Transaction& tx) { return enqueue(tx, {.kind = "notify.sms", .reference = "otp:1", .give_up_at = store.now + 5000}); });
    BOOST_REQUIRE(store.write([](store::Transaction& tx) { return lease(tx, "notify.sms", 60'000); }).has_value());
    store.now += 60'000;  // the code in it has expired
    Lane lane(store, [](const Leased&) { return done(); });
    BOOST_TEST(lane.worker.run_due() == 0);
    BOOST_TEST(view(store, "otp:1").last_error == "outbox.gave_up");
}

BOOST_AUTO_TEST_CASE(a_request_that_is_never_answered_ends_as_a_dead_letter_at_its_limit) {
    Store store;
    put(store, "MC-A", "authority");
    Lane lane(store, [](const Leased&) { return Outcome{.kind = Outcome::Kind::accepted, .pause = 60'000}; }, "authority");
    lane.worker.run_due();
    store.now += 30LL * 24 * 3600 * 1000;
    BOOST_TEST(lane.worker.run_due() == 0);
    BOOST_TEST(view(store, "MC-A", "authority").state == "failed");
}

BOOST_AUTO_TEST_CASE(dead_letters_raise_the_alarm_and_stay_in_the_figures_until_somebody_sends_them) {
    Store store;
    std::vector<DeadLetter> alarms;
    const auto refused_id = put(store, "MC-A"), late_id = put(store, "MC-B");
    Worker worker({.db = store.db.get(), .kind = "notify.sms", .deliver = [](const Leased& item) { return item.reference == "MC-A" ? refused() : retry(); },
                   .clock = [&store] { return store.now; }, .jitter = [] { return 0.0; }, .alarm = [&](const DeadLetter& dead) { alarms.push_back(dead); }});
    worker.run_due();
    BOOST_REQUIRE(alarms.size() == 1u);
    BOOST_TEST(alarms[0].id == refused_id);
    BOOST_TEST(alarms[0].error == "sms.400");
    store.now += 3LL * 24 * 3600 * 1000;
    worker.run_due();
    BOOST_REQUIRE(alarms.size() == 2u);
    BOOST_TEST(alarms[1].id == late_id);
    const auto failed = [&] { return store.write([](store::Transaction& tx) { return outbox_figures(tx)[1].failed; }); };
    BOOST_TEST(failed() == 2u);
    BOOST_TEST(store.write([](store::Transaction& tx) { return send_now(tx, "notify.sms", "MC-A"); }));
    BOOST_TEST(failed() == 1u);
}

BOOST_AUTO_TEST_CASE(a_request_is_overdue_after_the_day_that_was_promised) {
    Store store;
    put(store, "MC-A", "authority");
    store.write([](store::Transaction& tx) {
        store::sql(tx, "INSERT INTO applications(reference, owner, sitting, state, filed_for, language, filing, document_index, submitted_at, updated_at, due_latest)"
               " VALUES('MC-A','o','s','sent','self','vi',x'','d',0,0,'2026-11-27')").run();
        return 0;
    });
    const auto overdue = [&] { return store.write([](store::Transaction& tx) { return outbox_figures(tx)[0].overdue; }); };
    store.now = 1'795'792'000'000;  // 27 November, evening in Vietnam
    BOOST_TEST(overdue() == 0u);
    store.now += 12LL * 3600 * 1000;
    BOOST_TEST(overdue() == 1u);
    store.write([](store::Transaction& tx) { store::sql(tx, "UPDATE outbox SET delivered_at=1, state='answered'").run(); return 0; });
    BOOST_TEST(overdue() == 0u);
}

BOOST_AUTO_TEST_CASE(a_lane_sees_only_its_own_kind) {
    Store store;
    put(store, "MC-A", "notify.email");
    Lane lane(store, [](const Leased&) { return done(); });
    BOOST_TEST(lane.worker.run_due() == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_due_while_the_only_free_row_waits_behind_another) {
    Store store;
    put(store, "MC-A");
    put(store, "MC-A");
    Lane lane(store, [](const Leased&) { return retry(); });
    lane.worker.run_due();
    const auto due = store.write([](store::Transaction& tx) { return next_due(tx, "notify.sms").value_or(0); });
    BOOST_TEST(due == store.now + 1000);  // not "at once": the thread would spin
}
