#include "shared/base/json.hpp"

namespace motcua {
namespace {

const Json& nothing() {
    static const Json null;
    return null;
}

}  // namespace

const Json& member(const Json& object, std::string_view key) {
    if (!object.is_object()) return nothing();
    const auto found = object.find(key);
    return found == object.end() ? nothing() : *found;
}

std::string_view text_at(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    const auto* text = value.get_ptr<const std::string*>();
    return text != nullptr ? std::string_view(*text) : std::string_view();
}

bool is_true(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    return value.is_boolean() && value.get<bool>();
}

}  // namespace motcua
