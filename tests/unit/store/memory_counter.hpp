// The store in memory: what the officer's use cases need.
#pragma once

#include <algorithm>

#include <fmt/format.h>

#include "server/store/claims.hpp"
#include "tests/unit/store/memory_tables.hpp"

namespace motcua::store::memory {

class MemoryStaff final : public Of<Staff> {
public:
    using Of::Of;
    void add(const StaffAccount& account, const StaffSecrets& secrets) override {
        if (id_of(account.user)) throw StoreFailure("the user is taken");
        auto row = account;
        row.active = !secrets.password_hash.empty();
        insert(change().staff, account.id, std::pair(row, secrets));
    }
    [[nodiscard]] std::optional<StaffAccount> find(std::string_view id) const override {
        const auto row = found(seen().staff, id);
        return row ? std::optional(row->first) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> id_of(std::string_view user) const override {
        for (const auto& [id, row] : seen().staff)
            if (row.first.user == user) return id;
        return std::nullopt;
    }
    [[nodiscard]] std::optional<StaffSecrets> secrets_of(std::string_view id) const override {
        const auto row = found(seen().staff, id);
        return row ? std::optional(row->second) : std::nullopt;
    }
    [[nodiscard]] std::vector<StaffAccount> all() const override {
        std::vector<StaffAccount> out;
        for (const auto& [id, row] : seen().staff) out.push_back(row.first);
        std::sort(out.begin(), out.end(),
                  [](const auto& a, const auto& b) { return std::pair(a.office, a.user) < std::pair(b.office, b.user); });
        return out;
    }
    void set_secrets(std::string_view id, const StaffSecrets& secrets) override {
        auto* row = place(change().staff, id);
        if (row == nullptr) return;
        row->first.active = !secrets.password_hash.empty();
        row->second = secrets;
    }
    void disable(std::string_view id) override {
        if (auto* row = place(change().staff, id)) row->first.disabled = true;
    }
    [[nodiscard]] std::int64_t last_code(std::string_view id) const override {
        std::int64_t last = 0;
        for (const auto& [staff, code] : seen().codes_used)
            if (staff == id) last = std::max(last, code);
        return last;
    }
    void code_used(std::string_view id, std::int64_t code) override {
        if (!seen().staff.contains(id)) throw StoreFailure("there is no such account");
        if (!change().codes_used.emplace(id, code).second) throw StoreFailure("the code was used");
    }
};

class MemoryActivations final : public Of<Activations> {
public:
    using Of::Of;
    void put(const Activation& activation) override {
        if (!seen().staff.contains(activation.staff)) throw StoreFailure("there is no such account");
        change().activations[activation.staff] = activation;
    }
    [[nodiscard]] std::optional<Activation> of(std::string_view staff) const override { return found(seen().activations, staff); }
    void choose(std::string_view staff, const StaffSecrets& chosen) override {
        if (auto* row = place(change().activations, staff)) row->chosen = chosen;
    }
    void remove(std::string_view staff) override { change().activations.erase(std::string(staff)); }
    void forget_ended() override {
        std::erase_if(change().activations, [&](const auto& row) { return row.second.expires_at <= now(); });
    }
};

class MemorySecurityKeys final : public Of<SecurityKeys> {
public:
    using Of::Of;
    void add(const SecurityKey& key) override {
        if (!seen().staff.contains(key.staff)) throw StoreFailure("there is no such account");
        if (find(key.handle)) throw StoreFailure("the handle is taken");
        auto row = key;
        row.added_at = now();
        insert(change().security_keys, key.id, row);
    }
    [[nodiscard]] std::optional<SecurityKey> find(std::string_view handle) const override {
        for (const auto& [id, key] : seen().security_keys)
            if (key.handle == handle) return key;
        return std::nullopt;
    }
    [[nodiscard]] std::vector<SecurityKey> of_staff(std::string_view staff) const override {
        std::vector<SecurityKey> out;
        for (const auto& [id, key] : seen().security_keys)
            if (key.staff == staff) out.push_back(key);
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.added_at < b.added_at; });
        return out;
    }
    void used(std::string_view id, std::uint32_t counter) override {
        auto* key = place(change().security_keys, id);
        if (key == nullptr) return;
        key->counter = counter;
        key->used_at = now();
    }
    [[nodiscard]] bool remove(std::string_view id, std::string_view staff) override {
        return std::erase_if(change().security_keys, [&](const auto& row) { return row.first == id && row.second.staff == staff; }) > 0;
    }
    void remove_all(std::string_view staff) override {
        std::erase_if(change().security_keys, [&](const auto& row) { return row.second.staff == staff; });
        std::erase_if(change().key_challenges, [&](const auto& row) { return row.second.staff == staff; });
    }
    void ask(const KeyChallenge& challenge) override {
        if (!seen().staff.contains(challenge.staff)) throw StoreFailure("there is no such account");
        insert(change().key_challenges, challenge.id, challenge);
    }
    [[nodiscard]] std::optional<KeyChallenge> take(std::string_view id) override {
        auto out = found(seen().key_challenges, id);
        change().key_challenges.erase(std::string(id));
        return out;
    }
    void forget_ended() override {
        std::erase_if(change().key_challenges, [&](const auto& row) { return row.second.expires_at <= now(); });
    }
};

