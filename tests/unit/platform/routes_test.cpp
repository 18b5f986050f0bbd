// The route table, its permissions and its document: the same set both ways, and nobody gets in by omission.
#include <boost/test/unit_test.hpp>
#include <set>

#include "server/http/openapi.hpp"

using namespace motcua;
using http::Access;
using http::Role;

namespace {

std::set<std::string> rows() {
    std::set<std::string> out;
    for (const auto& route : http::all_routes())
        if (route.path.starts_with("/api/v1/")) out.insert(route.method + ' ' + route.path);
    return out;
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return text;
}

std::set<std::string> operations(const http::Json& document) {
    std::set<std::string> out;
    for (const auto& [path, methods] : document["paths"].items())
        for (const auto& [method, operation] : methods.items()) out.insert(upper(method) + ' ' + path);
    return out;
}

constexpr Access every_access[]{Access::everybody, Access::peer,   Access::applicant, Access::owner,
                                Access::officer,   Access::office, Access::concerned, Access::decision,
                                Access::account,   Access::factors};

}  // namespace

BOOST_AUTO_TEST_SUITE(routes_suite)

BOOST_AUTO_TEST_CASE(the_document_and_the_route_table_are_the_same_set) {
    const auto document = http::openapi(http::all_routes());
    auto table = rows();
    const auto documented = operations(document);
    table.merge(std::set<std::string>{"GET /healthz", "GET /readyz"});  // answered before any route is looked for
    BOOST_TEST(table.size() > 40u);
    BOOST_TEST(table == documented, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_row_stands_once_and_only_the_mailbox_stands_outside_the_interface) {
    std::set<std::string> seen;
    for (const auto& route : http::all_routes()) {
        BOOST_TEST(seen.insert(route.method + ' ' + route.path).second, route.path << " stands twice");
        BOOST_TEST((route.path.starts_with("/api/v1/") || route.path.starts_with("/dev/mailbox")), route.path);
    }
}

BOOST_AUTO_TEST_CASE(a_row_that_does_not_say_who_may_call_it_does_not_compile) {
    BOOST_TEST(!std::is_default_constructible_v<http::Permission>);
    BOOST_TEST(!std::is_default_constructible_v<http::Route>);
}

BOOST_AUTO_TEST_CASE(what_the_table_does_not_name_is_refused) {
    for (const auto role : {Role::anyone, Role::applicant, Role::officer, Role::supervisor, Role::peer}) {
        BOOST_TEST(!http::may_call(static_cast<Access>(200), role));
        BOOST_TEST((role == Role::peer || http::may_call(Access::everybody, role)));
    }
    for (const auto access : every_access) BOOST_TEST(!http::may_call(access, static_cast<Role>(200)));
    for (const auto access : every_access) BOOST_TEST(!http::may_call(access, Role::peer));
}

BOOST_AUTO_TEST_CASE(the_table_is_this_one) {
    const auto who = [](Access access) {
        std::string out;
        for (const auto role : http::callers(access)) out += std::string(role) + ' ';
        return out + std::string(http::text(http::reach(access)));
    };
    BOOST_TEST(who(Access::everybody) == "anyone applicant officer supervisor nothing");
    BOOST_TEST(who(Access::peer) == "anyone applicant officer supervisor nothing");
    BOOST_TEST(who(Access::applicant) == "applicant nothing");
    BOOST_TEST(who(Access::owner) == "applicant own");
    BOOST_TEST(who(Access::officer) == "officer supervisor nothing");
    BOOST_TEST(who(Access::office) == "officer supervisor office");
    BOOST_TEST(who(Access::concerned) == "applicant officer supervisor own_or_office");
    BOOST_TEST(who(Access::decision) == "officer supervisor office");
    BOOST_TEST(who(Access::account) == "officer supervisor nothing");
    BOOST_TEST(who(Access::factors) == "officer supervisor nothing");
    for (const Access access : every_access)
        BOOST_TEST(http::needs_fresh_factor(access) == (access == Access::decision || access == Access::factors));
    BOOST_TEST(http::needs_fresh_factor(static_cast<Access>(200)));
}

BOOST_AUTO_TEST_CASE(a_path_that_names_somebodys_thing_has_a_reach) {
    for (const auto& route : http::all_routes()) {
        const bool names = route.path.find("{reference}") != std::string::npos || route.path.find("{id}") != std::string::npos;
        if (names) BOOST_TEST((http::reach(route.access) != http::Reach::nothing), route.method << ' ' << route.path);
    }
}

BOOST_AUTO_TEST_SUITE_END()
