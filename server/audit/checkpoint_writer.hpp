// Lays down checkpoints while serving: whenever a thousand entries are new, or a minute has passed since the last one and
// something happened, and once more at the end.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "server/net/signature.hpp"
#include "server/store/store.hpp"

namespace motcua::audit {

class CheckpointWriter {
public:
    struct Options {
        store::Store* db;  ///< outlives the writer
        std::string folder;
        net::SigningKey key;
        std::function<Millis()> clock;
        std::int64_t rows = 1000;
        Millis period = 60'000;
        std::chrono::milliseconds look{1000};                            ///< how often the head of the chain is looked at
        std::function<void(const Error&)> failed = [](const Error&) {};  ///< told of every try that failed; it is tried again
    };
    /// Makes the folder where it is missing, puts the public half of the key beside the checkpoints, and begins.
    /// Errors: audit_folder; audit_rolled_back (the store lacks what the newest checkpoint of the folder signed).
    [[nodiscard]] static Result<std::unique_ptr<CheckpointWriter>> start(Options options);
    ~CheckpointWriter();  ///< writes the last checkpoint

private:
    struct Impl;
    explicit CheckpointWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::audit