class MemoryClaims final : public Of<Claims> {
public:
    using Of::Of;
    void begin(std::string_view reference, const Claim& claim) override {
        need_application(seen(), reference);
        auto& shown = place(change().applications, reference)->shown;
        shown.claimed_by = claim.officer;
        shown.claimed_at = now();
        if (shown.office.empty()) shown.office = claim.office;
    }
    void end(std::string_view reference) override {
        auto* row = place(change().applications, reference);
        if (row == nullptr) return;
        row->shown.claimed_by.clear();
        row->shown.claimed_at = 0;
    }
    [[nodiscard]] std::optional<ClaimHolder> holder(std::string_view reference) const override {
        const auto row = found(seen().applications, reference);
        if (!row || row->shown.claimed_by.empty()) return std::nullopt;
        return ClaimHolder{.officer = row->shown.claimed_by, .since = row->shown.claimed_at};
    }
};

class MemoryComparisons final : public Of<Comparisons> {
public:
    using Of::Of;
    [[nodiscard]] std::optional<Comparison> find(std::string_view reference) const override {
        return found(seen().comparisons, reference);
    }
    void save(std::string_view reference, std::string_view /*officer*/, const Comparison& comparison) override {
        need_application(seen(), reference);
        change().comparisons[std::string(reference)] = comparison;
    }
    [[nodiscard]] std::vector<Choice> choices(std::string_view reference) const override {
        std::vector<Choice> out;
        each_of(seen().choices, reference, [&](const auto& choice) { out.push_back(choice.row); });
        return out;
    }
    void choose(std::string_view reference, std::string_view /*officer*/, const Choice& choice) override {
        need_application(seen(), reference);
        change().choices[{std::string(reference), choice.field}] = {.row = choice, .at = now()};
    }
    void forget_choice(std::string_view reference, std::string_view field) override {
        change().choices.erase(Pair{reference, field});
    }
    [[nodiscard]] std::string mark(std::string_view reference) const override {
        std::string out;
        each_of(seen().choices, reference,
                [&](const auto& choice) { out += fmt::format("{}{}{},", choice.row.field, choice.row.source, choice.at); });
        return out;
    }
    void erase(std::string_view reference) override {
        change().comparisons.erase(std::string(reference));
        erase_of(change().choices, reference);
    }
};

