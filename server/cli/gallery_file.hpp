// A gallery with the names of its prints: read from a folder of templates and pictures, or from a stored file.
#pragma once

#include <string>
#include <vector>

#include "server/cli/check_tools.hpp"
#include "shared/finger/search/gallery.hpp"

namespace motcua::cli {

struct NamedGallery {
    struct Skipped {
        std::string name;
        Error error;
    };
    std::vector<std::string> names{};     ///< the id of a print is its place here
    finger::Gallery gallery{};
    std::vector<Skipped> skipped{};       ///< files that hold no print
};

/// A folder: every file under it, in the order of names. A file: what store_gallery wrote.
/// Errors: request_not_found (neither), finger_gallery_malformed, file_unusable.
[[nodiscard]] Result<NamedGallery> open_gallery(const std::string& path, const check::Options& options);

/// {"names":[…]} and a line feed, then the snapshot. Errors: file_unusable.
[[nodiscard]] Result<void> store_gallery(const std::string& path, const NamedGallery& gallery);

/// Parts on as many threads as asked for.
[[nodiscard]] finger::Parallel on_threads(unsigned threads);

}  // namespace motcua::cli
