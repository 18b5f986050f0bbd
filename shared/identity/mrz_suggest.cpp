// Correcting what reading machines (and tired eyes) confuse.
#include <algorithm>
#include <string>

#include "shared/base/text.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/mrz_layout.hpp"

namespace motcua::identity {
namespace {

using layout::Layout;
using layout::Slot;

struct Confusion {
    char digit, letter;
};
/// First row of a digit or letter is what it becomes where only the other kind can stand.
constexpr Confusion confusions[] = {{'0', 'O'}, {'0', 'D'}, {'0', 'Q'}, {'0', 'U'}, {'1', 'I'}, {'1', 'L'}, {'2', 'Z'},
                                    {'5', 'S'}, {'6', 'G'}, {'7', 'T'}, {'8', 'B'}};

enum class Kind { letters, digits };

char as(Kind kind, char c) {
    for (const Confusion& pair : confusions) {
        if (kind == Kind::letters && pair.digit == c) return pair.letter;
        if (kind == Kind::digits && pair.letter == c) return pair.digit;
    }
    return c;
}

void force(std::vector<std::string>& lines, const Slot& slot, Kind kind) {
    std::string& line = lines[static_cast<std::size_t>(slot.line)];
    for (int i = slot.from; i < slot.to; ++i) line[static_cast<std::size_t>(i)] = as(kind, line[static_cast<std::size_t>(i)]);
}

/// Places where only digits or only letters can stand leave no choice.
void force_kinds(std::vector<std::string>& lines, const Layout& layout) {
    for (const Slot& slot : {layout.document_code, layout.issuer, layout.nationality, layout.name, layout.sex}) force(lines, slot, Kind::letters);
    for (const Slot& slot : {layout.number_check, layout.birth, layout.birth_check, layout.expiry, layout.expiry_check})
        force(lines, slot, Kind::digits);
    for (const auto& slot : {layout.optional_check, layout.composite_check})
        if (slot) force(lines, *slot, Kind::digits);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
    return out;
}

struct Place {
    std::size_t line, column;
    std::vector<char> others;
};

/// Places of document number and optional data that could be read in another way.
std::vector<Place> doubtful_places(const std::vector<std::string>& lines, const Layout& layout) {
    std::vector<Place> out;
    const auto look_at = [&](const Slot& slot) {
        for (int i = slot.from; i < slot.to; ++i) {
            Place place{.line = static_cast<std::size_t>(slot.line), .column = static_cast<std::size_t>(i)};
            const char c = lines[place.line][place.column];
            for (const Confusion& pair : confusions) {
                if (pair.digit == c) place.others.push_back(pair.letter);
                if (pair.letter == c) place.others.push_back(pair.digit);
            }
            if (!place.others.empty()) out.push_back(std::move(place));
        }
    };
    look_at(layout.number);
    look_at(layout.optional);
    if (layout.optional_2) look_at(*layout.optional_2);
    return out;
}

/// Looks for zones that differ in `changes` doubtful places and are right; stops at the second.
class Search {
public:
    Search(std::vector<std::string> lines, const Layout& layout, Date today)
        : lines_(std::move(lines)), places_(doubtful_places(lines_, layout)), today_(today) {}

    std::vector<std::string> with_changes(int changes) {
        found_.clear();
        descend(0, changes);
        return found_;
    }

private:
    void descend(std::size_t first, int changes) {
        if (found_.size() > 1) return;
        if (changes == 0) return note_if_right();
        for (std::size_t i = first; i < places_.size(); ++i) {
            char& c = lines_[places_[i].line][places_[i].column];
            const char before = c;
            for (char other : places_[i].others) {
                c = other;
                descend(i + 1, changes - 1);
            }
            c = before;
        }
    }
    void note_if_right() {
        std::string zone = joined(lines_);
        const auto mrz = parse_mrz(zone, today_);
        if (mrz && mrz->valid()) found_.push_back(std::move(zone));
    }

    std::vector<std::string> lines_;
    std::vector<Place> places_;
    Date today_;
    std::vector<std::string> found_;
};

}  // namespace

std::optional<std::string> suggest_mrz(std::string_view text, Date today) {
    const auto read = parse_mrz(text, today);
    if (!read || read->valid()) return std::nullopt;
    const Layout& layout = layout::of(read->format);
    std::vector<std::string> lines = read->lines;
    force_kinds(lines, layout);
    Search search(std::move(lines), layout, today);
    for (int changes = 0; changes <= 2; ++changes) {
        const std::vector<std::string> found = search.with_changes(changes);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace motcua::identity
