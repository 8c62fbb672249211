// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"
#include "base/future.h"
#include "git/queries.h"

#include <stop_token>

namespace plumb::git {

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
    //! Of all files of a commit those that somebody chooses. Of the others only the names are read.
    //! Over a limit the rest is left out, and `problems` says so.
    Future<TreeFiles> chosenFiles(const CommitId& commit, const FileChoice& choice,
                                  std::stop_token stop);
    Future<bool> isAncestor(const CommitId& ancestor, const CommitId& of);

    Future<Identity> identity();
    Future<RevertPreview> previewRevert(const RevertRequest& request, std::stop_token stop);
    //! Writes the commit object and a ref below refs/plumbline/ that keeps it; no branch moves.
    Future<CommitId> commitTree(const ObjectId& tree, const QList<CommitId>& parents,
                                const QString& message, const Identity& identity);
    //! What the remote's branch is now, asked over the network. Null id: it does not exist.
    Future<CommitId> remoteBranch(const QString& branch, std::stop_token stop);
    //! Conflict: the remote moved. Forbidden: a hook or rule refused; the server's words are in the
    //! summary. Uncertain: it may have arrived. Success only after the remote, asked again, shows
    //! the commit.
    Future<Unit> push(const PushRequest& request, OnProgress progress, std::stop_token stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! Called once at start-up of every program: libgit2's switches. // reliability 4.1
void initialise();

} // namespace plumb::git
