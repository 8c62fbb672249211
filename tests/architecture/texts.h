// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace plumb::architecture {

//! The files that are in the commit, relative to root: git's list, or everything outside build/
//! where the sources came without a repository.
QStringList committedFiles(const QString& root);

//! Folders of somebody's machine, and hosts that are no example and in no list, in one text. Each
//! is "file:line: sentence".
QStringList machineTraces(const QString& file, const QString& text);

//! What the README's table of dependencies and installers/packages.txt do not share.
QStringList packageDifferences(const QString& readme, const QString& packages);

//! Links of a page to files that do not exist.
QStringList deadLinks(const QString& root, const QString& page, const QString& text);

} // namespace plumb::architecture
