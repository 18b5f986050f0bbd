// What the outbox and the messages promise, on every store.
#include <algorithm>

#include "server/store/answers.hpp"
#include "server/store/keys.hpp"
#include "tests/unit/store/ground.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using motcua::test::file;
using motcua::test::Ground;
using motcua::test::show;
using store::Transaction;

namespace {

void add(Ground& ground, const std::string& id, const std::string& reference, const std::string& kind = "authority") {
    ground.write([&](Transaction& tx) {
        tx.outbox().add(id, {.kind = kind, .reference = reference, .payload = "payload", .give_up_at = ground.now + 1000});
    });
}
std::optional<store::Leased> lease(Ground& ground, const char* name = "lease", const char* kind = "authority") {
    return ground.write([&](Transaction& tx) { return tx.outbox().lease_due(kind, name, ground.now + 60); });
}
std::string newest(Ground& ground, const char* reference) {
    return ground.read([&](Transaction& tx) { return show(tx.outbox().newest("authority", reference)); });
}
std::string figures(Ground& ground) {
    return ground.read([](Transaction& tx) { return show(tx.outbox().figures("authority", "2026-12-24")); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outside_gateways)

MOTCUA_CONTRACT(a_row_of_the_outbox_is_leased_and_finished) {
    BOOST_TEST(!lease(ground).has_value());
    add(ground, "1", "MC-1");
    const Millis start = ground.now++;
    BOOST_TEST(newest(ground, "MC-1") == test::line("1", "waiting", 0, start, ""));
    BOOST_TEST(show(lease(ground)) == test::line("1", "authority", "MC-1", "payload", "lease", 1, false, start));
    BOOST_TEST(newest(ground, "MC-1") == test::line("1", "sending", 1, start, ""));
    BOOST_TEST(!lease(ground).has_value());
    ground.write([&](Transaction& tx) {
        BOOST_TEST(tx.outbox().is_held("1", "lease"));
        BOOST_TEST(!tx.outbox().is_held("1", "another"));
        BOOST_TEST(!tx.outbox().is_held("2", "lease"));
        tx.outbox().put_back("1", {.state = "waiting", .next_try = ground.now + 10, .error = "peer.unreachable"});
        BOOST_TEST(!tx.outbox().is_held("1", "lease"));
        BOOST_TEST(tx.outbox().next_due("authority").value() == ground.now + 10);
    });
    BOOST_TEST(!lease(ground).has_value());
    ground.now += 10;
    BOOST_TEST(lease(ground)->attempts == 2);
    ground.write([](Transaction& tx) { tx.outbox().finish("1", "answered"); });
    BOOST_TEST(newest(ground, "MC-1") == "1|answered|2|0||");
    BOOST_TEST(!ground.read([](Transaction& tx) { return tx.outbox().next_due("authority"); }).has_value());
    ground.write([&](Transaction& tx) { tx.outbox().make_due("1", ground.now + 100); });
    BOOST_TEST(lease(ground)->payload.empty());  // what it carried was erased
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.outbox().add("1", {.kind = "authority", .reference = "MC-9"}); }));
}

MOTCUA_CONTRACT(a_lease_that_is_over_is_taken_over) {
    add(ground, "1", "MC-1");
    BOOST_TEST(lease(ground, "first").has_value());
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.outbox().next_due("authority").value(); }) == ground.now + 60);
    ground.now += 60;
    BOOST_TEST(lease(ground, "second")->attempts == 2);
    BOOST_TEST(!ground.read([](Transaction& tx) { return tx.outbox().is_held("1", "first"); }));
}

