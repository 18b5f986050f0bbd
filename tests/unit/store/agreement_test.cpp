// Thousands of random acts on SQLite and in memory, step by step: the two must give the same answers. What is compared has a
// stated order; where a gateway promises none, the answer is sorted first.
#include <algorithm>
#include <functional>
#include <random>

#include "server/store/answers.hpp"
#include "tests/unit/store/ground.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using motcua::test::Ground;
using motcua::test::show;
using store::Transaction;

namespace {

constexpr int steps = 2000;

/// Small worlds, so that rows meet: five applications, three owners, four officers.
class Draw {
public:
    Draw(unsigned seed, unsigned step) : random_((seed << 16U) + step) {}
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    std::string one(const char* what, int count) { return what + std::to_string(below(count)); }
    std::string reference() { return one("MC-", 5); }
    std::string owner() { return one("owner-", 3); }
    std::string officer() { return one("officer-", 4); }
    std::string office() { return one("office-", 2); }
    std::string date() { return one("2026-12-0", 3); }
    std::string kind() { return below(2) == 0 ? "authority" : "notify.sms"; }
    std::string bytes() { return one("bytes", 1000); }
    calendar::Deadline deadline() {
        const auto day = static_cast<unsigned>(1 + below(20));
        const auto date = [](unsigned of) { return Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(of)}; };
        return {.due = date(day), .latest = date(day + 2), .days = 3 + below(5), .certain = below(2) == 0};
    }
    store::Step step() {
        return {.event = application::all_events[static_cast<std::size_t>(below(application::all_events.size()))],
                .state = application::all_states[static_cast<std::size_t>(below(application::all_states.size()))],
                .actor = "system"};
    }

private:
    std::mt19937 random_;
};

using Act = std::function<std::string(Transaction&, Draw&)>;

std::string sorted(std::vector<std::string> rows) {
    std::sort(rows.begin(), rows.end());
    return show(rows);
}
std::string done() { return "done"; }

