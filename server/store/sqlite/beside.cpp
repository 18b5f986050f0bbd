#include "server/store/sqlite/beside.hpp"

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::store {

Result<void> read_beside(const std::string& path, const std::function<void(const Transaction&)>& look) {
    MOTCUA_TRY(db, connect(path, Access::read));
    try {
        execute(db.get(), "BEGIN");
        look(SqliteTransaction(db.get(), 0));
    } catch (const StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return {};
}

}  // namespace motcua::store
