// The captures of a file: one face, and fingers or why they are missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Capture {
    std::string position;                ///< "face" or a finger position
    std::string image{}, minutiae{};     ///< sealed; empty: none
    std::string quality{"{}"};           ///< JSON
    std::string missing{};               ///< why; empty: it is there
    Millis at = 0;                       ///< filled in when read
};

/// A finger that was taken for a file.
struct TakenFinger {
    std::string reference, position;
    std::string minutiae;                ///< sealed
};

class Captures {
public:
    virtual ~Captures() = default;
    /// Takes the place of the one before at the position. Throws when there is no such application.
    virtual void save(std::string_view reference, std::string_view officer, const Capture& capture) = 0;
    /// By position.
    [[nodiscard]] virtual std::vector<Capture> all_of(std::string_view reference) const = 0;
    [[nodiscard]] virtual std::optional<Capture> find(std::string_view reference, std::string_view position) const = 0;
    /// Without pictures and minutiae; by position.
    [[nodiscard]] virtual std::vector<Capture> states(std::string_view reference) const = 0;
    /// Fingers with minutiae that an officer took since then for files of other documents than this file's, newest first, at most `most`.
    [[nodiscard]] virtual std::vector<TakenFinger> taken_by(std::string_view officer, Millis since, std::string_view reference, int most) const = 0;
    /// Another text whenever a capture was made, changed or taken away.
    [[nodiscard]] virtual std::string mark(std::string_view reference) const = 0;
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
