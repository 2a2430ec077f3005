# Most of a compilation here is reading Qt's headers. The libraries and the tests read them once each; every file still
# includes what it needs, which the dev presets prove by building without this.
option(REALTIME_PRECOMPILE "Read Qt's headers once for all files instead of once per file" ON)

# Much of the rest is reading our own headers: files of a target are compiled together, a few at a time. So no two of them
# have the same name in a namespace without a name. The dev presets prove that each still includes what it needs.
option(REALTIME_UNITY "Compile a few source files as one" ON)
set(CMAKE_UNITY_BUILD ${REALTIME_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 6)
if(REALTIME_UNITY) # a class may have members of a type that only its own .cpp knows
    target_compile_options(realtime_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

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

# A batch is rebuilt when one of its files is: those that read entries come together, so that a change of what an entry is
# leaves the other batches alone.
function(realtime_group_sources target)
    get_target_property(sources ${target} SOURCES)
    set(readers "")
    set(others "")
    foreach(source ${sources})
        get_filename_component(path ${source} ABSOLUTE)
        set(includes "")
        if(source MATCHES "[.]cpp$" AND EXISTS ${path})
            file(STRINGS ${path} includes REGEX
                "^#include \".*(entry/entry|entrybuilders|arrivalbatch|backfillqueue|fixture|samples|watcher|windowtruth|staterow)[.]h\"")
        endif()
        if(includes)
            list(APPEND readers ${source})
        else()
            list(APPEND others ${source})
        endif()
    endforeach()
    set_target_properties(${target} PROPERTIES SOURCES "${readers};${others}")
endfunction()
