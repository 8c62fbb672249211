// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The exporter. Each line of the input is one entry: f, x or l for file, program and link, a path,
// a space, the content or target; %XX is a byte. Whatever the tree, nothing appears outside of the
// folder, no link leads out of it, and a success means that every file is there, byte for byte.
#include "fuzz/fuzz.h"

#include "manifest/exporttree_p.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace plumb;
using namespace plumb::manifest;

namespace {

const QByteArray kCanary = "untouched";

QList<File> entriesOf(const QByteArray& input)
{
    QList<File> files;
    for (const QByteArray& line : input.split('\n')) {
        if (line.size() < 2)
            continue;
        const auto space = line.indexOf(' ');
        File file;
        file.path = QString::fromUtf8(
            QByteArray::fromPercentEncoding(line.sliced(1, (space < 1 ? line.size() : space) - 1)));
        file.bytes =
            space < 1 ? QByteArray() : QByteArray::fromPercentEncoding(line.sliced(space + 1));
        file.kind = line[0] == 'l'   ? File::Kind::Symlink
                    : line[0] == 'x' ? File::Kind::Executable
                                     : File::Kind::Regular;
        files += file;
        if (files.size() == 50)
            break;
    }
    return files;
}

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

struct Ground
{
    QTemporaryDir top;
    QString inner = top.filePath(u"inner"_s), canary = top.filePath(u"canary"_s);
    Ground()
    {
        QDir().mkpath(inner);
        QFile file(canary);
        ALWAYS(file.open(QIODevice::WriteOnly) && file.write(kCanary) == kCanary.size());
    }
};

void checkOutside(const Ground& ground, bool isMade)
{
    const auto all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    ALWAYS((QDir(ground.top.path()).entryList(all, QDir::Name)
            == QStringList{u"canary"_s, u"inner"_s}));
    const QStringList inside = QDir(ground.inner).entryList(all);
    ALWAYS(inside == (isMade ? QStringList{u"tree"_s} : QStringList()));
    ALWAYS(content(ground.canary) == kCanary);
}

void checkLinks(const QString& tree)
{
    QDirIterator all(tree, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QFileInfo info(all.next());
        const QString real = info.canonicalFilePath(); // empty: leads to nothing
        ALWAYS(real.isEmpty() || real == tree || real.startsWith(tree + u'/'));
    }
}

} // namespace

FUZZ_TARGET(exporttree)
{
    static const Ground ground;
    static const QString tree = QFileInfo(ground.inner).canonicalFilePath() + u"/tree"_s;
    QStringList leftOut;
    const QList<File> all = entriesOf(input);
    const QList<File> kept = withoutLinksOut(all, &leftOut);
    ALWAYS(kept.size() + leftOut.size() == all.size());
    for (const QList<File>& files : {all, kept}) {
        const auto done = exportTree(files, tree);
        const bool isMade = QFileInfo::exists(tree);
        checkOutside(ground, isMade);
        ALWAYS(!done || isMade);
        ALWAYS(done || !done.error().summary.isEmpty());
        ALWAYS(done || done.error().kind != Error::Kind::Invalid || !isMade);
        if (isMade) {
            checkLinks(tree);
            struct stat status
            {
            };
            ALWAYS(::lstat(QFile::encodeName(tree).constData(), &status) == 0);
            ALWAYS((status.st_mode & 0777) == 0700);
        }
        for (const File& file : files) {
            const QFileInfo info(tree + u'/' + file.path);
            if (!done || file.kind == File::Kind::Symlink)
                continue;
            ALWAYS(!info.isSymLink() && info.isFile());
            ALWAYS(content(info.filePath()) == file.bytes);
        }
        ALWAYS(QDir(tree).removeRecursively());
    }
}
