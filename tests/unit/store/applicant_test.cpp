// What the gateways of the applicant promise, on every store.
#include <algorithm>

#include "server/store/answers.hpp"
#include "server/store/attachments.hpp"
#include "server/store/keys.hpp"
#include "tests/unit/store/ground.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using motcua::test::file;
using motcua::test::Ground;
using motcua::test::show;
using store::Transaction;

namespace {

template <class T>
std::vector<T> sorted(std::vector<T> rows) {
    std::sort(rows.begin(), rows.end());
    return rows;
}
std::optional<store::Application> find(Ground& ground, const char* reference) {
    return ground.read([&](Transaction& tx) { return tx.applications().find(reference); });
}
calendar::Deadline deadline(int days) {
    return {.due = Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(static_cast<unsigned>(days))},
            .latest = Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(static_cast<unsigned>(days) + 1)},
            .days = days,
            .certain = false};
}
void step(Ground& ground, const char* reference, application::Event event, application::State state) {
    ground.write(
        [&](Transaction& tx) { tx.applications().take_step(reference, {.event = event, .state = state, .actor = "system"}); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(applicant_gateways)

MOTCUA_CONTRACT(limits_count_the_events_of_a_window) {
    const Millis start = ground.now;
    for (int i = 0; i < 3; ++i, ground.now += 10) ground.write([](Transaction& tx) { tx.throttles().note("a"); });
    ground.write([&](Transaction& tx) {
        auto& limits = tx.throttles();
        BOOST_TEST(limits.nth_newest("a", start - 1, 1).value() == start + 20);
        BOOST_TEST(limits.nth_newest("a", start - 1, 3).value() == start);
        BOOST_TEST(!limits.nth_newest("a", start, 3).has_value());  // after, not from
        BOOST_TEST(!limits.nth_newest("b", 0, 1).has_value());
        BOOST_TEST(show(limits.window("a", start)) == test::line(2, start + 10, start + 20));
        BOOST_TEST(show(limits.window("b", 0)) == "0|0|0|");
        limits.forget_before(start + 10);
        BOOST_TEST(limits.window("a", 0).count == 2);
        limits.note("b");
        limits.forget("a");
        BOOST_TEST(limits.window("a", 0).count == 0);
        BOOST_TEST(limits.window("b", 0).count == 1);
    });
}

MOTCUA_CONTRACT(codes_are_replaced_guessed_and_erased) {
    const auto add = [&](const std::string& id) {
        ground.write([&](Transaction& tx) {
            tx.codes().add({.id = id,
                            .phone_index = "phone",
                            .phone = "sealed",
                            .mac = "mac",
                            .language = "vi",
                            .expires_at = ground.now + 5});
        });
    };
    add("1");
    BOOST_TEST(ground.refuses(
        [](Transaction& tx) { tx.codes().add({.id = "1", .phone_index = "p", .phone = "s", .mac = "m", .language = "vi"}); }));
    ground.write([&](Transaction& tx) {
        BOOST_TEST(show(tx.codes().find("1")) == test::line("1", "phone", "sealed", "mac", "vi", ground.now + 5, 0, 0));
        BOOST_TEST(!tx.codes().find("2").has_value());
        tx.codes().guessed("1", 1, store::CodeState::open);
        BOOST_TEST(tx.codes().find("1")->tries == 1);
        tx.codes().guessed("1", 1, store::CodeState::used);
        tx.codes().replace_open("phone");
        BOOST_TEST((tx.codes().find("1")->state == store::CodeState::used));  // it was not open any more
        tx.codes().guessed("2", 1, store::CodeState::used);                   // not there: nothing happens
    });
    add("2");
    ground.write([&](Transaction& tx) {
        tx.codes().replace_open("another");
        BOOST_TEST((tx.codes().find("2")->state == store::CodeState::open));
        tx.codes().replace_open("phone");
        BOOST_TEST((tx.codes().find("2")->state == store::CodeState::replaced));
        tx.codes().guessed("2", 5, store::CodeState::burnt);
        BOOST_TEST((tx.codes().find("2")->state == store::CodeState::burnt));
        BOOST_TEST(tx.codes().made_before(ground.now).empty());
        BOOST_TEST(sorted(tx.codes().made_before(ground.now + 1)).size() == 2u);
        tx.codes().erase("1");
        BOOST_TEST(!tx.codes().find("1").has_value());
    });
    for (int i = 0; i < 120; ++i) add("many" + std::to_string(i));
    BOOST_TEST(ground.read([&](Transaction& tx) { return tx.codes().made_before(ground.now + 1); }).size() == 100u);
}

MOTCUA_CONTRACT(sessions_live_until_they_end) {
    const auto start = [](const std::string& id, Millis expires_at) {
        return [=](Transaction& tx) {
            tx.sessions().start(
                {.id = id, .role = "applicant", .subject = "who", .phone = "sealed", .language = "en", .expires_at = expires_at});
        };
    };
    const Millis begun = ground.now;
    ground.write(start("1", begun + 1000));
    BOOST_TEST(ground.refuses(start("1", begun)));
    ground.now += 100;
    ground.write([&](Transaction& tx) {
        BOOST_TEST(show(tx.sessions().find("1")) ==
                   test::line("1", "applicant", "who", "", "", "sealed", "en", begun, begun, begun + 1000, begun));
        BOOST_TEST(!tx.sessions().find("2").has_value());
        tx.sessions().touch("1");
        tx.sessions().touch("2");
        BOOST_TEST(tx.sessions().find("1")->last_seen == ground.now);
        BOOST_TEST(tx.sessions().ended(1).empty());
        BOOST_TEST(tx.sessions().ended(0).size() == 1u);  // not seen for 0 ms
    });
    ground.write(start("2", begun + 2000));
    ground.now = begun + 1000;
    ground.write([&](Transaction& tx) {
        BOOST_TEST(show(tx.sessions().ended(5000)) == "[1;]");
        BOOST_TEST(show(sorted(tx.sessions().of_subject("who"))) == "[1;2;]");
        BOOST_TEST(tx.sessions().of_subject("nobody").empty());
        tx.sessions().end("1");
        tx.sessions().end("1");
        BOOST_TEST(show(tx.sessions().of_subject("who")) == "[2;]");
    });
    for (int i = 0; i < 25; ++i) ground.write(start("many" + std::to_string(i), 1));
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.sessions().ended(1'000'000); }).size() == 20u);
}

