// Faces and fingerprints of the demonstration people. Growing them takes many seconds, so they are made once into a cache
// folder, whose name tells which painter, generator and extractor made it, and read from there afterwards.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/registry/demo_people.hpp"
#include "server/registry/records.hpp"
#include "shared/base/result.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::registry {

/// A name that changes when the people, or any program part that shapes their data, change: 16 hex digits over the list and
/// samples of the parts' output.
[[nodiscard]] std::string demo_fingerprint(const std::vector<DemoPerson>& people, const portrait::Models& models);

/// Told after each of the `all` pieces of work, by one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// Fills `folder` unless it is complete: for each person a sub-folder with portrait.jpg, face.jpg (another day than the
/// enrolled one), <finger>.png (another impression than the enrolled one) where `pictures`, and what goes on record.
/// Several processes may call it at once: one works, the others wait. The result does not depend on the number of cores. When it
/// has made the folder, it removes old ones. Errors: file_unusable, portrait_*, finger_*.
[[nodiscard]] Result<void> prepare_biometrics(const std::string& folder, const std::vector<DemoPerson>& people, const portrait::Models& models,
                                              const Progress& progress = {});

/// Every version of the program has a folder of its own. Beside `folder`, the one used last stays, for going back and forth.
void remove_old_caches(const std::string& folder);

/// What the prepared folder has for the record. Errors: file_unusable.
[[nodiscard]] Result<std::vector<Biometric>> prepared_record(const std::string& folder, const DemoPerson& person);

}  // namespace motcua::registry
