#include <boost/test/unit_test.hpp>

#include <algorithm>
#ifndef __EMSCRIPTEN__
#include <thread>
#endif

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/search/gallery.hpp"
#include "shared/finger/search/packed.hpp"
#include "shared/finger/search/sieve.hpp"
#include "shared/finger/synthesis.hpp"
#include "tests/bench/finger/fillers.hpp"

namespace motcua::finger {
namespace {

constexpr int people = 8;
constexpr std::uint64_t strangers = 150;

struct People {
    std::vector<Template> enrolled, probes;
};

const People& grown() {
    static const People made = [] {
        People p;
        for (int f = 0; f < people; ++f) {
            const MasterPrint master = grow_finger(7000 + static_cast<std::uint64_t>(f));
            p.enrolled.push_back(extract(synthesise(master, 0)).value_or({}));
            p.probes.push_back(extract(synthesise(master, 1)).value_or({}));
        }
        return p;
    }();
    return made;
}

std::vector<std::pair<std::uint64_t, Template>> everybody() {
    std::vector<std::pair<std::uint64_t, Template>> out;
    for (int f = 0; f < people; ++f) out.emplace_back(f, grown().enrolled[f]);
    for (std::uint64_t i = 0; i < strangers; ++i) out.emplace_back(1000 + i, bench::recombine(grown().enrolled, i));
    return out;
}

Gallery gallery_of(const std::vector<std::pair<std::uint64_t, Template>>& entries) {
    Gallery out;
    for (const auto& [id, finger] : entries) BOOST_REQUIRE(out.put(id, finger).ok());
    return out;
}

const Gallery& gallery() {
    static const Gallery made = gallery_of(everybody());
    return made;
}

#ifdef __EMSCRIPTEN__
void on_three_threads(std::size_t parts, const std::function<void(std::size_t)>& part) {  // no threads here: another order at least
    for (std::size_t i = parts; i-- > 0;) part(i);
}
#else
void on_three_threads(std::size_t parts, const std::function<void(std::size_t)>& part) {
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t i = parts; i-- > 0;)
                if (i % 3 == t) part(i);
        });
    for (auto& thread : threads) thread.join();
}
#endif

}  // namespace

BOOST_AUTO_TEST_SUITE(search)

BOOST_AUTO_TEST_CASE(a_packed_template_is_the_template) {
    for (const auto& [id, finger] : everybody()) {
        const auto again = unpack(pack(finger));
        BOOST_REQUIRE(again.ok());
        BOOST_TEST((*again == finger));
    }
    Template foreign = grown().enrolled[0];
    foreign.flow = {};
    const auto again = unpack(pack(foreign));
    BOOST_REQUIRE(again.ok());
    BOOST_TEST((*again == foreign));
}

BOOST_AUTO_TEST_CASE(a_packed_template_that_is_cut_or_has_more_is_refused) {
    const Bytes whole = pack(grown().enrolled[0]);
    for (std::size_t n = 0; n < whole.size(); ++n) BOOST_TEST(!unpack(std::span(whole).first(n)).ok());
    Bytes longer = whole;
    longer.push_back(1);
    BOOST_TEST(!unpack(longer).ok());
}

BOOST_AUTO_TEST_CASE(a_finger_is_found_first_among_strangers) {
    for (int f = 0; f < people; ++f) {
        const auto hits = gallery().search(grown().probes[f], {.top = 3, .survivors = 20});
        BOOST_REQUIRE(!hits.empty());
        BOOST_TEST(hits[0].id == static_cast<std::uint64_t>(f));
        BOOST_TEST(hits[0].score == compare(grown().probes[f], grown().enrolled[f]).score);
        BOOST_TEST(hits[0].score >= decision_threshold());
    }
}

BOOST_AUTO_TEST_CASE(the_staged_search_finds_what_the_exhaustive_one_finds_above_the_threshold) {
    for (const Template& probe : grown().probes) {
        const auto exhaustive = gallery().search(probe, {.top = 1, .survivors = gallery().size()}), staged = gallery().search(probe, {.top = 1, .survivors = 20});
        BOOST_REQUIRE(exhaustive.size() == 1U);
        BOOST_REQUIRE(exhaustive[0].score >= decision_threshold());
        BOOST_TEST((staged == exhaustive));
    }
}

BOOST_AUTO_TEST_CASE(the_exhaustive_search_compares_with_everybody_best_first_ties_by_id) {
    const auto hits = gallery().search(grown().probes[0], {.top = 1000, .survivors = gallery().size()});
    BOOST_REQUIRE(hits.size() == gallery().size());
    for (std::size_t i = 1; i < hits.size(); ++i)
        BOOST_TEST((hits[i - 1].score > hits[i].score || (hits[i - 1].score == hits[i].score && hits[i - 1].id < hits[i].id)));
    for (const auto& [id, finger] : everybody()) {
        const auto hit = std::find_if(hits.begin(), hits.end(), [&, id = id](const Hit& h) { return h.id == id; });
        BOOST_REQUIRE((hit != hits.end()));
        BOOST_TEST(hit->score == compare(grown().probes[0], finger).score);
    }
}

BOOST_AUTO_TEST_CASE(equal_templates_stand_in_the_order_of_their_ids) {
    Gallery twins;
    for (const std::uint64_t id : {9U, 3U, 7U, 1U}) BOOST_REQUIRE(twins.put(id, grown().enrolled[0]).ok());
    const auto hits = twins.search(grown().probes[0], {.survivors = 2});
    BOOST_REQUIRE(hits.size() == 2U);
    BOOST_TEST(hits[0].id == 1U);
    BOOST_TEST(hits[1].id == 3U);
}

