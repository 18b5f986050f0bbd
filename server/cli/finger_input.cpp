#include "server/cli/finger_input.hpp"

#include <charconv>

#include "shared/finger/minutiae.hpp"

namespace motcua::check {
namespace {

/// --ppi; 0 where it is absent. Errors: finger_resolution for what is no whole number that a reader has.
Result<int> asked_ppi(const Options& options) {
    const std::string_view asked = options.get("--ppi");
    int ppi = 0;
    if (!options.has("--ppi")) return ppi;
    const auto [end, fault] = std::from_chars(asked.data(), asked.data() + asked.size(), ppi);
    if (fault != std::errc{} || end != asked.data() + asked.size() || finger::trusted_ppi(ppi) == 0) return Error{.code = ErrorCode::finger_resolution, .field = "ppi"};
    return ppi;
}

}  // namespace

Result<std::vector<finger::ReadPrint>> read_pictures(const Options& options, std::string_view bytes) {
    MOTCUA_TRY(ppi, asked_ppi(options));
    return finger::read_prints(finger::bytes_of(bytes), ppi);
}

Result<finger::Template> read_template_or_picture(const Options& options, std::string_view file, std::istream& in) {
    const auto bytes = read_input(file, in);
    if (!bytes) return Error{.code = ErrorCode::file_unusable, .field = std::string(file)};
    if (bytes->starts_with("FMR") || bytes->starts_with("MFT1")) return finger::read_template(finger::bytes_of(*bytes));
    MOTCUA_TRY(prints, read_pictures(options, *bytes));
    if (prints.size() != 1) return ErrorCode::finger_several;
    return finger::extract(prints.front().image, prints.front().position);
}

std::optional<finger::Capture> capture_of(const Options& options, const finger::ReadPrint& print) {
    return options.has("--slap") ? finger::parse_capture(options.get("--slap")) : print.capture;
}

std::optional<std::vector<finger::Position>> missing_of(const Options& options) {
    std::vector<finger::Position> out;
    for (std::string_view rest = options.get("--missing"); !rest.empty();) {
        const auto position = finger::parse_position(rest.substr(0, rest.find(',')));
        if (!position || *position == finger::Position::unknown) return std::nullopt;
        out.push_back(*position);
        rest = rest.find(',') == std::string_view::npos ? std::string_view{} : rest.substr(rest.find(',') + 1);
    }
    return out;
}

}  // namespace motcua::check
