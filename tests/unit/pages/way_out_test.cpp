// Every page that is shown to somebody signed in has a visible way out, and it ends the session.
#include <regex>

#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

/// Every address of the table of pages, its places filled.
std::vector<std::string> public_pages() {
    static const std::regex row(R"re(Row\{"([^"]*)")re");
    static const std::pair<std::regex, std::string> places[]{{std::regex(R"(\{person\})"), "p1"}, {std::regex(R"(\{row\})"), "1"}, {std::regex(R"(\{page\})"), "name"},
        {std::regex(R"(\{office\})"), "a08-ho-chi-minh"}, {std::regex(R"(\{day\})"), "2026-11-19"}, {std::regex(R"(\{reference\})"), "MC-7K3M-9QTX-1"}};
    const auto source = read_source("client/pages/pages.cpp");
    std::vector<std::string> out;
    for (std::sregex_iterator it(source.begin(), source.end(), row), end; it != end; ++it) {
        std::string page = (*it)[1];
        for (const auto& [place, value] : places) page = std::regex_replace(page, place, value);
        out.push_back(page);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_page_of_an_applicant_has_a_way_out) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    BOOST_TEST_REQUIRE(visitor.app().session.is_applicant());
    const auto pages = public_pages();
    BOOST_TEST(pages.size() > 25u);
    for (const auto& page : pages) {
        visitor.goes_to("/en" + std::string(page.empty() ? "" : "/") + page);
        BOOST_TEST(visitor.has("nav/sign-out"), page << " shows no way out");
        BOOST_TEST(visitor.sees("Sign out"));
    }
    visitor.presses("nav/sign-out");
    BOOST_TEST(!host.server.signed_in);
    BOOST_TEST(!visitor.has("nav/sign-out"));
}
