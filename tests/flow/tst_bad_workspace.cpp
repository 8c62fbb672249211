// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

namespace {

// Four lines and a good application on the fifth; what a situation adds begins on line 6.
const QByteArray kGood = "version: 1\nrepositories:\n  - {name: shop, path: /srv/shop.git}\n"
                         "applications:\n  - {name: good, repository: shop, context: dev}\n";

QStringList applicationsOf(const Outcome& listed)
{
    QStringList names;
    for (const QJsonValue& item : listed.json().value(u"items"_s).toArray())
        names.append(item[u"application"].toString());
    return names;
}

} // namespace

//! A workspace that people wrote wrongly, read and changed through `plumb`.
class BadWorkspaceTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<PlumbProcess> m_plumb;

    QString writeWorkspace(const QByteArray& text) const
    {
        return m_plumb->write(u"plumbline/config/workspace.yaml"_s, text);
    }
    Outcome list() const { return m_plumb->run({u"apps"_s, u"list"_s, u"-o"_s, u"json"_s}); }
    Outcome add(const QString& name, const QStringList& options) const
    {
        return m_plumb->run(QStringList{u"apps"_s, u"add"_s, name} + options);
    }

private Q_SLOTS:
    void init()
    {
        m_plumb = std::make_unique<PlumbProcess>();
        m_plumb->write(u".kube/config"_s, kubeconfigFor());
    }

    void aBrokenEntryIsNamedAndTheOthersAreRead_data()
    {
        columnsOfSituations();
        situation("m06_path out of the repository",
                  "  - {name: bad, repository: shop, context: dev, path: ../etc}",
                  u"6:55: the path ../etc leads out of the repository; a path is relative to its "
                  "root."_s);
        situation("a brace is open", "  - {name: bad",
                  u"7:1: not valid YAML: the { opened on line 6, column 5 is not closed."_s);
        situation("name taken", "  - {name: good, repository: shop, context: dev}",
                  u"6:12: the name \"good\" is taken already, on line 5; give this entry another "
                  "one."_s);
        situation("unknown delivery",
                  "  - {name: bad, repository: shop, context: dev, delivery: pull}",
                  u"6:59: delivery of an application is \"pull\", and must be one of push, argocd, "
                  "flux, helm."_s);
        situation("no context", "  - {name: bad, repository: shop}",
                  u"6:5: an application has no context; add for example `context: production`."_s);
        situation(
            "a text for an entry", "  - just text",
            u"6:5: an entry here is a text, and must be a mapping that begins with `name:`."_s);
        situation("a list for a name", "  - {name: [bad], repository: shop, context: dev}",
                  u"6:12: name of an application is a list, and must be a text."_s);
        situation("ignore without a rule",
                  "  - {name: bad, repository: shop, context: dev, ignore: [{rule: all}]}",
                  u"6:58: the ignore rule \"all\" ignores nothing; add jsonPointers or "
                  "managedFieldsManagers."_s);
        situation("pointer without a slash",
                  "  - {name: bad, repository: shop, context: dev,\n"
                  "     ignore: [{rule: all, jsonPointers: [spec]}]}",
                  u"7:41: the JSON pointer spec does not begin with a slash; write for example "
                  "/spec/replicas."_s);
        situation("protected is no yes", "contexts:\n  - {name: dev, protected: perhaps}",
                  u"7:28: protected of a context is a text, and must be true or false."_s);
    }
    void aBrokenEntryIsNamedAndTheOthersAreRead()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        writeWorkspace(kGood + input + '\n');
        const Outcome listed = list();
        const QByteArray wrong =
            disagreement(*m_plumb, listed, 2, u"plumb: workspace.yaml:"_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(applicationsOf(listed), QStringList{u"good"_s});
    }

    void anUnreadableWorkspaceIsNoEmptyOne_data()
    {
        columnsOfSituations();
        situation(
            "newer version", "version: 2\n",
            u"1:10: the workspace has version 2, and this program reads version 1; nothing of "
            "it was read. Use the program that wrote it, or a newer one."_s);
        situation("applications are a text", "version: 1\napplications: nope\n",
                  u"2:15: applications of the workspace is a text, and must be a list."_s);
        situation("a list", "[]\n",
                  u"1:1: a workspace is a mapping that begins with `version: 1`, and this is a "
                  "list."_s);
        situation("m04_UTF-16", QByteArray("\xff\xfe\0b\0a", 6),
                  u"1:1: byte 0 begins a UTF-16 or UTF-32 text; save the file as UTF-8."_s);
        situation("a tab", "version: 1\napplications:\n\t- {name: a}\n",
                  u"3:1: not valid YAML: a tab stands where YAML wants spaces."_s);
        situation("m02_a key twice", "version: 1\nversion: 1\n",
                  u"2:1: key 'version' defined twice (lines 1 and 2); remove one: tools disagree "
                  "about which one counts."_s);
        situation("m01_an alias bomb",
                  "version: 1\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                  "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                  "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
                  u"7:11: the aliases of this document write out to more than the 200000 values or "
                  "4 MiB allowed (an alias bomb?)."_s);
    }
    void anUnreadableWorkspaceIsNoEmptyOne()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        writeWorkspace(input);
        const QByteArray wrong =
            disagreement(*m_plumb, list(), 2, u"plumb: workspace.yaml:"_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        for (const QString& command : {u"apps list"_s, u"status"_s}) {
            const Outcome table = m_plumb->run(command.split(u' '));
            QCOMPARE(table.output, u"No application of the workspace can be read.\n"_s);
            QCOMPARE(table.exitCode, command == u"status" ? 6 : 2);
        }
        QCOMPARE(m_plumb->run({u"status"_s, u"-o"_s, u"json"_s}).exitCode, 6);
    }

    void aMisspelledRepositoryIsGuessed()
    {
        writeWorkspace(kGood + "  - {name: bad, repository: shp, context: dev}\n");
        const Outcome listed = list();
        QCOMPARE(listed.exitCode, 2);
        QVERIFY2(listed.errors.contains(u"workspace.yaml:6:29: no repository is called \"shp\"; "
                                        "did you mean \"shop\"?"_s),
                 listed.all().constData());
        QCOMPARE(applicationsOf(listed), QStringList{u"good"_s});
    }
    void aWorkspaceThatIsAFolderIsSaid()
    {
        QDir().mkpath(m_plumb->folder.filePath(u"plumbline/config/workspace.yaml"_s));
        const QByteArray wrong = disagreement(
            *m_plumb, list(), 2,
            u"plumb: {home}/plumbline/config/workspace.yaml is a folder, not a file."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void aNamedWorkspaceMustExist()
    {
        const Outcome listed =
            m_plumb->run({u"--workspace"_s, u"mine.yaml"_s, u"apps"_s, u"list"_s});
        const QByteArray wrong =
            disagreement(*m_plumb, listed, 2, u"plumb: There is no file {home}/mine.yaml."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void aWorkspaceWithASyntaxErrorIsNotWrittenOver()
    {
        const QByteArray text = kGood + "  - {name: bad\n";
        const QString path = writeWorkspace(text);
        const Outcome added =
            add(u"other"_s, {u"--repo"_s, u"shop"_s, u"--to-context"_s, u"dev"_s});
        const QByteArray wrong = disagreement(
            *m_plumb, added, 2,
            u"plumb: The workspace was not changed, because it cannot be read: line 7, column 1: not valid YAML: the { opened on line 6, column 5 is not closed."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
    void aRefusedApplicationLeavesTheWorkspaceAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("name taken")
            << u"good"_s << QStringList{u"--repo"_s, u"shop"_s, u"--to-context"_s, u"dev"_s}
            << u"The workspace has an application \"good\" already; choose another name, or remove that one first."_s;
        QTest::newRow("no such context")
            << u"other"_s << QStringList{u"--repo"_s, u"shop"_s, u"--to-context"_s, u"prod"_s}
            << u"The kubeconfig has no context \"prod\". It has: dev."_s;
        QTest::newRow("no such folder")
            << u"other"_s << QStringList{u"--repo"_s, u"clone"_s, u"--to-context"_s, u"dev"_s}
            << u"There is no repository at {home}/clone."_s;
        QTest::newRow("no repository")
            << u"other"_s << QStringList{u"--repo"_s, u"plumbline"_s, u"--to-context"_s, u"dev"_s}
            << u"{home}/plumbline is not a Git repository: name the folder that holds .git, a bare repository or a URL. Nothing was added."_s;
    }
    void aRefusedApplicationLeavesTheWorkspaceAlone()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, options);
        QFETCH(QString, sentence);
        const QString path = writeWorkspace(kGood);
        const QByteArray wrong =
            disagreement(*m_plumb, add(name, options), 2, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), kGood);
    }
};

QTEST_GUILESS_MAIN(BadWorkspaceTest)
#include "tst_bad_workspace.moc"
