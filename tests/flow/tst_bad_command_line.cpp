// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "support/gitfixture.h"

#include <QDateTime>

using namespace plumb;
using namespace plumb::test;

namespace {

const QString kDigest = u"sha256:"_s + QString(64, u'a');

QStringList words(const QString& line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

//! Command lines that cannot be meant, and approvals that no longer hold.
class BadCommandLineTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;

    void savePlan(const QDateTime& madeAt, const QByteArray& application = "web")
    {
        m_plumb.write(u"plumbline/state/plans/%1.json"_s.arg(kDigest.mid(7)),
                      "{\"schemaVersion\": 1, \"application\": \"" + application
                          + "\", \"digest\": \"" + kDigest.toLatin1() + "\", \"commit\": \""
                          + QByteArray(40, '1') + "\", \"madeAt\": \""
                          + madeAt.toUTC().toString(Qt::ISODateWithMs).toLatin1() + "\"}");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_plumb.write(u".kube/config"_s, kubeconfigFor());
        GitFixture shop(m_plumb.folder.filePath(u"shop"_s));
        shop.commit(u"web"_s, {{u"web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\n"
                                                      "metadata: {name: web}\n"}});
    }

    void aMisuseSaysWhatIsMeant_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QString& line, const QString& sentence) {
            QTest::newRow(name) << line << sentence;
        };
        row("unknown command", u"frobnicate"_s,
            u"There is no command \"frobnicate\". `plumb --help` lists them."_s);
        row("unknown option", u"status --nope"_s,
            u"Unknown option 'nope'. `plumb status --help` lists the options."_s);
        row("option without its value", u"history --repo shop --author"_s,
            u"Missing value after '--author'. `plumb history --help` lists the options."_s);
        row("argument missing", u"show"_s, u"Usage: plumb show COMMIT"_s);
        row("second file missing", u"diff a.yaml"_s, u"Usage: plumb diff DESIRED.yaml LIVE.yaml"_s);
        row("argument too many", u"status web shop"_s, u"Usage: plumb status [APP]"_s);
        row("file missing", u"manifest"_s,
            u"Name the file with -f FILE (- reads standard input)."_s);
        row("unknown verb", u"apps rename web"_s,
            u"Usage: plumb apps list | add NAME --repo R --path P --to-context CTX | detect --repo R | remove NAME"_s);
        row("adding to nowhere", u"apps detect --repo shop --add web"_s,
            u"An application has a destination: name it with --to-context CTX, then --add."_s);
        row("a dry run of nothing", u"apps detect --repo shop --dry-run"_s,
            u"apps detect writes nothing by itself; --dry-run belongs to --add NAME or --add-all."_s);
        row("a dry run of a removal", u"apps remove web --dry-run"_s,
            u"--dry-run is for apps add and apps detect."_s);
        row("a delivery to detect", u"apps detect --repo shop --delivery push"_s,
            u"apps detect finds out how an application is delivered; leave --delivery to apps add."_s);
        row("unknown delivery", u"apps add web --repo shop --to-context dev --delivery pull"_s,
            u"\"pull\" is no delivery; it is push, argocd, flux or helm."_s);
        row("unknown form of output", u"status -o xml"_s,
            u"\"xml\" is not an output form of plumb status. `plumb status --help` lists them."_s);
        row("form of another command", u"history --repo shop -o md"_s,
            u"\"md\" is not an output form of plumb history. `plumb history --help` lists them."_s);
        row("count is a word", u"history --repo shop -n many"_s,
            u"-n wants a count from 0 (all), not \"many\"."_s);
        row("count is negative", u"history --repo shop -n -1"_s,
            u"-n wants a count from 0 (all), not \"-1\"."_s);
        row("unknown rules", u"health -f web.yaml --engine flux"_s,
            u"There are no rules called \"flux\"; --engine knows argocd."_s);
        row("nothing to render", u"render"_s,
            u"Name an application, or a repository with --repo R --path P."_s);
        row("application and repository", u"render web --repo shop"_s,
            u"Name either an application or --repo with --path, not both."_s);
        for (const char* command : {"history", "show HEAD", "push"})
            row(command, QString::fromLatin1(command) + u" --app web --repo shop"_s,
                u"Name either --app or --repo, not both."_s);
        row("no repository", u"history"_s,
            u"Name a repository with --repo: a clone's path or a bare repository's (the workspace holds none)."_s);
        row("sync without a plan", u"sync web"_s,
            u"A sync executes a reviewed plan: run `plumb plan web` and give its digest with --plan."_s);
        row("rollback of nothing", u"rollback web"_s,
            u"Say either --commit C (undo that commit) or --to C (go back to its content)."_s);
        row("rollback of two things", u"rollback web --commit a --to b"_s,
            u"Say either --commit C (undo that commit) or --to C (go back to its content)."_s);
        row("rollback of two places", u"rollback web --repo shop --commit a"_s,
            u"Name either an application or --repo, not both."_s);
        row("no number of a parent", u"rollback --repo shop --commit HEAD --mainline first"_s,
            u"--mainline wants the number of a parent, from 1."_s);
        row("rollback without a review", u"rollback --repo shop --commit HEAD"_s,
            u"Nothing is written without a review: run the same command with --dry-run and give what it prints after \"roll back\" with --digest."_s);
        row("unknown verb of the sandbox", u"sandbox open"_s,
            u"Usage: plumb sandbox info | reset"_s);
    }
    void aMisuseSaysWhatIsMeant()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        const Outcome outcome = m_plumb.run(words(line));
        const QByteArray wrong = disagreement(m_plumb, outcome, 3, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QVERIFY2(outcome.output.isEmpty(), outcome.all().constData());
    }

    void anApprovalThatDoesNotHoldWritesNothing_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no digest")
            << u"sync web --plan 0123"_s
            << u"\"0123\" is not the digest of a plan. It looks like sha256: and 64 hexadecimal digits; plumb plan prints it."_s;
        const QString unknown = u"sha256:"_s + QString(64, u'0');
        QTest::newRow("unknown digest")
            << u"sync web --plan "_s + unknown
            << u"There is no saved plan %1 on this machine. Plans are kept for 15 minutes; make it again with plumb plan."_s
                   .arg(unknown);
        QTest::newRow("plan of another application")
            << u"sync shop --plan "_s + kDigest
            << u"That plan is one of web, not of shop. Nothing was written."_s;
        QTest::newRow("no such application")
            << u"plan web"_s
            << u"There is no application \"web\": the workspace {home}/plumbline/config/workspace.yaml holds none yet. Add one with `plumb apps add`."_s;
    }
    void anApprovalThatDoesNotHoldWritesNothing()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        savePlan(QDateTime::currentDateTimeUtc());
        const QByteArray wrong =
            disagreement(m_plumb, m_plumb.run(words(line)), 2, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void e05_whatLiesInTheFolderIsNotRun()
    {
        const QByteArray script =
            "#!/bin/sh\ntouch " + m_plumb.folder.path().toUtf8() + "/canary\n";
        for (const QString& name : {u"git"_s, u"kustomize"_s, u"kubectl"_s, u"bwrap"_s})
            QFile::setPermissions(m_plumb.write(u"trap/"_s + name, script),
                                  QFile::ReadOwner | QFile::ExeOwner);
        PlumbProcess inTrap;
        inTrap.workingDirectory = m_plumb.folder.filePath(u"trap"_s);
        inTrap.environment.insert(u"PATH"_s, u".::"_s + inTrap.environment.value(u"PATH"_s));
        for (const QString& line :
             {u"history --repo ../shop"_s, u"render --repo ../shop --path web"_s}) {
            const Outcome outcome = inTrap.run(words(line));
            QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
        }
        QVERIFY(!QFile::exists(m_plumb.folder.filePath(u"canary"_s)));
    }
    void anExpiredPlanIsNotExecuted()
    {
        savePlan(QDateTime::currentDateTimeUtc().addSecs(-3600));
        const Outcome synced = m_plumb.run({u"sync"_s, u"web"_s, u"--plan"_s, kDigest});
        QCOMPARE(synced.exitCode, 2);
        QVERIFY2(synced.errors.contains(u"plumb: The plan %1 was made "_s.arg(kDigest))
                     && synced.errors.contains(
                         u" ago and has expired; plans are kept for 15 minutes. Make it again "_s),
                 synced.all().constData());
    }
    void aRollbackThatWasNotReviewedIsNotMade()
    {
        GitFixture shop = GitFixture::at(m_plumb.folder.filePath(u"shop"_s));
        const QString before = shop.revision(u"HEAD"_s);
        const Outcome done = m_plumb.run({u"rollback"_s, u"--repo"_s, u"shop"_s, u"--commit"_s,
                                          u"HEAD"_s, u"--digest"_s, kDigest});
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(done.errors.contains(u"plumb: Git or the cluster changed since the review (the "
                                      "rollback is now sha256:"_s)
                     && done.errors.contains(u"). Nothing was written.\n"_s),
                 done.all().constData());
        QCOMPARE(shop.revision(u"HEAD"_s), before);
    }
};

QTEST_GUILESS_MAIN(BadCommandLineTest)
#include "tst_bad_command_line.moc"
