// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Only this file and cloneobjects.cpp look into a user's repository. They read, start no process
// and take no lock.

#include "base/log.h"
#include "base/text.h"
#include "git/mirror_p.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plumb::git {

namespace {

Error openError(int code, const Mirror& mirror)
{
    const QString words = lastGitMessage();
    const QString& path = mirror.source.location;
    using Kind = Error::Kind;
    // Without any safe.directory entry libgit2 1.5 answers ENOTFOUND and speaks of that key. // G3
    if (code == GIT_EOWNER || words.contains(u"safe.directory"_s))
        return failure(
            Kind::Forbidden,
            u"The repository %1 belongs to another user; refusing to read its configuration. "
            u"Take it over (chown) or make a clone of your own."_s.arg(path),
            words);
    if (words.contains(u"unsupported extension"_s)
        || words.contains(u"unsupported repository version"_s))
        return failure(
            Kind::Unsupported,
            u"The repository %1 uses a format that Plumbline cannot read (%2). A full clone "
            u"with SHA-1 names, without --filter, can be opened."_s.arg(path, words),
            words);
    if (code != GIT_ENOTFOUND)
        return failure(Kind::Invalid,
                       u"The repository %1 is damaged and cannot be opened: %2."_s.arg(path, words),
                       words);
    git_buf found = GIT_BUF_INIT;
    QString hint = u"Name a folder that holds .git, a bare repository or a URL."_s;
    if (git_repository_discover(&found, QFile::encodeName(path).constData(), 0, nullptr) == 0) {
        GitRepo outer;
        if (git_repository_open(out(outer), found.ptr) == 0 && git_repository_workdir(outer.get()))
            hint = u"It lies inside the clone %1: name that."_s.arg(
                QFile::decodeName(git_repository_workdir(outer.get())));
    }
    git_buf_dispose(&found);
    return failure(Kind::Invalid, u"%1 is not a Git repository. %2"_s.arg(path, hint), words);
}

QString text(const git_config* config, const QString& key)
{
    const char* value = nullptr;
    return git_config_get_string(&value, config, key.toUtf8().constData()) == 0 && value
               ? QString::fromUtf8(value)
               : QString();
}

// Not git_remote_list: libgit2 1.5 leaks 20 KB for every setting that is no remote.
QStringList remotesOf(const git_config* config)
{
    QStringList remotes;
    GitConfigIterator all;
    git_config_entry* entry = nullptr;
    if (git_config_iterator_new(out(all), config) != 0)
        return remotes;
    while (git_config_next(&entry, all.get()) == 0) {
        const QString key = QString::fromUtf8(entry->name);
        if (key.startsWith(u"remote."_s) && key.endsWith(u".url"_s) && key.size() > 11)
            remotes += key.mid(7, key.size() - 11);
    }
    remotes.removeDuplicates();
    return remotes;
}

// The clone's own settings, as data: nothing of them is executed or connected to. // reliability G1
void readSettings(git_repository* repo, const Mirror& mirror, Facts& facts)
{
    GitConfig live, config;
    if (git_repository_config(out(live), repo) != 0
        || git_config_snapshot(out(config), live.get()) != 0)
        return;
    facts.userName = text(config.get(), u"user.name"_s);
    facts.userEmail = text(config.get(), u"user.email"_s);
    facts.signingKey = text(config.get(), u"user.signingkey"_s);
    const QStringList remotes = remotesOf(config.get());
    const auto urlOf = [&](const QString& remote) {
        return text(config.get(), u"remote.%1.url"_s.arg(remote));
    };
    facts.remoteName = u"origin"_s;
    if (!remotes.contains(facts.remoteName) && remotes.size() == 1)
        facts.remoteName = remotes.first();
    for (const QString& remote : remotes)
        if (!mirror.source.remote.isEmpty() && urlOf(remote) == mirror.source.remote)
            facts.remoteName = remote;
    facts.remoteOfClone = urlOf(facts.remoteName);
}

// A crashed or foreign tool's ref is left out with a word in the log; it must not hide the others.
void readRefsOf(git_repository* repo, CloneState& state)
{
    static const std::array kKinds{"refs/heads/", "refs/remotes/", "refs/tags/"};
    GitReferenceIterator all;
    if (git_reference_iterator_new(out(all), repo) != 0) {
        qCWarning(lcGit) << "refs cannot be listed:" << lastGitMessage();
        return;
    }
    int replaced = 0;
    const QByteArray defaultOfRemote = "refs/remotes/" + state.facts.remoteName.toUtf8() + "/HEAD";
    for (;;) {
        GitReference reference;
        const int code = git_reference_next(out(reference), all.get());
        if (code == GIT_ITEROVER)
            break;
        if (code != 0) {
            qCWarning(lcGit) << "a ref cannot be read:" << lastGitMessage();
            break;
        }
        const QByteArray name(git_reference_name(reference.get()));
        if (git_reference_type(reference.get()) == GIT_REFERENCE_SYMBOLIC) {
            const QByteArray target(git_reference_symbolic_target(reference.get()));
            const QByteArray folder = defaultOfRemote.chopped(4);
            if (name == defaultOfRemote && target.startsWith(folder))
                state.facts.defaultBranch = QString::fromUtf8(target.mid(folder.size()));
            continue;
        }
        replaced += name.startsWith("refs/replace/");
        if (std::any_of(kKinds.begin(), kKinds.end(),
                        [&](const char* kind) { return name.startsWith(kind); }))
            state.refs.insert("refs/clone/" + name.mid(5),
                              fromOid(*git_reference_target(reference.get())));
    }
    // docs/adr/0024
    const bool hasGrafts =
        QFileInfo(QFile::decodeName(git_repository_commondir(repo)) + u"info/grafts"_s).size() > 0;
    if (replaced > 0 || hasGrafts)
        state.facts.problems +=
            u"The clone shows some objects as others (%1). Plumbline shows the history as it is in "
            u"every other clone and at the remote."_s.arg(replaced > 0 ? u"git replace"_s
                                                                       : u"info/grafts"_s);
}

} // namespace

