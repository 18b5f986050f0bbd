#include "server/http/permissions.hpp"

#include <algorithm>
#include <array>

namespace motcua::http {
namespace {

struct Row {
    Access access{};
    std::string_view name;
    Reach reach{};
    bool anyone = false, applicant = false, officer = false, supervisor = false;
    bool fresh_factor = false;
};

constexpr std::array table{
    Row{.access = Access::everybody, .name = "everybody", .anyone = true, .applicant = true, .officer = true, .supervisor = true},
    Row{.access = Access::peer, .name = "peer", .anyone = true, .applicant = true, .officer = true, .supervisor = true},
    Row{.access = Access::applicant, .name = "applicant", .applicant = true},
    Row{.access = Access::owner, .name = "owner", .reach = Reach::own, .applicant = true},
    Row{.access = Access::officer, .name = "officer", .officer = true, .supervisor = true},
    Row{.access = Access::office, .name = "office", .reach = Reach::office, .officer = true, .supervisor = true},
    Row{.access = Access::concerned,
        .name = "concerned",
        .reach = Reach::own_or_office,
        .applicant = true,
        .officer = true,
        .supervisor = true},
    Row{.access = Access::decision,
        .name = "decision",
        .reach = Reach::office,
        .officer = true,
        .supervisor = true,
        .fresh_factor = true},
    Row{.access = Access::second, .name = "second", .reach = Reach::office, .supervisor = true, .fresh_factor = true},
    Row{.access = Access::account, .name = "account", .officer = true, .supervisor = true},
    Row{.access = Access::factors, .name = "factors", .officer = true, .supervisor = true, .fresh_factor = true},
};

const Row* find(Access access) {
    const auto row = std::find_if(table.begin(), table.end(), [&](const Row& each) { return each.access == access; });
    return row == table.end() ? nullptr : &*row;
}

bool column(const Row& row, Role role) {
    switch (role) {
        case Role::anyone: return row.anyone;
        case Role::applicant: return row.applicant;
        case Role::officer: return row.officer;
        case Role::supervisor: return row.supervisor;
        case Role::peer: return false;  // no session has this role
    }
    return false;
}

}  // namespace

bool may_call(Access access, Role role) {
    const Row* row = find(access);
    return row != nullptr && column(*row, role);
}

Reach reach(Access access) {
    const Row* row = find(access);
    return row == nullptr ? Reach::nothing : row->reach;
}

bool needs_fresh_factor(Access access) {
    const Row* row = find(access);
    return row == nullptr || row->fresh_factor;
}

std::vector<std::string_view> callers(Access access) {
    std::vector<std::string_view> out;
    for (const Role role : {Role::anyone, Role::applicant, Role::officer, Role::supervisor})
        if (may_call(access, role)) out.push_back(intake::text(role));
    return out;
}

std::string_view text(Access access) {
    const Row* row = find(access);
    return row == nullptr ? "nobody" : row->name;
}

std::string_view text(Reach reach) {
    switch (reach) {
        case Reach::nothing: return "nothing";
        case Reach::own: return "own";
        case Reach::office: return "office";
        case Reach::own_or_office: return "own_or_office";
    }
    return "nothing";
}

}  // namespace motcua::http
