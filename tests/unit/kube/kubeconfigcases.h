// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace plumb::test {

//! Files as people and tools leave them behind: one to four in folders of their own, merged by
//! KUBECONFIG, with the same names in several, several current contexts, relative paths, inline
//! data, tabs and CRLF, JSON, empty and missing files, contexts that lead nowhere, broken files.
struct KubeconfigCase
{
    QStringList files; //!< the value of KUBECONFIG; some may not exist
    QStringList brokenFiles; //!< which kubectl refuses, and with them everything
    QString story; //!< what is in it, for the message of a failure
};

//! Writes the files of one case below `folder`. The same seed gives the same bytes.
KubeconfigCase writeKubeconfigCase(quint32 seed, const QString& folder);

} // namespace plumb::test
