// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "bench.h"
#include "plan/push.h"
#include "plan/unfinished.h"
#include "support/gitserver.h"
#include "unit/git/support.h"

#include <QProcess>

#include <csignal>
#include <sys/resource.h>

using namespace plumb;
using namespace plumb::git;
using namespace plumb::plan;
using namespace plumb::test;

namespace {

store::OperationRecord pushRecord()
{
    store::OperationRecord record;
    record.kind = u"push"_s;
    record.commit = u"314af8f0000000000000000000000000000000aa"_s;
    record.repository = u"shop"_s;
    record.branch = u"main"_s;
    record.actor = u"ada"_s;
    record.started = FixedClock().now();
    return record;
}

} // namespace

//! A push and its record in the journal.
class RecordedPushTest : public QObject
{
    Q_OBJECT
    Folders m_folders;
    ProcessRunner m_runner;
    FixedClock m_clock;
    std::optional<store::JournalFolder> m_journalFolder;
    std::unique_ptr<store::Journal> m_journal;
    std::unique_ptr<GitServer> m_server;
    std::unique_ptr<Repository> m_repository;
    CommitId m_first, m_second;

    QString onServer() const { return m_server->revision(u"shop.git"_s, u"main"_s); }
    Result<Unit> push()
    {
        return plan::push({{u"main"_s, m_first, m_second}, u"web"_s, u"ada"_s}, *m_repository,
                          *m_journal, m_clock, [](const Progress&) {}, {});
    }
    store::OperationRecord recorded() const
    {
        const auto all = m_journal->operations(10);
        return all ? all->value(0) : store::OperationRecord();
    }

private Q_SLOTS:
    void init()
    {
        m_journalFolder.emplace();
        m_journal = m_journalFolder->open();
        m_server = std::make_unique<GitServer>(m_folders.fresh());
        m_server->createRepository(u"shop.git"_s);
        GitFixture here(m_folders.fresh());
        m_first = id(here.commit(u"first"_s, {{u"a"_s, "1\n"}}));
        here.git({u"push"_s, u"-q"_s, m_server->url(u"shop.git"_s), u"main"_s});
        m_repository = std::make_unique<Repository>(Source{u"shop"_s, m_server->url(u"shop.git"_s)},
                                                    m_folders.fresh(), m_runner);
        must(m_repository->open({}, {}));
        const Commit commit = must(m_repository->commits({m_first})).first();
        m_second = must(m_repository->commitTree(commit.tree, {m_first}, u"second\n"_s,
                                                 {u"Ada"_s, u"ada@example.org"_s}));
    }
    void cleanup()
    {
        m_repository.reset();
        m_server.reset();
        m_journal.reset();
    }

    void p8_theRecordComesBeforeThePushAndItsEndAfterwards()
    {
        // What is on the disk while the server takes the push.
        const QString then = m_folders.fresh();
        m_server->setHook(u"shop.git"_s, u"pre-receive"_s,
                          "mkdir -m 700 " + then.toUtf8() + " && cp "
                              + m_journalFolder->file.toUtf8() + "* " + then.toUtf8());
        QVERIFY(push().ok());
        QCOMPARE(onServer(), m_second.toHex());
        const auto kept = store::Journal::open(then + u"/journal.sqlite"_s);
        QVERIFY2(kept.ok(), kept ? "" : qPrintable(kept.error().summary));
        QCOMPARE((*kept)->operations(10)->value(0).outcome, u"running"_s);
        QCOMPARE((*kept)->operations(10)->value(0).commit, m_second.toHex());
        const auto record = recorded();
        QCOMPARE(record.kind, u"push"_s);
        QCOMPARE(record.application, u"web"_s);
        QCOMPARE(record.repository, u"shop"_s);
        QCOMPARE(record.branch, u"main"_s);
        QCOMPARE(record.before, m_first.toHex());
        QCOMPARE(record.commit, m_second.toHex());
        QCOMPARE(record.actor, u"ada"_s);
        QCOMPARE(record.outcome, u"succeeded"_s);
        QCOMPARE(record.started, m_clock.now());
        QCOMPARE(record.finished, m_clock.now());
    }
    void p9_whatCannotBeRecordedIsNotPushed()
    {
        const auto refused = [&] {
            const store::FullDisk full;
            return push();
        }();
        QVERIFY2(refused.error().summary.startsWith(
                     u"The operation cannot be recorded; nothing was sent. "_s),
                 qPrintable(refused.error().summary));
        QCOMPARE(onServer(), m_first.toHex());
        QVERIFY(m_journal->operations(10)->isEmpty());
    }
    void anEndThatCannotBeRecordedDoesNotHideThePush()
    {
        // The disk fills up while the server takes the push.
        m_server->setHook(u"shop.git"_s, u"post-receive"_s,
                          "prlimit --fsize=0: --pid "
                              + QByteArray::number(QCoreApplication::applicationPid()));
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const auto pushed = push();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(!pushed
                     && pushed.error().summary.startsWith(
                         u"%1 is pushed: the remote's main has it. The end of the operation "
                         "(succeeded) cannot be recorded."_s.arg(m_second.shortHex())),
                 pushed ? "" : qPrintable(pushed.error().summary));
        QCOMPARE(onServer(), m_second.toHex());
        QCOMPARE(recorded().outcome, u"running"_s);
    }
    void p11_aRefusalIsRecordedInTheServersWords()
    {
        m_server->setHook(u"shop.git"_s, u"pre-receive"_s, "echo 'Only on Tuesdays.' >&2; exit 1");
        QVERIFY(!push().ok());
        QCOMPARE(recorded().outcome, u"failed"_s);
        QVERIFY(recorded().message.contains(u"Only on Tuesdays."_s));
    }
    void r02_aPushOfWhichNothingIsHeardAgainIsUnknown()
    {
        m_server->setHook(u"shop.git"_s, u"post-receive"_s, "mv \"$PWD\" \"$PWD.away\"");
        QCOMPARE(push().error().kind, Error::Kind::Uncertain);
        QCOMPARE(recorded().outcome, u"unknown"_s);
    }
    void theRecordOfAPushIsNotWhatWasApplied()
    {
        QVERIFY(push().ok());
        QVERIFY(!m_journal->lastApplied(u"web"_s, QString())->has_value());
        QVERIFY(m_journal->begin(store::sync(u"web"_s)).ok()); // and holds up no sync
    }
    void p8_aPushWhoseProcessDiedIsClosedAsUnknown()
    {
        m_journal.reset();
        QProcess dying;
        dying.start(QCoreApplication::applicationFilePath(),
                    {u"--die-while-pushing"_s, m_journalFolder->file});
        QVERIFY(dying.waitForFinished());
        QVERIFY(dying.exitStatus() == QProcess::CrashExit);
        m_journal = m_journalFolder->open();
        QCOMPARE(*closeUnfinished(*m_journal, m_clock),
                 QStringList{u"Plumbline ended during this push of 314af8f to main of shop "
                             "(2026-03-01 12:00 UTC). Whether it arrived is not on record: fetch "
                             "shop and look at main. Pushing again is safe; nothing is sent "
                             "twice."_s});
        QCOMPARE(recorded().outcome, u"unknown"_s);
        QVERIFY(closeUnfinished(*m_journal, m_clock)->isEmpty());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    std::signal(SIGXFSZ, SIG_IGN);
    if (app.arguments().value(1) == u"--die-while-pushing") {
        const auto journal = store::Journal::open(app.arguments().value(2));
        (void)(*journal)->begin(pushRecord());
        return ::raise(SIGKILL);
    }
    RecordedPushTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recordedpush.moc"
