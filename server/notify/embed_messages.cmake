# Writes a C++ file that holds a text file as a raw string.
file(READ ${IN} text)
file(WRITE ${OUT} "// generated from assets/messages.json\n#include \"server/notify/messages_data.hpp\"\n\nnamespace motcua::notify {\n\nstd::string_view messages_json() {\n    return R\"json(${text})json\";\n}\n\n}  // namespace motcua::notify\n")
