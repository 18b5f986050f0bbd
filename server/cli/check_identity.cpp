// check mrz, phone, name, names.
#include <algorithm>

#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/name.hpp"
#include "shared/identity/phone.hpp"

namespace motcua {
namespace {

using check::Out;

Out checks_json(const identity::Mrz& mrz) {
    Out out = Out::object();
    for (const identity::MrzCheck& one : mrz.checks) out[std::string(code(one.name))] = one.ok();
    return out;
}

Out mrz_json(const identity::Mrz& mrz, const std::optional<std::string>& suggestion) {
    Out out{{"valid", mrz.valid()},
            {"format", code(mrz.format)},
            {"documentCode", mrz.document_code},
            {"issuer", mrz.issuer},
            {"primaryIdentifier", mrz.name.primary},
            {"secondaryIdentifier", mrz.name.secondary},
            {"nameTruncated", mrz.name_truncated},
            {"documentNumber", mrz.document_number},
            {"nationality", mrz.nationality},
            {"birthDate", mrz.birth_date},
            {"sex", mrz.sex},
            {"expiryDate", mrz.expiry_date},
            {"optionalData", mrz.optional_data}};
    if (mrz.format == identity::MrzFormat::td1) out["optionalData2"] = mrz.optional_data_2;
    out["checks"] = checks_json(mrz);
    out["errors"] = check::to_json(mrz.errors);
    out["warnings"] = check::to_json(identity::mrz_warnings(mrz, check::rulebook()));
    out["suggestion"] = suggestion ? Out(*suggestion) : Out();
    return out;
}

/// The offending characters of both parts, each once: the comma or "<<" between them offends nobody.
std::vector<std::string> offending_characters(const identity::Name& name) {
    std::vector<std::string> out = identity::offending_characters(name.primary);
    for (std::string& one : identity::offending_characters(name.secondary))
        if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
    return out;
}

}  // namespace

int check_mrz(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--on"});
    const auto on = check::date_option(options, "--on", check::today());
    if (!options.wrong.empty() || options.plain.size() > 1) return check::usage(err, "mrz", options.wrong);
    const auto text = check::read_input(options.plain.empty() ? "-" : options.plain[0], in);
    if (!text) return check::usage(err, "mrz", options.plain[0]);
    const auto mrz = identity::parse_mrz(*text, *on);
    if (!mrz) return check::refuse(out, mrz.error());
    return check::answer(out, mrz_json(*mrz, identity::suggest_mrz(*text, *on, check::rulebook())), mrz->valid());
}

int check_phone(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {});
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, "phone", options.wrong);
    const auto phone = identity::parse_phone(options.plain[0], check::rulebook().phone);
    if (!phone) return check::refuse(out, phone.error());
    Out warnings = Out::array();
    for (ErrorCode code : phone->warnings) warnings.push_back(check::to_json(Error{.code = code}));
    // a number, but none that the form takes
    if (const auto own = identity::parse_own_phone(options.plain[0], check::rulebook().phone); !own) warnings.push_back(check::to_json(own.error()));
    return check::answer(out,
                         {{"valid", true}, {"e164", phone->e164}, {"national", phone->national}, {"mobile", phone->mobile},
                          {"vietnamese", phone->vietnamese}, {"network", phone->network}, {"warnings", std::move(warnings)}},
                         true);
}

int check_name(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {});
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, "name", options.wrong);
    const identity::Name name = identity::split_name(options.plain[0]);
    std::vector<Error> errors;
    if (const auto primary = identity::check_name_part(name.primary, "primary"); !primary) errors.push_back(primary.error());
    if (!name.secondary.empty())
        if (const auto secondary = identity::check_name_part(name.secondary, "secondary"); !secondary) errors.push_back(secondary.error());
    const bool valid = errors.empty();
    return check::answer(out,
                         {{"valid", valid}, {"primary", name.primary}, {"secondary", name.secondary},
                          {"mrz", identity::mrz_name_field(name, 39)}, {"offending", offending_characters(name)},
                          {"errors", check::to_json(errors)}},
                         valid);
}

int check_names(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {});
    if (!options.wrong.empty() || options.plain.size() != 2) return check::usage(err, "names", options.wrong);
    const identity::NameComparison comparison = identity::compare_names(options.plain[0], options.plain[1]);
    Out reasons = Out::array(), messages = Out::object();
    for (identity::NameReason reason : comparison.reasons) {
        reasons.push_back(code(reason));
        messages[std::string(code(reason))] = {{"vi", describe(reason, "vi")}, {"en", describe(reason, "en")}};
    }
    return check::answer(out, {{"match", code(comparison.match)}, {"reasons", std::move(reasons)}, {"messages", std::move(messages)}},
                         comparison.match != identity::Match::different);
}

}  // namespace motcua
