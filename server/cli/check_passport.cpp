// motcua check passport: what the machine-readable zone in a picture says, and whether that can be relied on.
#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/model_folder.hpp"
#include "server/models/folder.hpp"
#include "shared/document/reader.hpp"

namespace motcua {
int check_passport(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--on", "--models"});
    const auto on = check::date_option(options, "--on", check::today());
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, "passport", options.wrong);
    const auto ocr = models::load_ocr(options.has("--models") ? std::string(options.get("--models")) : cli::default_model_folder());
    if (!ocr) return check::refuse(out, ocr.error());
    const auto bytes = check::read_input(options.plain[0], in);
    if (!bytes) return check::refuse(out, {.code = ErrorCode::picture_format, .detail = std::string(options.plain[0])});
    const auto picture = picture::decode(*bytes, picture::Colour::grey);
    if (!picture) return check::refuse(out, picture.error());
    const document::Reading reading = document::read(*picture, **ocr, *on);
    out << document::to_json(reading) << '\n';
    return reading.valid ? check::exit_valid : check::exit_not_valid;
}

}  // namespace motcua
