#include "server/store/visit.hpp"

#include "server/store/captures.hpp"
#include "server/store/comparisons.hpp"
#include "server/store/consents.hpp"
#include "server/store/overrides.hpp"
#include "server/store/verifications.hpp"

namespace motcua::store {

void erase_visit(const Transaction& tx, std::string_view reference) {
    tx.comparisons().erase(reference);
    tx.captures().erase(reference);
    tx.verifications().erase(reference);
    tx.overrides().erase(reference);
    tx.consents().erase(reference);
}

}  // namespace motcua::store
