#include "server/store/claims.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteClaims final : public On<Claims> {
public:
    using On::On;

    void begin(std::string_view reference, const Claim& claim) override {
        auto row = sql("INSERT INTO claims(reference, officer, at, reason) VALUES(?,?,?,?)");
        row.bind(1, reference).bind(2, claim.officer).bind(3, now());
        bind_blob_or_null(row, 4, claim.reason);
        row.run();
        sql("UPDATE applications SET claimed_by=?, claimed_at=?, office=COALESCE(NULLIF(office,''),?) WHERE reference=?")
            .bind(1, claim.officer)
            .bind(2, now())
            .bind(3, claim.office)
            .bind(4, reference)
            .run();
    }
    void end(std::string_view reference) override {
        sql("UPDATE claims SET ended_at=? WHERE reference=? AND ended_at IS NULL").bind(1, now()).bind(2, reference).run();
        sql("UPDATE applications SET claimed_by=NULL, claimed_at=NULL WHERE reference=?").bind(1, reference).run();
    }
    [[nodiscard]] std::optional<ClaimHolder> holder(std::string_view reference) const override {
        auto row = sql("SELECT claimed_by, claimed_at FROM applications WHERE reference=? AND claimed_by IS NOT NULL");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return ClaimHolder{.officer = row.text(0), .since = row.integer(1)};
    }
};

}  // namespace

template <>
std::unique_ptr<Claims> make_gateway<Claims>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteClaims>(tx);
}

}  // namespace motcua::store
