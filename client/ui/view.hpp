// View: what a page is built on. A page is a function of the model; it calls the View from top to bottom, the View lays
// out and paints with Dear ImGui's draw list and records what everything means in a semantics tree (sem.hpp), from which
// the browser keeps real DOM elements exactly over the picture. Headless: needs no GL and no browser.
//
// Immediate mode: a widget returns true in the pass in which the person used it; fields write the new value first.
// Keys are stable paths ("person/family"), never translated text; they become DOM ids and tests' anchors.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::ui {

enum class Tone : std::uint8_t { ink, muted, error, success, warning, accent };
enum class ButtonKind : std::uint8_t { primary, secondary, warning, quiet };
/// How a field shows its label: as the page's h1 (one question a page), as usual, or compact (officer).
enum class LabelStyle : std::uint8_t { normal, page_heading, compact };
enum class Width : std::uint8_t { full, chars_2, chars_4, chars_10, chars_20, chars_30 };
/// How much of a desk's screen a page takes: a column made for reading, or all of it (officer's tables and columns).
enum class PageWidth : std::uint8_t { reading, wide };
enum class InputKind : std::uint8_t { text, password, multiline, monospace, monospace_multiline };

struct FieldSpec {
    std::string_view key;
    std::string label;
    std::string hint{};
    std::string error{};  ///< empty: no error
    std::string_view autocomplete{"off"};
    std::string_view input_mode{"text"};  ///< text, numeric, tel, email
    std::string_view autocapitalize{"none"};
    std::string_view lang{};  ///< language of the value where it differs from the page
    int max_length = 256;
    Width width = Width::full;
    LabelStyle label_style = LabelStyle::normal;
    InputKind kind = InputKind::text;
    bool disabled = false;
};

struct Option {
    std::string value;
    std::string text;
    std::string hint{};
};

struct DateParts {
    std::string day, month, year;
    bool operator==(const DateParts&) const = default;
};

/// One line of the error summary: pressing it moves focus to the field.
struct ErrorLine {
    std::string field_key;
    std::string message;
};

struct SummaryRow {
    std::string key;     ///< of the Change link: "change/" + key
    std::string label;
    std::string value;   ///< may hold line breaks
    std::string change_hidden{};  ///< words for screen readers after "Change"; empty: no Change link
};

enum class TaskStatus : std::uint8_t { done, incomplete, not_yet, problem };
struct TaskRow {
    std::string key;
    std::string title;
    std::string hint{};
    TaskStatus status = TaskStatus::incomplete;
    std::string status_text;
    std::string href{};  ///< the page's address, empty when it cannot start yet
};

struct TableColumn {
    std::string title;
    float weight = 1.0F;       ///< share of the width
    bool numeric = false;
};
struct TableCell {
    std::string text;
    Tone tone = Tone::ink;
    bool strong = false;
    bool tag = false;          ///< painted as a coloured status tag
};
struct TableRow {
    std::string key;
    std::vector<TableCell> cells;
    std::string action{};      ///< accessible name of the row's button ("Open HCM-…"); empty: row is plain
    bool selected = false;
};

/// A point of a drawn signature, in units of the pad's width (0..1) and height (0..1).
struct StrokePoint {
    float x, y;
    bool operator==(const StrokePoint&) const = default;
};
using Stroke = std::vector<StrokePoint>;

/// Files arrive later, through the model's host (Host::on_file) under the field's key.
struct FileSpec {
    std::string_view key;
    std::string label;
    std::string hint{};
    std::string error{};
    std::string_view accept{"image/jpeg,image/png"};
    std::string_view capture{};  ///< "", "user", "environment"
    std::string button_text;
    std::string chosen{};        ///< name of the file chosen, shown beside the button
};

/// passport_page: the page with the photo (9303-4: 125 x 88 mm) and the band of its coded lines (23.2 mm).
enum class CameraGuide : std::uint8_t { none, face_oval, passport_page, qr_square };

struct Figure {
    std::string_view key;
    std::string url, alt, caption;
};

struct NavItem {
    std::string key, text, href;
    bool current = false;
};

/// Height over width of all pictures of our own: what their viewBox says.
inline constexpr float picture_aspect = 0.58F;

class View {
public:
    virtual ~View() = default;

    // --- about the page
    /// <title> and language of the page; `lang` is the BCP 47 tag ("vi", "en").
    virtual void page(std::string_view title, std::string_view lang, PageWidth width = PageWidth::reading) = 0;
    /// CSS px of the content column's outer width now (phone: <= 640).
    [[nodiscard]] virtual float width() const = 0;
    [[nodiscard]] bool narrow() const { return width() <= 640.0F; }
    /// Service header: product name, language links, navigation, sign-out. Returns the key pressed, empty when none.
    virtual std::string header(std::string_view service, std::span<const NavItem> items, std::span<const NavItem> languages) = 0;
    virtual void footer(std::span<const std::string> lines, std::span<const NavItem> links) = 0;
    /// Asks for focus on an element after this frame ("h1" for the page heading, "error-summary", or a field's key).
    virtual void focus(std::string_view key) = 0;

