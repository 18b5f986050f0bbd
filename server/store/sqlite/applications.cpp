#include "server/store/applications.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

// what has no booking today but waits for someone: walk-ins, files of earlier days in progress, unanswered requests
constexpr std::string_view waiting =
    "SELECT a.reference FROM applications a WHERE a.office=?1 AND a.state IN ('at_counter','verified','consented','sent') "
    "AND NOT EXISTS(SELECT 1 FROM bookings b WHERE b.reference=a.reference AND b.cancelled_at IS NULL AND b.office=?1 AND "
    "b.date=?2) "
    "ORDER BY a.due IS NULL, a.due, a.reference LIMIT 500";

application::State state_from(const std::string& name) {
    auto state = application::parse_state(name);
    if (!state.ok()) throw StoreFailure("an application has a state that nobody knows");
    return *state;
}

class SqliteApplications final : public On<Applications> {
public:
    using On::On;

    void file(const NewApplication& application) override;
    [[nodiscard]] std::optional<Application> find(std::string_view reference) const override;
    [[nodiscard]] std::optional<application::State> state_of(std::string_view reference) const override {
        auto row = sql("SELECT state FROM applications WHERE reference = ?");
        row.bind(1, reference);
        return row.step() ? std::optional(state_from(row.text(0))) : std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> references_of(std::string_view owner) const override {
        auto rows = sql("SELECT reference FROM applications WHERE owner = ? ORDER BY submitted_at DESC, reference");
        rows.bind(1, owner);
        return texts(rows);
    }
    [[nodiscard]] OpenCount open_of_document(std::string_view document_index, std::string_view owner) const override {
        auto row =
            sql("SELECT count(*), sum(owner = ?) FROM applications WHERE document_index = ? AND state NOT IN ('withdrawn', "
                "'rejected', 'account_created')");
        row.bind(1, owner).bind(2, document_index).step();
        return {.all = row.integer(0), .own = row.integer(1)};
    }
    [[nodiscard]] bool is_open_to(std::string_view reference, std::string_view office) const override {
        auto row = sql("SELECT 1 FROM applications WHERE reference = ? AND (office IS NULL OR office = '' OR office = ?)");
        row.bind(1, reference).bind(2, office);
        return row.step();
    }
    void take_step(std::string_view reference, const Step& step) override {
        sql("UPDATE applications SET state = ?, updated_at = ? WHERE reference = ?")
            .bind(1, application::text(step.state))
            .bind(2, now())
            .bind(3, reference)
            .run();
        note_step(reference, step);
    }
    [[nodiscard]] std::vector<PastEvent> history(std::string_view reference) const override {
        auto rows = sql("SELECT at, event FROM history WHERE reference = ? ORDER BY id");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) { return PastEvent{.at = row.integer(0), .event = row.text(1)}; });
    }
    void correct(std::string_view reference, const Filing& filing) override {
        auto row = sql(
            "UPDATE applications SET filing = ?, document_index = ?, portrait_id = ?, return_reason = NULL WHERE reference = ?");
        row.bind_blob(1, filing.sealed).bind(2, filing.document_index);
        bind_or_null(row, 3, filing.portrait_id);
        row.bind(4, reference).run();
    }
    void promise(std::string_view reference, const calendar::Deadline& deadline) override {
        sql("UPDATE applications SET due=?, due_days=?, due_certain=?, due_latest=? WHERE reference=?")
            .bind(1, format_date(deadline.due))
            .bind(2, deadline.days)
            .bind(3, deadline.certain ? 1 : 0)
            .bind(4, format_date(deadline.latest))
            .bind(5, reference)
            .run();
    }
    void receive(std::string_view reference, const calendar::Deadline& deadline) override {
        sql("UPDATE applications SET received_at=?, due=?, due_latest=?, due_certain=? WHERE reference=?")
            .bind(1, now())
            .bind(2, format_date(deadline.due))
            .bind(3, format_date(deadline.latest))
            .bind(4, deadline.certain ? 1 : 0)
            .bind(5, reference)
            .run();
    }
    [[nodiscard]] std::optional<Millis> received_at(std::string_view reference) const override {
        auto row = sql("SELECT received_at FROM applications WHERE reference=? AND received_at IS NOT NULL");
        return row.bind(1, reference).step() ? std::optional(row.integer(0)) : std::nullopt;
    }
    void give_back(std::string_view reference, std::string_view sealed_reason) override {
        sql("UPDATE applications SET return_reason=?, due=NULL, due_latest=NULL, due_days=NULL, due_certain=NULL WHERE "
            "reference=?")
            .bind_blob(1, sealed_reason)
            .bind(2, reference)
            .run();
    }
    void grant(std::string_view reference, std::string_view sealed_account, Date activate_by) override {
        sql("UPDATE applications SET account=?, account_at=?, activate_by=? WHERE reference=?")
            .bind_blob(1, sealed_account)
            .bind(2, now())
            .bind(3, format_date(activate_by))
            .bind(4, reference)
            .run();
    }
    void refuse(std::string_view reference, std::string_view sealed_reason) override {
        sql("UPDATE applications SET return_reason=? WHERE reference=?").bind_blob(1, sealed_reason).bind(2, reference).run();
    }
    [[nodiscard]] std::optional<Outcome> outcome_of(std::string_view reference) const override;
    [[nodiscard]] std::vector<std::string> in_progress(std::string_view office, std::string_view date) const override {
        auto rows = sql(waiting);
        rows.bind(1, office).bind(2, date);
        return texts(rows);
    }
    [[nodiscard]] std::vector<AtRest> at_rest_since(Millis instant) const override {
        auto rows = sql("SELECT reference, state, updated_at, claimed_by IS NOT NULL FROM applications WHERE updated_at < ? ORDER BY reference");
        rows.bind(1, instant);
        return read_all(rows, [](const Statement& row) {
            return AtRest{.reference = row.text(0), .state = state_from(row.text(1)), .changed_at = row.integer(2), .held = row.integer(3) != 0};
        });
    }
    void erase(std::string_view reference) override {
        sql("DELETE FROM claims WHERE reference = ?").bind(1, reference).run();
        sql("DELETE FROM bookings WHERE reference = ?").bind(1, reference).run();
        sql("DELETE FROM history WHERE reference = ?").bind(1, reference).run();
        sql("DELETE FROM applications WHERE reference = ?").bind(1, reference).run();
    }

