// The Store in one SQLite file, behind one writer. Every change of state runs on the single writing connection (WAL,
// synchronous=FULL, BEGIN IMMEDIATE; units that wait share one fsync), every read on a read-only connection beside it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/store/sqlite/transaction.hpp"
#include "server/store/store.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::store {

class Database final : public Store {
public:
    struct Options {
        std::string path;
        std::function<Millis()> clock;
    };
    /// Opens or creates, runs the migrations missing (numbered files compiled in; a back-up is made before), quick_check.
    /// Errors: store_damaged, store_newer_schema, store_unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(Options options);
    ~Database() override;

    /// One unit is tried and undone, and the disk has room. Costs no fsync.
    [[nodiscard]] Result<void> can_write() override;
    /// A consistent copy while serving, from a read-only snapshot. Errors: store_unavailable.
    [[nodiscard]] Result<void> back_up(const std::string& path);
    [[nodiscard]] Figures figures() const override;

private:
    Database();
    Result<void> run_write(const std::function<bool(Transaction&)>& work) override;
    Result<void> run_read(const std::function<bool(Transaction&)>& work) override;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::store
