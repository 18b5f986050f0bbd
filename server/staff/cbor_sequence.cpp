#include "server/staff/cbor_sequence.hpp"

#include <cbor.h>

namespace motcua::staff {
namespace {

/// What is still to come, while an item's head is read.
struct Walk {
    std::size_t left;     // bytes behind the head
    std::size_t pending;  // items
    bool lawful = true;

    /// Each of the members takes a byte at least.
    void expect(std::size_t members) {
        lawful = lawful && members <= left;
        if (lawful) pending += members;
    }
};

Walk& walk(void* context) { return *static_cast<Walk*>(context); }
void refuse(void* context) { walk(context).lawful = false; }

cbor_callbacks make_callbacks() {
    cbor_callbacks out = cbor_empty_callbacks;
    out.array_start = [](void* context, std::size_t count) { walk(context).expect(count); };
    out.map_start = [](void* context, std::size_t count) {
        walk(context).expect(count);  // the keys, so that the double of it cannot run over
        walk(context).expect(count);
    };
    out.byte_string_start = out.string_start = out.indef_array_start = out.indef_map_start = out.indef_break = refuse;
    out.tag = [](void* context, std::uint64_t) { refuse(context); };
    return out;
}

}  // namespace

bool is_cbor_sequence(std::string_view bytes, std::size_t items) {
    const cbor_callbacks callbacks = make_callbacks();
    Walk state{.left = bytes.size(), .pending = items};
    const auto* at = reinterpret_cast<cbor_data>(bytes.data());
    while (state.pending > 0 && state.left > 0) {
        --state.pending;
        const auto step = cbor_stream_decode(at, state.left, &callbacks, &state);
        if (step.status != CBOR_DECODER_FINISHED || !state.lawful) return false;
        at += step.read;
        state.left -= step.read;
    }
    return state.pending == 0 && state.left == 0;
}

}  // namespace motcua::staff
