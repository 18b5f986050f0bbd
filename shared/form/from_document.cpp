#include "shared/form/from_document.hpp"

#include <algorithm>

#include "shared/form/filing.hpp"
#include "shared/identity/name_letters.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::form {
namespace {

enum class Paper : std::uint8_t { other, passport, card };

Paper paper_of(const Json& zone) {
    const std::string_view code = text_at(zone, "documentCode");
    if (code.starts_with('P')) return Paper::passport;
    return text_at(zone, "issuer") == "VNM" && text_at(zone, "nationality") != "VNM" && !code.starts_with('V') ? Paper::card : Paper::other;
}

/// A field of the form and the member of the zone that says it.
struct Source {
    std::string_view field, member;
    Paper paper = Paper::other;  ///< `other`: whatever the paper
};
constexpr Source sources[] = {
    {"familyName", "primaryIdentifier"},
    {"givenNames", "secondaryIdentifier"},
    {"birthDate", "birthDate"},
    {"sex", "sex"},
    {"nationality", "nationality"},
    {"documentNumber", "documentNumber", Paper::passport},
    {"documentExpiry", "expiryDate", Paper::passport},
    {"cardNumber", "documentNumber", Paper::card},
    {"cardExpiry", "expiryDate", Paper::card},
};

/// Whether the form can take it as it stands.
bool usable(const Field& field, const std::string& value, const rules::Rulebook& book) {
    if (field.format == Format::nationality) return rules::find_nationality(book, value) != nullptr;
    return field.format != Format::date || parse_date(value).ok();
}

Standing standing(const std::string& typed, const std::string& read) {
    return typed.empty() ? Standing::fresh : typed == read ? Standing::agrees : Standing::differs;
}

/// Whether the zone would write the part of a name so that was typed (9303-3 section 6); one that the zone cut agrees with its
/// beginning. Less than the counter's comparison (identity::compare_names) knows, and a quarter of its size: what it does not know
/// is asked.
bool written_so(const Offer& part, bool cut) {
    std::string read = part.read;
    std::replace(read.begin(), read.end(), ' ', '<');
    for (const auto spelling : {identity::letters::Spelling::full, identity::letters::Spelling::plain}) {
        const std::string typed = identity::letters::transliterate(part.typed, spelling);
        if (typed == read || (cut && !read.empty() && typed.starts_with(read))) return true;
    }
    return false;
}

void judge_name(Offer& part, bool cut) {
    if (!part.typed.empty()) part.standing = written_so(part, cut) ? Standing::agrees : Standing::differs;
}

Offer offer_of(const Json& filing, const Field& field, const std::string& path, std::string_view value, const rules::Rulebook& book) {
    Offer offer{.path = path, .read = normal_answer(field, value, book), .typed = normal_answer(field, answer_at(filing, path), book)};
    offer.standing = standing(offer.typed, offer.read);
    return offer;
}

/// Stateless people and refugees travel on other papers than passports, which have the same zone.
std::string document_type(const Json& zone, const rules::Rulebook& book) {
    return identity::may_lack_passport(text_at(zone, "nationality"), book) ? "travel_document" : "passport";
}

}  // namespace

std::vector<Offer> offers(const Json& filing, Section section, const Json& reading, const rules::Rulebook& book) {
    const Json& zone = member(reading, "fields");
    const Paper paper = paper_of(zone);
    std::vector<Offer> out;
    if (paper == Paper::other) return out;
    const auto offer = [&](std::string_view name, std::string_view value) {
        const std::string at = std::string(form::name(section)).append(".").append(name);
        if (const Field* field = find_field(at)) out.push_back(offer_of(filing, *field, at, value, book));
    };
    for (const Source& source : sources)
        if (source.paper == Paper::other || source.paper == paper) offer(source.field, text_at(zone, source.member));
    if (paper == Paper::passport) offer("documentType", document_type(zone, book));
    for (std::size_t i = 0; i < 2; ++i) judge_name(out[i], is_true(zone, "nameTruncated"));
    std::erase_if(out, [&](const Offer& one) { return (one.read.empty() && one.standing == Standing::fresh) || (!one.read.empty() && !usable(*find_field(one.path), one.read, book)); });
    return out;
}

}  // namespace motcua::form
