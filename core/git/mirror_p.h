// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"
#include "git/git_p.h"
#include "git/repository.h"

#include <QMutex>

namespace plumb::git {

//! What we know of a repository beside its objects and refs; kept as plumbline.json in the mirror.
struct Facts
{
    enum class Kind { Url, Clone, Bare };
    Kind kind = Kind::Url;
    QString remoteName; //!< how the user calls the remote: "origin"
    QString remoteOfClone; //!< URL in the clone's config
    QString headBranch; //!< of the clone's HEAD; empty: detached
    QString defaultBranch; //!< of the remote, or of the clone
    QString userName, userEmail, signingKey; //!< the clone's own user.*
    QDateTime fetchedAt;
    QStringList problems;
};

//! The graph of all refs that was read last, whoever read it. Any thread.
class KnownGraph
{
public:
    //! Of these refs; null: it is not known.
    std::optional<CommitGraph> of(const QByteArray& fingerprint)
    {
        const QMutexLocker lock(&m_lock);
        return m_fingerprint == fingerprint ? std::optional(m_graph) : std::nullopt;
    }
    void keep(const QByteArray& fingerprint, const CommitGraph& graph)
    {
        const QMutexLocker lock(&m_lock);
        m_fingerprint = fingerprint;
        m_graph = graph;
    }

private:
    QMutex m_lock;
    QByteArray m_fingerprint;
    CommitGraph m_graph;
};

//! Where a mirror lies and how git is run in it. Immutable, shared by all threads of a Repository.
struct Mirror
{
    Source source;
    QString path;
    CommandRunner* runner = nullptr;
    bool isUrl = false;
    std::shared_ptr<KnownGraph> known = std::make_shared<KnownGraph>();

    QString name() const; //!< for sentences
    Result<Facts> facts() const; //!< NotFound: never opened
    Result<Unit> keepFacts(const Facts& facts) const;
};

//! True for "https://…", "ssh://…", "git@host:path"; a path that exists is never a URL.
bool isUrl(const QString& location);
QString mirrorPathFor(const Source& source, const QString& dataFolder);
//! Passwords inside URLs become "***".
QString withoutPasswords(QString text);

//! One serial thread's view of the mirror, with a libgit2 handle of its own.
class Worker
{
public:
    explicit Worker(const Mirror& mirror);
    const Mirror& mirror() const { return m_mirror; }
    //! The handle; NotFound before the mirror was opened once.
    Result<git_repository*> repo();
    Result<GitCommit> commit(const CommitId& id);
    //! Tree of a commit, tag or tree.
    Result<GitTree> tree(const ObjectId& id);
    Result<GitBlob> blob(const ObjectId& id);
    //! Size without reading the content. // reliability G6
    Result<qint64> sizeOf(const ObjectId& id);

