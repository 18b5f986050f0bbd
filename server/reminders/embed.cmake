# Writes a C++ file that holds the plans of reminders as a raw string.
file(READ ${IN} text)
file(WRITE ${OUT} "// generated from assets/reminders.json\n#include \"server/reminders/remind.hpp\"\n\nnamespace motcua::reminders {\n\nstd::string_view plan_json() {\n    return R\"json(${text})json\";\n}\n\n}  // namespace motcua::reminders\n")
