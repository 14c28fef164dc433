# Compiler settings shared by every target, and the two functions that declare targets.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

find_package(Threads REQUIRED)
find_program(PAYDESK_CCACHE ccache)
if(PAYDESK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PAYDESK_CCACHE})
endif()
find_program(PAYDESK_MOLD mold)
if(PAYDESK_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(paydesk_warnings INTERFACE)
target_compile_options(paydesk_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Werror=return-type
  -Wno-missing-field-initializers
  # GCC 12 sees a mismatch in every coroutine that Asio's awaitable allocates for.
  $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local;-Wno-mismatched-new-delete>)
option(PAYDESK_WERROR "Treat warnings as errors" OFF)
if(PAYDESK_WERROR)
  target_compile_options(paydesk_warnings INTERFACE -Werror)
endif()

# paydesk_library(name SOURCES … [LINK …]): a static library whose includes are rooted at backend/, app/ and ui/.
function(paydesk_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/backend ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE paydesk_warnings)
endfunction()
