// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace plumb::workspace {

struct Repository
{
    QString name;
    QString location; //!< an absolute path of a clone or bare repository, or a URL
    QString branch; //!< followed branch; empty: the remote's default
    QString
        remote; //!< confirmed URL that pushes go to; empty: not confirmed yet (push is disabled)
    int line = 0; //!< of the entry in the file, from 1; 0: not from a file
    friend bool operator==(const Repository&, const Repository&) = default;
};

enum class Delivery { Push, ArgoCd, Flux, Helm };
QString toString(Delivery delivery);

//! One ignore rule, Argo CD's shape. Empty group, kind, ns or name match everything.
struct IgnoreRule
{
    QString rule; //!< its name on screen
    QString group, kind, ns, name;
    QStringList jsonPointers;
    QStringList managedFieldsManagers;
    friend bool operator==(const IgnoreRule&, const IgnoreRule&) = default;
};

enum class Renderer { Auto, Folder, Kustomize };

struct Application
{
    QString name; //!< unique in the workspace
    QString repository; //!< name of a Repository
    QString path; //!< folder inside it, "" or "." for the root
    QString revision; //!< branch, tag or commit; empty: the repository's branch
    QString context; //!< kubeconfig context
    QString ns; //!< namespace for objects that name none
    Delivery delivery = Delivery::Push;
    Renderer renderer = Renderer::Auto;
    QList<IgnoreRule> ignore;
    int line = 0;
    friend bool operator==(const Application&, const Application&) = default;
};

struct Context
{
    QString name; //!< of the kubeconfig context
    QString label, colour;
    bool isProtected = false;
    bool allowInsecure = false; //!< insecure-skip-tls-verify accepted knowingly
    QString tokenFile = {}; //!< may be read though it lies elsewhere than its kubeconfig
    friend bool operator==(const Context&, const Context&) = default;
};

struct Problem
{
    int line = 0, column = 0;
    QString message; //!< "workspace.yaml:12:5: ...": complete sentence with place and mend
};

//! What the user configures. A broken entry is left out and named in `problems`; the others stand.
struct Workspace
{
    QList<Repository> repositories;
    QList<Application> applications;
    QList<Context> contexts;
    QList<Problem> problems;
    const Repository* repository(const QString& name) const;
    const Application* application(const QString& name) const;
    Context
    context(const QString& name) const; //!< an entry of its own name when none is configured
};

//! Pure. `fileName` appears in the messages only.
Workspace read(const QByteArray& bytes, const QString& fileName);

//! An entry for a path or URL that the workspace does not hold, with a name that is free in it; the
//! entry itself where it holds it. Pure.
Repository entryFor(const Workspace& workspace, const QString& location);

//! Edits in place: only the lines of the entry change, every other byte stays. An empty file gets
//! the head of a new workspace. Errors: AlreadyExists, NotFound, Invalid (file cannot be read).
Result<QByteArray> withApplication(const QByteArray& bytes, const Application& application);
Result<QByteArray> withoutApplication(const QByteArray& bytes, const QString& name);
Result<QByteArray> withRepository(const QByteArray& bytes,
                                  const Repository& repository); //!< adds or replaces

} // namespace plumb::workspace
