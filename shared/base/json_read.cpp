// Written out rather than left to nlohmann's parser: that one words every fault, and brings the browser 15 KB for it.
#include <charconv>
#include <cmath>
#include <vector>

#include "shared/base/decimal.hpp"
#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

namespace motcua {
namespace {

/// Builds the value while it reads and stops at the first thing that strict reading refuses. Keeps a stack of its own, so
/// depth costs no C++ stack.
class Reader {
public:
    Reader(std::string_view text, int max_depth) : text_(text), max_depth_(max_depth) {}

    Result<Json> read() && {
        if (document()) return std::move(root_);
        return std::move(error_);
    }

private:
    bool document() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        blanks();
        if (!value()) return false;
        while (!open_.empty())
            if (!next()) return false;
        blanks();
        return at_ == text_.size() || malformed();
    }

    /// The next member of the innermost open value, or its end.
    bool next() {
        Json& parent = *open_.back();
        blanks();
        if (take(parent.is_object() ? '}' : ']')) {
            open_.pop_back();
            fresh_ = false;
            return true;
        }
        if (!fresh_ && !take(',')) return malformed();
        fresh_ = false;
        blanks();
        return (parent.is_array() || name(parent)) && value();
    }
    /// "applicant." or "integration[1].": where the innermost open value stands.
    std::string place() const {
        std::string out;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
            const Json& outer = *open_[i];
            if (outer.is_array()) out += "[" + std::to_string(outer.size() - 1) + "]";
            else
                for (const auto& [key, value] : outer.items())
                    if (&value == open_[i + 1]) out += (out.empty() ? "" : ".") + key;
        }
        return out.empty() ? out : out + ".";
    }
    bool name(const Json& parent) {
        if (!string(key_)) return false;
        if (parent.contains(key_)) {
            error_ = {.code = ErrorCode::json_duplicate_key, .field = place() + key_};
            return false;
        }
        blanks();
        if (!take(':')) return malformed();
        blanks();
        return true;
    }

    bool value() {
        switch (peek()) {
            case '{': return open(Json::object());
            case '[': return open(Json::array());
            case '"': return text();
            case 't': return word("true", true);
            case 'f': return word("false", false);
            case 'n': return word("null", nullptr);
            default: return number();
        }
    }
    bool open(Json container) {
        if (static_cast<int>(open_.size()) >= max_depth_) {
            error_ = {.code = ErrorCode::json_too_deep};
            return false;
        }
        ++at_;
        open_.push_back(&place(std::move(container)));
        fresh_ = true;
        return true;
    }
    bool word(std::string_view letters, Json meaning) {
        for (const char letter : letters)
            if (!take(letter)) return malformed();
        place(std::move(meaning));
        return true;
    }
    bool text() {
        std::string out;
        if (!string(out)) return false;
        place(std::move(out));
        return true;
    }

    // --- strings
    bool string(std::string& out) {
        out.clear();
        if (!take('"')) return malformed();
        while (!take('"'))
            if (!(take('\\') ? escape(out) : character(out))) return false;
        return true;
    }
    bool character(std::string& out) {
        std::string_view rest = text_.substr(at_);
        const auto c = text::take(rest);
        if (!c || *c < 0x20) return malformed();
        const std::size_t bytes = text_.size() - at_ - rest.size();
        out += text_.substr(at_, bytes);
        at_ += bytes;
        return true;
    }
    bool escape(std::string& out) {
        static constexpr std::string_view letters = "\"\\/bfnrtu", meanings = "\"\\/\b\f\n\r\t";
        const auto which = letters.find(peek());
        if (which == std::string_view::npos) return malformed();
        ++at_;
        if (which == meanings.size()) return code_point(out);
        out += meanings[which];
        return true;
    }
    /// \uXXXX, or the two of a surrogate pair.
    bool code_point(std::string& out) {
        char32_t c = 0, second = 0;
        if (!four_digits(c)) return false;
        if (c >= 0xD800 && c < 0xDC00) {
            if (!take('\\') || !take('u')) return malformed();
            if (!four_digits(second)) return false;
            if (second < 0xDC00 || second > 0xDFFF) return malformed();
            c = 0x10000 + ((c - 0xD800) << 10U) + (second - 0xDC00);
        } else if (c >= 0xDC00 && c <= 0xDFFF) {
            return malformed();
        }
        text::append(out, c);
        return true;
    }
    bool four_digits(char32_t& out) {
        for (int i = 0; i < 4; ++i) {
            static constexpr std::string_view digits = "0123456789abcdef";
            const char c = peek();
            const auto digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
            if (digit == std::string_view::npos) return malformed();
            out = out * 16 + static_cast<char32_t>(digit);
            ++at_;
        }
        return true;
    }

    // --- numbers
    bool number() {
        const std::size_t from = at_;
        const bool negative = take('-');
        if (!take('0') && !digits()) return malformed();
        bool whole = true;
        if (take('.')) {
            whole = false;
            if (!digits()) return malformed();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) take('-');
            if (!digits()) return malformed();
        }
        const std::string_view written = text_.substr(from, at_ - from);
        if (whole && (negative ? integer<std::int64_t>(written) : integer<std::uint64_t>(written))) return true;
        const double value = read_decimal(written);
        if (!std::isfinite(value)) return malformed();
        place(value);
        return true;
    }
    /// False when it does not fit.
    template <class Integer>
    bool integer(std::string_view written) {
        Integer value = 0;
        if (std::from_chars(written.data(), written.data() + written.size(), value).ec != std::errc{}) return false;
        place(value);
        return true;
    }
    bool digits() {
        const std::size_t from = at_;
        while (text::is_digit(peek())) ++at_;
        return at_ > from;
    }

    // --- the text
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    void blanks() {
        while (take(' ') || take('\n') || take('\r') || take('\t')) {}
    }
    bool malformed() {
        error_ = {.code = ErrorCode::json_malformed, .detail = "@" + std::to_string(at_ + 1)};
        return false;
    }
    Json& place(Json value) {
        if (open_.empty()) return root_ = std::move(value);
        Json& parent = *open_.back();
        if (parent.is_object()) return parent[std::move(key_)] = std::move(value);
        parent.push_back(std::move(value));
        return parent.back();
    }

    std::string_view text_;
    int max_depth_;
    std::size_t at_ = 0;
    Json root_;
    std::vector<Json*> open_;  // an element moves only when its parent grows, and a parent grows only when it is on top
    bool fresh_ = false;       // the innermost open value has no member yet
    std::string key_;
    Error error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes) return Error{.code = ErrorCode::json_too_large};
    return Reader(text, limits.depth).read();
}

}  // namespace motcua
