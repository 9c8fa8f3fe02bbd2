# What `cmake --install` puts where:
#
#   bin/gongwen                   the host and command line
#   lib/libgongwen.so*            the module; with its header, gongwen.pc and a package for find_package()
#   share/gongwen                 the plugin, with the templates that ship and its help
#   share/{nvim/site,vim/vimfiles}/pack/dist-bundle/start/gongwen
#                                 links to it, where the editors look; so do Debian's own packages
include(CMakePackageConfigHelpers)
set(data ${CMAKE_INSTALL_DATADIR})
set(plugin ${data}/gongwen)

foreach(target gongwen gongwen-module)
  set(folder ${CMAKE_INSTALL_BINDIR})
  if(target STREQUAL gongwen-module)
    set(folder ${CMAKE_INSTALL_LIBDIR})
  endif()
  install(CODE "include([[${PROJECT_SOURCE_DIR}/cmake/replace.cmake]])
    gongwen_replace([[$<TARGET_FILE:${target}>]] [[${folder}]])")
endforeach()
install(TARGETS gongwen RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS gongwen-module EXPORT gongwen
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# For embedders: find_package(gongwen) and gongwen::gongwen, or pkg-config --cflags --libs gongwen.
install(FILES include/gongwen/gongwen.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/gongwen)
install(EXPORT gongwen NAMESPACE gongwen:: FILE gongwen-config.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/gongwen)
write_basic_package_version_file(gongwen-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gongwen-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/gongwen)
file(RELATIVE_PATH pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" pc_to_prefix "${pc_to_prefix}")
foreach(name libdir includedir)
  string(TOUPPER CMAKE_INSTALL_${name} folder)
  set(pc_${name} ${${folder}})
  if(NOT IS_ABSOLUTE "${pc_${name}}")
    string(PREPEND pc_${name} "\${prefix}/")
  endif()
endforeach()
configure_file(cmake/gongwen.pc.in gongwen.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/gongwen.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The plugin. The links to it are relative, so the whole may be moved.
install(DIRECTORY autoload ftdetect ftplugin lua plugin snippets syntax DESTINATION ${plugin})
install(FILES doc/gongwen.txt doc/gongwen.cnx DESTINATION ${plugin}/doc)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/links)
file(CREATE_LINK ../../../../../gongwen ${PROJECT_BINARY_DIR}/links/gongwen SYMBOLIC)
foreach(site nvim/site vim/vimfiles)
  install(FILES ${PROJECT_BINARY_DIR}/links/gongwen DESTINATION ${data}/${site}/pack/dist-bundle/start)
endforeach()
find_program(GONGWEN_HELPTAGS NAMES nvim vim DOC "The editor that makes the tags of the help")
if(GONGWEN_HELPTAGS)
  install(CODE "include([[${PROJECT_SOURCE_DIR}/cmake/helptags.cmake]])
    gongwen_helptags([[${GONGWEN_HELPTAGS}]] [[${plugin}/doc]])")
endif()

install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md README.zh-CN.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
