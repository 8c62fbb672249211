// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/texts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb::architecture;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(SOURCE_ROOT);

QString textOf(const QString& path)
{
    QFile file(kRoot + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString joined(const QStringList& lines)
{
    return lines.join(u'\n');
}

} // namespace

class TextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noCommittedFileNamesAMachine()
    {
        QStringList found;
        for (const QString& file : committedFiles(kRoot)) {
            // The folder for temporary files inside the jail is called that on every machine.
            if (file == u"tests/unit/manifest/tst_jail.cpp"_s)
                continue;
            if (!file.startsWith(u"LICENSE"_s) && !file.endsWith(u".png"_s)
                && !file.endsWith(u"/go.sum"_s))
                found += machineTraces(file, textOf(file));
        }
        QCOMPARE(joined(found), QString());
    }
    void theCommittedFilesAreFound()
    {
        const QStringList files = committedFiles(kRoot);
        QVERIFY(files.contains(u"core/base/result.h"_s));
        QVERIFY(files.contains(u"installers/packages.txt"_s));
    }
    void withoutARepositoryEveryFileCounts()
    {
        QTemporaryDir folder;
        QVERIFY(QDir().mkpath(folder.filePath(u"a/build"_s)));
        for (const QString& name : {u"a/x"_s, u".hidden"_s, u"a/build/y"_s}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(joined(committedFiles(folder.path())), u".hidden\na/build/y\na/x"_s);
    }
    void aPlantedTraceIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto folder = [](const char* top) {
            return u'/' + QString::fromLatin1(top) + u"/x/y"_s;
        };
        for (const char* top : {"work", "root", "home", "tmp"})
            QTest::newRow(top) << u"cd %1"_s.arg(folder(top))
                               << u"f:1: %1 is a folder of one machine"_s.arg(folder(top));
        const auto url = [](const QString& host) { return u"https"_s + u"://"_s + host; };
        QTest::newRow("host")
            << u"\nsee %1/x"_s.arg(url(u"registry.mine.io"_s))
            << u"f:2: registry.mine.io is neither an example nor in the list of hosts"_s;
        QTest::newRow("host with a user")
            << url(u"me@registry.mine.io:8080"_s)
            << u"f:1: registry.mine.io is neither an example nor in the list of hosts"_s;
        QTest::newRow("example") << url(u"git.example.com/x"_s) << QString();
        QTest::newRow("loopback") << url(u"127.0.0.1:8443"_s) << QString();
        QTest::newRow("a user's home") << u"/home/alice/x"_s << QString();
        QTest::newRow("below a variable") << u"$x"_s + folder("tmp") << QString();
    }
    void aPlantedTraceIsFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        QCOMPARE(joined(machineTraces(u"f"_s, text)), found);
    }

    void theReadmeIsShort()
    {
        const auto lines = textOf(u"README.md"_s).count(u'\n');
        QVERIFY2(lines > 0 && lines < 150, qPrintable(u"README.md has %1 lines"_s.arg(lines)));
    }
    void theReadmeNamesThePackages()
    {
        QCOMPARE(joined(packageDifferences(textOf(u"README.md"_s),
                                           textOf(u"installers/packages.txt"_s))),
                 QString());
    }
    void aPackageThatOneSideLacksIsFound()
    {
        const QString list = u"# name\ncmake  build,run  makes it\ngit  run  talks\n"_s;
        QCOMPARE(joined(packageDifferences(
                     u"| `cmake` | build, run | makes it |\n| `git` | run | talks |\n"_s, list)),
                 QString());
        QCOMPARE(joined(packageDifferences(u"| `cmake` | build | makes it |\n"_s, list)),
                 u"README.md lacks cmake (build,run): makes it\nREADME.md lacks git (run): talks\n"
                 "installers/packages.txt lacks cmake (build): makes it"_s);
    }
    void noPagePointsAtNothing()
    {
        QStringList found;
        for (const QString& file : committedFiles(kRoot)) {
            if (file.endsWith(u".md"_s))
                found += deadLinks(kRoot, file, textOf(file));
        }
        QCOMPARE(joined(found), QString());
    }
    void aDeadLinkIsFound()
    {
        QCOMPARE(joined(deadLinks(kRoot, u"docs/x.md"_s, u"[a](../README.md#top) [b](gone.md)"_s)),
                 u"docs/x.md points at gone.md, which does not exist"_s);
    }
};

QTEST_GUILESS_MAIN(TextsTest)
#include "tst_texts.moc"
