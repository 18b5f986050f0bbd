// Desk: what the officer's pages show and do. Holds the answers of /api/v1/counter and the entries of the page's fields;
// knows nothing of layout. All requests go through the App's Api (CSRF token, session expiry, busy server).
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/api.hpp"
#include "client/model/factors.hpp"
#include "client/ui/view.hpp"

namespace motcua::client {

/// The steps of a visit, in the order of the desk. Values are part of no interface.
enum class Step : std::uint8_t { compare, face, fingers, verify, consent, send };
inline constexpr std::array all_steps{Step::compare, Step::face, Step::fingers, Step::verify, Step::consent, Step::send};

/// Finger positions in the order of a ten-print card (ISO/IEC 19794-4 codes 1 to 10).
inline constexpr std::array<std::string_view, 10> finger_positions{
    "right_thumb", "right_index", "right_middle", "right_ring", "right_little",
    "left_thumb",  "left_index",  "left_middle",  "left_ring",  "left_little"};

/// A picture on its way to the server. Pictures are sent one after the other, so that an officer need not wait for one
/// before handing over the next; a refused one stays with its reason until another is given for the same place.
struct Upload {
    std::string reference;  ///< of the file it belongs to, also while another one is on the desk
    std::string place;      ///< "face", or a finger position
    Picture picture{};
    Problem problem{};
    bool refused = false;
};

class Desk {
public:
    enum class Load : std::uint8_t { empty, loading, ready, failed };

    /// Acts go through `factors`, which asks for a fresh second factor where the server wants one.
    Desk(Host& host, Api& api, Factors& factors) : host_(&host), api_(&api), factors_(&factors) {}

    // --- sign-in: password and TOTP code together; the same refusal whatever was wrong
    std::string user, password, totp;
    void sign_in();
    /// Nothing of what was typed to sign in stays.
    void forget_sign_in() {
        for (auto* typed : {&user, &password, &totp}) typed->clear();
    }
    std::function<void(const Json& session)> signed_in;  ///< given by the App

    // --- day list
    void load_day(bool quiet = false);
    /// Refreshes quietly every 15 s while the day list is the page shown.
    void keep_day_fresh(std::string_view route);
    Json day;
    Load day_state = Load::empty;
    std::string date;                 ///< empty: today
    std::string code;                 ///< typed slip code or reference
    void open_code(std::string text); ///< opens a file by slip token or reference, then goes to it
    std::function<std::string(std::string)> file_route;  ///< route of a file's page in the language of the page

    // --- one file
    void load_file(std::string_view reference);
    /// Refreshes quietly every 3 s while somebody else is to answer (the authority, a supervisor) and this file is the page shown.
    void keep_file_fresh(std::string_view route);
    [[nodiscard]] bool awaits_answer() const;
    Json file;
    Load file_state = Load::empty;
    std::string reference;
    Step step = Step::compare;
    void claim(std::string reason);
    void release();

    std::string mrz;
    void compare();
    /// Reads the zone with the counter's camera, which stops by itself; then it is compared at once.
    void mrz_camera();
    std::string difference_field, difference_accept, difference_reason;
    void accept_difference();

    bool camera_on = false;
    bool taking = false;             ///< the face before the camera is being judged
    std::string camera_error;         ///< denied, missing, busy, insecure, no_reader
    std::string live_advice;          ///< advice code of the last camera frame; of a passport without its room ("glare")
    void face_camera();
    void face_take();
    Json challenge;                   ///< what the worker says of the supervised challenge (shared/portrait/challenge.hpp); null: none
    void face_challenge();            ///< begins it, in a new order
    void face_watch();                ///< ends it: the camera is watched for the picture
    void face_picture(const Picture& picture);
    void close_camera();
    /// The page that is shown; the camera does not go on behind another.
    void shown_at(std::string address);

    std::string finger = std::string(finger_positions[0]);
    std::string missing_reason;
    std::string agreement;            ///< the finger whose print is shown with what the record has of it; empty: none
    void finger_picture(const Picture& picture);  ///< for the finger in turn; moves on to the next one
    [[nodiscard]] bool has_finger(std::string_view position) const;
    void next_finger();               ///< the first finger that is neither taken nor on its way
    /// What is on its way (or was refused) for a place; null if nothing is.
    [[nodiscard]] const Upload* upload_of(std::string_view place) const;
    void finger_missing();

    void verify();

    std::string override_reason;      ///< of the proposal, or of the decision on it
    void propose_override();
    void decide_override(bool approve);

    std::string consent_language;
    bool consent_read = false;
    std::vector<ui::Stroke> applicant_signature, representative_signature;
    void give_consent(std::string_view text_version);

    void send_to_authority();
    std::string return_reason;
    void return_file();

    // --- scanning
    void scan();

    // --- state of requests
    bool busy = false;                ///< a request of a button is under way
    Problem problem;                  ///< of the last act; code "" when it went well
    std::string done_message;         ///< i18n key of the last success, shown once as status

private:
    /// `then` follows when it went well.
    void act(Call call, std::string done_key, std::function<void()> then);
    /// Opens the counter's camera and, when it is there, begins to `watch` it.
    void open_camera(std::string_view key, std::string_view facing, std::string_view task, std::function<void()> watch);
    void mrz_seen(const Json& guidance);
    void post(std::string_view tail, Json body, std::string done_key, std::function<void()> then = {});
    void upload(std::string place, const Picture& picture);
    void send_uploads();
    void uploaded(const Upload& sent, Answer answer);
    void take_file(Answer answer, const std::string& done_key);
    [[nodiscard]] static std::string path_of(std::string_view reference, std::string_view tail);
    [[nodiscard]] std::string path(std::string_view tail) const { return path_of(reference, tail); }

    Host* host_;
    Api* api_;
    Factors* factors_;
    std::vector<Upload> uploads_;
    bool sending_ = false;  ///< a picture is under way
    std::string address_{};
    int sight_ = 0;         ///< counts the openings and closings of the camera, likewise
    int visit_ = 0;         ///< counts the files on the desk: answers of an earlier visit are dropped, even of the same file
    bool polling_ = false, polling_file_ = false;
};

}  // namespace motcua::client
