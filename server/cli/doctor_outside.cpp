#include <fmt/format.h>

#include "server/cli/decoder_program.hpp"
#include "server/cli/doctor.hpp"
#include "server/models/folder.hpp"
#include "server/net/call.hpp"
#include "server/net/link.hpp"
#include "server/scan/scanner.hpp"

namespace motcua::cli {
namespace {

struct Names {
    std::string_view name, option, vi, en;
};

Finding not_given(const Names& names, std::string_view vi, std::string_view en) {
    return {std::string(names.name), Health::warning, fmt::format("Chưa cấu hình {} ({}). {}", names.vi, names.option, vi),
            fmt::format("No {} is configured ({}). {}", names.en, names.option, en)};
}

// Addresses may hold a password: they are never shown.
Finding reached(const Names& names, const Result<void>& answer) {
    if (answer.ok())
        return {std::string(names.name), Health::ok, fmt::format("Kết nối được {}.", names.vi),
                fmt::format("The {} answers.", names.en)};
    // what is wrong with addresses, certificates and keys, the error says better
    if (answer.error().code != ErrorCode::peer_unreachable && answer.error().code != ErrorCode::peer_timeout)
        return wrong(names.name, {.code = answer.error().code, .detail = fmt::format("{}: {}", names.option, answer.error().detail)});
    return {std::string(names.name), Health::wrong,
            fmt::format("Không kết nối được {}. Hãy kiểm tra {}, mạng và tường lửa ({}).", names.vi, names.option,
                        answer.error().detail),
            fmt::format("The {} cannot be reached. Check {}, the network and the firewall ({}).", names.en, names.option,
                        answer.error().detail)};
}

/// Any HTTP answer will do: what the peer offers besides its published interface is not ours to know.
Result<void> ask_http(const Link& link, std::string_view path) {
    MOTCUA_CHECK(net::check_trust(link.trust));
    const auto answer = net::perform({.method = "GET", .url = link.url + std::string(path), .timeout_ms = 5000, .trust = link.trust});
    if (answer.ok() || answer.error().code == ErrorCode::peer_answer_too_large) return {};
    return answer.error();
}

/// Greets and, where a letter would, changes to TLS; sends no message and no password.
Result<void> ask_smtp(const Link& link) {
    MOTCUA_CHECK(net::check_target(link.url, net::Speech::mail));
    MOTCUA_CHECK(net::check_trust(link.trust));
    net::Words words;
    const auto curl = net::new_link(link.trust, words);
    if (!curl) return ErrorCode::request_internal;
    curl_easy_setopt(curl.get(), CURLOPT_URL, link.url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(net::stays_here(link.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, 5000L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L);
    const auto code = curl_easy_perform(curl.get());
    return code == CURLE_OK ? Result<void>{} : Result<void>{net::link_failure(code, words)};
}

Finding registry(const Links& links) {
    constexpr Names names{"registry", "--registry", "cơ sở dữ liệu xuất nhập cảnh", "immigration registry"};
    if (links.registry.url.empty()) return not_given(names, "Quầy không xác thực được ai.", "The counter can verify nobody.");
    return reached(names, ask_http(links.registry, "/healthz"));
}
Finding authority(const Links& links) {
    constexpr Names names{"authority", "--authority", "cơ quan quản lý định danh", "identity authority"};
    if (links.authority.url.empty())
        return not_given(names, "Yêu cầu được giữ lại, chưa gửi.", "Requests are kept and not sent.");
    return reached(names, ask_http(links.authority, "/healthz"));
}
Finding smtp(const Links& links) {
    constexpr Names names{"smtp", "--smtp", "máy chủ thư", "mail server"};
    if (links.smtp.url.empty()) return not_given(names, "Không gửi được thư cho người nộp.", "No e-mail reaches applicants.");
    return reached(names, ask_smtp(links.smtp));
}
Finding sms(const Links& links) {
    constexpr Names names{"sms", "--sms-gateway", "cổng SMS", "SMS gateway"};
    if (links.sms.url.empty())
        return not_given(names, "Người nộp không nhận được mã xác thực.", "Applicants get no codes and cannot sign in.");
    return reached(names, ask_http(links.sms, ""));
}
Finding scanner(const Links& links) {
    constexpr Names names{"scanner", "--virus-scanner", "phần mềm chống vi-rút", "virus scanner"};
    if (links.virus_scanner.empty())
        return not_given(names, "Tệp gửi lên chỉ được mở trong tiến trình cách ly, không quét vi-rút.",
                         "Uploads are opened in a locked-up process and not scanned.");
    const auto path = scan::socket_path(links.virus_scanner);
    if (!path.ok()) return wrong("scanner", path.error());
    return reached(names, scan::Scanner({.path = *path, .deadline = 5000}).greet());
}

/// The first model that is not what the manifest says, or that does not load.
Result<void> all_models(const std::string& folder) {
    for (const auto& file : models::look(folder))
        if (file.state == models::State::missing || file.state == models::State::changed)
            return Error{.code = ErrorCode::portrait_model, .detail = fmt::format("{}: {}", file.file, models::text(file.state))};
    for (const auto& row : portrait::all_face_models()) MOTCUA_CHECK(models::load(folder, row.model));
    return {};
}

Finding face_networks(const Patient& patient) {
    const auto folder = patient.share_dir + "/models";
    const auto sound = all_models(folder);
    if (sound.ok()) return {"models", Health::ok, "Các mạng nhận dạng khuôn mặt dùng được.", "The face networks load."};
    const auto& what = sound.error().detail;
    return {
        "models", Health::wrong,
        fmt::format("Thiếu hoặc hỏng mạng nhận dạng khuôn mặt trong {} ({}). Hãy chạy lại .ci/models hoặc kiểm tra --share.", folder, what),
        fmt::format("The face networks in {} are missing or damaged ({}). Run .ci/models again or check --share.", folder, what)};
}

Finding decoder() {
    const auto started = start_decoder();
    if (!started.ok()) return wrong("decoder", started.error());
    const auto layers = (*started)->confinement();
    if (layers.complete())
        return {"decoder", Health::ok, fmt::format("Chương trình mở ảnh bị cô lập hoàn toàn ({}).", layers.text()),
                fmt::format("The program that opens pictures is locked up in every way ({}).", layers.text())};
    return {"decoder", Health::warning,
            fmt::format("Chương trình mở ảnh chỉ bị cô lập một phần ({}). Hãy cho phép dịch vụ dùng seccomp và user namespace.",
                        layers.text()),
            fmt::format("The program that opens pictures is locked up in part only ({}). Allow seccomp and user namespaces to "
                        "this service.", layers.text())};
}

}  // namespace

std::vector<Finding> look_outside(const Patient& patient) {
    const auto& links = patient.links;
    return {registry(links), authority(links), smtp(links), sms(links), scanner(links), face_networks(patient), decoder()};
}

}  // namespace motcua::cli
