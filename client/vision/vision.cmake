# vision.js and vision.wasm: the Worker's module. Included by client/CMakeLists.txt under em++.
add_executable(vision ${CMAKE_CURRENT_LIST_DIR}/vision.cpp ${CMAKE_CURRENT_LIST_DIR}/qr.cpp)
target_compile_options(vision PRIVATE -fwasm-exceptions)
target_include_directories(vision SYSTEM PRIVATE ${MOTCUA_WASM_ZBAR}/include)
target_link_libraries(vision PRIVATE motcua_vision motcua_document motcua_finger ${MOTCUA_WASM_ZBAR}/libzbar.a)
# node is there for the tests only; memory starts with room for the networks and grows with the picture
target_link_options(vision PRIVATE -O2 -fwasm-exceptions -sSUPPORT_LONGJMP=wasm --no-entry -sMODULARIZE -sEXPORT_NAME=Vision -sENVIRONMENT=worker,node
  -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=1GB -sTOTAL_STACK=1MB -sDYNAMIC_EXECUTION=0 -sASSERTIONS=0
  -sEXPORTED_FUNCTIONS=_malloc,_free,_vision_load,_vision_prepare,_vision_judge_file,_vision_take,_vision_made,_vision_made_size,_vision_begin,_vision_watch -sEXPORTED_RUNTIME_METHODS=UTF8ToString
  -sINCOMING_MODULE_JS_API=locateFile,wasmBinary)

# The same without vector instructions, for browsers that have none (Safari before 16.4): a build of its own beside this one,
# since all that is linked with it is compiled otherwise. motcua-check and the probes of that build are for the tests.
if(MOTCUA_WASM_SIMD)
  set(motcua_scalar ${CMAKE_BINARY_DIR}-scalar)
  execute_process(COMMAND ${CMAKE_COMMAND} --preset wasm-scalar -B ${motcua_scalar} -DMOTCUA_TESTS=${MOTCUA_TESTS}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  set(motcua_scalar_targets vision motcua-check)
  if(MOTCUA_TESTS)
    list(APPEND motcua_scalar_targets vision_probe)
  endif()
  add_custom_target(vision_scalar
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs ninja -C ${motcua_scalar} --quiet ${motcua_scalar_targets}
    BYPRODUCTS ${motcua_scalar}/client/vision.js ${motcua_scalar}/client/vision.wasm VERBATIM)
endif()
