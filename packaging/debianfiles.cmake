# Run by CPack on the staged files: Debian wants its documents compressed, and the changes beside the licence.
set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX}/share")
configure_file("${CPACK_REALTIME_CHANGELOG}" "${share}/doc/realtime-monitor/changelog" COPYONLY)
execute_process(
    COMMAND gzip -9nf "${share}/doc/realtime-monitor/changelog" "${share}/man/man1/realtime-monitor.1"
    COMMAND_ERROR_IS_FATAL ANY)
