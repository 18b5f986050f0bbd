#include "shared/document/classes.hpp"

#include <array>

#include "shared/identity/mrz_layout.hpp"

namespace motcua::document {
namespace {

using identity::layout::Slot;

void put(Classes& to, const Slot& slot, Class what) {
    for (int i = slot.from; i < slot.to; ++i) to[static_cast<std::size_t>(slot.line)][static_cast<std::size_t>(i)] = what;
}

Classes made(identity::MrzFormat format) {
    const identity::layout::Layout& layout = identity::layout::of(format);
    Classes out(static_cast<std::size_t>(layout.lines), std::vector<Class>(static_cast<std::size_t>(layout.width), digits | letters | only_filler));
    put(out, layout.document_code, letters | only_filler);
    put(out, {layout.document_code.line, layout.document_code.from, layout.document_code.from + 1}, class_of(layout.first_letters));
    for (const Slot& slot : {layout.issuer, layout.nationality, layout.name}) put(out, slot, letters | only_filler);
    for (const Slot& slot : {layout.birth, layout.expiry}) put(out, slot, digits | only_filler);
    for (const Slot& slot : {layout.birth_check, layout.expiry_check}) put(out, slot, digits);
    put(out, layout.number_check, layout.number_goes_on ? digits | only_filler : digits);
    put(out, layout.sex, class_of("FMX<"));
    if (layout.optional_check) put(out, *layout.optional_check, digits | only_filler);
    if (layout.composite_check) put(out, *layout.composite_check, digits);
    return out;
}

}  // namespace

int index_of(char c) {
    const std::size_t at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

Class class_of(std::string_view characters) {
    Class out = 0;
    for (const char c : characters) out |= Class(1) << index_of(c);
    return out;
}

const Classes& classes(identity::MrzFormat format) {
    using identity::MrzFormat;
    static const std::array all{made(MrzFormat::td1), made(MrzFormat::td2), made(MrzFormat::td3), made(MrzFormat::mrv_a), made(MrzFormat::mrv_b)};
    return all[static_cast<std::size_t>(format)];
}

const std::vector<std::string_view>& states() {
    static const std::vector<std::string_view> all{
#include "document_states.inc"
    };
    return all;
}

}  // namespace motcua::document
