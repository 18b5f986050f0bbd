#include "client/ui/dom.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "client/ui/words.hpp"

namespace motcua::ui {
namespace {

using sem::Node;
using sem::Role;

struct Element {
    Role role;
    std::string_view tag;
    std::string_view aria_role;   // where the tag's own role is lost by positioning, or there is none
    std::string_view type;        // of an input
};

constexpr std::array elements{
    Element{Role::navigation, "nav", "", ""}, Element{Role::main, "main", "", ""}, Element{Role::form, "form", "", ""},
    Element{Role::footer, "footer", "", ""}, Element{Role::text, "p", "", ""}, Element{Role::bullets, "ul", "list", ""},
    Element{Role::numbers, "ol", "list", ""}, Element{Role::item, "li", "", ""}, Element{Role::label, "label", "", ""},
    Element{Role::legend, "legend", "", ""}, Element{Role::hint, "p", "", ""}, Element{Role::error, "p", "", ""},
    Element{Role::region, "section", "region", ""}, Element{Role::holder, "li", "", ""},
    Element{Role::group, "fieldset", "", ""}, Element{Role::radios, "fieldset", "radiogroup", ""}, Element{Role::textbox, "input", "", "text"}, Element{Role::textarea, "textarea", "", ""},
    Element{Role::password, "input", "", "password"}, Element{Role::radio, "input", "", "radio"}, Element{Role::checkbox, "input", "", "checkbox"},
    Element{Role::select, "select", "", ""}, Element{Role::combobox, "input", "combobox", "text"}, Element{Role::listbox, "ul", "listbox", ""},
    Element{Role::option, "li", "option", ""}, Element{Role::file, "input", "", "file"}, Element{Role::pad, "div", "img", ""},
    Element{Role::button, "button", "", ""}, Element{Role::link, "a", "", ""}, Element{Role::status, "p", "status", ""},
    Element{Role::alert, "div", "alert", ""}, Element{Role::table, "table", "table", ""}, Element{Role::row, "tr", "row", ""},
    Element{Role::column_header, "th", "columnheader", ""}, Element{Role::cell, "td", "cell", ""}, Element{Role::terms, "dl", "", ""},
    Element{Role::pair, "div", "", ""}, Element{Role::term, "dt", "", ""}, Element{Role::description, "dd", "", ""},
    Element{Role::progress, "div", "progressbar", ""}, Element{Role::image, "img", "", ""}, Element{Role::drawing, "div", "img", ""},
    Element{Role::video, "video", "", ""}, Element{Role::guide, "svg", "", ""},
};

class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void text(std::string_view value) {
        out_ += '"';
        for (const char c : value) character(c);
        out_ += '"';
    }
    void number(float value) {
        // one decimal is enough for CSS px and keeps the JSON, hence its hash, steady
        const auto tenths = static_cast<int>(std::lround(value * 10));
        if (tenths < 0) out_ += '-';
        const int size = tenths < 0 ? -tenths : tenths;
        integer(static_cast<std::uint32_t>(size / 10));
        if (size % 10 != 0) {
            out_ += '.';
            out_ += static_cast<char>('0' + size % 10);
        }
    }
    void integer(std::uint32_t value) {
        std::array<char, 12> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        out_.append(buffer.data(), end);
    }
    void raw(std::string_view piece) { out_ += piece; }

private:
    void character(char c) {
        constexpr std::string_view hex = "0123456789abcdef";
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out_ += "\\u00";
            out_ += hex[static_cast<unsigned char>(c) >> 4U];
            out_ += hex[static_cast<unsigned char>(c) & 15U];
        } else {
            out_ += c;
        }
    }
    std::string& out_;
};

class Dom {
public:
    Dom(const sem::Tree& tree, std::string& out) : tree_(tree), write_(out) {}

