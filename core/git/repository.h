// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"
#include "base/future.h"
#include "git/commitgraph.h"

#include <QMap>
#include <QStringList>

#include <stop_token>

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

//! One repository, held in a bare mirror of our own below `dataFolder`. The user's clone is only
//! read, by libgit2; no git process ever runs in it. All functions may be called from any thread
//! and answer through futures; quick ones do not wait behind long ones. Destroying it stops
//! what only reads and waits for what writes.
class Repository
{
public:
    Repository(Source source, const QString& dataFolder, CommandRunner& runner);
    ~Repository();
    const Source& source() const;
    QString mirrorPath() const;

    //! Makes the mirror when it is missing and refreshes it from the clone; a URL is fetched when
    //! there is nothing yet. Other functions answer NotFound before this has succeeded once.
    Future<Refs> open(OnProgress progress, std::stop_token stop);
    //! Asks the remote (or reads the clone again) and answers the refs after it.
    Future<Refs> fetch(OnProgress progress, std::stop_token stop);
    Future<Refs> refs();

    //! A branch means what the remote has (as last fetched), then a tag, then a branch only the
    //! clone has; "heads/x" is the clone's own. HEAD and "" are the followed branch. Abbreviated
    //! ids, `x~2` and `x^` too. Unknown names are NotFound, an ambiguous abbreviation Invalid.
    Future<CommitId> resolve(const QString& revision);
    //! Order and lanes of all refs (or of `from`). With a path, the lines lead to the next commit
    //! that changes it, as git simplifies a history; with an author or text there are lines between
    //! those that have it. Starts no process. Where git's graph file does not hold the history
    //! yet, `onPart` gets growing graphs on a worker thread, the first after a few hundred rows;
    //! later ones may put commits between those that were there.
    Future<CommitGraph> graph(const LogFilter& filter,
                              std::function<void(const CommitGraph&)> onPart, std::stop_token stop);
    //! Ids in the filter's order, with path, author and text applied. Starts no process.
    Future<QList<CommitId>> log(const LogFilter& filter, std::stop_token stop);
    //! The same as somebody types, always the youngest first, in all refs or from `from`. `onFound`
    //! gets what is found so far on a worker thread, the first at once. Starts no process. What was
    //! read of a history's words is kept for the next search and the next session.
    Future<QList<CommitId>> search(const LogFilter& filter, OnFound onFound, std::stop_token stop);
    //! Commits that change none are left out. The youngest first.
    Future<QList<Touched>> touched(const TouchQuery& query, std::stop_token stop);
    Future<QList<Commit>> commits(const QList<CommitId>& ids);
    Future<QList<FileChange>> changes(const CommitId& commit, int parent = 1);
    Future<FileDiff> diff(const CommitId& commit, const QString& path, int parent = 1);
    //! The commits that changed a file, the youngest first, through its renames.
    Future<QList<FileVersion>> fileHistory(const CommitId& from, const QString& path,
                                           std::stop_token stop);
    //! Where each line of a file comes from.
    Future<QList<BlameLine>> blame(const CommitId& at, const QString& path, std::stop_token stop);
    //! Files below `path` ("" the root), named from there, at a commit or tree id, with limits of
    //! reliability G6.
    Future<TreeFiles> files(const ObjectId& commitOrTree, const QString& path,
                            std::stop_token stop);
    //! One folder without those below it: its id and its files, with bytes only where the name is
    //! one of `withBytes`. Reads nothing else, so it takes no time. What files() refuses is left
    //! out.
    Future<TreeFiles> folder(const ObjectId& commitOrTree, const QString& path,
                             const QStringList& withBytes);
    //! Folders that hold a kustomization or manifests at a commit, sorted; the root is "".
    Future<QStringList> manifestFolders(const CommitId& commit);
    //! The YAML files of a commit, and JSON that looks like a manifest; `bytes` are empty where a
    //! file is neither a manifest nor a kustomization nor a chart's. Of all other files only the
    //! names are read. Over a limit the rest is left out, and `problems` says so.
    Future<TreeFiles> manifests(const CommitId& commit, std::stop_token stop);
    //! Id of the tree at path (for caches and digests); null when it is not there.
    Future<ObjectId> treeAt(const CommitId& commit, const QString& path);
    Future<bool> isAncestor(const CommitId& ancestor, const CommitId& of);

    Future<Identity> identity();
    Future<RevertPreview> previewRevert(const RevertRequest& request, std::stop_token stop);
    //! Writes the commit object and a ref below refs/plumbline/ that keeps it; no branch moves.
    Future<CommitId> commitTree(const ObjectId& tree, const QList<CommitId>& parents,
                                const QString& message, const Identity& identity);
    //! What the remote's branch is now, asked over the network. Null id: it does not exist.
    Future<CommitId> remoteBranch(const QString& branch, std::stop_token stop);
    //! Conflict: the remote moved. Forbidden: a hook or rule refused; the server's words are in the
    //! summary. Success only after the remote, asked again, shows the commit.
    Future<Unit> push(const PushRequest& request, OnProgress progress, std::stop_token stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! Called once at start-up of every program: libgit2's switches. // reliability 4.1
void initialise();

} // namespace plumb::git
