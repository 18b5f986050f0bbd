#include "server/store/consents.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteConsents final : public On<Consents> {
public:
    using On::On;

    void save(std::string_view reference, const Consent& consent) override {
        auto row =
            sql("INSERT INTO consents(reference, language, text_version, applicant_signature, representative_signature, officer, "
                "at) "
                "VALUES(?,?,?,?,?,?,?) ON CONFLICT(reference) DO UPDATE SET language=excluded.language, "
                "text_version=excluded.text_version, "
                "applicant_signature=excluded.applicant_signature, representative_signature=excluded.representative_signature, "
                "officer=excluded.officer, at=excluded.at");
        row.bind(1, reference).bind(2, consent.language).bind(3, consent.text_version).bind_blob(4, consent.applicant_signature);
        bind_blob_or_null(row, 5, consent.representative_signature);
        row.bind(6, consent.officer).bind(7, now()).run();
    }
    [[nodiscard]] std::optional<Consent> find(std::string_view reference) const override {
        auto row =
            sql("SELECT language, text_version, at, officer, applicant_signature, representative_signature FROM consents WHERE "
                "reference=?");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return Consent{.language = row.text(0),
                       .text_version = row.text(1),
                       .applicant_signature = row.text(4),
                       .representative_signature = row.text(5),
                       .officer = row.text(3),
                       .at = row.integer(2)};
    }
    [[nodiscard]] std::optional<ConsentNote> note_of(std::string_view reference) const override {
        auto row = sql("SELECT language, text_version, at, representative_signature IS NOT NULL FROM consents WHERE reference=?");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return ConsentNote{.language = row.text(0),
                           .text_version = row.text(1),
                           .at = row.integer(2),
                           .representative_signed = row.integer(3) != 0};
    }
    void erase(std::string_view reference) override {
        sql("DELETE FROM consents WHERE reference=?").bind(1, reference).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Consents> make_gateway<Consents>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteConsents>(tx);
}

}  // namespace motcua::store
