// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/gitfixture.h"
#include "support/largehistory.h"

//! A repository with such a history in `folder`; false when git would not take it.
inline bool makeLargeRepository(const QString& folder, int commits)
{
    GitFixture here(folder);
    QProcess import;
    import.setWorkingDirectory(here.folder());
    import.start(QStringLiteral("git"), {QStringLiteral("-c"), QStringLiteral("core.compression=1"),
                                         QStringLiteral("fast-import"), QStringLiteral("--quiet")});
    writeLargeHistory(commits, [&](const QByteArray& piece) {
        import.write(piece);
        while (import.bytesToWrite() > (4 << 20))
            import.waitForBytesWritten(-1);
    });
    import.closeWriteChannel();
    return import.waitForFinished(-1) && import.exitCode() == 0;
}
