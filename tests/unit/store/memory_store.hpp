// The Store in memory: a unit of work has a copy of everything, which takes the place of the original when it is kept. For use
// case tests without a file, and as the second opinion on what the gateways promise.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "server/store/store.hpp"
#include "shared/base/date.hpp"

namespace motcua::store::memory {

struct Tables;

class MemoryStore final : public Store {
public:
    explicit MemoryStore(std::function<Millis()> clock);
    ~MemoryStore() override;
    [[nodiscard]] Result<void> can_write() override { return {}; }
    [[nodiscard]] Figures figures() const override;

private:
    Result<void> run_write(const std::function<bool(Transaction&)>& work) override;
    Result<void> run_read(const std::function<bool(Transaction&)>& work) override;
    std::shared_ptr<const Tables> present() const;

    std::function<Millis()> clock_;
    std::mutex writing_;          ///< one unit at a time
    mutable std::mutex mutex_;    ///< guards what follows
    std::shared_ptr<const Tables> tables_;
    Figures figures_;
};

}  // namespace motcua::store::memory
