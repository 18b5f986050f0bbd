#include "client/pages/applicant/ask.hpp"

#include <algorithm>

#include "shared/form/filing.hpp"
#include "shared/form/validate.hpp"
#include "shared/identity/address.hpp"

namespace motcua::client::pages {

namespace {

using form::Format;

std::vector<ui::Option> nationalities(const App& app, bool of_applicant) {
    std::vector<ui::Option> out;
    for (const auto& row : app.rules().nationalities) {
        // The account is for foreigners; specimen passports are nobody's.
        if (row.kind == "specimen" || (of_applicant && row.code == "VNM")) continue;
        out.push_back({.value = row.code, .text = std::string(row.name.in(app.language())), .hint = row.code});
    }
    return out;
}

std::vector<ui::Option> provinces(const App& app) {
    std::vector<ui::Option> out;
    for (const auto& row : app.rules().provinces)
        out.push_back({.value = row.code, .text = identity::province_title(row.code, app.rules(), app.language(), app.today())});
    return out;
}

std::vector<ui::Option> card_symbols(const App& app) {
    std::vector<ui::Option> out;
    for (const auto& row : app.rules().cards.symbols)
        out.push_back({.value = row.symbol, .text = row.symbol + " – " + std::string(row.who.in(app.language()))});
    return out;
}

ui::Width width_of(const form::Field& field) {
    switch (field.format) {
        case Format::document_number:
        case Format::card_number:
        case Format::personal_number:
        case Format::foreigner_number:
        case Format::paper_number: return ui::Width::chars_20;
        case Format::nationality: return ui::Width::full;
        default: return field.max_length <= 20 ? ui::Width::chars_20 : ui::Width::full;
    }
}

/// Characters one may type: twice what is kept, since spaces and marks come along; a country by its name, of which the code is kept.
int typed_at_most(const form::Field& field) {
    constexpr int name_of_a_country = 80;
    return field.format == Format::nationality ? name_of_a_country : field.max_length * 2;
}

ui::FieldSpec spec_of(const App& app, std::string_view person, const form::Field& field, std::string_view path, ui::LabelStyle style) {
    // The table's hint of the province is for a field one types into; the page's own hint says the rest.
    std::string hint = field.format == Format::province ? std::string{} : app.hint(field);
    if (const std::string mark = read_mark(app, person, path); !mark.empty()) hint += (hint.empty() ? "" : " ") + mark;
    // Autofill knows the data of whoever holds the device: offered for one's own answers only.
    const bool own = person == guardian_id || answer_at(app.drafts.draft().people.front().filing, "filedFor") == "self";
    return {.key = path, .label = label_of(app, field), .hint = hint, .error = app.page.error_of(path),
            .autocomplete = own || field.section != form::Section::applicant ? field.autocomplete : std::string_view("off"),
            .input_mode = field.input_mode, .autocapitalize = field.autocapitalize, .max_length = typed_at_most(field), .width = width_of(field),
            .label_style = style};
}

bool ask_date(View& view, App& app, const form::Field& field, const ui::FieldSpec& spec, std::string& value) {
    const std::string_view autofill = spec.autocomplete.substr(0, 4) == "bday" ? "bday" : "";
    return date_boxes(view, app, spec.key, label_of(app, field), spec.hint, value, autofill, spec.label_style);
}

bool ask_by_format(View& view, App& app, const form::Field& field, const ui::FieldSpec& spec, std::string& value) {
    switch (field.format) {
        case Format::date: return ask_date(view, app, field, spec, value);
        case Format::nationality: return view.search_select(spec, options_of(app, field), value);
        case Format::province:
        case Format::card_symbol: return view.select(spec, options_of(app, field), value);
        default: break;
    }
    if (field.choices.empty()) return view.text_field(spec, value);
    return view.radios(spec.key, spec.label, spec.hint, spec.error, options_of(app, field), value, spec.label_style);
}

}  // namespace

std::string read_mark(const App& app, std::string_view person, std::string_view path) {
    const std::string read = app.drafts.draft().read_at(person, path);
    if (read.empty()) return {};
    const bool kept = read == app.drafts.draft().value(person, path);
    return kept ? app.t("passport.mark") : app.t("passport.mark_other", {{"value", value_text(app, path, read)}});
}

std::string label_of(const App& app, const form::Field& field) {
    std::string label = app.label(field);
    if (field.presence == form::Presence::optional) label += " " + app.t("field.optional");
    return label;
}

std::vector<ui::Option> options_of(const App& app, const form::Field& field) {
    switch (field.format) {
        case Format::nationality: return nationalities(app, field.section == form::Section::applicant);
        case Format::province: return provinces(app);
        case Format::card_symbol: return card_symbols(app);
        default: break;
    }
    std::vector<ui::Option> out;
    for (const auto& choice : field.choices) {
        // offered only where a lawful stay counts instead
        if (field.format == Format::card_type && choice.value == "none" && !rules::stay_counts(app.rules(), app.today())) continue;
        out.push_back({.value = std::string(choice.value), .text = app.choice(field, choice.value)});
    }
    return out;
}

void ask(View& view, App& app, std::string_view person, std::string_view path, ui::LabelStyle style) {
    const form::Field* field = form::find_field(path);
    if (field == nullptr) return;
    if (field->format == Format::attachment) return ask_picture(view, app, std::string(person), *field, std::string(path));
    std::string value = app.draft().value(person, path);
    if (!ask_by_format(view, app, *field, spec_of(app, person, *field, path, style), value)) return;
    app.draft().set(person, path, std::move(value));
    app.drafts.changed();
}

bool settle(App& app, std::string_view person, const std::vector<std::string_view>& paths) {
    const Json normal = form::normalise(filing_of(app, person), app.rules());
    for (const auto path : paths)
        if (auto value = answer_at(normal, path); !value.empty()) app.draft().set(person, path, std::move(value));
    app.drafts.changed();
    std::vector<ui::ErrorLine> lines;
    for (const Error& error : form::validate_fields(normal, paths, app.today(), app.rules())) lines.push_back({error.field, app.error_text(error)});
    return !app.show_errors(std::move(lines));
}

}  // namespace motcua::client::pages
