// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/engine_p.h"

#include "base/files.h"
#include "base/text.h"

#include <QDir>
#include <QFileInfo>

// What the program writes into the workspace file.

namespace plumb::engine {

Future<Unit>
Engine::Private::editWorkspace(std::function<Result<QByteArray>(const QByteArray&)> edit)
{
    const QString file = workspaceFile();
    const auto work = QtConcurrent::run(&pool, [file, edit]() -> Result<Unit> {
        auto bytes = readFile(file, 10LL << 20);
        if (!bytes && bytes.error().kind != Error::Kind::NotFound)
            return bytes.error();
        PLUMB_TRY(changed, edit(bytes ? *bytes : QByteArray()));
        if (!bytes)
            PLUMB_CHECK(ensurePrivateFolder(QFileInfo(file).absolutePath()));
        return writeFileDurably(file, changed);
    });
    auto promise = std::make_shared<QPromise<Result<Unit>>>();
    promise->start();
    observe<Unit>(work, q, [this, promise](const Result<Unit>& written) {
        const auto done = [promise](const Result<Unit>& result) {
            promise->addResult(result);
            promise->finish();
        };
        if (!written)
            return done(written);
        observe<Unit>(q->load(), q, done);
    });
    return promise->future();
}

namespace {

//! A typing error should not become an entry that somebody has to remove again.
Result<Unit> refuseNoRepository(const QString& location)
{
    if (!location.startsWith(u'/'))
        return Unit{};
    const QDir folder(location);
    if (!folder.exists())
        return failure(Error::Kind::NotFound,
                       u"There is no folder %1. Nothing was added."_s.arg(printable(location)));
    if (!folder.exists(u".git"_s) && !(folder.exists(u"HEAD"_s) && folder.exists(u"objects"_s)))
        return failure(
            Error::Kind::Invalid,
            u"%1 is not a Git repository: name the folder that holds .git, a bare repository or a URL. Nothing was added."_s
                .arg(printable(location)));
    return Unit{};
}

} // namespace

namespace {

Result<QByteArray> withApplications(const QByteArray& bytes,
                                    const QList<workspace::Application>& applications,
                                    const std::optional<workspace::Repository>& repository)
{
    QByteArray text = bytes;
    if (repository) {
        PLUMB_CHECK(refuseNoRepository(repository->location));
        PLUMB_TRY(withIt, workspace::withRepository(text, *repository));
        text = withIt;
    }
    for (const auto& application : applications) {
        PLUMB_TRY(withIt, workspace::withApplication(text, application));
        text = withIt;
    }
    return text;
}

//! An edit of ours puts lines in, and takes out few; so no search for the best alignment is needed.
QString changedLines(const QByteArray& before, const QByteArray& after)
{
    constexpr qsizetype kAround = 2;
    const QList<QByteArray> old = before.isEmpty() ? QList<QByteArray>() : before.split('\n');
    QHash<QByteArray, int> toCome;
    const QList<QByteArray> now = after.split('\n');
    for (const QByteArray& line : now)
        ++toCome[line];
    QStringList lines;
    qsizetype at = 0;
    for (const QByteArray& line : now) {
        while (at < old.size() && old[at] != line && toCome.value(old[at]) == 0)
            lines.append(u'-' + printable(QString::fromUtf8(old[at++])));
        const bool isSame = at < old.size() && old[at] == line;
        lines.append((isSame ? u' ' : u'+') + printable(QString::fromUtf8(line)));
        at += isSame ? 1 : 0;
        --toCome[line];
    }
    if (after.endsWith('\n'))
        lines.removeLast(); // there is no line behind the last end
    QList<bool> isShown(lines.size(), false);
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (!lines[i].startsWith(u' '))
            for (qsizetype near = std::max<qsizetype>(0, i - kAround);
                 near <= std::min(i + kAround, lines.size() - 1); ++near)
                isShown[near] = true;
    QString text;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isShown[i])
            text += lines[i] + u'\n';
        else if (i > 0 && isShown[i - 1])
            text += u" …\n"_s;
    }
    return text;
}

} // namespace

Future<Unit> Engine::addApplication(const workspace::Application& application,
                                    const std::optional<workspace::Repository>& repository)
{
    return addApplications({application}, repository);
}

Future<Unit> Engine::addApplications(const QList<workspace::Application>& applications,
                                     const std::optional<workspace::Repository>& repository)
{
    return d->editWorkspace([applications, repository](const QByteArray& bytes) {
        return withApplications(bytes, applications, repository);
    });
}

Future<QString> Engine::previewAddition(const QList<workspace::Application>& applications,
                                        const std::optional<workspace::Repository>& repository)
{
    return QtConcurrent::run(
        &d->pool, [file = d->workspaceFile(), applications, repository]() -> Result<QString> {
            auto bytes = readFile(file, 10LL << 20);
            if (!bytes && bytes.error().kind != Error::Kind::NotFound)
                return bytes.error();
            const QByteArray before = bytes ? *bytes : QByteArray();
            PLUMB_TRY(after, withApplications(before, applications, repository));
            return changedLines(before, after);
        });
}

Future<Unit> Engine::removeApplication(const QString& name)
{
    if (!d->workspace.application(name))
        return ready<Unit>(d->unknownApplication(name));
    d->unfollow(name);
    return d->editWorkspace(
        [name](const QByteArray& bytes) { return workspace::withoutApplication(bytes, name); });
}

Future<Unit> Engine::addRepository(const workspace::Repository& repository)
{
    return d->editWorkspace([repository](const QByteArray& bytes) -> Result<QByteArray> {
        PLUMB_CHECK(refuseNoRepository(repository.location));
        return workspace::withRepository(bytes, repository);
    });
}

Future<Unit> Engine::confirmRemote(const QString& name, const QString& url)
{
    const auto* known = d->workspace.repository(name);
    if (!known)
        return ready<Unit>(failure(
            Error::Kind::NotFound,
            u"\"%1\" is not a repository of the workspace; only those can keep a remote."_s.arg(
                name)));
    auto changed = *known;
    changed.remote = url;
    return addRepository(changed);
}

} // namespace plumb::engine
