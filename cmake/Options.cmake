# One interface target carries the language level, the definitions and the warnings; every target links it.
add_library(realtime_options INTERFACE)
target_compile_features(realtime_options INTERFACE cxx_std_20)
target_compile_definitions(realtime_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_compile_options(realtime_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual
    # GCC 12 sees uninitialised parts in moved variants when it optimises; the sanitizers see none.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-maybe-uninitialized>)
# The product is what the tests judge: their own code compiles in half the time when it isn't optimised.
target_compile_options(realtime_options INTERFACE
    $<$<AND:$<CONFIG:Debug>,$<BOOL:$<TARGET_PROPERTY:REALTIME_IS_TEST>>>:-O0>)
target_include_directories(realtime_options INTERFACE ${PROJECT_SOURCE_DIR}/src)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Sanitizers to build with, as for -fsanitize (a preset sets it; empty for none).
set(REALTIME_SANITIZE "" CACHE STRING "Comma-separated sanitizers, as for -fsanitize")
if(REALTIME_SANITIZE)
    target_compile_options(realtime_options INTERFACE
        -fsanitize=${REALTIME_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
        $<$<BOOL:$<TARGET_PROPERTY:REALTIME_IS_TEST>>:-fno-sanitize=undefined>)
    target_link_options(realtime_options INTERFACE -fsanitize=${REALTIME_SANITIZE})
endif()
