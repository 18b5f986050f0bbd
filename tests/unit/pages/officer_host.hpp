// A desk in a browser that is not there: the officer's module with a server that answers, keeps waiting, or fails.
#pragma once

#include <boost/test/unit_test.hpp>

#include "client/pages/officer/officer.hpp"
#include "client/ui/headless.hpp"
#include "tests/unit/pages/fake_host.hpp"

namespace motcua::client::test {

class OfficerHost : public FakeHost {
public:
    enum class Mood : std::uint8_t { answers, waits, fails };
    Mood mood = Mood::answers;
    bool officers_words = true, rule_words = true;
    std::string file_language{"vi"};     ///< in which the form was filled in
    std::string role{"supervisor"};
    std::string state{"at_counter"};     ///< of the file
    std::vector<std::string> allowed{};  ///< what may be done with it
    Json messages = Json::array();       ///< about it
    Json portrait_verdict{};             ///< of the portrait sent from home
    Json verification{};                 ///< of the file
    bool stale = false;                  ///< sensitive acts want a fresh factor
    std::vector<std::string> sent;       ///< "POST /staff/session"
    std::vector<Json> bodies;
    std::vector<std::function<void()>> held;

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override {
        if (request.path.starts_with("/assets/")) {
            if (request.path.find("officer.") != std::string::npos && !officers_words) return;
            if (request.path.find("rules.") != std::string::npos && !request.path.ends_with("rules.json") && !rule_words) return done({});
            return done(server.answer(request));
        }
        const std::string path = request.path.substr(7);  // after /api/v1
        sent.push_back(request.method + " " + path);
        bodies.push_back(parse_json(request.body.empty() ? "null" : request.body).value_or(Json{}));
        const bool about_who = path == "/session" || path == "/config";
        if (mood == Mood::waits && !about_who) return held.emplace_back([=] { done({.status = 200, .body = "{}"}); }), void();
        if (mood == Mood::fails && !about_who)
            return done({.status = 500, .body = R"({"code":"request.internal","message":{"vi":"Hệ thống gặp lỗi.","en":"Something went wrong."}})"});
        done(answer(request.method, path, bodies.back()));
    }

protected:
    static HttpResponse json(const Json& body, int status = 200) { return {.status = status, .body = body.dump()}; }
    virtual HttpResponse answer(const std::string& method, const std::string& path, const Json& /*body*/) {
        if (path == "/config") return json({{"formVersion", "tk01-2025"}, {"today", "2026-11-18"}, {"demo", false}, {"ruleSet", ""}});
        if (path == "/session" && method == "DELETE") return role = "anyone", HttpResponse{.status = 204};
        if (path == "/session") return json({{"role", role}, {"csrf", "token"}, {"name", "Trần Thị Lan"}, {"office", "pa08-ho-chi-minh"}, {"expiresIn", 900}});
        if (method != "GET" && stale) return json({{"code", "session.step_up_needed"}, {"message", {{"vi", "Cần xác nhận."}, {"en", "Confirm."}}}}, 403);
        if (path.starts_with("/staff/keys")) return json({{"keys", {{{"id", "feed"}, {"name", "Khóa ở quầy"}, {"addedAt", 1'794'970'800'000}, {"usedAt", nullptr}}}}});
        if (path.starts_with("/counter/day")) return json({{"date", "2026-11-18"}, {"office", "pa08-ho-chi-minh"}, {"files", Json::array({entry()})}});
        return json(file());
    }

private:
    [[nodiscard]] Json entry() const {
        return {{"reference", "MC-7K3M-9QTX-K"}, {"time", "08:30"}, {"name", "ERIKSSON ANNA MARIA"}, {"filedFor", "self"}, {"state", state},
                {"claimedBy", nullptr}, {"due", "2026-11-25"}, {"breach", false}, {"outbox", nullptr}};
    }
    [[nodiscard]] Json file() const {
        const bool sent_off = state == "sent" || state == "account_created" || state == "rejected";
        Json out{{"application", {{"reference", "MC-7K3M-9QTX-K"}, {"state", state}, {"name", "ERIKSSON ANNA MARIA"}, {"notifications", messages}, {"deadline", nullptr}, {"account", nullptr}}},
                 {"filing", {{"language", file_language}, {"filedFor", "self"}, {"applicant", {{"familyName", "ERIKSSON"}, {"givenNames", "ANNA MARIA"}, {"birthDate", "1990-08-12"}, {"sex", "F"}}}}},
                 {"comparison", Json::array({{{"field", "applicant.birthDate"}, {"typed", "1990-08-12"}, {"passport", "1990-08-13"}, {"registry", ""}, {"verdict", "different"}, {"reasons", Json::array()}, {"accepted", nullptr}, {"reason", nullptr}}})},
                 {"fingers", Json::array()}, {"allowed", allowed}, {"claimedBy", "Trần Thị Lan"}, {"mine", true}, {"consentVersion", "1"}};
        out["portraitVerdict"] = portrait_verdict;
        out["verification"] = verification;
        out["outbox"] = sent_off ? Json{{"state", "sent"}, {"attempts", 1}, {"nextTry", nullptr}, {"lastError", nullptr}} : Json(nullptr);
        return out;
    }
};

/// The officer's module on a screen.
struct OfficerScreen {
    explicit OfficerScreen(OfficerHost& on, std::string address, float width = 1440)
        : host(on), screen(width), app(host), factors(host, app.api()), desk(host, app.api(), factors), activation(host, app.api()) {
        host.address = std::move(address);
        screen.show([this](ui::View& view) {
            app.follow_address();
            pages::officer::frame(view, app, desk, factors, activation);
        });
        settle();
    }
    void settle() {
        for (int round = 0; round < 4; ++round) {
            host.settle(0);
            screen.again();
        }
        const std::string wrong = ui::faults(screen.kit());
        BOOST_TEST(wrong.empty(), host.address << ": " << wrong);
    }
    void goes_to(const std::string& address) {
        host.address = address;
        settle();
    }
    void presses(const std::string& key) {
        BOOST_TEST_REQUIRE(screen.press(key), key << " cannot be pressed at " << host.address << "\n" << screen.text());
        settle();
    }
    void types(const std::string& key, const std::string& text) {
        BOOST_TEST_REQUIRE(screen.type(key, text), key << " cannot be typed into at " << host.address << "\n" << screen.text());
    }
    [[nodiscard]] bool has(const std::string& key) const { return screen.find(key) != nullptr; }
    [[nodiscard]] bool sees(const std::string& text) const { return screen.says(text); }

    OfficerHost& host;
    ui::Headless screen;
    App app;
    Factors factors;
    Desk desk;
    Activation activation;
};

}  // namespace motcua::client::test
