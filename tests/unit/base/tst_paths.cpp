// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/files.h"
#include "base/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace plumb;

class PathsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneVariableMovesEverything()
    {
        qputenv("PLUMBLINE_HOME", "/somewhere");
        const Paths paths = Paths::fromEnvironment();
        QCOMPARE(paths.config, u"/somewhere/config"_s);
        QCOMPARE(paths.data, u"/somewhere/data"_s);
        qunsetenv("PLUMBLINE_HOME");
    }
    void withoutItTheXdgFoldersCount()
    {
        qunsetenv("PLUMBLINE_HOME");
        qputenv("XDG_STATE_HOME", "/state");
        QCOMPARE(Paths::fromEnvironment().state, u"/state/plumbline"_s);
        qputenv("XDG_STATE_HOME", "relative/is/ignored");
        QVERIFY(Paths::fromEnvironment().state.endsWith(u"/.local/state/plumbline"_s));
    }
    void aFolderIsMadeForUsAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a/b/c"_s);
        QVERIFY(ensurePrivateFolder(path).ok());
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(path), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0700));
        QVERIFY(ensurePrivateFolder(path).ok());
    }
    void e06_anOpenFolderIsRefusedWithTheMend()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"open"_s);
        QVERIFY(QDir().mkdir(path));
        ::chmod(qPrintable(path), 0755);
        const auto refused = ensurePrivateFolder(path);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
        QCOMPARE(refused.error().summary,
                 u"The folder %1 is open to other users. Run: chmod 700 '%1'"_s.arg(path));
    }
    void e06_aLinkIsNotFollowed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"link"_s);
        QVERIFY(QFile::link(folder.path(), path));
        QCOMPARE(ensurePrivateFolder(path).error().kind, Error::Kind::Forbidden);
    }
    void aFileIsReplacedWithItsModeKept()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"workspace.yaml"_s);
        QVERIFY(writeFileDurably(path, "one").ok());
        ::chmod(qPrintable(path), 0640);
        QVERIFY(writeFileDurably(path, "two").ok());
        QCOMPARE(*readFile(path, 100), "two");
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(path), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0640));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }
    void whatCannotBeReadSaysWhy()
    {
        QTemporaryDir folder;
        QCOMPARE(readFile(folder.filePath(u"none"_s), 10).error().kind, Error::Kind::NotFound);
        QCOMPARE(readFile(folder.path(), 10).error().kind, Error::Kind::Invalid);
        QVERIFY(writeFileDurably(folder.filePath(u"big"_s), QByteArray(11, 'x')).ok());
        QCOMPARE(readFile(folder.filePath(u"big"_s), 10).error().summary,
                 u"%1 is larger than the limit of 10 bytes."_s.arg(folder.filePath(u"big"_s)));
    }
    void theInstallationKeepsItsKey()
    {
        QTemporaryDir folder;
        const Paths paths = Paths::under(folder.filePath(u"home"_s));
        const auto key = installationKey(paths);
        QVERIFY(key.ok());
        QCOMPARE(key->size(), 32);
        QCOMPARE(*installationKey(paths), *key);
    }
};

QTEST_GUILESS_MAIN(PathsTest)
#include "tst_paths.moc"
