#include "client/model/json.hpp"

#include <charconv>

namespace motcua::client {

namespace {

/// One step of a path: a name, or a name with an index.
struct Step {
    std::string name;
    int index = -1;
};

Step parse_step(std::string_view text) {
    Step step{.name = std::string(text)};
    const auto bracket = text.find('[');
    if (bracket == std::string_view::npos) return step;
    step.name = std::string(text.substr(0, bracket));
    const auto digits = text.substr(bracket + 1, text.find(']') - bracket - 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), step.index);
    return step;
}

/// Cuts the first step off a path.
Step next_step(std::string_view& path) {
    const auto dot = path.find('.');
    const auto head = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    return parse_step(head);
}

const Json* child(const Json& node, const Step& step) {
    if (!node.is_object()) return nullptr;
    const auto found = node.find(step.name);
    if (found == node.end()) return nullptr;
    if (step.index < 0) return &*found;
    if (!found->is_array() || static_cast<std::size_t>(step.index) >= found->size()) return nullptr;
    return &(*found)[static_cast<std::size_t>(step.index)];
}

Json* child_for_writing(Json& node, const Step& step) {
    if (!node.is_object()) node = Json::object();
    Json& found = node[step.name];
    if (step.index < 0) return &found;
    if (!found.is_array()) found = Json::array();
    const auto index = static_cast<std::size_t>(step.index);
    if (index > found.size()) return nullptr;
    if (index == found.size()) found.push_back(Json::object());
    return &found[index];
}

}  // namespace

std::int64_t number_of(const Json& object, std::string_view key, std::int64_t otherwise) {
    const Json& value = member(object, key);
    return value.is_number() ? value.get<std::int64_t>() : otherwise;
}

std::string localised(const Json& texts, std::string_view language) {
    if (texts.is_string()) return texts.get<std::string>();
    if (auto text = text_of(texts, language); !text.empty()) return text;
    if (auto text = text_of(texts, "en"); !text.empty()) return text;
    return text_of(texts, "vi");
}

std::vector<std::string> texts_of(const Json& object, std::string_view key) {
    std::vector<std::string> out;
    for (const Json& item : member(object, key))
        if (item.is_string()) out.push_back(item.get<std::string>());
    return out;
}

const Json* value_at(const Json& root, std::string_view path) {
    const Json* node = &root;
    while (node != nullptr && !path.empty()) node = child(*node, next_step(path));
    return node;
}

std::string answer_at(const Json& root, std::string_view path) {
    const Json* node = value_at(root, path);
    return node != nullptr && node->is_string() ? node->get<std::string>() : std::string{};
}

void set_at(Json& root, std::string_view path, Json value) {
    Json* node = &root;
    while (node != nullptr && !path.empty()) node = child_for_writing(*node, next_step(path));
    if (node != nullptr) *node = std::move(value);
}

}  // namespace motcua::client
