// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/journal.h"

#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

namespace plumb::store {

//! A journal in a folder of its own.
struct JournalFolder
{
    QTemporaryDir folder;
    QString file = folder.filePath(u"journal.sqlite"_s);
    std::unique_ptr<Journal> open() const
    {
        auto opened = Journal::open(file);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().summary + opened.error().detail));
        return std::move(*opened);
    }
};

//! While it lives no file can grow: what a full disk or a used-up quota does, also to root.
class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

inline objects::ResourceKey deployment(const QString& name)
{
    return {u"apps"_s, u"Deployment"_s, u"shop"_s, name};
}

inline OperationRecord sync(const QString& application, const QString& commit = u"c1"_s)
{
    OperationRecord record;
    record.application = application;
    record.clusterId = u"cluster-1"_s;
    record.context = u"prod"_s;
    record.kind = u"sync"_s;
    record.commit = commit;
    record.tree = u"tree-"_s + commit;
    record.digest = u"sha256:00"_s;
    record.actor = u"ada"_s;
    record.started = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    return record;
}

} // namespace plumb::store
