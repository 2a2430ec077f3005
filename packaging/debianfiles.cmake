# Run by CPack on the staged files: Debian wants its documents compressed, the changes of the program and those of the
# package beside the licence.
set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX}/share")
set(documents "${share}/doc/realtime-monitor")
configure_file("${CPACK_REALTIME_CHANGELOG}" "${documents}/changelog" COPYONLY)
configure_file("${CPACK_REALTIME_DEBIAN_CHANGELOG}" "${documents}/changelog.Debian" COPYONLY)
execute_process(
    COMMAND gzip -9nf "${documents}/changelog" "${documents}/changelog.Debian" "${share}/man/man1/realtime-monitor.1"
    COMMAND_ERROR_IS_FATAL ANY)