class MemoryCaptures final : public Of<Captures> {
public:
    using Of::Of;
    void save(std::string_view reference, std::string_view officer, const Capture& capture) override {
        need_application(seen(), reference);
        auto& row = change().captures[{std::string(reference), capture.position}];
        change().captured_by[{std::string(reference), capture.position}] = officer;
        row = capture;
        row.at = now();
    }
    [[nodiscard]] std::vector<Capture> all_of(std::string_view reference) const override {
        std::vector<Capture> out;
        each_of(seen().captures, reference, [&](const auto& capture) { out.push_back(capture); });
        return out;
    }
    [[nodiscard]] std::optional<Capture> find(std::string_view reference, std::string_view position) const override {
        return found(seen().captures, Pair{reference, position});
    }
    [[nodiscard]] std::vector<Capture> states(std::string_view reference) const override {
        std::vector<Capture> out;
        each_of(seen().captures, reference, [&](const auto& capture) {
            out.push_back({.position = capture.position, .quality = capture.quality, .missing = capture.missing, .at = capture.at});
        });
        return out;
    }
    [[nodiscard]] std::vector<TakenFinger> taken_by(std::string_view officer, Millis since, std::string_view reference, int most) const override {
        const auto document = [&](const std::string& of) { return seen().applications.at(of).filing.document_index; };
        std::vector<std::pair<Millis, TakenFinger>> all;
        for (const auto& [place, row] : seen().captures) {
            const auto& [file, position] = place;
            const bool lately = row.at >= since && seen().captured_by.at(place) == officer && !row.minutiae.empty();
            if (!lately || file == reference || !seen().applications.contains(reference) || document(file) == document(std::string(reference))) continue;
            all.push_back({row.at, {.reference = file, .position = position, .minutiae = row.minutiae}});
        }
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<TakenFinger> out;
        for (const auto& [at, finger] : all)
            if (static_cast<int>(out.size()) < most) out.push_back(finger);
        return out;
    }
    [[nodiscard]] std::string mark(std::string_view reference) const override {
        std::string out;
        each_of(seen().captures, reference,
                [&](const auto& capture) { out += fmt::format("{}{},", capture.position, capture.at); });
        return out;
    }
    void erase(std::string_view reference) override { erase_of(change().captures, reference); }
};

class MemoryVerifications final : public Of<Verifications> {
public:
    using Of::Of;
    void save(std::string_view reference, std::string_view /*officer*/, const Verification& verification) override {
        need_application(seen(), reference);
        auto& row = change().verifications[std::string(reference)];
        row = verification;
        row.at = now();
    }
    [[nodiscard]] std::optional<Verification> find(std::string_view reference) const override {
        return found(seen().verifications, reference);
    }
    [[nodiscard]] std::optional<std::string> decision_of(std::string_view reference) const override {
        const auto row = find(reference);
        return row ? std::optional(row->decision) : std::nullopt;
    }
    void erase(std::string_view reference) override { change().verifications.erase(std::string(reference)); }
};

class MemoryOverrides final : public Of<Overrides> {
public:
    using Of::Of;
    void propose(std::string_view reference, const Override& proposal) override {
        need_application(seen(), reference);
        for (auto& [id, row] : change().overrides)
            if (row.first == reference && row.second.decision.empty()) row.second.decision = "lapsed", row.second.decided_at = now();
        Override row = proposal;
        row.id = ++change().overrides_made;
        row.at = now();
        change().overrides[row.id] = {std::string(reference), row};
    }
    [[nodiscard]] std::optional<Override> newest(std::string_view reference) const override {
        const auto& rows = seen().overrides;
        const auto at = std::find_if(rows.rbegin(), rows.rend(), [&](const auto& row) { return row.second.first == reference; });
        return at == rows.rend() ? std::nullopt : std::optional(at->second.second);
    }
    void decide(std::int64_t id, const OverrideDecision& decision) override {
        auto* row = place(change().overrides, id);
        if (row == nullptr || !row->second.decision.empty()) return;
        if (row->second.officer == decision.supervisor) throw StoreFailure("nobody decides their own proposal");
        row->second.decision = decision.decision;
        row->second.supervisor = decision.supervisor;
        row->second.decision_reason = decision.reason;
        row->second.decided_at = now();
    }
    void erase(std::string_view reference) override {
        std::erase_if(change().overrides, [&](const auto& row) { return row.second.first == reference; });
    }
};

class MemoryConsents final : public Of<Consents> {
public:
    using Of::Of;
    void save(std::string_view reference, const Consent& consent) override {
        need_application(seen(), reference);
        auto& row = change().consents[std::string(reference)];
        row = consent;
        row.at = now();
    }
    [[nodiscard]] std::optional<Consent> find(std::string_view reference) const override {
        return found(seen().consents, reference);
    }
    [[nodiscard]] std::optional<ConsentNote> note_of(std::string_view reference) const override {
        const auto row = find(reference);
        if (!row) return std::nullopt;
        return ConsentNote{.language = row->language,
                           .text_version = row->text_version,
                           .at = row->at,
                           .representative_signed = !row->representative_signature.empty()};
    }
    void erase(std::string_view reference) override { change().consents.erase(std::string(reference)); }
};

}  // namespace motcua::store::memory
