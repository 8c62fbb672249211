// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/journal.h"

#include <QTemporaryDir>

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