MOTCUA_CONTRACT(a_row_is_taken_back_unless_it_is_leased_or_ended) {
    ground.write([&](Transaction& tx) {
        tx.outbox().add("1", {.kind = "notify.sms", .reference = "MC-1"});
        tx.outbox().add("2", {.kind = "notify.sms", .reference = "MC-1"});
        BOOST_TEST(tx.outbox().lease_due("notify.sms", "lease", ground.now + 5)->id == "1");
        BOOST_TEST(!tx.outbox().take_back("1"));
        BOOST_TEST(tx.outbox().take_back("2"));
        BOOST_TEST(!tx.outbox().take_back("2"));
        BOOST_TEST(tx.outbox().newest("notify.sms", "MC-1")->id == "1");
        tx.outbox().finish("1", "sent");
        BOOST_TEST(!tx.outbox().take_back("1"));
        tx.outbox().add("3", {.kind = "notify.sms", .reference = "MC-1"});
        BOOST_TEST(tx.outbox().lease_due("notify.sms", "lease", ground.now + 5)->id == "3");
    });
    ground.now += 5;
    ground.write([&](Transaction& tx) { BOOST_TEST(tx.outbox().take_back("3")); });  // whoever had it is gone
}

MOTCUA_CONTRACT(rows_of_one_reference_leave_in_order_and_others_do_not_wait) {
    add(ground, "9", "MC-1");
    add(ground, "2", "MC-1");
    add(ground, "3", "MC-2");
    add(ground, "4", "MC-1", "notify.sms");
    BOOST_TEST(lease(ground)->id == "9");
    BOOST_TEST(lease(ground)->id == "3");
    BOOST_TEST(!lease(ground).has_value());
    BOOST_TEST(lease(ground, "lease", "notify.sms")->id == "4");
    // delivered and waiting for its answer: it does not hold up the next
    ground.write([&](Transaction& tx) { tx.outbox().put_back("9", {.state = "sent", .next_try = ground.now + 500}); });
    BOOST_TEST(lease(ground)->id == "2");
    ground.now += 500;
    ground.write([](Transaction& tx) { tx.outbox().finish("2", "answered"), tx.outbox().finish("3", "answered"); });
    BOOST_TEST(lease(ground)->awaiting_answer);
    BOOST_TEST(newest(ground, "MC-1") == "2|answered|1|0||");
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.outbox().newest("authority", "MC-9")); }) == "none");
}

MOTCUA_CONTRACT(what_is_not_delivered_in_time_is_given_up) {
    add(ground, "1", "MC-1");
    add(ground, "2", "MC-2");
    const auto overdue = [&] {
        auto ids = ground.read([](Transaction& tx) { return tx.outbox().to_give_up("authority"); });
        std::sort(ids.begin(), ids.end());
        return show(ids);
    };
    ground.now += 990;
    BOOST_TEST(overdue() == "[]");
    BOOST_TEST(lease(ground)->id == "1");
    ground.now += 10;
    BOOST_TEST(overdue() == "[2;]");  // the other is being tried
    ground.now += 60;
    BOOST_TEST(overdue() == "[1;2;]");
    ground.write([](Transaction& tx) { tx.outbox().fail("1", "outbox.gave_up"); });
    BOOST_TEST(overdue() == "[2;]");
    BOOST_TEST(newest(ground, "MC-1") == "1|failed|1|0|outbox.gave_up|");
    ground.write([&](Transaction& tx) { tx.outbox().make_due("1", ground.now + 100); });
    BOOST_TEST(newest(ground, "MC-1") == test::line("1", "waiting", 1, ground.now, "outbox.gave_up"));
    BOOST_TEST(overdue() == "[2;]");
    ground.write([&](Transaction& tx) { tx.outbox().make_due("2", 0), tx.outbox().make_due("9", 0); });
    BOOST_TEST(overdue() == "[2;]");  // the limit it had is not shortened, nor lengthened
}

