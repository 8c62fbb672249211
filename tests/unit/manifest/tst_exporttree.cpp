// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace plumb;
using namespace plumb::manifest;

namespace {

QString content(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"(none)"_s;
}

uint modeOf(const QString& path)
{
    struct stat about = {};
    ::lstat(QFile::encodeName(path).constData(), &about);
    return about.st_mode & 07777;
}

} // namespace

class ExportTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesLinksAndModesAreWritten();
    void g05_namesThatLeadElsewhereAreRefused_data();
    void g05_namesThatLeadElsewhereAreRefused();
    void g05_linksThatLeadOutAreRefused_data();
    void g05_linksThatLeadOutAreRefused();
    void g05_aLinkAndAFolderOfOneNameAreRefused();
    void g05_aLinkIsNotHiddenBehindAnotherOfItsName();
    void g05_aLinkOfOneRevisionDoesNotMoveTheNext();
    void g05_craftedTreesOneAfterTheOtherTouchNothingOutside();
    void f12_anExistingFolderIsNeverWrittenTo();
};

void ExportTreeTest::filesLinksAndModesAreWritten()
{
    QTemporaryDir scratch;
    const QString tree = scratch.filePath(u"tree"_s);
    const auto done = exportTree({{u"a/b/c.yaml"_s, "one"},
                                  {u"a/run"_s, "#!", File::Kind::Executable},
                                  {u"a/link"_s, "b/c.yaml", File::Kind::Symlink},
                                  {u"a/up"_s, "../a/b", File::Kind::Symlink},
                                  {u"a/dangling"_s, "nothing", File::Kind::Symlink},
                                  {u"caf\u00e9 \u65e5.yaml"_s, "two"}},
                                 tree);
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QCOMPARE(content(tree + u"/a/b/c.yaml"_s), u"one"_s);
    QCOMPARE(content(tree + u"/a/link"_s), u"one"_s);
    QCOMPARE(content(tree + u"/a/up/c.yaml"_s), u"one"_s);
    QCOMPARE(content(tree + u"/caf\u00e9 \u65e5.yaml"_s), u"two"_s);
    QVERIFY(QFileInfo(tree + u"/a/dangling"_s).isSymLink());
    QCOMPARE(modeOf(tree), 0700U);
    QCOMPARE(modeOf(tree + u"/a/b"_s), 0700U);
    QCOMPARE(modeOf(tree + u"/a/b/c.yaml"_s), 0600U);
    QCOMPARE(modeOf(tree + u"/a/run"_s), 0700U);
}

void ExportTreeTest::g05_namesThatLeadElsewhereAreRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    const QString refused = u"The tree entry %1 was refused: %2. Nothing was written."_s;
    QTest::newRow("up") << u"../x"_s << refused.arg(u"../x"_s, u"it is . or .."_s);
    QTest::newRow("up in between")
        << u"a/../../x"_s << refused.arg(u"a/../../x"_s, u"it is . or .."_s);
    QTest::newRow("here") << u"a/./x"_s << refused.arg(u"a/./x"_s, u"it is . or .."_s);
    QTest::newRow("absolute") << u"/x"_s << refused.arg(u"/x"_s, u"it is empty"_s);
    QTest::newRow("a doubled slash") << u"a//x"_s << refused.arg(u"a//x"_s, u"it is empty"_s);
    QTest::newRow("empty") << QString() << refused.arg(QString(), u"it is empty"_s);
    QTest::newRow(".git") << u".git/hooks/pre-commit"_s
                          << refused.arg(u".git/hooks/pre-commit"_s, u"it means .git"_s);
    QTest::newRow(".GIT") << u"a/.GiT"_s << refused.arg(u"a/.GiT"_s, u"it means .git"_s);
    QTest::newRow(".git of HFS+") << u".g\u200cit"_s
                                  << refused.arg(u".g\\u200cit"_s, u"it means .git"_s);
    QTest::newRow(".git of NTFS") << u"GIT~1"_s << refused.arg(u"GIT~1"_s, u"it means .git"_s);
    QTest::newRow(".git with a dot")
        << u".git. ."_s << refused.arg(u".git. ."_s, u"it means .git"_s);
    QTest::newRow(".git with a stream")
        << u".git::$INDEX_ALLOCATION"_s
        << refused.arg(u".git::$INDEX_ALLOCATION"_s, u"it means .git"_s);
    QTest::newRow(".git behind a backslash")
        << u"a\\.git\\config"_s << refused.arg(u"a\\.git\\config"_s, u"it means .git"_s);
    QTest::newRow("an escape sequence")
        << u"a\x1b[31mb"_s << refused.arg(u"a\\x1b[31mb"_s, u"it holds a control character"_s);
    QTest::newRow("NUL") << QString(u"a"_s + QChar(0) + u'b')
                         << refused.arg(u"a\\x00b"_s, u"it holds a control character"_s);
    QTest::newRow("a name of 4,096 bytes")
        << QString(4096, u'n')
        << refused.arg(QString(99, u'n') + u'\u2026' + QString(99, u'n'),
                       u"it is longer than 255 bytes"_s);
    QTest::newRow("C1") << u"a\u0085"_s
                        << refused.arg(u"a\\x85"_s, u"it holds a control character"_s);
}

