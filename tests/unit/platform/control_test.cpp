#include "server/control/socket.hpp"

#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using control::ask;
using control::FolderLock;
using control::Listener;

namespace {

control::Commands echo() {
    control::Commands out;
    out.emplace("echo", [](const Json& given, const control::Stopping&) -> Result<Json> { return given; });
    out.emplace("refuse", [](const Json&, const control::Stopping&) -> Result<Json> {
        return Error{.code = ErrorCode::keys_rotating, .detail = "why"};
    });
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(control_suite)

BOOST_AUTO_TEST_CASE(a_command_is_answered_by_its_result_or_its_error) {
    test::Folder folder;
    BOOST_TEST(!ask(folder.path, "echo", Json::object()).has_value());  // nobody there
    const auto listener = Listener::start(folder.path, echo());
    BOOST_REQUIRE(listener.ok());
    const auto given = Json{{"days", 30}, {"text", "xin chào"}};
    const auto said = ask(folder.path, "echo", given);
    BOOST_REQUIRE((said && said->ok()));
    BOOST_TEST((said->value() == given));
    const auto refused = ask(folder.path, "refuse", Json::object());
    BOOST_REQUIRE((refused && !refused->ok()));
    BOOST_TEST((refused->error().code == ErrorCode::keys_rotating));
    BOOST_TEST(refused->error().detail == "why");
    BOOST_TEST((ask(folder.path, "unknown", Json::object())->error().code == ErrorCode::control_request));
    BOOST_TEST((ask(folder.path, "echo", Json{{"text", std::string(5000, 'x')}})->error().code == ErrorCode::control_request));
}

BOOST_AUTO_TEST_CASE(the_socket_is_its_owners_alone_and_goes_with_the_server) {
    test::Folder folder;
    const auto path = folder.path + "/control.sock";
    {
        const auto listener = Listener::start(folder.path, echo());
        struct stat about {};
        BOOST_REQUIRE(::stat(path.c_str(), &about) == 0);
        BOOST_TEST((about.st_mode & 0777) == 0600U);
    }
    BOOST_TEST(!std::filesystem::exists(path));
    BOOST_TEST(!ask(folder.path, "echo", Json::object()).has_value());
}

BOOST_AUTO_TEST_CASE(a_folder_with_a_long_name_has_one_too) {
    test::Folder folder;
    const auto deep = folder.path + '/' + std::string(120, 'd');
    std::filesystem::create_directory(deep);
    const auto listener = Listener::start(deep, echo());
    BOOST_REQUIRE(listener.ok());
    BOOST_TEST(std::filesystem::exists(deep + "/control.sock"));
    BOOST_TEST(ask(deep, "echo", Json::object())->ok());
}

BOOST_AUTO_TEST_CASE(who_stops_the_server_stops_the_command_and_waits_for_it) {
    test::Folder folder;
    std::atomic<bool> began{false}, ended{false};
    control::Commands commands;
    commands.emplace("long", [&](const Json&, const control::Stopping& stopping) -> Result<Json> {
        began = true;
        while (!stopping()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ended = true;
        return ErrorCode::keys_interrupted;
    });
    auto listener = Listener::start(folder.path, std::move(commands));
    BOOST_REQUIRE(listener.ok());
    std::optional<Result<Json>> told;
    std::thread asking([&] { told = ask(folder.path, "long", Json::object()); });
    while (!began) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    BOOST_TEST((ask(folder.path, "long", Json::object(), 50)->error().code == ErrorCode::control_silent));  // impatient
    listener->reset();
    BOOST_TEST(ended);
    asking.join();
    BOOST_REQUIRE((told && !told->ok()));
    BOOST_TEST((told->error().code == ErrorCode::keys_interrupted));
}

BOOST_AUTO_TEST_CASE(one_at_a_time_works_on_a_folder) {
    test::Folder folder;
    {
        const auto first = FolderLock::take(folder.path);
        BOOST_TEST(first.ok());
        BOOST_TEST((FolderLock::take(folder.path).error().code == ErrorCode::store_in_use));
    }
    BOOST_TEST(FolderLock::take(folder.path).ok());
    BOOST_TEST((FolderLock::take(folder.path + "/none").error().code == ErrorCode::cli_data_dir));
}

BOOST_AUTO_TEST_SUITE_END()
