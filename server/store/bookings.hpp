// Seats taken at the offices; an application has at most one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::store {

struct Booking {
    std::string office, date, time;  ///< "2026-11-25", "08:30"
};
struct Visitor {
    std::string reference, time;
};

class Bookings {
public:
    virtual ~Bookings() = default;
    /// How many seats are taken, by time.
    [[nodiscard]] virtual std::map<std::string, int> taken_on(std::string_view office, std::string_view date) const = 0;
    [[nodiscard]] virtual std::optional<Booking> of(std::string_view reference) const = 0;
    /// The application belongs to that office from now on. Throws when it has a seat, or is not there.
    virtual void take(std::string_view reference, const Booking& booking) = 0;
    /// Gives the seat back, where there is one.
    virtual void free(std::string_view reference) = 0;
    /// At most 500, by time and reference.
    [[nodiscard]] virtual std::vector<Visitor> visitors_on(std::string_view office, std::string_view date) const = 0;
};

}  // namespace motcua::store
