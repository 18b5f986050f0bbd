// Kit: the View that lays a page out. Headless: give it an environment (width, resolution, theme), events, and a page; it
// answers with a draw list, a glyph atlas and a semantics tree. client/browser shows them; tests read them.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/ui/glyph_atlas.hpp"
#include "client/ui/painter.hpp"
#include "client/ui/sem.hpp"
#include "client/ui/theme.hpp"
#include "client/ui/view.hpp"
#include "client/ui/words.hpp"

namespace motcua::ui {

/// What the page is shown on. Lengths in CSS px.
struct Environment {
    float width = 390;
    float height = 844;       ///< of the window: the footer is kept at its end
    float above = 64;         ///< taken by the lasting header over the kit's page
    float dpr = 1;            ///< device px per CSS px
    float text_scale = 1;     ///< the person's text size over 16 px
    Scheme scheme = Scheme::light;
    bool operator==(const Environment&) const = default;
};

struct Event {
    /// press: button, link, row; input: a new value ("1"/"0" for a tick box); focus and blur; key: arrow keys of a
    /// combobox; stroke: "d x y", "m x y" of a pad, 0..1.
    enum class Kind : std::uint8_t { press, input, focus, blur, key, stroke };
    Kind kind = Kind::press;
    std::uint32_t id = 0;
    std::string text{};
};

class Kit final : public View {
public:
    explicit Kit(const Fonts& fonts);

    void set_environment(const Environment& environment);
    [[nodiscard]] const Environment& environment() const { return environment_; }
    void post(Event event);
    [[nodiscard]] bool has_events() const { return !events_.empty(); }
    /// Lays the page out as often as its events need, until it is settled. Called once per frame.
    void frame(const std::function<void(View&)>& page_function);

    [[nodiscard]] const sem::Tree& tree() const { return tree_; }
    [[nodiscard]] const ImDrawList& picture() const { return painter_.list(); }
    [[nodiscard]] GlyphAtlas& atlas() { return atlas_; }
    [[nodiscard]] const Theme& colours() const { return *theme_; }
    [[nodiscard]] float height() const { return page_height_; }
    /// Left edge and width of the content column (tests).
    [[nodiscard]] Rect content() const { return content_; }

    // View
    void page(std::string_view title, std::string_view lang, PageWidth width) override;
    [[nodiscard]] float width() const override { return column().w; }
    std::string header(std::string_view service, std::span<const NavItem> items, std::span<const NavItem> languages) override;
    void footer(std::span<const std::string> lines, std::span<const NavItem> links) override;
    void focus(std::string_view key) override;
    void heading(std::string_view text, int level) override;
    void caption(std::string_view text) override;
    void paragraph(std::string_view text, Tone tone) override;
    void lead(std::string_view text) override;
    void bullets(std::span<const std::string> lines) override;
    void numbered(std::span<const std::string> lines) override;
    void inset(std::string_view text) override;
    void status(std::string_view key, std::string_view text, Tone tone) override;
    void gap(float css_px) override;
    void rule() override;
    bool button(std::string_view key, std::string_view text, ButtonKind kind, bool disabled) override;
    bool link(std::string_view key, std::string_view text, std::string_view href) override;
    void outside_link(std::string_view key, std::string_view text, std::string_view href, std::string_view download_name) override;
    bool back_link(std::string_view text, std::string_view href) override;
    bool shortcut(std::string_view combination) override;
    bool text_field(const FieldSpec& spec, std::string& value) override;
    bool date_field(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error, DateParts& value,
                    std::string_view autocomplete_prefix, LabelStyle style) override;
    bool radios(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error, std::span<const Option> options,
                std::string& value, LabelStyle style) override;
    bool checkbox(std::string_view key, std::string_view text, std::string_view hint, std::string_view error, bool& value) override;
    bool select(const FieldSpec& spec, std::span<const Option> options, std::string& value) override;
    bool search_select(const FieldSpec& spec, std::span<const Option> options, std::string& value) override;
    void file_field(const FileSpec& spec) override;
    bool signature(std::string_view key, std::string_view label, std::vector<Stroke>& strokes) override;
    void error_summary(std::string_view title, std::span<const ErrorLine> lines) override;
    std::string summary_list(std::span<const SummaryRow> rows, std::string_view change_text) override;
    std::string task_list(std::span<const TaskRow> rows) override;
    void notification(std::string_view key, std::string_view title, std::string_view body, Tone tone) override;
    void confirmation_panel(std::string_view title, std::string_view body) override;
    void details(std::string_view key, std::string_view summary, const std::function<void(View&)>& body) override;
    std::string table(std::string_view key, std::string_view title, std::span<const TableColumn> columns, std::span<const TableRow> rows) override;
    void progress(std::string_view key, std::string_view text, float share) override;
    void columns(std::span<const float> weights, std::span<const std::function<void(View&)>> bodies) override;
    void card(const std::function<void(View&)>& body) override;
    void image(std::string_view key, std::string_view url, std::string_view alt, float css_width, float css_height) override;
    void figures(std::span<const Figure> figures, float css_width, float height_over_width) override;
    void camera(std::string_view key, std::string_view alt, CameraGuide guide, float aspect, bool mirrored, int hold) override;
    void qr(std::string_view key, std::span<const std::string> rows, std::string_view alt, float css_size) override;
    void picture(std::string_view name, std::string_view alt, float css_width) override;

private:
    struct Column {
        float x = 0, w = 0, y = 0;
        float pending = 0;  ///< gap owed before the next block; negative: nothing was laid out yet
        [[nodiscard]] float right() const { return x + w; }
    };
    struct Sizes {
        TextStyle body, strong, small, lead, caption, h1, h2, h3, button;
        float target;  ///< height of what is pressed
    };
    /// State of the kit's own: which details are open, what is typed into a combobox.
    struct Combobox {
        std::string typed;
        std::string shown_for;  ///< value whose text `typed` shows
        bool open = false;
        int active = -1;
    };
    struct FieldHead {
        std::string_view key, label, hint, error;
        LabelStyle style = LabelStyle::normal;
        bool group = false;                     ///< a fieldset with a legend
        sem::Role group_role = sem::Role::group;
    };
    /// Between open_field and close_field: where the error's bar begins, and what names and describes the control.
    struct FieldFrame {
        std::string key;
        float top = 0, left = 0;
        bool error = false;
        std::string labelled_by{}, described_by{};
    };
    struct DatePart {
        const char* name;
        Word label;
        Width width;
        std::string_view autocomplete;
    };
    struct ChoiceLook {
        std::string_view text, hint, described_by{};
        bool chosen = false, round = false, error = false;
    };
    struct Popup {
        Rect rect{};                            ///< of the field it belongs to
        std::string key;
        std::vector<std::pair<std::string, std::string>> options{};  ///< key, text
        int active = -1;
    };
    struct TextBlock {
        TextStyle style;
        Colour colour;
        std::string_view text;
        float x = 0, y = 0, w = 0;
        Align align = Align::start;
    };
    enum class NavKind : std::uint8_t { menu, languages, footer };
    using Wrapped = sem::Wrapped;

