#include "server/backup/copy.hpp"

#include "server/keys/keyring.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::backup {

std::string store_path(const std::string& data_dir) { return data_dir + "/motcua.db"; }

Result<Examined> examine(const std::string& path, const std::string& data_dir) {
    MOTCUA_TRY(db, store::connect(path, store::Access::read));
    try {
        if (auto fault = store::integrity_fault(db.get()); !fault.empty())
            return Error{.code = ErrorCode::store_damaged, .detail = fault};
        MOTCUA_TRY(missing, store::missing_migrations(db.get()));
        (void)missing;  // an older schema is brought up to date by the next start
        const store::SqliteTransaction tx(db.get(), 0);
        MOTCUA_TRY(keks, keys::prove(data_dir, tx));
        return Examined{.chain = audit::verify(tx), .keks = std::move(keks)};
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_damaged, .detail = failure.message};
    }
}

}  // namespace motcua::backup
