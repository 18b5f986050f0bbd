// Visits on days on which their office is closed: moved once, in the order of booking, families together, each told.
#include "server/booking/moving.hpp"

#include "server/booking/closures.hpp"
#include "server/store/closures.hpp"
#include "shared/application/closure.hpp"
#include "shared/rules/rulebook.hpp"
#include "tests/unit/platform/filed.hpp"

using namespace motcua;
using namespace motcua::test;
using application::Event;
using application::State;
using booking::MovedVisits;
using store::Transaction;

namespace {

constexpr std::string_view tuesday = "2026-12-01", wednesday = "2026-12-02";

/// Two desks, half an hour each, from 8 to 10 on working days: eight seats a day.
struct Office : Filed {
    rules::Rulebook book = *rules::parse_rulebook(rules::embedded_bundle());
    Office() {
        now = thursday + 9 * hour;
        for (auto& office : book.offices)
            if (office.id == "pa08-ho-chi-minh") shrink(office);
        services.rules = std::make_shared<const rules::Rulebook>(book);
        listen();
    }
    static void shrink(rules::Office& office) {
        office.desks = 2;
        office.minutes_per_person = 30;
        office.hours = {{.weekday_from = 1, .weekday_to = 5, .opens = "08:00", .closes = "10:00"}};
    }
    template <class Work>
    void unit(Work work) {
        Filed::unit(work);
        ++now;  // who books next books later
    }
    void book_one(const std::string& reference, std::string_view date, const std::string& time, const std::string& language = "en", std::string_view filing = own) {
        unit([&](Transaction& tx) {
            put(tx, reference, {.owner = "owner of " + reference, .language = language, .content = filing});
            seat(tx, reference, date, time);
        });
    }
    /// A guardian's: together, at times that follow one another.
    void book_family(const std::vector<std::pair<std::string, std::string>>& members, std::string_view date) {
        unit([&](Transaction& tx) {
            for (const auto& [reference, time] : members) {
                put(tx, reference, {.owner = "guardian", .language = "vi"});
                seat(tx, reference, date, time);
            }
        });
    }
    Result<Json> close(std::string_view from, std::string_view to, bool at_once = true) {
        return booking::close_office(services,
                                     {{"office", "pa08-ho-chi-minh"}, {"from", from}, {"to", to}, {"reasonVi", "Ngập nước"}, {"reasonEn", "Flooded hall"}},
                                     [at_once] { return !at_once; });
    }
    MovedVisits look() {
        const auto done = booking::move_affected(services);
        BOOST_REQUIRE(done.ok());
        return *done;
    }
    std::string seat_of(const std::string& reference) {
        return *services.db->read<std::string>([&](Transaction& tx) -> Result<std::string> {
            const auto seat = tx.bookings().of(reference);
            return seat ? seat->date + ' ' + seat->time : std::string("none");
        });
    }
    void fill_days(std::string_view from, int days, int seats = 8) {
        const char* times[] = {"08:00", "08:30", "09:00", "09:30"};
        unit([&](Transaction& tx) {
            for (int i = 0; i < days; ++i) {
                const auto on = format_date(Days(*parse_date(from)) + std::chrono::days(i));
                for (int j = 0; j < seats; ++j) {
                    const auto reference = "full-" + on + '-' + std::to_string(j);
                    put(tx, reference, {.owner = reference});
                    seat(tx, reference, on, times[j % 4]);
                }
            }
        });
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(closed_offices)

BOOST_FIXTURE_TEST_CASE(each_is_moved_to_the_same_time_of_the_next_open_day_in_the_order_of_booking, Office) {
    int woken = 0;
    services.wake_outbox = [&] { ++woken; };
    book_one("MC-3", tuesday, "08:30");
    book_one("MC-1", tuesday, "08:30", "fr");
    book_one("MC-2", wednesday, "08:30", "vi");
    book_one("MC-4", "2026-12-03", "09:30");
    const auto done = close(tuesday, wednesday);
    BOOST_TEST_REQUIRE(done.ok());
    BOOST_TEST(member(*done, "moved") == 3);
    BOOST_TEST(member(*done, "cancelled") == 0);
    BOOST_TEST(woken == 1);
    BOOST_TEST(seat_of("MC-3") == "2026-12-03 08:30");
    BOOST_TEST(seat_of("MC-1") == "2026-12-03 08:30");
    BOOST_TEST(seat_of("MC-2") == "2026-12-03 09:00");  // both desks were taken by who booked earlier
    BOOST_TEST(seat_of("MC-4") == "2026-12-03 09:30");
    BOOST_TEST(letters() == 3);
    BOOST_TEST(text("SELECT group_concat(DISTINCT kind) FROM notifications") == "booking_moved");
    const auto english = last_letter("MC-3").text, french = last_letter("MC-1").text, vietnamese = last_letter("MC-2").text;
    BOOST_TEST(english.find("closed on 1 December 2026. Your new appointment: 08:30 on 3 December 2026") != std::string::npos, english);
    BOOST_TEST(french.find("fermé le 1er décembre 2026") != std::string::npos, french);
    BOOST_TEST(vietnamese.find("đóng cửa ngày 02/12/2026. Lịch hẹn mới: 09:00 ngày 03/12/2026") != std::string::npos, vietnamese);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='booking.moved' AND actor='system'") == 3);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='office.closed' AND actor='admin' AND subject='pa08-ho-chi-minh'") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_second_run_changes_nothing_and_the_same_closure_is_one, Office) {
    book_one("MC-1", tuesday, "08:30");
    const auto first = close(tuesday, tuesday), again = close(tuesday, tuesday);
    BOOST_TEST((member(*first, "closure") == member(*again, "closure")));
    BOOST_TEST(member(*again, "moved") == 0);
    BOOST_TEST(look().moved == 0);
    BOOST_TEST(letters() == 1);
    BOOST_TEST(count("SELECT count(*) FROM closures") == 1);
}

BOOST_FIXTURE_TEST_CASE(what_was_cut_short_is_ended_by_the_next_look, Office) {
    book_one("MC-1", tuesday, "08:30");
    book_one("MC-2", tuesday, "09:00");
    BOOST_TEST(member(*close(tuesday, tuesday, false), "moved") == 0);  // told to stop as soon as it was closed
    unit([](Transaction& tx) {
        store::sql(tx, "CREATE TRIGGER no_letter BEFORE INSERT ON notifications WHEN NEW.reference='MC-2' BEGIN SELECT RAISE(ABORT, 'full'); END").run();
    });
    BOOST_TEST((booking::move_affected(services).error().code == ErrorCode::store_unavailable));
    BOOST_TEST(seat_of("MC-1") == "2026-12-02 08:30");
    BOOST_TEST(seat_of("MC-2") == "2026-12-01 09:00");  // seat, message and audit together or not at all
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='booking.moved'") == 1);
    unit([](Transaction& tx) { store::sql(tx, "DROP TRIGGER no_letter").run(); });
    BOOST_TEST(look().moved == 1);
    BOOST_TEST(seat_of("MC-2") == "2026-12-02 09:00");
    BOOST_TEST(letters() == 2);
}

BOOST_FIXTURE_TEST_CASE(a_family_stays_together, Office) {
    book_one("MC-9", tuesday, "08:00");
    book_family({{"MC-1", "08:00"}, {"MC-2", "08:30"}, {"MC-3", "08:30"}}, tuesday);
    book_one("MC-8", wednesday, "08:00");
    BOOST_TEST(member(*close(tuesday, tuesday), "moved") == 4);
    BOOST_TEST(seat_of("MC-9") == "2026-12-02 08:00");
    // at 8 both desks are taken now; three people need a time and a half
    BOOST_TEST(seat_of("MC-1") == "2026-12-02 08:30");
    BOOST_TEST(seat_of("MC-2") == "2026-12-02 08:30");
    BOOST_TEST(seat_of("MC-3") == "2026-12-02 09:00");
    BOOST_TEST(letters() == 4);
    BOOST_TEST(member(*close(wednesday, wednesday), "moved") == 5);  // and once more, still together
    BOOST_TEST(seat_of("MC-1") == "2026-12-03 08:30");
    BOOST_TEST(seat_of("MC-3") == "2026-12-03 09:00");
    BOOST_TEST(last_letter("MC-1").text.find("02/12/2026") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(full_days_are_passed_over_and_who_finds_nothing_is_told_to_book_again, Office) {
    book_one("MC-1", tuesday, "08:30");
    fill_days("2026-12-02", 2);
    fill_days("2026-12-04", 1, 7);  // the eighth seat, at 09:30, is free
    BOOST_TEST(member(*close(tuesday, tuesday), "moved") == 1);
    BOOST_TEST(seat_of("MC-1") == "2026-12-04 09:30");
    fill_days("2026-12-05", 53);  // to the horizon and a day more
    const auto done = close("2026-12-04", "2026-12-04");
    BOOST_TEST(member(*done, "moved") == 0);
    BOOST_TEST(member(*done, "cancelled") == 8);
    BOOST_TEST(seat_of("MC-1") == "none");
    BOOST_TEST(text("SELECT state FROM applications WHERE reference='MC-1'") == "submitted");
    BOOST_TEST(last_letter("MC-1").text.find("cancelled") != std::string::npos);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='booking.not_moved'") == 8);
    BOOST_TEST(look().cancelled == 0);
}

BOOST_FIXTURE_TEST_CASE(visits_that_have_begun_are_left, Office) {
    for (const char* reference : {"MC-1", "MC-2", "MC-3"}) book_one(reference, "2026-11-26", reference == std::string("MC-3") ? "09:30" : "08:30");
    book_one("MC-4", "2026-11-26", "09:30");
    unit([](Transaction& tx) { tx.applications().take_step("MC-4", {.event = Event::open_at_counter, .state = State::at_counter, .actor = "officer"}); });
    BOOST_TEST(member(*close("2026-11-26", "2026-11-26"), "moved") == 1);
    for (const char* reference : {"MC-1", "MC-2"}) BOOST_TEST(seat_of(reference) == "2026-11-26 08:30");
    BOOST_TEST(seat_of("MC-3") == "2026-11-27 09:30");
    BOOST_TEST(seat_of("MC-4") == "2026-11-26 09:30");
    now += 30 * day;
    BOOST_TEST(look().moved == 0);
}

BOOST_FIXTURE_TEST_CASE(who_cannot_be_reached_is_moved_all_the_same, Office) {
    book_one("MC-1", tuesday, "08:30", "en", R"({"filedFor":"self","applicant":{"phone":"none"}})");
    book_one("MC-2", tuesday, "08:30", "en", "not JSON");
    book_one("MC-3", tuesday, "09:00");
    BOOST_TEST(member(*close(tuesday, tuesday), "moved") == 3);
    BOOST_TEST(letters() == 1);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='notification.impossible'") == 2);
}

BOOST_FIXTURE_TEST_CASE(a_reminder_on_its_way_goes_with_the_old_time_and_the_new_one_is_open_to_one, Office) {
    book_one("MC-1", tuesday, "08:30");
    unit([&](Transaction& tx) {
        const auto application = *intake::load_application(tx, *services.keys, "MC-1");
        const auto* office = rules::find_office(*services.rules, "pa08-ho-chi-minh");
        BOOST_REQUIRE(intake::tell(tx, services, application,
                                   {.topic = notify::Topic::visit_reminder, .values = booking::visit_words(*office, *parse_date(tuesday), "08:30", "en")}).ok());
    });
    BOOST_TEST(member(*close(tuesday, tuesday), "moved") == 1);
    BOOST_TEST(text("SELECT group_concat(kind) FROM notifications") == "booking_moved");
    BOOST_TEST(count("SELECT count(*) FROM outbox") == 1);
    BOOST_TEST(count("SELECT count(*) FROM bookings WHERE cancelled_at IS NULL AND reminded_at IS NULL") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_closed_day_says_why_and_takes_nobody, Office) {
    unit([&](Transaction& tx) { put(tx, "MC-1", {}); });
    BOOST_TEST(close(tuesday, wednesday).ok());
    const auto days = [&] { return member(*booking::slots_json(services, {.office = "pa08-ho-chi-minh", .from = *parse_date("2026-11-30"), .days = 4}), "days"); };
    const Json shown = days();
    BOOST_TEST(member(shown[0], "closed").is_null());
    BOOST_TEST(member(shown[1], "closed").dump() == R"({"en":"Flooded hall","vi":"Ngập nước"})");
    BOOST_TEST(member(shown[1], "slots").empty());
    BOOST_TEST(member(shown[3], "slots").size() == 4U);
    const auto wish = [](std::string_view on) { return booking::Wish{.references = {"MC-1"}, .office = "pa08-ho-chi-minh", .date = std::string(on), .time = "08:30"}; };
    BOOST_TEST((booking::book(services, "owner", wish(wednesday)).error().code == ErrorCode::slot_closed));
    BOOST_TEST(booking::book(services, "owner", wish("2026-12-03")).ok());
    BOOST_TEST((booking::book(services, "owner", wish(tuesday)).error().code == ErrorCode::slot_closed));
    BOOST_TEST(seat_of("MC-1") == "2026-12-03 08:30");  // and the visit there is, stays
}

BOOST_FIXTURE_TEST_CASE(taken_back_the_days_to_come_are_open_and_who_was_moved_keeps_the_new_time, Office) {
    book_one("MC-1", tuesday, "08:30");
    const auto id = member(member(*close("2026-11-30", wednesday), "closure"), "id");
    BOOST_TEST(seat_of("MC-1") == "2026-12-03 08:30");
    now = thursday + 5 * day + 7 * hour;  // Tuesday morning
    BOOST_TEST(member(member(*booking::open_office(services, {{"id", id}}), "closure"), "openFrom") == "2026-12-01");
    const auto again = booking::open_office(services, {{"id", id}});
    BOOST_TEST(member(member(*again, "closure"), "openFrom") == "2026-12-01");
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='office.opened'") == 1);
    const Json days = member(*booking::slots_json(services, {.office = "pa08-ho-chi-minh", .from = *parse_date("2026-11-30"), .days = 3}), "days");
    BOOST_TEST(!member(days[0], "closed").is_null());  // what is over stays as it was
    BOOST_TEST(member(days[1], "slots").size() == 4U);
    BOOST_TEST(seat_of("MC-1") == "2026-12-03 08:30");
    for (const Json& wrong : {Json{{"id", 99}}, Json{{"id", "1"}}, Json::object()})
        BOOST_TEST((booking::open_office(services, wrong).error().code == ErrorCode::request_not_found));
}

BOOST_FIXTURE_TEST_CASE(the_application_says_why_for_as_long_as_that_visit_stands, Office) {
    book_one("MC-1", tuesday, "08:30");
    BOOST_TEST(close(tuesday, tuesday).ok());
    const auto moved = [&] {
        return *services.db->read<Json>([&](Transaction& tx) -> Result<Json> {
            MOTCUA_TRY(body, intake::application_json(tx, services, "MC-1"));
            return Json(member(member(body, "booking"), "moved"));
        });
    };
    BOOST_TEST(moved().dump() == R"({"from":"2026-12-01","reason":{"en":"Flooded hall","vi":"Ngập nước"}})");
    BOOST_TEST(booking::book(services, "owner of MC-1", {.references = {"MC-1"}, .office = "pa08-ho-chi-minh", .date = "2026-12-04", .time = "08:00"}).ok());
    BOOST_TEST(moved().is_null());
}

BOOST_FIXTURE_TEST_CASE(many_are_moved_in_one_look, Office) {
    fill_days("2026-12-04", 1, 505);  // more than a page of the list, as if there had been more desks
    const auto done = close("2026-12-04", "2026-12-04");
    // eight seats on each of the working days up to the horizon, the rest must book again
    BOOST_TEST(member(*done, "moved").get<int>() + member(*done, "cancelled").get<int>() == 505);
    BOOST_TEST(member(*done, "moved").get<int>() % 8 == 0);
    BOOST_TEST(count("SELECT count(*) FROM (SELECT 1 FROM bookings WHERE cancelled_at IS NULL GROUP BY date, time HAVING count(*) > 2)") == 0);
    BOOST_TEST(letters() == 505);
}

BOOST_FIXTURE_TEST_CASE(changed_rules_move_whom_they_meet, Office) {
    book_one("MC-1", tuesday, "08:30");
    book_one("MC-2", wednesday, "08:00");
    BOOST_TEST(*booking::close_days_off(services) == 0);
    for (auto& office : book.offices)
        if (office.id == "pa08-ho-chi-minh") office.hours.front().weekday_from = 3;  // no Tuesdays any more
    services.rules = std::make_shared<const rules::Rulebook>(book);
    BOOST_TEST(*booking::close_days_off(services) == 1);
    BOOST_TEST(*booking::close_days_off(services) == 0);
    BOOST_TEST(look().moved == 1);
    BOOST_TEST(look().moved == 0);
    BOOST_TEST(seat_of("MC-1") == "2026-12-02 08:30");
    BOOST_TEST(seat_of("MC-2") == "2026-12-02 08:00");
    BOOST_TEST(letters() == 1);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='office.closed' AND actor='system'") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
