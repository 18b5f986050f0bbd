#include "server/audit/chain.hpp"
#include "server/store/store.hpp"

namespace motcua::store {

void Transaction::audit(const AuditEntry& entry) const { audit::append(*this, entry); }

}  // namespace motcua::store
