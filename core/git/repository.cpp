// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/repository.h"

#include "git/executor_p.h"

namespace plumb::git {

namespace {

//! Stops when either of two is asked to.
class EitherStop
{
public:
    EitherStop(const std::stop_token& first, const std::stop_token& second)
        : m_onFirst(first, Relay{m_source})
        , m_onSecond(second, Relay{m_source})
    {
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    struct Relay
    {
        std::stop_source source;
        void operator()() { source.request_stop(); }
    };
    std::stop_source m_source;
    std::stop_callback<Relay> m_onFirst, m_onSecond;
};

} // namespace

struct Repository::Private
{
    Private(Source source, const QString& dataFolder, CommandRunner& runner)
    {
        mirror.path = mirrorPathFor(source, dataFolder);
        mirror.isUrl = isUrl(source.location);
        mirror.source = std::move(source);
        mirror.runner = &runner;
    }
    ~Private() { ending.request_stop(); } // reading is given up, a push is waited for
    //! A task that only reads or can be begun again.
    template <typename Task>
    auto stoppable(Executor& executor, const std::stop_token& stop, Task task)
    {
        using Answer = decltype(task(std::declval<Worker&>(), stop));
        return executor.run([this, stop, task = std::move(task)](Worker& worker) -> Answer {
            const EitherStop either(stop, ending.get_token());
            if (either.token().stop_requested())
                return failure(Error::Kind::Cancelled, u"It was stopped before it began."_s);
            return task(worker, either.token());
        });
    }
    std::stop_source ending;
    Mirror mirror;
    Executor interactive{mirror};
    Executor bulk{mirror};
    Executor searching{mirror}; // the words of a million commits are read for ten seconds
    Executor network{mirror}; // a slow remote must not hold up the history that is already here
};

Repository::Repository(Source source, const QString& dataFolder, CommandRunner& runner)
{
    initialise();
    d = std::make_unique<Private>(std::move(source), dataFolder, runner);
}

Repository::~Repository() = default;

const Source& Repository::source() const
{
    return d->mirror.source;
}

QString Repository::mirrorPath() const
{
    return d->mirror.path;
}

Future<Refs> Repository::open(OnProgress progress, std::stop_token stop)
{
    return d->stoppable(d->network, stop, [=](Worker& worker, std::stop_token either) {
        return openMirror(worker, progress, either);
    });
}

Future<Refs> Repository::fetch(OnProgress progress, std::stop_token stop)
{
    return d->stoppable(d->network, stop, [=](Worker& worker, std::stop_token either) {
        return fetchMirror(worker, progress, either);
    });
}

Future<Refs> Repository::refs()
{
    return d->interactive.run([](Worker& worker) { return readRefs(worker); });
}

Future<CommitId> Repository::resolve(const QString& revision)
{
    return d->interactive.run([=](Worker& worker) { return resolveRevision(worker, revision); });
}

Future<CommitGraph> Repository::graph(const LogFilter& filter,
                                      std::function<void(const CommitGraph&)> onPart,
                                      std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readGraph(worker, filter, onPart, either);
    });
}

Future<QList<CommitId>> Repository::log(const LogFilter& filter, std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readLog(worker, filter, either);
    });
}

Future<QList<CommitId>> Repository::search(const LogFilter& filter, OnFound onFound,
                                           std::stop_token stop)
{
    return d->stoppable(d->searching, stop, [=](Worker& worker, std::stop_token either) {
        LogFilter all = filter;
        all.all = all.from.isEmpty();
        all.order = CommitOrder::Date;
        return searchCommits(worker, all, onFound, either);
    });
}

Future<QList<Touched>> Repository::touched(const TouchQuery& query, std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readTouched(worker, query, either);
    });
}

Future<QList<Commit>> Repository::commits(const QList<CommitId>& ids)
{
    return d->interactive.run([=](Worker& worker) { return readCommits(worker, ids); });
}

Future<QList<FileChange>> Repository::changes(const CommitId& commit, int parent)
{
    return d->interactive.run([=](Worker& worker) { return readChanges(worker, commit, parent); });
}

Future<FileDiff> Repository::diff(const CommitId& commit, const QString& path, int parent)
{
    return d->interactive.run(
        [=](Worker& worker) { return readDiff(worker, commit, path, parent); });
}

Future<QList<FileVersion>> Repository::fileHistory(const CommitId& from, const QString& path,
                                                   std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readFileHistory(worker, from, path, either);
    });
}

Future<QList<BlameLine>> Repository::blame(const CommitId& at, const QString& path,
                                           std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readBlame(worker, at, path, either);
    });
}

Future<TreeFiles> Repository::files(const ObjectId& commitOrTree, const QString& path,
                                    std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readFiles(worker, commitOrTree, path, either);
    });
}

Future<TreeFiles> Repository::folder(const ObjectId& commitOrTree, const QString& path,
                                     const QStringList& withBytes)
{
    return d->interactive.run(
        [=](Worker& worker) { return readFolder(worker, commitOrTree, path, withBytes); });
}

Future<TreeFiles> Repository::chosenFiles(const CommitId& commit, const FileChoice& choice,
                                          std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return readChosen(worker, commit, choice, either);
    });
}

Future<bool> Repository::isAncestor(const CommitId& ancestor, const CommitId& of)
{
    return d->interactive.run([=](Worker& worker) -> Result<bool> {
        PLUMB_CHECK(worker.repo());
        return checkAncestor(worker.mirror(), ancestor, of);
    });
}

Future<Identity> Repository::identity()
{
    return d->interactive.run([](Worker& worker) { return readIdentity(worker.mirror()); });
}

Future<RevertPreview> Repository::previewRevert(const RevertRequest& request, std::stop_token stop)
{
    return d->stoppable(d->bulk, stop, [=](Worker& worker, std::stop_token either) {
        return computeRevert(worker, request, either);
    });
}

Future<CommitId> Repository::commitTree(const ObjectId& tree, const QList<CommitId>& parents,
                                        const QString& message, const Identity& identity)
{
    return d->network.run(
        [=](Worker& worker) { return writeCommit(worker, tree, parents, message, identity); });
}

Future<CommitId> Repository::remoteBranch(const QString& branch, std::stop_token stop)
{
    return d->network.run(
        [=](Worker& worker) { return askRemoteBranch(worker.mirror(), branch, stop); });
}

Future<Unit> Repository::push(const PushRequest& request, OnProgress progress, std::stop_token stop)
{
    return d->network.run([=](Worker& worker) -> Result<Unit> {
        PLUMB_CHECK(pushCommit(worker, request, progress, stop));
        // Its own remote: what was pushed shall be seen here, too. The push itself has succeeded.
        if (const auto facts = worker.mirror().facts(); facts && facts->kind == Facts::Kind::Bare)
            (void)openMirror(worker, {}, stop).ok();
        return Unit{};
    });
}

} // namespace plumb::git