    // kit.cpp: passes, events, layout
    void begin_pass();
    void end_pass();
    void lay_out(const std::function<void(View&)>& page_function);
    bool take(Event::Kind kind, std::uint32_t id);
    std::optional<std::string> take_text(Event::Kind kind, std::uint32_t id);
    bool pressed(std::string_view key) { return take(Event::Kind::press, sem::id_of(key)); }
    void next_batch();
    void set_sizes();
    [[nodiscard]] float u(float css_px) const { return css_px * environment_.text_scale; }
    [[nodiscard]] const Column& column() const { return columns_.back(); }
    Column& column() { return columns_.back(); }
    float before(float top);               ///< begins a block: returns its y
    void after(float bottom, float margin);///< ends it
    void open_main();
    void close_main();
    void mark_default_button();
    [[nodiscard]] Layer ground() const;
    void panel(const Rect& rect, Colour colour, float radius);  ///< a ground under what was laid out already
    void bar(float x, float from, float to, Colour colour, float thickness);

    // kit_text.cpp
    float paint_text(const TextBlock& block);                   ///< returns the height
    [[nodiscard]] float text_height(const TextStyle& style, std::string_view text, float w) const;
    [[nodiscard]] float balanced_width(const TextStyle& style, std::string_view text, float w) const;
    float text_node(sem::Node node, const TextBlock& block);    ///< paints and adds the node; returns the height
    void list_of(std::span<const std::string> lines, sem::Role role);
    [[nodiscard]] Colour tone_colour(Tone tone) const;
    [[nodiscard]] Colour soft_colour(Tone tone) const;
    [[nodiscard]] static std::string_view tone_name(Tone tone);

    // kit_actions.cpp
    void paint_button(const Rect& rect, ButtonKind kind, bool disabled);
    [[nodiscard]] Colour button_ink(ButtonKind kind, bool disabled) const;
    void underline(const TextBlock& block);
    Rect link_block(sem::Node node, const TextBlock& block, float least_height, Wrapped wrapped = Wrapped::none);
    void chevron(Point tip, float size, float direction, Colour colour, float thickness);
    std::string nav_row(std::span<const NavItem> items, Rect area, NavKind kind, float* bottom);
    [[nodiscard]] float nav_width(std::span<const NavItem> items) const;
    [[nodiscard]] bool languages_fold(std::span<const NavItem> languages, float width) const;
    [[nodiscard]] float fold_width(std::span<const NavItem> languages) const;
    void globe(Point centre, float radius, Colour colour);
    void language_fold(std::span<const NavItem> languages, float right, bool open);
    std::string language_choice(std::span<const NavItem> languages, const Rect& area, bool folded, float* end);
    [[nodiscard]] TextStyle nav_strong() const;

