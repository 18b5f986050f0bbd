// Verification: the registry is asked outside of any transaction (it may take seconds); what it says is written only if the
// file has not changed meanwhile.
#include <set>

#include <fmt/format.h>

#include "server/counter/desk.hpp"
#include "server/counter/elsewhere.hpp"
#include "server/counter/lookup.hpp"
#include "server/counter/standing.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/applications.hpp"
#include "server/store/captures.hpp"
#include "server/store/comparisons.hpp"
#include "server/store/verifications.hpp"
#include "server/verification/decision.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::counter {
namespace {

/// What is asked about, read in one go, and a mark by which a change is noticed.
struct Question {
    Compared compared;
    Json applicant;
    std::vector<verification::Probe> probes;
    std::vector<std::string> elsewhere;  ///< fingers that are in another person's file, too
    std::string mark;
};

std::string mark_of(const store::Transaction& tx, std::string_view reference) {
    return tx.captures().mark(reference) + "|" + tx.comparisons().mark(reference);
}

int quality_of(const Captured& capture) {
    const Json& quality = member(capture.quality, "quality");
    return quality.is_number_integer() ? quality.get<int>() : 0;
}

std::vector<verification::Probe> probes_of(std::vector<Captured>&& captures) {
    std::vector<verification::Probe> out;
    for (auto& capture : captures)
        if (capture.missing.empty())
            out.push_back({.position = capture.position,
                           .image = std::move(capture.image),
                           .media_type = capture.position == "face" ? "image/jpeg" : "image/png",
                           .quality = quality_of(capture)});
    return out;
}

// Everything that verify needs, except the registry's own word, which is about to be asked for. What contradicts it is no
// hindrance to asking: the answer is part of what two people decide upon.
Result<void> check_ready(const store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file) {
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    context.registry_answered = context.registry_match = context.sources_agree = true;
    MOTCUA_CHECK(application::apply(file.state, application::Event::verify, application::Actor::officer, context));
    return {};
}

Result<Question> prepare(const http::Services& services, const Officer& officer, std::string_view reference) {
    const auto& keys = *services.keys;
    return services.db->read<Question>([&](store::Transaction& tx) -> Result<Question> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        MOTCUA_CHECK(check_ready(tx, services, officer, file));
        MOTCUA_TRY(compared, load_comparison(tx, keys, reference));
        MOTCUA_TRY(captures, load_captures(tx, keys, reference));
        auto elsewhere = taken_elsewhere(tx, keys, officer, reference, captures, services.clock());
        const Json filing = accepted_filing(file.filing, compared->rows, compared->accepted);
        return Question{.compared = std::move(*compared),
                        .applicant = member(filing, "applicant"),
                        .probes = probes_of(std::move(captures)),
                        .elsewhere = std::move(elsewhere),
                        .mark = mark_of(tx, reference)};
    });
}

/// Puts what the registry says now into the comparison; new differences are for the officer to settle first.
Result<void> refresh_comparison(const http::Services& services, const Officer& officer, std::string_view reference,
                                const Compared& before, const std::optional<verification::Record>& record) {
    const auto& keys = *services.keys;
    const auto open = services.db->write<bool>([&](store::Transaction& tx) -> Result<bool> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        std::optional<identity::Mrz> mrz;
        if (!before.mrz.empty()) {
            MOTCUA_TRY(read, identity::parse_mrz(before.mrz, today(services)));
            mrz = std::move(read);
        }
        Compared now{.mrz = before.mrz, .record = record, .asked = true};
        now.rows = compare(file.filing, mrz ? &*mrz : nullptr, record ? &*record : nullptr);
        if (before.asked && now.rows == before.rows) return false;
        MOTCUA_CHECK(save_comparison(tx, keys, officer, reference, now));
        MOTCUA_TRY(saved, load_comparison(tx, keys, reference));
        return !settled(saved->rows, saved->accepted);
    });
    if (!open.ok()) return open.error();
    if (*open) return ErrorCode::application_need_comparison_settled;
    return {};
}

Json deadline_json(const calendar::Deadline& deadline) {
    return {{"due", format_date(deadline.due)}, {"days", deadline.days}, {"certain", deadline.certain}};
}

Json swapped_json(const std::vector<verification::FingerHit>& swapped) {
    Json out = Json::array();
    for (const auto& hit : swapped) out.push_back({{"position", hit.position}, {"recordedAs", hit.recorded_as}});
    return out;
}

/// What an officer sees of the search: fingers, and how many people have them on record; who these are stays sealed (candidates).
Json search_json(const verification::Evidence& evidence) {
    const auto others = verification::of_others(evidence);
    const auto swapped = verification::swapped(evidence);
    std::set<std::string> people, fingers;
    for (const auto& hit : others) people.insert(hit.person_id), fingers.insert(hit.position);
    return {{"searched", evidence.search.searched},
            {"notSearched", evidence.search.not_searched},
            {"otherPeople", people.size()},
            {"otherPeoplesFingers", fingers},
            {"swapped", swapped_json(swapped)},
            {"handsSwapped", verification::hands_swapped(swapped)}};
}

