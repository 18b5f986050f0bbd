// motcua's subcommands. Each gives the process's exit code: 0 done, 1 refused or failed, 2 wrong usage.
#pragma once

#include <span>
#include <string_view>

namespace motcua::cli {

using Arguments = std::span<const std::string_view>;

int run_serve(Arguments args);        // serve.cpp
int run_registry(Arguments args);     // server/registry
int run_authority(Arguments args);    // server/authority
int run_check(Arguments args);        // check*.cpp: rules and measures on the command line, JSON out
int run_extract(Arguments args);      // extract.cpp: the template of a fingerprint
int run_search(Arguments args);       // search.cpp: a fingerprint in a folder or a stored gallery
int run_admin(Arguments args);        // admin.cpp: dispatches to those below
int run_admin_audit(Arguments args);  // admin_audit.cpp
int run_admin_backup(Arguments args);   // admin_backup.cpp
int run_admin_restore(Arguments args);
int run_admin_doctor(Arguments args);   // admin_doctor.cpp
int run_admin_keys(Arguments args);     // admin_keys.cpp
int run_admin_demo(Arguments args);
int run_admin_retention(Arguments args);  // admin_retention.cpp
int run_admin_rules(Arguments args);
int run_admin_lifecycle(Arguments args);
int run_admin_notice(Arguments args);
int run_admin_models(Arguments args);
int run_admin_close(Arguments args);
int run_admin_staff(Arguments args);
int run_admin_totp(Arguments args);

}  // namespace motcua::cli