MOTCUA_CONTRACT(an_answer_ends_the_requests_of_its_reference) {
    add(ground, "1", "MC-1");
    add(ground, "2", "MC-2");
    add(ground, "3", "MC-1", "notify.sms");
    ground.write([](Transaction& tx) {
        tx.outbox().answered("MC-1");
        BOOST_TEST(tx.outbox().newest("authority", "MC-1")->state == "answered");
        BOOST_TEST(tx.outbox().newest("authority", "MC-2")->state == "waiting");
        BOOST_TEST(tx.outbox().newest("notify.sms", "MC-1")->state == "waiting");
        BOOST_TEST(!tx.answers().digest_of("MC-1").has_value());
        tx.answers().accept("MC-1", "digest", "CREATED");
        BOOST_TEST(tx.answers().digest_of("MC-1").value() == "digest");
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.answers().accept("MC-1", "digest", "CREATED"); }));
}

MOTCUA_CONTRACT(the_figures_of_the_outbox_count_what_is_open_failed_and_late) {
    BOOST_TEST(figures(ground) == "authority|0|0|0|0|");
    file(ground, "MC-1");
    const Date day{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(1)};
    ground.write([&](Transaction& tx) { tx.applications().promise("MC-1", {.due = day, .latest = day, .days = 3}); });
    add(ground, "1", "MC-1");
    ground.now += 5;
    add(ground, "2", "MC-2");
    BOOST_TEST(figures(ground) == "authority|2|0|1|5|");
    ground.write([](Transaction& tx) { tx.outbox().fail("1", "e"); });
    BOOST_TEST(figures(ground) == "authority|1|1|1|0|");
    ground.write([](Transaction& tx) { tx.outbox().finish("2", "answered"); });
    BOOST_TEST(figures(ground) == "authority|0|1|1|0|");
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.outbox().figures("authority", "2026-12-01")); }) ==
               "authority|0|1|0|0|");
}

MOTCUA_CONTRACT(a_message_is_readable_until_it_has_arrived) {
    const store::Notice letter{
        .reference = "MC-1", .channel = "email", .topic = "submitted", .language = "en", .address = "sealed", .body = "text"};
    const Millis start = ground.now;
    ground.write([&](Transaction& tx) {
        tx.notices().add("2", letter);
        tx.notices().add(
            "1", {.reference = "MC-1", .channel = "sms", .topic = "booked", .language = "en", .address = "a", .body = "b"});
        BOOST_TEST(show(tx.notices().find("2")) == show(letter));
        BOOST_TEST(!tx.notices().find("3").has_value());
        BOOST_TEST(tx.notices().reference_of("2").value() == "MC-1");
        BOOST_TEST(!tx.notices().reference_of("3").has_value());
    });
    BOOST_TEST(ground.refuses([&](Transaction& tx) { tx.notices().add("1", letter); }));
    ++ground.now;
    const auto states = [&] { return ground.read([](Transaction& tx) { return show(tx.notices().of("MC-1")); }); };
    const auto second = test::line("sms", "booked", "queued", start) + ";]";
    ground.write([](Transaction& tx) { tx.notices().attempted("2", "queued", "e"); });
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.notices().queued("MC-1", "submitted")); }) == "[2;]");
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.notices().queued("MC-2", "submitted"); }).empty());
    BOOST_TEST(states() == "[" + test::line("email", "submitted", "queued", start + 1) + ";" + second);
    ground.write([](Transaction& tx) { tx.notices().failed("2", "e"); });
    BOOST_TEST(states() == "[" + test::line("email", "submitted", "failed", start + 1) + ";" + second);
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.notices().queued("MC-1", "submitted"); }).empty());
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.notices().find("2"); }).has_value());
    ground.write([](Transaction& tx) { tx.notices().delivered("2"), tx.notices().delivered("3"); });
    BOOST_TEST(states() == "[" + test::line("email", "submitted", "delivered", start + 1) + ";" + second);
    BOOST_TEST(!ground.read([](Transaction& tx) { return tx.notices().find("2"); }).has_value());
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.notices().reference_of("2"); }).has_value());
    ground.write([](Transaction& tx) { tx.notices().erase("2"), tx.notices().erase("3"); });
    BOOST_TEST(states() == "[" + second);
}

