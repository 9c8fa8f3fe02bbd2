# Puts FILE into FOLDER, with its time, by writing beside and renaming. install(TARGETS) alone takes the
# old file away before it writes the new one, so an editor could find none; behind this it finds the
# new one up to date. A stripped install changes the file anyway and goes without.
function(gongwen_replace file folder)
  cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
  get_filename_component(name "${file}" NAME)
  set(place "$ENV{DESTDIR}${folder}")
  if(NOT CMAKE_INSTALL_DO_STRIP AND EXISTS "${place}/${name}")
    file(COPY "${file}" DESTINATION "${place}/.gongwen-new")
    file(RENAME "${place}/.gongwen-new/${name}" "${place}/${name}")
    file(REMOVE_RECURSE "${place}/.gongwen-new")
  endif()
endfunction()
