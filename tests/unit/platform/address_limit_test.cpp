#include "server/http/address_limit.hpp"

#include <boost/test/unit_test.hpp>

using motcua::http::AddressLimit;

BOOST_AUTO_TEST_SUITE(address_limit_suite)

BOOST_AUTO_TEST_CASE(an_address_has_its_count_at_once_and_then_one_at_a_time) {
    AddressLimit limit(10, 1000);
    for (int i = 0; i < 10; ++i) BOOST_TEST(limit.take("203.0.113.5", 0) == 0);
    BOOST_TEST(limit.take("203.0.113.5", 0) == 100);
    BOOST_TEST(limit.take("203.0.113.5", 99) > 0);
    BOOST_TEST(limit.take("203.0.113.5", 100) == 0);
    BOOST_TEST(limit.take("203.0.113.5", 100) > 0);
    BOOST_TEST(limit.take("203.0.113.6", 100) == 0);
}

BOOST_AUTO_TEST_CASE(a_quiet_window_gives_the_whole_count_back) {
    AddressLimit limit(10, 1000);
    for (int i = 0; i < 10; ++i) BOOST_TEST(limit.take("a", 0) == 0);
    for (int i = 0; i < 10; ++i) BOOST_TEST(limit.take("a", 1000) == 0);
    BOOST_TEST(limit.take("a", 1000) > 0);
}

BOOST_AUTO_TEST_SUITE_END()
