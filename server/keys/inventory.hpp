// Every kind of key and secret that this program makes or holds: what it is for, by which algorithm, where it lies, how long it
// lives and how it is replaced. `motcua admin keys list` shows this table; what it does not name does not exist.
#pragma once

#include <span>
#include <string_view>

namespace motcua::keys {

struct Text {
    std::string_view vi, en;
};

struct KeyKind {
    std::string_view name;       ///< stable: "kek", "audit-signing", …
    std::string_view algorithm;
    int bits = 0;                ///< of the key
    std::string_view place;      ///< file of the data folder, table of the store, "memory", or the option that names it
    Text purpose, life;          ///< life: how long, and what replaces it
};

[[nodiscard]] std::span<const KeyKind> inventory();

}  // namespace motcua::keys
