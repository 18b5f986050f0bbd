// Files for the browser, from the share folder: /… from web/, /models/… and /assets/… from the folders of that name.
// A name with a hash in it ("client.3f9a0c1d.wasm") never changes and may be kept for a year; others are asked for again by ETag.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/http/framing.hpp"
#include "server/http/router.hpp"

namespace motcua::http {

class Assets {
public:
    explicit Assets(std::string share_dir);
    /// The file for a path; index.html for the client's own routes ("/", "/vi/…"). Errors: request_not_found.
    [[nodiscard]] Result<Response> serve(const Head& head) const;

private:
    struct Entry {
        std::string bytes, etag;
        std::int64_t changed = 0;
    };
    [[nodiscard]] std::shared_ptr<const Entry> load(const std::string& file) const;
    std::string share_dir_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::shared_ptr<const Entry>> cache_;
};

/// The media type of a file's name.
[[nodiscard]] std::string media_type_of(std::string_view path);
/// "client.3f9a0c1d.wasm": eight or more hex digits between dots.
[[nodiscard]] bool has_hash(std::string_view path);
/// Is this path a page of the client? ("/", "/vi", "/vi/apply/…": no dot in the last part.)
[[nodiscard]] bool is_client_route(std::string_view path);
/// Does an Accept-Encoding header allow the coding (q=0 forbids)?
[[nodiscard]] bool accepts(std::string_view header, std::string_view coding);

}  // namespace motcua::http
