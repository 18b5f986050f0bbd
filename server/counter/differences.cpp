#include <algorithm>

#include "server/counter/desk.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::counter {
namespace {

Result<Source> check_choice(const Compared& compared, std::string_view field, std::string_view source_name) {
    const auto row = std::find_if(compared.rows.begin(), compared.rows.end(), [&](const Row& r) { return r.field == field; });
    if (row == compared.rows.end() || row->verdict == Verdict::same)
        return Error{.code = ErrorCode::difference_unknown, .field = "field"};
    const auto source = parse_source(source_name);
    if (!source || value_of(*row, *source).empty()) return Error{.code = ErrorCode::difference_source, .field = "accept"};
    return *source;
}

}  // namespace

Result<void> accept_difference(const http::Services& services, const Officer& officer, std::string_view reference,
                               std::string_view field, std::string_view source_name, std::string_view reason) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(given, check_reason(reason));
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        MOTCUA_TRY(compared, load_comparison(tx, keys, file.reference));
        if (!compared) return ErrorCode::comparison_due;
        MOTCUA_TRY(source, check_choice(*compared, field, source_name));
        const std::string sealed = seal(tx, keys, reference, "differences", "reason", field, given);
        tx.sql(
              "INSERT INTO differences(reference, field, accept, reason, officer, at) VALUES(?,?,?,?,?,?) ON CONFLICT(reference, "
              "field) "
              "DO UPDATE SET accept=excluded.accept, reason=excluded.reason, officer=excluded.officer, at=excluded.at")
            .bind(1, reference)
            .bind(2, field)
            .bind(3, text(source))
            .bind_blob(4, sealed)
            .bind(5, officer.id)
            .bind(6, tx.now())
            .run();
        audit(tx, officer, "file.difference_settled", reference, {{"field", field}, {"accept", text(source)}});
        return {};
    });
}

}  // namespace motcua::counter
