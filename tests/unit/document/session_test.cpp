// When the camera of a passport page stops by itself.
#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>

#include "shared/document/session.hpp"

using motcua::document::Cause;
using motcua::document::Reading;
using motcua::document::Session;

namespace {

struct Frame {
    bool valid;
    std::string_view lines;
};

/// A mark a frame: "!" where the zone is settled.
std::string marks(std::initializer_list<Frame> frames) {
    Session session;
    std::string out;
    for (const Frame& frame : frames) out += session.settles(frame.valid, frame.lines) ? '!' : '.';
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading_session)

BOOST_AUTO_TEST_CASE(the_same_zone_read_twice_settles_it) { BOOST_TEST(marks({{true, "A"}, {true, "A"}}) == ".!"); }

BOOST_AUTO_TEST_CASE(frames_without_a_valid_zone_between_them_do_not_matter) {
    BOOST_TEST(marks({{true, "A"}, {false, "B"}, {false, ""}, {true, "A"}}) == "...!");
}

BOOST_AUTO_TEST_CASE(a_zone_that_reads_otherwise_starts_anew) { BOOST_TEST(marks({{true, "A"}, {true, "B"}, {true, "A"}, {true, "A"}}) == "...!"); }

BOOST_AUTO_TEST_CASE(a_wrong_check_digit_never_settles_anything_however_often_it_is_read) {
    BOOST_TEST(marks({{false, "A"}, {false, "A"}, {false, "A"}, {false, "A"}, {true, ""}, {true, ""}}) == "......");
}

BOOST_AUTO_TEST_CASE(one_thing_is_said_at_a_time_and_the_reading_comes_when_it_is_settled) {
    Session session;
    BOOST_TEST(session.see({.found = true, .causes = {Cause::glare, Cause::blurred}}) == R"({"say":"glare","reading":null})");
    const auto zone = motcua::identity::parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", *motcua::parse_date("2026-11-18"));
    const Reading reading{.valid = true, .found = true, .zone = *zone};
    BOOST_TEST(session.see(reading) == R"({"say":"steady","reading":null})");
    BOOST_TEST(session.see(reading) == R"({"say":"steady","reading":)" + to_json(reading) + "}");
}

BOOST_AUTO_TEST_SUITE_END()
