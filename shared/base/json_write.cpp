// Compact JSON, as nlohmann's dump() writes it; written out for the same reason as json_read.cpp.
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

namespace motcua {
namespace {

/// Whether bytes could be added so that a character is there.
bool begins_character(std::string_view bytes) {
    for (const char tail : {'\x80', '\xBF'}) {
        const std::string finished = std::string(bytes) + std::string(3, tail);
        std::string_view rest = finished;
        if (text::take(rest)) return true;
    }
    return false;
}

class Writer {
public:
    void value(const Json& value) {
        switch (value.type()) {
            case Json::value_t::object: return object(value);
            case Json::value_t::array: return array(value);
            case Json::value_t::string: return string(value.get_ref<const std::string&>());
            case Json::value_t::boolean: return raw(value.get<bool>() ? "true" : "false");
            case Json::value_t::number_integer: return raw(std::to_string(value.get<std::int64_t>()));
            case Json::value_t::number_unsigned: return raw(std::to_string(value.get<std::uint64_t>()));
            case Json::value_t::number_float: return real(value.get<double>());
            default: return raw("null");
        }
    }
    std::string text() && { return std::move(out_); }

private:
    void object(const Json& value) {
        char before = '{';
        for (auto member = value.begin(); member != value.end(); ++member) {
            out_ += std::exchange(before, ',');
            string(member.key());
            out_ += ':';
            this->value(*member);
        }
        raw(value.empty() ? "{}" : "}");
    }
    void array(const Json& value) {
        char before = '[';
        for (const Json& item : value) {
            out_ += std::exchange(before, ',');
            this->value(item);
        }
        raw(value.empty() ? "[]" : "]");
    }
    void string(std::string_view rest) {
        out_ += '"';
        while (!rest.empty()) {
            const std::string_view all = rest;
            if (const auto c = text::take(rest)) character(*c, all.substr(0, all.size() - rest.size()));
            else replace(rest);
        }
        out_ += '"';
    }
    void character(char32_t c, std::string_view bytes) {
        static constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
        const auto which = c < 0x80 ? special.find(static_cast<char>(c)) : std::string_view::npos;
        if (which != std::string_view::npos) {
            out_ += '\\';
            out_ += letters[which];
        } else if (c < 0x20) {
            raw(c < 0x10 ? "\\u000" : "\\u001");
            out_ += "0123456789abcdef"[c & 15U];
        } else {
            raw(bytes);
        }
    }
    /// One U+FFFD for each longest beginning of a character that is then not finished.
    void replace(std::string_view& rest) {
        std::size_t bytes = 1;
        while (bytes < rest.size() && begins_character(rest.substr(0, bytes + 1))) ++bytes;
        rest.remove_prefix(bytes);
        raw("\xEF\xBF\xBD");
    }
    void real(double value) {
        if (!std::isfinite(value)) return raw("null");
        std::array<char, 64> digits{};
        const char* end = nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), value);
        raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    void raw(std::string_view text) { out_ += text; }

    std::string out_;
};

}  // namespace

std::string dump_json(const Json& value) {
    Writer writer;
    writer.value(value);
    return std::move(writer).text();
}

}  // namespace motcua
