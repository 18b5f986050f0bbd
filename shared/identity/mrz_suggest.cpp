// Correcting what reading machines (and tired eyes) confuse. A wrong correction is worse than none: it looks proven.
#include <algorithm>
#include <string>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/mrz_layout.hpp"
#include "shared/identity/mrz_read.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::identity {
namespace {

using layout::Layout;
using layout::Slot;
using Lines = std::vector<std::string>;

/// Characters that are read for each other. The digit comes first where it is one of the two. The pairs of two digits or two letters
/// correct few zones; they are there so that what only looks like the one correction is seen to have a rival.
constexpr std::string_view confusions[] = {"0O", "0D", "0Q", "0U", "1I", "1L", "1T", "2Z", "4A", "5S", "6G", "7T", "8B",
                                           "9G", "17", "38", "OD", "OQ", "IL", "GC"};

/// What a letter is where only digits can stand. 9 is rarely read as G: then the check digit disagrees and nothing is suggested.
char as_digit(char c) {
    if (!text::is_upper(c)) return c;
    for (std::string_view pair : confusions)
        if (pair[1] == c && text::is_digit(pair[0])) return c == 'T' ? '7' : pair[0];
    return c;
}

std::string letters_for(char digit) {
    std::string out;
    for (std::string_view pair : confusions)
        if (pair[0] == digit && text::is_upper(pair[1])) out += pair[1];
    return out;
}

std::string rivals(char c) {
    std::string out;
    for (std::string_view pair : confusions)
        if (pair[0] == c || pair[1] == c) out += pair[0] == c ? pair[1] : pair[0];
    return out;
}

char& place(Lines& lines, const Slot& slot, int offset) {
    return lines[static_cast<std::size_t>(slot.line)][static_cast<std::size_t>(slot.from + offset)];
}

/// Digits among letters that no check digit covers: each must stand for one letter alone.
bool mend_letters(Lines& lines, const Slot& slot) {
    for (int i = 0; i < slot.to - slot.from; ++i) {
        char& c = place(lines, slot, i);
        if (!text::is_digit(c)) continue;
        const std::string letters = letters_for(c);
        if (letters.size() != 1) return false;
        c = letters.front();
    }
    return true;
}

void collect_states(std::string code, std::size_t from, const rules::Rulebook& book, std::vector<std::string>& out) {
    while (from < code.size() && !text::is_digit(code[from])) ++from;
    if (from < code.size()) {
        for (const char letter : letters_for(std::exchange(code[from], '<'))) {
            code[from] = letter;
            collect_states(code, from + 1, book, out);
        }
        return;
    }
    const std::string bare = code.substr(0, code.find('<'));
    if (rules::find_nationality(book, nationality_from_mrz(bare)) != nullptr) out.push_back(code);
}

/// Digits in a state's code: exactly one known code must come of them.
bool mend_state(Lines& lines, const Slot& slot, const rules::Rulebook& book) {
    const std::string code(layout::at(lines, slot));
    if (std::none_of(code.begin(), code.end(), text::is_digit)) return true;
    std::vector<std::string> states;
    collect_states(code, 0, book, states);
    if (states.size() != 1) return false;
    for (int i = 0; i < slot.to - slot.from; ++i) place(lines, slot, i) = states.front()[static_cast<std::size_t>(i)];
    return true;
}

bool mend_digits(Lines& lines, const Slot& slot) {
    bool changed = false;
    for (int i = 0; i < slot.to - slot.from; ++i) {
        char& c = place(lines, slot, i);
        changed = changed || c != as_digit(c);
        c = as_digit(c);
    }
    return changed;
}

/// What one check digit covers, with the digit itself.
struct Group {
    MrzCheckName check{};
    std::vector<Slot> slots{};
    bool mended = false;  ///< letters stood among its digits: that was its one error
};

Group group(Lines& lines, MrzCheckName check, const Slot& field, const Slot& digit, bool digits_only) {
    const bool in_field = digits_only && mend_digits(lines, field), in_digit = mend_digits(lines, digit);
    return {.check = check, .slots = {field, digit}, .mended = in_field || in_digit};
}

/// Puts digits where only digits can stand, and says which places belong together.
std::vector<Group> groups_of(Lines& lines, const Layout& layout) {
    std::vector<Group> out{group(lines, MrzCheckName::document_number, layout.number, layout.number_check, false),
                           group(lines, MrzCheckName::birth_date, layout.birth, layout.birth_check, true),
                           group(lines, MrzCheckName::expiry_date, layout.expiry, layout.expiry_check, true)};
    if (layout.number_goes_on && layout::at(lines, layout.number_check) == "<") out.front().slots.push_back(layout.optional);
    if (layout.optional_check) out.push_back(group(lines, MrzCheckName::optional_data, layout.optional, *layout.optional_check, false));
    if (!layout.composite_check) return out;
    Group composite{.check = MrzCheckName::composite, .slots = {*layout.composite_check}, .mended = mend_digits(lines, *layout.composite_check)};
    if (!layout.optional_check) composite.slots.push_back(layout.optional);
    if (layout.optional_2) composite.slots.push_back(*layout.optional_2);
    out.push_back(std::move(composite));
    return out;
}

struct Change {
    std::size_t line, column;
    char to;
};

bool agrees(const Mrz& mrz, MrzCheckName name) {
    const auto is = [&](const MrzCheck& check) { return check.name == name; };
    const auto found = std::find_if(mrz.checks.begin(), mrz.checks.end(), is);
    return found == mrz.checks.end() || found->ok();
}

/// Looks for the changes, one in each failing group, that make the whole zone right.
class Search {
public:
    Search(MrzFormat format, Lines lines, Date today) : format_(format), lines_(std::move(lines)), today_(today) {
        const std::vector<Group> groups = groups_of(lines_, layout::of(format));
        const Mrz now = read();
        for (const Group& each : groups)
            if (!agrees(now, each.check)) failing_.push_back(each);
        // the composite covers the other groups: where one of them fails, it fails with it
        if (failing_.size() > 1 && failing_.back().check == MrzCheckName::composite) failing_.pop_back();
    }

