// Keeping the draft: in this browser at every answer (encrypted by the host), on the server once the phone is verified.
// Two devices may edit the same draft; the server's revision number tells, and the person decides.
#pragma once

#include <functional>
#include <string>

#include "client/model/api.hpp"
#include "client/model/draft.hpp"

namespace motcua::client {

class Drafts {
public:
    Drafts(Host& host, Api& api) : host_(host), api_(api) {}

    /// Reads what this browser holds; `done` is called in any case.
    void load(std::function<void()> done);
    /// The phone is verified: fetches the server's draft and joins the two. `owner` is the session's masked phone, `phone`
    /// the number itself where it was typed just now (a session taken up again tells only the masked one).
    void signed_in(std::string owner, std::string phone);
    /// The session ended by itself: everything stays in this browser.
    void session_lost() { signed_in_ = false; }
    /// Sends what is unsaved, then wipes this browser's copy (shared computers). `done` in any case.
    void sign_out(std::function<void()> done);

    /// Call after any change: writes to this browser now and to the server soon.
    void changed();
    /// The page is being left: the server gets what waits for it at once. In a browser that keeps nothing it would be lost.
    void leave() { push([] {}); }
    /// The server can be reached again: what is unsaved goes there.
    void link_is_back() { schedule_push(); }
    /// Whenever another draft has taken the place of the present one: its people may have the same ids and be others.
    void on_another(std::function<void()> action) { another_ = std::move(action); }
    /// Puts another draft in place of the present one.
    void replace(Draft draft);
    /// After the draft was filed: nothing is left to keep.
    void clear();

    [[nodiscard]] Draft& draft() { return draft_; }
    [[nodiscard]] const Draft& draft() const { return draft_; }
    /// An application begun earlier was found on the server and is shown.
    [[nodiscard]] bool found_earlier() const { return found_earlier_; }
    [[nodiscard]] bool loaded() const { return loaded_; }
    [[nodiscard]] bool unsaved() const { return unsaved_; }
    /// A change made on another device stands against one made here.
    [[nodiscard]] bool conflict() const { return conflict_; }
    [[nodiscard]] const Draft& theirs() const { return theirs_; }
    void keep_mine();
    void take_theirs();

private:
    void write_local();
    void put(Draft draft);
    void take(Draft draft, std::int64_t revision);
    void stamp_phone();
    void adopt_local(const Json& record);
    void fetch_remote();
    void join(const Json& remote);
    void schedule_push();
    void push(std::function<void()> done);
    void pushed(const Answer& answer, std::uint64_t edition);
    [[nodiscard]] std::string local_key() const;

    Host& host_;
    Api& api_;
    std::function<void()> another_ = [] {};
    Draft draft_{};
    std::string phone_{};             ///< verified in this visit
    std::string owner_{};             ///< masked phone of the last sign-in; empty before
    std::int64_t revision_ = 0;       ///< the server's, 0: it has none
    std::uint64_t edition_ = 0;       ///< counts changes here, so that an answer that comes late does not hide a newer change
    bool unsaved_ = false, signed_in_ = false, loaded_ = false, pushing_ = false, scheduled_ = false, conflict_ = false, found_earlier_ = false;
    Draft theirs_{};
    std::int64_t their_revision_ = 0;
};

}  // namespace motcua::client
