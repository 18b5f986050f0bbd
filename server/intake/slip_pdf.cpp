// Form TK01 on paper, in Vietnamese whatever the applicant's language: what the field table says, in its order and grid.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "server/intake/slip.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/filing.hpp"
#include "shared/form/validate.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::intake {
namespace {

constexpr double mm = 72.0 / 25.4;  // PDF points
constexpr double page_width = 210 * mm, page_height = 297 * mm, margin = 17 * mm, foot = 14 * mm;
constexpr double inner = page_width - 2 * margin;
constexpr int wanted_pages = 2;  // the two sides of one sheet
constexpr std::string_view blank = "…………………";

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

enum class Align : std::uint8_t { left, centre, right };

/// One try at the paper with one size of type.
class Paper {
public:
    Paper(cairo_t* cairo, double scale, std::string_view reference) : cairo_(cairo), scale_(scale), reference_(reference) {}

    double y = margin;
    [[nodiscard]] int pages() const { return pages_; }
    [[nodiscard]] double scale() const { return scale_; }
    [[nodiscard]] cairo_t* cairo() const { return cairo_; }

    [[nodiscard]] Layout layout(std::string_view markup, double points, double width, Align align = Align::left) const {
        Layout out(pango_cairo_create_layout(cairo_));
        PangoFontDescription* font = pango_font_description_from_string("Noto Serif");
        pango_font_description_set_absolute_size(font, points * scale_ * PANGO_SCALE);
        pango_layout_set_font_description(out.get(), font);
        pango_font_description_free(font);
        pango_layout_set_width(out.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(out.get(), align == Align::left
                                                  ? PANGO_ALIGN_LEFT
                                                  : (align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT));
        pango_layout_set_markup(out.get(), markup.data(), static_cast<int>(markup.size()));
        return out;
    }
    [[nodiscard]] static double height(const Layout& layout) {
        int height = 0;
        pango_layout_get_size(layout.get(), nullptr, &height);
        return static_cast<double>(height) / PANGO_SCALE;
    }
    void show(const Layout& layout, double x, double top) const {
        cairo_move_to(cairo_, x, top);
        pango_cairo_show_layout(cairo_, layout.get());
    }
    /// A paragraph over the whole width.
    void write(std::string_view markup, double points, Align align = Align::left) {
        const auto text = layout(markup, points, inner, align);
        need(height(text));
        show(text, margin, y);
        y += height(text);
    }
    void gap(double points) { y += points * scale_; }
    /// Begins a new page when less than this is left.
    void need(double wanted) {
        if (y + wanted <= page_height - margin - foot) return;
        end_page();
        ++pages_;
        y = margin;
    }
    void end_page() const {
        const auto text = layout(fmt::format("{}  ·  Trang {}", reference_, pages_), 8, inner, Align::centre);
        show(text, margin, page_height - margin - 4 * mm);
        cairo_show_page(cairo_);
    }

private:
    cairo_t* cairo_;
    double scale_;
    std::string reference_;
    int pages_ = 1;
};

std::string escaped(std::string_view text) {
    const std::unique_ptr<char, void (*)(void*)> out(g_markup_escape_text(text.data(), static_cast<gssize>(text.size())), g_free);
    return out.get();
}

std::string date_text(std::string_view iso) {
    return iso.size() == 10 ? fmt::format("{}/{}/{}", iso.substr(8, 2), iso.substr(5, 2), iso.substr(0, 4)) : std::string(iso);
}

/// An answer as it is written on Vietnamese paper.
std::string paper_text(const form::Field& field, std::string_view answer, const rules::Rulebook& book) {
    if (answer.empty()) return {};
    if (field.format == form::Format::date) return date_text(answer);
    if (field.format == form::Format::nationality) {
        const auto* nationality = rules::find_nationality(book, answer);
        return nationality ? nationality->name.vi : std::string(answer);
    }
    if (field.format == form::Format::province) {
        const auto* province = rules::find_province(book, answer);
        return province ? province->name.vi : std::string(answer);
    }
    return field.choices.empty() ? std::string(answer) : std::string(form::choice_label(field, answer, "vi"));
}

// --- head of the paper
void draw_qr(const Paper& paper, std::string_view token, double x, double top, double size) {
    const auto rows = qr_rows(token);
    if (rows.empty()) return;
    const double module = size / static_cast<double>(rows.size() + 8);  // four modules of quiet zone on each side
    cairo_save(paper.cairo());
    cairo_set_antialias(paper.cairo(), CAIRO_ANTIALIAS_NONE);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows.size(); ++c)
            if (rows[r][c] == '1')
                cairo_rectangle(paper.cairo(), x + module * static_cast<double>(c + 4), top + module * static_cast<double>(r + 4),
                                module, module);
    cairo_fill(paper.cairo());
    cairo_restore(paper.cairo());
}

void write_heading(Paper& paper, const rules::FormVersion& form) {
    paper.write("<i>" + escaped(form.code_line) + "</i>", 8.5, Align::right);
    paper.gap(6);
    paper.write("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", 12, Align::centre);
    paper.write("<b><u>Độc lập - Tự do - Hạnh phúc</u></b>", 12, Align::centre);
    paper.gap(12);
}

void write_title(Paper& paper, const rules::FormVersion& form, const SlipVisit& visit) {
    constexpr double qr = 33 * mm;
    const double top = paper.y, width = inner - qr - 4 * mm;
    auto words = escaped(form.title.vi);
    if (const auto comma = words.find(", "); comma != std::string::npos) words.replace(comma, 2, ",\n");  // the official break
    const auto title = paper.layout("<b>" + words + "</b>", 12.5, width, Align::centre);
    paper.show(title, margin, top + 2 * mm);
    const auto to = paper.layout(
        fmt::format("Kính gửi: <b>{}</b>", visit.office.empty() ? std::string(blank) : escaped(visit.office)), 10.5, width);
    double y = top + 2 * mm + Paper::height(title) + 9 * paper.scale();
    paper.show(to, margin, y);
    y += Paper::height(to) + 4 * paper.scale();
    const auto when =
        visit.date.empty() ? std::string("chưa đặt lịch") : fmt::format("{} ngày {}", visit.time, date_text(visit.date));
    const auto facts = paper.layout(fmt::format("Mã hồ sơ: <b>{}</b>\nGiờ hẹn: <b>{}</b>{}", visit.reference, when,
                                                visit.address.empty() ? "" : "\nĐịa chỉ: " + escaped(visit.address)),
                                    10, width);
    paper.show(facts, margin, y);
    draw_qr(paper, visit.token, page_width - margin - qr, top, qr);
    paper.y = std::max(y + Paper::height(facts), top + qr) + 6 * paper.scale();
}

// --- the fields, row by row of the 12-column grid: label above, answer below on a line of its own
struct Cell {
    Layout label, answer;
    double x = 0, width = 0;
};

Cell make_cell(const Paper& paper, const form::Field& field, const std::string& answer) {
    const double width = inner * field.pdf.columns / 12 - 3 * mm;
    return {.label = paper.layout(
                fmt::format("<span foreground=\"#444444\">{} {}</span>", field.pdf.item, escaped(field.label_vi)), 7.6, width),
            .answer = paper.layout(answer.empty() ? std::string(" ") : "<b>" + escaped(answer) + "</b>", 10, width),
            .x = margin + inner * field.pdf.column / 12,
            .width = width};
}

void underline(const Paper& paper, double x, double y, double width) {
    cairo_save(paper.cairo());
    cairo_set_source_rgb(paper.cairo(), 0.55, 0.55, 0.55);
    cairo_set_line_width(paper.cairo(), 0.4);
    cairo_move_to(paper.cairo(), x, y);
    cairo_line_to(paper.cairo(), x + width, y);
    cairo_stroke(paper.cairo());
    cairo_restore(paper.cairo());
}

void write_row(Paper& paper, std::vector<Cell>& cells) {
    double labels = 0, answers = 0;
    for (const auto& cell : cells) {
        labels = std::max(labels, Paper::height(cell.label));
        answers = std::max(answers, Paper::height(cell.answer));
    }
    paper.need(labels + answers);
    for (const auto& cell : cells) {
        paper.show(cell.label, cell.x, paper.y + labels - Paper::height(cell.label));
        paper.show(cell.answer, cell.x, paper.y + labels);
        underline(paper, cell.x, paper.y + labels + answers, cell.width);
    }
    paper.y += labels + answers + 4.5 * paper.scale();
    cells.clear();
}

/// What of a section stands on paper, in the order of the table.
std::vector<const form::Field*> printed_fields(form::Section section) {
    std::vector<const form::Field*> out;
    for (const auto& field : form::fields())
        if (field.section == section && !field.pdf.item.empty()) out.push_back(&field);
    return out;
}

void write_fields(Paper& paper, form::Section section, const Json& filing, const rules::Rulebook& book) {
    std::vector<const form::Field*> fields = printed_fields(section);
    std::stable_sort(fields.begin(), fields.end(), [](const auto* a, const auto* b) {
        return std::pair(a->pdf.row, a->pdf.column) < std::pair(b->pdf.row, b->pdf.column);
    });
    std::vector<Cell> cells;
    int row = -1;
    for (const auto* field : fields) {
        if (field->pdf.row != row && !cells.empty()) write_row(paper, cells);
        row = field->pdf.row;
        cells.push_back(make_cell(paper, *field, paper_text(*field, form::answer_at(filing, form::path(*field)), book)));
    }
    if (!cells.empty()) write_row(paper, cells);
}

void write_section_title(Paper& paper, form::Section section) {
    const auto& about = form::about(section);
    paper.need(40);
    paper.gap(5);
    paper.write(fmt::format("<b>{}. {}</b>", about.letter, escaped(about.title_vi)), 11);
    paper.gap(3);
}

// --- tables: a line of labels, then a numbered line for each row; the labels stand again on a new page
constexpr double number_column = 12 * mm;

/// One line of a table: the number, then a text for each column.
struct Line {
    std::vector<Layout> texts;
    double height = 0;
};

void add_text(const Paper& paper, Line& line, std::string_view markup, double points, double width) {
    line.texts.push_back(paper.layout(markup, points, width));
    line.height = std::max(line.height, Paper::height(line.texts.back()));
}

double column_width(const form::Field& field) { return (inner - number_column) * field.pdf.columns / 12 - 2 * mm; }

Line label_line(const Paper& paper, form::Section section) {
    constexpr auto grey = "<span foreground=\"#444444\">{}{} {}</span>";
    Line out;
    add_text(paper, out, fmt::format(grey, form::about(section).letter, 1, "STT"), 7.6, number_column - mm);
    for (const auto* field : printed_fields(section))
        add_text(paper, out, fmt::format(grey, field->pdf.item, "", escaped(field->label_vi)), 7.6, column_width(*field));
    return out;
}

Line row_line(const Paper& paper, form::Section section, int row, const Json& filing, const rules::Rulebook& book) {
    Line out;
    add_text(paper, out, std::to_string(row + 1), 9, number_column - mm);
    for (const auto* field : printed_fields(section)) {
        const auto text = paper_text(*field, form::answer_at(filing, form::path(*field, row)), book);
        add_text(paper, out, "<b>" + escaped(text) + "</b>", 9, column_width(*field));
    }
    return out;
}

void write_line(Paper& paper, form::Section section, const Line& line) {
    paper.show(line.texts.front(), margin, paper.y);
    const auto columns = printed_fields(section);
    for (std::size_t i = 0; i < columns.size(); ++i)
        paper.show(line.texts[i + 1], margin + number_column + (inner - number_column) * columns[i]->pdf.column / 12, paper.y);
    paper.y += line.height + 1.5 * paper.scale();
    underline(paper, margin, paper.y, inner);
    paper.gap(2.5);
}

void write_table(Paper& paper, form::Section section, const Json& filing, const rules::Rulebook& book) {
    const int rows = static_cast<int>(form::row_count(filing, section));
    if (rows == 0) return;
    const Line labels = label_line(paper, section);
    paper.need(40 + labels.height + row_line(paper, section, 0, filing, book).height);  // a heading never stands alone
    write_section_title(paper, section);
    write_line(paper, section, labels);
    for (int row = 0; row < rows; ++row) {
        const Line line = row_line(paper, section, row, filing, book);
        const int page = paper.pages();
        paper.need(line.height + 4 * paper.scale());
        if (paper.pages() != page) write_line(paper, section, labels);
        write_line(paper, section, line);
    }
}

// --- declaration and signatures
void write_consents(Paper& paper, const Json& filing, Date day, const rules::Rulebook& book) {
    write_section_title(paper, form::Section::consents);
    for (const auto kind : form::consents_due(filing, day, book)) {
        const auto* text = rules::consent_text(book, kind, day);
        const bool given = is_true(member(filing, "consents"), kind);
        if (text != nullptr) paper.write(fmt::format("{} {}", given ? "☒" : "☐", escaped(text->summary.vi)), 9.5);
        paper.gap(2);
    }
}

void write_signatures(Paper& paper, bool represented) {
    paper.need(42 * mm);
    paper.gap(8);
    const double half = inner / 2;
    const auto left = paper.layout("<b>CÁN BỘ TIẾP NHẬN</b>\n<i>(Ký, ghi rõ họ tên)</i>", 10, half, Align::centre);
    const auto right = paper.layout(fmt::format("<i>Ngày …… tháng …… năm ………</i>\n<b>{}</b>\n<i>(Ký, ghi rõ họ tên)</i>",
                                                represented ? "NGƯỜI ĐẠI DIỆN, NGƯỜI GIÁM HỘ" : "NGƯỜI ĐỀ NGHỊ"),
                                    10, half, Align::centre);
    paper.show(left, margin, paper.y + Paper::height(right) - Paper::height(left));
    paper.show(right, margin + half, paper.y);
    paper.y += Paper::height(right) + 22 * mm;
}

void compose(Paper& paper, const Json& filing, const SlipVisit& visit, const rules::Rulebook& book,
             const rules::FormVersion& form, Date day) {
    write_heading(paper, form);
    write_title(paper, form, visit);
    write_section_title(paper, form::Section::applicant);
    write_fields(paper, form::Section::applicant, filing, book);
    const bool represented = text_at(filing, "filedFor") != "self";
    if (represented) {
        write_section_title(paper, form::Section::representative);
        write_fields(paper, form::Section::representative, filing, book);
    }
    for (const auto& section : form::sections())
        if (section.is_table()) write_table(paper, section.section, filing, book);
    write_consents(paper, filing, day, book);
    write_signatures(paper, represented);
    paper.write(
        "<i>Phiếu lập từ bản khai trực tuyến; người đề nghị kiểm tra và ký tại quầy. Xuất trình mã QR cho cán bộ tiếp nhận.</i>",
        8.5);
    paper.end_page();
}

cairo_status_t keep(void* to, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

struct Printed {
    std::string pdf;
    int pages = 0;
};

Result<Printed> print(const Json& filing, const SlipVisit& visit, const rules::Rulebook& book, const rules::FormVersion& form,
                      Date day, double scale) {
    Printed out;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(keep, &out.pdf, page_width, page_height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "Mẫu TK01");
    cairo_t* cairo = cairo_create(surface);
    Paper paper(cairo, scale, visit.reference);
    compose(paper, filing, visit, book, form, day);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const bool fine = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!fine) return ErrorCode::slip_unprintable;
    out.pages = paper.pages();
    return out;
}

}  // namespace

Result<std::string> slip_pdf(const Json& filing, const SlipVisit& visit, const rules::Rulebook& book) {
    const auto day = parse_date(visit.submitted);
    if (!day.ok()) return ErrorCode::slip_unprintable;
    const auto* form = rules::form_version(book, text_at(filing, "formVersion"));
    if (form == nullptr) form = rules::form_version_on(book, *day);
    if (form == nullptr) return ErrorCode::slip_unprintable;
    for (const double scale : {1.0, 0.92, 0.84, 0.76, 0.68}) {
        MOTCUA_TRY(printed, print(filing, visit, book, *form, *day, scale));
        if (printed.pages <= wanted_pages) return std::move(printed.pdf);
    }
    // too much for one sheet: readable, on as many as it takes
    MOTCUA_TRY(printed, print(filing, visit, book, *form, *day, 0.92));
    return std::move(printed.pdf);
}

}  // namespace motcua::intake
