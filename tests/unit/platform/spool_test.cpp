#include "server/http/spool.hpp"

#include <unistd.h>

#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using http::Spool;

namespace {

std::string pattern(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>("HO CHIEU 0123456789"[i % 19] + static_cast<char>(i / 65536));
    return out;
}

std::string on_disk(const Spool& spool) {
    std::string out(std::size_t{8} << 20, '\0');
    const auto got = ::pread(spool.file(), out.data(), out.size(), 0);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spool_suite)

BOOST_AUTO_TEST_CASE(what_was_appended_in_pieces_comes_back_whole) {
    BOOST_REQUIRE(keys::start());
    const test::Folder folder;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65535}, std::size_t{65536}, std::size_t{65537}, std::size_t{5} << 20})
        for (const std::size_t piece : {std::size_t{997}, std::size_t{65536}, std::size_t{300'000}}) {
            const std::string body = pattern(size);
            auto spool = *Spool::create(folder.path);
            for (std::size_t at = 0; at < size; at += piece) BOOST_REQUIRE(spool->append(std::string_view(body).substr(at, piece)).ok());
            BOOST_TEST(spool->size() == size);
            BOOST_TEST((*spool->read() == body));
        }
}

BOOST_AUTO_TEST_CASE(the_disk_holds_nothing_readable_and_the_file_has_no_name) {
    BOOST_REQUIRE(keys::start());
    const test::Folder folder;
    auto spool = *Spool::create(folder.path);
    BOOST_REQUIRE(spool->append(pattern(300'000)).ok());
    const std::string raw = on_disk(*spool);
    BOOST_TEST(raw.size() > 250'000U);
    BOOST_TEST((raw.find("HO CHIEU") == std::string::npos));
    BOOST_TEST(std::filesystem::is_empty(folder.path));
}

BOOST_AUTO_TEST_CASE(a_changed_byte_on_disk_is_an_error_and_not_a_picture) {
    BOOST_REQUIRE(keys::start());
    const test::Folder folder;
    auto spool = *Spool::create(folder.path);
    BOOST_REQUIRE(spool->append(pattern(200'000)).ok());
    const char other = static_cast<char>(on_disk(*spool)[70'000] ^ 1);
    BOOST_REQUIRE(::pwrite(spool->file(), &other, 1, 70'000) == 1);
    BOOST_TEST((spool->read().error().code == ErrorCode::store_unavailable));
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error) {
    BOOST_TEST((Spool::create("/nowhere/at/all").error().code == ErrorCode::store_unavailable));
}

BOOST_AUTO_TEST_SUITE_END()