MOTCUA_CONTRACT(the_mailbox_keeps_the_newest_500) {
    ground.write([](Transaction& tx) {
        BOOST_TEST(tx.mailbox().newest(10).empty());
        for (int i = 0; i < 510; ++i) tx.mailbox().drop({.channel = "sms", .to = "+84", .text = std::to_string(i)});
    });
    const auto all = ground.read([](Transaction& tx) { return tx.mailbox().newest(1000); });
    BOOST_TEST(all.size() == 500u);
    BOOST_TEST(all.front().text == "509");
    BOOST_TEST(all.back().text == "10");
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.mailbox().newest(1)); }) ==
               "[" + test::line("sms", "+84", "", "509", ground.now) + ";]");
}

MOTCUA_CONTRACT(keys_are_wrapped_by_a_key_in_use_and_one_that_wraps_is_not_retired) {
    const auto start = ground.now;
    ground.write([](Transaction& tx) {
        BOOST_TEST(tx.keys().keks().empty());
        tx.keys().add_kek("k1", "proof 1");
        for (const auto* record : {"r2", "r1", "r3"}) tx.keys().add_data_key(record, {.id = "d", .kek = "k1", .wrapped = "w"});
        tx.keys().add_purpose_key("blind", {.kek = "k1", .wrapped = "p"});
    });
    ++ground.now;
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_kek("k1", "proof"); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_data_key("r1", {.id = "d", .kek = "k1", .wrapped = "w"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_data_key("r4", {.id = "d", .kek = "k2", .wrapped = "w"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_purpose_key("mac", {.kek = "k2", .wrapped = "w"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().rewrap_data_key("r1", {.kek = "k2", .wrapped = "w"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().rewrap_purpose_key("blind", {.kek = "k2", .wrapped = "w"}); }));
    for (const auto* kek : {"k1", "k2"}) BOOST_TEST(ground.refuses([&](Transaction& tx) { tx.keys().retire_kek(kek); }));
    ground.write([](Transaction& tx) {
        tx.keys().add_kek("k2", "proof 2");
        const auto some = tx.keys().data_keys_by("k1", 2);
        BOOST_TEST(show(some) == "[" + test::line("r1") + ' ' + test::line("d", "k1", "w") + ";" + test::line("r2") + ' ' + test::line("d", "k1", "w") + ";]");
        for (const auto* record : {"r1", "r2", "r3", "r9"}) tx.keys().rewrap_data_key(record, {.kek = "k2", .wrapped = "w2"});
        BOOST_TEST(tx.keys().wrapped_by("k1") == 0U);
        BOOST_TEST(tx.keys().wrapped_by("k2") == 3U);
        BOOST_TEST(show(tx.keys().data_key("r1")) == show(std::optional(store::DataKey{.id = "d", .kek = "k2", .wrapped = "w2"})));
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().retire_kek("k1"); }));  // a purpose's key is left
    ground.write([](Transaction& tx) {
        tx.keys().rewrap_purpose_key("blind", {.kek = "k2", .wrapped = "p2"});
        tx.keys().retire_kek("k1");
        BOOST_TEST(show(tx.keys().purpose_key("blind")) == show(std::optional(store::WrappedKey{.kek = "k2", .wrapped = "p2"})));
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().retire_kek("k1"); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_data_key("r4", {.id = "d", .kek = "k1", .wrapped = "w"}); }));
    const auto known = ground.read([](Transaction& tx) { return tx.keys().keks(); });
    BOOST_REQUIRE(known.size() == 2U);
    BOOST_TEST(known[0].id + known[0].proof == "k1proof 1");
    BOOST_TEST(known[0].made_at == start);
    BOOST_TEST((known[0].retired_at == start + 1));
    BOOST_TEST(known[1].made_at == start + 1);
    BOOST_TEST(!known[1].retired_at.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
