#include "shared/document/checks.hpp"

#include <algorithm>
#include <array>

#include "shared/identity/mrz_layout.hpp"

namespace motcua::document {
namespace {

using identity::layout::Layout;
using identity::layout::Slot;

constexpr std::size_t most_choices = 28, most_equations = 5;
constexpr int most_changes = 3;
constexpr int most_loss = 10 * 64;

using Residues = std::array<int, most_equations>;

/// One check digit: the sum of its places by their weights, less the digit, is 0 modulo 10.
struct Equation {
    std::vector<Slot> covered{};
    Slot digit{};
};

/// A document number that goes on in the optional data has no digit in its place; the whole zone is looked at later.
std::vector<Equation> equations_of(const Layout& layout, const std::vector<std::string>& lines) {
    std::vector<Equation> out;
    const bool goes_on = layout.number_goes_on && identity::layout::at(lines, layout.number_check) == "<";
    if (!goes_on) out.push_back({{layout.number}, layout.number_check});
    out.push_back({{layout.birth}, layout.birth_check});
    out.push_back({{layout.expiry}, layout.expiry_check});
    if (layout.optional_check) out.push_back({{layout.optional}, *layout.optional_check});
    if (layout.composite_check) out.push_back({{layout.composite.begin(), layout.composite.end()}, *layout.composite_check});
    return out;
}

/// The weight of a place in an equation, 0 where it does not stand in it; 9 (that is -1) for the digit itself.
int weight(const Equation& equation, int line, int column) {
    constexpr int weights[] = {7, 3, 1};
    const auto holds = [&](const Slot& s) { return s.line == line && column >= s.from && column < s.to; };
    if (holds(equation.digit)) return 9;
    int before = 0;
    for (const Slot& slot : equation.covered) {
        if (holds(slot)) return weights[(before + column - slot.from) % 3];
        before += slot.to - slot.from;
    }
    return 0;
}

class Search {
public:
    Search(const std::vector<Equation>& equations, const std::vector<std::string>& lines, std::vector<Choice> choices,
           const std::function<bool(const std::vector<std::string>&)>& fits)
        : equations_(equations), lines_(lines), choices_(std::move(choices)), fits_(fits) {
        std::stable_sort(choices_.begin(), choices_.end(), [](const Choice& a, const Choice& b) { return a.loss < b.loss; });
        if (choices_.size() > most_choices) choices_.resize(most_choices);
        for (const Choice& choice : choices_) effects_.push_back(effect(choice));
    }

    std::vector<Solution> solutions() {
        Residues residues{};
        for (std::size_t e = 0; e < equations_.size(); ++e)
            for (std::size_t l = 0; l < lines_.size(); ++l)
                for (std::size_t c = 0; c < lines_[l].size(); ++c)
                    residues[e] += weight(equations_[e], static_cast<int>(l), static_cast<int>(c)) * identity::layout::value(lines_[l][c]);
        descend(residues, 0, 0);
        std::stable_sort(found_.begin(), found_.end(), [](const Solution& a, const Solution& b) { return a.loss < b.loss; });
        if (found_.size() > 2) found_.resize(2);
        return std::move(found_);
    }

private:
    [[nodiscard]] Residues effect(const Choice& choice) const {
        Residues out{};
        const char now = lines_[static_cast<std::size_t>(choice.line)][static_cast<std::size_t>(choice.column)];
        for (std::size_t e = 0; e < equations_.size(); ++e)
            out[e] = weight(equations_[e], choice.line, choice.column) * (identity::layout::value(choice.to) - identity::layout::value(now) + 40);
        return out;
    }

    void descend(const Residues& residues, std::size_t next, int loss) {
        if (std::all_of(residues.begin(), residues.end(), [](int r) { return r % 10 == 0; })) note(loss);
        if (static_cast<int>(taken_.size()) == most_changes) return;
        for (std::size_t i = next; i < choices_.size(); ++i) {
            const int sum = loss + choices_[i].loss;
            // sorted by loss: what follows is no cheaper; the second best is of interest too
            if (sum > most_loss || (found_.size() >= 2 && sum > second_)) break;
            const auto taken = std::any_of(taken_.begin(), taken_.end(), [&](std::size_t t) {
                return choices_[t].line == choices_[i].line && choices_[t].column == choices_[i].column;
            });
            if (taken) continue;
            Residues after = residues;
            for (std::size_t e = 0; e < after.size(); ++e) after[e] += effects_[i][e];
            taken_.push_back(i);
            descend(after, i + 1, sum);
            taken_.pop_back();
        }
    }

    void note(int loss) {
        std::vector<std::string> lines = lines_;
        Solution solution{.loss = loss};
        for (const std::size_t i : taken_) {
            solution.changes.push_back(choices_[i]);
            lines[static_cast<std::size_t>(choices_[i].line)][static_cast<std::size_t>(choices_[i].column)] = choices_[i].to;
        }
        if (!fits_(lines)) return;
        found_.push_back(std::move(solution));
        std::vector<int> losses;
        for (const Solution& s : found_) losses.push_back(s.loss);
        std::sort(losses.begin(), losses.end());
        if (losses.size() >= 2) second_ = losses[1];
    }

    const std::vector<Equation>& equations_;
    const std::vector<std::string>& lines_;
    std::vector<Choice> choices_;
    const std::function<bool(const std::vector<std::string>&)>& fits_;
    std::vector<Residues> effects_;
    std::vector<std::size_t> taken_;
    std::vector<Solution> found_;
    int second_ = most_loss;
};

}  // namespace

std::vector<Solution> solve_checks(identity::MrzFormat format, const std::vector<std::string>& lines, std::vector<Choice> choices,
                                   const std::function<bool(const std::vector<std::string>&)>& fits) {
    const std::vector<Equation> equations = equations_of(identity::layout::of(format), lines);
    return Search(equations, lines, std::move(choices), fits).solutions();
}

}  // namespace motcua::document
