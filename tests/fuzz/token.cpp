// The text of the slip's QR: what is accepted has exactly one writing, and its reference is one that ours would be.
#include <string>

#include "shared/base/ids.hpp"
#include "shared/base/slip_token.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto token = parse_slip_token(text);
    if (token) {
        fuzz::require(write_slip_token(*token) == text, "a token has one writing");
        fuzz::require(token->seal.size() == slip_seal_length, "a seal has its length");
        fuzz::require(parse_reference(token->reference).value_or("") == token->reference, "the reference is canonical");
        fuzz::require(looks_like_slip_token(text), "a token looks like one");
    }
    if (size < 6) return 0;
    // five bytes make a reference, the rest a seal: together they are accepted
    const std::string reference = make_reference(std::span<const std::uint8_t, 5>(data, 5));
    std::string seal;
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (std::size_t i = 0; seal.size() < slip_seal_length; ++i) seal += letters[data[5 + i % (size - 5)] % letters.size()];
    const auto made = parse_slip_token(write_slip_token({.reference = reference, .seal = seal}));
    fuzz::require(made.ok() && made->reference == reference && made->seal == seal, "what is written is read");
    return 0;
}