MOTCUA_CONTRACT(drafts_take_the_place_of_the_one_before) {
    ground.write([](Transaction& tx) {
        BOOST_TEST(!tx.drafts().find("a").has_value());
        BOOST_TEST(tx.drafts().revision_of("a") == 0);
        tx.drafts().save("a", {.revision = 1, .body = std::string("by\0tes", 6)});
        tx.drafts().save("a", {.revision = 2, .body = std::string("by\0tes2", 7)});
        tx.drafts().save("b", {.revision = 1, .body = "other"});
        BOOST_TEST(tx.drafts().revision_of("a") == 2);
        BOOST_TEST((tx.drafts().find("a")->body == std::string("by\0tes2", 7)));
    });
}

MOTCUA_CONTRACT(portraits_are_filed_with_one_application) {
    for (int i = 0; i < 4; ++i, ++ground.now)
        ground.write([&](Transaction& tx) {
            tx.portraits().keep("p" + std::to_string(i), {.owner = "a", .image = "sealed", .width = 3, .height = 4}, "{}");
        });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.portraits().keep("p0", {.owner = "b", .image = "x"}, "{}"); }));
    ground.write([](Transaction& tx) {
        auto& pictures = tx.portraits();
        BOOST_TEST(show(pictures.find("p0")) == "a|sealed|3|4||");
        BOOST_TEST(!pictures.find("q").has_value());
        BOOST_TEST(pictures.may_file("p0", "a", ""));
        BOOST_TEST(!pictures.may_file("p0", "b", ""));
        BOOST_TEST(!pictures.may_file("q", "a", ""));
        BOOST_TEST(show(pictures.surplus("a", 2)) == "[p1;p0;]");
        pictures.file("p0", "MC-1");
        BOOST_TEST(pictures.find("p0")->reference == "MC-1");
        BOOST_TEST(pictures.may_file("p0", "a", "MC-1"));
        BOOST_TEST(!pictures.may_file("p0", "a", "MC-2"));
        BOOST_TEST(show(pictures.surplus("a", 2)) == "[p1;]");
        BOOST_TEST(pictures.surplus("a", 9).empty());
        pictures.erase("p1");
        BOOST_TEST(!pictures.find("p1").has_value());
    });
}

