# Makes the tags of the help in FOLDER: doc/tags, and doc/tags-cn of the Chinese one.
function(gongwen_helptags editor folder)
  cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
  set(ENV{GONGWEN_DOC} "$ENV{DESTDIR}${folder}")
  execute_process(COMMAND "${editor}" -u NONE -i NONE -es -c "execute 'helptags' fnameescape($GONGWEN_DOC)" -c "qall!"
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  unset(ENV{GONGWEN_DOC})
  if(NOT status EQUAL 0 OR NOT EXISTS "$ENV{DESTDIR}${folder}/tags")
    message(WARNING "no tags for the help: say :helptags ALL in the editor (${said})")
    return()
  endif()
  file(CHMOD "$ENV{DESTDIR}${folder}/tags" "$ENV{DESTDIR}${folder}/tags-cn"
    PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${folder}/tags" "${folder}/tags-cn")
  set(CMAKE_INSTALL_MANIFEST_FILES "${CMAKE_INSTALL_MANIFEST_FILES}" PARENT_SCOPE)
endfunction()
