#include "server/counter/desk.hpp"
#include "server/counter/lookup.hpp"
#include "server/keys/keyring.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::counter {
namespace {

/// A zone with a wrong check digit was misread: a look-up with it would find nobody, or somebody else.
Result<std::optional<identity::Mrz>> read_mrz(std::string_view text, const Json& filing, Date today) {
    const bool passport = text_at(member(filing, "applicant"), "documentType") != "none";
    if (text.empty() && !passport) return std::optional<identity::Mrz>{};
    auto mrz = identity::parse_mrz(text, today);
    if (!mrz.ok()) return Error{.code = mrz.error().code, .field = "mrz", .detail = mrz.error().detail};
    if (!mrz->valid()) return Error{.code = mrz->errors.front().code, .field = "mrz", .detail = mrz->errors.front().detail};
    return std::optional{std::move(*mrz)};
}

// What the passport says goes before what was typed: the look-up must not repeat a typing error.
verification::Query passport_query(const Json& filing, const std::optional<identity::Mrz>& mrz) {
    Json applicant = member(filing, "applicant");
    if (mrz) {
        applicant["documentNumber"] = mrz->document_number;
        applicant["nationality"] = identity::nationality_from_mrz(mrz->nationality);
        if (mrz->birth_date.size() == 10) applicant["birthDate"] = mrz->birth_date;
    }
    return query_of(applicant);
}

}  // namespace

Result<void> compare_file(const http::Services& services, const Officer& officer, std::string_view reference,
                          std::string_view text) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(before,
               services.db->read<File>([&](store::Transaction& tx) { return open_for_work(tx, keys, officer, reference); }));
    MOTCUA_TRY(mrz, read_mrz(text, before.filing, today(services)));
    const auto found = look_up(services, passport_query(before.filing, mrz));
    if (!found.ok() && found.error().code != ErrorCode::registry_unavailable) return found.error();
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        Compared compared{.mrz = std::string(text), .record = found.ok() ? *found : std::nullopt, .asked = found.ok()};
        compared.rows = compare(file.filing, mrz ? &*mrz : nullptr, compared.record ? &*compared.record : nullptr);
        MOTCUA_CHECK(save_comparison(tx, keys, officer, reference, compared));
        audit(tx, officer, "file.compared", reference, {{"registry", compared.asked}});
        return {};
    });
}

}  // namespace motcua::counter