MOTCUA_CONTRACT(attachments_are_filed_with_one_application) {
    const Millis start = ground.now;
    for (const char* id : {"p", "q"}) {
        ground.write(
            [&](Transaction& tx) { tx.attachments().keep(id, {.owner = "a", .image = "sealed", .width = 3, .height = 4}); });
        ++ground.now;
    }
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.attachments().keep("p", {.owner = "b", .image = "x"}); }));
    ground.write([&](Transaction& tx) {
        auto& pictures = tx.attachments();
        BOOST_TEST(show(pictures.find("p")) == "a|sealed|3|4||");
        BOOST_TEST(show(pictures.unfiled("a")) == "[" + test::line("p", start) + ";" + test::line("q", start + 1) + ";]");
        BOOST_TEST(pictures.unfiled("b").empty());
        BOOST_TEST(pictures.is_filed("p", "a").value() == false);
        BOOST_TEST(!pictures.is_filed("p", "b").has_value());
        pictures.file("p", "MC-1");
        BOOST_TEST(pictures.is_filed("p", "a").value() == true);
        BOOST_TEST(show(pictures.filed_with("MC-1")) == "[p|a|;]");
        BOOST_TEST(pictures.filed_with("MC-2").empty());
        BOOST_TEST(pictures.may_file("p", "a", "MC-1"));
        BOOST_TEST(!pictures.may_file("p", "a", "MC-2"));
        BOOST_TEST(!pictures.may_file("p", "b", "MC-1"));
        BOOST_TEST(pictures.unfiled("a").size() == 1u);
        pictures.erase("p");
        BOOST_TEST(!pictures.find("p").has_value());
    });
}

MOTCUA_CONTRACT(a_request_is_answered_once) {
    ground.write([](Transaction& tx) {
        BOOST_TEST(!tx.submissions().find("a", "key").has_value());
        tx.submissions().note("a", "key", {.hash = "hash", .references = {"MC-2", "MC-1"}});
        tx.submissions().note("b", "key", {.hash = "other", .references = {"MC-3"}});
        BOOST_TEST(show(tx.submissions().find("a", "key")) == "hash|[MC-2;MC-1;]|");
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.submissions().note("a", "key", {.hash = "h", .references = {}}); }));
}

MOTCUA_CONTRACT(an_application_is_filed_once) {
    BOOST_TEST(!find(ground, "MC-1").has_value());
    file(ground, "MC-1");
    BOOST_TEST(show(find(ground, "MC-1")) == test::line("MC-1", "owner", "self", "en", "submitted", "filing of MC-1", "portrait",
                                                        "", "", 0, ground.now, "", 0));
    BOOST_TEST(ground.refuses([](Transaction& tx) {
        tx.applications().file(
            {.reference = "MC-1", .owner = "x", .sitting = "s", .filed_for = "self", .language = "vi", .filing = {"f", "d"}});
    }));
    ground.read([&](Transaction& tx) {
        BOOST_TEST(show(tx.applications().history("MC-1")) == "[" + test::line(ground.now, "submit") + ";]");
        BOOST_TEST((tx.applications().state_of("MC-1") == application::State::submitted));
        BOOST_TEST(!tx.applications().state_of("MC-2").has_value());
        BOOST_TEST(tx.applications().history("MC-2").empty());
    });
}

MOTCUA_CONTRACT(an_application_goes_from_step_to_step) {
    file(ground, "MC-1");
    const Millis start = ground.now++;
    step(ground, "MC-1", application::Event::open_at_counter, application::State::at_counter);
    BOOST_TEST((find(ground, "MC-1")->state == application::State::at_counter));
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.applications().history("MC-1")); }) ==
               "[" + test::line(start, "submit") + ";" + test::line(start + 1, "open_at_counter") + ";]");
    BOOST_TEST(ground.refuses([](Transaction& tx) {
        tx.applications().take_step("MC-2",
                                    {.event = application::Event::book, .state = application::State::booked, .actor = "x"});
    }));
}

MOTCUA_CONTRACT(applications_of_an_owner_come_newest_first) {
    file(ground, "MC-2");
    file(ground, "MC-1");
    ++ground.now;
    file(ground, "MC-3");
    file(ground, "MC-4", "another");
    BOOST_TEST(ground.read([](Transaction& tx) { return show(tx.applications().references_of("owner")); }) ==
               "[MC-3;MC-1;MC-2;]");
    BOOST_TEST(ground.read([](Transaction& tx) { return tx.applications().references_of("nobody"); }).empty());
}

