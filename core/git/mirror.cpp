// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/files.h"
#include "base/log.h"
#include "base/text.h"
#include "git/refnames_p.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>
#include <QUrl>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace plumb::git {

namespace {

using namespace std::chrono_literals;

// A ref takes a file of its own, and a lock; 50,000 of them half a minute.
constexpr qsizetype kMostLooseChanges = 200;

QString factsPath(const QString& mirror)
{
    return mirror + u"/plumbline.json"_s;
}

QString toText(Facts::Kind kind)
{
    return kind == Facts::Kind::Url     ? u"url"_s
           : kind == Facts::Kind::Clone ? u"clone"_s
                                        : u"bare"_s;
}

// Only whoever holds the mirror's lock comes here, and its owner's children die with it: a lock
// file that is still there belongs to nobody. // reliability G12
void removeLeftovers(const QString& mirror)
{
    QStringList stale;
    QDirIterator refs(mirror + u"/refs"_s, {u"*.lock"_s}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (refs.hasNext())
        stale += refs.next();
    for (const QString& folder : {u"."_s, u"objects/info"_s, u"objects/info/commit-graphs"_s}) {
        const QDir dir(mirror + u'/' + folder);
        const QStringList locks = dir.entryList({u"*.lock"_s}, QDir::Files | QDir::Hidden);
        for (const QString& lock : locks)
            stale += dir.filePath(lock);
    }
    const QDir packs(mirror + u"/objects/pack"_s);
    const QStringList halves = packs.entryList(
        {u"tmp_*"_s, u"pack_git2_*"_s, u"*.tmp"_s, u"*.lock"_s}, QDir::Files | QDir::Hidden);
    for (const QString& half : halves)
        stale += packs.filePath(half);
    for (const QString& file : stale) {
        qCWarning(lcGit) << "removing what an ended process left:" << file;
        QFile::remove(file);
    }
}

Result<Unit> create(const Mirror& mirror)
{
    if (QFileInfo::exists(mirror.path + u"/HEAD"_s)
        && QFileInfo::exists(mirror.path + u"/objects"_s))
        return Unit{};
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR;
    GitRepo made;
    if (git_repository_init_ext(out(made), QFile::encodeName(mirror.path).constData(), &options)
        != 0)
        return failure(
            Error::Kind::Internal,
            u"The mirror of %1 could not be made in %2."_s.arg(mirror.name(), mirror.path),
            lastGitMessage());
    QDir(mirror.path).mkpath(u"plumbline-no-hooks"_s);
    return Unit{};
}

QMap<QByteArray, ObjectId> refsBelow(const Mirror& mirror, const QByteArray& folder)
{
    QMap<QByteArray, ObjectId> refs;
    for (const RefName& ref : readRefNames(mirror.path, {folder}))
        refs.insert(ref.name, ref.id);
    return refs;
}

// Deletes first, in a transaction of their own: a branch `a` may have become `a/b`.
Result<bool> updateRefs(const Mirror& mirror, const QMap<QByteArray, ObjectId>& wanted,
                        const QMap<QByteArray, ObjectId>& known)
{
    QMap<QByteArray, ObjectId> changes; // null: deleted
    for (auto it = known.begin(); it != known.end(); ++it)
        if (!wanted.contains(it.key()))
            changes.insert(it.key(), {});
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (known.value(it.key()) != it.value())
            changes.insert(it.key(), it.value());
    // They can be read from the clone again, so a power cut may take them.
    const QStringList fast{u"-c"_s, u"core.fsync=none"_s};
    if (changes.size() > kMostLooseChanges) {
        PLUMB_CHECK(
            gitOutput(mirror, {.arguments = {u"pack-refs"_s, u"--all"_s}, .globalOptions = fast}));
        PLUMB_CHECK(writePackedRefs(mirror.path, changes));
        return true;
    }
    QByteArray deletes, updates;
    for (auto it = changes.begin(); it != changes.end(); ++it)
        if (it.value().isNull())
            deletes += "delete " + it.key() + '\0' + '\0';
        else
            updates += "update " + it.key() + '\0' + it.value().toHex().toLatin1() + '\0' + '\0';
    for (const QByteArray& batch : {deletes, updates})
        if (!batch.isEmpty())
            PLUMB_CHECK(gitOutput(
                mirror, {.arguments = {u"update-ref"_s, u"--no-deref"_s, u"-z"_s, u"--stdin"_s},
                         .input = batch,
                         .globalOptions = fast}));
    return !changes.isEmpty();
}

Result<bool> refreshFromClone(const Mirror& mirror, const OnProgress& progress,
                              const std::stop_token& stop)
{
    PLUMB_TRY(state, readClone(mirror)); // refs before objects: what they name is there by then
    PLUMB_TRY(damaged, linkObjects(mirror, progress, stop));
    state.facts.problems += damaged;
    GitRepo repo;
    GitOdb objects;
    if (git_repository_open(out(repo), QFile::encodeName(mirror.path).constData()) != 0
        || git_repository_odb(out(objects), repo.get()) != 0)
        return failure(Error::Kind::Internal, u"The mirror %1 cannot be opened."_s.arg(mirror.path),
                       lastGitMessage());
    for (auto it = state.refs.begin(); it != state.refs.end();) {
        const git_oid oid = toOid(it.value());
        if (git_odb_exists(objects.get(), &oid)) {
            ++it;
            continue;
        }
        state.facts.problems +=
            u"%1 of %2 points at the object %3, which is missing; it is left out."_s.arg(
                printable(it.key().mid(11)), mirror.name(), it.value().shortHex());
        it = state.refs.erase(it);
    }
    const auto known = refsBelow(mirror, "refs/clone/");
    PLUMB_TRY(changed, updateRefs(mirror, state.refs, known));

    // What the user fetched or pushed in the clone since our own last fetch is news of the remote
    // too.
    const QByteArray theirs = "refs/clone/remotes/" + state.facts.remoteName.toUtf8() + '/';
    const auto ours = refsBelow(mirror, "refs/remotes/origin/");
    auto newer = ours;
    for (auto it = ours.begin(); it != ours.end(); ++it) {
        const QByteArray twin = theirs + it.key().mid(int(qstrlen("refs/remotes/origin/")));
        const ObjectId now = state.refs.value(twin);
        if (now.isNull() || now == it.value() || known.value(twin) == now)
            continue;
        if (const auto ahead = checkAncestor(mirror, it.value(), now); ahead && *ahead)
            newer[it.key()] = now;
    }
    PLUMB_CHECK(updateRefs(mirror, newer, ours));

    if (const auto before = mirror.facts())
        state.facts.fetchedAt = before->fetchedAt;
    if (!state.facts.fetchedAt.isValid() || state.facts.kind == Facts::Kind::Bare
        || mirror.source.remote.isEmpty())
        state.facts.fetchedAt = QDateTime::currentDateTimeUtc();
    PLUMB_CHECK(configureRemote(mirror, state.facts.kind));
    PLUMB_CHECK(mirror.keepFacts(state.facts));
    return changed;
}

Result<Unit> refuseUnsafe(const QString& url)
{
    const QUrl parsed(url);
    if (url.startsWith(u'-') || url.contains(u"::"_s))
        return failure(
            Error::Kind::Invalid,
            u"“%1” is not an address of a Git repository. Use https://, ssh:// or user@host:path."_s
                .arg(printable(url, 200)));
    const bool isLoopback = parsed.host() == u"localhost"_s || parsed.host() == u"127.0.0.1"_s
                            || parsed.host() == u"::1"_s;
    if (parsed.scheme() == u"http"_s && !parsed.userInfo().isEmpty() && !isLoopback)
        return failure(
            Error::Kind::Forbidden,
            u"The address %1 would send a password unencrypted. Use https:// or ssh://."_s.arg(
                withoutPasswords(url)));
    return Unit{};
}

//! The failure of a fetch, and what there is to see nevertheless.
Error withWhatIsKept(const Facts& facts, Error error)
{
    if (error.kind == Error::Kind::Cancelled)
        return error;
    if (facts.fetchedAt.isValid())
        error.summary += u" What was fetched before is still shown."_s;
    else if (facts.kind == Facts::Kind::Clone)
        error.summary += u" What the clone holds is still shown."_s;
    return error;
}

Result<Unit> fetchRemote(const Mirror& mirror, Facts facts, const OnProgress& progress,
                         const std::stop_token& stop)
{
    PLUMB_CHECK(refuseUnsafe(remoteUrl(mirror, facts.kind)));
    PLUMB_CHECK(configureRemote(mirror, facts.kind));
    if (facts.kind == Facts::Kind::Url
        && (mirror.source.branch.isEmpty() || facts.defaultBranch.isEmpty())) {
        PLUMB_TRY(asked,
                  runGit(mirror,
                         {.arguments = {u"ls-remote"_s, u"--symref"_s, u"origin"_s, u"HEAD"_s},
                          .config = GitCall::Config::User},
                         stop));
        if (asked.exitCode != 0)
            return networkError(mirror, asked.errors);
        static const QRegularExpression kHead(u"^ref: refs/heads/(\\S+)\tHEAD"_s);
        if (const auto match = kHead.match(QString::fromUtf8(asked.output)); match.hasMatch())
            facts.defaultBranch = match.captured(1);
    }
    PLUMB_TRY(done, runGit(mirror,
                           {.arguments = {u"fetch"_s, u"--progress"_s, u"--prune"_s,
                                          u"--no-write-fetch-head"_s, u"--no-tags"_s,
                                          u"--no-auto-maintenance"_s, u"--no-recurse-submodules"_s,
                                          u"origin"_s, u"+refs/heads/*:refs/remotes/origin/*"_s,
                                          u"+refs/tags/*:refs/tags/*"_s},
                            .config = GitCall::Config::User,
                            .wallTime = 2h,
                            // One pack, not a file per object.
                            .globalOptions = {u"-c"_s, u"fetch.unpackLimit=1"_s},
                            .onErrorText = progressParser(progress),
                            .maxFileSize = 2LL << 30}, // reliability G6
                           stop));
    if (done.exitCode != 0)
        return networkError(mirror, done.errors);
    facts.fetchedAt = QDateTime::currentDateTimeUtc();
    return mirror.keepFacts(facts);
}

// Order and ancestry are read from this file, and which commit may change a path; without it they
// are slow, not wrong. git builds upon what stands there, so a damaged one has to go first, and one
// of before there were filters of changed paths is made anew. The filters cost 15 s and 9 MB for a
// million commits, once; with them a search by path reads the trees of few commits instead of all.
void writeCommitGraph(const Mirror& mirror, const OnProgress& progress, const std::stop_token& stop)
{
    if (progress)
        progress({u"Indexing the history"_s});
    bool isWithoutFilters = false;
    const auto known = CommitGraphFile::open(mirror.path);
    if (known ? !(*known)->isIntact(stop) && !stop.stop_requested()
              : known.error().kind == Error::Kind::Invalid) {
        qCWarning(lcGit) << "the commit graph file is damaged and written anew:" << mirror.path;
        QFile::remove(mirror.path + u"/objects/info/commit-graph"_s);
        QDir(mirror.path + u"/objects/info/commit-graphs"_s).removeRecursively();
    } else if (known) {
        isWithoutFilters = (*known)->withoutFilter() > (*known)->size() / 2;
    }
    const auto done =
        gitOutput(mirror,
                  {.arguments = {u"commit-graph"_s, u"write"_s, u"--reachable"_s,
                                 isWithoutFilters ? u"--split=replace"_s : u"--split"_s,
                                 u"--changed-paths"_s, u"--no-progress"_s},
                   .wallTime = 10min},
                  stop);
    if (!done)
        qCWarning(lcGit) << "no commit graph for" << mirror.name() << done.error().summary
                         << done.error().detail;
}

} // namespace

QString Mirror::name() const
{
    return source.name.isEmpty() ? withoutPasswords(source.location) : source.name;
}

Result<Facts> Mirror::facts() const
{
    const auto bytes = readFile(factsPath(path), 1 << 20);
    const QJsonObject json = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    if (json.isEmpty())
        return failure(Error::Kind::NotFound,
                       u"The repository %1 has not been opened yet."_s.arg(name()));
    Facts facts;
    const QString kind = json[u"kind"_s].toString();
    facts.kind = kind == u"clone"_s  ? Facts::Kind::Clone
                 : kind == u"bare"_s ? Facts::Kind::Bare
                                     : Facts::Kind::Url;
    facts.remoteName = json[u"remoteName"_s].toString();
    facts.remoteOfClone = json[u"remoteOfClone"_s].toString();
    facts.headBranch = json[u"headBranch"_s].toString();
    facts.defaultBranch = json[u"defaultBranch"_s].toString();
    facts.userName = json[u"userName"_s].toString();
    facts.userEmail = json[u"userEmail"_s].toString();
    facts.signingKey = json[u"signingKey"_s].toString();
    facts.fetchedAt = QDateTime::fromString(json[u"fetchedAt"_s].toString(), Qt::ISODate);
    for (const auto& problem : json[u"problems"_s].toArray())
        facts.problems += problem.toString();
    return facts;
}

Result<Unit> Mirror::keepFacts(const Facts& facts) const
{
    const QJsonObject json{
        {u"kind"_s, toText(facts.kind)},
        {u"remoteName"_s, facts.remoteName},
        {u"remoteOfClone"_s, facts.remoteOfClone},
        {u"headBranch"_s, facts.headBranch},
        {u"defaultBranch"_s, facts.defaultBranch},
        {u"userName"_s, facts.userName},
        {u"userEmail"_s, facts.userEmail},
        {u"signingKey"_s, facts.signingKey},
        {u"fetchedAt"_s, facts.fetchedAt.toUTC().toString(Qt::ISODate)},
        {u"problems"_s, QJsonArray::fromStringList(facts.problems)},
    };
    return writeFileDurably(factsPath(path), QJsonDocument(json).toJson());
}

bool isUrl(const QString& location)
{
    if (location.contains(u"://"_s))
        return true;
    static const QRegularExpression kScp(u"^[^/:]+:"_s);
    return !QFileInfo::exists(location) && kScp.match(location).hasMatch();
}

QString mirrorPathFor(const Source& source, const QString& dataFolder)
{
    const QString location = isUrl(source.location)
                                 ? source.location
                                 : QDir::cleanPath(QFileInfo(source.location).absoluteFilePath());
    QString stem = QFileInfo(location).completeBaseName();
    stem.replace(QRegularExpression(u"[^A-Za-z0-9_-]"_s), u"-"_s);
    const QByteArray digest =
        QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return u"%1/mirrors/%2-%3.git"_s.arg(dataFolder, stem.left(40), QString::fromLatin1(digest));
}

QString remoteUrl(const Mirror& mirror, Facts::Kind kind)
{
    return kind == Facts::Kind::Clone ? mirror.source.remote : mirror.source.location;
}

// Our mirror's remote is what our settings say, never what a clone's config says. // reliability
// F11
Result<Unit> configureRemote(const Mirror& mirror, Facts::Kind kind)
{
    const QString url = remoteUrl(mirror, kind);
    GitConfig config;
    if (git_config_open_ondisk(out(config),
                               QFile::encodeName(mirror.path + u"/config"_s).constData())
        != 0)
        return failure(Error::Kind::Internal,
                       u"The mirror %1 is damaged: its config cannot be read."_s.arg(mirror.path),
                       lastGitMessage());
    const auto set = [&](const char* key, const QByteArray& value) {
        git_buf old = GIT_BUF_INIT;
        const bool same =
            git_config_get_string_buf(&old, config.get(), key) == 0 && value == old.ptr;
        const bool existed = old.ptr && *old.ptr;
        git_buf_dispose(&old);
        if (same)
            return true;
        if (value.isEmpty())
            return !existed || git_config_delete_entry(config.get(), key) == 0;
        return git_config_set_string(config.get(), key, value.constData()) == 0;
    };
    if (!set("remote.origin.url", url.toUtf8())
        || !set("remote.origin.fetch",
                url.isEmpty() || kind == Facts::Kind::Bare
                    ? QByteArray()
                    : QByteArrayLiteral("+refs/heads/*:refs/remotes/origin/*")))
        return failure(Error::Kind::Internal,
                       u"The remote of the mirror %1 could not be written."_s.arg(mirror.path),
                       lastGitMessage());
    return Unit{};
}

Result<MirrorLock> MirrorLock::take(const Mirror& mirror, std::stop_token stop)
{
    const QByteArray path = QFile::encodeName(mirror.path + u".lock"_s);
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(Error::Kind::Internal,
                       u"The lock of the mirror %1 cannot be opened: %2."_s.arg(
                           mirror.path, QString::fromLocal8Bit(std::strerror(errno))));
    MirrorLock lock(file);
    for (const auto end = std::chrono::steady_clock::now() + 10min;
         ::flock(file, LOCK_EX | LOCK_NB) != 0;) {
        if (stop.stop_requested())
            return failure(
                Error::Kind::Cancelled,
                u"Waiting for the mirror of %1 was stopped on request."_s.arg(mirror.name()));
        if (std::chrono::steady_clock::now() > end)
            return failure(
                Error::Kind::Timeout,
                u"Another Plumbline is still writing to the mirror of %1. Try again when it has finished."_s
                    .arg(mirror.name()));
        std::this_thread::sleep_for(10ms);
    }
    return lock;
}

MirrorLock::~MirrorLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<Refs> openMirror(Worker& worker, const OnProgress& progress, std::stop_token stop)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_CHECK(ensurePrivateFolder(QFileInfo(mirror.path).absolutePath()));
    if (mirror.isUrl)
        PLUMB_CHECK(refuseUnsafe(mirror.source.location));
    else
        PLUMB_CHECK(readClone(mirror)); // before anything of ours is made
    PLUMB_TRY(lock, MirrorLock::take(mirror, stop));
    Q_UNUSED(lock);
    removeLeftovers(mirror.path);
    PLUMB_CHECK(create(mirror));
    bool changed = false;
    if (!mirror.isUrl) {
        PLUMB_TRY(refreshed, refreshFromClone(mirror, progress, stop));
        changed = refreshed;
    } else if (!mirror.facts()) {
        PLUMB_CHECK(fetchRemote(mirror, {}, progress, stop));
        changed = true;
    }
    if (changed)
        writeCommitGraph(mirror, progress, stop);
    return readRefs(worker, stop);
}

Result<Refs> fetchMirror(Worker& worker, const OnProgress& progress, std::stop_token stop)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_CHECK(mirror.facts());
    PLUMB_TRY(lock, MirrorLock::take(mirror, stop));
    Q_UNUSED(lock);
    removeLeftovers(mirror.path);
    if (!mirror.isUrl)
        PLUMB_CHECK(refreshFromClone(mirror, progress, stop));
    PLUMB_TRY(facts, mirror.facts());
    if (facts.kind != Facts::Kind::Bare && !remoteUrl(mirror, facts.kind).isEmpty())
        if (const auto fetched = fetchRemote(mirror, facts, progress, stop); !fetched)
            return withWhatIsKept(facts, fetched.error());
    writeCommitGraph(mirror, progress, stop);
    return readRefs(worker, stop);
}

} // namespace plumb::git