void ExportTreeTest::g05_namesThatLeadElsewhereAreRefused()
{
    QFETCH(QString, path);
    QFETCH(QString, sentence);
    QTemporaryDir scratch;
    const QString tree = scratch.filePath(u"tree"_s);
    const auto done = exportTree({{u"good"_s, "x"}, {path, "x"}}, tree);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().summary, sentence);
    QCOMPARE(QDir(scratch.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList());
}

void ExportTreeTest::g05_linksThatLeadOutAreRefused_data()
{
    QTest::addColumn<QList<File>>("files");
    const auto link = [](const QString& path, const QByteArray& target) {
        return File{path, target, File::Kind::Symlink};
    };
    QTest::newRow("absolute") << QList<File>{link(u"a"_s, "/etc/passwd")};
    QTest::newRow("up") << QList<File>{link(u"a"_s, "../x")};
    QTest::newRow("up from a folder") << QList<File>{link(u"b/a"_s, "../../x")};
    QTest::newRow("through another link")
        << QList<File>{link(u"d/e/up"_s, "../.."), link(u"a"_s, "d/e/up/../x")};
    QTest::newRow("round and round") << QList<File>{link(u"a"_s, "b"), link(u"b"_s, "a")};
}

void ExportTreeTest::g05_linksThatLeadOutAreRefused()
{
    QFETCH(QList<File>, files);
    QTemporaryDir scratch;
    const auto done = exportTree(files, scratch.filePath(u"tree"_s));
    QVERIFY(!done.ok());
    QVERIFY2(done.error().summary.contains(u"was refused: it leads out of the tree, to "),
             qPrintable(done.error().summary));
    QCOMPARE(QDir(scratch.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList());
}

void ExportTreeTest::g05_aLinkAndAFolderOfOneNameAreRefused()
{
    QTemporaryDir scratch;
    const auto done = exportTree({{u"a"_s, "b", File::Kind::Symlink}, {u"a/x"_s, "x"}},
                                 scratch.filePath(u"one"_s));
    QVERIFY(!done.ok());
    QCOMPARE(done.error().summary, u"The tree holds the entry a twice; it was not written."_s);
    const auto twice = exportTree({{u"a"_s, "1"}, {u"a"_s, "2"}}, scratch.filePath(u"two"_s));
    QVERIFY(!twice.ok());
    QCOMPARE(twice.error().summary, u"The tree holds the entry a twice. Nothing was written."_s);
    QVERIFY(!QFile::exists(scratch.filePath(u"two"_s)));
}

// Found by tests/fuzz: the target of the second link was looked at, the first one was written.
void ExportTreeTest::g05_aLinkIsNotHiddenBehindAnotherOfItsName()
{
    QTemporaryDir scratch;
    const auto done =
        exportTree({{u"a"_s, "../..", File::Kind::Symlink}, {u"a"_s, "b", File::Kind::Symlink}},
                   scratch.filePath(u"tree"_s));
    QVERIFY(!done.ok());
    QCOMPARE(done.error().summary, u"The tree holds the entry a twice. Nothing was written."_s);
    QVERIFY(!QFile::exists(scratch.filePath(u"tree"_s)));
}

void ExportTreeTest::g05_aLinkOfOneRevisionDoesNotMoveTheNext()
{
    QTemporaryDir scratch, outside;
    QVERIFY(exportTree({{u"b/x"_s, "one"}, {u"a"_s, "b", File::Kind::Symlink}},
                       scratch.filePath(u"1"_s))
                .ok());
    QVERIFY(exportTree({{u"a/x"_s, "two"}}, scratch.filePath(u"2"_s)).ok());
    QCOMPARE(content(scratch.filePath(u"1/b/x"_s)), u"one"_s);
    QCOMPARE(content(scratch.filePath(u"2/a/x"_s)), u"two"_s);
}

void ExportTreeTest::g05_craftedTreesOneAfterTheOtherTouchNothingOutside()
{
    QTemporaryDir scratch;
    const QString outside = scratch.filePath(u"outside"_s);
    QVERIFY(exportTree({{u"victim"_s, "untouched"}}, outside).ok());
    const auto link = [](const QString& path, const QByteArray& target) {
        return File{path, target, File::Kind::Symlink};
    };
    const QList<QList<File>> trees{
        {{u"../outside/victim"_s, "1"}},
        {{u".git/hooks/post-checkout"_s, "2", File::Kind::Executable}},
        {link(u"a"_s, "../outside"), {u"a/victim"_s, "3"}},
        {{u"a\x1b[31mb"_s, "4"}},
        {link(u"a"_s, "b"), {u"b/x"_s, "x"}, {u"a/victim"_s, "5"}},
    };
    QStringList said;
    for (const auto& tree : trees) {
        const auto done = exportTree(tree, scratch.filePath(QString::number(said.size())));
        said += done ? u"(written)"_s : done.error().summary;
    }
    QCOMPARE(
        said,
        (QStringList{
            u"The tree entry ../outside/victim was refused: it is . or ... Nothing was written."_s,
            u"The tree entry .git/hooks/post-checkout was refused: it means .git. Nothing was written."_s,
            u"The link a was refused: it leads out of the tree, to ../outside. Nothing was written."_s,
            u"The tree entry a\\x1b[31mb was refused: it holds a control character. Nothing was written."_s,
            u"The tree holds the entry a twice; it was not written."_s}));
    // The first revision has a link where the second has a folder.
    QVERIFY(exportTree({link(u"a"_s, "b"), {u"b/x"_s, "one"}}, scratch.filePath(u"first"_s)).ok());
    QVERIFY(exportTree({{u"a/victim"_s, "two"}}, scratch.filePath(u"second"_s)).ok());
    QCOMPARE(content(scratch.filePath(u"second/a/victim"_s)), u"two"_s);
    QVERIFY(!QFileInfo::exists(scratch.filePath(u"first/b/victim"_s)));
    QCOMPARE(content(outside + u"/victim"_s), u"untouched"_s);
    QCOMPARE(QDir(scratch.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             (QStringList{u"4"_s, u"first"_s, u"outside"_s, u"second"_s}));
}

void ExportTreeTest::f12_anExistingFolderIsNeverWrittenTo()
{
    QTemporaryDir scratch, outside;
    QVERIFY(QFile::link(outside.path(), scratch.filePath(u"tree"_s)));
    const auto done = exportTree({{u"x"_s, "x"}}, scratch.filePath(u"tree"_s));
    QVERIFY(!done.ok());
    QCOMPARE(int(done.error().kind), int(Error::Kind::AlreadyExists));
    QCOMPARE(QDir(outside.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList());
}

QTEST_GUILESS_MAIN(ExportTreeTest)
#include "tst_exporttree.moc"
