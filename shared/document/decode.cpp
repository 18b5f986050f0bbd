#include "shared/document/decode.hpp"

#include <algorithm>
#include <array>

#include "shared/document/checks.hpp"
#include "shared/document/classes.hpp"
#include "shared/document/names.hpp"
#include "shared/identity/mrz_layout.hpp"
#include "shared/identity/mrz_read.hpp"

namespace motcua::document {
namespace {

using identity::MrzFormat;
using identity::layout::Layout;
using identity::layout::Slot;

/// Odds below which a character is doubtful: e^3 to 1 where nothing else speaks for it, and as much between the two likeliest
/// readings that satisfy every check digit.
constexpr int least_margin = 3 * 64;
/// No odds are good enough: what would have to be this clear is a doubt in any case.
constexpr int certainty = 1'000'000;
/// A character that looks this much more like one that its position does not allow is doubtful.
constexpr int most_misfit = 6 * 64;
/// Most states keep O and I out of their numbers: odds of e^2 for the digit that looks like them.
constexpr int rare_letter = 2 * 64;
/// A zone whose characters are on average this far from what their positions allow is none.
constexpr int most_strangeness = 60;
/// How far from the spots that were seen a line may begin and end.
constexpr int reach = 4;

/// In a number or optional data; `allowed` holds digits and letters.
Scores with_rare_letters(Scores scores, Class allowed) {
    if ((allowed & digits) == 0 || (allowed & letters) == 0) return scores;
    for (const char c : {'O', 'I'}) scores[static_cast<std::size_t>(index_of(c))] -= rare_letter;
    return scores;
}

/// Zero and the letter O have one shape in many cuts of OCR-B: where only one of them may stand, what speaks for the other speaks
/// for it, less odds of e^5 to 1: it may yet be a third character.
constexpr int twin_loss = 5 * 64;
Scores with_twin(Scores scores, Class allowed) {
    int &zero = scores[static_cast<std::size_t>(index_of('0'))], &letter = scores[static_cast<std::size_t>(index_of('O'))];
    const bool may_be_zero = (allowed & class_of("0")) != 0, may_be_letter = (allowed & class_of("O")) != 0;
    if (may_be_zero && !may_be_letter) zero = std::max(zero, letter - twin_loss);
    if (may_be_letter && !may_be_zero) letter = std::max(letter, zero - twin_loss);
    return scores;
}

struct Best {
    int character = filler;
    int score = -1'000'000, second = -1'000'000;
};

Best best_of(const Scores& scores, Class allowed) {
    Best out;
    for (std::size_t c = 0; c < scores.size(); ++c) {
        if ((allowed >> c & 1) == 0) continue;
        if (scores[c] > out.score) out = {static_cast<int>(c), scores[c], out.score};
        else out.second = std::max(out.second, scores[c]);
    }
    return out;
}

/// How well the line fits the format's classes when its first character is cell `start`.
int fit(const Cells& cells, const std::vector<Class>& classes, int start) {
    int sum = 0;
    const int width = static_cast<int>(classes.size());
    for (int i = 0; i < width; ++i) {
        if (!cells.has(start + i)) return -1'000'000;
        const CellReading& cell = cells[start + i];
        const Class allowed = classes[static_cast<std::size_t>(i)];
        sum += std::max(best_of(with_twin(cell.scores, allowed), allowed).score, -8 * 64) - (cell.occupied ? 0 : 4 * 64);
    }
    for (const int outside : {start - 1, start + width})
        if (cells.has(outside) && cells[outside].occupied) sum -= 3 * 64;
    return sum;
}

struct Start {
    int at = 0, fit = 0;
};

/// Possible beginnings of a line, the best first.
std::vector<Start> starts_of(const Cells& cells, const Line& line, const std::vector<Class>& classes) {
    const int width = static_cast<int>(classes.size()), first = line.row.first, last = line.row.last;
    std::vector<Start> out;
    for (int s = first - reach; s <= std::max(first, last - width + 1) + 2; ++s) {
        if (s + width - 1 > last + reach + 2 || s + width - 1 < last - reach - 2) continue;
        if (const int f = fit(cells, classes, s); f > -1'000'000) out.push_back({s, f});
    }
    std::stable_sort(out.begin(), out.end(), [](const Start& a, const Start& b) { return a.fit > b.fit; });
    if (out.size() > 3) out.resize(3);
    return out;
}

/// Places, scores and text of one zone in one format.
class Zone {
public:
    Zone(MrzFormat format, std::span<const Cells> cells, std::vector<int> starts, Date today)
        : format_(format), layout_(identity::layout::of(format)), classes_(document::classes(format)), cells_(cells), starts_(std::move(starts)), today_(today) {
        for (std::size_t l = 0; l < classes_.size(); ++l) {
            lines_.emplace_back();
            for (std::size_t c = 0; c < classes_[l].size(); ++c)
                lines_[l] += alphabet[static_cast<std::size_t>(
                    best_of(with_rare_letters(scores(static_cast<int>(l), static_cast<int>(c)), classes_[l][c]), classes_[l][c]).character)];
        }
    }