    //! What its last search left for the next one.
    struct SearchState;
    std::unique_ptr<SearchState> search;
    ~Worker();

private:
    const Mirror& m_mirror;
    GitRepo m_repo;
};

//! One run of the git program in a mirror. Never in a clone.
struct GitCall
{
    enum class Config {
        None, //!< nobody's configuration: answers depend on the repository alone
        User //!< the user's home, agents and global configuration: network, identity, signing
    };
    QStringList arguments;
    Config config = Config::None;
    QByteArray input{};
    std::chrono::milliseconds wallTime{120'000};
    QMap<QString, QString> environment{};
    QStringList globalOptions{}; //!< before the command's name
    std::function<void(QByteArray)> onErrorText{};
    std::function<void(const QByteArray&)> onOutput{};
    qint64 maxFileSize = 0;
    QString workingDirectory{}; //!< empty: the mirror
};
//! Any exit code is a success.
Result<CommandOutput> runGit(const Mirror& mirror, const GitCall& call, std::stop_token stop = {});
//! stdout of a run that must succeed.
Result<QByteArray> gitOutput(const Mirror& mirror, const GitCall& call, std::stop_token stop = {});
//! What git said about a failed conversation with the remote, as a sentence.
Error networkError(const Mirror& mirror, const QByteArray& errors);
//! Turns git's progress lines into calls.
std::function<void(QByteArray)> progressParser(OnProgress onProgress);

//! Held while something in the mirror is written, by one process and thread at a time; the kernel
//! frees it when its owner dies. // reliability G12
class MirrorLock
{
public:
    static Result<MirrorLock> take(const Mirror& mirror, std::stop_token stop);
    MirrorLock(MirrorLock&& other) noexcept
        : m_file(std::exchange(other.m_file, -1))
    {
    }
    MirrorLock& operator=(MirrorLock&&) = delete;
    ~MirrorLock();

private:
    explicit MirrorLock(int file)
        : m_file(file)
    {
    }
    int m_file;
};

// mirror.cpp
//! Where the mirror fetches from and pushes to; empty: a clone whose remote is not confirmed.
QString remoteUrl(const Mirror& mirror, Facts::Kind kind);
Result<Unit> configureRemote(const Mirror& mirror, Facts::Kind kind);
Result<Refs> openMirror(Worker& worker, const OnProgress& progress, std::stop_token stop);
Result<Refs> fetchMirror(Worker& worker, const OnProgress& progress, std::stop_token stop);

// clone.cpp, cloneobjects.cpp: reading the user's clone, without a process and without writing to
// it
struct CloneState
{
    Facts facts;
    QMap<QByteArray, ObjectId> refs; //!< name in our mirror to target
};
Result<GitRepo> openClone(const Mirror& mirror);
Result<CloneState> readClone(const Mirror& mirror);
//! Hard-links (or copies) what the mirror does not have yet; answers what is damaged and left out.
Result<QStringList> linkObjects(const Mirror& mirror, const OnProgress& progress,
                                std::stop_token stop);

// refs.cpp
Result<Refs> readRefs(Worker& worker, std::stop_token stop = {});
Result<CommitId> resolveRevision(Worker& worker, const QString& revision);

// history.cpp
Result<CommitGraph> readGraph(Worker& worker, const LogFilter& filter,
                              const std::function<void(const CommitGraph&)>& onPart,
                              std::stop_token stop);

//! The same without parts; the last one where it is still true.
Result<CommitGraph> currentGraph(Worker& worker, const LogFilter& filter, std::stop_token stop);
//! Where a graph begins.
Result<std::vector<CommitId>> tipsOf(Worker& worker, const LogFilter& filter);
//! Whatever changes the graph of this filter, changes this.
Result<QByteArray> fingerprintOf(Worker& worker, const LogFilter& filter);

// search.cpp
//! Rows in the filter's order. Starts no process.
Result<QList<CommitId>> searchCommits(Worker& worker, LogFilter filter, const OnFound& onFound,
                                      const std::stop_token& stop);

// touched.cpp
Result<QList<Touched>> readTouched(Worker& worker, const TouchQuery& query,
                                   const std::stop_token& stop);

// filteredgraph.cpp
//! With a path, author or text. Starts no process.
Result<CommitGraph> readFilteredGraph(Worker& worker, const LogFilter& filter,
                                      const std::stop_token& stop);

// log.cpp
Result<QList<CommitId>> readLog(Worker& worker, const LogFilter& filter, std::stop_token stop);
Result<bool> checkAncestor(const Mirror& mirror, const CommitId& ancestor, const CommitId& of);

// commits.cpp
Result<Commit> readCommit(Worker& worker, const CommitId& id);
Result<QList<Commit>> readCommits(Worker& worker, const QList<CommitId>& ids);

// difference.cpp
constexpr qint64 kLargestBlob = 5LL << 20; // reliability G6
Result<QList<FileChange>> readChanges(Worker& worker, const CommitId& commit, int parent);
Result<FileDiff> readDiff(Worker& worker, const CommitId& commit, const QString& path, int parent);
Result<QList<FileDiff>> diffTrees(Worker& worker, const ObjectId& before, const ObjectId& after);

// filehistory.cpp
Result<QList<FileVersion>> readFileHistory(Worker& worker, const CommitId& from,
                                           const QString& path, std::stop_token stop);
Result<QList<BlameLine>> readBlame(Worker& worker, const CommitId& at, const QString& path,
                                   std::stop_token stop);

// files.cpp
Result<TreeFiles> readFiles(Worker& worker, const ObjectId& commitOrTree, const QString& path,
                            std::stop_token stop);
Result<TreeFiles> readFolder(Worker& worker, const ObjectId& commitOrTree, const QString& path,
                             const QStringList& withBytes);
Result<TreeFiles> readChosen(Worker& worker, const CommitId& commit, const FileChoice& choice,
                             std::stop_token stop);

// revert.cpp
Result<RevertPreview> computeRevert(Worker& worker, const RevertRequest& request,
                                    std::stop_token stop);

// commit.cpp
Result<Identity> readIdentity(const Mirror& mirror);
Result<CommitId> writeCommit(Worker& worker, const ObjectId& tree, const QList<CommitId>& parents,
                             const QString& message, const Identity& identity);

// push.cpp
Result<CommitId> askRemoteBranch(const Mirror& mirror, const QString& branch, std::stop_token stop);
Result<Unit> pushCommit(Worker& worker, const PushRequest& request, const OnProgress& progress,
                        std::stop_token stop);

} // namespace plumb::git
