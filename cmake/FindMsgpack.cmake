# Finds the C library of msgpack under both of its names: `msgpackc` (Debian 12) and `msgpack-c`
# (later). Its .pc file names a relative include path on Debian 13, so pkg-config is not asked.
find_path(MSGPACK_INCLUDE_DIR msgpack/version_master.h)
find_library(MSGPACK_LIBRARY NAMES msgpack-c msgpackc)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Msgpack REQUIRED_VARS MSGPACK_LIBRARY MSGPACK_INCLUDE_DIR)
if(Msgpack_FOUND AND NOT TARGET Msgpack::Msgpack)
  add_library(Msgpack::Msgpack UNKNOWN IMPORTED)
  set_target_properties(Msgpack::Msgpack PROPERTIES
    IMPORTED_LOCATION "${MSGPACK_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${MSGPACK_INCLUDE_DIR}")
endif()
mark_as_advanced(MSGPACK_INCLUDE_DIR MSGPACK_LIBRARY)
