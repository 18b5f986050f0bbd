#include "shared/base/json.hpp"

#include <vector>

namespace motcua {
namespace {

/// Builds the value while it is read and stops at the first thing that strict reading refuses. nlohmann's parser keeps its
/// own stack, so depth costs no C++ stack, and it reports errors here instead of throwing.
class StrictReader {
public:
    explicit StrictReader(int max_depth) : max_depth_(max_depth) {}

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(std::int64_t value) { return put(value); }
    bool number_unsigned(std::uint64_t value) { return put(value); }
    bool number_float(double value, const std::string&) { return put(value); }
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(Json::binary_t&) { return refuse(ErrorCode::json_malformed, {}); }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        if (stack_.back()->contains(name)) return refuse(ErrorCode::json_duplicate_key, name);
        key_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
        return refuse(ErrorCode::json_malformed, "@" + std::to_string(position));
    }

    Result<Json> result(bool complete) && {
        if (error_) return *error_;
        if (!complete) return Error{.code = ErrorCode::json_malformed};
        return std::move(root_);
    }

private:
    bool refuse(ErrorCode code, std::string what) {
        if (!error_) error_ = Error{.code = code};
        if (code == ErrorCode::json_duplicate_key) error_->field = std::move(what);
        else error_->detail = std::move(what);
        return false;
    }
    Json* place(Json value) {
        if (stack_.empty()) return &(root_ = std::move(value));
        Json& parent = *stack_.back();
        if (parent.is_object()) return &(parent[std::move(key_)] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }
    bool put(Json value) { return place(std::move(value)), true; }
    bool open(Json value) {
        if (static_cast<int>(stack_.size()) >= max_depth_) return refuse(ErrorCode::json_too_deep, {});
        stack_.push_back(place(std::move(value)));
        return true;
    }
    bool close() { return stack_.pop_back(), true; }

    int max_depth_;
    Json root_;
    std::vector<Json*> stack_;  // an element moves only when its parent grows, and a parent grows only when it is on top
    std::string key_;
    std::optional<Error> error_;
};

const Json& nothing() {
    static const Json null;
    return null;
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes) return Error{.code = ErrorCode::json_too_large};
    StrictReader reader(limits.depth);
    const bool complete = Json::sax_parse(text.begin(), text.end(), &reader);
    return std::move(reader).result(complete);
}

std::string dump_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

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
