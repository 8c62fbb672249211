// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "support/gitfixture.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

//! Repositories and revisions that are not what they should be, read through `plumb`.
class BadGitTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;
    QString m_good; //!< the commit of shop, abbreviated

    QString pathOfObject(const GitFixture& repository, const QString& revision) const
    {
        const QString id = repository.revision(revision);
        return repository.file(u".git/objects/%1/%2"_s.arg(id.left(2), id.mid(2)));
    }
    Outcome render(const QString& repository, const QString& path, const QString& revision = {})
    {
        QStringList arguments{u"render"_s, u"--repo"_s, repository, u"--path"_s,
                              path,        u"-o"_s,     u"json"_s};
        if (!revision.isEmpty())
            arguments += {u"--rev"_s, revision};
        return m_plumb.run(arguments);
    }
    static qsizetype itemsOf(const Outcome& outcome)
    {
        return outcome.json().value(u"items"_s).toArray().size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_plumb.write(u".kube/config"_s, kubeconfigFor());
        GitFixture shop(m_plumb.folder.filePath(u"shop"_s));
        m_good = shop.commit(u"web"_s, {{u"web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                               "metadata: {name: good}\n"},
                                        {u"half/bad.yaml"_s, "metadata: {name: bad\n"},
                                        {u"half/good.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                              "metadata: {name: good}\n"}})
                     .left(7);
        GitFixture empty(m_plumb.folder.filePath(u"empty"_s));
        QDir().mkpath(m_plumb.folder.filePath(u"plain"_s));
    }
    void cleanup()
    {
        const Outcome after = render(u"shop"_s, u"web"_s);
        QVERIFY2(after.exitCode == 0 && itemsOf(after) == 1, after.all().constData());
    }

    void whatCannotBeReadIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("not a repository")
            << QStringList{u"history"_s, u"--repo"_s, u"plain"_s}
            << u"{home}/plain is not a Git repository. Name a folder that holds .git, a bare repository or a URL."_s;
        QTest::newRow("no folder")
            << QStringList{u"history"_s, u"--repo"_s, u"absent"_s}
            << u"\"{home}/absent\" is neither a repository of the workspace (it has none) nor a folder on this machine."_s;
        QTest::newRow("no such folder in the commit")
            << QStringList{u"render"_s, u"--repo"_s, u"shop"_s, u"--path"_s, u"nope"_s}
            << u"There is no folder “nope” at {good} in {home}/shop."_s;
        QTest::newRow("a file for a folder")
            << QStringList{u"render"_s, u"--repo"_s, u"shop"_s, u"--path"_s, u"web/config.yaml"_s}
            << u"There is no folder “web/config.yaml” at {good} in {home}/shop."_s;
        QTest::newRow("a folder above the repository")
            << QStringList{u"render"_s, u"--repo"_s, u"shop"_s, u"--path"_s, u"../empty"_s}
            << u"There is no folder “../empty” at {good} in {home}/shop."_s;
        QTest::newRow("rolling back without a commit")
            << QStringList{u"rollback"_s, u"--repo"_s, u"empty"_s,
                           u"--commit"_s, u"HEAD"_s,   u"--dry-run"_s}
            << u"The repository {home}/empty has no commit on main, so there is nothing to roll back."_s;
        QTest::newRow("rendering without a commit")
            << QStringList{u"render"_s, u"--repo"_s, u"empty"_s, u"--path"_s, u"web"_s}
            << u"The repository {home}/empty has no branch main yet: nothing was ever committed there."_s;
        for (const char* path : {"../empty", "/etc", "web/../.."})
            QTest::newRow(path)
                << QStringList{u"history"_s, u"--repo"_s, u"shop"_s, u"--path"_s,
                               QString::fromLatin1(path)}
                << u"The path %1 leads out of the repository; write it from the repository's root, for example deploy/web."_s
                       .arg(QString::fromLatin1(path));
        QTest::newRow("pushing to nowhere")
            << QStringList{u"push"_s, u"--repo"_s, u"shop"_s}
            << u"The clone has no remote \"origin\", so there is nowhere to push to."_s;
    }
    void whatCannotBeReadIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        sentence.replace(u"{good}"_s, m_good);
        const QByteArray wrong =
            disagreement(m_plumb, m_plumb.run(arguments), 2, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    void anUnknownRevisionIsNamedWithWhatToDo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("revision");
        const QStringList shop{u"--repo"_s, u"shop"_s};
        QTest::newRow("show") << QStringList{u"show"_s, u"nope"_s} + shop << u"nope"_s;
        QTest::newRow("history") << QStringList{u"history"_s, u"--rev"_s, u"nope"_s} + shop
                                 << u"nope"_s;
        QTest::newRow("render") << QStringList{u"render"_s, u"--rev"_s, u"v9"_s} + shop << u"v9"_s;
        QTest::newRow("rollback") << QStringList{u"rollback"_s, u"--commit"_s, u"nope"_s,
                                                 u"--dry-run"_s}
                                         + shop
                                  << u"nope"_s;
        QTest::newRow("an id that no commit has")
            << QStringList{u"show"_s, QString(40, u'1')} + shop << QString(40, u'1');
        QTest::newRow("a folder of a commit")
            << QStringList{u"show"_s, u"HEAD:web"_s} + shop << u"HEAD:web"_s;
    }
    void anUnknownRevisionIsNamedWithWhatToDo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, revision);
        const Outcome shown = m_plumb.run(arguments);
        QCOMPARE(shown.exitCode, 2);
        // Between the two parts stands when the repository was last fetched.
        QVERIFY2(shown.errors.contains(
                     u"plumb: There is no branch, tag or commit “%1” in %2 as last fetched ("_s.arg(
                         revision, m_plumb.folder.filePath(u"shop"_s)))
                     && shown.errors.contains(u"). Check the spelling, or fetch first.\n"_s),
                 shown.all().constData());
    }

    void aSearchWithoutAResultSaysWhatWasLookedFor_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a path")
            << QStringList{u"--path"_s, u"nope"_s}
            << u"No commit on main touches nope. Check the spelling: a path begins at the root of the repository."_s;
        QTest::newRow("a path in all branches")
            << QStringList{u"--all"_s, u"--path"_s, u"nope"_s}
            << u"No commit in any branch or tag touches nope. Check the spelling: a path begins at the root of the repository."_s;
        QTest::newRow("an author") << QStringList{u"--author"_s, u"nobody"_s}
                                   << u"No commit on main has an author with \"nobody\"."_s;
        QTest::newRow("a text") << QStringList{u"--rev"_s, u"HEAD"_s, u"--grep"_s, u"nothing"_s}
                                << u"No commit up to HEAD has a message with \"nothing\"."_s;
    }
    void aSearchWithoutAResultSaysWhatWasLookedFor()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, sentence);
        const QStringList history{u"history"_s, u"--repo"_s, u"shop"_s};
        const Outcome table = m_plumb.run(history + options);
        const QByteArray wrong = disagreement(m_plumb, table, 0, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QVERIFY2(table.output.isEmpty(), table.all().constData());
        const Outcome json = m_plumb.run(history + options + QStringList{u"-o"_s, u"json"_s});
        QVERIFY2(json.json().contains(u"items"_s) && itemsOf(json) == 0, json.all().constData());
    }
    void anEmptyRepositoryIsNoError()
    {
        const Outcome history =
            m_plumb.run({u"history"_s, u"--repo"_s, u"empty"_s, u"-o"_s, u"json"_s});
        const QByteArray wrong = disagreement(
            m_plumb, history, 0, u"plumb: The repository has no commit on main yet."_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(itemsOf(history), 0);
        QCOMPARE(m_plumb.run({u"history"_s, u"--repo"_s, u"empty"_s}).output, QString());
    }
    void g07_aDamagedFileStopsWhatNeedsItAndNotTheHistory()
    {
        GitFixture damaged(m_plumb.folder.filePath(u"damaged"_s));
        damaged.commit(u"web"_s, {{u"web/config.yaml"_s, "kind: ConfigMap\n"}});
        const QString object = pathOfObject(damaged, u"HEAD:web/config.yaml"_s);
        const QString id = damaged.revision(u"HEAD:web/config.yaml"_s);
        QVERIFY(QFile::remove(object));
        m_plumb.write(QDir(m_plumb.folder.path()).relativeFilePath(object), "garbage");
        const QByteArray wrong = disagreement(
            m_plumb, render(u"damaged"_s, u"web"_s), 2,
            u"plumb: Object %1 is missing from the repository {home}/damaged. It may be a shallow or damaged clone; “git fsck” in it tells more."_s
                .arg(id));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        const Outcome history =
            m_plumb.run({u"history"_s, u"--repo"_s, u"damaged"_s, u"-o"_s, u"json"_s});
        QVERIFY2(history.exitCode == 0 && itemsOf(history) == 1, history.all().constData());
    }
    void g04_aSubmoduleIsNotFetchedAndSaid()
    {
        GitFixture outer(m_plumb.folder.filePath(u"outer"_s));
        outer.commit(u"web"_s, {{u"web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                       "metadata: {name: good}\n"},
                                {u".gitmodules"_s, "[submodule \"sub\"]\n\tpath = web/sub\n\turl = "
                                                   "--upload-pack=touch canary\n"}});
        outer.git({u"update-index"_s, u"--add"_s, u"--cacheinfo"_s,
                   u"160000,"_s + outer.revision(u"HEAD"_s) + u",web/sub"_s});
        outer.git({u"commit"_s, u"-q"_s, u"-m"_s, u"a submodule"_s});
        const Outcome rendered = render(u"outer"_s, u"web"_s);
        const QByteArray wrong = disagreement(
            m_plumb, rendered, 2,
            u"plumb: web: submodule sub not fetched (disabled); put its files into this "
            "repository, or add the repository that they come from"_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QVERIFY(!QFile::exists(m_plumb.folder.filePath(u"canary"_s)));
    }
    void g05_aNameWithAnEscapeIsShownAsText()
    {
        GitFixture odd(m_plumb.folder.filePath(u"odd"_s));
        odd.commit(u"web"_s, {{u"web/a\x1b[31mb.yaml"_s, "kind: {\n"}});
        const Outcome rendered = render(u"odd"_s, u"web"_s);
        QVERIFY2(rendered.exitCode == 2, rendered.all().constData());
        QVERIFY2(!rendered.errors.contains(u'\x1b'), rendered.all().constData());
        QVERIFY2(rendered.errors.contains(u"a\\x1b[31mb.yaml"_s), rendered.all().constData());
    }
    void g05_aLinkOutOfTheRepositoryIsNotFollowed()
    {
        m_plumb.write(u"elsewhere/secret.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                  "metadata: {name: elsewhere}\n");
        GitFixture links(m_plumb.folder.filePath(u"links"_s));
        QDir().mkpath(links.file(u"web"_s));
        QVERIFY(QFile::link(m_plumb.folder.filePath(u"elsewhere/secret.yaml"_s),
                            links.file(u"web/link.yaml"_s)));
        links.commit(u"web"_s, {{u"web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                       "metadata: {name: good}\n"}});
        const Outcome rendered = render(u"links"_s, u"web"_s);
        QVERIFY2(!rendered.all().contains("elsewhere\"") && itemsOf(rendered) == 1,
                 rendered.all().constData());
        const QByteArray wrong = disagreement(
            m_plumb, rendered, 2,
            u"plumb: web/link.yaml: this link leads out of the repository, to {home}/elsewhere/secret.yaml; it was not followed"_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void aBrokenFileOfAFolderIsPlacedAndTheOthersAreRendered()
    {
        const Outcome rendered = render(u"shop"_s, u"half"_s);
        QCOMPARE(rendered.exitCode, 2);
        QVERIFY2(rendered.errors.contains(u"half/bad.yaml:2:1: not valid YAML"_s),
                 rendered.all().constData());
        QCOMPARE(itemsOf(rendered), 1);
    }
    void aRollbackWhoseEffectIsNotKnownIsIncomplete()
    {
        m_plumb.write(u"plumbline/config/workspace.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: "
                          + m_plumb.folder.filePath(u"shop"_s).toUtf8()
                          + "}\napplications:\n"
                            "  - {name: near, repository: shop, path: web, context: dev}\n");
        const Outcome seen =
            m_plumb.run({u"rollback"_s, u"near"_s, u"--commit"_s, u"HEAD"_s, u"--dry-run"_s});
        QVERIFY(QFile::remove(m_plumb.folder.filePath(u"plumbline/config/workspace.yaml"_s)));
        QVERIFY2(seen.exitCode == 6, seen.all().constData());
        QVERIFY2(
            seen.output.contains(u"Effect on near:\n  not known: There is no folder “web” at "_s),
            seen.all().constData());
    }
    void anUnreachableRemoteLeavesTheOtherApplicationsAlone()
    {
        m_plumb.write(u"plumbline/config/workspace.yaml"_s,
                      "version: 1\nrepositories:\n  - {name: shop, path: "
                          + m_plumb.folder.filePath(u"shop"_s).toUtf8()
                          + "}\n  - {name: far, url: \"http://127.0.0.1:1/far.git\"}\n"
                            "applications:\n"
                            "  - {name: near, repository: shop, path: web, context: dev}\n"
                            "  - {name: far, repository: far, path: web, context: dev}\n");
        const Outcome planned = m_plumb.run({u"plan"_s, u"far"_s});
        QCOMPARE(planned.exitCode, 4);
        // The words behind the colon are git's, once; nothing was ever fetched that could be shown.
        QVERIFY2(
            planned.errors.startsWith(u"plumb: http://127.0.0.1:1/far.git cannot be reached: "_s),
            planned.all().constData());
        QVERIFY2(planned.errors.count(u"Failed to connect"_s) == 1
                     && !planned.errors.contains(u"fetched before"_s)
                     && !planned.errors.contains(u"last fetched"_s),
                 planned.all().constData());
        const Outcome near = m_plumb.run({u"render"_s, u"near"_s, u"-o"_s, u"json"_s});
        QVERIFY2(near.exitCode == 0 && itemsOf(near) == 1, near.all().constData());
    }
};

QTEST_GUILESS_MAIN(BadGitTest)
#include "tst_bad_git.moc"
