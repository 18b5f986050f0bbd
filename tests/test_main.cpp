#define BOOST_TEST_MODULE motcua
#include <boost/test/included/unit_test.hpp>
