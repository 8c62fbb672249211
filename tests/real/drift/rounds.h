// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "city.h"
#include "engine/engine.h"
#include "support/apisession.h"
#include "support/gitfixture.h"

#include <QTemporaryDir>

namespace plumb::test {

//! A namespace of the real control plane full of objects, the repository that describes them, and
//! programs that change either.
class Rounds
{
public:
    Rounds(int count, quint32 seed);
    ~Rounds();

    //! What `plumb drift` asks: the engine's comparison.
    engine::ApplicationSnapshot compare();
    //! "Kind name" of what `kubectl diff` shows, without the two lines that it shows of every
    //! object that was once applied by a client: last-applied annotation and generation.
    QSet<QString> kubectlDiff(bool isServerSide) const;

    void editGit(int count);
    void editLive(int count);
    void deleteLive(int count);
    //! Applies what Git says, each object on its own way.
    void apply(const QStringList& names);
    //! Objects that nobody edited and that follow Git.
    QStringList untouched(const QSet<QString>& drifted) const;

    //! Of each edited field that still differs: is it reported, under the program that wrote it?
    QStringList wrongManagers(const engine::ApplicationSnapshot& snapshot) const;
    int managersAsked() const { return m_managersAsked; }
    const QList<Thing>& city() const { return m_city; }
    const QString& ns() const { return m_ns; }

private:
    struct Outcome
    {
        int code = -1;
        QByteArray out, err;
    };
    Outcome kubectl(const QStringList& arguments, const QByteArray& input = {}) const;
    void mustKubectl(const QStringList& arguments, const QByteArray& input = {}) const;
    void applyAsUs(const Thing& thing);
    void commit(const QString& message);
    void write(const Thing& thing, const Edit& edit, const QString& manager);

    QRandomGenerator m_random;
    int m_serial = 10;
    QTemporaryDir m_folder;
    QString m_ns;
    GitFixture m_git;
    std::unique_ptr<ApiSession> m_api;
    QList<Thing> m_city;
    QMap<QString, QMap<QString, QString>> m_writers; //!< "Kind name" → path → program
    mutable int m_managersAsked = 0;
    ProcessRunner m_runner;
    SystemClock m_clock;
    std::unique_ptr<engine::Engine> m_engine;
};

} // namespace plumb::test
