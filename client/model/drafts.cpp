#include "client/model/drafts.hpp"

namespace motcua::client {

namespace {

constexpr std::string_view last_owner_key = "draft/last";
constexpr int push_delay_ms = 1500;

/// Something was typed beyond the eligibility questions: worth asking before it gives way.
bool has_answers(const Draft& draft) {
    if (!draft.representative_answered.empty()) return true;
    for (const Person& person : draft.people)
        if (!person.answered.empty()) return true;
    return false;
}

}  // namespace

std::string Drafts::local_key() const { return "draft/" + (owner_.empty() ? std::string("anyone") : owner_); }

void Drafts::load(std::function<void()> done) {
    host_.load(last_owner_key, [this, done = std::move(done)](std::optional<std::string> owner) mutable {
        owner_ = owner.value_or("");
        host_.load(local_key(), [this, done = std::move(done)](std::optional<std::string> record) {
            if (record) adopt_local(read_json(*record));
            loaded_ = true;
            done();
            host_.dirty();
        });
    });
}

void Drafts::adopt_local(const Json& record) {
    auto draft = read_draft(member(record, "draft"));
    if (!draft) return;
    draft_ = std::move(*draft);
    revision_ = number_of(record, "revision");
    unsaved_ = is_true(record, "unsaved");
}

void Drafts::write_local() {
    const Json record{{"draft", to_json(draft_)}, {"revision", revision_}, {"unsaved", unsaved_}};
    host_.store(local_key(), dump_json(record));
    host_.store(last_owner_key, owner_);
}

void Drafts::changed() {
    ++edition_;
    unsaved_ = true;
    write_local();
    schedule_push();
}

void Drafts::signed_in(std::string owner, std::string phone) {
    signed_in_ = true;
    phone_ = std::move(phone);
    if (owner_ == owner) {
        stamp_phone();
        return fetch_remote();
    }
    const bool adopt = owner_.empty() || draft_.empty();
    if (adopt) host_.forget(local_key());
    owner_ = std::move(owner);
    if (adopt) {
        stamp_phone();
        write_local();
        return fetch_remote();
    }
    // Another phone signed in on this device: the earlier person's draft stays under that phone's key, unseen.
    put(Draft{});
    revision_ = 0;
    unsaved_ = false;
    host_.load(local_key(), [this](std::optional<std::string> record) {
        if (record) adopt_local(read_json(*record));
        stamp_phone();
        write_local();
        fetch_remote();
    });
}

void Drafts::fetch_remote() {
    api_.send({.path = "/draft"}, [this](const Answer& answer) {
        if (answer.ok()) return join(answer.body);
        if (answer.status == 404 && unsaved_) schedule_push();
    });
}

void Drafts::join(const Json& remote) {
    auto draft = read_draft(member(remote, "draft"));
    const std::int64_t revision = number_of(remote, "revision");
    if (!draft) {
        revision_ = revision;  // unreadable on this version: ours replaces it at the next change
        return;
    }
    if (revision == revision_) return unsaved_ ? schedule_push() : void();
    if (unsaved_ && has_answers(draft_) && to_json(*draft) != to_json(draft_)) {
        conflict_ = true;
        theirs_ = std::move(*draft);
        their_revision_ = revision;
        return;
    }
    found_earlier_ = !draft->people.empty();
    take(std::move(*draft), revision);
}

void Drafts::take(Draft draft, std::int64_t revision) {
    draft_ = std::move(draft);
    revision_ = revision;
    unsaved_ = false;
    stamp_phone();
    write_local();
}

void Drafts::stamp_phone() {
    if (!phone_.empty()) draft_.phone = phone_;
}

void Drafts::schedule_push() {
    if (!signed_in_ || scheduled_ || conflict_ || !unsaved_) return;
    scheduled_ = true;
    host_.after(push_delay_ms, [this] {
        scheduled_ = false;
        push([] {});
    });
}

void Drafts::push(std::function<void()> done) {
    if (!signed_in_ || pushing_ || conflict_ || !unsaved_) return done();
    pushing_ = true;
    const std::uint64_t edition = edition_;
    Call call{.method = "PUT", .path = "/draft", .body = {{"revision", revision_}, {"draft", to_json(draft_)}}};
    api_.send(std::move(call), [this, edition, done = std::move(done)](const Answer& answer) {
        pushing_ = false;
        pushed(answer, edition);
        done();
    });
}

void Drafts::pushed(const Answer& answer, std::uint64_t edition) {
    if (answer.status == 409) return fetch_remote();
    if (!answer.ok()) return;  // stays unsaved: the next change, or the link coming back, tries again
    revision_ = number_of(answer.body, "revision");
    unsaved_ = edition != edition_;
    write_local();
    if (unsaved_) schedule_push();
}

void Drafts::keep_mine() {
    conflict_ = false;
    revision_ = their_revision_;
    changed();
}

void Drafts::take_theirs() {
    conflict_ = false;
    take(theirs_, their_revision_);
}

void Drafts::sign_out(std::function<void()> done) {
    push([this, done = std::move(done)] {
        signed_in_ = false;
        if (!unsaved_) host_.forget(local_key());
        host_.forget(last_owner_key);
        put(Draft{});
        owner_.clear();
        phone_.clear();
        revision_ = 0;
        unsaved_ = conflict_ = false;
        done();
    });
}

void Drafts::put(Draft draft) {
    draft_ = std::move(draft);
    another_();
}

void Drafts::replace(Draft draft) {
    put(std::move(draft));
    changed();
}

void Drafts::clear() {
    put(Draft{.phone = draft_.phone});
    changed();
}

}  // namespace motcua::client