    Decoded decoded(int clearness) && {
        name();
        all_states();
        clear(layout_.document_code);
        clear(layout_.sex);
        checked();
        misfits();
        neighbours();
        reflections();
        identity::Mrz zone = read(lines_);
        const auto right = std::count_if(zone.checks.begin(), zone.checks.end(), [](const identity::MrzCheck& c) { return c.ok(); });
        return {.zone = std::move(zone), .starts = std::move(starts_), .doubts = std::move(doubts_), .checks_right = static_cast<int>(right), .clearness = clearness};
    }

private:
    [[nodiscard]] const CellReading& cell(int line, int column) const {
        return cells_[static_cast<std::size_t>(line)][starts_[static_cast<std::size_t>(line)] + column];
    }
    [[nodiscard]] Scores scores(int line, int column) const { return with_twin(cell(line, column).scores, allowed(line, column)); }
    char& at(int line, int column) { return lines_[static_cast<std::size_t>(line)][static_cast<std::size_t>(column)]; }
    [[nodiscard]] Class allowed(int line, int column) const { return classes_[static_cast<std::size_t>(line)][static_cast<std::size_t>(column)]; }
    [[nodiscard]] identity::Mrz read(std::vector<std::string> lines) const { return identity::read_zone(format_, std::move(lines), today_); }
    void doubt(int line, int column) {
        const auto same = [&](const Doubt& d) { return d.line == line && d.column == column; };
        if (std::none_of(doubts_.begin(), doubts_.end(), same)) doubts_.push_back({line, column});
    }

    void name() {
        const Slot& slot = layout_.name;
        std::vector<Scores> field;
        for (int i = slot.from; i < slot.to; ++i) field.push_back(scores(slot.line, i));
        const NameText name = read_name(field);
        for (int i = slot.from; i < slot.to; ++i) {
            const auto k = static_cast<std::size_t>(i - slot.from);
            at(slot.line, i) = name.text[k];
            if (name.margins[k] < least_margin) doubt(slot.line, i);
        }
    }

    /// The likeliest known code; whether it is one that is known.
    bool state(const Slot& slot) {
        int best = -1'000'000, second = best;
        std::string_view code;
        const std::array<Scores, 3> here{scores(slot.line, slot.from), scores(slot.line, slot.from + 1), scores(slot.line, slot.from + 2)};
        for (const std::string_view one : states()) {
            int score = 0;
            for (std::size_t i = 0; i < 3; ++i) score += here[i][static_cast<std::size_t>(index_of(one[i]))];
            if (score > best) second = best, best = score, code = one;
            else second = std::max(second, score);
        }
        if (best <= -most_misfit) return false;
        for (int i = 0; i < 3; ++i) {
            at(slot.line, slot.from + i) = code[static_cast<std::size_t>(i)];
            if (best - second < least_margin) doubt(slot.line, slot.from + i);
        }
        return true;
    }

