// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/mirror_p.h"

#include <QRegularExpression>

namespace plumb::git {

namespace {

using namespace std::chrono_literals;

Result<Unit> checkTarget(const Mirror& mirror, const QString& branch)
{
    PLUMB_TRY(facts, mirror.facts());
    const QString name = u"refs/heads/"_s + branch;
    int isValid = 0;
    if (branch.isEmpty() || branch.startsWith(u'-')
        || git_reference_name_is_valid(&isValid, name.toUtf8().constData()) != 0 || !isValid)
        return failure(Error::Kind::Invalid,
                       u"“%1” is not the name of a branch."_s.arg(printable(branch, 200)));
    if (remoteUrl(mirror, facts.kind).isEmpty())
        return failure(Error::Kind::Forbidden,
                       u"The remote of %1 is not confirmed yet, so nothing can be pushed. Its "
                       u"clone names %2; confirm that "
                       u"address once in the workspace."_s.arg(
                           mirror.name(), facts.remoteOfClone.isEmpty()
                                              ? u"no remote"_s
                                              : withoutPasswords(facts.remoteOfClone)));
    return configureRemote(mirror, facts.kind);
}

QString nameOf(const CommitId& id)
{
    return id.isNull() ? u"nothing"_s : id.shortHex();
}

Error moved(const PushRequest& request, const CommitId& now, const QString& detail = {})
{
    return failure(
        Error::Kind::Conflict,
        u"Remote moved from %1 to %2 since your review; nothing was pushed. Review the changes of %3 again."_s
            .arg(nameOf(request.expected), nameOf(now), printable(request.branch, 200)),
        detail);
}

// What the other side says: hooks and servers speak in lines that begin with "remote:".
QString serversWords(const QByteArray& errors)
{
    QStringList words;
    static const QRegularExpression kEnds(u"[\r\n]+"_s);
    for (const QString& line : QString::fromUtf8(errors).split(kEnds))
        if (line.startsWith(u"remote:"_s) && !line.contains(u"Resolving deltas"_s))
            if (const QString word = line.mid(7).trimmed(); !word.isEmpty())
                words += word;
    return printable(words.join(u' '), 1500);
}

// "!\t<source>:<target>\t[remote rejected] (pre-receive hook declined)"
QString rejection(const QByteArray& porcelain)
{
    for (const QByteArray& line : porcelain.split('\n'))
        if (line.startsWith("!\t"))
            return printable(QString::fromUtf8(line.split('\t').value(2)), 600);
    return {};
}

} // namespace

Result<CommitId> askRemoteBranch(const Mirror& mirror, const QString& branch, std::stop_token stop)
{
    PLUMB_CHECK(checkTarget(mirror, branch));
    const QString name = u"refs/heads/"_s + branch;
    PLUMB_TRY(asked, runGit(mirror,
                            {.arguments = {u"ls-remote"_s, u"--refs"_s, u"origin"_s, name},
                             .config = GitCall::Config::User},
                            stop));
    if (asked.exitCode != 0)
        return networkError(mirror, asked.errors);
    for (const QByteArray& line : asked.output.split('\n'))
        if (line.mid(41) == name.toUtf8())
            return ObjectId::fromHex(QString::fromLatin1(line.left(40)));
    return CommitId{};
}

Result<Unit> pushCommit(Worker& worker, const PushRequest& request, const OnProgress& progress,
                        std::stop_token stop)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_CHECK(checkTarget(mirror, request.branch));
    PLUMB_CHECK(worker.commit(request.commit));
    // --force-with-lease alone is a force push: unrelated history would go through. //
    // docs/adr/0017
    if (!request.expected.isNull()) {
        PLUMB_TRY(isAncestor, checkAncestor(mirror, request.expected, request.commit));
        if (!isAncestor)
            return failure(Error::Kind::Conflict,
                           u"%1 is not built on %2, which the remote has in %3: pushing it would "
                           u"drop commits. Nothing was "
                           u"pushed."_s.arg(request.commit.shortHex(), request.expected.shortHex(),
                                            printable(request.branch, 200)));
    }
    PLUMB_TRY(lock, MirrorLock::take(mirror, stop));
    Q_UNUSED(lock);
    PLUMB_TRY(before, askRemoteBranch(mirror, request.branch, stop));
    if (before == request.commit)
        return Unit{}; // an earlier push arrived although its answer did not
    if (before != request.expected)
        return moved(request, before);

    const QString target = u"refs/heads/"_s + request.branch;
    const QString lease = request.expected.isNull() ? QString() : request.expected.toHex();
    const auto pushed = runGit(mirror,
                               {.arguments = {u"push"_s, u"--porcelain"_s, u"--progress"_s,
                                              u"--force-with-lease="_s + target + u':' + lease,
                                              u"origin"_s, request.commit.toHex() + u':' + target},
                                .config = GitCall::Config::User,
                                .wallTime = 30min,
                                .onErrorText = progressParser(progress)},
                               stop);
    // Whatever was said on the way: what counts is what the remote has now. Asked even after a
    // cancel, since the push may have arrived. // reliability F9, R-02
    const QString words = pushed ? serversWords(pushed->errors) : QString();
    const QString refusal = pushed ? rejection(pushed->output) : QString();
    const QString detail =
        pushed ? withoutPasswords(words + u'\n' + refusal).trimmed() : pushed.error().summary;
    const auto after = askRemoteBranch(mirror, request.branch, {});
    if (!after)
        return failure(Error::Kind::Uncertain,
                       u"Whether the push of %1 arrived is not known: the remote does not answer "
                       u"any more. It is safe to push "
                       u"again; nothing is sent twice."_s.arg(request.commit.shortHex()),
                       after.error().summary + u'\n' + detail);
    if (*after == request.commit)
        return Unit{};
    if (pushed && pushed->exitCode == 0)
        return failure(Error::Kind::Conflict,
                       u"The remote accepted %1 but %2 is at %3 now: somebody pushed after you, or "
                       u"a hook moved it. Fetch and "
                       u"look."_s.arg(request.commit.shortHex(), printable(request.branch, 200),
                                      nameOf(*after)),
                       detail);
    if (*after != request.expected)
        return moved(request, *after, detail);
    if (!pushed)
        return pushed.error();
    if (!refusal.isEmpty() || !words.isEmpty())
        return failure(
            Error::Kind::Forbidden,
            u"The remote refused the push to %1: %2%3 Nothing was pushed, and the commit %4 is kept here."_s
                .arg(printable(request.branch, 200), words.isEmpty() ? QString() : words + u' ',
                     refusal.isEmpty() ? QString() : refusal + u'.', request.commit.shortHex()),
            detail);
    return networkError(mirror, pushed->errors);
}

} // namespace plumb::git
