// What `motcua admin doctor` looks at. Every check reads only, and says in words what to do; none stops at the first fault.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cli/links.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::cli {

enum class Health : std::uint8_t { ok, warning, wrong };

struct Finding {
    std::string name;  ///< stable: "key", "clock", …
    Health health = Health::ok;
    std::string vi, en;
};

/// The installation as serve would be started: its folders and the systems around it. Empty: not configured.
struct Patient {
    std::string data_dir, share_dir, checkpoint_dir;
    Links links;
    Millis now = 0;
    Millis key_life = 0;  ///< after which the key-encryption key is to be rotated
};

/// Folder, key, rotation, store, schema, audit, checkpoints, clock, space. (doctor_store.cpp)
[[nodiscard]] std::vector<Finding> look_at_store(const Patient& patient);
/// Registry, authority, smtp, sms, scanner, models, decoder. (doctor_outside.cpp)
[[nodiscard]] std::vector<Finding> look_outside(const Patient& patient);

/// A finding in the words of an error code; its detail is added.
[[nodiscard]] Finding wrong(std::string_view name, const Error& error);

}  // namespace motcua::cli
