# Writes a C++ file that holds the retention policy as a raw string.
file(READ ${IN} text)
file(WRITE ${OUT} "// generated from assets/retention.json\n#include \"server/retention/policy.hpp\"\n\nnamespace motcua::retention {\n\nstd::string_view policy_json() {\n    return R\"json(${text})json\";\n}\n\n}  // namespace motcua::retention\n")