MOTCUA_CONTRACT(open_applications_of_a_document_are_counted) {
    file(ground, "MC-1", "owner", "passport");
    file(ground, "MC-2", "another", "passport");
    file(ground, "MC-3", "owner", "other");
    const auto count = [&](const char* owner) {
        return ground.read([&](Transaction& tx) { return show(tx.applications().open_of_document("passport", owner)); });
    };
    BOOST_TEST(count("owner") == "2|1|");
    BOOST_TEST(count("nobody") == "2|0|");
    step(ground, "MC-1", application::Event::withdraw, application::State::withdrawn);
    BOOST_TEST(count("owner") == "1|0|");
    step(ground, "MC-2", application::Event::authority_created, application::State::account_created);
    BOOST_TEST(count("another") == "0|0|");
}

MOTCUA_CONTRACT(an_application_is_corrected_promised_received_and_given_back) {
    file(ground, "MC-1", "owner", "passport");
    ground.write([&](Transaction& tx) {
        auto& all = tx.applications();
        BOOST_TEST(!all.outcome_of("MC-2").has_value());
        BOOST_TEST(show(all.outcome_of("MC-1")) == "none||0|||");
        all.promise("MC-1", deadline(7));
        BOOST_TEST(show(all.outcome_of("MC-1")) == "2026-12-07|2026-12-08|7|false|||0|||");
        BOOST_TEST(all.find("MC-1")->due == "2026-12-07");
        BOOST_TEST(all.find("MC-1")->due_days == 7);
        BOOST_TEST(!all.received_at("MC-1").has_value());
        all.receive("MC-1", deadline(9));
        BOOST_TEST(all.received_at("MC-1").value() == ground.now);
        BOOST_TEST(show(all.outcome_of("MC-1")) == "2026-12-09|2026-12-10|7|false|||0|||");  // the days stay as verified
        all.give_back("MC-1", "why");
        BOOST_TEST(show(all.outcome_of("MC-1")) == "none||0||why|");
        all.correct("MC-1", {.sealed = "new filing", .document_index = "new passport"});
        BOOST_TEST(show(all.outcome_of("MC-1")) == "none||0|||");
        BOOST_TEST(all.find("MC-1")->filing == "new filing");
        BOOST_TEST(all.find("MC-1")->portrait_id.empty());
        BOOST_TEST(all.open_of_document("passport", "owner").all == 0);
        BOOST_TEST(all.open_of_document("new passport", "owner").all == 1);
        all.grant("MC-1", "account", deadline(5).due);
        all.refuse("MC-1", "reason");
        BOOST_TEST(show(all.outcome_of("MC-1")) == test::line("none", "account", ground.now, "2026-12-05", "reason"));
    });
}

MOTCUA_CONTRACT(the_seat_of_an_application_is_one) {
    file(ground, "MC-1");
    file(ground, "MC-2");
    const store::Booking seat{.office = "o", .date = "2026-11-25", .time = "08:30"};
    ground.write([&](Transaction& tx) {
        BOOST_TEST(!tx.bookings().of("MC-1").has_value());
        BOOST_TEST(tx.applications().is_open_to("MC-1", "elsewhere"));
        tx.bookings().take("MC-1", seat);
        BOOST_TEST(show(tx.bookings().of("MC-1")) == "o|2026-11-25|08:30|");
        BOOST_TEST(tx.applications().find("MC-1")->office == "o");
        BOOST_TEST(!tx.applications().is_open_to("MC-1", "elsewhere"));
        BOOST_TEST(tx.applications().is_open_to("MC-1", "o"));
        BOOST_TEST(!tx.applications().is_open_to("MC-3", "o"));
    });
    BOOST_TEST(ground.refuses([&](Transaction& tx) { tx.bookings().take("MC-1", seat); }));
    BOOST_TEST(ground.refuses([&](Transaction& tx) { tx.bookings().take("MC-3", seat); }));
    ground.write([&](Transaction& tx) {
        tx.bookings().take("MC-2", {.office = "o", .date = "2026-11-25", .time = "08:00"});
        BOOST_TEST(show(tx.bookings().taken_on("o", "2026-11-25")) == "08:00|1|08:30|1|");
        BOOST_TEST(tx.bookings().taken_on("o", "2026-11-26").empty());
        BOOST_TEST(tx.bookings().taken_on("p", "2026-11-25").empty());
        BOOST_TEST(show(tx.bookings().visitors_on("o", "2026-11-25")) == "[MC-2|08:00|;MC-1|08:30|;]");
        tx.bookings().free("MC-1");
        tx.bookings().free("MC-1");
        BOOST_TEST(!tx.bookings().of("MC-1").has_value());
        BOOST_TEST(show(tx.bookings().taken_on("o", "2026-11-25")) == "08:00|1|");
        BOOST_TEST(tx.applications().find("MC-1")->office == "o");  // it stays with the office
        tx.bookings().take("MC-1", {.office = "o", .date = "2026-11-25", .time = "08:00"});
        BOOST_TEST(show(tx.bookings().visitors_on("o", "2026-11-25")) == "[MC-1|08:00|;MC-2|08:00|;]");
    });
}

