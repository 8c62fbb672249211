// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

// The sample: a shop of six services in three environments, its configuration's history, and six
// stories for the window to tell. Pure and always the same, so that ids and pictures stay.
namespace plumb::sandbox {

using Files = QMap<QString, QByteArray>; //!< path to content

//! One commit of the sample repository.
struct SampleCommit
{
    int parent = -1, merged = -1; //!< positions in the list; -1: none
    QString author, email, message;
    QDateTime when;
    Files files; //!< the whole tree
    QString tag;
};

//! What one application's cluster side looks like.
struct SampleApplication
{
    enum class Story { Clean, Ahead, EditedByHand, Autoscaled, BadImage, Secret };
    QString name, environment;
    Story story = Story::Clean;
    int before = -1; //!< commit that was applied earlier; -1: none
    int commit = -1; //!< commit that was applied last
    QString path() const { return environment + u'/' + name; }
    QString ns() const { return QStringLiteral("shop-") + environment; }
};

struct Sample
{
    QList<SampleCommit> commits; //!< of the branch main, parents first; the last one is its tip
    QList<SampleApplication> applications;
};

Sample makeSample();

//! A stream for git fast-import; mark N+1 is commit N.
QByteArray fastImportStream(const Sample& sample);

//! workspace.yaml of the sandbox.
QByteArray sampleWorkspace(const Sample& sample, const QString& repositoryPath);

} // namespace plumb::sandbox
