#include "server/registry/demo_people.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "server/registry/demo_face_traits.hpp"
#include "server/registry/demo_faces.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::registry {
namespace {

enum class Pictures : std::uint8_t { none, all };

/// `birth`: a date, or "age N" for children. `years`: of the passport's and the card's validity from today.
struct Row {
    std::string_view key, family_name, given_names, sex, nationality, birth, passport, place, card_type, card_symbol, card_number;
    int passport_years, card_years;
    OnRecord on_record;
    Pictures pictures = Pictures::none;
    std::string_view family = "";
};

constexpr auto nothing = OnRecord::nothing, face = OnRecord::face, full = OnRecord::face_and_fingers;

constexpr std::array<Row, 40> rows{{
    // used at the counter: pictures are written
    {"kim-seo-yeon", "KIM", "SEO YEON", "F", "KOR", "1991-04-18", "M83920471", "SEOUL", "TRC", "LĐ2", "TR7041182", 6, 2, full, Pictures::all},
    {"morel-julien", "MOREL", "JULIEN ANDRE", "M", "FRA", "1984-11-02", "19FD40281", "LYON", "TRC", "ĐT3", "TR7041183", 5, 2, nothing, Pictures::all},
    {"sharma-anjali", "SHARMA", "ANJALI", "F", "IND", "1987-06-25", "T4820917", "BENGALURU", "TRC", "LĐ1", "TR7041184", 7, 1, face, Pictures::all, "sharma"},
    {"sharma-arjun", "SHARMA", "ARJUN", "M", "IND", "age 10", "T4820918", "BENGALURU", "TRC", "TT", "TR7041185", 4, 1, full, Pictures::all, "sharma"},
    {"sharma-meera", "SHARMA", "MEERA", "F", "IND", "age 7", "T4820919", "BENGALURU", "TRC", "TT", "TR7041186", 4, 1, nothing, Pictures::all, "sharma"},
    {"suharyanti-single", "SUHARYANTI", "", "F", "IDN", "1979-01-30", "X2719405", "SURABAYA", "TRC", "LĐ2", "TR7041187", 3, 1, nothing, Pictures::all},
    {"wickramasinghe-long", "WICKRAMASINGHE MUDIYANSELAGE", "THARINDU DILSHAN CHANDRASEKARA BANDARA", "M", "LKA", "1990-09-09", "N9041723",
     "COLOMBO", "TRC", "LĐ2", "TR7041188", 8, 2, full, Pictures::all},
    // on record with face and fingers
    {"tanaka-haruto", "TANAKA", "HARUTO", "M", "JPN", "1982-02-11", "TZ1048273", "OSAKA", "TRC", "ĐT2", "TR7041201", 6, 3, full},
    {"chen-mei-hua", "CHEN", "MEI-HUA", "F", "TWN", "1989-12-05", "318204751", "TAICHUNG", "TRC", "LĐ2", "TR7041202", 7, 2, full},
    {"li-jianguo", "LI", "JIANGUO", "M", "CHN", "1977-07-19", "EJ4820193", "GUANGDONG", "TRC", "ĐT3", "TR7041203", 4, 2, full},
    {"walker-emma", "WALKER", "EMMA ROSE", "F", "USA", "1993-03-08", "568201947", "U.S. DEPARTMENT OF STATE", "TRC", "LĐ1", "TR7041204", 8, 1, full},
    {"okafor-chinedu", "OKAFOR", "CHINEDU", "M", "NGA", "1985-05-27", "B02947183", "LAGOS", "TRC", "DH", "TR7041205", 4, 1, full},
    {"petrova-irina", "PETROVA", "IRINA", "F", "RUS", "1980-10-14", "751928340", "MVD 77001", "PRC", "", "PR1040201", 6, 9, full},
    {"becker-jonas", "BECKER", "JONAS", "M", "DEU", "1988-08-30", "C4FL92K0X", "STADT KASSEL", "TRC", "NN2", "TR7041207", 6, 2, full},
    {"santos-maria", "SANTOS", "MARIA CORAZON", "F", "PHL", "1992-01-21", "P4829103B", "DFA CEBU", "TRC", "LĐ2", "TR7041208", 5, 1, full},
    {"kovalenko-oksana", "KOVALENKO", "OKSANA", "F", "UKR", "1986-03-17", "FK920471", "8023", "TRC", "TT", "TR7041209", 5, 2, full},
    {"wongsakul-niran", "WONGSAKUL", "NIRAN", "M", "THA", "1990-06-06", "AB4810293", "BANGKOK", "TRC", "LĐ1", "TR7041210", 5, 1, full},
    {"da-silva-rafael", "DA SILVA MOREIRA", "RAFAEL", "M", "BRA", "1983-09-23", "GH482019", "SAO PAULO", "TRC", "LV2", "TR7041211", 7, 2, full},
    {"lindqvist-astrid", "LINDQVIST", "ASTRID", "F", "SWE", "1978-12-31", "AA4820193", "STOCKHOLM", "PRC", "", "PR1040202", 3, 8, full},
    // face only
    {"smith-oliver", "SMITH", "OLIVER JAMES", "M", "GBR", "1981-04-04", "529104837", "HMPO", "TRC", "NN1", "TR7041221", 6, 2, face},
    {"rossi-giulia", "ROSSI", "GIULIA", "F", "ITA", "1994-02-26", "YB4820195", "BOLOGNA", "TRC", "LĐ2", "TR7041222", 7, 2, face},
    {"nguyen-therese", "NGUYEN", "THERESE ANNE", "F", "CAN", "1975-05-15", "HK482019", "MONTREAL", "PRC", "", "PR1040203", 5, 7, face},
    {"haddad-karim", "HADDAD", "KARIM", "M", "EGY", "1987-11-11", "A28401937", "CAIRO", "TRC", "LĐ1", "TR7041224", 4, 1, face},
    {"park-ji-ho", "PARK", "JI HO", "M", "KOR", "age 13", "M83920488", "BUSAN", "TRC", "TT", "TR7041225", 3, 1, face, Pictures::none, "park"},
    // nothing on record
    {"park-min-jung", "PARK", "MIN JUNG", "F", "KOR", "1983-08-08", "M83920489", "BUSAN", "TRC", "TT", "TR7041226", 5, 1, nothing, Pictures::none, "park"},
    {"garcia-lucia", "GARCIA ORTEGA", "LUCIA", "F", "ESP", "1996-07-07", "PAH482019", "VALENCIA", "TRC", "DH", "TR7041227", 6, 1, nothing},
    {"de-vries-sanne", "DE VRIES", "SANNE", "F", "NLD", "1985-01-12", "NX4R8K2P1", "UTRECHT", "TRC", "LĐ2", "TR7041228", 8, 2, nothing},
    {"nowak-piotr", "NOWAK", "PIOTR", "M", "POL", "1979-10-03", "EK4820193", "KRAKOW", "TRC", "LĐ1", "TR7041229", 4, 1, nothing},
    {"hansen-ingrid", "HANSEN", "INGRID", "F", "NOR", "1991-09-19", "31482019", "BERGEN", "TRC", "LĐ2", "TR7041230", 5, 2, nothing},
    {"nkosi-thandi", "NKOSI", "THANDEKA", "F", "ZAF", "1988-04-29", "A09482013", "DEPT OF HOME AFFAIRS", "TRC", "LĐ1", "TR7041231", 7, 1, nothing},
    {"tan-wei-ming", "TAN", "WEI MING", "M", "SGP", "1982-06-16", "K4820193E", "SINGAPORE", "TRC", "ĐT2", "TR7041232", 5, 3, nothing},
    {"ismail-farah", "NUR FARAH BINTI ISMAIL", "", "F", "MYS", "1990-03-03", "A48201935", "PUTRAJAYA", "TRC", "LĐ2", "TR7041233", 4, 1, nothing},
    {"phommasan-kham", "PHOMMASAN", "KHAM", "M", "LAO", "1984-12-24", "PA0482019", "VIENTIANE", "TRC", "DH", "TR7041234", 5, 1, nothing},
    {"sok-dara", "SOK", "DARA", "M", "KHM", "1995-05-05", "N00482019", "PHNOM PENH", "TRC", "DH", "TR7041235", 6, 1, nothing},
    {"brown-charlotte", "BROWN", "CHARLOTTE", "F", "AUS", "age 4", "PB4820193", "MELBOURNE", "TRC", "TT", "TR7041236", 2, 1, nothing, Pictures::none, "brown"},
    {"brown-matthew", "BROWN", "MATTHEW LEE", "M", "AUS", "1986-02-02", "PB4820194", "MELBOURNE", "TRC", "ĐT3", "TR7041237", 6, 2, face, Pictures::none, "brown"},
    {"khan-imran", "KHAN", "IMRAN ALI", "M", "PAK", "1981-08-14", "CX4820193", "LAHORE", "TRC", "LĐ1", "TR7041238", 3, 1, nothing},
    {"rahman-nadia", "RAHMAN", "NADIA", "F", "BGD", "1993-11-26", "A04820193", "DHAKA", "TRC", "LĐ2", "TR7041239", 7, 1, nothing},
    {"levi-noa", "LEVI", "NOA", "F", "ISR", "1989-07-01", "34820193", "HAIFA", "TRC", "LV1", "TR7041240", 5, 2, nothing},
    {"stateless-amina", "YUSUF", "AMINA", "F", "XXA", "1970-01-01", "", "", "PRC", "", "PR1040204", 0, 9, full},
}};

std::string whole_years(Date day, int years) {
    const Date out{day.year() + std::chrono::years{years}, day.month(), day.day()};
    return format_date(out.ok() ? out : Date{out.year(), out.month(), std::chrono::day{28}});
}

std::string days_later(Date day, int days) { return format_date(Date{Days{day} + std::chrono::days{days}}); }

/// "age 10": born ten and a half years ago, so that the age holds for months around `today`.
std::string birth_date(std::string_view birth, Date today) {
    if (!birth.starts_with("age ")) return std::string(birth);
    int age = 0;
    std::from_chars(birth.data() + 4, birth.data() + birth.size(), age);
    const auto parsed = parse_date(whole_years(today, -age));
    return parsed.ok() ? days_later(*parsed, -180) : "";
}

DemoPerson person(const Row& row, int number, Date today) {
    DemoPerson out{.key = std::string(row.key), .number = number, .family_name = std::string(row.family_name), .given_names = std::string(row.given_names),
                   .sex = std::string(row.sex), .nationality = std::string(row.nationality), .birth_date = birth_date(row.birth, today),
                   .passport = std::string(row.passport), .card_type = std::string(row.card_type), .card_symbol = std::string(row.card_symbol),
                   .card_number = std::string(row.card_number), .card_expiry = whole_years(today, row.card_years), .on_record = row.on_record,
                   .pictures = row.pictures == Pictures::all, .family = std::string(row.family)};
    if (const auto birth = parse_date(out.birth_date); birth.ok()) out.years = age_on(*birth, today);
    if (out.passport.empty()) return out;
    out.passport_place = row.place;
    out.passport_issued = whole_years(today, -2);
    // A card ends at least 30 days before the passport.
    const auto end = parse_date(whole_years(today, row.passport_years));
    out.passport_expiry = end.ok() ? days_later(*end, 60) : "";
    return out;
}

/// How badly a painted face suits a person: the other sex counts more than any age. Traits::age runs from 0 (20) to 1 (70).
double unlikeness(const DemoPerson& person, std::uint32_t seed, Date today) {
    const auto traits = demo::traits_of(seed);
    const auto birth = parse_date(person.birth_date);
    const double age = birth.ok() ? (age_on(*birth, today) - 20) / 50.0 : 0.5;
    return std::abs(traits.age - age) + (traits.man == (person.sex == "M") ? 0 : 10);
}

/// Each person gets the best face that is left.
void give_faces(std::vector<DemoPerson>& people, Date today) {
    std::set<std::uint32_t> free;
    for (std::uint32_t seed = 1; seed <= demo::face_count; ++seed) free.insert(seed);
    for (auto& person : people) {
        const auto best = std::min_element(free.begin(), free.end(), [&](std::uint32_t a, std::uint32_t b) {
            return unlikeness(person, a, today) < unlikeness(person, b, today);
        });
        person.face = *best;
        free.erase(best);
    }
}
static_assert(rows.size() <= demo::face_count);

}  // namespace

