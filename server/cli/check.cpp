#include "server/cli/check.hpp"

#include <algorithm>
#include <array>
#include <iostream>

#include "server/cli/check_tools.hpp"
#include "server/cli/commands.hpp"

namespace motcua {
namespace {

constexpr std::array table{
    CheckRow{"mrz", "mrz [FILE|-] [--on D]", check_mrz},
    CheckRow{"phone", "phone TEXT", check_phone},
    CheckRow{"name", "name TEXT", check_name},
    CheckRow{"names", "names A B", check_names},
    CheckRow{"deadline", "deadline --received D [--days 3|7]", check_deadline},
    CheckRow{"eligibility",
             "eligibility --birth D --card TRC|PRC|none [--card-expiry D] [--passport-expiry D] [--stay-until D] [--dependent] [--on D] [--rule-set ID]",
             check_eligibility},
    CheckRow{"form", "form FILE.json|- [--on D]", check_form},
    CheckRow{"portrait", "portrait IMAGE [--policy vn|icao] [--on D] [--cut FILE] [--models DIR]", check_portrait},
    CheckRow{"faces", "faces IMAGE IMAGE [--model mobilefacenet|faceapi] [--models DIR]", check_faces},
    CheckRow{"passport", "passport IMAGE|- [--on D] [--models DIR]", check_passport},
    CheckRow{"schema", "schema", check_schema},
    CheckRow{"finger", "finger FILE|- [--ppi N] [--position right_thumb…] [--slap right_four|left_four|two_thumbs [--missing right_ring,…]]", check_finger},
    CheckRow{"fingers", "fingers A B [A2 B2 …] [--ppi N]   (pictures or templates; several: of two people, fused)", check_fingers},
    CheckRow{"batch", "batch < LINES", check_batch},
};

int list_commands(std::ostream& err) {
    for (const CheckRow& row : table) err << "motcua check " << row.usage << '\n';
    return check::exit_usage;
}

}  // namespace

std::span<const CheckRow> check_table() { return table; }

int run_check(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    if (args.empty()) return list_commands(err);
    const auto* row = std::find_if(table.begin(), table.end(), [&](const CheckRow& one) { return one.name == args[0]; });
    return row == table.end() ? list_commands(err) : row->run(args.subspan(1), in, out, err);
}

int cli::run_check(Arguments args) { return motcua::run_check(args, std::cin, std::cout, std::cerr); }

}  // namespace motcua
