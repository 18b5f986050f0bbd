// What the frame that was just laid out means: a tree of roles with names, values, states and rectangles. The browser keeps
// one real DOM element per node (dom.hpp writes it out); unit tests read it directly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/ui/text.hpp"

namespace motcua::ui {

/// CSS px from the top left of the page.
struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
};

}  // namespace motcua::ui

namespace motcua::ui::sem {

enum class Role : std::uint8_t {
    navigation, main, form, footer,                                        // landmarks
    heading, text, bullets, numbers, item, label, legend, hint, error,     // text
    region, holder,                                                        // a titled part; an item of a list that holds others
    group, radios, textbox, textarea, password, radio, checkbox, select, combobox, listbox, option, file, pad,  // controls
    button, link,
    status, alert, table, row, column_header, cell, terms, pair, term, description, progress,
    image, drawing, video, guide
};

/// A pressable that HTML wants inside an element of its own: <li>, <dd>, <td>.
enum class Wrapped : std::uint8_t { none, item, description, cell };

struct Choice {
    std::string value, text;
};

struct Node {
    std::uint32_t id = 0;
    Role role = Role::text;
    Rect rect{};
    std::string key{};            ///< stable path; the DOM id
    std::string text{};           ///< name, label or content
    std::string value{};
    TextStyle font{};
    std::string_view tone{};      ///< colour token of the text ("ink", "muted", …), for the visible DOM
    std::string_view look{};      ///< extra class for the visible DOM ("primary", "tag", …)
    std::string href{};
    float pad_x = 0, pad_y = 0;   ///< from the rectangle to its text
    std::uint8_t align = 0;       ///< of its text: 0 start, 1 centre, 2 end
    int level = 0;                ///< of a heading
    bool checked = false;         ///< or: selected, pressed
    bool disabled = false;
    bool invalid = false;
    bool solid = false;           ///< the browser paints the text itself (scripts that need shaping, code)
    Wrapped wrapped = Wrapped::none;
    std::string hidden_text{};    ///< read out after the text, not shown
    std::vector<std::pair<std::string, std::string>> attributes{};
    std::vector<Choice> choices{};///< of a select
    int parent = -1;
    [[nodiscard]] std::string_view attribute(std::string_view name) const;
};

/// Whether the node is to be pressed, typed into or chosen.
[[nodiscard]] bool is_interactive(Role role);
[[nodiscard]] bool is_container(Role role);
/// 32-bit id of a stable path (FNV-1a).
[[nodiscard]] constexpr std::uint32_t id_of(std::string_view key) {
    std::uint32_t hash = 2166136261U;
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash == 0 ? 1 : hash;
}

class Tree {
public:
    void clear();
    /// Adds a leaf (or a container without children) and returns it; the reference holds until the next addition.
    Node& add(Node node);
    /// Opens a container: what is added until close() is inside. close() widens its rectangle over its children.
    Node& open(Node node);
    void close();
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] std::vector<Node>& nodes() { return nodes_; }
    [[nodiscard]] int current() const { return open_.empty() ? -1 : open_.back(); }
    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] const Node* find(std::uint32_t id) const;

    std::string title;
    std::string lang;
    std::string brand;                    ///< name of the service, for the lasting header
    std::string focus;                    ///< DOM id (or "h1") to focus after this frame
    bool wide = false;                    ///< the page takes the whole desk: the lasting header lines up with it
    std::vector<std::string> shortcuts;   ///< key combinations the page listens to

private:
    std::uint32_t automatic_id(const Node& node);

    std::vector<Node> nodes_;
    std::vector<int> open_;
    std::vector<int> counters_;           ///< children added so far, for each node
};

}  // namespace motcua::ui::sem
