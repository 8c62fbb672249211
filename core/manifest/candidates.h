// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"
#include "manifest/place.h"

namespace plumb::manifest {

//! A folder that could be an application of its own.
struct Candidate
{
    QString path; //!< "" is the root
    Kind kind = Kind::Folder;
    QString file; //!< its kustomization; of a plain folder its first manifest
    int manifests = 0; //!< of a plain folder: how many files of it look like manifests
    QString ns; //!< the namespace that its kustomization gives to everything
    int nsLine = 0; //!< where it says so
};

//! A folder that looks like one and is none.
struct NoCandidate
{
    QString path;
    QString reason;
};

struct Candidates
{
    QList<Candidate> candidates;
    QList<NoCandidate> leftOut;
};

//! What candidatesIn() has to know of one file of a repository.
enum class Needed { Nothing, Name, Bytes };
//! By its name alone: nothing, or its bytes have to be looked at.
Needed neededOf(const QString& path);
Needed neededOf(const QString& path, const QByteArray& bytes);

//! Which folders of a revision can be rendered by themselves, sorted by path, and which look like
//! it but are parts of something else: bases, components, charts, what a kustomization reads. The
//! files are those of neededOf(); one without bytes is YAML that is no manifest. Pure; knows
//! nothing of a cluster.
Candidates candidatesIn(const QList<File>& files);

//! "dev, staging, prod and 4 more".
QString someOf(const QStringList& names, qsizetype most = 3);

} // namespace plumb::manifest
