// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/isolationcheck.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

namespace {

const QString kProbe = QStringLiteral(BINARY_ROOT "/libexec/plumbline/isolation-probe");

// A jail of air: whatever is to run behind the walls runs in the open, and no limit holds.
class NoWalls final : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& walled, std::stop_token stop,
                              std::function<void(QByteArray)>) override
    {
        const auto tool = walled.arguments.lastIndexOf(u"/tool/isolation-probe"_s);
        const auto tree = walled.arguments.indexOf(u"/tree"_s) - 1;
        Command open;
        open.program = kProbe;
        open.arguments = walled.arguments.mid(tool + 1);
        open.arguments.replaceInStrings(u"/tree/"_s, walled.arguments.value(tree) + u'/');
        const QString deed = open.arguments.value(0);
        if (deed == u"stubborn" || deed == u"yes" || deed == u"spin")
            return CommandOutput{}; // it went on as long as it liked
        open.wallTime = walled.wallTime;
        return ProcessRunner().run(open, stop);
    }
};

QStringList sentences(const QList<IsolationAttempt>& attempts, bool failed)
{
    QStringList all;
    for (const auto& one : attempts)
        if (one.failed == failed)
            all.append(one.name + u": "_s + one.words);
    return all;
}

} // namespace

class IsolationCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m06_m08_whateverAHostileToolTriesFails();
    void m06_m08_aJailWithoutWallsIsFoundOut();
    void aProbeThatDoesNotRunProvesNothing();
    void withoutIsolationThereIsNothingToCheck();
};

void IsolationCheckTest::m06_m08_whateverAHostileToolTriesFails()
{
    ProcessRunner runner;
    const auto attempts = checkIsolation(kProbe, runner, {});
    QVERIFY2(attempts.ok(), qPrintable(attempts.ok() ? QString() : attempts.error().summary));
    QCOMPARE(sentences(*attempts, false), QStringList());
    QStringList failed = sentences(*attempts, true);
    QCOMPARE(failed.size(), 10);
    // The number depends on what the jail itself needs.
    const QString forks = failed.takeAt(4);
    QVERIFY2(forks.startsWith(u"start processes without end: ended at "), qPrintable(forks));
    QCOMPARE(failed,
             (QStringList{u"reach the network: a listener on this machine could not be reached"_s,
                          u"read the home folder: there is no home folder"_s,
                          u"read another repository: a file outside the tree was not there"_s,
                          u"change the tree: the tree is read-only"_s,
                          u"take memory without end: ended below 1536 MiB"_s,
                          u"compute without end: ended after 1 s of processor time"_s,
                          u"wait without end, deaf to the request to stop: ended after 1 s"_s,
                          u"print without end: ended after 1 MiB"_s,
                          u"leave a process behind: nothing of it was left"_s}));
}

void IsolationCheckTest::m06_m08_aJailWithoutWallsIsFoundOut()
{
    NoWalls runner;
    const auto attempts = checkIsolation(kProbe, runner, {});
    QVERIFY2(attempts.ok(), qPrintable(attempts.ok() ? QString() : attempts.error().summary));
    QCOMPARE(sentences(*attempts, true), QStringList());
    QCOMPARE(sentences(*attempts, false),
             (QStringList{u"reach the network: a listener on this machine was reached"_s,
                          u"read the home folder: %1 could be listed"_s.arg(QDir::homePath()),
                          u"read another repository: a file outside the tree was read"_s,
                          u"change the tree: a file was written into the tree"_s,
                          u"start processes without end: started 256 processes, 64 are allowed"_s,
                          u"take memory without end: took 8192 MiB, 1536 are allowed"_s,
                          u"compute without end: was not ended after 1 s of processor time"_s,
                          u"wait without end, deaf to the request to stop: was not ended"_s,
                          u"print without end: its output was taken without a limit"_s,
                          u"leave a process behind: it was still running; the check ended it"_s}));
}

void IsolationCheckTest::aProbeThatDoesNotRunProvesNothing()
{
    class Mute final : public CommandRunner
    {
    public:
        Result<CommandOutput> run(const Command&, std::stop_token,
                                  std::function<void(QByteArray)>) override
        {
            return CommandOutput{127, {}, "prlimit: failed to execute\x1b[31m\n"};
        }
    } runner;
    const auto attempts = checkIsolation(kProbe, runner, {});
    QVERIFY(!attempts.ok());
    QCOMPARE(
        attempts.error().summary,
        u"The probe did not run in the jail, so nothing is known: prlimit: failed to execute\\x1b[31m"_s);
}

void IsolationCheckTest::withoutIsolationThereIsNothingToCheck()
{
    class Refused final : public CommandRunner
    {
    public:
        Result<CommandOutput> run(const Command&, std::stop_token,
                                  std::function<void(QByteArray)>) override
        {
            return CommandOutput{1, {}, "bwrap: No permissions to create new namespace\n"};
        }
    } runner;
    const auto attempts = checkIsolation(kProbe, runner, {});
    QVERIFY(!attempts.ok());
    QCOMPARE(int(attempts.error().kind), int(Error::Kind::Unsupported));
}

QTEST_GUILESS_MAIN(IsolationCheckTest)
#include "tst_isolationcheck.moc"