    // kit_fields.cpp
    [[nodiscard]] float field_width(Width width) const;
    FieldFrame open_field(const FieldHead& head);
    float field_label(const FieldHead& head, FieldFrame& frame, float y);
    void group_described(const FieldFrame& frame);
    void close_field(const FieldFrame& frame, float bottom, LabelStyle style);
    void paint_box(const Rect& rect, bool error, bool disabled);
    [[nodiscard]] sem::Node control_node(const FieldSpec& spec, sem::Role role, const Rect& rect, const std::string& value, const FieldFrame& frame) const;
    void paint_value(const Rect& rect, std::string_view value);
    void paint_lines(const Rect& rect, std::string_view value);
    void paint_dots(const Rect& rect, std::size_t count);
    void text_control(const FieldSpec& spec, const Rect& rect, const std::string& value, const FieldFrame& frame);
    bool date_part(const DatePart& part, std::string& value, const FieldFrame& frame, float& x);
    float choice_row(sem::Node control, const ChoiceLook& look);
    void paint_choice(const Rect& rect, Point centre, const ChoiceLook& look);

    // kit_choice.cpp
    void choose(Combobox& state, const Option* option, std::string& value);
    void combobox_keys(std::string_view key, const std::vector<const Option*>& found, Combobox& state, std::string& value);
    void combobox_events(const FieldSpec& spec, std::span<const Option> options, Combobox& state, std::string& value);
    void combobox_control(const FieldSpec& spec, const Rect& rect, const FieldFrame& frame, const Combobox& state);
    void popup_under(const FieldSpec& spec, const Rect& rect, std::span<const Option> options, Combobox& state);
    void paint_popups();
    void popup_row(const Popup& popup, std::size_t index, const Rect& rect);

    // kit_compound.cpp
    float summary_row(const SummaryRow& row, std::string_view change_text, float y);
    void change_link(const SummaryRow& row, std::string_view change_text, const Rect& place);
    [[nodiscard]] float tag_width(std::string_view text) const;
    [[nodiscard]] TextStyle tag_style() const;
    float paint_tag(std::string_view text, Tone tone, float x, float y);
    [[nodiscard]] static Tone task_tone(TaskStatus status);
    float task_row(const TaskRow& row, float y);
    void task_nodes(const TaskRow& row, const Rect& whole, const Rect& text, const Rect& status);
    void details_body(const std::function<void(View&)>& body);

    // kit_table.cpp
    [[nodiscard]] std::vector<Rect> column_rects(std::span<const TableColumn> columns) const;
    float table_head(std::span<const TableColumn> columns, const std::vector<Rect>& cells, float y);
    void visually_hidden_head(std::span<const TableColumn> columns, float y);
    void row_ground(const TableRow& row, const Rect& rect);
    void row_button(const TableRow& row, const Rect& rect);
    float cell_content(const TableCell& cell, const Rect& place, Align align);
    float table_row(const TableRow& row, std::span<const TableColumn> columns, const std::vector<Rect>& cells, float y);
    float stacked_row(const TableRow& row, std::span<const TableColumn> columns, float y);

    // kit_media.cpp
    void paint_stroke(const Stroke& stroke, const Rect& rect);

    const Fonts* fonts_;
    GlyphAtlas atlas_;
    Painter painter_;
    Environment environment_;
    const Theme* theme_;
    Sizes sizes_{};
    sem::Tree tree_;
    std::deque<Event> events_;
    std::vector<Event> batch_;
    bool consumed_ = false;
    std::vector<Column> columns_;
    std::vector<Popup> popups_;
    PageWidth page_width_ = PageWidth::reading;
    Rect container_{};            ///< what header, footer and content line up with
    Rect content_{};
    float page_height_ = 0;
    float page_height_needed_ = 0;///< at least, for an open list of suggestions
    std::size_t active_node_ = 0; ///< the combobox laid out last
    std::uint32_t focused_ = 0;
    std::string focus_request_;
    std::unordered_map<std::uint32_t, std::string> focus_targets_;  ///< key of a group -> key of its first control
    std::unordered_set<std::uint32_t> open_details_;
    std::unordered_map<std::uint32_t, Combobox> comboboxes_;
    int depth_ = 0;          ///< of cards
    int main_depth_ = 0;     ///< 0: not in <main>, 1: in <main><form>
    int picture_number_ = 0;
};

}  // namespace motcua::ui
