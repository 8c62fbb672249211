// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/pages.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace plumb::architecture;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QString& path)
{
    QFile file(QStringLiteral(SOURCE_ROOT) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// What the program that was built says of itself.
QString helpOf(const QString& program, const QStringList& words = {})
{
    QProcess process;
    process.start(u"" BINARY_ROOT "/bin/"_s + program, words + QStringList{u"--help"_s});
    return process.waitForFinished() && process.exitCode() == 0
               ? QString::fromUtf8(process.readAllStandardOutput())
               : QString();
}

QString joined(const QStringList& lines)
{
    return lines.join(u'\n');
}

} // namespace

//! The man pages and docs/cli.md say what the programs have, no more and no less.
class PagesTest : public QObject
{
    Q_OBJECT

    QString m_help, m_page, m_cli;
    QStringList m_commands;

private Q_SLOTS:
    void initTestCase()
    {
        m_help = helpOf(u"plumb"_s);
        m_page = textOf(u"resources/man/plumb.1"_s);
        m_cli = textOf(u"docs/cli.md"_s);
        m_commands = commandsOfHelp(m_help);
        QVERIFY(m_commands.contains(u"status"_s));
        QVERIFY(!m_page.isEmpty());
        QVERIFY(!m_cli.isEmpty());
    }
    void helpFitsTheScreen()
    {
        QStringList wide;
        const auto look = [&wide](const QString& help) {
            for (const QString& line : help.split(u'\n'))
                if (line.size() > 80)
                    wide += line;
        };
        look(m_help);
        look(helpOf(u"plumbline"_s));
        for (const QString& command : std::as_const(m_commands))
            look(helpOf(u"plumb"_s, {command}));
        QCOMPARE(joined(wide), QString());
    }
    void theManPageOfPlumbHasEveryOption()
    {
        const auto items = itemsOfPage(m_page);
        QStringList found =
            differences(u"plumb --help"_s, optionsOfHelp(m_help, u"Options of every command"_s),
                        u"plumb.1"_s, items.value(u"OPTIONS"_s));
        QStringList sections = items.keys();
        sections.removeOne(u"OPTIONS"_s);
        found += differences(u"plumb --help"_s, m_commands, u"plumb.1"_s, sections);
        for (const QString& command : std::as_const(m_commands))
            found += differences(u"plumb %1 --help"_s.arg(command),
                                 optionsOfHelp(helpOf(u"plumb"_s, {command})),
                                 u"plumb.1 (%1)"_s.arg(command), items.value(command));
        QCOMPARE(joined(found), QString());
    }
    void theManPageOfPlumblineHasEveryOption()
    {
        QCOMPARE(joined(differences(
                     u"plumbline --help"_s, optionsOfHelp(helpOf(u"plumbline"_s)), u"plumbline.1"_s,
                     itemsOfPage(textOf(u"resources/man/plumbline.1"_s)).value(u"OPTIONS"_s))),
                 QString());
    }
    void theManPageOfTheWorkspaceHasEveryKey()
    {
        const auto schema =
            QJsonDocument::fromJson(textOf(u"docs/workspace.schema.json"_s).toUtf8()).object();
        const auto keysOf = [&schema](const QString& name) {
            const auto part = name.isEmpty()
                                  ? schema
                                  : schema.value(u"$defs"_s).toObject().value(name).toObject();
            return part.value(u"properties"_s).toObject().keys();
        };
        const auto items = itemsOfPage(textOf(u"resources/man/plumbline-workspace.5"_s));
        const auto compared = [&items](const QStringList& keys, const QString& heading) {
            return joined(differences(u"the schema"_s, keys, u"plumbline-workspace.5 "_s + heading,
                                      items.value(heading)));
        };
        QCOMPARE(compared(keysOf({}), u"DESCRIPTION"_s), QString());
        QCOMPARE(compared(keysOf(u"repository"_s), u"Repositories"_s), QString());
        QCOMPARE(compared(keysOf(u"application"_s) + keysOf(u"ignoreRule"_s), u"Applications"_s),
                 QString());
        QCOMPARE(compared(keysOf(u"context"_s), u"Contexts"_s), QString());
    }
    void thePageOfTheCommandLineHasEveryOption()
    {
        const auto everywhere =
            namesOfOptions(optionsOfHelp(m_help, u"Options of every command"_s));
        QStringList found;
        for (const QString& command : std::as_const(m_commands)) {
            const auto names = namesOfOptions(optionsOfHelp(helpOf(u"plumb"_s, {command})));
            const auto said = optionsOfSynopsis(m_cli, u"plumb "_s + command);
            for (const QString& name : names) {
                // of two names of one option the page may use either
                const bool other = (name == u"--output" && said.contains(u"-o"_s))
                                   || (name == u"--file" && said.contains(u"-f"_s))
                                   || (name == u"--namespace" && said.contains(u"-n"_s));
                if (!said.contains(name) && !other)
                    found += u"docs/cli.md lacks %1 of plumb %2"_s.arg(name, command);
            }
            for (const QString& name : said - names - everywhere)
                found += u"plumb %1 has no %2, which docs/cli.md gives it"_s.arg(command, name);
        }
        found.sort();
        QCOMPARE(joined(found), QString());
    }

    // ---- the reading of help and pages, which has to find what is planted ----
    void theOptionsOfAHelpAreRead()
    {
        const auto help =
            u"Usage: x\n\n  --a FILE     Text.\n  -o, --output a|b\n             Form.\n"
            "\nOptions of every command:\n  -h, --help   Help.\n"_s;
        QCOMPARE(optionsOfHelp(help), QStringList({u"--a FILE"_s, u"-o, --output a|b"_s}));
        QCOMPARE(optionsOfHelp(help, u"Options of every command"_s),
                 QStringList({u"-h, --help"_s}));
        QCOMPARE(commandsOfHelp(u"  apps   List.\n  --x   Y.\n"_s), QStringList({u"apps"_s}));
    }
    void theItemsOfAManPageAreRead()
    {
        const auto items = itemsOfPage(u".Sh OPTIONS\n.It Fl h , Fl -help\n.It Fl -a Ar FILE\n"
                                       ".Ss drift APP\n.It Ic name , Ic kind\n.It Pa x\n"_s);
        QCOMPARE(items.value(u"OPTIONS"_s), QStringList({u"-h, --help"_s, u"--a FILE"_s}));
        QCOMPARE(items.value(u"drift"_s), QStringList({u"name"_s, u"kind"_s}));
    }
    void theOptionsOfASynopsisAreRead()
    {
        const auto page =
            u"plumb x --no\n```\nplumb x [--a] # --no\n        [-b]\nplumb xy --no\n```\n"_s;
        QCOMPARE(optionsOfSynopsis(page, u"plumb x"_s), QSet<QString>({u"--a"_s, u"-b"_s}));
        QCOMPARE(namesOfOptions({u"-o, --output a|b"_s}), QSet<QString>({u"-o"_s, u"--output"_s}));
    }
    void whatOneSideLacksIsFound()
    {
        QCOMPARE(joined(differences(u"l"_s, {u"a"_s, u"b"_s}, u"r"_s, {u"b"_s, u"c"_s})),
                 u"r lacks a, which l has\nl lacks c, which r has"_s);
    }
};

QTEST_GUILESS_MAIN(PagesTest)
#include "tst_pages.moc"