const Act applicant_acts[]{
    [](Transaction& tx, Draw& d) { return tx.throttles().note(d.one("bucket", 3)), done(); },
    [](Transaction& tx, Draw& d) {
        const auto at = tx.throttles().nth_newest(d.one("bucket", 3), tx.now() - d.below(2000), 1 + d.below(4));
        return show(at);
    },
    [](Transaction& tx, Draw& d) { return show(tx.throttles().window(d.one("bucket", 3), tx.now() - d.below(2000))); },
    [](Transaction& tx, Draw& d) { return tx.throttles().forget(d.one("bucket", 3)), done(); },
    [](Transaction& tx, Draw& d) { return tx.throttles().forget_before(tx.now() - d.below(3000)), done(); },
    [](Transaction& tx, Draw& d) {
        store::Code code{
            .id = d.one("code", 8), .phone_index = d.owner(), .phone = d.bytes(), .mac = d.bytes(), .language = "vi"};
        code.expires_at = tx.now() + d.below(100);
        return tx.codes().add(code), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.codes().find(d.one("code", 8))); },
    [](Transaction& tx, Draw& d) { return tx.codes().replace_open(d.owner()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("code", 8);
        const int tries = d.below(6);
        return tx.codes().guessed(id, tries, static_cast<store::CodeState>(d.below(4))), done();
    },
    [](Transaction& tx, Draw& d) { return sorted(tx.codes().made_before(tx.now() - d.below(500))); },
    [](Transaction& tx, Draw& d) { return tx.codes().erase(d.one("code", 8)), done(); },
    [](Transaction& tx, Draw& d) {
        store::Session session{.id = d.one("session", 6), .role = "applicant", .subject = d.owner(), .language = "en"};
        session.phone = d.below(2) == 0 ? d.bytes() : "";
        session.expires_at = tx.now() + d.below(1000);
        return tx.sessions().start(session), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.sessions().find(d.one("session", 6))); },
    [](Transaction& tx, Draw& d) { return tx.sessions().touch(d.one("session", 6)), done(); },
    [](Transaction& tx, Draw& d) { return tx.sessions().end(d.one("session", 6)), done(); },
    [](Transaction& tx, Draw& d) { return sorted(tx.sessions().of_subject(d.owner())); },
    [](Transaction& tx, Draw& d) { return sorted(tx.sessions().ended(d.below(1000))); },
    [](Transaction& tx, Draw& d) {
        const auto owner = d.owner();
        return tx.drafts().save(owner, {.revision = tx.drafts().revision_of(owner) + 1, .body = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.drafts().find(d.owner())); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("picture", 12);
        return tx.portraits().keep(id, {.owner = d.owner(), .image = d.bytes(), .width = d.below(9), .height = d.below(9)}, d.owner()),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.portraits().find(d.one("picture", 12))); },
    [](Transaction& tx, Draw& d) { return tx.portraits().verdict(d.one("picture", 12)); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("picture", 12), owner = d.owner();
        return show(tx.portraits().may_file(id, owner, d.below(2) == 0 ? "" : d.reference()));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("picture", 12);
        return tx.portraits().file(id, d.reference()), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto owner = d.owner();
        return show(tx.portraits().surplus(owner, d.below(4)));
    },
    [](Transaction& tx, Draw& d) { return tx.portraits().erase(d.one("picture", 12)), done(); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("paper", 12);
        return tx.attachments().keep(id, {.owner = d.owner(), .image = d.bytes(), .width = d.below(9), .height = d.below(9)}),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.attachments().find(d.one("paper", 12))); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("paper", 12);
        const auto filed = tx.attachments().is_filed(id, d.owner());
        return show(filed);
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("paper", 12), owner = d.owner();
        return show(tx.attachments().may_file(id, owner, d.below(2) == 0 ? "" : d.reference()));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("paper", 12);
        return tx.attachments().file(id, d.reference()), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.attachments().unfiled(d.owner())); },
    [](Transaction& tx, Draw& d) {
        std::vector<std::string> out;
        for (const auto& each : tx.attachments().filed_with(d.reference())) out.push_back(show(each));
        return sorted(out);
    },
    [](Transaction& tx, Draw& d) { return tx.attachments().erase(d.one("paper", 12)), done(); },
    [](Transaction& tx, Draw& d) {
        const auto owner = d.owner(), key = d.one("key", 4);
        return tx.submissions().note(owner, key, {.hash = d.bytes(), .references = {d.reference(), d.reference()}}), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto owner = d.owner();
        return show(tx.submissions().find(owner, d.one("key", 4)));
    },
};

