// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraph.h"

#include <QMap>
#include <QStringList>

#include <functional>

namespace plumb::git {

//! What to open. `location` is a clone's or bare repository's path, or a URL.
struct Source
{
    QString name{};
    QString location{};
    QString branch{}; //!< followed branch; empty: the remote's (or clone's) default
    QString remote{}; //!< confirmed push URL; empty: none
};

//! Phase and share of long work; total 0: unknown.
struct Progress
{
    QString phase;
    qint64 done = 0, total = 0;
};
using OnProgress = std::function<void(const Progress&)>;

struct Refs
{
    QList<Ref> all;
    QString branch; //!< the followed branch, resolved
    CommitId head; //!< its target as last fetched; null: there is none
    QDateTime fetchedAt;
    QString remoteOfClone; //!< what the clone's config says origin is (shown, not used)
    QStringList problems; //!< sentences: refs that point at nothing, more refs than are listed
};

//! Which commits to list.
struct LogFilter
{
    QStringList paths{}; //!< commits that change one of these
    QString author{}; //!< part of name or email, case-insensitive
    QString text{}; //!< part of the message, case-insensitive
    //! Part of the message or the author, or the beginning (4 digits) of the id.
    QString anywhere{};
    QString from{}; //!< revision; empty: the followed branch, or all refs with `all`
    QString exclude{}; //!< revision whose history is left out
    bool all = false;
    int limit = 0; //!< 0: no limit
    CommitOrder order = CommitOrder::Date;
    //! Search: a path that the followed branch does not hold means all that begin so.
    bool completesPaths = false;
};

//! Growing: each call has all that is found so far.
using OnFound = std::function<void(const QList<CommitId>&)>;

//! Which commits change which of some files and folders.
struct TouchQuery
{
    QStringList paths; //!< from the root; "" is everything
    QString from{}; //!< revision; empty: all refs
    QString exclude{}; //!< revision whose history is left out
    bool firstParent = false; //!< only the line that a branch followed itself; without `exclude`
    int limit = 0; //!< so many commits are looked at, the youngest; 0: all
};

//! A merge counts where it differs from each of its parents.
struct Touched
{
    CommitId commit;
    QList<int> paths; //!< numbers of the query's paths, ascending
    friend bool operator==(const Touched&, const Touched&) = default;
};

//! One file of a tree.
struct TreeEntry
{
    QString path;
    QByteArray bytes; //!< of a symlink: its target
    ObjectId id;
    enum class Kind { Regular, Executable, Symlink } kind = Kind::Regular;
};
struct TreeFiles
{
    ObjectId tree;
    QList<TreeEntry> entries;
    QStringList problems; //!< refused names, submodules, what was over a limit
};

//! Which files are read, and what of them is kept: for who knows what they mean. Called on a
//! worker.
struct FileChoice
{
    enum class Keep { Nothing, Name, Bytes };
    std::function<bool(const QString& path)> opens;
    //! A file that is too large is judged as an empty one; where that is kept, it is a problem.
    std::function<Keep(const QString& path, const QByteArray& bytes)> keeps;
};

struct RevertRequest
{
    enum class Kind { Commit, To, Range };
    Kind kind = Kind::Commit;
    //! Commit: the one to undo. To: the one whose content is wanted. Range: the last one to undo
    CommitId commit;
    CommitId onto; //!< tip of the branch
    int mainline = 0; //!< of a merge: parent number, from 1
    QStringList paths; //!< To: only below these; empty: everything
    CommitId since{}; //!< Range: it and what leads to it stays
};

struct ConflictSides
{
    QString path;
    QByteArray base, ours, theirs; //!< empty: not on that side
};

//! A revert, computed; nothing is written to any branch.
struct RevertPreview
{
    RevertRequest request;
    ObjectId tree; //!< null where it conflicts
    QList<ConflictSides> conflicts; //!< Range: of the last of `undone`, the ones before went well
    QList<FileDiff> files;
    QString message; //!< git's own form
    QList<Commit> undone; //!< in the order in which they are undone
    bool isEmpty = false; //!< it would change nothing
    QString note; //!< "computed by libgit2, git is older than 2.38"
};

struct Identity
{
    QString name, email;
};

//! A push as compare-and-swap.
struct PushRequest
{
    QString branch; //!< "main"
    CommitId expected; //!< what the remote branch was when reviewed
    CommitId commit; //!< what it shall be; `expected` must be its ancestor
};

} // namespace plumb::git
