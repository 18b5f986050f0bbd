// A server with filed applications and visits at one office, for tests of what happens to them by themselves (reminders, moved visits).
#pragma once

#include "server/booking/bookings.hpp"
#include "server/intake/applications.hpp"
#include "server/notify/envelope.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "shared/rules/rulebook.hpp"
#include "tests/unit/platform/fixture.hpp"

namespace motcua::test {

constexpr Millis hour = 3'600'000, day = 24 * hour;
constexpr Millis thursday = 1'795'626'000'000;  // 26 November 2026, 00:00 in Vietnam
constexpr std::string_view own = R"({"filedFor":"self","applicant":{"phone":"+84912345678"}})";

struct Filed : Server {
    void listen() { services.notifier = *notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = services.keys}); }
    template <class Work>
    void unit(Work work) {
        BOOST_REQUIRE((write<void>([&](store::Transaction& tx) -> Result<void> { return work(tx), Result<void>{}; }).ok()));
    }
    struct Filing {
        std::string owner{"owner"}, filed_for{"self"}, language{"en"};
        std::string_view content = own;
    };
    void put(store::Transaction& tx, const std::string& reference, const Filing& filing) {
        const intake::Sealing sealing(reference);
        tx.applications().file({.reference = reference, .owner = filing.owner, .sitting = "s", .filed_for = filing.filed_for, .language = filing.language,
                                .filing = {.sealed = services.keys->seal(tx, sealing.place("filing"), filing.content), .document_index = "d"}});
    }
    static void seat(store::Transaction& tx, const std::string& reference, std::string_view date, const std::string& time) {
        tx.bookings().free(reference);
        tx.bookings().take(reference, {.office = "pa08-ho-chi-minh", .date = std::string(date), .time = time});
        tx.applications().take_step(reference, {.event = application::Event::book, .state = application::State::booked, .actor = "applicant"});
    }
    std::string text(std::string_view sql) {
        return *services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
            auto row = store::sql(tx, sql);
            return row.step() ? row.text(0) : std::string("(none)");
        });
    }
    /// The message that was written last; `about`: only of this application.
    notify::Envelope last_letter(const std::string& about = {}) {
        return *services.db->read<notify::Envelope>([&](store::Transaction& tx) {
            auto row = store::sql(tx, "SELECT id FROM notifications WHERE ?1 = '' OR reference = ?1 ORDER BY rowid DESC LIMIT 1");
            BOOST_REQUIRE(row.bind(1, about).step());
            return notify::open(tx, *services.keys, row.text(0));
        });
    }
    std::int64_t letters() { return count("SELECT count(*) FROM notifications"); }
};

}  // namespace motcua::test
