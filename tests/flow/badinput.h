// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/plumbprocess.h"

#include <QTest>

namespace plumb::test {

//! What is wrong with how a run told about bad input; empty where nothing is. The sentence is one
//! whole line of stderr. {home} stands for the home of the run.
inline QByteArray disagreement(const PlumbProcess& plumb, const Outcome& outcome, int exitCode,
                               QString sentence)
{
    sentence.replace(u"{home}"_s, plumb.folder.path());
    if (outcome.exitCode < 0 || outcome.exitCode > 6)
        return "plumb crashed or hung: " + outcome.all();
    if (outcome.exitCode != exitCode)
        return "the exit code should be " + QByteArray::number(exitCode) + ": " + outcome.all();
    if (!outcome.errors.split(u'\n').contains(sentence))
        return "the user should read\n" + sentence.toUtf8() + "\nand reads\n" + outcome.all();
    return {};
}

inline void columnsOfSituations()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("sentence");
}

inline QTestData& situation(const char* name, const QByteArray& input, const QString& sentence)
{
    return QTest::newRow(name) << input << sentence;
}

//! A kubeconfig with the context "dev"; what it names is contacted by nothing that only reads.
inline QByteArray kubeconfigFor(const QByteArray& server = "http://127.0.0.1:1")
{
    return "apiVersion: v1\nkind: Config\nclusters:\n- {name: c, cluster: {server: \"" + server
           + "\"}}\nusers:\n- {name: u, user: {token: t}}\ncontexts:\n"
             "- {name: dev, context: {cluster: c, user: u}}\n";
}

} // namespace plumb::test