MOTCUA_CONTRACT(an_office_is_closed_from_a_day_to_a_day_until_that_is_taken_back) {
    const Millis start = ground.now;
    const store::Closure flood{.office = "o", .from = "2026-12-01", .to = "2026-12-03", .reason_vi = "Ngập nước", .reason_en = "Flood"};
    ground.write([&](Transaction& tx) {
        BOOST_TEST(tx.closures().close(flood) == 1);
        BOOST_TEST(tx.closures().close({.office = "o", .from = "2026-12-03", .to = "2026-12-04", .reason_vi = "v", .reason_en = "e"}) == 2);
        BOOST_TEST(show(tx.closures().find(1)) == test::line(1, "o", "2026-12-01", "2026-12-03", "Ngập nước", "Flood", start, ""));
        BOOST_TEST(!tx.closures().find(3).has_value());
        for (const auto* day : {"2026-12-01", "2026-12-03"}) BOOST_TEST(tx.closures().on("o", day)->id == 1);
        BOOST_TEST(tx.closures().on("o", "2026-12-04")->id == 2);
        for (const auto* day : {"2026-11-30", "2026-12-05"}) BOOST_TEST(!tx.closures().on("o", day).has_value());
        BOOST_TEST(!tx.closures().on("p", "2026-12-01").has_value());
        tx.closures().open(1, "2026-12-02");
        tx.closures().open(1, "2026-12-03");  // once
        tx.closures().open(9, "2026-12-03");
        BOOST_TEST(tx.closures().find(1)->open_from == "2026-12-02");
        BOOST_TEST(tx.closures().on("o", "2026-12-01")->id == 1);
        BOOST_TEST(!tx.closures().on("o", "2026-12-02").has_value());
        BOOST_TEST(tx.closures().on("o", "2026-12-03")->id == 2);
        BOOST_TEST(tx.closures().all().size() == 2U);
        BOOST_TEST(tx.closures().all().front().id == 2);
    });
    BOOST_TEST(ground.refuses([&](Transaction& tx) { (void)tx.closures().close({.office = "o", .from = "2026-12-02", .to = "2026-12-01"}); }));
}

MOTCUA_CONTRACT(visits_on_closed_days_come_by_their_booking_and_those_booked_together_together) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3", "MC-4", "MC-5", "MC-6"}) file(ground, reference, reference == std::string("MC-4") ? "other" : "owner");
    const auto book = [](Transaction& tx, const std::string& reference, const std::string& date, const std::string& time) {
        tx.bookings().take(reference, {.office = "o", .date = date, .time = time});
        tx.applications().take_step(reference, {.event = application::Event::book, .state = application::State::booked, .actor = "applicant"});
    };
    ground.write([&](Transaction& tx) { book(tx, "MC-6", "2026-12-03", "08:00"); });
    ++ground.now;
    ground.write([&](Transaction& tx) {  // two of one owner together; another's and one at another day beside them
        book(tx, "MC-2", "2026-12-02", "09:00");
        book(tx, "MC-1", "2026-12-02", "09:30");
        book(tx, "MC-4", "2026-12-02", "09:00");
        book(tx, "MC-3", "2026-12-03", "09:00");
    });
    ++ground.now;
    ground.write([&](Transaction& tx) {
        book(tx, "MC-5", "2026-12-02", "09:30");
        const auto affected = [&](const char* time) { return show(tx.closures().affected("2026-12-02", time)); };
        BOOST_TEST(affected("00:00") == "[]");
        BOOST_TEST(tx.closures().close({.office = "o", .from = "2026-12-01", .to = "2026-12-02", .reason_vi = "v", .reason_en = "e"}) == 1);
        BOOST_TEST(tx.closures().close({.office = "o", .from = "2026-12-02", .to = "2026-12-02", .reason_vi = "v", .reason_en = "e"}) == 2);
        BOOST_TEST(affected("08:59") == "[MC-2;MC-4;MC-1;MC-5;]");
        BOOST_TEST(affected("09:00") == "[MC-1;MC-5;]");
        BOOST_TEST(show(tx.closures().affected("2026-12-03", "00:00")) == "[]");
        BOOST_TEST(show(tx.closures().party_of("MC-1")) == "[MC-2|09:00|;MC-1|09:30|;]");
        BOOST_TEST(show(tx.closures().party_of("MC-4")) == "[MC-4|09:00|;]");
        BOOST_TEST(show(tx.closures().party_of("MC-9")) == "[]");
        tx.applications().take_step("MC-2", {.event = application::Event::open_at_counter, .state = application::State::at_counter, .actor = "officer"});
        BOOST_TEST(affected("08:59") == "[MC-4;MC-1;MC-5;]");
        BOOST_TEST(show(tx.closures().party_of("MC-1")) == "[MC-1|09:30|;]");
        BOOST_TEST(show(tx.closures().party_of("MC-2")) == "[]");
    });
    ground.write([&](Transaction& tx) {
        tx.closures().mark_moved("MC-1", {.closure = 1, .from = "2026-12-01"});
        tx.closures().mark_moved("MC-9", {.closure = 1, .from = "2026-12-01"});
        BOOST_TEST(show(tx.closures().moved_of("MC-1")) == "1|2026-12-01|");
        BOOST_TEST(!tx.closures().moved_of("MC-5").has_value());
        tx.bookings().free("MC-1");
        BOOST_TEST(!tx.closures().moved_of("MC-1").has_value());
        tx.bookings().take("MC-1", {.office = "o", .date = "2026-12-04", .time = "10:00"});
        BOOST_TEST(!tx.closures().moved_of("MC-1").has_value());
    });
    BOOST_TEST(ground.refuses([&](Transaction& tx) { tx.closures().mark_moved("MC-1", {.closure = 9, .from = "2026-12-01"}); }));
}

