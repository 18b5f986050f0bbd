#include "shared/identity/mrz.hpp"

#include <algorithm>
#include <array>

#include "shared/base/text.hpp"
#include "shared/identity/mrz_layout.hpp"
#include "shared/identity/mrz_read.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::identity {

using layout::Layout;
using layout::Slot;

std::string_view code(MrzFormat format) {
    constexpr std::string_view codes[] = {"TD1", "TD2", "TD3", "MRV-A", "MRV-B"};
    return codes[static_cast<int>(format)];
}

std::string_view code(MrzCheckName name) {
    constexpr std::string_view codes[] = {"documentNumber", "birthDate", "expiryDate", "optionalData", "composite"};
    return codes[static_cast<int>(name)];
}

bool MrzCheck::ok() const { return given == computed || (unused && given == '<'); }

char mrz_check_digit(std::string_view text) {
    constexpr int weights[] = {7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) sum += layout::value(text[i]) * weights[i % 3];
    return static_cast<char>('0' + sum % 10);
}

namespace {

std::string without_fillers(std::string_view text) {
    while (text.ends_with('<')) text.remove_suffix(1);
    return std::string(text);
}

std::string blanks_for_fillers(std::string_view text) {
    std::string out = without_fillers(text);
    std::replace(out.begin(), out.end(), '<', ' ');
    return text::tidy(out);
}

/// Letters first, fillers only behind them: "D<<", "UTO".
bool is_code(std::string_view text) {
    const std::string letters = without_fillers(text);
    return !letters.empty() && std::all_of(letters.begin(), letters.end(), text::is_upper);
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

enum class Century { past, future };  ///< births lie in the past, expiries in this century

/// "740812" -> "1974-08-12"; unknown parts ("<<") shorten it. Nothing when it is no date.
std::optional<std::string> read_date(std::string_view text, Century century, Date today) {
    const auto known = [](std::string_view part) { return text::is_digit(part[0]) && text::is_digit(part[1]); };
    const std::string_view yy = text.substr(0, 2), mm = text.substr(2, 2), dd = text.substr(4, 2);
    for (std::string_view part : {yy, mm, dd})
        if (!known(part) && part != "<<") return std::nullopt;
    if (yy == "<<") return text == "<<<<<<" ? std::optional<std::string>("") : std::nullopt;
    if (mm == "<<" && dd != "<<") return std::nullopt;
    const int month = mm == "<<" ? 1 : two_digits(mm), day = dd == "<<" ? 1 : two_digits(dd);
    const auto date_in = [&](int year) {
        return Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
    };
    Date date = date_in(2000 + two_digits(yy));
    if (century == Century::past && date > today) date = date_in(1900 + two_digits(yy));
    if (!date.ok()) return std::nullopt;
    return format_date(date).substr(0, mm == "<<" ? 4 : dd == "<<" ? 7 : 10);
}

class Reader {
public:
    Reader(MrzFormat format, std::vector<std::string> lines, Date today) : layout_(layout::of(format)), today_(today) {
        mrz_.format = format;
        mrz_.lines = std::move(lines);
    }

    Mrz read() && {
        note_bad_characters();
        read_codes();
        read_name();
        read_number();
        read_dates();
        read_optional_data();
        check_composite();
        return std::move(mrz_);
    }

private:
    std::string_view at(const Slot& slot) const { return layout::at(mrz_.lines, slot); }
    char digit_at(const Slot& slot) const { return at(slot).front(); }
    void fault(ErrorCode code, std::string_view detail) { mrz_.errors.push_back({.code = code, .field = {}, .detail = std::string(detail)}); }

    void note_bad_characters() {
        std::string seen;
        for (const std::string& line : mrz_.lines)
            for (char c : line) {
                if (text::is_digit(c) || text::is_upper(c) || c == '<' || seen.find(c) != std::string::npos) continue;
                seen += c;
                fault(ErrorCode::mrz_character, std::string(1, c < 0x20 || c == 0x7F ? '?' : c));
            }
    }

    void check(MrzCheckName name, std::string_view text, char given) {
        // 9303-4 section 4.2.2: the optional data's digit may be '<', but only where nothing stands in them
        const bool unused = name == MrzCheckName::optional_data && without_fillers(text).empty();
        mrz_.checks.push_back({.name = name, .given = given, .computed = mrz_check_digit(text), .unused = unused});
        if (!mrz_.checks.back().ok()) fault(ErrorCode::mrz_check, code(name));
    }

    void read_codes() {
        mrz_.document_code = without_fillers(at(layout_.document_code));
        mrz_.issuer = without_fillers(at(layout_.issuer));
        mrz_.nationality = without_fillers(at(layout_.nationality));
        const bool known_kind = layout_.first_letters.find(at(layout_.document_code).front()) != std::string_view::npos;
        const char second = at(layout_.document_code).back();
        if (!known_kind || !(second == '<' || text::is_upper(second))) fault(ErrorCode::mrz_code, "documentCode");
        if (!is_code(at(layout_.issuer))) fault(ErrorCode::mrz_code, "issuer");
        if (!is_code(at(layout_.nationality))) fault(ErrorCode::mrz_code, "nationality");
        const char sex = digit_at(layout_.sex);
        mrz_.sex = sex == 'F' || sex == 'M' ? std::string(1, sex) : "X";
        if (sex != 'F' && sex != 'M' && sex != '<' && sex != 'X') fault(ErrorCode::mrz_sex, std::string(1, sex));
    }

    void read_name() {
        const std::string_view field = at(layout_.name);
        const std::size_t mark = field.find("<<");
        mrz_.name.primary = blanks_for_fillers(field.substr(0, mark));
        if (mark != std::string_view::npos) mrz_.name.secondary = blanks_for_fillers(field.substr(mark + 2));
        mrz_.name_truncated = !field.ends_with('<');
        const bool has_digit = std::any_of(field.begin(), field.end(), text::is_digit);
        if (mrz_.name.primary.empty() || has_digit || field.starts_with('<')) fault(ErrorCode::mrz_name, "");
    }

    /// Numbers of more than nine places go on in the optional data of cards; then '<' stands for the check digit.
    void read_number() {
        const std::string_view field = at(layout_.number);
        mrz_.document_number = without_fillers(field);
        const bool goes_on = layout_.number_goes_on && digit_at(layout_.number_check) == '<' && !field.ends_with('<');
        if (!goes_on) {
            check(MrzCheckName::document_number, field, digit_at(layout_.number_check));
        } else {
            const std::string_view optional = at(layout_.optional);
            const std::string_view rest = optional.substr(0, std::min(optional.find('<'), optional.size()));
            const std::string_view number_end = rest.substr(0, rest.empty() ? 0 : rest.size() - 1);
            mrz_.document_number.append(number_end);
            check(MrzCheckName::document_number, mrz_.document_number, rest.empty() ? '<' : rest.back());
            long_number_end_ = rest.size();
        }
        if (mrz_.document_number.empty()) fault(ErrorCode::mrz_number, "");
    }

    void read_dates() {
        const auto birth = read_date(at(layout_.birth), Century::past, today_);
        const auto expiry = read_date(at(layout_.expiry), Century::future, today_);
        if (!birth) fault(ErrorCode::mrz_date, "birthDate");
        if (!expiry) fault(ErrorCode::mrz_date, "expiryDate");
        mrz_.birth_date = birth.value_or("");
        mrz_.expiry_date = expiry.value_or("");
        // both in ISO writing, where less is earlier; an unknown part counts as the earliest day
        if (!mrz_.expiry_date.empty() && mrz_.birth_date > mrz_.expiry_date) fault(ErrorCode::mrz_date_order, "");
        check(MrzCheckName::birth_date, at(layout_.birth), digit_at(layout_.birth_check));
        check(MrzCheckName::expiry_date, at(layout_.expiry), digit_at(layout_.expiry_check));
    }

    void read_optional_data() {
        mrz_.optional_data = blanks_for_fillers(at(layout_.optional).substr(long_number_end_));
        if (layout_.optional_2) mrz_.optional_data_2 = blanks_for_fillers(at(*layout_.optional_2));
        if (layout_.optional_check) check(MrzCheckName::optional_data, at(layout_.optional), digit_at(*layout_.optional_check));
    }

    void check_composite() {
        if (!layout_.composite_check) return;
        check(MrzCheckName::composite, layout::composite(mrz_.lines, layout_), digit_at(*layout_.composite_check));
    }

    const Layout& layout_;
    Date today_;
    Mrz mrz_;
    std::size_t long_number_end_ = 0;
};

/// Whoever types or pastes the lines in another order means the same zone; only a zone that is right in all proves it.
std::optional<Mrz> read_in_other_order(std::vector<std::string> lines, Date today) {
    std::sort(lines.begin(), lines.end());
    do {
        const auto format = format_of(lines);
        if (!format) continue;
        Mrz mrz = read_zone(*format, lines, today);
        if (mrz.valid()) return mrz;
    } while (std::next_permutation(lines.begin(), lines.end()));
    return std::nullopt;
}

}  // namespace

Mrz read_zone(MrzFormat format, std::vector<std::string> lines, Date today) { return Reader(format, std::move(lines), today).read(); }

Result<Mrz> parse_mrz(std::string_view text, Date today) {
    if (text.size() > 1000) return ErrorCode::mrz_format;
    std::vector<std::string> lines = zone_lines(text);
    const auto format = format_of(lines);
    if (!format) return ErrorCode::mrz_format;
    Mrz mrz = read_zone(*format, lines, today);
    if (mrz.valid()) return mrz;
    if (auto other = read_in_other_order(std::move(lines), today)) return std::move(*other);
    return mrz;
}

std::vector<Error> mrz_warnings(const Mrz& mrz, const rules::Rulebook& book) {
    std::vector<Error> out;
    const auto doubt = [&](std::string_view code) {
        const bool said = !out.empty() && out.back().detail == code;
        if (code.empty() || said || rules::find_nationality(book, nationality_from_mrz(code)) != nullptr) return;
        out.push_back({.code = ErrorCode::mrz_country, .field = {}, .detail = std::string(code)});
    };
    doubt(mrz.issuer);
    doubt(mrz.nationality);
    return out;
}

Reading name_reading(const Mrz& mrz) {
    const layout::Slot& field = layout::of(mrz.format).name;
    return {.name = mrz.name, .full_field = mrz.name_truncated ? field.to - field.from : 0};
}

}  // namespace motcua::identity
