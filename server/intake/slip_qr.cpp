#include <qrencode.h>

#include <memory>

#include "server/intake/slip.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::intake {

std::vector<std::string> qr_rows(std::string_view text) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    std::vector<std::string> rows;
    if (!code) return rows;
    const auto width = static_cast<std::size_t>(code->width);
    for (std::size_t y = 0; y < width; ++y) {
        std::string row;
        for (std::size_t x = 0; x < width; ++x) row += (code->data[y * width + x] & 1) != 0 ? '1' : '0';
        rows.push_back(std::move(row));
    }
    return rows;
}

Json slip_json(const http::Services& services, std::string_view reference) {
    const auto token = services.keys->slip_token(reference);
    return {{"token", token}, {"qr", qr_rows(token)}};
}

}  // namespace motcua::intake
