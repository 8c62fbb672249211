// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/rules.h"
#include "architecture/sourcetext.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb::architecture;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(SOURCE_ROOT);

//! A small house with the real table's shape, into which a test plants one offence.
class PlantedTree
{
public:
    PlantedTree()
    {
        plant(
            u"docs/architecture.md"_s,
            u"## Who may include whom\n\n"
            "| room | may include | third-party |\n|---|---|---|\n"
            "| `base` | – | – |\n| `git` | base | libgit2 |\n| `drift` | base | – |\n"
            "| `engine` | all of core but sandbox | – |\n| `sandbox` | base | cpp-httplib |\n"
            "| `ui` | value headers | Qt Gui, Qt Widgets |\n| `app` | everything | Qt Widgets |\n\n"
            "## Next\n"_s);
        plant(u"core/base/CMakeLists.txt"_s,
              u"plumb_library(base SOURCES a.cpp VALUE_HEADERS result.h)\n"_s);
        plant(u"core/base/result.h"_s, u"#pragma once\n#include <QString>\n#include <vector>\n"_s);
        plant(u"core/git/CMakeLists.txt"_s, u"plumb_library(git DEPENDS base SOURCES git.cpp)\n"_s);
        plant(u"core/git/git.h"_s, u"#include \"base/result.h\"\n"_s);
        plant(u"core/git/git.cpp"_s, u"#include \"git/git.h\"\n#include <git2.h>\n"_s);
        plant(u"core/drift/CMakeLists.txt"_s,
              u"plumb_library(drift DEPENDS base SOURCES drift.cpp)\n"_s);
        plant(u"core/engine/CMakeLists.txt"_s,
              u"plumb_library(engine DEPENDS base git drift SOURCES e.cpp)\n"_s);
        plant(u"core/sandbox/CMakeLists.txt"_s,
              u"plumb_library(sandbox DEPENDS base SOURCES s.cpp)\n"_s);
        plant(u"core/sandbox/server.h"_s, u"#pragma once\n"_s);
        plant(u"ui/window.cpp"_s, u"#include \"base/result.h\"\n#include <QWidget>\n"_s);
        plant(u"ui/window.h"_s, u"#include <QWidget>\n"_s);
        plant(u"app/main.cpp"_s, u"#include \"git/git.h\"\n#include \"ui/../window.h\"\n"_s.replace(
                                     u"ui/../"_s, QString()));
    }
    void plant(const QString& path, const QString& text) const
    {
        const QString full = m_folder.filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(full).path()));
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }
    QString root() const { return m_folder.path(); }
    QStringList offences() const
    {
        const House house = House::read(root());
        return house.mistakes + wrongArrows(root(), house) + wrongLibraries(root(), house)
               + bannedCalls(root()) + badHabitsOfTests(root()) + longFiles(root());
    }

private:
    QTemporaryDir m_folder;
};

QString joined(const QStringList& lines)
{
    return lines.join(u'\n');
}

} // namespace

class HouseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableHoldsEveryRoom() { QCOMPARE(joined(House::read(kRoot).mistakes), QString()); }
    void everyIncludeIsAnArrowOfTheTable()
    {
        QCOMPARE(joined(wrongArrows(kRoot, House::read(kRoot))), QString());
    }
    void everyThirdPartyHeaderIsInItsRoom()
    {
        QCOMPARE(joined(wrongLibraries(kRoot, House::read(kRoot))), QString());
    }
    void nothingBannedIsCalled() { QCOMPARE(joined(bannedCalls(kRoot)), QString()); }
    void noTestSkipsOrSleeps() { QCOMPARE(joined(badHabitsOfTests(kRoot)), QString()); }
    void noFileEatsItsDomain() { QCOMPARE(joined(longFiles(kRoot)), QString()); }

    void theSmallHouseIsClean() { QCOMPARE(joined(PlantedTree().offences()), QString()); }

    void aPlantedOffenceIsFound_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("offence");
        const auto row = [](const char* name, const QString& path, const QString& text,
                            const QString& offence) {
            QTest::newRow(name) << path << text << offence;
        };
        row("an arrow that the table does not hold", u"core/drift/x.cpp"_s,
            u"\n#include \"git/git.h\"\n"_s,
            u"core/drift/x.cpp:2: drift may not include git (git/git.h)"_s);
        row("the engine in the sandbox", u"core/engine/x.cpp"_s,
            u"#include \"sandbox/server.h\"\n"_s,
            u"core/engine/x.cpp:1: engine may not include sandbox (sandbox/server.h)"_s);
        row("core that knows the ui", u"core/git/x.h"_s, u"#include \"window.h\"\n"_s,
            u"core/git/x.h:1: core may not include the ui (window.h)"_s);
        row("the ui in a service", u"ui/x.cpp"_s, u"#include \"git/git.h\"\n"_s,
            u"ui/x.cpp:1: the ui includes only VALUE_HEADERS, and git/git.h is none"_s);
        row("a value that holds a service", u"core/base/result.h"_s, u"#include \"git/git.h\"\n"_s,
            u"core/base/result.h:1: a value header includes only value headers, and git/git.h is none"_s);
        row("an include by neighbourhood", u"core/git/x.cpp"_s, u"#include \"git.h\"\n"_s,
            u"core/git/x.cpp:1: git.h is not rooted at core, ui or app"_s);
        row("the ui in app", u"ui/x.cpp"_s, u"#include \"main.cpp\"\n"_s,
            u"ui/x.cpp:1: only app may include app (main.cpp)"_s);
        row("a room without a row", u"core/new/CMakeLists.txt"_s,
            u"plumb_library(new SOURCES a.cpp)\n"_s,
            u"core/new: the table of docs/architecture.md has no row for this room"_s);
        row("a dependency that the table does not hold", u"core/drift/CMakeLists.txt"_s,
            u"plumb_library(drift DEPENDS base git SOURCES a.cpp)\n"_s,
            u"core/drift/CMakeLists.txt: drift may not depend on git"_s);
        row("a value header that is gone", u"core/drift/CMakeLists.txt"_s,
            u"plumb_library(drift DEPENDS base SOURCES a.cpp VALUE_HEADERS gone.h)\n"_s,
            u"core/drift/CMakeLists.txt: the value header gone.h does not exist"_s);
        row("core that links widgets", u"core/drift/CMakeLists.txt"_s,
            u"plumb_library(drift DEPENDS base SOURCES a.cpp LINKS Qt6::Widgets)\n"_s,
            u"core/drift/CMakeLists.txt: core links no QtGui and no QtWidgets"_s);

        row("libgit2 outside its room", u"core/drift/x.cpp"_s, u"#include <git2/commit.h>\n"_s,
            u"core/drift/x.cpp:1: drift may not use libgit2"_s);
        row("libgit2 in the ui", u"ui/x.cpp"_s, u"#include <git2.h>\n"_s,
            u"ui/x.cpp:1: ui may not use libgit2"_s);
        row("libgit2 in a header of its room", u"core/git/x.h"_s, u"#include <git2.h>\n"_s,
            u"core/git/x.h:1: libgit2 belongs into a .cpp or *_p.h file"_s);
        row("yaml-cpp outside its room", u"core/git/x.cpp"_s,
            u"#include <yaml-cpp/eventhandler.h>\n"_s,
            u"core/git/x.cpp:1: git may not use yaml-cpp"_s);
        row("libyaml", u"core/git/x.cpp"_s, u"#include <yaml.h>\n"_s,
            u"core/git/x.cpp:1: git may not use libyaml"_s);
        row("libcurl", u"core/git/x.cpp"_s, u"#include <curl/curl.h>\n"_s,
            u"core/git/x.cpp:1: git may not use libcurl"_s);
        row("OpenSSL", u"core/git/x.cpp"_s, u"#include <openssl/ssl.h>\n"_s,
            u"core/git/x.cpp:1: git may not use OpenSSL"_s);
        row("simdjson", u"core/git/x.cpp"_s, u"#include <simdjson.h>\n"_s,
            u"core/git/x.cpp:1: git may not use simdjson"_s);
        row("zstd", u"core/git/x.cpp"_s, u"#include <zstd.h>\n"_s,
            u"core/git/x.cpp:1: git may not use zstd"_s);
        row("cpp-httplib", u"core/git/x.cpp"_s, u"#include <httplib.h>\n"_s,
            u"core/git/x.cpp:1: git may not use cpp-httplib"_s);
        row("Qt Sql", u"core/git/x.cpp"_s, u"#include <QSqlQuery>\n"_s,
            u"core/git/x.cpp:1: git may not use Qt Sql"_s);
        row("QtGui in core", u"core/git/x.cpp"_s, u"#include <QColor>\n"_s,
            u"core/git/x.cpp:1: git may not use Qt Gui"_s);
        row("QtGui in core, by its folder", u"core/git/x.cpp"_s, u"#include <QtGui/QColor>\n"_s,
            u"core/git/x.cpp:1: git may not use Qt Gui"_s);
        row("QtGui in core, by its small name", u"core/git/x.cpp"_s, u"#include <qcolor.h>\n"_s,
            u"core/git/x.cpp:1: git may not use Qt Gui"_s);
        row("QtWidgets in core", u"core/git/x.cpp"_s, u"#include <QWidget>\n"_s,
            u"core/git/x.cpp:1: git may not use Qt Widgets"_s);
        row("a socket in the ui", u"ui/x.cpp"_s, u"#include <QTcpSocket>\n"_s,
            u"ui/x.cpp:1: ui may not use Qt Network"_s);
        row("a library that nobody listed", u"core/git/x.cpp"_s, u"#include <boost/asio.hpp>\n"_s,
            u"core/git/x.cpp:1: <boost/asio.hpp> is in no list of tests/architecture/house.cpp"_s);

        const auto ban = [&](const char* name, const QString& code, const QString& call) {
            for (const QString& folder : {u"app"_s, u"core/base"_s, u"ui"_s}) {
                const QString path = folder + u"/x.cpp"_s;
                row(qPrintable(QString::fromLatin1(name) + u" in "_s + folder), path,
                    u"\n\nvoid f() { %1; }\n"_s.arg(code), u"%1:3: %2 is banned"_s.arg(path, call));
            }
        };
        ban("LoadAll", u"YAML::LoadAll(text)"_s, u"YAML::LoadAll"_s);
        ban("Node", u"YAML::Node node"_s, u"YAML::Node"_s);
        ban("push", u"git_remote_push(a, b, c)"_s, u"git_remote_push"_s);
        ban("manager", u"QNetworkAccessManager manager"_s, u"QNetworkAccessManager"_s);
        ban("ssl", u"reply->ignoreSslErrors()"_s, u"ignoreSslErrors"_s);
        ban("insecure", u"job.setInsecureFallback(true)"_s, u"setInsecureFallback"_s);
        ban("system", u"std::system (line)"_s, u"system("_s);
        ban("popen", u"auto* p = popen(line, mode)"_s, u"popen("_s);
        ban("detached", u"QProcess::startDetached(name)"_s, u"QProcess::startDetached"_s);
        ban("html", u"label->setHtml(text)"_s, u"setHtml"_s);

        row("a test that skips", u"tests/unit/x.cpp"_s, u"void f() { QSKIP(why); }\n"_s,
            u"tests/unit/x.cpp:1: QSKIP is banned"_s);
        row("a test that expects to fail", u"tests/x.h"_s, u"\nQEXPECT_FAIL(a, b, Continue);\n"_s,
            u"tests/x.h:2: QEXPECT_FAIL is banned"_s);
        row("a test that sleeps", u"tests/x.h"_s, u"QTest::qWait(100);\n"_s,
            u"tests/x.h:1: sleeping in a test is banned"_s);
        row("a file that eats its domain", u"core/git/x.cpp"_s, QString(701, u'\n'),
            u"core/git/x.cpp:700: 701 lines; a file has at most 700"_s);
        row("a test that eats its domain", u"tests/unit/x.cpp"_s, QString(701, u'\n'),
            u"tests/unit/x.cpp:700: 701 lines; a file has at most 700"_s);
    }
    void aPlantedOffenceIsFound()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, offence);
        PlantedTree tree;
        tree.plant(path, text);
        QCOMPARE(joined(tree.offences()), offence);
    }

    void whatOnlyLooksLikeAnOffenceIsNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("in a comment")
            << u"// setHtml, system( and\n/* #include <git2.h>\n popen( */\n"_s;
        QTest::newRow("in a string") << u"auto a = u\"system(1) \\\" popen(2)\"_s;\n"_s;
        QTest::newRow("in a raw string")
            << u"auto a = R\"x(\n#include <git2.h>\n\" system(1) )x\";\n"_s;
        QTest::newRow("a longer name")
            << u"int filesystem(int); int b = filesystem(1'000) + fileSystem(2);\n"_s;
        QTest::newRow("Qt's random numbers") << u"auto* r = QRandomGenerator::system();\n"_s;
        QTest::newRow("headers of the system")
            << u"#include <sys/resource.h>\n#include <csignal>\n"_s;
    }
    void whatOnlyLooksLikeAnOffenceIsNone()
    {
        QFETCH(QString, text);
        PlantedTree tree;
        tree.plant(u"core/drift/x.cpp"_s, text);
        QCOMPARE(joined(tree.offences()), QString());
    }
    void codeAfterALiteralIsStillRead()
    {
        PlantedTree tree;
        tree.plant(u"core/drift/x.cpp"_s, u"char q = '\"'; int n = 10'000; system(n); // '\n"_s);
        QCOMPARE(joined(tree.offences()), u"core/drift/x.cpp:1: system( is banned"_s);
    }
    void aPrivateHeaderMayHoldTheLibrary()
    {
        PlantedTree tree;
        tree.plant(u"core/git/x_p.h"_s, u"#include <git2.h>\n"_s);
        QCOMPARE(joined(tree.offences()), QString());
    }
};

QTEST_GUILESS_MAIN(HouseTest)
#include "tst_house.moc"