    // --- text
    virtual void heading(std::string_view text, int level = 1) = 0;
    virtual void caption(std::string_view text) = 0;  ///< small line above an h1 ("Question 3 of 9")
    virtual void paragraph(std::string_view text, Tone tone = Tone::ink) = 0;
    virtual void lead(std::string_view text) = 0;
    virtual void bullets(std::span<const std::string> lines) = 0;
    virtual void numbered(std::span<const std::string> lines) = 0;
    virtual void inset(std::string_view text) = 0;  ///< bordered remark
    virtual void status(std::string_view key, std::string_view text, Tone tone = Tone::ink) = 0;  ///< role=status, announced
    virtual void gap(float css_px) = 0;
    virtual void rule() = 0;

    // --- actions
    virtual bool button(std::string_view key, std::string_view text, ButtonKind kind = ButtonKind::primary, bool disabled = false) = 0;
    virtual bool link(std::string_view key, std::string_view text, std::string_view href) = 0;
    /// A link the browser itself follows (download, PDF, other site): never handled in C++.
    virtual void outside_link(std::string_view key, std::string_view text, std::string_view href, std::string_view download_name = {}) = 0;
    virtual bool back_link(std::string_view text, std::string_view href) = 0;
    /// Keyboard shortcut of an officer's page, e.g. "Alt+S"; true in the pass after it was struck.
    virtual bool shortcut(std::string_view combination) = 0;

    // --- fields; true when the value changed
    virtual bool text_field(const FieldSpec& spec, std::string& value) = 0;
    virtual bool date_field(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error, DateParts& value,
                            std::string_view autocomplete_prefix = {}, LabelStyle style = LabelStyle::normal) = 0;
    virtual bool radios(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error,
                        std::span<const Option> options, std::string& value, LabelStyle style = LabelStyle::normal) = 0;
    virtual bool checkbox(std::string_view key, std::string_view text, std::string_view hint, std::string_view error, bool& value) = 0;
    virtual bool select(const FieldSpec& spec, std::span<const Option> options, std::string& value) = 0;
    /// Text field with a list of suggestions to choose from (nationality, commune); value is an option's value.
    virtual bool search_select(const FieldSpec& spec, std::span<const Option> options, std::string& value) = 0;
    virtual void file_field(const FileSpec& spec) = 0;
    /// Pad to sign on with pen, finger or mouse. Offer typing the name beside it (WCAG 2.5.7).
    virtual bool signature(std::string_view key, std::string_view label, std::vector<Stroke>& strokes) = 0;

    // --- compound
    virtual void error_summary(std::string_view title, std::span<const ErrorLine> lines) = 0;
    /// Returns the key of the row whose Change was pressed, empty when none.
    virtual std::string summary_list(std::span<const SummaryRow> rows, std::string_view change_text) = 0;
    virtual std::string task_list(std::span<const TaskRow> rows) = 0;
    virtual void notification(std::string_view key, std::string_view title, std::string_view body, Tone tone = Tone::accent) = 0;
    virtual void confirmation_panel(std::string_view title, std::string_view body) = 0;  ///< the green panel with the reference
    virtual void details(std::string_view key, std::string_view summary, const std::function<void(View&)>& body) = 0;
    /// Table; returns the key of the row whose action was pressed.
    virtual std::string table(std::string_view key, std::string_view title, std::span<const TableColumn> columns, std::span<const TableRow> rows) = 0;
    /// Progress of something that takes over a second; share < 0: unknown.
    virtual void progress(std::string_view key, std::string_view text, float share) = 0;

    // --- layout
    /// Side-by-side columns (stacked on phones); weights are shares of the width.
    virtual void columns(std::span<const float> weights, std::span<const std::function<void(View&)>> bodies) = 0;
    virtual void card(const std::function<void(View&)>& body) = 0;  ///< a bordered surface

    // --- pictures (a real <img>, <video> over the canvas)
    virtual void image(std::string_view key, std::string_view url, std::string_view alt, float css_width, float css_height) = 0;
    /// Pictures to be compared, beside one another also on phones; whole pictures, nothing of them is cut off.
    virtual void figures(std::span<const Figure> figures, float css_width, float height_over_width) = 0;
    /// The camera's live picture with a guide drawn over it; started and stopped through Host. `hold`: 0..100, how much of the
    /// guide's outline is drawn as the time to hold still that has passed; 0: none.
    virtual void camera(std::string_view key, std::string_view alt, CameraGuide guide, float aspect, bool mirrored, int hold = 0) = 0;
    /// A QR symbol; rows of '0'/'1'.
    virtual void qr(std::string_view key, std::span<const std::string> rows, std::string_view alt, float css_size) = 0;
    /// A picture of our own (web/pictures.svg, web/map.svg), in the colours of the scheme: "pictures.svg#counter".
    virtual void picture(std::string_view name, std::string_view alt, float css_width) = 0;
};

}  // namespace motcua::ui
