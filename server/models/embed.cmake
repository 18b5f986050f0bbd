# Writes a C++ file that holds the manifest of the models as a raw string.
file(READ ${IN} text)
file(WRITE ${OUT} "// generated from shared/portrait/models/manifest.json\n#include \"server/models/manifest.hpp\"\n\nnamespace motcua::models {\n\nstd::string_view manifest_json() {\n    return R\"json(${text})json\";\n}\n\n}  // namespace motcua::models\n")