const Act application_acts[]{
    [](Transaction& tx, Draw& d) {
        store::NewApplication from{
            .reference = d.reference(), .owner = d.owner(), .sitting = "s", .filed_for = "self", .language = "vi", .filing = {}};
        from.filing = {.sealed = d.bytes(), .document_index = d.one("document", 2), .portrait_id = d.below(2) == 0 ? "" : "p"};
        return tx.applications().file(from), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.applications().find(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.applications().state_of(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.applications().references_of(d.owner())); },
    [](Transaction& tx, Draw& d) {
        const auto document = d.one("document", 2);
        return show(tx.applications().open_of_document(document, d.owner()));
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return show(tx.applications().is_open_to(reference, d.office()));
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.applications().take_step(reference, d.step()), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.applications().history(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        const auto sealed = d.bytes();
        return tx.applications().correct(reference,
                                         {.sealed = sealed, .document_index = d.one("document", 2), .portrait_id = ""}),
               done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.applications().promise(reference, d.deadline()), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.applications().receive(reference, d.deadline()), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.applications().received_at(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.applications().give_back(reference, d.bytes()), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), account = d.bytes();
        return tx.applications().grant(reference, account, d.deadline().due), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.applications().refuse(reference, d.bytes()), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.applications().outcome_of(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto office = d.office();
        return show(tx.applications().in_progress(office, d.date()));
    },
    [](Transaction& tx, Draw& d) {
        const auto office = d.office();
        return show(tx.bookings().taken_on(office, d.date()));
    },
    [](Transaction& tx, Draw& d) { return show(tx.bookings().of(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), office = d.office(), date = d.date();
        return tx.bookings().take(reference, {.office = office, .date = date, .time = d.one("08:3", 3)}), done();
    },
    [](Transaction& tx, Draw& d) { return tx.bookings().free(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto office = d.office();
        return show(tx.bookings().visitors_on(office, d.date()));
    },
};

/// Days on which offices are closed, and whom that concerns.
const Act closure_acts[]{
    [](Transaction& tx, Draw& d) {
        const auto office = d.office(), from = d.date(), to = d.date();
        return show(tx.closures().close({.office = office, .from = from, .to = to, .reason_vi = d.bytes(), .reason_en = "e"}));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = 1 + d.below(20);
        return tx.closures().open(id, d.date()), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.closures().find(d.below(20))); },
    [](Transaction& tx, Draw& d) {
        const auto office = d.office();
        return show(tx.closures().on(office, d.date()));
    },
    [](Transaction& tx, Draw& /*d*/) { return show(tx.closures().all()); },
    [](Transaction& tx, Draw& d) {
        const auto date = d.date();
        return show(tx.closures().affected(date, d.one("08:3", 3)));
    },
    [](Transaction& tx, Draw& d) { return show(tx.closures().party_of(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        const auto closure = d.below(20);
        return tx.closures().mark_moved(reference, {.closure = closure, .from = d.date()}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.closures().moved_of(d.reference())); },
};

/// What the look for reminders asks and settles.
const Act reminder_acts[]{
    [](Transaction& tx, Draw& d) {
        const auto date = d.date();
        return show(tx.reminders().visits(date, tx.now() - d.below(20'000)));
    },
    [](Transaction& tx, Draw& d) { return show(tx.reminders().visit_of(d.reference())); },
    [](Transaction& tx, Draw& d) { return tx.reminders().settle_visit(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const Millis from = tx.now() - d.below(20'000);
        const Millis before = from + d.below(20'000);
        return show(tx.reminders().accounts({.from = from, .before = before, .day = d.below(4)}));
    },
    [](Transaction& tx, Draw& d) { return show(tx.reminders().account_of(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.reminders().settle_activation(reference, d.below(4)), done();
    },
};

/// What retention asks and does.
const Act retention_acts[]{
    [](Transaction& tx, Draw& d) { return show(tx.drafts().unchanged_since(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { const auto owner = d.owner(); return show(tx.drafts().is_unchanged_since(owner, tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return tx.drafts().erase(d.owner()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.portraits().unfiled_since(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return show(tx.portraits().filed_with(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.attachments().unfiled_since(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return show(tx.applications().at_rest_since(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return tx.applications().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.outbox().delivered_before(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return tx.outbox().forget_delivered_before(tx.now() - 10'000 - d.below(20'000)), done(); },
    [](Transaction& tx, Draw& d) { return tx.outbox().erase_of(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return tx.notices().erase_of(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return tx.answers().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.submissions().made_before(tx.now() - d.below(20'000))); },
    [](Transaction& tx, Draw& d) { return tx.submissions().forget_before(tx.now() - 10'000 - d.below(20'000)), done(); },
};

const Act counter_acts[]{
    [](Transaction& tx, Draw& d) {
        const auto id = d.officer(), office = d.office();
        return tx.staff().add(
                   {.id = id, .user = d.one("user", 4), .name = "n", .office = office, .role = "officer", .language = "vi"},
                   {.password_hash = "h", .totp = "t"}),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.staff().find(d.officer())); },
    [](Transaction& tx, Draw& d) { return show(tx.staff().id_of(d.one("user", 4))); },
    [](Transaction& tx, Draw& d) { return show(tx.staff().secrets_of(d.officer())); },
    [](Transaction& tx, Draw& /*d*/) { return show(tx.staff().all()); },
    [](Transaction& tx, Draw& d) { return tx.staff().disable(d.officer()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.officer();
        return tx.staff().set_secrets(id, {.password_hash = d.below(2) == 0 ? "" : "other", .totp = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.officer(), code = d.one("code", 3);
        return tx.activations().put({.staff = id, .code = code, .expires_at = tx.now() + d.below(500)}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.activations().of(d.officer())); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.officer();
        return tx.activations().choose(id, {.password_hash = "chosen", .totp = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return tx.activations().remove(d.officer()), done(); },
    [](Transaction& tx, Draw& /*d*/) { return tx.activations().forget_ended(), done(); },
    [](Transaction& tx, Draw& d) { return tx.security_keys().remove_all(d.officer()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.staff().last_code(d.officer())); },
    [](Transaction& tx, Draw& d) {
        store::SecurityKey key{.id = d.one("key", 6), .staff = d.officer(), .handle = d.one("handle", 6), .credential = d.bytes()};
        key.counter = static_cast<std::uint32_t>(d.below(9));
        return tx.security_keys().add(key), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.security_keys().find(d.one("handle", 6))); },
    [](Transaction& tx, Draw& d) { return show(tx.security_keys().of_staff(d.officer())); },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("key", 6);
        return tx.security_keys().used(id, static_cast<std::uint32_t>(d.below(99))), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("key", 6), officer = d.officer();
        return show(tx.security_keys().remove(id, officer));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("challenge", 6), officer = d.officer();
        return tx.security_keys().ask({.id = id, .purpose = "add", .staff = officer, .session = "s", .expires_at = tx.now() + d.below(500)}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.security_keys().take(d.one("challenge", 6))); },
    [](Transaction& tx, Draw& /*d*/) { return tx.security_keys().forget_ended(), done(); },
    [](Transaction& tx, Draw& d) {
        const auto officer = d.officer();
        return tx.staff().code_used(officer, d.below(50)), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), officer = d.officer();
        return tx.claims().begin(reference, {.officer = officer, .office = d.office()}), done();
    },
    [](Transaction& tx, Draw& d) { return tx.claims().end(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.claims().holder(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.comparisons().find(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), mrz = d.bytes();
        return tx.comparisons().save(reference, "o", {.mrz = mrz, .result = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.comparisons().choices(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), field = d.one("field", 3);
        return tx.comparisons().choose(reference, "o", {.field = field, .source = d.one("source", 3), .reason = "r"}), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return tx.comparisons().forget_choice(reference, d.one("field", 3)), done();
    },
    [](Transaction& tx, Draw& d) { return tx.comparisons().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), position = d.one("position", 3);
        return tx.captures().save(reference, "o",
                                  {.position = position, .image = d.bytes(), .minutiae = d.below(2) == 0 ? "" : d.bytes(), .missing = d.below(2) == 0 ? "" : "damaged"}),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.captures().all_of(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference();
        return show(tx.captures().find(reference, d.one("position", 3)));
    },
    [](Transaction& tx, Draw& d) { return show(tx.captures().states(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.captures().taken_by("o", 0, d.reference(), 3)); },
    [](Transaction& tx, Draw& d) { return tx.captures().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), result = d.bytes();
        return tx.verifications().save(reference, "o", {.result = result, .decision = d.one("decision", 3)}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.verifications().find(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.verifications().decision_of(d.reference())); },
    [](Transaction& tx, Draw& d) { return tx.verifications().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), officer = d.officer(), reason = d.bytes();
        return tx.overrides().propose(reference, {.officer = officer, .reason = reason, .digest = d.one("digest", 3)}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.overrides().newest(d.reference())); },
    [](Transaction& tx, Draw& d) {
        const auto proposal = tx.overrides().newest(d.reference());
        if (!proposal) return done();
        const auto officer = d.officer(), decision = std::string(d.below(2) == 0 ? "approved" : "declined");
        return tx.overrides().decide(proposal->id, {.decision = decision, .supervisor = officer, .reason = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return tx.overrides().erase(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto reference = d.reference(), applicant = d.bytes();
        return tx.consents().save(reference, {.language = "vi",
                                              .text_version = "1",
                                              .applicant_signature = applicant,
                                              .representative_signature = d.below(2) == 0 ? "" : d.bytes()}),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.consents().find(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.consents().note_of(d.reference())); },
    [](Transaction& tx, Draw& d) { return tx.consents().erase(d.reference()), done(); },
};

const Act outside_acts[]{
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("row", 300), kind = d.kind(), reference = d.reference();
        return tx.outbox().add(id,
                               {.kind = kind, .reference = reference, .payload = "p", .give_up_at = tx.now() + d.below(2000)}),
               done();
    },
    [](Transaction& tx, Draw& d) {
        const auto kind = d.kind();
        return show(tx.outbox().newest(kind, d.reference()));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("row", 300);
        return tx.outbox().make_due(id, tx.now() + d.below(500)), done();
    },
    [](Transaction& tx, Draw& d) { return sorted(tx.outbox().to_give_up(d.kind())); },
    [](Transaction& tx, Draw& d) {
        const auto kind = d.kind(), lease = d.one("lease", 5);
        return show(tx.outbox().lease_due(kind, lease, tx.now() + d.below(300)));
    },
    [](Transaction& tx, Draw& d) {  // what a worker does: take, then settle in one of its ways
        const auto row = tx.outbox().lease_due(d.kind(), "worker", tx.now() + 100);
        if (!row) return done();
        const auto held = show(tx.outbox().is_held(row->id, "worker"));
        switch (d.below(4)) {
            case 0: tx.outbox().finish(row->id, "answered"); break;
            case 1: tx.outbox().fail(row->id, "error"); break;
            case 2: tx.outbox().put_back(row->id, {.state = "sent", .next_try = tx.now() + d.below(300)}); break;
            default: tx.outbox().put_back(row->id, {.state = "waiting", .next_try = tx.now() + d.below(300), .error = "e"});
        }
        return show(*row) + held;
    },
    [](Transaction& tx, Draw& d) { return show(tx.outbox().take_back(d.one("row", 300))); },
    [](Transaction& tx, Draw& d) { return tx.outbox().answered(d.reference()), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.outbox().next_due(d.kind())); },
    [](Transaction& tx, Draw& d) {
        const auto kind = d.kind();
        return show(tx.outbox().figures(kind, d.one("2026-12-1", 9)));
    },
    [](Transaction& tx, Draw& d) {
        const auto id = d.one("notice", 20), reference = d.reference();
        return tx.notices().add(
                   id,
                   {.reference = reference, .channel = "sms", .topic = "sent", .language = "vi", .address = "a", .body = "b"}),
               done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.notices().find(d.one("notice", 20))); },
    [](Transaction& tx, Draw& d) { return show(tx.notices().reference_of(d.one("notice", 20))); },
    [](Transaction& tx, Draw& d) { return tx.notices().delivered(d.one("notice", 20)), done(); },
    [](Transaction& tx, Draw& d) { return tx.notices().attempted(d.one("notice", 20), "queued", "e"), done(); },
    [](Transaction& tx, Draw& d) { return tx.notices().failed(d.one("notice", 20), "e"), done(); },
    [](Transaction& tx, Draw& d) { return tx.notices().erase(d.one("notice", 20)), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.notices().of(d.reference())); },
    [](Transaction& tx, Draw& d) { return show(tx.notices().queued(d.reference(), "sent")); },
    [](Transaction& tx, Draw& d) { return tx.mailbox().drop({.channel = "sms", .to = "t", .text = d.bytes()}), done(); },
    [](Transaction& tx, Draw& d) { return show(tx.mailbox().newest(d.below(9))); },
    [](Transaction& tx, Draw& d) { return show(tx.answers().digest_of(d.reference())); },
    [](Transaction& tx, Draw& d) { return tx.answers().accept(d.reference(), "digest", "CREATED"), done(); },
    [](Transaction& tx, Draw& d) {
        const auto record = d.reference();
        const auto kek = d.one("kek", 6);
        return tx.keys().add_data_key(record, {.id = "k", .kek = kek, .wrapped = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return tx.keys().add_kek(d.one("kek", 6), "proof"), done(); },
    [](Transaction& tx, Draw& d) { return tx.keys().retire_kek(d.one("kek", 6)), done(); },
    [](Transaction& tx, Draw& /*d*/) { return show(tx.keys().keks()); },
    [](Transaction& tx, Draw& d) { return std::to_string(tx.keys().wrapped_by(d.one("kek", 6))); },
    [](Transaction& tx, Draw& d) {
        const auto kek = d.one("kek", 6);
        return show(tx.keys().data_keys_by(kek, static_cast<std::size_t>(d.below(3))));
    },
    [](Transaction& tx, Draw& d) {
        const auto record = d.reference(), kek = d.one("kek", 6);
        return tx.keys().rewrap_data_key(record, {.kek = kek, .wrapped = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto name = d.one("purpose", 2), kek = d.one("kek", 6);
        return tx.keys().add_purpose_key(name, {.kek = kek, .wrapped = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) {
        const auto name = d.one("purpose", 2), kek = d.one("kek", 6);
        return tx.keys().rewrap_purpose_key(name, {.kek = kek, .wrapped = d.bytes()}), done();
    },
    [](Transaction& tx, Draw& d) { return show(tx.keys().purpose_key(d.one("purpose", 2))); },
    [](Transaction& tx, Draw& d) { return show(tx.keys().data_key(d.reference())); },
    [](Transaction& tx, Draw& d) { return tx.keys().destroy(d.reference()), done(); },
    [](Transaction& tx, Draw& d) {
        const auto actor = d.officer();
        return tx.audit({.actor = actor, .action = d.one("act", 3), .subject = d.reference(), .detail = "{}"}),
               show(tx.audit_log().head());
    },
    [](Transaction& tx, Draw& d) {
        const auto subject = d.reference(), actor = d.officer(), action = d.one("act", 3);
        return show(tx.audit_log().happened(subject, actor, action, tx.now() - d.below(20'000)));
    },
    [](Transaction& tx, Draw& d) { return show(tx.audit_log().hash_at(d.below(60))); },
};

std::vector<Act> all_acts() {
    std::vector<Act> out;
    const auto add = [&](const auto& acts) { out.insert(out.end(), std::begin(acts), std::end(acts)); };
    add(applicant_acts);
    add(application_acts);
    add(application_acts);  // the rows that everything hangs on: twice as often
    add(closure_acts);
    add(counter_acts);
    add(outside_acts);
    add(reminder_acts);
    add(retention_acts);
    return out;
}

/// One unit; now and then it does three things and says no.
std::string unit(Ground& ground, const std::vector<Act>& acts, Draw draw) {
    const bool undone = draw.below(10) == 0;
    const auto answer = ground.store->write<std::string>([&](Transaction& tx) -> Result<std::string> {
        std::string out;
        for (int i = 0; i < (undone ? 3 : 1); ++i)
            out = acts[static_cast<std::size_t>(draw.below(static_cast<int>(acts.size())))](tx, draw);
        return undone ? Result<std::string>(ErrorCode::request_not_found) : Result<std::string>(out);
    });
    return answer.ok() ? *answer : std::string(describe(answer.error().code).code);
}

void agree(unsigned seed) {
    Ground file(test::Kind::sqlite), memory(test::Kind::memory);
    const auto acts = all_acts();
    int refused = 0;
    for (int step = 0; step < steps; ++step) {
        file.now = memory.now = file.now + 1 + Draw(seed, static_cast<unsigned>(step)).below(50);
        const auto expected = unit(file, acts, Draw(seed, static_cast<unsigned>(step)));
        const auto got = unit(memory, acts, Draw(seed, static_cast<unsigned>(step)));
        BOOST_REQUIRE_MESSAGE(expected == got,
                              "seed " << seed << ", step " << step << "\nSQLite: " << expected << "\nmemory: " << got);
        refused += expected == "store.unavailable" ? 1 : 0;
    }
    BOOST_TEST_MESSAGE("seed " << seed << ": " << refused << " of " << steps << " refused");
    BOOST_TEST(refused > steps / 50);  // rules were met
    BOOST_TEST(refused < steps / 3);   // and most acts had something to act on
}

}  // namespace

BOOST_AUTO_TEST_SUITE(agreement)

BOOST_AUTO_TEST_CASE(two_thousand_random_units_have_the_same_answers) { agree(1); }
BOOST_AUTO_TEST_CASE(and_two_thousand_others) { agree(20261129); }

BOOST_AUTO_TEST_SUITE_END()
