#include "server/cli/finger_input.hpp"

#include <charconv>

#include "shared/finger/template.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::check {
namespace {

/// The resolution asked for, or the file's own where it is a scanner's, or 500: many devices write 72 or nothing.
int resolution(const Options& options, const std::string& bytes) {
    const std::string_view asked = options.get("--ppi");
    int ppi = 0;
    if (std::from_chars(asked.data(), asked.data() + asked.size(), ppi).ec == std::errc{} && !asked.empty()) return ppi;
    const auto info = picture::inspect(bytes);
    return info.ok() && info->dpi >= 250 && info->dpi <= 1200 ? info->dpi : finger::standard_ppi;
}

}  // namespace

Result<finger::GreyImage> read_finger_image(const Options& options, const std::string& bytes) {
    MOTCUA_TRY(grey, picture::decode(bytes, picture::Colour::grey));
    return finger::GreyImage{.width = grey.width, .height = grey.height, .ppi = resolution(options, bytes), .pixels = std::move(grey.pixels)};
}

Result<finger::Template> read_template_or_picture(const Options& options, std::string_view file, std::istream& in) {
    const auto bytes = read_input(file, in);
    if (!bytes) return Error{.code = ErrorCode::request_not_found, .field = std::string(file)};
    if (bytes->starts_with("FMR") || bytes->starts_with("MFT1"))
        return finger::read_template(std::span(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()));
    MOTCUA_TRY(image, read_finger_image(options, *bytes));
    return finger::extract(image);
}

}  // namespace motcua::check
