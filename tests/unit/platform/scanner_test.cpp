// What a virus scanner may answer, and what is made of it.
#include <boost/test/unit_test.hpp>

#include "server/scan/scanner.hpp"

using namespace motcua;
using namespace motcua::scan;

BOOST_AUTO_TEST_CASE(only_a_whole_path_names_a_socket) {
    BOOST_TEST(*socket_path("unix:/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl");
    for (const auto* wrong : {"", "unix:", "unix:clamd.ctl", "/run/clamav/clamd.ctl", "tcp:/x"}) BOOST_TEST(!socket_path(wrong).ok(), wrong);
}

BOOST_AUTO_TEST_CASE(a_scanner_is_believed_only_in_its_own_words) {
    BOOST_TEST(!read_answer("stream: OK")->infected);
    const auto found = read_answer("stream: Eicar-Test-Signature FOUND");
    BOOST_REQUIRE(found.ok());
    BOOST_TEST(found->infected);
    BOOST_TEST(found->name == "Eicar-Test-Signature");
    for (const auto* text : {"", "OK", "stream: ", "stream: OK ", "stream:  FOUND", "stream: FOUND", "INSTREAM size limit exceeded. ERROR", "stream: OK FOUND?", "stream: x ERROR"})
        BOOST_TEST(!read_answer(text).ok(), text);
    BOOST_TEST(read_answer("stream: OK FOUND")->infected);
}

BOOST_AUTO_TEST_CASE(the_name_of_a_find_is_cut_to_plain_characters) {
    BOOST_TEST(read_answer("stream: a\n\"b\" c FOUND")->name == "a__b__c");
    BOOST_TEST(read_answer("stream: " + std::string(500, 'x') + " FOUND")->name.size() == 100u);
}

BOOST_AUTO_TEST_CASE(a_scanner_that_is_not_there_is_unavailable) {
    const Scanner nobody({.path = "/nonexistent/clamd.ctl"});
    BOOST_TEST((nobody.scan("x").error().code == ErrorCode::scanner_unavailable));
    BOOST_TEST((nobody.greet().error().code == ErrorCode::scanner_unavailable));
    BOOST_TEST((Scanner({.path = std::string(200, 'x')}).greet().error().code == ErrorCode::scanner_unavailable));
}
