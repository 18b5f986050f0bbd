// Every officer's page, in every state, has a visible way out, and it ends the session (OWASP ASVS 7.4.4). The pages are read from
// the table that shows them: one that is added is walked here, one that is not in the table fails.
#include <algorithm>
#include <regex>
#include <set>

#include "shared/application/lifecycle.hpp"
#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

struct Row {
    std::string name, function;
    bool outside = false;
};
/// The rows of the table of pages.
std::vector<Row> rows() {
    static const std::regex row(R"re(Page\{"([^"]*)", "[^"]*", (\w+)(, Who::outside)?)re");
    const auto source = read_source("client/pages/officer/officer.cpp");
    std::vector<Row> out;
    for (std::sregex_iterator it(source.begin(), source.end(), row), end; it != end; ++it)
        out.push_back({.name = (*it)[1], .function = (*it)[2], .outside = (*it)[3].matched});
    return out;
}
std::vector<std::string> officers_pages() {
    std::vector<std::string> out;
    for (const auto& row : rows())
        if (!row.outside) out.push_back("/en/officer/" + row.name + (row.name == "file" ? "/MC-7K3M-9QTX-K" : ""));
    return out;
}

void has_a_way_out(OfficerScreen& at, const std::string& what) {
    const auto* out = at.screen.find("nav/out");
    BOOST_TEST_REQUIRE((out != nullptr), at.host.address << ", " << what << ": no way out\n" << at.screen.text());
    BOOST_TEST(at.sees("Sign out"), at.host.address << ", " << what);
}

/// Leaves by it, from where the page stands.
void leads_out(OfficerScreen& at, const std::string& what) {
    has_a_way_out(at, what);
    at.host.mood = OfficerHost::Mood::answers;
    at.presses("nav/out");
    BOOST_TEST((std::ranges::find(at.host.sent, "DELETE /session") != at.host.sent.end()), at.host.address << ", " << what);
    BOOST_TEST(!at.app.session.is_officer(), what);
    BOOST_TEST(at.host.address.ends_with("/officer/sign-in"), at.host.address << ", " << what);
    BOOST_TEST(!at.has("nav/out"), what);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_table_of_pages_has_every_page_of_the_room) {
    std::set<std::string> shown, declared;
    for (const auto& row : rows()) shown.insert(row.function);
    const auto room = read_source("client/pages/officer/room.hpp");
    static const std::regex page(R"(void (\w+_page)\(Room& room\))");
    for (std::sregex_iterator it(room.begin(), room.end(), page), end; it != end; ++it) declared.insert((*it)[1]);
    declared.erase("confirm_page");  // in place of any of them; see below
    BOOST_TEST(shown == declared, boost::test_tools::per_element());
    BOOST_TEST(officers_pages().size() >= 5u);
}

BOOST_AUTO_TEST_CASE(every_officer_page_has_a_way_out_in_every_state) {
    using Mood = OfficerHost::Mood;
    for (const auto& page : officers_pages())
        for (const float width : {390.0F, 1440.0F})
            for (const auto& [what, mood, words] : {std::tuple{"answered", Mood::answers, true}, {"loading", Mood::waits, true}, {"failed", Mood::fails, true},
                                                    {"without the officer's words", Mood::answers, false}}) {
                OfficerHost host;
                host.mood = mood;
                host.officers_words = words;
                OfficerScreen at(host, page, width);
                BOOST_TEST_REQUIRE(at.app.session.is_officer());
                leads_out(at, what);
            }
}

BOOST_AUTO_TEST_CASE(a_file_has_a_way_out_in_every_state_and_step) {
    for (const auto state : application::all_states)
        for (const auto step : all_steps) {
            OfficerHost host;
            host.state = application::text(state);
            host.allowed = {"send", "return_for_correction", "consent", "verify"};
            OfficerScreen at(host, "/en/officer/file/MC-7K3M-9QTX-K");
            at.desk.step = step;
            at.settle();
            leads_out(at, host.state);
        }
}

BOOST_AUTO_TEST_CASE(the_question_for_a_second_factor_has_a_way_out) {
    OfficerHost host;
    host.allowed = {"send"};
    OfficerScreen at(host, "/en/officer/file/MC-7K3M-9QTX-K");
    host.stale = true;
    at.desk.send_to_authority();
    at.settle();
    BOOST_TEST_REQUIRE(at.has("factors/confirm"));
    has_a_way_out(at, "asked");
    host.mood = OfficerHost::Mood::waits;
    at.factors.code = "123456";
    at.presses("factors/confirm");
    BOOST_TEST(at.factors.busy);
    leads_out(at, "confirming");
}

BOOST_AUTO_TEST_CASE(an_address_that_is_no_page_has_a_way_out) {
    for (const auto* address : {"/en/officer", "/en/officer/nothing", "/en/officer/sign-in", "/en/officer/activate"}) {
        OfficerHost host;
        OfficerScreen at(host, address);
        leads_out(at, address);
    }
}

BOOST_AUTO_TEST_CASE(a_supervisors_page_is_not_an_officers) {
    OfficerHost host;
    host.role = "officer";
    OfficerScreen at(host, "/en/officer/rules");
    BOOST_TEST(host.address == "/en/officer/day");
    BOOST_TEST(!at.has("nav/rules"));
    has_a_way_out(at, "officer");
}

BOOST_AUTO_TEST_CASE(an_address_in_a_language_the_counter_does_not_speak_is_answered_in_english) {
    OfficerHost host;
    OfficerScreen at(host, "/zh/officer/day");
    BOOST_TEST(host.address == "/en/officer/day");
    BOOST_TEST(at.sees("Sign out"));
}
