# Each link step writes beside its target and renames: an editor that starts the host, or loads the
# module, while they are being built finds the old one or the new one, never half of one; and what
# runs goes on with the file that it was started from.
foreach(rule CMAKE_C_LINK_EXECUTABLE CMAKE_C_CREATE_SHARED_LIBRARY)
  if(${rule} MATCHES "-o <TARGET>")
    string(REPLACE "-o <TARGET>" "-o <TARGET>.new" command "${${rule}}")
    set(${rule} "${command}" "\"${CMAKE_COMMAND}\" -E rename <TARGET>.new <TARGET>")
  endif()
endforeach()
