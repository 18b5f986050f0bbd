// What may stand in a log line. Text of unknown origin has no way in: a std::string, a string_view or a Json does not convert to
// a LogValue, so that a name cannot be logged by mistake; it does not compile. What is personal is wrapped (Personal) and comes
// in as a keyed hash only; what comes in as text was a constant of this program, a code, or random bytes of our own.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "shared/base/date.hpp"
#include "shared/base/errors.hpp"

namespace motcua::keys { class Keyring; }

namespace motcua::http {

struct Route;

enum class Level : std::uint8_t { info, warning, error };

enum class Event : std::uint8_t {
#define MOTCUA_LOG_EVENT(name, text) name,
#include "server/http/log_events.def"
#undef MOTCUA_LOG_EVENT
};

/// A text that stands in the program: the compiler refuses any other.
class Word {
public:
    template <std::size_t N>
    consteval Word(const char (&text)[N]) : text_(text, N - 1) {}  // NOLINT: a part says {"status", …}
    /// A constant of another room.
    [[nodiscard]] static consteval Word constant(std::string_view text) { return Word(text); }
    /// The word of these that equals `given`; "other" when none does.
    [[nodiscard]] static Word among(std::string_view given, std::initializer_list<Word> known);
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    constexpr explicit Word(std::string_view text) : text_(text) {}
    std::string_view text_;
};

/// A number that we drew ourselves, in hexadecimal, 16 digits or more: what a person types is not so long, or has other letters.
class RandomId {
public:
    /// Anything else becomes "invalid".
    explicit RandomId(std::string_view hex);
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string text_;
};

/// The pattern of a route: "/api/v1/applications/{reference}", never a path with what somebody typed.
class RoutePattern {
public:
    consteval RoutePattern(Word text) : text_(text.text()) {}  // NOLINT
    explicit RoutePattern(const Route& route);                 ///< which must outlive it
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// Something that may tell who somebody is: an address, a session, a phone.
class Personal {
public:
    explicit Personal(std::string value) : value_(std::move(value)) {}

private:
    friend class Redacted;
    std::string value_;
};

/// A keyed hash of it, 16 hexadecimal digits: lines about the same person can be told to belong together for a day (UTC), and
/// never whose they are.
class Redacted {
public:
    Redacted(const keys::Keyring& keys, const Personal& value, Millis at);
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string text_;
};

/// Types of other rooms whose texts are all constants say so by log_words(value): a list of words.
template <class Type>
concept Worded = requires(const Type& value) {
    { log_words(value) } -> std::same_as<std::string>;
};

/// Whole numbers; not what is a letter or a yes.
template <class Type>
concept Counted = std::integral<Type> && !std::same_as<Type, bool> && (sizeof(Type) > 1);

class LogValue {
public:
    LogValue(Word word) : value_(std::string(word.text())) {}                       // NOLINT: parts are written {"name", value}
    template <Counted Number>
    LogValue(Number number) : value_(static_cast<std::int64_t>(number)) {}          // NOLINT
    LogValue(ErrorCode code) : value_(std::string(describe(code).code)) {}          // NOLINT
    LogValue(const RandomId& id) : value_(std::string(id.text())) {}                // NOLINT
    LogValue(const RoutePattern& pattern) : value_(std::string(pattern.text())) {}  // NOLINT
    LogValue(const Redacted& hash) : value_(std::string(hash.text())) {}            // NOLINT
    template <Worded Type>
    LogValue(const Type& value) : value_(log_words(value)) {}                       // NOLINT
    /// Everything else, also what would convert to one of the above in ways of its own.
    template <class Other>
        requires(!Counted<Other> && !Worded<Other>)
    LogValue(const Other&) = delete;
    [[nodiscard]] const std::variant<std::int64_t, std::string>& value() const { return value_; }

private:
    std::variant<std::int64_t, std::string> value_;
};

struct LogPart {
    Word name;
    LogValue value;
};

}  // namespace motcua::http
