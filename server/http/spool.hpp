// A large body on its way: on disk, in a file without a name, sealed under a key that only this object has. Memory holds 64 KiB
// of it until a worker wants it whole, so many slow uploads cost no memory, and the disk never sees a passport in the clear.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::http {

class Spool {
public:
    /// In a folder on a local disk. Errors: store_unavailable (no file can be made).
    [[nodiscard]] static Result<std::unique_ptr<Spool>> create(const std::string& folder);
    ~Spool();
    /// Errors: store_unavailable (disk full, I/O error).
    [[nodiscard]] Result<void> append(std::string_view bytes);
    [[nodiscard]] std::size_t size() const;
    /// Everything appended, once. Errors: store_unavailable (unreadable, or not what was written).
    [[nodiscard]] Result<std::string> read();
    [[nodiscard]] int file() const;  ///< for tests: what lies on disk

private:
    struct Impl;
    explicit Spool(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::http
