#include <algorithm>

#include "server/counter/desk.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/comparisons.hpp"

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
        tx.comparisons().choose(reference, officer.id,
                                {.field = std::string(field),
                                 .source = std::string(text(source)),
                                 .reason = seal(tx, keys, reference, "differences", "reason", field, given)});
        audit(tx, officer, "file.difference_settled", reference, {{"field", field}, {"accept", text(source)}});
        return {};
    });
}

}  // namespace motcua::counter
