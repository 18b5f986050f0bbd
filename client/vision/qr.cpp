#include "client/vision/qr.hpp"

#include <zbar.h>

#include <memory>

namespace motcua::vision {
namespace {

struct Destroy {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

constexpr unsigned long y800 = 'Y' | '8' << 8 | '0' << 16 | '0' << 24;  // 8 bits of grey, as zbar names it

}  // namespace

std::optional<std::string> read_qr(const picture::Picture& grey) {
    const std::unique_ptr<zbar::zbar_image_scanner_t, Destroy> scanner(zbar::zbar_image_scanner_create());
    const std::unique_ptr<zbar::zbar_image_t, Destroy> image(zbar::zbar_image_create());
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::zbar_image_set_format(image.get(), y800);
    zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(grey.width), static_cast<unsigned>(grey.height));
    zbar::zbar_image_set_data(image.get(), grey.pixels.data(), grey.pixels.size(), nullptr);
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) return std::nullopt;
    const zbar::zbar_symbol_t* symbol = zbar::zbar_image_first_symbol(image.get());
    if (!symbol) return std::nullopt;
    return std::string(zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol));
}

}  // namespace motcua::vision