Json candidates_json(const std::vector<verification::FingerHit>& hits) {
    Json out = Json::array();
    for (const auto& hit : hits) out.push_back({{"position", hit.position}, {"personId", hit.person_id}, {"recordedAs", hit.recorded_as}});
    return out;
}

Json reasons_json(const verification::Evidence& evidence) {
    Json out = Json::array();
    for (const auto reason : verification::reasons(evidence)) out.push_back(verification::text(reason));
    return out;
}

Json finger_json(const verification::FingerResult& finger) {
    Json paired = Json::array();
    for (const auto& place : finger.paired) paired.push_back({place.x, place.y});
    return {{"position", finger.position}, {"score", finger.score}, {"match", finger.match}, {"paired", std::move(paired)}};
}

Json result_json(const verification::Evidence& evidence, const std::optional<verification::Record>& record,
                 verification::Decision decision, const calendar::Deadline& deadline) {
    Json face, fingers = Json::array();
    if (evidence.face) {
        face = {{"score", evidence.face->score}, {"match", evidence.face->match}};
        face["threshold"] = evidence.face->threshold ? Json(*evidence.face->threshold) : Json(nullptr);
    }
    for (const auto& finger : evidence.fingers) fingers.push_back(finger_json(finger));
    return {{"found", evidence.found},
            {"personId", record ? Json(record->person_id) : Json(nullptr)},
            {"face", face},
            {"fingers", fingers},
            {"onRecord", decision == verification::Decision::match},
            {"decision", verification::text(decision)},
            {"reasons", reasons_json(evidence)},
            {"search", search_json(evidence)},
            {"candidates", candidates_json(evidence.search.hits)},
            {"deadline", deadline_json(deadline)}};
}

void save_result(const store::Transaction& tx, const http::Services& services, const Officer& officer, std::string_view reference,
                 const Json& result, std::string_view decision) {
    tx.verifications().save(
        reference, officer.id,
        {.result = seal(tx, *services.keys, reference, "verifications", "result", reference, dump_json(result)),
         .decision = std::string(decision)});
}

Result<void> record(const http::Services& services, const Officer& officer, std::string_view reference, const Question& question,
                    const verification::Evidence& evidence, const std::optional<verification::Record>& person) {
    const auto decision = verification::decide(evidence);
    const auto deadline = calendar::deadline(today(services), verification::working_days(decision), services.rules->calendar);
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, *services.keys, officer, reference));
        if (mark_of(tx, reference) != question.mark) return ErrorCode::file_act;
        MOTCUA_TRY(compared, load_comparison(tx, *services.keys, reference));
        MOTCUA_TRY(over, data_digest(tx, *services.keys, file, *compared));
        Json result = result_json(evidence, person, decision, deadline);
        result["over"] = over;
        result["elsewhere"] = question.elsewhere;
        save_result(tx, services, officer, reference, result, verification::text(decision));
        audit(tx, officer, "file.verified", reference, {{"decision", verification::text(decision)}, {"found", evidence.found}, {"reasons", reasons_json(evidence)}, {"elsewhere", question.elsewhere}});
        MOTCUA_TRY(context, context_of(tx, services, file, officer));
        if (!context.registry_match || !context.sources_agree) return {};
        tx.applications().promise(reference, deadline);
        return advance(tx, file, application::Event::verify, officer, context);
    });
}

bool is_finger(const verification::Probe& probe) { return probe.position != "face"; }

verification::Search nothing_searched(const std::vector<verification::Probe>& probes) {
    verification::Search out;
    for (const auto& probe : probes)
        if (is_finger(probe)) out.not_searched.push_back(probe.position);
    return out;
}

/// Who has no passport was never looked up: a registry that is not there stops them no more than before.
Result<verification::Search> search(const http::Services& services, const Question& question, bool looked_up) {
    if (!services.registry) return nothing_searched(question.probes);
    auto found = services.registry->identify(question.probes, transaction_id(services));
    if (!found.ok() && found.error().code == ErrorCode::registry_unavailable && !looked_up) return nothing_searched(question.probes);
    return found;
}

}  // namespace

Result<void> verify(const http::Services& services, const Officer& officer, std::string_view reference) {
    MOTCUA_TRY(question, prepare(services, officer, reference));
    const auto query = query_of(question.applicant);
    MOTCUA_TRY(person, look_up(services, query));
    MOTCUA_CHECK(refresh_comparison(services, officer, reference, question.compared, person));
    verification::Evidence evidence{.found = person.has_value()};
    if (person) {
        MOTCUA_TRY(compared, services.registry->compare(*person, question.probes, transaction_id(services)));
        evidence = std::move(compared);
        evidence.person_id = person->person_id;
    }
    MOTCUA_TRY(found, search(services, question, !query.passport_number.empty()));
    evidence.search = std::move(found);
    return record(services, officer, reference, question, evidence, person);
}

}  // namespace motcua::counter
