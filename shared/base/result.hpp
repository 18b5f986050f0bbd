// Result<T>: a value or an Error. No exceptions cross a room's border.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "shared/base/errors.hpp"

namespace motcua {

/// What went wrong, for a person and for a program.
struct Error {
    ErrorCode code{};
    std::string field{};   ///< dotted path of the field concerned ("applicant.phone"), empty when none
    std::string detail{};  ///< offending part, never personal data that was not sent in the same request
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    Result(ErrorCode code) : Result(Error{.code = code}) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] T& value() & { return *std::get_if<0>(&state_); }
    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&state_); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&state_)); }
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    [[nodiscard]] T value_or(T other) const { return ok() ? value() : std::move(other); }

private:
    std::variant<T, Error> state_;
};

/// A Result that carries nothing but success.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    Result(ErrorCode code) : error_(Error{.code = code}) {}
    [[nodiscard]] bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace motcua

/// Evaluates an expression that gives a Result; returns its error from the enclosing function, else yields the value.
#define MOTCUA_TRY(name, expression)                       \
    auto name##_result = (expression);                     \
    if (!name##_result.ok()) return name##_result.error(); \
    auto&& name = *std::move(name##_result)
/// The same for Result<void>. One may stand inside another's lambda: each has a name of its own.
#define MOTCUA_CHECK(expression) MOTCUA_CHECK_AS(MOTCUA_JOIN(checked_, __COUNTER__), expression)
#define MOTCUA_CHECK_AS(name, expression)                              \
    do {                                                               \
        if (auto name = (expression); !name.ok()) return name.error(); \
    } while (false)
#define MOTCUA_JOIN(a, b) MOTCUA_JOIN_NOW(a, b)
#define MOTCUA_JOIN_NOW(a, b) a##b