private:
    void note_step(std::string_view reference, const Step& step) const {
        sql("INSERT INTO history(reference, at, event, state, actor) VALUES(?,?,?,?,?)")
            .bind(1, reference)
            .bind(2, now())
            .bind(3, application::text(step.event))
            .bind(4, application::text(step.state))
            .bind(5, step.actor)
            .run();
    }
};

void SqliteApplications::file(const NewApplication& application) {
    auto row = sql(
        "INSERT INTO applications(reference, owner, sitting, state, filed_for, language, filing, document_index, portrait_id, "
        "submitted_at, updated_at) "
        "VALUES(?,?,?,'submitted',?,?,?,?,?,?,?)");
    row.bind(1, application.reference)
        .bind(2, application.owner)
        .bind(3, application.sitting)
        .bind(4, application.filed_for)
        .bind(5, application.language)
        .bind_blob(6, application.filing.sealed)
        .bind(7, application.filing.document_index);
    bind_or_null(row, 8, application.filing.portrait_id);
    row.bind(9, now()).bind(10, now()).run();
    note_step(
        application.reference,
        {.event = application::Event::submit, .state = application::State::submitted, .actor = "applicant:" + application.owner});
}

std::optional<Application> SqliteApplications::find(std::string_view reference) const {
    auto row =
        sql("SELECT owner, state, filed_for, language, filing, portrait_id, office, claimed_by, claimed_at, submitted_at, due, "
            "due_days FROM applications WHERE reference = ?");
    row.bind(1, reference);
    if (!row.step()) return std::nullopt;
    return Application{.reference = std::string(reference),
                       .owner = row.text(0),
                       .filed_for = row.text(2),
                       .language = row.text(3),
                       .state = state_from(row.text(1)),
                       .filing = row.text(4),
                       .portrait_id = row.text(5),
                       .office = row.text(6),
                       .claimed_by = row.text(7),
                       .claimed_at = row.integer(8),
                       .submitted_at = row.integer(9),
                       .due = row.text(10),
                       .due_days = static_cast<int>(row.integer(11))};
}

std::optional<Outcome> SqliteApplications::outcome_of(std::string_view reference) const {
    auto row =
        sql("SELECT due, due_days, account, account_at, activate_by, return_reason, due_certain, due_latest FROM applications "
            "WHERE reference = ?");
    row.bind(1, reference);
    if (!row.step()) return std::nullopt;
    Outcome out{.account = row.text(2), .account_at = row.integer(3), .activate_by = row.text(4), .reason = row.text(5)};
    if (!row.is_null(0))
        out.promise = {
            .due = row.text(0), .latest = row.text(7), .days = static_cast<int>(row.integer(1)), .certain = row.integer(6) != 0};
    return out;
}

}  // namespace

template <>
std::unique_ptr<Applications> make_gateway<Applications>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteApplications>(tx);
}

}  // namespace motcua::store
