#include "server/http/notice.hpp"

#include "server/net/secret_file.hpp"
#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

namespace motcua::http {
namespace {

Result<void> check(std::string_view text, std::string_view field) {
    if (text::tidy(text).empty()) return Error{.code = ErrorCode::form_missing, .field = std::string(field)};
    if (text::length(text) > longest_notice) return Error{.code = ErrorCode::form_too_long, .field = std::string(field)};
    return {};
}

}  // namespace

std::string notice_file(std::string_view data_dir) { return std::string(data_dir) + "/notice.json"; }

std::optional<rules::Text> read_notice(std::string_view data_dir) {
    const auto file = net::read_small(notice_file(data_dir));
    if (!file.ok()) return std::nullopt;
    const auto json = parse_json(*file, {.bytes = 16 * 1024, .depth = 2});
    if (!json) return std::nullopt;
    rules::Text notice{.vi = std::string(text_at(*json, "vi")), .en = std::string(text_at(*json, "en"))};
    if (!check(notice.vi, "vi").ok() || !check(notice.en, "en").ok()) return std::nullopt;
    return notice;
}

Result<void> write_notice(std::string_view data_dir, const rules::Text& notice) {
    MOTCUA_CHECK(check(notice.vi, "vi"));
    MOTCUA_CHECK(check(notice.en, "en"));
    return net::write_public(notice_file(data_dir), dump_json({{"vi", notice.vi}, {"en", notice.en}}));
}

}  // namespace motcua::http