MOTCUA_CONTRACT(a_visit_is_open_to_a_reminder_until_that_is_settled) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3", "MC-4"}) file(ground, reference);
    const Millis start = ground.now;
    const auto open = [&](Transaction& tx) { return show(tx.reminders().visits("2026-11-25", ground.now + 1)); };
    ground.write([&](Transaction& tx) { tx.bookings().take("MC-4", {.office = "o", .date = "2026-11-25", .time = "08:30"}); });
    ++ground.now;
    ground.write([&](Transaction& tx) {
        tx.bookings().take("MC-3", {.office = "o", .date = "2026-11-25", .time = "08:30"});
        tx.bookings().take("MC-1", {.office = "p", .date = "2026-11-26", .time = "08:00"});
        tx.bookings().take("MC-2", {.office = "p", .date = "2026-11-25", .time = "09:00"});
        BOOST_TEST(show(tx.reminders().visits("2026-11-25", start)) == "[]");
        BOOST_TEST(show(tx.reminders().visits("2026-11-25", ground.now)) == "[MC-4;]");
        BOOST_TEST(open(tx) == "[MC-4;MC-2;MC-3;]");
        BOOST_TEST(show(tx.reminders().visit_of("MC-3")) == test::line("o|2026-11-25|08:30|", ground.now));
        tx.reminders().settle_visit("MC-3");
        tx.reminders().settle_visit("MC-9");
        BOOST_TEST(open(tx) == "[MC-4;MC-2;]");
        BOOST_TEST(!tx.reminders().visit_of("MC-3").has_value());
        BOOST_TEST(!tx.reminders().visit_of("MC-9").has_value());
        tx.bookings().free("MC-2");
        BOOST_TEST(open(tx) == "[MC-4;]");
        BOOST_TEST(!tx.reminders().visit_of("MC-2").has_value());
    });
    ++ground.now;
    ground.write([&](Transaction& tx) {  // another seat is open again
        tx.bookings().free("MC-3");
        tx.bookings().take("MC-3", {.office = "o", .date = "2026-11-25", .time = "10:00"});
        BOOST_TEST(open(tx) == "[MC-4;MC-3;]");
        BOOST_TEST(tx.reminders().visit_of("MC-3")->booked_at == ground.now);
    });
}

