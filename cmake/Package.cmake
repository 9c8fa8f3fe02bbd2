# cpack: a package for Debian and Ubuntu (where dpkg is there) and an archive. `./run package` makes
# both from a build of its own, configured for /usr.
set(contact "The gongwen authors <gongwen@localhost>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
  set(contact "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
set(CPACK_PACKAGE_CONTACT "${contact}" CACHE STRING "The packager, NAME <ADDRESS>")
set(CPACK_PACKAGE_VENDOR "The gongwen authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Vim and Neovim for people who draft Chinese official prose")
set(CPACK_PACKAGE_DESCRIPTION "Inserts section templates while one types, jumps from XX to XX, and shows
the outline of a text in a side window. With the command line gongwen and the
library that both are built on.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_GENERATOR TGZ)
find_program(GONGWEN_SHLIBDEPS dpkg-shlibdeps DOC "Finds the packages that a package depends on")
if(GONGWEN_SHLIBDEPS)
  list(PREPEND CPACK_GENERATOR DEB)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION editors)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY >=)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "neovim (>= 0.7.2) | vim (>= 2:9.0.1378)")
include(CPack)
