#include "client/ui/text.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::ui {
namespace {

bool is_cjk(char32_t c) { return (c >= 0x2E80 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFFF0) || c >= 0x20000; }

// Closing marks of Chinese and Japanese do not begin a line.
bool closes(char32_t c) {
    constexpr std::u32string_view marks = U"、。，．：；？！）」』】〉》〕］｝";
    return marks.find(c) != std::u32string_view::npos;
}

bool may_break_between(char32_t before, char32_t after) {
    if (before == U' ' && after != U' ') return true;
    if (closes(after)) return false;
    if (is_cjk(before) || is_cjk(after)) return before != U' ' || after != U' ';
    const bool joins = before == U'-' || before == U'/' || before == 0x2013 || before == 0x2014;
    // references and document numbers ("MC-7K3M-9QTX-K") stay whole
    const bool of_a_number = (after >= U'0' && after <= U'9') || (before == U'-' && after >= U'A' && after <= U'Z');
    return joins && after != U' ' && !of_a_number;
}

struct Breaker {
    const Fonts& fonts;
    const TextStyle& style;
    std::string_view text;
    float limit;
    std::vector<TextLine> lines{};
    std::size_t begin = 0;        // of the line
    std::size_t good = 0;         // last place to break
    float pen = 0;                // width since begin
    float pen_at_good = 0;
    float inked = 0;              // width without trailing spaces
    float inked_at_good = 0;
    std::size_t inked_end = 0;
    std::size_t inked_end_at_good = 0;

    void finish(std::size_t end, std::size_t next, float width) {
        lines.push_back({begin, end, width});
        begin = good = inked_end = next;
        pen = pen_at_good = inked = inked_at_good = 0;
    }
    void remember(std::size_t at) {
        good = at;
        pen_at_good = pen;
        inked_at_good = inked;
        inked_end_at_good = inked_end;
    }
    void overflow(std::size_t at) {
        if (good > begin) {
            const float rest = pen - pen_at_good;
            finish(inked_end_at_good, good, inked_at_good);
            pen = inked = rest;
            inked_end = at;
        } else if (at > begin) {
            finish(at, at, inked);
        }
    }
    void add(char32_t c, std::size_t at, std::size_t next) {
        const float advance = fonts.advance(c, style.weight) * style.size;
        if (c != U' ' && pen + advance > limit) overflow(at);
        pen += advance;
        if (c == U' ') return;
        inked = pen;
        inked_end = next;
    }
    void run() {
        char32_t before = 0;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t next = at;
            const char32_t c = next_code_point(text, next);
            if (c == U'\n') {
                finish(inked_end, next, inked);
            } else {
                if (before != 0 && at > begin && may_break_between(before, c)) remember(at);
                add(c, at, next);
            }
            before = c == U'\n' ? 0 : c;
            at = next;
        }
        lines.push_back({begin, inked_end < begin ? begin : inked_end, inked});
    }
};

bool is_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    return true;
}

}  // namespace

char32_t next_code_point(std::string_view bytes, std::size_t& at) {
    std::string_view rest = bytes.substr(at);
    const std::size_t before = rest.size();
    const auto code_point = text::take(rest);
    at += code_point.has_value() ? before - rest.size() : 1;
    return code_point.value_or(U'\uFFFD');
}

float text_width(const Fonts& fonts, const TextStyle& style, std::string_view text) {
    float width = 0;
    for (std::size_t at = 0; at < text.size();) width += fonts.advance(next_code_point(text, at), style.weight);
    return width * style.size;
}

float widest_word(const Fonts& fonts, const TextStyle& style, std::string_view text) {
    float widest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        widest = std::max(widest, text_width(fonts, style, text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

std::vector<TextLine> break_lines(const Fonts& fonts, const TextStyle& style, std::string_view text, float width) {
    Breaker breaker{.fonts = fonts, .style = style, .text = text, .limit = width + 0.01F};
    breaker.run();
    return std::move(breaker.lines);
}

bool needs_shaping(std::string_view text) {
    if (is_ascii(text)) return false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const bool right_to_left = c >= 0x590 && c < 0x900;
        const bool indic = c >= 0x900 && c < 0x1100;
        const bool other = (c >= 0x1200 && c < 0x1E00 && c >= 0x1780) || (c >= 0xA800 && c < 0xAC00) || (c >= 0xFB1D && c < 0xFF00 && !is_cjk(c));
        if (right_to_left || indic || other) return true;
    }
    return false;
}

std::string to_nfc(std::string_view typed) { return is_ascii(typed) ? std::string(typed) : text::nfc(typed); }
std::string fold_for_search(std::string_view typed) { return text::folded(typed); }

}  // namespace motcua::ui
