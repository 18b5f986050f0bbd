#include "server/intake/slip.hpp"

namespace motcua::intake {

Result<std::string> slip_pdf(const Json&, const SlipVisit&, const rules::Rulebook&) { return ErrorCode::slip_unprintable; }

}  // namespace motcua::intake
