// Forty invented foreign residents for the demonstration registry. Names are ordinary for their countries but belong to
// nobody in particular; numbers are made up; faces are painted and fingerprints grown by this program.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/json.hpp"

namespace motcua::registry {

/// What the registry holds of a person's biometrics.
enum class OnRecord : std::uint8_t { nothing, face, face_and_fingers };
[[nodiscard]] std::string_view text(OnRecord on_record);

struct DemoPerson {
    std::string key;             ///< folder name: "kim-seo-yeon"
    int number = 0;              ///< from 1; the seed of the fingers
    std::uint32_t face = 0;      ///< seed of the face: of the person's sex and about their age
    int years = 0;               ///< how old on the day that was asked for
    std::string family_name, given_names;
    std::string sex, nationality, birth_date;
    std::string passport, passport_issued, passport_place, passport_expiry;   ///< all empty: no passport
    std::string card_type, card_symbol, card_number, card_expiry;
    OnRecord on_record{};
    bool pictures = false;       ///< portrait, face and ten fingers are written for the counter
    std::string family{};        ///< people of one family have the same word
};

/// Everybody, as of a day: ages of children and dates of expiry are relative to it.
[[nodiscard]] std::vector<DemoPerson> demo_people(Date today);
/// Two lines of 44; empty without a passport.
[[nodiscard]] std::string mrz_of(const DemoPerson& person);
/// The row of demo/people.json.
[[nodiscard]] Json to_json(const DemoPerson& person);

}  // namespace motcua::registry
