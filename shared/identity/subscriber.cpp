#include "shared/identity/subscriber.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/text.hpp"

namespace motcua::identity {
namespace {

enum class Item : char { loose = 'l', other = 'o', name = 'n', birth = 'b', document = 'd' };

/// As folded, each after the letter of its item; `other` only ends the value before it. Short ones that may be part of a name need
/// their colon.
constexpr std::string_view labels =
    "nho va ten|nho ten|nten khach hang|nten kh|nten thue bao|nchu thue bao|nname:|nten:|bngay sinh|bnam sinh|bsinh ngay|bdate of birth|"
    "bbirth date|bdob|dso giay to|dso gttt|dso gt|dso ho chieu|dho chieu|dpassport number|dpassport no|dpassport|dgttt|dgiay to|dso cmnd|"
    "dso cccd|dso:|oso thue bao|oloai giay to|oloai|ongay|onoi cap|oquoc tich|onationality|ogioi tinh|odia chi|odate of|";

bool is_word(char c) { return text::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

/// The longest label at the beginning, with its letter; empty when there is none.
std::string_view label_at(std::string_view rest) {
    std::string_view longest;
    for (std::string_view all = labels; !all.empty(); all.remove_prefix(all.find('|') + 1)) {
        const std::string_view label = all.substr(0, all.find('|')), words = label.substr(1);
        const bool goes_on = rest.size() > words.size() && is_word(words.back()) && is_word(rest[words.size()]);
        if (rest.starts_with(words) && !goes_on && label.size() > longest.size()) longest = label;
    }
    return longest;
}

/// A sentence's full stop, but not that of an initial ("JOHN W. SMITH").
bool ends_sentence(std::string_view value, std::string_view rest) {
    return rest.front() == '.' && (rest.size() == 1 || rest[1] == ' ') && value.size() > 1 && is_word(value[value.size() - 2]);
}

/// A run of '*', or of two and more of 'x', hides something. Letters and digits besides stay. What is neither goes first, or two 'x'
/// with a blank between them would be hidden in what is squeezed again, and not in what was squeezed once.
std::string squeezed(std::string_view written) {
    std::string value, out;
    std::copy_if(written.begin(), written.end(), std::back_inserter(value), [](char c) { return is_word(c) || c == '*'; });
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool x = value[i] == 'x' && (value.substr(i + 1, 1) == "x" || (i > 0 && value[i - 1] == 'x'));
        if (x || value[i] == '*') out += out.ends_with('*') ? "" : "*";
        else out += value[i];
    }
    return out;
}

/// "1990-01-31" of 31/01/1990, 31-1-1990, 31.01.1990, 1990-01-31 or 31011990; empty when that is no day.
std::string date_of(std::string_view value) {
    std::array<std::string, 3> parts;
    std::size_t part = 0;
    for (const char c : value) {
        if (!text::is_digit(c)) part += parts[part].empty() ? 0 : 1;
        else parts[part] += c;
        if (part == parts.size()) break;
    }
    if (parts[0].size() == 8) parts = {parts[0].substr(0, 2), parts[0].substr(2, 2), parts[0].substr(4)};
    if (parts[0].size() == 4) parts[0].swap(parts[2]);
    const auto two_digits = [](const std::string& number) { return (number.size() == 1 ? "-0" : "-") + number; };
    const std::string iso = parts[2] + two_digits(parts[1]) + two_digits(parts[0]);
    return parse_date(iso).ok() ? iso : std::string{};
}

bool looks_like_document(std::string_view number) {
    const auto digits = std::count_if(number.begin(), number.end(), text::is_digit);
    const bool telephone = number.starts_with("84") || number.starts_with('0');
    return digits >= 3 && number.size() >= 5 && number.size() <= 12 && !(telephone && number.size() > 8 && digits == static_cast<std::ptrdiff_t>(number.size()));
}

std::string name_of(std::string_view value) {
    while (!value.empty() && !is_word(value.back()) && value.back() != '*') value.remove_suffix(1);
    if (std::none_of(value.begin(), value.end(), is_word)) return {};
    return text::upper_ascii(text::tidy(text::shortened(value, longest_name)));
}

/// The first word, or two when the first is a letter or two ("B 1234567"); empty when too little of it is shown to say anything.
std::string document_of(std::string_view value) {
    const std::string number = squeezed(value.substr(0, value.find(' ', 3)));
    const auto hidden = std::count(number.begin(), number.end(), '*');
    const bool digits = std::any_of(number.begin(), number.end(), text::is_digit);
    return digits && static_cast<std::ptrdiff_t>(number.size()) - hidden >= 3 ? text::upper_ascii(text::shortened(number, 20)) : std::string{};
}

/// Takes a value for its item; the first one that can be it counts.
void take(Subscriber& out, Item item, std::string_view value) {
    const std::string date = date_of(value), document = document_of(value);
    if (item == Item::name && out.name.empty()) out.name = name_of(value);
    if ((item == Item::birth || item == Item::loose) && out.birth_date.empty()) out.birth_date = date;
    const bool fits = item == Item::document || (item == Item::loose && date.empty() && looks_like_document(document));
    if (fits && out.document.empty()) out.document = document;
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> out(1);
    for (const char c : name) {
        if (is_word(c)) out.back() += c;
        else if (!out.back().empty()) out.emplace_back();
    }
    if (out.back().empty()) out.pop_back();
    return out;
}

/// Whether a value with hidden runs can be the whole one: what does not fit goes back to the last run, which then hides one more.
bool agrees(std::string_view hidden, std::string_view whole) {
    std::size_t at = 0, run = std::string_view::npos, from = 0;
    for (std::size_t i = 0; i < whole.size();) {
        if (at < hidden.size() && hidden[at] == '*') {
            run = at++;
            from = i;
        } else if (at < hidden.size() && hidden[at] == whole[i]) {
            ++at;
            ++i;
        } else if (run != std::string_view::npos) {
            at = run + 1;
            i = ++from;
        } else {
            return false;
        }
    }
    return at == hidden.size() || (at + 1 == hidden.size() && hidden[at] == '*');
}

bool same_name(std::string_view told, const Name& typed) {
    const std::string name = text::folded(told), primary = text::folded(typed.primary), secondary = text::folded(typed.secondary);
    const auto one = words_of(name), other = words_of(primary + " " + secondary);
    return std::is_permutation(one.begin(), one.end(), other.begin(), other.end()) || agrees(squeezed(name), squeezed(primary + secondary)) ||
           agrees(squeezed(name), squeezed(secondary + primary));
}

Agreement agreement(bool known, bool same) { return !known ? Agreement::unknown : same ? Agreement::same : Agreement::different; }

}  // namespace

Subscriber read_subscriber(std::string_view reply) {
    std::string lines = text::shortened(reply, longest_reply);
    std::replace(lines.begin(), lines.end(), '\n', ';');
    const std::string all = text::folded(lines);
    Subscriber out;
    Item item = Item::loose;
    std::string value;
    const auto close = [&](Item next) {
        take(out, item, value);
        item = next;
        value.clear();
    };
    for (std::string_view rest = all; !rest.empty();) {
        const std::string_view label = value.empty() || !is_word(value.back()) ? label_at(rest) : "";
        if (!label.empty()) close(static_cast<Item>(label.front()));
        else if (std::string_view(",;|").find(rest.front()) != std::string_view::npos || ends_sentence(value, rest)) close(Item::loose);
        else if (!value.empty() || is_word(rest.front()) || rest.front() == '*') value += rest.front();
        rest.remove_prefix(label.empty() ? 1 : label.size() - 1);
    }
    close(Item::loose);
    return out;
}

Agreements compare(const Subscriber& subscriber, const Holder& holder) {
    const std::string told = text::lower_ascii(subscriber.document), typed = squeezed(text::folded(holder.document));
    return {.name = agreement(!subscriber.name.empty() && !holder.name.primary.empty(), same_name(subscriber.name, holder.name)),
            .birth_date = agreement(!subscriber.birth_date.empty() && !holder.birth_date.empty(), subscriber.birth_date == holder.birth_date),
            .document = agreement(!told.empty() && !typed.empty(), agrees(told, typed))};
}

}  // namespace motcua::identity
