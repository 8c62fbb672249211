# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# A language is one file, resources/translations/plumbline_LANGUAGE.ts. The target `translations` brings all
# of them up to date with the sources; the others than English, whose words are in the sources, are compiled
# and installed (a new one after configuring again). Without Qt's tools (qt6-l10n-tools) the program speaks English.
find_program(LUPDATE lupdate HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} /usr/lib/qt6/bin)
find_program(LRELEASE lrelease HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} /usr/lib/qt6/bin)
file(GLOB languages ${CMAKE_SOURCE_DIR}/resources/translations/plumbline_*.ts)

if(LUPDATE)
    # Without line numbers: a moved line changes no translation.
    add_custom_target(translations COMMAND ${LUPDATE} -silent -locations none -no-obsolete app ui -ts ${languages}
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
endif()
if(LRELEASE)
    foreach(language ${languages})
        cmake_path(GET language STEM name)
        if(name STREQUAL plumbline_en)
            continue()
        endif()
        set(compiled ${CMAKE_BINARY_DIR}/translations/${name}.qm)
        add_custom_command(OUTPUT ${compiled} DEPENDS ${language}
            COMMAND ${LRELEASE} -silent ${language} -qm ${compiled} VERBATIM)
        list(APPEND compiled_languages ${compiled})
    endforeach()
    add_custom_target(compiled_translations ALL DEPENDS ${compiled_languages})
    install(FILES ${compiled_languages} DESTINATION ${CMAKE_INSTALL_DATADIR}/plumbline/translations COMPONENT app)
endif()
