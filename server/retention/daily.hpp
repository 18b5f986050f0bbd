// Erases what is due while serving: when the server starts, and every day after.
#pragma once

#include <functional>
#include <memory>

#include "server/retention/sweep.hpp"

namespace motcua::retention {

class Daily {
public:
    struct Options {
        store::Store* db;            ///< outlive this
        const keys::Keyring* keys;
        std::function<Millis()> clock;
        Millis period = 24LL * 3600 * 1000;
        std::function<void(const Result<Counts>&)> done;  ///< told of every run
    };
    /// Errors: rules_malformed (assets/retention.json).
    [[nodiscard]] static Result<std::unique_ptr<Daily>> start(Options options);
    ~Daily();

private:
    struct Impl;
    explicit Daily(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::retention
