// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The objects of a user's clone, shared with our mirror by hard links. Their content never changes;
// only the time of such a file may, when git in the mirror wants an object again.

#include "base/files.h"
#include "git/looseobject_p.h"
#include "git/mirror_p.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plumb::git {

namespace {

constexpr qsizetype kMostProblems = 20;

Result<Unit> copyFile(const QByteArray& from, const QByteArray& to, const struct stat& info,
                      const std::stop_token& stop)
{
    const auto failed = [&] {
        return failure(errno == EACCES || errno == EPERM ? Error::Kind::Forbidden
                                                         : Error::Kind::Internal,
                       u"%1 could not be copied into Plumbline's mirror: %2."_s.arg(
                           QFile::decodeName(from), QString::fromLocal8Bit(std::strerror(errno))));
    };
    struct File
    {
        int number;
        ~File()
        {
            if (number >= 0)
                ::close(number);
        }
    };
    const File source{::open(from.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
    if (source.number < 0)
        return failed();
    const File target{::open(to.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0400)};
    if (target.number < 0)
        return failed();
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (;;) {
        if (stop.stop_requested()) {
            ::unlink(to.constData());
            return failure(Error::Kind::Cancelled, u"Reading the clone was stopped on request."_s);
        }
        const auto got = ::read(source.number, buffer.data(), size_t(buffer.size()));
        if (got == 0)
            break;
        if (got < 0 || ::write(target.number, buffer.constData(), size_t(got)) != got) {
            const auto error = failed();
            ::unlink(to.constData());
            return error;
        }
    }
    const timespec times[2] = {info.st_atim, info.st_mtim};
    ::futimens(target.number, times);
    if (::fsync(target.number) != 0)
        return failed();
    return Unit{};
}

// An object's name is its content, so the same name needs no second look, unless the clone was
// repaired since: then the file is another one.
bool isKnown(const struct stat& source, const QByteArray& target)
{
    struct stat known = {};
    if (::lstat(target.constData(), &known) != 0)
        return false;
    return known.st_ino == source.st_ino
           || (known.st_size == source.st_size && known.st_mtim.tv_sec == source.st_mtim.tv_sec);
}

//! Brings one file into the mirror. `id`: of a loose object, which is looked at first; its damage
//! is answered.
Result<QString> linkFile(const QByteArray& from, const QByteArray& to,
                         const std::optional<ObjectId>& id, const std::stop_token& stop)
{
    struct stat source = {};
    if (::lstat(from.constData(), &source) != 0 || !S_ISREG(source.st_mode))
        return QString(); // packed away meanwhile, or a link to elsewhere
    if (isKnown(source, to))
        return QString();
    const QByteArray temporary = to + ".tmp";
    ::unlink(temporary.constData());
    if (::link(from.constData(), temporary.constData()) != 0) {
        if (errno == ENOENT)
            return QString();
        PLUMB_CHECK(copyFile(from, temporary, source, stop)); // another file system
    }
    if (id) {
        if (const QString damage = damageOfLooseObject(QFile::decodeName(temporary), *id);
            !damage.isEmpty()) {
            ::unlink(temporary.constData());
            return damage;
        }
    }
    if (::rename(temporary.constData(), to.constData()) != 0)
        return failure(Error::Kind::Internal,
                       u"%1 cannot be written: %2."_s.arg(
                           QFile::decodeName(to), QString::fromLocal8Bit(std::strerror(errno))));
    return QString();
}

bool borrowsObjects(const QString& objects)
{
    const auto alternates = readFile(objects + u"/info/alternates"_s, 1 << 20);
    return alternates && !alternates->trimmed().isEmpty();
}

} // namespace

Result<QStringList> linkObjects(const Mirror& mirror, const OnProgress& progress,
                                std::stop_token stop)
{
    PLUMB_TRY(repo, openClone(mirror));
    const QString common = QFile::decodeName(git_repository_commondir(repo.get()));
    const QString from = common + u"objects"_s;
    const QString to = mirror.path + u"/objects"_s;
    if (borrowsObjects(from))
        return failure(
            Error::Kind::Unsupported,
            u"The clone %1 borrows objects from another folder (objects/info/alternates), which "
            u"Plumbline does not follow. Run “git repack -a -d” in it and remove that file, or "
            u"open the lending repository."_s.arg(mirror.source.location));
    struct Folder
    {
        QString name;
        QStringList files;
    };
    QList<Folder> folders;
    qint64 total = 0, done = 0;
    QStringList problems;
    const QStringList names =
        QDir(from).entryList(QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        const bool isPack = name == u"pack"_s;
        if (!isPack && name.size() != 2)
            continue;
        Folder folder{name, {}};
        QDir dir(from + u'/' + name);
        // The .idx makes a pack visible, so it comes last.
        for (const QString& pattern :
             isPack ? QStringList{u"pack-*.pack"_s, u"pack-*.idx"_s} : QStringList{u"*"_s})
            folder.files += dir.entryList({pattern}, QDir::Files | QDir::NoSymLinks | QDir::Hidden);
        if (!isPack)
            folder.files.removeIf([](const QString& file) { return file.size() != 38; });
        total += folder.files.size();
        folders.append(std::move(folder));
    }
    for (const Folder& folder : folders) {
        const QByteArray source = QFile::encodeName(from + u'/' + folder.name + u'/');
        const QByteArray target = QFile::encodeName(to + u'/' + folder.name + u'/');
        if (::mkdir(target.constData(), 0700) != 0 && errno != EEXIST)
            return failure(
                Error::Kind::Internal,
                u"The folder %1 cannot be made: %2."_s.arg(
                    QFile::decodeName(target), QString::fromLocal8Bit(std::strerror(errno))));
        for (const QString& file : folder.files) {
            if (stop.stop_requested())
                return failure(Error::Kind::Cancelled,
                               u"Reading the clone was stopped on request."_s);
            std::optional<ObjectId> id;
            if (const auto loose = ObjectId::fromHex(folder.name + file))
                id = *loose;
            PLUMB_TRY(damage, linkFile(source + QFile::encodeName(file),
                                       target + QFile::encodeName(file), id, stop));
            if (!damage.isEmpty() && problems.size() < kMostProblems)
                problems += u"Object %1 of %2 %3; run “git fsck” in the clone."_s.arg(
                    folder.name + file, mirror.name(), damage);
            if (progress && (++done % 512 == 0 || done == total))
                progress({u"Reading the clone"_s, done, total});
        }
    }
    const QString shallow = mirror.path + u"/shallow"_s;
    if (const auto boundary = readFile(common + u"shallow"_s, 16 << 20))
        PLUMB_CHECK(writeFileDurably(shallow, *boundary));
    else
        QFile::remove(shallow);
    return problems;
}

} // namespace plumb::git