    /// A code that is not known (states come and go) must stand there twice, as issuer and as nationality, each letter clear.
    void all_states() {
        const bool known_issuer = state(layout_.issuer), known_nationality = state(layout_.nationality);
        const bool twice = identity::layout::at(lines_, layout_.issuer) == identity::layout::at(lines_, layout_.nationality);
        if (!known_issuer) clear(layout_.issuer, twice ? least_margin : certainty);
        if (!known_nationality) clear(layout_.nationality, twice ? least_margin : certainty);
    }

    void clear(const Slot& slot, int margin = least_margin) {
        for (int i = slot.from; i < slot.to; ++i) {
            const Best best = best_of(scores(slot.line, i), allowed(slot.line, i));
            if (best.score - best.second < margin) doubt(slot.line, i);
        }
    }

    [[nodiscard]] std::vector<Slot> checked_slots() const {
        std::vector<Slot> out{layout_.number, layout_.number_check, layout_.birth, layout_.birth_check, layout_.expiry, layout_.expiry_check};
        if (layout_.optional_check || layout_.composite_check) out.push_back(layout_.optional);
        if (layout_.optional_check) out.push_back(*layout_.optional_check);
        if (layout_.optional_2) out.push_back(*layout_.optional_2);
        if (layout_.composite_check) out.push_back(*layout_.composite_check);
        return out;
    }

    [[nodiscard]] std::vector<Choice> choices() const {
        std::vector<Choice> out;
        for (const Slot& slot : checked_slots())
            for (int i = slot.from; i < slot.to; ++i) {
                const Scores here = with_rare_letters(scores(slot.line, i), allowed(slot.line, i));
                const Best best = best_of(here, allowed(slot.line, i));
                for (int c = 0; c <= filler; ++c) {
                    const int loss = best.score - here[static_cast<std::size_t>(c)];
                    if (c == best.character || (allowed(slot.line, i) >> c & 1) == 0 || loss > 8 * 64) continue;
                    out.push_back({.line = slot.line, .column = i, .to = alphabet[static_cast<std::size_t>(c)], .loss = loss});
                }
            }
        return out;
    }

    /// Sets what the check digits cover; where they leave two readings, the places that differ are doubtful.
    void checked() {
        const auto concerns_them = [](const Error& e) {
            return e.code == ErrorCode::mrz_check || e.code == ErrorCode::mrz_date || e.code == ErrorCode::mrz_date_order || e.code == ErrorCode::mrz_number;
        };
        const std::function<bool(const std::vector<std::string>&)> fits = [&](const std::vector<std::string>& lines) {
            const identity::Mrz zone = read(lines);
            return std::none_of(zone.errors.begin(), zone.errors.end(), concerns_them);
        };
        const std::vector<Solution> found = solve_checks(format_, lines_, choices(), fits);
        if (!found.empty() && found[0].loss <= most_misfit)
            for (const Choice& change : found[0].changes) at(change.line, change.column) = change.to;
        if (found.size() == 2 && found[1].loss - found[0].loss < least_margin)
            for (const Solution& solution : found)
                for (const Choice& change : solution.changes) doubt(change.line, change.column);
        unchecked_optional();
    }

    /// The visas' optional data have no digit of their own.
    void unchecked_optional() {
        if (!layout_.optional_check && !layout_.composite_check) clear(layout_.optional);
    }

    void misfits() {
        for (std::size_t l = 0; l < lines_.size(); ++l)
            for (std::size_t c = 0; c < lines_[l].size(); ++c)
                if (scores(static_cast<int>(l), static_cast<int>(c))[static_cast<std::size_t>(index_of(lines_[l][c]))] < -most_misfit)
                    doubt(static_cast<int>(l), static_cast<int>(c));
    }

