// What a look for reminders settles: once, in one unit with the message.
#include "server/reminders/remind.hpp"

#include "tests/unit/platform/filed.hpp"

using namespace motcua;
using namespace motcua::reminders;
using namespace motcua::test;
using application::Event;
using application::State;
using store::Transaction;

namespace {

struct Office : Filed {
    Office() {
        now = thursday - 5 * day;
        services.rules = std::make_shared<const rules::Rulebook>(*rules::parse_rulebook(rules::embedded_bundle()));
        listen();
    }
    void restart() {
        services.notifier.reset();
        close();
        open();
        listen();
    }
    void file(const std::string& reference, std::string_view filing = own, const std::string& filed_for = "self", const std::string& language = "en") {
        unit([&](Transaction& tx) { put(tx, reference, {.filed_for = filed_for, .language = language, .content = filing}); });
    }
    void book(const std::string& reference, const std::string& date = "2026-11-27", const std::string& time = "08:30") {
        unit([&](Transaction& tx) { seat(tx, reference, date, time); });
    }
    void grant(const std::string& reference) {
        unit([&](Transaction& tx) {
            tx.applications().take_step(reference, {.event = Event::authority_created, .state = State::account_created, .actor = "authority"});
            tx.applications().grant(reference, "sealed", Days(date_in_vietnam(now)) + std::chrono::days(7));
        });
    }
    Reminded look() {
        static const auto plans = *parse_plans(plan_json());
        const auto done = remind_due(services, plan_on(plans, date_in_vietnam(now)));
        BOOST_REQUIRE(done.ok());
        return *done;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(reminders_look)

BOOST_FIXTURE_TEST_CASE(a_visit_is_reminded_of_once_whatever_happens, Office) {
    int woken = 0;
    services.wake_outbox = [&] { ++woken; };
    file("MC-1");
    book("MC-1");
    BOOST_TEST(look().visits == 0);
    now = thursday + 7 * hour;
    BOOST_TEST(look().visits == 0);
    BOOST_TEST(woken == 0);
    now = thursday + 8 * hour;
    BOOST_TEST(look().visits == 1);
    BOOST_TEST(woken == 1);
    BOOST_TEST(look().visits == 0);
    restart();
    BOOST_TEST(look().visits == 0);
    now += 3 * hour;
    BOOST_TEST(look().visits == 0);
    BOOST_TEST(text("SELECT kind || ' ' || channel || ' ' || language || ' ' || state FROM notifications") == "visit_reminder sms en queued");
    BOOST_TEST(letters() == 1);
    const auto letter = last_letter();
    BOOST_TEST(letter.to == "+84912345678");
    BOOST_TEST(letter.text.find("08:30 on 27 November 2026") != std::string::npos, letter.text);
    BOOST_TEST(letter.text.find("MC-1") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(that_it_is_settled_and_the_message_are_kept_or_lost_together, Office) {
    file("MC-1");
    book("MC-1");
    now = thursday + 8 * hour;
    unit([](Transaction& tx) { store::sql(tx, "CREATE TRIGGER no_letter BEFORE INSERT ON notifications BEGIN SELECT RAISE(ABORT, 'full'); END").run(); });
    static const auto plans = *parse_plans(plan_json());
    BOOST_TEST((remind_due(services, plans.front()).error().code == ErrorCode::store_unavailable));
    BOOST_TEST(count("SELECT count(*) FROM bookings WHERE reminded_at IS NOT NULL") == 0);
    BOOST_TEST(count("SELECT count(*) FROM outbox") == 0);
    unit([](Transaction& tx) { store::sql(tx, "DROP TRIGGER no_letter").run(); });
    BOOST_TEST(look().visits == 1);
}

BOOST_FIXTURE_TEST_CASE(a_visit_moved_is_reminded_of_for_its_new_time_and_a_late_one_not_at_all, Office) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3"}) file(reference);
    book("MC-1");
    book("MC-2");
    now = thursday + 8 * hour;
    BOOST_TEST(look().visits == 2);
    now += hour;
    book("MC-1", "2026-12-01", "10:00");
    book("MC-2", "2026-11-27", "10:00");  // the message of the booking has just said so
    book("MC-3");
    BOOST_TEST(look().visits == 0);
    now += day;
    BOOST_TEST(look().visits == 0);
    now = thursday + 4 * day + 8 * hour;
    BOOST_TEST(look().visits == 1);
    BOOST_TEST(last_letter().text.find("10:00 on 1 December 2026") != std::string::npos);
    BOOST_TEST(letters() == 3);
}

BOOST_FIXTURE_TEST_CASE(nobody_is_reminded_of_a_visit_that_will_not_be, Office) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3"}) {
        file(reference);
        book(reference);
    }
    unit([](Transaction& tx) {
        tx.bookings().free("MC-1");
        tx.applications().take_step("MC-2", {.event = Event::open_at_counter, .state = State::at_counter, .actor = "officer"});
    });
    now = thursday + 2 * day;  // and the third is over
    BOOST_TEST(look().visits == 0);
    BOOST_TEST(letters() == 0);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='notification.impossible'") == 0);
}

BOOST_FIXTURE_TEST_CASE(a_reminder_on_its_way_is_taken_back_with_the_seat, Office) {
    file("MC-1");
    file("MC-2");
    book("MC-1");
    book("MC-2");
    now = thursday + 8 * hour;
    BOOST_TEST(look().visits == 2);
    unit([](Transaction& tx) { booking::free_seat(tx, "MC-1"); });
    BOOST_TEST(text("SELECT group_concat(reference) FROM notifications") == "MC-2");
    BOOST_TEST(text("SELECT group_concat(reference) FROM outbox") == "MC-2");
}

BOOST_FIXTURE_TEST_CASE(who_files_for_a_child_is_told_in_the_language_of_the_file, Office) {
    file("MC-1", R"({"filedFor":"child","applicant":{"phone":"+84912345678"},"representative":{"phone":"+84987654321","email":"me@example.com"}})", "child", "vi");
    book("MC-1");
    now = thursday + 10 * hour;
    BOOST_TEST(look().visits == 1);
    const auto letter = last_letter();
    BOOST_TEST(letter.to == "me@example.com");
    BOOST_TEST(letter.fallback.to == "+84987654321");
    BOOST_TEST(letter.subject.find("Nhắc lịch") != std::string::npos, letter.subject);
    // half of the time that is left until 20:00 is the mail's, the rest the SMS's
    BOOST_TEST(text("SELECT give_up_at FROM outbox") == std::to_string(thursday + 15 * hour));
    BOOST_TEST(letter.fallback.until == thursday + 20 * hour);
}

BOOST_FIXTURE_TEST_CASE(each_file_of_a_family_is_reminded_of_and_many_in_one_look, Office) {
    constexpr int family = 10, files = 510;  // more than a page of the list
    for (int i = 0; i < files; i += family)
        unit([&](Transaction& tx) {
            for (int j = i; j < i + family; ++j) {
                const auto reference = "MC-" + std::to_string(j);
                put(tx, reference, {});
                seat(tx, reference, "2026-11-27", "08:30");
            }
        });
    now = thursday + 8 * hour;
    BOOST_TEST(look().visits == files);
    BOOST_TEST(letters() == files);
    BOOST_TEST(look().visits == 0);
}

BOOST_FIXTURE_TEST_CASE(who_cannot_be_reached_is_noted_and_holds_up_nobody, Office) {
    file("MC-1", R"({"filedFor":"self","applicant":{"phone":"none"}})");
    file("MC-2", "not JSON");
    file("MC-3");
    for (const char* reference : {"MC-1", "MC-2", "MC-3"}) book(reference);
    now = thursday + 8 * hour;
    BOOST_TEST(look().visits == 1);
    BOOST_TEST(look().visits == 0);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='notification.impossible'") == 2);
}

BOOST_FIXTURE_TEST_CASE(an_account_is_reminded_of_on_the_days_of_the_plan_and_then_no_more, Office) {
    now = thursday + 15 * hour;
    file("MC-1", own, "self", "fr");
    file("MC-2");
    grant("MC-1");
    std::string told;
    for (int passed = 0; passed < 12 * 24; ++passed, now += hour) {
        const auto found = look().activations;
        if (found > 0) told += std::to_string(passed / 24) + ':' + std::to_string((15 + passed) % 24) + ' ';
        if (passed == 80) restart();
    }
    BOOST_TEST(told == "2:8 5:8 ");  // the third and the sixth day after the account: counted from 15 o'clock, 2 and 5 full days
    BOOST_TEST(letters() == 2);
    BOOST_TEST(text("SELECT kind FROM notifications") == "activation_reminder");
    const auto letter = last_letter();
    BOOST_TEST(letter.text.find("au plus tard le 3 décembre 2026") != std::string::npos, letter.text);
    BOOST_TEST(letter.text.find("MC-1") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_server_that_was_off_makes_up_with_one_message, Office) {
    now = thursday + 15 * hour;
    file("MC-1");
    grant("MC-1");
    now += 6 * day;
    BOOST_TEST(look().activations == 1);
    BOOST_TEST(look().activations == 0);
    file("MC-2");
    grant("MC-2");
    now += 8 * day;
    BOOST_TEST(look().activations == 0);
}

BOOST_FIXTURE_TEST_CASE(a_look_that_is_told_to_stop_leaves_the_rest, Office) {
    file("MC-1");
    book("MC-1");
    now = thursday + 8 * hour;
    std::stop_source stop;
    stop.request_stop();
    static const auto plans = *parse_plans(plan_json());
    BOOST_TEST(remind_due(services, plans.front(), stop.get_token())->visits == 0);
    BOOST_TEST(look().visits == 1);
}

BOOST_AUTO_TEST_SUITE_END()
