# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts where; tests/architecture/check-install holds the list.
include(GNUInstallDirs)
set(id io.github.plumbline.Plumbline)
set(resources ${CMAKE_SOURCE_DIR}/resources)

install(TARGETS plumb RUNTIME COMPONENT cli)
install(TARGETS isolation-probe RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/plumbline COMPONENT cli)
# kubectl finds its plugins by this name.
install(CODE "file(CREATE_LINK plumb
    \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/kubectl-plumb\" SYMBOLIC)" COMPONENT cli)
install(FILES ${resources}/completions/plumb
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT cli)
install(FILES ${resources}/man/plumb.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT cli)
install(FILES ${resources}/man/plumbline-workspace.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5 COMPONENT cli)

install(TARGETS plumbline RUNTIME COMPONENT app)
install(FILES ${resources}/man/plumbline.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT app)
install(FILES ${resources}/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT app)
install(FILES ${resources}/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT app)
install(FILES ${resources}/icons/plumbline.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg COMPONENT app)

install(FILES LICENSE CHANGELOG.md docs/cli.md docs/workspace.schema.json
    DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT doc)
