// A browser and a server that are not there: the browser keeps storage and an address, the server answers the API with the
// shapes of openapi and keeps what it is sent. Time stands still unless a test moves it.
#pragma once

#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "client/model/app.hpp"
#include "client/model/host.hpp"
#include "shared/application/eligibility.hpp"
#include "shared/application/lifecycle.hpp"
#include "shared/form/fields.hpp"
#include "shared/i18n/language.hpp"
#include "shared/i18n/text.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::client::test {

inline std::string read_source(const std::string& path) {
    const char* root = std::getenv("MOTCUA_SOURCE");
    std::ifstream file(std::string(root == nullptr ? "." : root) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What assets/tools/words.py makes of the catalogue…
inline Json start_words(const std::string& language) {
    const auto groups = Json::parse(read_source("assets/i18n/start.json")).get<std::set<std::string>>();
    const Json all = Json::parse(read_source("assets/i18n/" + language + ".json"));
    Json out = Json::object();
    for (const auto& [key, text] : all.items())
        if (groups.contains(key.substr(0, key.find('.')))) out[key] = text;
    return out;
}
/// …of the field table…
inline void add_form_words(Json& out, bool vietnamese) {
    const auto say = [&](const std::string& key, std::string_view vi, std::string_view en) {
        if (!vi.empty()) out["@" + key] = std::string(vietnamese ? vi : en);
    };
    for (const form::Field& field : form::fields()) {
        const std::string section(form::name(field.section)), key = section.empty() ? std::string(field.name) : section + "." + std::string(field.name);
        say(key, field.label_vi, field.label_en);
        say(key + "?", field.hint_vi, field.hint_en);
        for (const form::Choice& choice : field.choices) say(key + "=" + std::string(choice.value), choice.vi, choice.en);
    }
    for (const form::SectionText& section : form::sections())
        if (!section.name.empty()) say(std::string(section.name), section.title_vi, section.title_en);
}
/// …of the tables of codes…
inline void add_table_words(Json& out, const std::string& language) {
    const auto say = [&](std::string_view table, std::string_view code, std::string_view text) { out["@" + std::string(table) + "=" + std::string(code)] = std::string(text); };
    for (const auto state : application::all_states) say("state", application::text(state), application::describe(state, language));
    for (const auto event : application::all_events) say("event", application::text(event), application::describe(event, language));
    for (int i = 0; i <= static_cast<int>(eligibility::Reason::no_passport); ++i) {
        const auto reason = static_cast<eligibility::Reason>(i);
        say("reason", eligibility::code(reason), eligibility::describe(reason, language));
    }
    for (const char* part : {"documentCode", "issuer", "documentNumber", "nationality", "birthDate", "expiryDate", "optionalData", "composite"})
        say("mrz", part, i18n::name_of_part(part, language));
}
/// …and of the table of errors.
inline Json error_words(bool vietnamese) {
    Json out = Json::object();
    for (std::size_t i = 0; i < error_count(); ++i) {
        const ErrorText& row = describe(static_cast<ErrorCode>(i));
        out[std::string(row.code)] = std::string(vietnamese ? row.vi : row.en);
    }
    add_form_words(out, vietnamese);
    add_table_words(out, vietnamese ? "vi" : "en");
    return out;
}
inline Json words_file(const std::string& name) { return Json::parse(read_source("assets/i18n/" + name + ".json")); }
inline Json error_words(const std::string& language) {
    return language == "vi" || language == "en" ? error_words(language == "vi") : words_file("form." + language);
}
/// The words of the rules in a further language, with the names of nationalities.
inline Json rule_words(const std::string& language) {
    Json out = words_file("rules." + language);
    const Json names = Json::parse(read_source("assets/nationality_names.json"));
    for (std::size_t i = 0; i < names["languages"].size(); ++i)
        if (names["languages"][i] == language)
            for (const auto& [code, all] : names["names"].items()) out["nationalities." + code] = all[i];
    return out;
}
/// The rules as the browser gets them: without the further languages.
inline const std::string& browser_rules() {
    static const std::string rules = [] {
        Json bundle = Json::parse(rules::embedded_bundle());
        bundle.erase("words");
        return bundle.dump();
    }();
    return rules;
}

/// The server's side of the API, as far as the public pages use it.
struct FakeServer {
    bool signed_in = false, up = true, busy = false;
    std::string phone, today = "2026-11-18", rule_set;  ///< rule_set: chosen by the administrator
    Json draft;                       ///< null: none
    Json notice;                      ///< of the operator, {"vi","en"}; null: none
    std::int64_t revision = 0;
    std::vector<Json> applications;
    std::map<std::string, std::size_t> request_keys;
    int submissions = 0, portraits = 0, otp_sent = 0;
    bool slot_is_full = false;
    int attachments = 0;
    std::string picture_fault;         ///< code with which pictures of papers are refused; empty: they are taken
    std::vector<std::string> dropped;  ///< pictures that were removed
    std::vector<HttpRequest> seen;

    HttpResponse answer(const HttpRequest& request);

private:
    static HttpResponse json(const Json& body, int status = 200) { return {.status = status, .body = body.dump()}; }
    static HttpResponse problem(int status, const std::string& code, const std::string& vi, const std::string& en) {
        return json({{"code", code}, {"status", status}, {"message", {{"vi", vi}, {"en", en}}}}, status);
    }
    Json session() const {
        return {{"role", signed_in ? "applicant" : "anyone"}, {"csrf", "token"}, {"phone", phone.empty() ? "" : phone.substr(0, 6) + "***"}, {"expiresIn", 1800}};
    }
    HttpResponse otp(const std::string& path, const Json& body);
    HttpResponse drafts(const HttpRequest& request, const Json& body);
    HttpResponse filings(const HttpRequest& request, const std::string& path, const Json& body);
    HttpResponse submit(const Json& body);
    HttpResponse book(const Json& body);
    static HttpResponse slots(const std::string& path);
};

inline HttpResponse FakeServer::otp(const std::string& path, const Json& body) {
    if (path == "/otp") {
        ++otp_sent;
        phone = text_of(body, "phone");
        return json({{"requestId", "r1"}, {"expiresIn", 300}, {"resendIn", 60}}, 202);
    }
    if (text_of(body, "code") != "123456") return problem(401, "otp.wrong", "Mã không đúng. Hãy kiểm tra lại.", "The code is wrong. Check it again.");
    signed_in = true;
    return json(session());
}

inline HttpResponse FakeServer::drafts(const HttpRequest& request, const Json& body) {
    if (!signed_in) return problem(401, "session.missing", "Hãy đăng nhập.", "Sign in.");
    if (request.method == "GET") return draft.is_null() ? problem(404, "request.not_found", "Không có.", "None.") : json({{"revision", revision}, {"draft", draft}});
    if (number_of(body, "revision") != revision) return problem(409, "draft.conflict", "Có bản mới hơn.", "There is a newer version.");
    draft = member(body, "draft");
    return json({{"revision", ++revision}});
}

inline HttpResponse FakeServer::submit(const Json& body) {
    const std::string key = text_of(body, "requestKey");
    if (request_keys.contains(key)) return json({{"applications", applications}});
    request_keys[key] = applications.size();
    ++submissions;
    for (const Json& filing : member(body, "filings")) {
        const std::string reference = "MC-7K3M-9QTX-" + std::to_string(applications.size() + 1);
        applications.push_back({{"reference", reference}, {"state", "submitted"}, {"filedFor", text_of(filing, "filedFor")},
                                {"name", answer_at(filing, "applicant.familyName") + " " + answer_at(filing, "applicant.givenNames")},
                                {"submittedAt", "2026-11-18T03:00:00Z"}, {"office", nullptr}, {"booking", nullptr}, {"deadline", nullptr}, {"account", nullptr},
                                {"history", {{{"at", "2026-11-18T03:00:00Z"}, {"event", "submit"}}}}, {"notifications", Json::array()},
                                {"slip", {{"token", "MC1.x"}, {"qr", {"101", "010", "101"}}}}, {"filing", filing}});
    }
    return json({{"applications", applications}}, 201);
}

inline HttpResponse FakeServer::slots(const std::string& path) {
    const bool alone = path.ends_with("party=1");
    const Json open{{{"time", "08:00"}, {"free", 4}}, {{"time", "08:30"}, {"free", alone ? 1 : 0}}};
    return json({{"days", {{{"date", "2026-11-19"}, {"closed", nullptr}, {"slots", open}},
                           {{"date", "2026-11-24"}, {"closed", {{"vi", "Ngày Văn hóa Việt Nam"}, {"en", "Vietnam Culture Day"}}}, {"slots", Json::array()}}}}});
}

inline HttpResponse FakeServer::book(const Json& body) {
    if (slot_is_full) return problem(409, "slot.full", "Hết chỗ.", "Full.");
    const Json booking{{"office", text_of(body, "office")}, {"date", text_of(body, "date")}, {"time", text_of(body, "time")}};
    for (Json& application : applications)
        for (const Json& reference : member(body, "references"))
            if (application["reference"] == reference) application["booking"] = booking, application["state"] = "booked";
    return json({{"booking", booking}}, 201);
}

inline HttpResponse FakeServer::filings(const HttpRequest& request, const std::string& path, const Json& body) {
    if (!signed_in) return problem(401, "session.missing", "Hãy đăng nhập.", "Sign in.");
    if (path == "/applications" && request.method == "POST") return submit(body);
    if (path == "/applications") return json({{"applications", applications}});
    if (path == "/bookings") return book(body);
    if (path == "/bookings/cancel" || path.ends_with("/withdraw")) {
        for (Json& application : applications) application["state"] = path.ends_with("/withdraw") ? "withdrawn" : "submitted", application["booking"] = nullptr;
        return json(Json::object());
    }
    return problem(404, "request.not_found", "Không tìm thấy.", "Not found.");
}

inline HttpResponse FakeServer::answer(const HttpRequest& request) {
    if (!up) return {};
    seen.push_back(request);
    if (request.path.rfind("/assets/", 0) == 0) {
        const std::string name = request.path.substr(8);
        if (name == "rules.json") return {.status = 200, .body = browser_rules()};
        if (name.starts_with("i18n/errors.")) return json(error_words(name.substr(12, 2)));
        if (name.starts_with("i18n/start.")) return json(start_words(name.substr(11, 2)));
        if (name.starts_with("i18n/rules.")) return json(rule_words(name.substr(11, 2)));
        return {.status = 200, .body = read_source("assets/" + name)};
    }
    if (busy) return {.status = 503, .headers = {{"retry-after", "1"}}};
    const std::string path = request.path.substr(7);  // after /api/v1
    const Json body = read_json(request.body);
    if (path == "/config") {
        Json config{{"formVersion", "tk01-2025"}, {"today", today}, {"demo", false}, {"ruleSet", rule_set}};
        if (!notice.is_null()) config["notice"] = notice;
        return json(config);
    }
    if (path == "/session" && request.method == "DELETE") signed_in = false;
    if (path == "/session") return json(session());
    if (path.rfind("/otp", 0) == 0) return otp(path, body);
    if (path == "/draft") return drafts(request, body);
    if (path == "/portraits") return json({{"portraitId", "portrait-" + std::to_string(++portraits)}}, 201);
    if (path == "/attachments") return picture_fault.empty() ? json({{"attachmentId", "attachment-" + std::to_string(++attachments)}}, 201)
                                                            : problem(415, picture_fault, "Không phải ảnh.", "Not a picture.");
    if (path.rfind("/attachments/", 0) == 0) return dropped.push_back(path.substr(13)), HttpResponse{.status = 204};
    if (path == "/offices") return json({{"offices", Json::array({{{"id", "a08-ho-chi-minh"}, {"name", {{"vi", "Cục QLXNC"}, {"en", "Immigration Department"}}}, {"province", "79"}, {"address", "333 Nguyễn Trãi"}, {"hotline", ""}}})}});
    if (path.rfind("/offices/", 0) == 0) return slots(path);
    return filings(request, path, body);
}

class FakeHost : public Host {
public:
    FakeServer server;
    std::map<std::string, std::string, std::less<>> records;
    std::string address{"/"}, language{"vi"}, copied;
    std::string key_answer = "NotAllowedError";  ///< of the security key: JSON, or an exception's name
    std::vector<std::string> key_questions;
    std::int64_t time = 1'794'970'800'000;  ///< 2026-11-18 03:00 UTC
    bool printed = false, connected = true;
    std::string verdict = R"({"valid":true,"faces":1,"causes":[],"advice":""})";  ///< of every picture
    std::string guidance = R"({"say":"ok","hold":0,"fire":false})";                ///< of the portrait before the camera
    bool camera_on = false, worker_on = false;
    std::function<void(std::string)> watching;  ///< hears what the camera's frames say; none: nobody watches

    /// Delivers answers and due timers until nothing is on its way; time moves on to the next timer while `patience` lasts.
    void settle(std::int64_t patience_ms = 8'000) {
        const std::int64_t until = time + patience_ms;
        while (true) {
            if (!pending_.empty()) {
                auto [request, done] = std::move(pending_.front());
                pending_.pop_front();
                done(connected ? server.answer(request) : HttpResponse{});
                continue;
            }
            if (timers_.empty() || timers_.begin()->first > until) break;
            time = std::max(time, timers_.begin()->first);
            auto action = std::move(timers_.begin()->second);
            timers_.erase(timers_.begin());
            action();
        }
    }
    /// The page is gone, and with it everything that waited for an answer.
    void drop_callbacks() {
        pending_.clear();
        timers_.clear();
        files_.clear();
    }
    void choose_file(const std::string& key, Picture picture) {
        const auto found = files_.find(key);
        if (found != files_.end()) found->second(std::move(picture));
    }

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override { pending_.emplace_back(std::move(request), std::move(done)); }
    void store(std::string_view key, std::string value) override { records[std::string(key)] = std::move(value); }
    void load(std::string_view key, std::function<void(std::optional<std::string>)> done) override {
        const auto found = records.find(key);
        done(found == records.end() ? std::nullopt : std::optional(found->second));
    }
    void forget(std::string_view key) override { records.erase(std::string(key)); }
    std::string route() const override { return address; }
    void go(std::string_view route) override { address = route; }
    void replace(std::string_view route) override { address = route; }
    void leave(std::string_view url) override { address = url; }
    std::int64_t now() const override { return time; }
    void after(int milliseconds, std::function<void()> action) override { timers_.emplace(time + milliseconds, std::move(action)); }
    std::string random_id() override { return "00000000000000000000000000000000" + std::to_string(++ids_); }
    void on_file(std::string_view key, std::function<void(Picture)> done) override { files_[std::string(key)] = std::move(done); }
    void camera_open(std::string_view, std::string_view, std::function<void()> ready, std::function<void(std::string)> failed) override {
        if (!camera_failure.empty()) return failed(camera_failure);
        camera_on = true;
        ready();
    }
    void camera_close() override { camera_on = false, watching = nullptr; }
    void camera_take(std::function<void(Picture)> done) override { done({.bytes = "jpeg", .media_type = "image/jpeg", .url = "blob:1"}); }
    void vision_warm_up(std::string_view) override { worker_on = true; }
    void vision_end() override { worker_on = false; }
    void judge(std::string_view, const Picture&, std::function<void(Judged)> done) override { done(judged()); }
    void judge_frame(std::string_view, std::function<void(Judged)> done) override {
        if (!slow) return done(judged());
        late.emplace_back([this, done = std::move(done)] { done(judged()); });
    }
    void judge_live(std::string_view, std::function<void(std::string)> each) override {
        watching = each;
        each(guidance);
    }
    void judge_stop() override { watching = nullptr; }
    bool slow = false;                         ///< the Worker answers for pictures taken only when asked to
    std::vector<std::function<void()>> late;
    /// A frame of the camera says this; the page may stop looking while it hears.
    void frame_says(const std::string& json) {
        if (const auto each = watching) each(json);
    }
    void security_key(const std::string& question, std::function<void(bool, std::string)> done) override {
        key_questions.push_back(question);
        done(key_answer.front() == '{', key_answer);
    }
    void copy_text(std::string_view text) override { copied = text; }
    void print_page() override { printed = true; }
    bool online() const override { return connected; }
    std::string preferred_language() const override { return language; }
    void dirty() override {}

    std::string camera_failure;

private:
    /// With a face there is a cut; a worker that cannot judge makes nothing.
    Judged judged() const {
        const bool face = read_json(verdict).contains("faces");
        return {.json = verdict, .made = {.bytes = face ? "cut" : "", .media_type = "image/jpeg", .url = face ? "blob:cut" : ""}, .whole = face ? "blob:whole" : ""};
    }

    std::deque<std::pair<HttpRequest, std::function<void(HttpResponse)>>> pending_;
    std::multimap<std::int64_t, std::function<void()>> timers_;
    std::map<std::string, std::function<void(Picture)>> files_;
    int ids_ = 0;
};

}  // namespace motcua::client::test
