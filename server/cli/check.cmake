# motcua check: the dispatcher and its subcommands, natively part of bin/motcua, under em++ a program of its own for node.
# Included by server/CMakeLists.txt (native) and client/CMakeLists.txt or the top (WASM). Sources and libraries of further subcommands go here.
set(motcua_check_sources check.cpp check_batch.cpp check_finger.cpp check_fingers.cpp check_identity.cpp check_passport.cpp check_rules.cpp check_tools.cpp extract.cpp finger_input.cpp check_portrait.cpp model_folder.cpp
  ../models/folder.cpp ../models/manifest.cpp ../models/sha256.cpp)
list(TRANSFORM motcua_check_sources PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
# the models' manifest, compiled in
set(motcua_manifest_data ${CMAKE_BINARY_DIR}/generated/server/models/manifest_data.cpp)
add_custom_command(
  OUTPUT ${motcua_manifest_data}
  COMMAND ${CMAKE_COMMAND} -DOUT=${motcua_manifest_data} -DIN=${CMAKE_SOURCE_DIR}/shared/portrait/models/manifest.json
          -P ${CMAKE_SOURCE_DIR}/server/models/embed.cmake
  DEPENDS ${CMAKE_SOURCE_DIR}/shared/portrait/models/manifest.json ${CMAKE_SOURCE_DIR}/server/models/embed.cmake VERBATIM)
list(APPEND motcua_check_sources ${motcua_manifest_data})
set(motcua_check_libraries motcua_rules_bundle motcua_rules motcua_finger motcua_picture motcua_document motcua_vision)

if(EMSCRIPTEN)
  add_executable(motcua-check ${CMAKE_CURRENT_LIST_DIR}/check_main.cpp ${motcua_check_sources})
  set_target_properties(motcua-check PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  target_compile_options(motcua-check PRIVATE -fwasm-exceptions)
  target_link_libraries(motcua-check PRIVATE ${motcua_check_libraries})
  target_link_options(motcua-check PRIVATE -fwasm-exceptions -sSUPPORT_LONGJMP=wasm -sALLOW_MEMORY_GROWTH -sEXIT_RUNTIME
    -sWASM_ASYNC_COMPILATION=0 -sNODERAWFS -sTOTAL_STACK=2MB)
else()
  add_library(motcua_check OBJECT ${motcua_check_sources})
  target_link_libraries(motcua_check PUBLIC ${motcua_check_libraries} sodium)
endif()
