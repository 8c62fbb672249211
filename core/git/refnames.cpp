// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/refnames_p.h"

#include "base/files.h"
#include "base/log.h"

#include <QDirIterator>

#include <cerrno>
#include <cstdio>

namespace plumb::git {

namespace {

constexpr qsizetype kHex = 40;

std::optional<ObjectId> idIn(QByteArrayView hex)
{
    if (hex.size() != kHex)
        return std::nullopt;
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    ObjectId id;
    for (size_t i = 0; i < id.bytes.size(); ++i) {
        const int high = digit(hex[qsizetype(i) * 2]), low = digit(hex[qsizetype(i) * 2 + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        id.bytes[i] = static_cast<unsigned char>(high << 4 | low);
    }
    return id;
}

std::vector<RefName> looseRefs(const QString& gitFolder, const QByteArrayList& folders)
{
    std::vector<RefName> refs;
    for (const QByteArray& folder : folders) {
        QDirIterator files(gitFolder + u'/' + QFile::decodeName(folder),
                           QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(u".lock"_s))
                continue;
            const auto text = readFile(path, 4096);
            if (const auto id = text ? idIn(QByteArrayView(*text).trimmed()) : std::nullopt)
                refs.push_back({QFile::encodeName(path.mid(gitFolder.size() + 1)), *id, {}});
            else if (text && !text->startsWith("ref: "))
                qCWarning(lcGit) << "a ref cannot be read:" << path;
        }
    }
    return refs;
}

void addPackedRefs(const QString& gitFolder, const QByteArrayList& folders,
                   std::vector<RefName>& refs)
{
    QFile file(gitFolder + u"/packed-refs"_s);
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0)
        return;
    const qint64 size = file.size();
    const uchar* mapped = file.map(0, size);
    if (!mapped) {
        qCWarning(lcGit) << "packed refs cannot be read:" << file.errorString();
        return;
    }
    const QByteArrayView bytes(mapped, size);
    bool isTaken = false;
    for (qsizetype begin = 0; begin < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? bytes.size() : newline;
        const QByteArrayView line = bytes.sliced(begin, end - begin);
        begin = end + 1;
        if (line.startsWith('^')) {
            if (const auto peeled = idIn(line.sliced(1)); peeled && isTaken)
                refs.back().peeled = *peeled;
            continue;
        }
        isTaken = false;
        if (line.size() <= kHex + 1 || line[kHex] != ' ')
            continue;
        const QByteArrayView name = line.sliced(kHex + 1);
        const auto id = idIn(line.first(kHex));
        isTaken = id && std::any_of(folders.begin(), folders.end(), [&](const QByteArray& folder) {
                      return name.startsWith(folder);
                  });
        if (isTaken)
            refs.push_back({name.toByteArray(), *id, {}});
    }
}

} // namespace

std::vector<RefName> readRefNames(const QString& gitFolder, const QByteArrayList& folders)
{
    // In this order: a ref that is packed meanwhile is found in one place or in both.
    std::vector<RefName> refs = looseRefs(gitFolder, folders);
    addPackedRefs(gitFolder, folders, refs);
    std::stable_sort(refs.begin(), refs.end(),
                     [](const RefName& a, const RefName& b) { return a.name < b.name; });
    refs.erase(std::unique(refs.begin(), refs.end(),
                           [](const RefName& a, const RefName& b) { return a.name == b.name; }),
               refs.end());
    return refs;
}

Result<Unit> writePackedRefs(const QString& gitFolder, const QMap<QByteArray, ObjectId>& changes)
{
    GitRepo repo;
    GitOdb objects;
    if (git_repository_open(out(repo), QFile::encodeName(gitFolder).constData()) != 0
        || git_repository_odb(out(objects), repo.get()) != 0)
        return failure(Error::Kind::Internal, u"The mirror %1 cannot be opened."_s.arg(gitFolder),
                       lastGitMessage());
    std::vector<RefName> packed;
    addPackedRefs(gitFolder, {"refs/"}, packed);
    QMap<QByteArray, RefName> refs; // in the order of their names
    for (RefName& ref : packed)
        refs.insert(ref.name, std::move(ref));
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value().isNull()) {
            refs.remove(it.key());
            continue;
        }
        RefName ref{it.key(), it.value(), {}};
        const git_oid oid = toOid(ref.id);
        size_t size = 0;
        git_object_t type = GIT_OBJECT_INVALID;
        GitObject tag, target;
        if (git_odb_read_header(&size, &type, objects.get(), &oid) == 0 && type == GIT_OBJECT_TAG
            && git_object_lookup(out(tag), repo.get(), &oid, type) == 0
            && git_tag_peel(out(target), reinterpret_cast<git_tag*>(tag.get())) == 0)
            ref.peeled = fromOid(*git_object_id(target.get()));
        refs.insert(ref.name, ref);
    }
    QByteArray text("# pack-refs with: peeled fully-peeled sorted \n");
    for (const RefName& ref : std::as_const(refs)) {
        text += ref.id.toHex().toLatin1() + ' ' + ref.name + '\n';
        if (!ref.peeled.isNull())
            text += '^' + ref.peeled.toHex().toLatin1() + '\n';
    }
    // git's own lock, and its way: a whole file or none.
    const QString path = gitFolder + u"/packed-refs"_s;
    QFile lock(path + u".lock"_s);
    if (!lock.open(QIODevice::WriteOnly | QIODevice::NewOnly) || lock.write(text) != text.size()
        || !lock.flush())
        return failure(Error::Kind::Internal,
                       u"%1 cannot be written: %2."_s.arg(lock.fileName(), lock.errorString()));
    lock.close();
    if (::rename(QFile::encodeName(lock.fileName()).constData(),
                 QFile::encodeName(path).constData())
        != 0)
        return failure(
            Error::Kind::Internal,
            u"%1 cannot be written: %2."_s.arg(path, QString::fromLocal8Bit(std::strerror(errno))));
    return Unit{};
}

Result<ObjectId> commitOf(const RefName& ref, const CommitGraphFile* file, Worker& worker)
{
    const ObjectId wanted = ref.peeled.isNull() ? ref.id : ref.peeled;
    if (file && file->find(wanted) != CommitGraphFile::kNone)
        return wanted;
    PLUMB_TRY(repo, worker.repo());
    const git_oid oid = toOid(wanted);
    GitOdb objects;
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    int code = git_repository_odb(out(objects), repo);
    if (code == 0)
        code = git_odb_read_header(&size, &type, objects.get(), &oid);
    if (code == 0 && type == GIT_OBJECT_COMMIT)
        return wanted;
    if (code == 0 && type != GIT_OBJECT_TAG)
        return ObjectId{};
    GitObject tag, commit;
    if (code == 0)
        code = git_object_lookup(out(tag), repo, &oid, GIT_OBJECT_TAG);
    if (code != 0)
        return objectError(code, wanted, worker.mirror().name());
    if (git_object_peel(out(commit), tag.get(), GIT_OBJECT_COMMIT) != 0)
        return ObjectId{};
    return fromOid(*git_object_id(commit.get()));
}

} // namespace plumb::git
