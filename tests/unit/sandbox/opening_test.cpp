#include <boost/test/unit_test.hpp>

#include <cstdlib>

#include "server/sandbox/opening.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using namespace motcua::sandbox;

namespace {

std::shared_ptr<Decoder> decoder(std::vector<std::string> program) {
    auto out = Decoder::start({.program = std::move(program)});
    BOOST_REQUIRE(out.ok());
    return *std::move(out);
}
std::string picture_of(int width, int height) { return *picture::encode_png(picture::blank(width, height, 3, 90)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(opening_of_pictures)

BOOST_AUTO_TEST_CASE(a_lost_decoder_is_on_the_audit_chain_without_what_was_sent) {
    test::Server server;
    server.services.decoder = decoder({std::getenv("MOTCUA_PROBE"), "crash"});
    const auto opened = open(server.services, {.actor = "officer:o1", .subject = "MC-7K3M-9QTX-K"}, picture_of(40, 30), {});
    BOOST_REQUIRE(!opened.ok());
    BOOST_TEST((opened.error().code == ErrorCode::picture_unopened));
    BOOST_TEST(opened.error().detail.empty());
    BOOST_TEST(server.count("SELECT count(*) FROM audit WHERE action='picture.unopened' AND actor='officer:o1' AND "
                            "subject='MC-7K3M-9QTX-K' AND detail LIKE '%\"end\":\"signal 11\"%' AND detail LIKE '%image/png%'") ==
               1);
}

BOOST_AUTO_TEST_CASE(what_the_header_refuses_never_reaches_a_decoder) {
    test::Server server;
    server.services.decoder = decoder({std::getenv("MOTCUA_DECODE")});
    std::string bomb = picture_of(8, 8);
    bomb.replace(16, 8, std::string("\0\0\xea\x60\0\0\xea\x60", 8));
    for (const auto& bytes : {bomb, std::string("GIF89a"), std::string()})
        BOOST_TEST(!open(server.services, {.actor = "applicant:a", .subject = "picture"}, bytes, {}).ok());
    BOOST_TEST(server.services.decoder->figures().pictures == 0);
}

BOOST_AUTO_TEST_SUITE_END()