    // Children follow their parent in the list, so the nesting is found by walking on while the parent matches.
    void children(int parent, std::size_t from) {
        bool first = true;
        for (std::size_t i = from; i < tree_.nodes().size(); ++i) {
            if (tree_.nodes()[i].parent != parent) continue;
            if (!first) write_.raw(",");
            first = false;
            element(i);
        }
    }
    void shortcuts() {
        bool first = true;
        for (const std::string& combination : tree_.shortcuts) {
            if (!first) write_.raw(",");
            first = false;
            write_.text(combination);
        }
    }

private:
    void element(std::size_t index) {
        const Node& node = tree_.nodes()[index];
        if (node.wrapped != sem::Wrapped::none) open_wrapper(node);
        write_.raw("{\"i\":");
        write_.integer(node.id);
        write_.raw(",\"t\":");
        write_.text(tag(node));
        rectangle(node);
        classes(node);
        content(node);
        attributes(node);
        if (sem::is_container(node.role)) {
            write_.raw(",\"k\":[");
            children(static_cast<int>(index), index + 1);
            write_.raw("]");
        }
        write_.raw("}");
        if (node.wrapped != sem::Wrapped::none) write_.raw("]}");
    }
    void open_wrapper(const Node& node) {
        const bool cell = node.wrapped == sem::Wrapped::cell;
        write_.raw("{\"i\":");
        write_.integer(node.id * 2654435761U + 1);
        write_.raw(node.wrapped == sem::Wrapped::item ? ",\"t\":\"li\"" : (cell ? ",\"t\":\"td\"" : ",\"t\":\"dd\""));
        rectangle(node);
        write_.raw(cell ? ",\"c\":\"\",\"a\":{\"role\":\"cell\"},\"k\":[" : ",\"c\":\"\",\"a\":{},\"k\":[");
    }
    [[nodiscard]] static std::string tag(const Node& node) {
        if (node.role == Role::heading) return "h" + std::to_string(node.level);
        for (const Element& known : elements) {
            if (known.role == node.role) return std::string(known.tag);
        }
        return "p";
    }
    void rectangle(const Node& node) {
        write_.raw(",\"r\":[");
        write_.number(node.rect.x);
        write_.raw(",");
        write_.number(node.rect.y);
        write_.raw(",");
        write_.number(node.rect.w);
        write_.raw(",");
        write_.number(node.rect.h);
        write_.raw("],\"f\":[");
        write_.number(node.font.size);
        write_.raw(",");
        write_.number(node.font.line_height());
        write_.raw(node.font.weight == Weight::bold ? ",700]" : ",400]");
        padding(node);
    }
    void padding(const Node& node) {
        if (node.pad_x == 0 && node.pad_y == 0 && node.align == 0) return;
        write_.raw(",\"d\":[");
        write_.number(node.pad_x);
        write_.raw(",");
        write_.number(node.pad_y);
        write_.raw(",");
        write_.integer(node.align);
        write_.raw("]");
    }
    void classes(const Node& node) {
        std::string names;
        const auto add = [&names](std::string_view name) {
            if (name.empty()) return;
            if (!names.empty()) names += ' ';
            names += name;
        };
        const bool text_like = !sem::is_interactive(node.role) && !sem::is_container(node.role);
        if (text_like) add("t");
        if (node.solid || needs_shaping(node.text) || needs_shaping(node.value)) add("solid");
        if (!node.tone.empty()) add(std::string("c-") += node.tone);
        add(node.look);
        write_.raw(",\"c\":");
        write_.text(names);
    }
    void content(const Node& node) {
        const bool labelled_by_attribute = node.role == Role::pad || node.role == Role::drawing || node.role == Role::image ||
                                           node.role == Role::video || node.role == Role::progress || node.role == Role::table ||
                                           node.role == Role::navigation;
        if (!labelled_by_attribute && !sem::is_container(node.role) && !node.text.empty()) {
            write_.raw(",\"x\":");
            write_.text(node.text);
        }
        if (node.role == Role::textbox || node.role == Role::textarea || node.role == Role::password || node.role == Role::select ||
            node.role == Role::combobox) {
            write_.raw(",\"v\":");
            write_.text(node.value);
        }
        if (node.role == Role::error) {
            write_.raw(",\"p\":");
            write_.text(word(Word::error, tree_.lang));
        }
        if (!node.hidden_text.empty()) {
            write_.raw(",\"h\":");
            write_.text(node.hidden_text);
        }
        if (node.checked) write_.raw(",\"on\":1");
        if (!node.choices.empty()) choices(node);
    }
    void choices(const Node& node) {
        write_.raw(",\"o\":[");
        for (std::size_t i = 0; i < node.choices.size(); ++i) {
            write_.raw(i == 0 ? "[" : ",[");
            write_.text(node.choices[i].value);
            write_.raw(",");
            write_.text(node.choices[i].text);
            write_.raw("]");
        }
        write_.raw("]");
    }
    void attributes(const Node& node) {
        write_.raw(",\"a\":{");
        first_ = true;
        for (const Element& known : elements) {
            if (known.role != node.role) continue;
            attribute("role", known.aria_role);
            attribute("type", known.type);
        }
        attribute("id", node.key);
        attribute("href", node.href);
        states(node);
        for (const auto& [name, value] : node.attributes) always(name, value);
        write_.raw("}");
    }
    void states(const Node& node) {
        const bool names_itself = node.role == Role::pad || node.role == Role::drawing || node.role == Role::video || node.role == Role::progress ||
                                  node.role == Role::table || node.role == Role::navigation;
        if (names_itself && !node.text.empty()) attribute("aria-label", node.text);
        if (node.role == Role::image) node.text.empty() ? always("alt", "") : attribute("alt", node.text);
        if (node.role == Role::drawing && node.text.empty()) attribute("aria-hidden", "true");
        if (node.disabled) node.role == Role::option ? attribute("aria-disabled", "true") : attribute("disabled", "disabled");
        if (node.invalid) attribute("aria-invalid", "true");
        if (node.role == Role::heading && node.level == 1) attribute("tabindex", "-1");
        if (node.role == Role::option) attribute("aria-selected", node.checked ? "true" : "false");
        if (node.role == Role::radio) attribute("value", node.value);
    }
    void attribute(std::string_view name, std::string_view value) {
        if (!value.empty()) always(name, value);
    }
    void always(std::string_view name, std::string_view value) {
        if (!first_) write_.raw(",");
        first_ = false;
        write_.text(name);
        write_.raw(":");
        write_.text(value);
    }

    const sem::Tree& tree_;
    Writer write_;
    bool first_ = true;
};

}  // namespace

std::string dom_json(const sem::Tree& tree, float height) {
    std::string out;
    out.reserve(tree.nodes().size() * 200);
    Writer write(out);
    Dom dom(tree, out);
    write.raw("{\"title\":");
    write.text(tree.title);
    write.raw(",\"lang\":");
    write.text(tree.lang);
    write.raw(",\"brand\":");
    write.text(tree.brand);
    write.raw(",\"focus\":");
    write.text(tree.focus);
    if (tree.wide) write.raw(",\"wide\":1");
    write.raw(",\"height\":");
    write.number(height);
    write.raw(",\"keys\":[");
    dom.shortcuts();
    write.raw("],\"k\":[");
    dom.children(-1, 0);
    write.raw("]}");
    return out;
}

}  // namespace motcua::ui
