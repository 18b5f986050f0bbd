#include "client/model/desk.hpp"

#include <algorithm>

namespace motcua::client {

namespace {
constexpr int day_refresh_ms = 15000, file_refresh_ms = 3000;
}  // namespace

std::string Desk::path_of(std::string_view reference, std::string_view tail) {
    return "/counter/" + path_segment(reference) + std::string(tail);
}

// --- sign-in --------------------------------------------------------------------------------------------------------

void Desk::sign_in() {
    if (busy) return;
    busy = true;
    problem = {};
    Json body{{"user", user}, {"password", password}, {"code", totp}};
    totp.clear();  // a code serves once
    api_->send({.method = "POST", .path = "/staff/session", .body = std::move(body), .retry = Retry::never},
               [this](Answer answer) {
                   busy = false;
                   if (answer.ok()) {
                       signed_in(answer.body);
                   } else {
                       problem = std::move(answer.problem);
                   }
                   host_->dirty();
               });
}

// --- day list -------------------------------------------------------------------------------------------------------

void Desk::load_day(bool quiet) {
    if (day_state != Load::ready) day_state = Load::loading;
    api_->send({.path = "/counter/day" + (date.empty() ? "" : "?date=" + date), .quiet = quiet}, [this](Answer answer) {
        if (answer.ok()) {
            if (day_state == Load::ready && day == answer.body) return;  // nothing new: no frame
            day = std::move(answer.body);
            day_state = Load::ready;
        } else if (day_state != Load::ready) {
            problem = std::move(answer.problem);
            day_state = Load::failed;
        }
        host_->dirty();
    });
}

void Desk::keep_day_fresh(std::string_view route) {
    if (polling_) return;
    polling_ = true;
    host_->after(day_refresh_ms, [this, shown = std::string(route)] {
        polling_ = false;
        if (host_->route() != shown) return;
        load_day(true);
        keep_day_fresh(shown);
    });
}

void Desk::open_code(std::string text) {
    if (busy) return;
    busy = true;
    problem = {};
    api_->send({.method = "POST", .path = "/counter/open", .body = {{"code", std::move(text)}}}, [this](Answer answer) {
        busy = false;
        if (answer.ok()) {
            code.clear();
            close_camera();
            host_->go(file_route(text_of(answer.body, "reference")));
        } else {
            problem = std::move(answer.problem);
        }
        host_->dirty();
    });
}

// --- one file -------------------------------------------------------------------------------------------------------

void Desk::load_file(std::string_view wanted) {
    if (reference != wanted) {  // another person: nothing of the last one may stay on the desk
        close_camera();
        Desk fresh(*host_, *api_, *factors_);
        fresh.file_route = file_route;
        fresh.signed_in = signed_in;
        fresh.day = std::move(day);
        fresh.day_state = day_state;
        fresh.date = date;
        fresh.uploads_ = std::move(uploads_);
        fresh.sending_ = sending_;
        fresh.visit_ = visit_ + 1;
        fresh.sight_ = sight_ + 1;
        fresh.address_ = address_;
        fresh.polling_ = polling_;
        fresh.polling_file_ = polling_file_;
        *this = std::move(fresh);
        reference = wanted;
    }
    file_state = Load::loading;
    api_->send({.path = path("")}, [this, visit = visit_](Answer answer) {
        if (visit != visit_) return;
        if (answer.ok()) {
            take_file(std::move(answer), {});
            send_uploads();
        } else {
            problem = std::move(answer.problem);
            file_state = Load::failed;
        }
        host_->dirty();
    });
}

bool Desk::awaits_answer() const {
    const std::string state = text_of(member(file, "outbox"), "state");
    const bool decided_elsewhere = text_of(member(file, "override"), "state") == "waiting";
    return decided_elsewhere || state == "waiting" || state == "sending" || state == "sent";
}

void Desk::keep_file_fresh(std::string_view route) {
    if (polling_file_ || !awaits_answer()) return;
    polling_file_ = true;
    host_->after(file_refresh_ms, [this, shown = std::string(route)] {
        polling_file_ = false;
        if (host_->route() != shown) return;
        api_->send({.path = path(""), .quiet = true}, [this, shown, visit = visit_](Answer answer) {
            if (visit != visit_) return;
            if (answer.ok() && !busy && answer.body != file) {
                const auto decided = [](const Json& of) { return text_of(member(of, "override"), "state"); };
                if (decided(file) != decided(answer.body)) done_message.clear();  // somebody else has acted since
                file = std::move(answer.body);
                host_->dirty();
            }
            keep_file_fresh(shown);
        });
    });
}

void Desk::take_file(Answer answer, const std::string& done_key) {
    file = std::move(answer.body);
    file_state = Load::ready;
    done_message = done_key;
    problem = {};
}

void Desk::act(Call call, std::string done_key, std::function<void()> then) {
    if (busy) return;
    busy = true;
    problem = {};
    done_message.clear();
    factors_->send(std::move(call), [this, done_key, then = std::move(then), visit = visit_](Answer answer) {
        if (visit != visit_) return;
        busy = false;
        if (answer.ok()) {
            take_file(std::move(answer), done_key);
            if (then) then();
        } else {
            problem = std::move(answer.problem);
        }
        send_uploads();
        host_->dirty();
    });
}

void Desk::post(std::string_view tail, Json body, std::string done_key, std::function<void()> then) {
    act({.method = "POST", .path = path(tail), .body = std::move(body)}, std::move(done_key), std::move(then));
}

// --- pictures on their way ------------------------------------------------------------------------------------------

void Desk::upload(std::string place, const Picture& picture) {
    if (picture.bytes.empty()) return;
    std::erase_if(uploads_,
                  [&](const Upload& each) { return each.refused && each.place == place && each.reference == reference; });
    uploads_.push_back({.reference = reference, .place = std::move(place), .picture = picture});
    send_uploads();
}

void Desk::send_uploads() {
    const auto next = std::find_if(uploads_.begin(), uploads_.end(), [](const Upload& each) { return !each.refused; });
    if (busy || sending_ || next == uploads_.end()) return;
    sending_ = true;
    if (next->reference == reference) {
        busy = true;
        problem = {};
        done_message.clear();
    }
    const std::string tail = next->place == "face" ? "/face" : "/fingers/" + next->place;
    api_->send({.method = "POST",
                .path = path_of(next->reference, tail),
                .bytes = next->picture.bytes,
                .media_type = next->picture.media_type},
               [this, sent = Upload{.reference = next->reference, .place = next->place}, visit = visit_](Answer answer) {
                   sending_ = false;
                   if (visit == visit_) busy = false;
                   uploaded(sent, std::move(answer));
                   host_->dirty();
               });
}

void Desk::uploaded(const Upload& sent, Answer answer) {
    const auto found = std::find_if(uploads_.begin(), uploads_.end(), [&](const Upload& each) {
        return !each.refused && each.reference == sent.reference && each.place == sent.place;
    });
    if (found == uploads_.end()) return;
    const bool shown = sent.reference == reference;
    if (answer.ok()) {
        uploads_.erase(found);
        if (shown) take_file(std::move(answer), sent.place == "face" ? "officer.done.face" : "officer.done.finger");
    } else {
        if (shown) problem = answer.problem;
        // a lost session or link is not the picture's fault: it stays, and goes with the next act
        if (answer.problem.passing()) return;
        found->refused = true;
        found->picture = {};
        found->problem = std::move(answer.problem);
    }
    send_uploads();
}

const Upload* Desk::upload_of(std::string_view place) const {
    const auto found = std::find_if(uploads_.begin(), uploads_.end(),
                                    [&](const Upload& each) { return each.place == place && each.reference == reference; });
    return found == uploads_.end() ? nullptr : &*found;
}

void Desk::claim(std::string reason) {
    post("/claim", reason.empty() ? Json::object() : Json{{"reason", std::move(reason)}}, "officer.done.claimed");
}
void Desk::release() { post("/release", Json::object(), "officer.done.released"); }
void Desk::compare() { post("/comparison", {{"mrz", mrz}}, "officer.done.compared"); }

void Desk::open_camera(std::string_view key, std::string_view facing, std::string_view task, std::function<void()> watch) {
    camera_error.clear();
    live_advice.clear();
    camera_on = true;
    taking = false;
    ++sight_;
    host_->vision_warm_up(task);
    host_->camera_open(
        key, facing,
        [this, watch = std::move(watch), sight = sight_] {
            if (sight != sight_) return;
            watch();
            host_->dirty();
        },
        [this, sight = sight_](const std::string& why) {
            if (sight != sight_) return;
            camera_on = false;
            camera_error = why;
            host_->dirty();
        });
}

void Desk::mrz_camera() {
    open_camera("desk/mrz-camera", "environment", "passport", [this] {
        host_->judge_live("passport", [this](const std::string& json) { mrz_seen(read_json(json)); });
    });
}

void Desk::mrz_seen(const Json& guidance) {
    if (!camera_on) return;
    host_->dirty();
    live_advice = text_of(guidance, "say");
    if (live_advice.empty()) {
        close_camera();
        camera_error = "no_reader";
        return;
    }
    const auto lines = texts_of(member(guidance, "reading"), "lines");
    if (lines.empty()) return;
    mrz.clear();
    for (const auto& line : lines) mrz += line + '\n';
    close_camera();
    compare();
}

void Desk::accept_difference() {
    post("/differences", {{"field", difference_field}, {"accept", difference_accept}, {"reason", difference_reason}},
         "officer.done.difference", [this] {
             difference_field.clear();
             difference_accept.clear();
             difference_reason.clear();
         });
}

// --- face -----------------------------------------------------------------------------------------------------------

void Desk::face_camera() {
    open_camera("desk/face", "user", "portrait", [this] { face_watch(); });
}

void Desk::face_watch() {
    challenge = Json{};
    host_->judge_live("portrait", [this](const std::string& json) {
        const std::string advice = text_of(read_json(json), "say");
        if (advice == live_advice) return;  // no frame for the same words
        live_advice = advice;
        host_->dirty();
    });
}

void Desk::face_challenge() {
    challenge = Json{{"state", "look_ahead"}, {"done", 0}};
    host_->judge_live("challenge", [this](const std::string& json) {
        challenge = read_json(json);
        host_->dirty();
    });
}

void Desk::face_take() {
    if (taking) return;
    taking = true;
    // another person may stand there by then, or the camera be closed
    const auto current = [this, visit = visit_, sight = sight_] { return visit == visit_ && sight == sight_; };
    const auto keep = [this, current](const Picture& picture) {
        if (!current()) return;
        host_->dirty();
        taking = false;
        if (picture.bytes.empty()) return face_watch();  // the camera shows nothing yet
        close_camera();
        face_picture(picture);
    };
    host_->judge_stop();
    host_->judge_frame("portrait", [this, keep, current](const Judged& judged) {
        if (!judged.made.bytes.empty()) return keep(judged.made);
        if (current()) host_->camera_take(keep);  // nothing can judge it here: the server will
    });
}

void Desk::face_picture(const Picture& picture) { upload("face", picture); }

void Desk::close_camera() {
    if (!camera_on) return;
    camera_on = taking = false;
    ++sight_;
    challenge = Json{};
    host_->judge_stop();
    host_->camera_close();
}

void Desk::shown_at(std::string address) {
    if (address == address_) return;
    address_ = std::move(address);
    close_camera();
}

// --- fingers --------------------------------------------------------------------------------------------------------

void Desk::finger_picture(const Picture& picture) {
    if (picture.bytes.empty()) return;
    upload(finger, picture);
    next_finger();
}

bool Desk::has_finger(std::string_view position) const {
    const Json& fingers = member(file, "fingers");
    return fingers.is_array() &&
           std::any_of(fingers.begin(), fingers.end(), [&](const Json& each) { return text_of(each, "position") == position; });
}

void Desk::next_finger() {
    for (const auto position : finger_positions)
        if (!has_finger(position) && upload_of(position) == nullptr) {
            finger = position;
            return;
        }
}

void Desk::finger_missing() {
    post("/fingers/" + finger + "/missing", {{"reason", missing_reason}}, "officer.done.missing", [this] {
        missing_reason.clear();
        next_finger();
    });
}

// --- end of the visit -----------------------------------------------------------------------------------------------

void Desk::verify() { post("/verification", Json::object(), "officer.done.verified"); }

void Desk::propose_override() {
    post("/override", {{"reason", override_reason}}, "officer.done.proposed", [this] { override_reason.clear(); });
}
void Desk::decide_override(bool approve) {
    post(approve ? "/override/approval" : "/override/refusal",
         {{"proposal", number_of(member(member(file, "override"), "proposal"), "id")}, {"reason", override_reason}},
         approve ? "officer.done.override_approved" : "officer.done.override_declined", [this] { override_reason.clear(); });
}

namespace {
Json strokes_json(const std::vector<ui::Stroke>& strokes) {
    Json out = Json::array();
    for (const auto& stroke : strokes) {
        Json line = Json::array();
        for (const auto& point : stroke) line.push_back({point.x, point.y});
        out.push_back(std::move(line));
    }
    return out;
}
}  // namespace

void Desk::give_consent(std::string_view text_version) {
    Json body{{"language", consent_language}, {"textVersion", std::string(text_version)}};
    if (!applicant_signature.empty()) body["applicantSignature"] = strokes_json(applicant_signature);
    if (!representative_signature.empty()) body["representativeSignature"] = strokes_json(representative_signature);
    post("/consent", std::move(body), "officer.done.consent");
}

void Desk::send_to_authority() { post("/send", Json::object(), "officer.done.sent"); }
void Desk::return_file() {
    post("/return", {{"reason", return_reason}}, "officer.done.returned", [this] { return_reason.clear(); });
}

// --- scanning -------------------------------------------------------------------------------------------------------

void Desk::scan() {
    open_camera("desk/scan", "environment", "qr", [this] {
        host_->judge_live("qr", [this](const std::string& json) {
            const std::string found = text_of(read_json(json), "text");
            if (found.empty() || busy) return;
            host_->judge_stop();
            open_code(found);
            host_->dirty();
        });
    });
}

}  // namespace motcua::client
