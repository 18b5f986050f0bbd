#include "shared/i18n/catalogue.hpp"

#include "shared/i18n/language.hpp"

namespace motcua::i18n {

std::string fill(std::string_view text, Places places) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out.append(text.substr(0, open));
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        const std::size_t close = text.find('}');
        const std::string_view name = close == std::string_view::npos ? std::string_view() : text.substr(1, close - 1);
        const auto* place = places.begin();
        while (place != places.end() && place->first != name) ++place;
        const bool known = close != std::string_view::npos && place != places.end();
        out.append(known ? place->second : text.substr(0, 1));
        text.remove_prefix(known ? close + 1 : 1);
    }
    return out;
}

Result<Catalogue> Catalogue::parse(std::string_view json) {
    Catalogue catalogue;
    MOTCUA_CHECK(catalogue.add(json));
    return catalogue;
}

Result<void> Catalogue::add(std::string_view json) {
    auto parsed = parse_json(json, {.bytes = 1024 * 1024, .depth = 2});
    return parsed ? add_texts(*parsed) : Result<void>(ErrorCode::i18n_malformed);
}

Result<void> Catalogue::add_texts(const Json& texts) {
    if (!texts.is_object()) return ErrorCode::i18n_malformed;
    for (const auto& [key, value] : texts.items()) {
        const auto* text = value.get_ptr<const std::string*>();
        if (text == nullptr) return Error{.code = ErrorCode::i18n_malformed, .field = key};
        texts_.insert_or_assign(key, *text);
    }
    return {};
}

std::string_view Catalogue::text(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? key : std::string_view(found->second);
}

bool Catalogue::has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

std::string Catalogue::format(std::string_view key, Places places) const { return fill(text(key), places); }

std::string Catalogue::plural(std::string_view key, int n, std::string_view language, Places more) const {
    std::string form = (std::string(key) + ".").append(plural_category(n, language));
    if (!has(form)) form = std::string(key) + ".other";
    const std::string number = std::to_string(n);
    return fill(fill(text(form), {{"n", number}}), more);
}

}  // namespace motcua::i18n
