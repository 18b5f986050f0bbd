// The comparison of a file, and what the officer chose where its sources differ.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::store {

struct Comparison {
    std::string mrz, result;  ///< sealed
};
struct Choice {
    std::string field, source;
    std::string reason;  ///< sealed
};

class Comparisons {
public:
    virtual ~Comparisons() = default;
    [[nodiscard]] virtual std::optional<Comparison> find(std::string_view reference) const = 0;
    /// Takes the place of the one before. Throws when there is no such application.
    virtual void save(std::string_view reference, std::string_view officer, const Comparison& comparison) = 0;
    /// By field.
    [[nodiscard]] virtual std::vector<Choice> choices(std::string_view reference) const = 0;
    /// Takes the place of the choice before for the field. Throws when there is no such application.
    virtual void choose(std::string_view reference, std::string_view officer, const Choice& choice) = 0;
    virtual void forget_choice(std::string_view reference, std::string_view field) = 0;
    /// Another text whenever a choice was made, changed or forgotten.
    [[nodiscard]] virtual std::string mark(std::string_view reference) const = 0;
    /// The comparison and its choices.
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
