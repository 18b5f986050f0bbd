#include "server/http/assets.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "server/keys/keyring.hpp"

#include <sodium.h>

namespace motcua::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml; charset=utf-8"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".ttf", "font/ttf"},
    {".otf", "font/otf"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".bin", "application/octet-stream"},
    {".onnx", "application/octet-stream"},
}};

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string etag_of(std::string_view bytes) {
    std::string hash(16, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return '"' + keys::hex(hash) + '"';
}

bool names_tag(std::string_view header, std::string_view tag) {
    return header == "*" || header.find(tag) != std::string_view::npos;
}

std::string caching(std::string_view path) { return has_hash(path) ? "public, max-age=31536000, immutable" : "no-cache"; }

}  // namespace

std::string media_type_of(std::string_view path) {
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending)) return std::string(type);
    return "application/octet-stream";
}

bool has_hash(std::string_view path) {
    auto name = file_name(path);
    for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        name.remove_prefix(dot + 1);
        const auto end = name.find('.');
        if (end != std::string_view::npos && end >= 8 &&
            std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(end), is_hex))
            return true;
    }
    return false;
}

bool is_client_route(std::string_view path) {
    if (path == "/") return true;
    if (path.size() < 3 || file_name(path).find('.') != std::string_view::npos) return false;
    const auto language = path.substr(1, path.find('/', 1) - 1);
    return language.size() == 2 && std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool accepts(std::string_view header, std::string_view coding) {
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        auto item = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
        if (!item.starts_with(coding)) continue;
        const auto rest = item.substr(coding.size());
        if (rest.empty()) return true;
        if (rest[0] != ';' && rest[0] != ' ') continue;
        const auto q = rest.find("q=");
        return q == std::string_view::npos || rest.substr(q + 2).find_first_not_of("0. ") != std::string_view::npos;
    }
    return false;
}

Assets::Assets(std::string share_dir) : share_dir_(std::move(share_dir)) {}

// Read again when the file changed on disk: a rebuild while serving is seen at the next request.
std::shared_ptr<const Assets::Entry> Assets::load(const std::string& file) const {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return nullptr;
    const auto changed = std::int64_t{about.st_mtim.tv_sec} * 1'000'000'000 + about.st_mtim.tv_nsec;
    {
        std::lock_guard lock(mutex_);
        const auto it = cache_.find(file);
        if (it != cache_.end() && it->second->changed == changed) return it->second;
    }
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    auto entry = std::make_shared<Entry>();
    entry->bytes = std::move(bytes).str();
    entry->etag = etag_of(entry->bytes);
    entry->changed = changed;
    std::lock_guard lock(mutex_);
    cache_[file] = entry;
    return entry;
}

Result<Response> Assets::serve(const Head& head) const {
    std::string path = is_client_route(head.path) ? "/index.html" : head.path;
    const bool beside = path.starts_with("/models/") || path.starts_with("/assets/");
    const auto file = share_dir_ + (beside ? "" : "/web") + path;
    const auto plain = load(file);
    if (!plain) return ErrorCode::request_not_found;
    Response out;
    out.headers = {{"Cache-Control", caching(path)}, {"Vary", "Accept-Encoding"}};
    auto chosen = plain;
    for (const auto& [coding, ending] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
        if (!accepts(head.header("accept-encoding"), coding)) continue;
        const auto packed = load(file + ending);
        if (!packed) continue;
        chosen = packed;
        out.headers.emplace_back("Content-Encoding", coding);
        break;
    }
    out.headers.emplace_back("ETag", chosen->etag);
    if (names_tag(head.header("if-none-match"), chosen->etag)) {
        out.status = 304;
        return out;
    }
    out.content_type = media_type_of(path);
    out.body = chosen->bytes;
    return out;
}

}  // namespace motcua::http
