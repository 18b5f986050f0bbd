#include "server/intake/pictures.hpp"

#include <semaphore>

namespace motcua::intake {
namespace {

constexpr int largest_side = 2000;  // more is of no use to a 1:1 comparison or a reader and costs 10 times the room

std::counting_semaphore<2>& turns() {
    static std::counting_semaphore<2> both(2);
    return both;
}

}  // namespace

Turn::Turn() { turns().acquire(); }
Turn::~Turn() { turns().release(); }

Result<picture::Picture> open_picture(std::string_view bytes) {
    MOTCUA_TRY(picture, picture::decode(bytes));
    const int side = std::max(picture.width, picture.height);
    if (side <= largest_side) return std::move(picture);
    return picture::resize(picture, picture.width * largest_side / side, picture.height * largest_side / side);
}

bool may_see(const store::Transaction& tx, const Caller& caller, std::string_view owner, std::string_view reference) {
    if (caller.role == Role::applicant) return caller.subject == owner;
    if (caller.role != Role::officer && caller.role != Role::supervisor) return false;
    auto row = tx.sql("SELECT 1 FROM applications WHERE reference = ? AND (office IS NULL OR office = '' OR office = ?)");
    row.bind(1, reference).bind(2, caller.office);
    return row.step();
}

}  // namespace motcua::intake
