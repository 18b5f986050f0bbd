// The way of an application on SQLite and in memory: the same calls, the same randomness, the same clock; every answer and the
// audit chain must be the same, byte for byte.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>

#include "server/audit/chain.hpp"
#include "server/booking/bookings.hpp"
#include "server/counter/desk.hpp"
#include "server/intake/applications.hpp"
#include "server/intake/drafts.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/sqlite/database.hpp"
#include "tests/fault/office.hpp"
#include "tests/unit/store/memory_store.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using fault::Office;
using fault::Person;

namespace {

using Transcript = std::vector<std::string>;
using Open = std::function<Result<void>(Office&, const std::string& folder)>;

Result<void> open_file(Office& office, const std::string& /*folder*/) { return office.open(); }
Result<void> open_memory(Office& office, const std::string& /*folder*/) {
    return office.open(std::make_shared<store::memory::MemoryStore>(office.services.clock));
}

/// What everybody can see now: applicant, officer, the office's day, the figures, the chain.
std::string view(Office& office, const Person& person) {
    const auto seen = office.services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        const auto head = audit::head(tx);
        std::string out = test::line(head.seq, keys::hex(head.hash));
        for (const auto& figures : provisioning::outbox_figures(tx)) out += test::show(figures);
        if (person.reference.empty()) return out;
        MOTCUA_TRY(application, intake::application_json(tx, office.services, person.reference));
        MOTCUA_TRY(file, counter::open_to_read(tx, *office.services.keys, office.officer, person.reference));
        MOTCUA_TRY(desk, counter::file_view(tx, office.services, office.officer, file));
        return out + dump_json(application) + dump_json(desk);
    });
    const auto day = counter::day_list(office.services, office.officer, date_in_vietnam(office.now));
    return (seen.ok() ? *seen : std::string(describe(seen.error().code).code)) + (day.ok() ? dump_json(*day) : "no day");
}

class Story {
public:
    Story(const Open& open, std::uint64_t seed) : office_(folder_.path()) {
        fault::seed_random(seed);
        BOOST_REQUIRE(keys::start());
        fault::seed_random(seed);  // again: the first start of a process draws some
        BOOST_REQUIRE(open(office_, folder_.path()).ok());
    }
    /// One act, whatever comes of it, and what is seen then.
    void act(const std::string& name, const Result<void>& done, const Person& person) {
        office_.now += 60'000;
        transcript_.push_back(name + ": " + (done.ok() ? "ok" : std::string(describe(done.error().code).code)) + ' ' + view(office_, person));
    }
    Office& office() { return office_; }
    [[nodiscard]] const Transcript& transcript() const { return transcript_; }

private:
    fault::Folder folder_;
    Office office_;
    Transcript transcript_;
};

Person arrive(Story& story, int index) {
    auto person = story.office().sign_in(index);
    BOOST_REQUIRE(person.ok());
    story.act("sign in", {}, *person);
    return *person;
}

void file_and_book(Story& story, Person& person) {
    auto& office = story.office();
    story.act("draft", office.save_draft(person), person);
    story.act("draft again", office.save_draft(person), person);
    story.act("submit", office.submit(person), person);
    story.act("submit again", office.submit(person), person);
    story.act("book", office.book(person), person);
}

void from_draft_to_account(Story& story) {
    auto& office = story.office();
    auto person = arrive(story, 1);
    file_and_book(story, person);
    story.act("send too early", office.send(person), person);
    story.act("take in", office.take_in(person), person);
    story.act("verify", office.verify(person), person);
    story.act("consent", office.consent(person), person);
    story.act("send", office.send(person), person);
    story.act("send again", office.send(person), person);
    story.act("notify", office.notify(), person);
    story.act("answer", office.answer(person), person);
    story.act("answer again", office.answer(person), person);
    story.act("notify", office.notify(), person);
    story.act("sign out", office.sign_out(person), person);
}

void given_back_and_withdrawn_seats(Story& story) {
    auto& office = story.office();
    auto first = arrive(story, 2), second = arrive(story, 3);
    file_and_book(story, first);
    file_and_book(story, second);
    story.act("take in", office.take_in(first), first);
    story.act("give back without a reason", counter::give_back(office.services, office.officer, first.reference, ""), first);
    story.act("give back", counter::give_back(office.services, office.officer, first.reference, "The passport has expired"), first);
    story.act("cancel", booking::cancel(office.services, second.caller.subject, {second.reference}), second);
    story.act("cancel again", booking::cancel(office.services, second.caller.subject, {second.reference}), second);
    story.act("claim", counter::claim(office.services, office.officer, second.reference, ""), second);
    story.act("release", counter::release(office.services, office.officer, second.reference), second);
    const auto other = counter::Officer{.id = "8899", .name = "Other", .office = "another-office"};
    story.act("claim from elsewhere", counter::claim(office.services, other, second.reference, ""), second);
    story.act("look", counter::note_view(office.services, office.officer, second.reference), second);
    story.act("look again", counter::note_view(office.services, office.officer, second.reference), second);
}

std::string around(const std::string& text, std::string::const_iterator at) {
    const auto from = static_cast<std::size_t>(at - text.begin());
    return text.substr(from < 40 ? 0 : from - 40, 80);
}

Transcript tell(const Open& open, void (*story)(Story&)) {
    Story on(open, 7);
    story(on);
    return on.transcript();
}

void same_on_both(void (*story)(Story&)) {
    const auto file = tell(open_file, story), memory = tell(open_memory, story);
    BOOST_REQUIRE(file.size() == memory.size());
    for (std::size_t i = 0; i < file.size(); ++i) {
        const auto [a, b] = std::mismatch(file[i].begin(), file[i].end(), memory[i].begin(), memory[i].end());
        BOOST_TEST((a == file[i].end() && b == memory[i].end()), file[i].substr(0, file[i].find(' ')) << " …" << around(file[i], a) << " in SQLite, …"
                                                                                                     << around(memory[i], b) << " in memory");
    }
}

bool any_starts(const Transcript& transcript, std::string_view with) {
    return std::any_of(transcript.begin(), transcript.end(), [&](const auto& each) { return each.starts_with(with); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(use_cases)

BOOST_AUTO_TEST_CASE(from_the_draft_to_the_account) { same_on_both(from_draft_to_account); }
BOOST_AUTO_TEST_CASE(given_back_cancelled_claimed_and_released) { same_on_both(given_back_and_withdrawn_seats); }

BOOST_AUTO_TEST_CASE(the_stories_reach_their_ends_in_memory) {
    const auto told = tell(open_memory, from_draft_to_account);
    for (const char* step : {"submit: ok", "submit again: ok", "book: ok", "take in: ok", "verify: ok", "consent: ok", "send: ok", "answer: ok",
                             "answer again: ok", "sign out: ok"})
        BOOST_TEST(any_starts(told, step), step);
    for (const char* step : {"send too early: ok", "send again: ok"}) BOOST_TEST(!any_starts(told, step), step);
    const auto other = tell(open_memory, given_back_and_withdrawn_seats);
    for (const char* step : {"give back: ok", "cancel: ok", "claim: ok", "release: ok", "look again: ok"}) BOOST_TEST(any_starts(other, step), step);
    BOOST_TEST(!any_starts(other, "claim from elsewhere: ok"));
}

BOOST_AUTO_TEST_SUITE_END()
