// Every message key that the sources name exists in both languages, and no message is left over.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "client/model/desk.hpp"
#include "shared/base/json.hpp"
#include "shared/form/fields.hpp"
#include "tests/unit/pages/fake_host.hpp"
#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;

namespace {

namespace fs = std::filesystem;

/// What can be wrong with a portrait.
constexpr std::string_view causes[] = {
#define MOTCUA_CAUSE(name, code) code,
#include "shared/portrait/causes.def"
#undef MOTCUA_CAUSE
};

std::string root() {
    const char* source = std::getenv("MOTCUA_SOURCE");
    return source == nullptr ? "." : source;
}

Json catalogue(const std::string& name) {
    auto parsed = parse_json(client::test::read_source("assets/i18n/" + name + ".json"), {.bytes = 1 << 20});
    BOOST_TEST_REQUIRE(parsed.ok(), name);
    return *parsed;
}

/// All string literals of the public pages and the model that look like keys.
std::set<std::string> literals() {
    static const std::regex key(R"re("([a-z][a-z0-9_]*(\.[a-z0-9_]+)+)")re");
    std::set<std::string> out;
    for (const std::string folder : {"client/model", "client/pages"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root()) / folder)) {
            const std::string path = entry.path().generic_string();
            if (!entry.is_regular_file() || path.find("/officer") != std::string::npos || path.find("/desk") != std::string::npos ||
                path.find("/factors") != std::string::npos)
                continue;
            const std::string text = client::test::read_source(fs::relative(entry.path(), root()).generic_string());
            for (std::sregex_iterator it(text.begin(), text.end(), key), end; it != end; ++it) out.insert((*it)[1]);
        }
    // the passport's page puts its advice together of what the reader says (causes.def) and what else keeps it from reading
    for (const char* trouble : {"steady", "camera_denied", "camera_missing", "camera_busy", "camera_insecure", "unreadable", "no_reader", "wrong_paper",
#define MOTCUA_PASSPORT_CAUSE(name, text) &(text)[sizeof "passport"],
#include "shared/document/causes.def"
#undef MOTCUA_PASSPORT_CAUSE
         })
        out.insert(std::string("passport.advice.") + trouble);
    // pages of tables put their words together of the table's name
    for (const form::SectionText& section : form::sections())
        for (const char* word : {".title", ".intro", ".add", ".add_another", ".row_title", ".remove"})
            if (section.is_table()) out.insert(std::string(section.name) + word);
    // and advice is named after its cause
    for (const std::string_view cause : causes) out.insert("portrait.advice" + std::string(cause.substr(cause.find('.'))));
    return out;
}

std::string without_plural(const std::string& key) {
    for (const std::string tail : {".one", ".other"})
        if (key.ends_with(tail) && key != "portrait.advice.other") return key.substr(0, key.size() - tail.size());
    return key;
}

std::set<std::string> places(const std::string& text) {
    static const std::regex place(R"(\{([a-z]+)\})");
    std::set<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) out.insert((*it)[1]);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(both_languages_have_the_same_keys_and_places) {
    const Json vi = catalogue("vi"), en = catalogue("en");
    for (const auto& [key, text] : vi.items()) {
        BOOST_TEST_REQUIRE(en.contains(key), key);
        BOOST_TEST(!text.get<std::string>().empty(), key);
        BOOST_TEST((places(text.get<std::string>()) == places(en[key].get<std::string>())), key);
    }
    BOOST_TEST(vi.size() == en.size());
}

BOOST_AUTO_TEST_CASE(the_officers_words_cover_every_state_in_both_languages) {
    const std::map<std::string, std::vector<std::string>> written{
        {"outbox", {"waiting", "sending", "sent", "answered", "delivered", "failed"}},  // server/provisioning
        {"notification", {"queued", "delivered", "failed"}},                            // server/notify
        {"channel", {"sms", "email"}},
        {"verify", {"match", "no_record", "mismatch"}},
        {"verdict", {"same", "compatible", "different", "missing"}},
        {"finger", {client::finger_positions.begin(), client::finger_positions.end()}}};
    const Json vi = catalogue("officer.vi"), en = catalogue("officer.en");
    BOOST_TEST(vi.size() == en.size());
    for (const auto& [key, text] : vi.items()) {
        BOOST_TEST_REQUIRE(en.contains(key), key);
        BOOST_TEST((places(text.get<std::string>()) == places(en[key].get<std::string>())), key);
    }
    for (const auto& [room, names] : written)
        for (const auto& name : names) BOOST_TEST(vi.contains("officer." + room + "." + name), room << "." << name);
}

