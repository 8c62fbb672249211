// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/apisession.h"
#include "support/gitfixture.h"

#include <QSet>
#include <QTemporaryDir>

namespace plumb::bench {

//! A namespace of the real control plane with objects that kubectl applied, every fortieth of them
//! changed by another program since; the repository that describes them; a workspace that joins
//! both. The namespace goes at the end.
class DriftWorld
{
public:
    explicit DriftWorld(int objects);
    ~DriftWorld();

    int drifted() const { return m_drifted; }
    //! Gives each object in Git a label that no live one has.
    void moveGit();

    QStringList plumb(const QStringList& arguments) const;
    QStringList kubectl(const QStringList& arguments) const;
    //! Objects, "Kind name".
    QSet<QString> foundByPlumb() const;
    QSet<QString> foundByKubectl(const QStringList& diff) const;
    //! Rendered before, it would not be what somebody meets who asks for the first time.
    void forgetRenders() const;

    QString folder() const { return m_git.file(QStringLiteral("shop")); } //!< one file an object
    QString oneFile() const { return m_scratch.filePath(QStringLiteral("all.yaml")); }
    QString workspaceFile() const { return m_scratch.filePath(QStringLiteral("workspace.yaml")); }
    QString home() const { return m_scratch.filePath(QStringLiteral("home")); }

    //! Requests of `plumb` by verb, as the audit log of the server has them since it was last
    //! asked.
    struct Requests
    {
        int lists = 0, gets = 0, dryRuns = 0, others = 0;
    };
    Requests requestsSince();

private:
    void commit(const QByteArray& label);
    void change();

    const int m_objects;
    const QString m_ns;
    int m_drifted = 0;
    qint64 m_audited = 0;
    QTemporaryDir m_scratch;
    GitFixture m_git;
    std::unique_ptr<test::ApiSession> m_api;
};

} // namespace plumb::bench