MOTCUA_CONTRACT(an_account_is_open_to_a_reminder_of_a_later_day) {
    const Millis start = ground.now;
    for (const char* reference : {"MC-2", "MC-1", "MC-3"}) {
        file(ground, reference);
        ground.write([&](Transaction& tx) {
            BOOST_TEST(!tx.reminders().account_of(reference).has_value());
            if (std::string_view(reference) != "MC-3") tx.applications().grant(reference, "account", deadline(5).due);
        });
        ++ground.now;
    }
    ground.write([&](Transaction& tx) {
        const auto open = [&](int day) { return show(tx.reminders().accounts({.from = start, .before = start + 2, .day = day})); };
        BOOST_TEST(open(3) == "[MC-2;MC-1;]");
        BOOST_TEST(show(tx.reminders().accounts({.from = start + 1, .before = start + 2, .day = 3})) == "[MC-1;]");
        BOOST_TEST(show(tx.reminders().accounts({.from = start, .before = start + 1, .day = 3})) == "[MC-2;]");
        BOOST_TEST(show(tx.reminders().account_of("MC-2")) == test::line(start, "2026-12-05", 0));
        tx.reminders().settle_activation("MC-2", 3);
        tx.reminders().settle_activation("MC-9", 3);
        BOOST_TEST(open(3) == "[MC-1;]");
        BOOST_TEST(open(6) == "[MC-2;MC-1;]");
        BOOST_TEST(tx.reminders().account_of("MC-2")->reminded == 3);
    });
}

MOTCUA_CONTRACT(what_an_office_works_on_comes_by_its_day) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3", "MC-4"}) {
        file(ground, reference);
        ground.write([&](Transaction& tx) { tx.claims().begin(reference, {.officer = "x", .office = "o"}); });
        if (std::string_view(reference) != "MC-4")
            step(ground, reference, application::Event::open_at_counter, application::State::at_counter);
    }
    ground.write([&](Transaction& tx) {
        tx.applications().promise("MC-2", deadline(9));
        tx.applications().promise("MC-3", deadline(7));
        BOOST_TEST(show(tx.applications().in_progress("o", "2026-11-25")) == "[MC-3;MC-2;MC-1;]");
        BOOST_TEST(tx.applications().in_progress("p", "2026-11-25").empty());
        tx.bookings().take("MC-3", {.office = "o", .date = "2026-11-25", .time = "08:30"});
        BOOST_TEST(show(tx.applications().in_progress("o", "2026-11-25")) == "[MC-2;MC-1;]");
        BOOST_TEST(show(tx.applications().in_progress("o", "2026-11-26")) == "[MC-3;MC-2;MC-1;]");
    });
}

MOTCUA_CONTRACT(an_office_is_shown_500_files_of_a_day) {
    ground.write([](Transaction& tx) {
        for (int i = 0; i < 1020; ++i) {
            const auto reference = "MC-" + std::to_string(1000 + i);
            tx.applications().file({.reference = reference,
                                    .owner = "a",
                                    .sitting = "s",
                                    .filed_for = "self",
                                    .language = "vi",
                                    .filing = {"f", "d"}});
            tx.bookings().take(reference, {.office = "o", .date = i % 2 == 0 ? "2026-11-25" : "2026-11-26", .time = "08:30"});
            tx.applications().take_step(
                reference, {.event = application::Event::open_at_counter, .state = application::State::at_counter, .actor = "x"});
        }
        const auto visitors = tx.bookings().visitors_on("o", "2026-11-25");
        BOOST_TEST(visitors.size() == 500u);
        BOOST_TEST(visitors.back().reference == "MC-1998");
        const auto others = tx.applications().in_progress("o", "2026-11-25");
        BOOST_TEST(others.size() == 500u);
        BOOST_TEST(others.back() == "MC-1999");
        BOOST_TEST(show(tx.bookings().taken_on("o", "2026-11-25")) == "08:30|510|");
    });
}

MOTCUA_CONTRACT(keys_are_made_once_and_destroyed_for_good) {
    ground.write([](Transaction& tx) {
        tx.keys().add_kek("kek", "proof");
        BOOST_TEST(!tx.keys().purpose_key("slip").has_value());
        tx.keys().add_purpose_key("slip", {.kek = "kek", .wrapped = "wrapped"});
        BOOST_TEST(show(tx.keys().purpose_key("slip")) == "kek|wrapped|");
        BOOST_TEST(!tx.keys().data_key("r").has_value());
        tx.keys().add_data_key("r", {.id = "k", .kek = "kek", .wrapped = "w"});
        BOOST_TEST(show(tx.keys().data_key("r")) == "k|kek|w|");
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_purpose_key("slip", {.kek = "kek", .wrapped = "another"}); }));
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.keys().add_data_key("r", {.id = "k", .kek = "kek", .wrapped = "another"}); }));
    ground.write([](Transaction& tx) {
        tx.keys().destroy("r");
        tx.keys().destroy("r");
        BOOST_TEST(!tx.keys().data_key("r").has_value());
        tx.keys().add_data_key("r", {.id = "k2", .kek = "kek", .wrapped = "w2"});
    });
}

