# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# The words of this build: plumb_library (a room), plumb_test (a test of one label), plumb_real_test (one that
# needs the real control plane) and plumb_bench.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
    # Without these two a precompiled header makes every compile a cache miss.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
    QT_NO_PROCESS_COMBINED_ARGUMENT_START QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PLUMBLINE_VERSION="${PROJECT_VERSION}")
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wold-style-cast
    -Woverloaded-virtual -Wnon-virtual-dtor -Wimplicit-fallthrough -Wdouble-promotion
    # libgit2's own initialisers leave fields out
    $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers>)
if(PLUMBLINE_WERROR)
    add_compile_options(-Werror)
endif()
if(PLUMBLINE_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(PLUMBLINE_FUZZ)
    # -O1: a fuzzer is as good as it is fast.
    add_compile_options(-O1 -fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
if(PLUMBLINE_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()
if(PLUMBLINE_HARDEN)
    add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS
        -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
        -ftrivial-auto-var-init=zero -fno-strict-overflow -fno-delete-null-pointer-checks)
    add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,--as-needed)
    # -ftrivial-auto-var-init lets g++ 12 warn about its own initialisation
    add_compile_options(-Wno-maybe-uninitialized)
endif()
if(PLUMBLINE_TIDY)
    set(CMAKE_CXX_CLANG_TIDY clang-tidy-14 --quiet)
endif()

set(PLUMB_PCH
    <QByteArray> <QDateTime> <QDir> <QFile> <QFuture> <QFutureWatcher> <QHash> <QJsonArray>
    <QJsonDocument> <QJsonObject> <QList> <QMap> <QObject> <QPromise> <QSet> <QString>
    <QStringList> <algorithm> <chrono> <functional> <memory> <optional> <stop_token> <variant>
    <vector>)

# plumb_library(drift DEPENDS base objects SOURCES a.cpp b.cpp [LINKS Some::Target]
#               [VALUE_HEADERS values.h])
# VALUE_HEADERS are the headers of values that the ui may include.
function(plumb_library name)
    cmake_parse_arguments(ARG "" "" "DEPENDS;SOURCES;LINKS;PUBLIC_LINKS;VALUE_HEADERS" ${ARGN})
    add_library(plumb_${name} STATIC ${ARG_SOURCES})
    target_include_directories(plumb_${name} PUBLIC ${CMAKE_SOURCE_DIR}/core)
    list(TRANSFORM ARG_DEPENDS PREPEND plumb_ OUTPUT_VARIABLE rooms)
    target_link_libraries(plumb_${name}
        PUBLIC ${rooms} Qt6::Core Qt6::Concurrent ${ARG_PUBLIC_LINKS} PRIVATE ${ARG_LINKS})
    if(name STREQUAL "base")
        target_precompile_headers(plumb_base PRIVATE ${PLUMB_PCH})
    else()
        target_precompile_headers(plumb_${name} REUSE_FROM plumb_base)
    endif()
endfunction()

# plumb_test(tst_compare LABEL unit SOURCES tst_compare.cpp LIBS drift [LINKS Qt6::Widgets]
#            [TIMEOUT seconds] [ENVIRONMENT NAME=value ...])
# One executable, one ctest test, in a pinned environment with a home of its own.
function(plumb_test name)
    cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;LIBS;LINKS;ENVIRONMENT" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    list(TRANSFORM ARG_LIBS PREPEND plumb_ OUTPUT_VARIABLE rooms)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/core ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE ${rooms} Qt6::Test ${ARG_LINKS})
    target_compile_definitions(${name} PRIVATE
        FIXTURES="${CMAKE_CURRENT_SOURCE_DIR}/fixtures"
        SOURCE_ROOT="${CMAKE_SOURCE_DIR}" BINARY_ROOT="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    plumb_test_environment(${name} "${ARG_LABEL}" "${ARG_TIMEOUT}" ${ARG_ENVIRONMENT})
endfunction()

# plumb_bench(bench_yaml IDS B5 SOURCES bench_yaml.cpp LIBS yaml [REAL] [LINKS ...] [TIMEOUT seconds])
# A program of figures (tests/bench/support/ratios.h). As a test it does its small form; tests/bench/run
# finds it by its ids. REAL: it needs the real control plane.
function(plumb_bench name)
    cmake_parse_arguments(ARG "REAL" "TIMEOUT" "IDS;SOURCES;LIBS;LINKS" ${ARGN})
    set(word plumb_test)
    if(ARG_REAL)
        set(word plumb_real_test)
    endif()
    cmake_language(CALL ${word} ${name} LABEL bench SOURCES ${ARG_SOURCES} LIBS ${ARG_LIBS}
        LINKS plumb_bench_support ${ARG_LINKS} TIMEOUT ${ARG_TIMEOUT})
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    foreach(id ${ARG_IDS})
        set_property(GLOBAL APPEND_STRING PROPERTY PLUMBLINE_BENCHES "${id} ${name} ${ARG_REAL}\n")
    endforeach()
endfunction()

# plumb_real_test(tst_agreement LABEL contract SOURCES ... LIBS ...)
# A plumb_test that needs the real control plane, which all of them share: ctest starts it before the
# first and ends it after the last. It gets PLUMBLINE_REAL_KUBECONFIG (admin; beside it the files of
# alice, reader and tenant), PLUMBLINE_REAL_AUDIT (the server's audit log), PLUMBLINE_REAL_BIN
# (kubectl, kustomize, ...), and takes a namespace of its own.
function(plumb_real_test name)
    plumb_test(${name} ${ARGN})
    get_test_property(${name} LABELS labels)
    get_test_property(${name} ENVIRONMENT environment)
    list(APPEND labels real)
    list(REMOVE_DUPLICATES labels)
    list(APPEND environment
        PLUMBLINE_REAL_KUBECONFIG=${PLUMBLINE_REAL_RUN}/admin.kubeconfig
        PLUMBLINE_REAL_AUDIT=${PLUMBLINE_REAL_RUN}/audit.log
        PLUMBLINE_REAL_BIN=${PLUMBLINE_REAL_BIN})
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED real-cluster
        LABELS "${labels}" ENVIRONMENT "${environment}")
endfunction()

# The real programs lie in a cache folder, where tests/real/build puts them. While they are missing,
# the tests that need them are there and fail; tests/run says so and leaves them out.
set(PLUMBLINE_REAL_BIN "" CACHE PATH "Folder of kube-apiserver, kubectl, kustomize, ...; empty: the cache")
set(PLUMBLINE_REAL_RUN ${CMAKE_BINARY_DIR}/real)
if(PLUMBLINE_TESTS AND NOT PLUMBLINE_REAL_BIN)
    execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tests/real/build --where kubernetes
        OUTPUT_VARIABLE PLUMBLINE_REAL_BIN OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
endif()

function(plumb_test_environment name label timeout)
    if(NOT timeout)
        set(timeout 120)
    endif()
    if(EXISTS ${PLUMBLINE_REAL_BIN}/kubectl)
        list(APPEND ARGN PLUMBLINE_REAL_BIN=${PLUMBLINE_REAL_BIN})
    endif()
    set(home ${CMAKE_BINARY_DIR}/tests/home/${name})
    file(MAKE_DIRECTORY ${home})
    set_tests_properties(${name} PROPERTIES LABELS "${label}" TIMEOUT ${timeout}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LANG=C.UTF-8;LC_ALL=C.UTF-8;TZ=UTC;HOME=${home};XDG_CONFIG_HOME=${home}/.config;XDG_DATA_HOME=${home}/.local/share;XDG_STATE_HOME=${home}/.local/state;XDG_CACHE_HOME=${home}/.cache;GIT_CONFIG_NOSYSTEM=1;QT_LOGGING_RULES=qt.qpa.*=false;ASAN_OPTIONS=detect_leaks=1:abort_on_error=0;UBSAN_OPTIONS=print_stacktrace=1;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;${ARGN}")
endfunction()
