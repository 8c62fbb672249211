// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "objects/object.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>

namespace plumb::sandbox {

//! What "Plumbline" has applied in the sample before its first day: the journal is seeded with it,
//! so that pins show.
struct SeededApplication
{
    QString application, context;
    QString clusterId; //!< uid of kube-system
    QString commit, tree, subject;
    QList<objects::Object> applied;
    QDateTime time;
};

//! The simulated cluster and the sample repository, in one folder. The first process that opens the
//! folder serves it (loopback, random port, bearer token) and holds its lock; others find the
//! running one. Destroying the server stops it; what it held is on disk.
class Sandbox
{
public:
    //! Makes the sample on first use. Blocks a second or so. Needs git in PATH.
    static Result<std::unique_ptr<Sandbox>> open(const QString& folder);
    ~Sandbox();
    QString kubeconfigFile() const; //!< context "sandbox"
    QString workspaceFile() const;
    QString repositoryPath() const; //!< a bare repository, its own remote
    QString home() const; //!< PLUMBLINE_HOME of everything that works on it (journal, mirrors)
    bool isServing() const; //!< this process serves
    //! This call of open() made the sample: journal and caches are empty.
    bool isNew() const;
    //! One entry per application, always the same; needed once, by whoever makes the journal.
    Result<QList<SeededApplication>> seeded() const;
    //! Everything as on the first day. Conflict while a process serves it.
    static Result<Unit> reset(const QString& folder);

private:
    struct Private;
    explicit Sandbox(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace plumb::sandbox