    std::vector<std::string> found() {
        if (failing_.size() > 2) return {};
        for (const Group& each : failing_)
            if (each.mended) return {};
        descend(0);
        return std::move(found_);
    }

private:
    [[nodiscard]] Mrz read() const { return read_zone(format_, lines_, today_); }

    [[nodiscard]] std::vector<Change> changes_in(const Group& group) const {
        std::vector<Change> out;
        for (const Slot& slot : group.slots)
            for (int i = slot.from; i < slot.to; ++i) {
                const auto line = static_cast<std::size_t>(slot.line), column = static_cast<std::size_t>(i);
                for (const char to : rivals(lines_[line][column])) out.push_back({.line = line, .column = column, .to = to});
            }
        return out;
    }

    void descend(std::size_t group) {
        if (group == failing_.size()) return note_if_right();
        for (const Change& change : changes_in(failing_[group])) {
            char& c = lines_[change.line][change.column];
            const char before = std::exchange(c, change.to);
            if (agrees(read(), failing_[group].check)) descend(group + 1);
            c = before;
        }
    }

    void note_if_right() {
        if (!read().valid()) return;
        std::string zone;
        for (const std::string& line : lines_) zone += (zone.empty() ? "" : "\n") + line;
        found_.push_back(std::move(zone));
    }

    MrzFormat format_;
    Lines lines_;
    Date today_;
    std::vector<Group> failing_;
    std::vector<std::string> found_;
};

}  // namespace

std::optional<std::string> suggest_mrz(std::string_view text, Date today, const rules::Rulebook& book) {
    const auto mrz = parse_mrz(text, today);
    if (!mrz || mrz->valid()) return std::nullopt;
    const Layout& layout = layout::of(mrz->format);
    Lines lines = mrz->lines;
    for (const Slot& slot : {layout.document_code, layout.name, layout.sex})
        if (!mend_letters(lines, slot)) return std::nullopt;
    for (const Slot& slot : {layout.issuer, layout.nationality})
        if (!mend_state(lines, slot, book)) return std::nullopt;
    const std::vector<std::string> found = Search(mrz->format, std::move(lines), today).found();
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

}  // namespace motcua::identity
