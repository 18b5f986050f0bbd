#include "client/ui/sem.hpp"

#include <algorithm>

namespace motcua::ui::sem {
namespace {

Rect united(const Rect& a, const Rect& b) {
    if (a.w <= 0 && a.h <= 0) return b;
    if (b.w <= 0 && b.h <= 0) return a;
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace

std::string_view Node::attribute(std::string_view name) const {
    for (const auto& [known, value_of] : attributes) {
        if (known == name) return value_of;
    }
    return {};
}

bool is_interactive(Role role) {
    switch (role) {
        case Role::textbox: case Role::textarea: case Role::password: case Role::radio: case Role::checkbox: case Role::select:
        case Role::combobox: case Role::option: case Role::file: case Role::pad: case Role::button: case Role::link: return true;
        default: return false;
    }
}

bool is_container(Role role) {
    switch (role) {
        case Role::navigation: case Role::main: case Role::form: case Role::footer: case Role::bullets: case Role::numbers:
        case Role::region: case Role::holder: case Role::group: case Role::radios: case Role::listbox: case Role::alert: case Role::table: case Role::row: case Role::terms:
        case Role::pair: return true;
        default: return false;
    }
}

void Tree::clear() {
    nodes_.clear();
    open_.clear();
    counters_.assign(1, 0);
    title.clear();
    lang.clear();
    brand.clear();
    focus.clear();
    shortcuts.clear();
}

// An unkeyed node (a paragraph) is known by its parent, its role and its number among its siblings: changing the language
// changes its text, not its identity.
std::uint32_t Tree::automatic_id(const Node& node) {
    const int parent = current();
    int& counter = counters_[static_cast<std::size_t>(parent + 1)];
    const std::uint32_t base = parent < 0 ? 7 : nodes_[static_cast<std::size_t>(parent)].id;
    const std::uint32_t mixed = (base * 31 + static_cast<std::uint32_t>(node.role)) * 131 + static_cast<std::uint32_t>(++counter);
    return mixed == 0 ? 1 : mixed;
}

Node& Tree::add(Node node) {
    node.parent = current();
    if (node.id == 0) node.id = node.key.empty() ? automatic_id(node) : id_of(node.key);
    nodes_.push_back(std::move(node));
    counters_.push_back(0);
    return nodes_.back();
}

Node& Tree::open(Node node) {
    add(std::move(node));
    open_.push_back(static_cast<int>(nodes_.size()) - 1);
    return nodes_.back();
}

void Tree::close() {
    if (open_.empty()) return;
    const int index = open_.back();
    open_.pop_back();
    Node& container = nodes_[static_cast<std::size_t>(index)];
    for (std::size_t i = static_cast<std::size_t>(index) + 1; i < nodes_.size(); ++i) {
        if (nodes_[i].parent == index) container.rect = united(container.rect, nodes_[i].rect);
    }
}

const Node* Tree::find(std::string_view key) const {
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) { return node.key == key; });
    return found == nodes_.end() ? nullptr : &*found;
}

const Node* Tree::find(std::uint32_t id) const {
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) { return node.id == id; });
    return found == nodes_.end() ? nullptr : &*found;
}

}  // namespace motcua::ui::sem
