#include "server/registry/protocol.hpp"

namespace motcua::registry {

std::string osia_position(std::string_view ours) {
    std::string out(ours);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
}

std::string our_position(std::string_view osia) {
    std::string out(osia);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

}  // namespace motcua::registry
