// Somebody who uses the pages: reads, types, presses, and complains about every page that is not laid out properly.
#pragma once

#include <boost/test/unit_test.hpp>

#include <sstream>

#include "client/ui/headless.hpp"
#include "shared/identity/nationality.hpp"
#include "tests/unit/pages/fake_host.hpp"

namespace motcua::client::test {

class Visitor {
public:
    explicit Visitor(FakeHost& host, float width = 390) : host_(host), screen_(width) { open(); }

    /// A new visit with what the browser kept: reload, crash, another day.
    void open() {
        host_.drop_callbacks();
        app_ = std::make_unique<App>(host_);
        screen_.show([this](ui::View& view) { app_->frame(view); });
        settle();
    }
    void goes_to(const std::string& address) {
        host_.address = address;
        settle();
    }
    void presses(const std::string& key) {
        BOOST_TEST_REQUIRE(screen_.press(key), key << " cannot be pressed at " << host_.address << "\n" << screen_.text());
        settle();
    }
    void types(const std::string& key, const std::string& text) {
        BOOST_TEST_REQUIRE(screen_.type(key, text), key << " cannot be typed into at " << host_.address << "\n" << screen_.text());
    }
    void chooses(const std::string& key, const std::string& value) { types(key + "/" + value, value); }
    void selects(const std::string& key, const std::string& value) { types(key, value); }
    void ticks(const std::string& key) { types(key, "1"); }
    void types_date(const std::string& key, const std::string& day, const std::string& month, const std::string& year) {
        types(key + "/day", day);
        types(key + "/month", month);
        types(key + "/year", year);
    }
    void continues() { presses("continue"); }

    /// Lets everything on its way arrive, lays the page out again, and looks at it.
    void settle() {
        // A page that was just entered may ask for something of its own.
        for (int round = 0; round < 3; ++round) {
            screen_.again();
            host_.settle();
        }
        screen_.again();
        visited.insert(host_.address);
        const std::string wrong = ui::faults(screen_.kit());
        BOOST_TEST(wrong.empty(), host_.address << ": " << wrong);
        for (const std::string& line : untranslated()) BOOST_TEST_ERROR(host_.address << " is not in its language: " << line);
    }
    bool is_at(const std::string& address) const { return host_.address == address; }
    bool sees(const std::string& text) const { return screen_.says(text); }
    bool has(const std::string& key) const { return screen_.find(key) != nullptr; }
    std::string value(const std::string& key) const { return screen_.find(key) == nullptr ? "" : screen_.find(key)->value; }
    std::string text() const { return screen_.text(); }
    App& app() { return *app_; }
    FakeHost& host() { return host_; }
    const ui::sem::Tree& tree() const { return screen_.tree(); }

    std::set<std::string> visited;

private:
    /// Lines of the page that are English texts while its language is neither English nor Vietnamese.
    std::vector<std::string> untranslated() const {
        std::vector<std::string> out;
        if (const std::string& language = app_->language(); language == "vi" || language == "en" || !app_->ready()) return out;
        std::istringstream lines(screen_.text());
        for (std::string line; std::getline(lines, line);)
            if (english_texts().contains(line)) out.push_back(line);
        return out;
    }
    /// Of the pages, the form, the errors and the rules; names of languages and of abbreviations are the same in many.
    static const std::set<std::string>& english_texts() {
        static const std::set<std::string> all = [] {
            std::set<std::string> texts;
            const auto add = [&](const Json& words) {
                for (const auto& [key, text] : words.items())
                    if (text.get<std::string>().find(' ') != std::string::npos) texts.insert(text.get<std::string>());
            };
            add(words_file("en"));
            add(error_words(false));
            const auto book = rules::parse_rulebook(browser_rules());
            for (const auto& row : book->nationalities) texts.insert(row.name.en);
            for (const auto& row : book->consents) texts.insert(row.text.en), texts.insert(row.summary.en);
            for (const auto& row : book->offices) texts.insert(row.name.en);
            for (const auto& row : book->cards.symbols) texts.insert(row.symbol + " – " + row.who.en);
            return texts;
        }();
        return all;
    }

    FakeHost& host_;
    ui::Headless screen_;
    std::unique_ptr<App> app_;
};

/// Answers the eligibility questions and presses "continue to register".
/// The eligibility questions up to the card, with an answer to it.
inline void answers_up_to_card(Visitor& visitor, const std::string& lang, const std::string& who, int birth_year, const std::string& card) {
    visitor.goes_to("/" + lang + "/eligibility/who");
    visitor.chooses("filedFor", who);
    visitor.continues();
    visitor.types_date("birthDate", "12", "8", std::to_string(birth_year));
    visitor.continues();
    visitor.chooses("card", card);
    visitor.continues();
}

inline void screens(Visitor& visitor, const std::string& lang, const std::string& who, int birth_year) {
    answers_up_to_card(visitor, lang, who, birth_year, "TRC");
    visitor.types_date("cardExpiry", "1", "12", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    visitor.presses("apply");
}

inline void signs_in(Visitor& visitor) {
    visitor.types("phone", "0912 345 678");
    visitor.continues();
    visitor.types("code", "123 456");
    visitor.continues();
}

/// Fills the tasks of one person from the task list back to the task list.
inline void fills_person(Visitor& visitor, const std::string& person, const std::string& family, const std::string& given, bool address) {
    visitor.presses(person + "/details");
    visitor.presses("by-hand");
    visitor.types("applicant.familyName", family);
    visitor.types("applicant.givenNames", given);
    visitor.continues();
    visitor.chooses("applicant.sex", "F");
    visitor.continues();
    visitor.types("applicant.nationality", identity::nationality_name("SWE", visitor.app().rules(), visitor.app().language()));
    visitor.continues();
    visitor.continues();  // no foreigner number
    visitor.presses(person + "/document");
    visitor.chooses("applicant.documentType", "passport");
    visitor.continues();
    visitor.types("applicant.documentNumber", " l898902c3 ");
    visitor.types_date("applicant.documentIssueDate", "1", "1", "2022");
    visitor.types("applicant.documentIssuePlace", "Stockholm");
    visitor.continues();
    visitor.presses(person + "/card");
    visitor.types("applicant.cardNumber", "AB1234567");
    visitor.selects("applicant.cardSymbol", "LĐ2");
    visitor.continues();
    if (address) {
        visitor.presses(person + "/address");
        visitor.selects("applicant.province", "79");
        visitor.types("applicant.commune", "Phường Sài Gòn");
        visitor.types("applicant.addressLine", "12 Lê Lợi");
        visitor.continues();
    }
    visitor.presses(person + "/integration");
    visitor.continues();
}

/// With the form filled in: no e-mail, the portrait at the counter, on to the check of the answers.
inline void comes_to_check(Visitor& visitor) {
    visitor.presses("p1/contact");
    visitor.continues();
    visitor.presses("p1/portrait");
    visitor.presses("at-counter");
    visitor.presses("check");
}

}  // namespace motcua::client::test