    /// What is left of a letter beside a reflection may look clearly like another one; where no check digit speaks, that is a doubt.
    void reflections() {
        std::vector<Slot> slots{layout_.document_code, layout_.issuer, layout_.nationality, layout_.name, layout_.sex};
        if (!layout_.optional_check && !layout_.composite_check) slots.push_back(layout_.optional);
        for (const Slot& slot : slots)
            for (int i = slot.from; i < slot.to; ++i)
                if (cell(slot.line, i).washed_out) doubt(slot.line, i);
    }

    /// A clear character beside a line: the line begins or ends elsewhere.
    void neighbours() {
        for (std::size_t l = 0; l < lines_.size(); ++l) {
            const int width = static_cast<int>(lines_[l].size());
            for (const int column : {-1, width}) {
                const int u = starts_[l] + column;
                if (!cells_[l].has(u) || !cells_[l][u].occupied) continue;
                const Best best = best_of(cells_[l][u].scores, digits | letters | only_filler);
                if (best.score - best.second >= least_margin) doubt(static_cast<int>(l), column < 0 ? 0 : width - 1);
            }
        }
    }

    MrzFormat format_;
    const Layout& layout_;
    const Classes& classes_;
    std::span<const Cells> cells_;
    std::vector<int> starts_;
    Date today_;
    std::vector<std::string> lines_;
    std::vector<Doubt> doubts_;
};

/// Whether the lines begin below one another, within two thirds of a character.
bool aligned(std::span<const Line> places, const std::vector<int>& starts) {
    const Line& top = places[0];
    const Vec first = top.cell(starts[0]).centre, along = top.row.right(starts[0]), down = top.cell(starts[0]).down;
    for (std::size_t l = 1; l < starts.size(); ++l) {
        const Vec between = places[l].cell(starts[l]).centre - first;
        const double area = cross(along, down), shift = cross(between, down) / area;
        if (shift < -0.67 || shift > 0.67) return false;
    }
    return true;
}

struct Beginning {
    std::vector<int> starts{};
    int fit = 0;
};

std::vector<Beginning> beginnings(std::span<const Cells> lines, std::span<const Line> places, const Classes& classes) {
    std::vector<Beginning> out{{}};
    for (std::size_t l = 0; l < lines.size(); ++l) {
        std::vector<Beginning> longer;
        for (const Start& start : starts_of(lines[l], places[l], classes[l]))
            for (const Beginning& one : out) {
                Beginning next = one;
                next.starts.push_back(start.at);
                next.fit += start.fit;
                if (aligned(places, next.starts)) longer.push_back(std::move(next));
            }
        out = std::move(longer);
    }
    std::stable_sort(out.begin(), out.end(), [](const Beginning& a, const Beginning& b) { return a.fit > b.fit; });
    if (out.size() > 3) out.resize(3);
    return out;
}

}  // namespace

bool better(const Decoded& a, const Decoded& b) {
    // check digits that agree are worth something, but among strange characters they can be made to agree
    const auto rank = [](const Decoded& d) { return std::array<int, 2>{d.zone.valid() && d.doubts.empty(), d.clearness + 6 * d.checks_right}; };
    return rank(a) > rank(b);
}

std::optional<Decoded> decode(std::span<const Cells> lines, std::span<const Line> places, Date today) {
    std::optional<Decoded> out;
    for (const MrzFormat format : {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3, MrzFormat::mrv_a, MrzFormat::mrv_b}) {
        if (identity::layout::of(format).lines != static_cast<int>(lines.size())) continue;
        const int characters = identity::layout::of(format).lines * identity::layout::of(format).width;
        for (Beginning& one : beginnings(lines, places, classes(format))) {
            if (one.fit < -most_strangeness * characters) continue;
            Decoded decoded = Zone(format, lines, std::move(one.starts), today).decoded(one.fit / characters);
            if (!out || better(decoded, *out)) out = std::move(decoded);
        }
    }
    return out;
}

}  // namespace motcua::document
