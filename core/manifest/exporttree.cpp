// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/exporttree_p.h"

#include "base/text.h"

#include <QFile>
#include <QHash>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace plumb::manifest {

namespace {

constexpr int kLinkHops = 40;

class Fd
{
public:
    explicit Fd(int fd)
        : m_fd(fd)
    {
    }
    ~Fd()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Fd(Fd&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Fd& operator=(Fd&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    explicit operator bool() const { return m_fd >= 0; }
    int get() const { return m_fd; }

private:
    int m_fd;
};

Error lastError(const QString& doing)
{
    const int code = errno;
    return failure(Error::Kind::Internal, doing, QString::fromLocal8Bit(std::strerror(code)));
}

// What other file systems take for .git: case, characters that HFS+ ignores, NTFS's short name,
// trailing dots, spaces and streams.
bool meansDotGit(QString name)
{
    name.removeIf([](QChar each) {
        const char16_t code = each.unicode();
        return (code >= 0x200C && code <= 0x200F) || (code >= 0x202A && code <= 0x202E)
               || (code >= 0x206A && code <= 0x206F) || code == 0xFEFF;
    });
    for (QString part : name.split(u'\\')) {
        part = part.section(u':', 0, 0).toLower();
        while (part.endsWith(u'.') || part.endsWith(u' '))
            part.chop(1);
        if (part == u".git" || part == u"git~1")
            return true;
    }
    return false;
}

// Opens the folder of a file below `root`, making it where it is missing, never through a link.
Result<Fd> folderBelow(int root, const QStringList& folders)
{
    Fd at(::dup(root));
    for (const QString& name : folders) {
        const QByteArray bytes = name.toUtf8();
        if (::mkdirat(at.get(), bytes.constData(), 0700) != 0 && errno != EEXIST)
            return lastError(
                u"The folder %1 could not be made for rendering."_s.arg(printable(name)));
        Fd next(
            ::openat(at.get(), bytes.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next)
            return lastError(
                u"%1 is a file or link and a folder at once in this tree; it was not written."_s
                    .arg(printable(name)));
        at = std::move(next);
    }
    return at;
}

Result<Unit> writeOne(int folder, const QString& name, const File& file)
{
    const QByteArray bytes = name.toUtf8();
    const Error refused = failure(
        Error::Kind::AlreadyExists,
        u"The tree holds the entry %1 twice; it was not written."_s.arg(printable(file.path)));
    if (file.kind == File::Kind::Symlink) {
        if (::symlinkat(file.bytes.constData(), folder, bytes.constData()) != 0)
            return errno == EEXIST
                       ? refused
                       : lastError(u"The link %1 could not be written for rendering."_s.arg(
                           printable(file.path)));
        return Unit{};
    }
    const mode_t mode = file.kind == File::Kind::Executable ? 0700 : 0600;
    const Fd out(::openat(folder, bytes.constData(),
                          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!out)
        return errno == EEXIST ? refused
                               : lastError(u"The file %1 could not be written for rendering."_s.arg(
                                   printable(file.path)));
    for (qint64 done = 0; done < file.bytes.size();) {
        const auto step =
            ::write(out.get(), file.bytes.constData() + done, size_t(file.bytes.size() - done));
        if (step < 0 && errno != EINTR)
            return lastError(
                u"The file %1 could not be written for rendering."_s.arg(printable(file.path)));
        done += std::max<qint64>(step, 0);
    }
    return Unit{};
}

} // namespace

QString reasonAgainstName(const QString& name)
{
    if (name.isEmpty())
        return u"it is empty"_s;
    if (name == u"." || name == u"..")
        return u"it is . or .."_s;
    if (name.contains(u'/'))
        return u"it holds a slash"_s;
    if (name.toUtf8().size() > 255)
        return u"it is longer than 255 bytes"_s;
    for (const QChar each : name) {
        if (each.unicode() < 0x20 || (each.unicode() >= 0x7F && each.unicode() < 0xA0))
            return u"it holds a control character"_s;
    }
    if (meansDotGit(name))
        return u"it means .git"_s;
    return {};
}

Links linksOf(const QList<File>& files)
{
    Links links;
    for (const File& each : files) {
        if (each.kind == File::Kind::Symlink)
            links.insert(each.path, each.bytes);
    }
    return links;
}

bool staysInside(const QString& path, const Links& links)
{
    QStringList left = path.split(u'/');
    QStringList at;
    for (int hops = 0; !left.isEmpty();) {
        const QString part = left.takeFirst();
        if (part.isEmpty() || part == u".")
            continue;
        if (part == u"..") {
            if (at.isEmpty())
                return false;
            at.removeLast();
            continue;
        }
        at.append(part);
        const auto target = links.constFind(at.join(u'/'));
        if (target == links.constEnd())
            continue;
        if (++hops > kLinkHops || target->startsWith('/') || target->contains('\0'))
            return false;
        at.removeLast();
        left = QString::fromUtf8(*target).split(u'/') + left;
    }
    return true;
}

QList<File> withoutLinksOut(const QList<File>& files, QStringList* leftOut)
{
    const Links links = linksOf(files);
    QList<File> kept;
    for (const File& each : files) {
        if (each.kind == File::Kind::Symlink && !staysInside(each.path, links))
            leftOut->append(each.path);
        else
            kept.append(each);
    }
    return kept;
}

Result<Unit> exportTree(const QList<File>& files, const QString& folder)
{
    const Links links = linksOf(files);
    QSet<QString> paths;
    // Nothing is written before all of it is known to be harmless.
    for (const File& each : files) {
        // Of two links of one name only one was followed.
        if (paths.contains(each.path))
            return failure(Error::Kind::AlreadyExists,
                           u"The tree holds the entry %1 twice. Nothing was written."_s.arg(
                               printable(each.path, 200)));
        paths.insert(each.path);
        for (const QString& name : each.path.split(u'/')) {
            if (const QString reason = reasonAgainstName(name); !reason.isEmpty())
                return failure(Error::Kind::Invalid,
                               u"The tree entry %1 was refused: %2. Nothing was written."_s.arg(
                                   printable(each.path, 200), reason));
        }
        if (each.kind == File::Kind::Symlink && !staysInside(each.path, links))
            return failure(
                Error::Kind::Invalid,
                u"The link %1 was refused: it leads out of the tree, to %2. Nothing was written."_s
                    .arg(printable(each.path, 200), printable(each.bytes, 200)));
    }
    const QByteArray path = QFile::encodeName(folder);
    if (::mkdir(path.constData(), 0700) != 0)
        return failure(
            errno == EEXIST ? Error::Kind::AlreadyExists : Error::Kind::Internal,
            u"The folder %1 for rendering could not be made fresh."_s.arg(printable(folder)),
            QString::fromLocal8Bit(std::strerror(errno)));
    const Fd root(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return lastError(
            u"The folder %1 for rendering could not be opened."_s.arg(printable(folder)));
    // Links last: no file is ever written through one.
    for (const bool isLinkTurn : {false, true}) {
        for (const File& each : files) {
            if ((each.kind == File::Kind::Symlink) != isLinkTurn)
                continue;
            QStringList parts = each.path.split(u'/');
            const QString name = parts.takeLast();
            PLUMB_TRY(parent, folderBelow(root.get(), parts));
            PLUMB_CHECK(writeOne(parent.get(), name, each));
        }
    }
    return Unit{};
}

} // namespace plumb::manifest
