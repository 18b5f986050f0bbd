#include "server/http/workers.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <future>

using motcua::http::Workers;
using namespace std::chrono_literals;

namespace {

/// Rouses as the front does, until `done` or half a minute has passed.
template <typename Done>
bool roused_until(Workers& workers, Done done) {
    for (int i = 0; i < 30'000; ++i) {
        workers.rouse();
        if (done()) return true;
        std::this_thread::sleep_for(1ms);
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workers)

BOOST_AUTO_TEST_CASE(a_full_queue_takes_no_more) {
    Workers none(0, 2);  // nobody takes anything out
    BOOST_TEST(none.push([] {}));
    BOOST_TEST(none.push([] {}));
    BOOST_TEST(!none.push([] {}));
    BOOST_TEST(none.waiting() == 2U);
}

BOOST_AUTO_TEST_CASE(every_job_is_done_once) {
    Workers pool(4, 100'000);
    std::atomic<int> done{0};
    for (int i = 0; i < 20'000; ++i) {
        BOOST_REQUIRE(pool.push([&] { ++done; }));
        if (i % 64 == 0) pool.rouse();
    }
    BOOST_TEST(roused_until(pool, [&] { return done == 20'000; }));
    BOOST_TEST(!pool.rouse());
}

BOOST_AUTO_TEST_CASE(jobs_that_block_hold_up_nobody_while_threads_are_left) {
    constexpr int blocked = 15;
    Workers pool(blocked + 1, 100);
    std::promise<void> gate;
    const auto open = gate.get_future().share();
    std::atomic<int> started{0};
    std::atomic<bool> answered{false};
    for (int i = 0; i < blocked; ++i) BOOST_REQUIRE(pool.push([&started, open] { ++started; open.wait(); }));
    BOOST_REQUIRE(pool.push([&answered] { answered = true; }));
    BOOST_TEST(roused_until(pool, [&] { return answered.load(); }));
    BOOST_TEST(started == blocked);
    gate.set_value();
}

BOOST_AUTO_TEST_CASE(what_waits_is_done_before_the_end) {
    std::atomic<int> done{0};
    {
        Workers pool(2, 1000);
        for (int i = 0; i < 500; ++i) BOOST_REQUIRE(pool.push([&] { ++done; }));
    }
    BOOST_TEST(done == 500);
}

BOOST_AUTO_TEST_SUITE_END()