Result<GitRepo> openClone(const Mirror& mirror)
{
    const QString& path = mirror.source.location;
    if (!QFileInfo::exists(path))
        return failure(
            Error::Kind::NotFound,
            u"There is no folder %1. If the clone has moved, change the repository's path%2."_s.arg(
                path, mirror.facts() ? u"; what was read before is still shown"_s : QString()));
    GitRepo repo;
    if (const int code = git_repository_open_ext(out(repo), QFile::encodeName(path).constData(),
                                                 GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
        code != 0)
        return openError(code, mirror);
    return repo;
}

Result<CloneState> readClone(const Mirror& mirror)
{
    PLUMB_TRY(repo, openClone(mirror));
    CloneState state;
    state.facts.kind = git_repository_is_bare(repo.get()) ? Facts::Kind::Bare : Facts::Kind::Clone;
    readSettings(repo.get(), mirror, state.facts);
    readRefsOf(repo.get(), state);
    GitReference head;
    if (git_reference_lookup(out(head), repo.get(), "HEAD") == 0) {
        if (git_reference_type(head.get()) == GIT_REFERENCE_SYMBOLIC) {
            const QByteArray target(git_reference_symbolic_target(head.get()));
            if (target.startsWith("refs/heads/"))
                state.facts.headBranch = QString::fromUtf8(target.mid(11));
        } else {
            state.refs.insert("refs/clone/HEAD", fromOid(*git_reference_target(head.get())));
        }
    }
    if (state.facts.kind == Facts::Kind::Bare || state.facts.defaultBranch.isEmpty())
        state.facts.defaultBranch = state.facts.headBranch;
    return state;
}

} // namespace plumb::git
