#include "server/cli/gallery_file.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/cli/finger_input.hpp"

namespace motcua::cli {
namespace {

namespace fs = std::filesystem;

/// Names as they stand in the folder, links by their own. Errors: file_unusable.
Result<std::vector<std::string>> files_under(const fs::path& folder) {
    std::vector<std::string> out;
    std::error_code fault;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, fault), end; !fault && it != end; it.increment(fault))
        if (std::error_code gone; it->is_regular_file(gone)) out.push_back(it->path().lexically_relative(folder).generic_string());
    if (fault) return Error{.code = ErrorCode::file_unusable, .field = folder.string()};
    std::sort(out.begin(), out.end());
    return out;
}

Result<NamedGallery> read_folder(const fs::path& folder, const check::Options& options) {
    MOTCUA_TRY(files, files_under(folder));
    NamedGallery out;
    std::ifstream nothing;
    for (std::string& name : files) {
        const auto finger = check::read_template_or_picture(options, (folder / name).string(), nothing);
        const auto put = finger.ok() ? out.gallery.put(out.names.size(), *finger) : Result<void>(finger.error());
        if (put.ok()) out.names.push_back(std::move(name));
        else out.skipped.push_back({std::move(name), put.error()});
    }
    return out;
}

std::optional<std::vector<std::string>> names_of(std::string_view line) {
    const auto head = check::Out::parse(line, nullptr, false);
    if (!head.is_object() || !head.contains("names") || !head["names"].is_array()) return std::nullopt;
    std::vector<std::string> out;
    for (const auto& name : head["names"]) {
        if (!name.is_string()) return std::nullopt;
        out.push_back(name.get<std::string>());
    }
    return out;
}

Result<NamedGallery> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto line = bytes.find('\n');
    if (!file.good() && !file.eof()) return Error{.code = ErrorCode::file_unusable, .field = path.string()};
    const auto malformed = Error{.code = ErrorCode::finger_gallery_malformed, .field = path.string()};
    if (line == std::string::npos) return malformed;
    auto names = names_of(std::string_view(bytes).substr(0, line));
    if (!names) return malformed;
    auto gallery = finger::Gallery::restore({reinterpret_cast<const std::uint8_t*>(bytes.data()) + line + 1, bytes.size() - line - 1});
    if (!gallery.ok()) return malformed;
    for (std::size_t id = 0; id < names->size(); ++id)
        if (!gallery->holds(id)) return malformed;
    if (gallery->size() != names->size()) return malformed;
    return NamedGallery{.names = *std::move(names), .gallery = *std::move(gallery)};
}

}  // namespace

Result<NamedGallery> open_gallery(const std::string& path, const check::Options& options) {
    std::error_code fault;
    if (fs::is_directory(path, fault)) return read_folder(path, options);
    if (fs::is_regular_file(path, fault)) return read_file(path);
    return Error{.code = ErrorCode::request_not_found, .field = path};
}

Result<void> store_gallery(const std::string& path, const NamedGallery& gallery) {
    const std::string head = check::Out{{"names", gallery.names}}.dump(-1, ' ', true, check::Out::error_handler_t::replace) + '\n';
    const finger::Bytes snapshot = gallery.gallery.snapshot();
    const std::string beside = path + ".new";  // a stored gallery is whole or the old one
    std::ofstream file(beside, std::ios::binary);
    file.write(head.data(), static_cast<std::streamsize>(head.size()));
    file.write(reinterpret_cast<const char*>(snapshot.data()), static_cast<std::streamsize>(snapshot.size()));
    file.close();
    std::error_code fault;
    if (file) fs::rename(beside, path, fault);
    if (!file || fault) return Error{.code = ErrorCode::file_unusable, .field = path};
    return {};
}

finger::Parallel on_threads(unsigned threads) {
    return [threads](std::size_t parts, const std::function<void(std::size_t)>& part) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t i = next++; i < parts; i = next++) part(i);
        };
        std::vector<std::thread> others;
        for (unsigned t = 1; t < threads; ++t) others.emplace_back(work);
        work();
        for (std::thread& other : others) other.join();
    };
}

}  // namespace motcua::cli