BOOST_AUTO_TEST_CASE(whatever_a_message_may_be_about_has_its_words) {
    const auto messages = parse_json(client::test::read_source("assets/messages.json"), {.bytes = 1 << 20});
    BOOST_TEST_REQUIRE(messages.ok());
    const Json everybody = catalogue("vi"), officers = catalogue("officer.vi");
    const std::string page = client::test::read_source("client/pages/applicant/status_of.cpp");
    for (const auto& [topic, texts] : member(*messages, "topics").items()) {
        if (topic == "code") continue;  // belongs to no application
        BOOST_TEST(everybody.contains("notice.topic." + topic), topic);
        BOOST_TEST(page.find('"' + topic + "\", \"notice.topic." + topic + '"') != std::string::npos, topic);
        BOOST_TEST(officers.contains("officer.topic." + topic), topic);
    }
}

BOOST_AUTO_TEST_CASE(the_officer_reads_what_each_message_was_about) {
    client::test::OfficerHost host;
    host.state = "account_created";
    host.messages = {{{"channel", "sms"}, {"kind", "activation_reminder"}, {"state", "delivered"}, {"at", 0}}};
    client::test::OfficerScreen at(host, "/en/officer/file/MC-7K3M-9QTX-K");
    at.desk.step = client::Step::send;
    at.settle();
    BOOST_TEST(at.sees("SMS, reminder to activate: delivered"), at.screen.text());
}

BOOST_AUTO_TEST_CASE(the_words_made_for_the_browser_are_those_of_the_tables) {
    const fs::path out = fs::temp_directory_path() / ("words-" + std::to_string(getpid()));
    fs::create_directory(out);
    const std::string r = root() + "/";
    const std::string command = "python3 " + r + "assets/tools/words.py " + r + "assets " + r + "shared " + out.string();
    BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0);
    for (const std::string language : {"vi", "en"}) {
        std::ifstream file(out / ("errors." + language + ".json"));
        const Json made = Json::parse(file), wanted = client::test::error_words(language == "vi");
        for (const auto& [key, text] : wanted.items()) BOOST_TEST(made.value(key, "") == text.get<std::string>(), key);
        BOOST_TEST(made.size() == wanted.size());
    }
    for (const std::string language : {"zh", "ko", "ja", "ru", "fr"}) {
        std::ifstream file(out / ("rules." + language + ".json"));
        BOOST_TEST((Json::parse(file) == client::test::rule_words(language)), language);
    }
    fs::remove_all(out);
}

BOOST_AUTO_TEST_CASE(no_message_is_unused) {
    const auto used = literals();
    const Json words = catalogue("vi");
    for (const auto& [key, text] : words.items()) BOOST_TEST(used.contains(without_plural(key)), key);
}

BOOST_AUTO_TEST_CASE(every_key_in_the_sources_has_a_message) {
    const Json vi = catalogue("vi");
    std::set<std::string> known, rooms;
    for (const auto& [key, text] : vi.items()) {
        known.insert(without_plural(key));
        rooms.insert(key.substr(0, key.find('.')));
    }
    for (const std::string_view cause : causes) BOOST_TEST(vi.contains("portrait.advice" + std::string(cause.substr(cause.find('.')))), cause);
    // Codes of causes and errors, and names of files, look like keys but are none.
    static const std::regex no_key(R"(portrait\.(?!advice)[a-z_]+|slot\.full|otp\.wrong|.*\.(json|hpp))");
    for (const std::string& key : literals()) {
        if (known.contains(key) || !rooms.contains(key.substr(0, key.find('.')))) continue;
        BOOST_TEST(std::regex_match(key, no_key), key);
    }
}

BOOST_AUTO_TEST_CASE(vietnamese_is_written_with_its_marks) {
    // A text of several words without a single mark would be unaccented Vietnamese or forgotten English.
    const Json vi = catalogue("vi");
    for (const auto& [key, text] : vi.items()) {
        const std::string words = text.get<std::string>();
        const bool marked = std::any_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) > 127; });
        BOOST_TEST((marked || std::count(words.begin(), words.end(), ' ') < 3), key << ": " << words);
    }
}
