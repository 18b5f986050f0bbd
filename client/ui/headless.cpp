#include "client/ui/headless.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace motcua::ui {
namespace {

std::string file_bytes(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool overlap(const Rect& a, const Rect& b) {
    constexpr float slack = 0.5F;
    return a.x + slack < b.right() && b.x + slack < a.right() && a.y + slack < b.bottom() && b.y + slack < a.bottom();
}

std::string name_of(const sem::Node& node) { return node.key.empty() ? "\"" + node.text + "\"" : node.key; }

// A label, a hint or a legend beside the control, or a text of its own.
bool is_named(const sem::Tree& tree, const sem::Node& node) {
    if (!node.text.empty() || !node.attribute("aria-label").empty() || !node.attribute("aria-labelledby").empty()) return true;
    return std::any_of(tree.nodes().begin(), tree.nodes().end(), [&](const sem::Node& label) {
        return label.role == sem::Role::label && label.attribute("for") == node.key && !label.text.empty();
    });
}

void geometry(const Kit& kit, const sem::Node& node, float least, std::string& report) {
    const Rect& r = node.rect;
    if (r.x < -0.5F || r.right() > kit.environment().width + 0.5F) report += name_of(node) + " leaves the page sideways\n";
    if (r.y < -0.5F || r.bottom() > kit.height() + 0.5F) report += name_of(node) + " leaves the page at top or bottom\n";
    if (!sem::is_interactive(node.role) || node.look == "in-page") return;
    if (r.w < least - 0.5F || r.h < least - 0.5F) report += name_of(node) + " is smaller than a finger\n";
    if (!is_named(kit.tree(), node)) report += name_of(node) + " has no name\n";
}

}  // namespace

Fonts& test_fonts() {
    static Fonts fonts(file_bytes("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"), file_bytes("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"), nullptr);
    return fonts;
}

Headless::Headless(float css_width, Scheme scheme) : kit_(test_fonts()) { kit_.set_environment({.width = css_width, .height = 844, .scheme = scheme}); }

void Headless::show(std::function<void(View&)> page) {
    page_ = std::move(page);
    kit_.frame(page_);
}

bool Headless::act(Event::Kind kind, std::string_view key, std::string_view text) {
    const sem::Node* node = find(key);
    if (node == nullptr || node->disabled || !sem::is_interactive(node->role)) return false;
    kit_.post({.kind = kind, .id = node->id, .text = std::string(text)});
    kit_.frame(page_);
    return true;
}

bool Headless::press(std::string_view key) { return act(Event::Kind::press, key, {}); }
bool Headless::type(std::string_view key, std::string_view text) { return act(Event::Kind::input, key, text); }
bool Headless::choose(std::string_view key, std::string_view value) { return act(Event::Kind::input, key, value); }

const sem::Node* Headless::find(sem::Role role, std::string_view text) const {
    const auto& nodes = tree().nodes();
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const sem::Node& node) { return node.role == role && node.text == text; });
    return found == nodes.end() ? nullptr : &*found;
}

bool Headless::says(std::string_view text) const { return this->text().find(text) != std::string::npos; }

std::string Headless::text() const {
    std::string all;
    for (const sem::Node& node : tree().nodes()) {
        if (!node.text.empty()) all += node.text + "\n";
        if (!node.value.empty()) all += node.value + "\n";
    }
    return all;
}

std::string faults(const Kit& kit, float least) {
    std::string report;
    const auto& nodes = kit.tree().nodes();
    std::set<std::uint32_t> ids;
    for (const sem::Node& node : nodes) {
        if (!ids.insert(node.id).second) report += name_of(node) + " has an id that is taken\n";
        geometry(kit, node, least, report);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::size_t j = i + 1; j < nodes.size(); ++j) {
            // a list of suggestions lies over the page on purpose
            const bool both = sem::is_interactive(nodes[i].role) && sem::is_interactive(nodes[j].role) && nodes[j].role != sem::Role::option && nodes[i].role != sem::Role::option;
            if (both && overlap(nodes[i].rect, nodes[j].rect)) report += name_of(nodes[i]) + " and " + name_of(nodes[j]) + " lie over each other\n";
        }
    }
    return report;
}

}  // namespace motcua::ui
