# Most of a compilation here is reading Qt's headers. The libraries and the tests read them once each; every file still
# includes what it needs, which the dev presets prove by building without this.
option(REALTIME_PRECOMPILE "Read Qt's headers once for all files instead of once per file" ON)

# realtime_precompile(TARGET HEADERS header...): the target reads these once.
# realtime_precompile(TARGET LIKE other): the target shares what `other` has read; both need the same definitions.
function(realtime_precompile target)
    cmake_parse_arguments(arg "" "LIKE" "HEADERS" ${ARGN})
    if(NOT REALTIME_PRECOMPILE)
        return()
    endif()
    if(arg_LIKE)
        target_precompile_headers(${target} REUSE_FROM ${arg_LIKE})
    else()
        target_precompile_headers(${target} PRIVATE ${arg_HEADERS})
    endif()
endfunction()
