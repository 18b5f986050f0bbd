#include "shared/document/names.hpp"

#include <algorithm>
#include <array>

#include "shared/document/classes.hpp"

namespace motcua::document {
namespace {

constexpr int impossible = -1'000'000'000;

/// Where one is in the name. A letter or a filler leads on; `end` is reached by the second filler after the secondary name
/// (the third without one), and only fillers follow.
enum State { start, primary, primary_gap, between, secondary, secondary_gap, end, states_count };
constexpr int nowhere = -1;
constexpr std::array<int, states_count> by_letter{primary, primary, primary, secondary, secondary, secondary, nowhere};
constexpr std::array<int, states_count> by_filler{nowhere, primary_gap, between, end, secondary_gap, end, end};

struct Place {
    int letter = 0, best_letter = 0, second_letter = 0, filler = 0;
};

Place place_of(const Scores& scores) {
    Place out{.letter = 10, .best_letter = impossible, .second_letter = impossible, .filler = scores[static_cast<std::size_t>(filler)]};
    for (int c = 10; c < filler; ++c) {
        const int s = scores[static_cast<std::size_t>(c)];
        if (s > out.best_letter) out.second_letter = out.best_letter, out.best_letter = s, out.letter = c;
        else out.second_letter = std::max(out.second_letter, s);
    }
    return out;
}

using Costs = std::vector<std::array<int, states_count>>;

/// Best sums of scores before each place (forward) and from it to the end (backward).
struct Trellis {
    Costs forward, backward;
};

Trellis trellis_of(const std::vector<Place>& places) {
    const std::size_t n = places.size();
    std::array<int, states_count> none{};
    none.fill(impossible);
    Trellis t{Costs(n + 1, none), Costs(n + 1, none)};
    t.forward[0][start] = 0;
    t.backward[n].fill(0);
    t.backward[n][start] = impossible;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t s = 0; s < states_count; ++s) {
            if (t.forward[i][s] <= impossible) continue;
            const auto reach = [&](int next, int score) {
                if (next == nowhere) return;
                int& to = t.forward[i + 1][static_cast<std::size_t>(next)];
                to = std::max(to, t.forward[i][s] + score);
            };
            reach(by_letter[s], places[i].best_letter);
            reach(by_filler[s], places[i].filler);
        }
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t s = 0; s < states_count; ++s) {
            const auto from = [&](int next, int score) { return next == nowhere ? impossible : std::max(impossible, t.backward[i + 1][static_cast<std::size_t>(next)] + score); };
            t.backward[i][s] = std::max(from(by_letter[s], places[i].best_letter), from(by_filler[s], places[i].filler));
        }
    return t;
}

/// The best whole reading in which this place is a letter (or a filler).
int best_with(const Trellis& t, std::size_t i, const std::array<int, states_count>& step, int score) {
    int best = impossible;
    for (std::size_t s = 0; s < states_count; ++s) {
        if (step[s] == nowhere || t.forward[i][s] <= impossible) continue;
        best = std::max(best, t.forward[i][s] + score + t.backward[i + 1][static_cast<std::size_t>(step[s])]);
    }
    return best;
}

}  // namespace

NameText read_name(std::span<const Scores> cells) {
    std::vector<Place> places;
    for (const Scores& scores : cells) places.push_back(place_of(scores));
    const Trellis t = trellis_of(places);
    NameText out;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place& p = places[i];
        const int letter = best_with(t, i, by_letter, p.best_letter), fill = best_with(t, i, by_filler, p.filler);
        const bool is_letter = letter > fill;
        out.text += alphabet[static_cast<std::size_t>(is_letter ? p.letter : filler)];
        int margin = is_letter ? letter - fill : fill - letter;
        if (is_letter) margin = std::min(margin, p.best_letter - p.second_letter);
        // the structure may not talk a clear character away: what was seen at this place counts, too
        const int seen = is_letter ? p.best_letter : p.filler;
        out.margins.push_back(seen < -6 * 64 ? 0 : is_letter || seen - p.best_letter >= -2 * 64 ? margin : 0);
    }
    return out;
}

}  // namespace motcua::document