BOOST_AUTO_TEST_CASE(neither_threads_nor_the_order_of_adding_change_the_answer) {
    auto entries = everybody();
    std::reverse(entries.begin(), entries.end());
    std::rotate(entries.begin(), entries.begin() + 31, entries.end());
    const Gallery other = gallery_of(entries);
    for (const Template& probe : grown().probes)
        for (const std::size_t survivors : {5U, 40U}) {
            const auto expected = gallery().search(probe, {.survivors = survivors});
            BOOST_TEST((gallery().search(probe, {.survivors = survivors, .run = on_three_threads}) == expected));
            BOOST_TEST((other.search(probe, {.survivors = survivors}) == expected));
        }
    BOOST_TEST((other.snapshot() == gallery().snapshot()));
}

BOOST_AUTO_TEST_CASE(adding_and_removing_leaves_what_is_left) {
    const auto entries = everybody();
    Gallery changing = gallery_of(entries);
    Random random(4);
    std::vector<std::pair<std::uint64_t, Template>> left;
    for (const auto& entry : entries) {
        const bool stays = random.below(2) == 0;
        if (stays) left.push_back(entry);
        else BOOST_TEST(changing.remove(entry.first));
        BOOST_TEST(changing.holds(entry.first) == stays);
    }
    BOOST_TEST(!changing.remove(999999));
    BOOST_TEST(changing.size() == left.size());
    BOOST_TEST((changing.snapshot() == gallery_of(left).snapshot()));
    for (const auto& [id, finger] : entries) BOOST_REQUIRE(changing.put(id, finger).ok());
    BOOST_TEST((changing.snapshot() == gallery().snapshot()));
    for (const auto& [id, finger] : entries) BOOST_TEST(changing.remove(id));
    BOOST_TEST(changing.size() == 0U);
    BOOST_TEST(changing.search(grown().probes[0]).empty());
}

BOOST_AUTO_TEST_CASE(a_new_template_replaces_the_old_one_of_its_id) {
    Gallery changing = gallery_of(everybody());
    BOOST_REQUIRE(changing.put(0, grown().enrolled[1]).ok());
    BOOST_TEST(changing.size() == gallery().size());
    BOOST_TEST((*changing.find(0) == grown().enrolled[1]));
    BOOST_TEST(changing.search(grown().probes[1])[0].id == 0U);  // twins now: the lower id
    BOOST_TEST((changing.find(999999).error().code == ErrorCode::request_not_found));
}

BOOST_AUTO_TEST_CASE(a_template_of_three_minutiae_is_refused) {
    Template few = grown().enrolled[0];
    few.minutiae.resize(3);
    Gallery empty;
    const auto answer = empty.put(1, few);
    BOOST_REQUIRE(!answer.ok());
    BOOST_TEST((answer.error().code == ErrorCode::finger_unusable));
    BOOST_TEST(empty.size() == 0U);
    BOOST_TEST(gallery().search(few).empty());
    BOOST_TEST(gallery().search({}).empty());
}

BOOST_AUTO_TEST_CASE(a_template_that_could_not_be_read_again_is_refused) {
    Template wide = grown().enrolled[0];
    wide.width = 40'000;
    Gallery empty;
    BOOST_TEST(!empty.put(1, wide).ok());
    BOOST_TEST(empty.size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_restored_gallery_answers_as_the_one_it_was_written_of) {
    const Bytes bytes = gallery().snapshot();
    const auto again = Gallery::restore(bytes);
    BOOST_REQUIRE(again.ok());
    BOOST_TEST((again->snapshot() == bytes));
    for (const Template& probe : grown().probes) BOOST_TEST((again->search(probe) == gallery().search(probe)));
    const auto nothing = Gallery::restore(Gallery().snapshot());
    BOOST_REQUIRE(nothing.ok());
    BOOST_TEST(nothing->size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_refused) {
    Gallery few;
    for (int f = 0; f < 3; ++f) BOOST_REQUIRE(few.put(f, grown().enrolled[f]).ok());
    const Bytes whole = few.snapshot();
    const auto refused = [](std::span<const std::uint8_t> bytes) {
        const auto answer = Gallery::restore(bytes);
        return !answer.ok() && answer.error().code == ErrorCode::finger_gallery_malformed;
    };
    for (std::size_t n = 0; n < whole.size(); n += 7) BOOST_TEST(refused(std::span(whole).first(n)));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        Bytes spoilt = whole;
        spoilt[at] = static_cast<std::uint8_t>(spoilt[at] ^ (1U << (at % 8)));
        BOOST_TEST(refused(spoilt), "one bit of byte " << at);
    }
    Bytes longer = whole;
    longer.push_back(0);
    BOOST_TEST(refused(longer));
}

BOOST_AUTO_TEST_CASE(a_template_of_sixty_minutiae_takes_at_most_one_and_a_half_kilobytes) {
    auto entries = everybody();  // clean whole prints: some have more than sixty
    for (auto& [id, finger] : entries) finger.minutiae.resize(std::min<std::size_t>(finger.minutiae.size(), 60));
    const Gallery ordinary = gallery_of(entries);
    // digests come in blocks, of which a small gallery fills a part only
    const std::size_t n = ordinary.size(), unfilled = (512 - n % 512) * sizeof(Digest);
    BOOST_TEST(ordinary.bytes() - unfilled <= 1536 * n);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::finger
