#include <sys/socket.h>

#include <cerrno>

#include "server/control/line.hpp"
#include "server/control/socket.hpp"

namespace motcua::control {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds request_time{5000};

Result<Json> read_answer(const std::string& line) {
    auto answer = parse_json(line, {.bytes = most_answered});
    if (!answer.ok()) return ErrorCode::control_request;
    if (is_true(*answer, "ok")) return Json(member(*answer, "result"));
    const auto code = error_code(text_at(*answer, "code"));
    return Error{.code = code.value_or(ErrorCode::control_request), .detail = std::string(text_at(*answer, "detail"))};
}

}  // namespace

std::optional<Result<Json>> ask(const std::string& data_dir, std::string_view command, const Json& arguments, int patience_ms) {
    const auto place = place_in(data_dir);
    const Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!place || !socket.open()) return std::nullopt;
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&place->address), sizeof place->address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
        return Result<Json>(errno == EACCES ? ErrorCode::control_forbidden : ErrorCode::control_silent);
    }
    const auto line = dump_json(Json{{"command", command}, {"arguments", arguments}});
    // a server that refuses has answered already and may have closed its end
    (void)write_line(socket, line, within(request_time));
    const auto answer = read_line(socket, most_answered, within(milliseconds(patience_ms)));
    return answer ? read_answer(*answer) : Result<Json>(ErrorCode::control_silent);
}

}  // namespace motcua::control
