// A file by its descriptor: whole reads and writes, and names that appear at once or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::backup {

class File {
public:
    [[nodiscard]] static File reading(const std::string& path);
    [[nodiscard]] static File making(const std::string& path);  ///< new, mode 0600; not open when there is one
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;
    ~File();
    [[nodiscard]] bool is_open() const { return file_ >= 0; }
    /// Up to `size` bytes; fewer only at the end. Nothing on a failure.
    [[nodiscard]] std::optional<std::string> read(std::size_t size) const;
    [[nodiscard]] bool write(std::string_view bytes) const;
    [[nodiscard]] bool sync() const;

private:
    explicit File(int file) : file_(file) {}
    int file_ = -1;
};

/// Removes a file that was not finished, with what SQLite may have put beside it.
class Unfinished {
public:
    explicit Unfinished(std::string path) : path_(std::move(path)) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished();
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

enum class Placed { done, occupied, failed };
/// Gives a finished file its name, unless there is one of that name, and puts the name on disk.
[[nodiscard]] Placed place(const std::string& from, const std::string& to);

}  // namespace motcua::backup