std::string_view text(OnRecord on_record) {
    switch (on_record) {
        case OnRecord::nothing: return "nothing";
        case OnRecord::face: return "face";
        case OnRecord::face_and_fingers: return "face_and_fingers";
    }
    return "";
}

std::vector<DemoPerson> demo_people(Date today) {
    std::vector<DemoPerson> out;
    for (const Row& row : rows) out.push_back(person(row, static_cast<int>(out.size()) + 1, today));
    give_faces(out, today);
    return out;
}

std::string mrz_of(const DemoPerson& person) {
    if (person.passport.empty()) return "";
    const std::string country(identity::nationality_in_mrz(person.nationality));
    return identity::mrz_td3({.issuer = country, .name = {.primary = person.family_name, .secondary = person.given_names},
                              .document_number = person.passport, .nationality = country, .birth_date = person.birth_date,
                              .sex = person.sex, .expiry_date = person.passport_expiry});
}

Json to_json(const DemoPerson& person) {
    return {{"key", person.key},
            {"familyName", person.family_name},
            {"givenNames", person.given_names},
            {"sex", person.sex},
            {"nationality", person.nationality},
            {"birthDate", person.birth_date},
            {"passport", {{"number", person.passport}, {"issueDate", person.passport_issued}, {"issuePlace", person.passport_place},
                          {"expiry", person.passport_expiry}, {"mrz", mrz_of(person)}}},
            {"card", {{"type", person.card_type}, {"symbol", person.card_symbol}, {"number", person.card_number}, {"expiry", person.card_expiry}}},
            {"onRecord", text(person.on_record)},
            {"family", person.family},
            {"folder", person.pictures ? Json(person.key) : Json()}};
}

}  // namespace motcua::registry