MOTCUA_CONTRACT(what_nobody_touches_is_found_by_its_age_and_erased) {
    file(ground, "MC-1");
    const Millis start = ground.now;
    ground.write([](Transaction& tx) {
        tx.drafts().save("a", {.revision = 1, .body = "b"});
        tx.portraits().keep("p1", {.owner = "a", .image = "i"}, "{}");
        tx.portraits().keep("p2", {.owner = "a", .image = "i"}, "{}");
        tx.portraits().file("p2", "MC-1");
        tx.attachments().keep("t1", {.owner = "a", .image = "i"});
        tx.attachments().keep("t2", {.owner = "a", .image = "i"});
        tx.attachments().file("t2", "MC-1");
        tx.submissions().note("a", "k", {.hash = "h", .references = {"MC-1"}});
        tx.claims().begin("MC-1", {.officer = "lan", .office = "o"});
        tx.bookings().take("MC-1", {.office = "o", .date = "2026-12-01", .time = "08:00"});
        tx.outbox().add("o1", {.kind = "authority", .reference = "MC-1"});
        tx.outbox().add("o2", {.kind = "authority", .reference = "MC-2"});
        tx.outbox().add("o3", {.kind = "authority", .reference = "MC-2"});
        tx.outbox().finish("o1", "answered");
        tx.outbox().fail("o2", "peer.timeout");
        tx.notices().add("n1", {.reference = "MC-1", .channel = "sms", .topic = "sent", .language = "vi", .address = "a", .body = "b"});
        tx.answers().accept("MC-1", "digest", "CREATED");
        tx.comparisons().save("MC-1", "lan", {.mrz = "m", .result = "r"});
    });
    ground.now += 10;
    ground.write([&](Transaction& tx) {
        tx.drafts().save("b", {.revision = 1, .body = "b"});
        BOOST_TEST(tx.drafts().unchanged_since(start).empty());
        BOOST_TEST(show(tx.drafts().unchanged_since(ground.now)) == "[a;]");
        BOOST_TEST(tx.drafts().is_unchanged_since("a", ground.now));
        BOOST_TEST(!tx.drafts().is_unchanged_since("b", ground.now));
        BOOST_TEST(!tx.drafts().is_unchanged_since("nobody", ground.now));
        BOOST_TEST(show(tx.portraits().unfiled_since(ground.now)) == "[p1;]");
        BOOST_TEST(show(tx.portraits().filed_with("MC-1")) == "[p2;]");
        BOOST_TEST(show(tx.attachments().unfiled_since(ground.now)) == "[" + test::line("t1", "a") + ";]");
        BOOST_TEST(tx.attachments().unfiled_since(start).empty());
        BOOST_TEST(tx.applications().at_rest_since(start).empty());
        BOOST_TEST(show(tx.applications().at_rest_since(ground.now)) == "[" + test::line("MC-1", "submitted", start, true) + ";]");
        BOOST_TEST(tx.outbox().delivered_before(start) == 0);
        BOOST_TEST(tx.outbox().delivered_before(ground.now) == 1);  // neither the failed one nor the one on its way
        BOOST_TEST(tx.submissions().made_before(ground.now) == 1);
        BOOST_TEST(tx.submissions().made_before(start) == 0);
        tx.drafts().erase("a");
        BOOST_TEST(!tx.drafts().find("a").has_value());
        tx.outbox().forget_delivered_before(ground.now);
        BOOST_TEST(tx.outbox().delivered_before(ground.now) == 0);
        tx.submissions().forget_before(ground.now);
        BOOST_TEST(!tx.submissions().find("a", "k").has_value());
    });
    BOOST_TEST(ground.refuses([](Transaction& tx) { tx.applications().erase("MC-1"); }));  // the comparison names it
    ground.write([](Transaction& tx) {
        tx.comparisons().erase("MC-1");
        tx.notices().erase_of("MC-1");
        tx.answers().erase("MC-1");
        tx.outbox().erase_of("MC-2");
        tx.applications().erase("MC-1");
        BOOST_TEST(!tx.applications().find("MC-1").has_value());
        BOOST_TEST(tx.applications().history("MC-1").empty());
        BOOST_TEST(!tx.bookings().of("MC-1").has_value());
        BOOST_TEST(tx.notices().of("MC-1").empty());
        BOOST_TEST(!tx.answers().digest_of("MC-1").has_value());
        BOOST_TEST(!tx.outbox().newest("authority", "MC-2").has_value());
    });
    file(ground, "MC-1");  // and may be filed anew
}

BOOST_AUTO_TEST_SUITE_END()
