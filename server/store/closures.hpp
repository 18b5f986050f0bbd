// Days on which the operator closes an office, the visits that stand on them, and what a visit was moved for. Where it is moved to is
// the business of server/booking.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/bookings.hpp"
#include "shared/base/date.hpp"

namespace motcua::store {

/// An office is closed from a day to a day, both included; days as texts ("2026-12-01").
struct Closure {
    std::int64_t id = 0;
    std::string office, from, to;
    std::string reason_vi, reason_en;
    Millis closed_at = 0;
    std::string open_from{};  ///< taken back from this day on; empty: it holds
};
/// Why a visit stands where it does: the closure, and the day it stood on before.
struct Moved {
    std::int64_t closure = 0;
    std::string from;
};
/// How many rows a list gives at most: the rest comes when these are dealt with.
inline constexpr int closures_listed = 500;

class Closures {
public:
    virtual ~Closures() = default;
    /// Gives its number; `id`, `closed_at` and `open_from` of the closure do not matter.
    [[nodiscard]] virtual std::int64_t close(const Closure& closure) = 0;
    /// From this day on the office is open again. A closure that was taken back stays as it is.
    virtual void open(std::int64_t id, std::string_view from) = 0;
    [[nodiscard]] virtual std::optional<Closure> find(std::int64_t id) const = 0;
    /// The oldest that holds on the day.
    [[nodiscard]] virtual std::optional<Closure> on(std::string_view office, std::string_view date) const = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<Closure> all() const = 0;
    /// Booked files whose visit begins after a time of a day, on a closed day, in the order of booking.
    [[nodiscard]] virtual std::vector<std::string> affected(std::string_view date, std::string_view time) const = 0;
    /// Booked files of one owner that were booked together with this one, itself among them, by time and reference.
    [[nodiscard]] virtual std::vector<Visitor> party_of(std::string_view reference) const = 0;
    /// The seat that is held now was given for a closure.
    virtual void mark_moved(std::string_view reference, const Moved& moved) = 0;
    /// Of the seat that is held.
    [[nodiscard]] virtual std::optional<Moved> moved_of(std::string_view reference) const = 0;
};

}  // namespace motcua::store
