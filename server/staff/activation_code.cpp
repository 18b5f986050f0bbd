#include "server/staff/activation_code.hpp"

#include "server/keys/keyring.hpp"
#include "shared/base/ids.hpp"

namespace motcua::staff {
namespace {

constexpr std::size_t digits = activation_groups * activation_group;

}  // namespace

std::string make_activation_code() {
    std::string out;
    for (const char byte : keys::random_bytes(digits)) {
        if (out.size() % (activation_group + 1) == activation_group) out += '-';
        out += base32_digit(static_cast<unsigned char>(byte) & 31U);
    }
    return out;
}

std::string read_activation_code(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        const unsigned value = base32_value(c);
        if (value > 31 || out.size() == digits) return {};
        out += base32_digit(value);
    }
    return out.size() == digits ? out : std::string();
}

}  // namespace motcua::staff
