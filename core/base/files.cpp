// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plumb {

namespace {

QString lastSystemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

Error::Kind kindOfErrno()
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return Error::Kind::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
        return Error::Kind::Forbidden;
    default:
        return Error::Kind::Internal;
    }
}

} // namespace

Result<Unit> ensurePrivateFolder(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat info = {};
    if (::lstat(name.constData(), &info) != 0) {
        const QString parent = QFileInfo(path).absolutePath();
        if (!QDir().mkpath(parent))
            return failure(
                Error::Kind::Forbidden,
                u"The folder %1 cannot be made. Check the rights of its parents."_s.arg(path),
                lastSystemError());
        if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
            return failure(kindOfErrno(), u"The folder %1 cannot be made."_s.arg(path),
                           lastSystemError());
        if (::lstat(name.constData(), &info) != 0)
            return failure(kindOfErrno(), u"The folder %1 cannot be read."_s.arg(path),
                           lastSystemError());
    }
    if (!S_ISDIR(info.st_mode))
        return failure(
            Error::Kind::Forbidden,
            u"%1 is not a folder (perhaps a link). Plumbline does not follow it; move it away."_s
                .arg(path));
    if (info.st_uid != ::geteuid())
        return failure(
            Error::Kind::Forbidden,
            u"The folder %1 belongs to another user. Plumbline does not use it."_s.arg(path));
    if ((info.st_mode & 077) != 0)
        return failure(Error::Kind::Forbidden,
                       u"The folder %1 is open to other users. Run: chmod 700 '%1'"_s.arg(path));
    return Unit{};
}

Result<Unit> writeFileDurably(const QString& path, const QByteArray& bytes)
{
    const QString folder = QFileInfo(path).absolutePath();
    QByteArray temporary = QFile::encodeName(path) + ".XXXXXX";
    const auto failed = [&](const char* what) {
        const auto kind = kindOfErrno();
        return failure(kind,
                       u"%1 could not be written (%2). The old content is untouched."_s.arg(
                           path, lastSystemError()),
                       QString::fromLatin1(what));
    };
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (file < 0)
        return failed("mkostemp");
    qint64 done = 0;
    while (done < bytes.size()) {
        const auto wrote = ::write(file, bytes.constData() + done, size_t(bytes.size() - done));
        if (wrote < 0) {
            const auto error = failed("write");
            ::close(file);
            ::unlink(temporary.constData());
            return error;
        }
        done += wrote;
    }
    struct stat old = {};
    if (::stat(QFile::encodeName(path).constData(), &old) == 0)
        (void)::fchmod(file, old.st_mode & 07777);
    if (::fsync(file) != 0 || ::close(file) != 0
        || ::rename(temporary.constData(), QFile::encodeName(path).constData()) != 0) {
        const auto error = failed("rename");
        ::unlink(temporary.constData());
        return error;
    }
    // Without this the new name itself can be lost in a power cut. // reliability P8
    const int directory =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        ::fsync(directory);
        ::close(directory);
    }
    return Unit{};
}

Result<QByteArray> readFile(const QString& path, qint64 maxBytes)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(Error::Kind::NotFound, u"There is no file %1."_s.arg(path));
    if (info.isDir())
        return failure(Error::Kind::Invalid, u"%1 is a folder, not a file."_s.arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Forbidden,
                       u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    const QByteArray bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return failure(Error::Kind::Invalid,
                       u"%1 is larger than the limit of %2 bytes."_s.arg(path).arg(maxBytes));
    return bytes;
}

Result<QByteArray> installationKey(const Paths& paths)
{
    const QString path = paths.state + u"/marker.key"_s;
    if (auto known = readFile(path, 32); known && known->size() == 32)
        return known;
    PLUMB_CHECK(ensurePrivateFolder(paths.state));
    QByteArray key(32, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(key.data()), 8);
    PLUMB_CHECK(writeFileDurably(path, key));
    return key;
}

} // namespace plumb
