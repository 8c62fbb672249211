// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/jail.h"
#include "manifest/manifest.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace plumb;
using namespace plumb::manifest;

namespace {

// The jail's own; nothing of it is seen outside.
const QString kScratch = u"/tmp"_s;

// A tree of one file, and a tool that does as it is told.
class Prison
{
public:
    Prison() { tree = exportTree({{u"file"_s, "inside"}}, folder.filePath(u"tree"_s)).ok(); }

    Result<CommandOutput> run(const QStringList& deed, JailLimits limits = {})
    {
        JailRequest request{QStringLiteral(BINARY_ROOT "/libexec/plumbline/isolation-probe"), deed,
                            folder.path(), limits};
        ProcessRunner runner;
        return runInJail(request, runner, {});
    }

    QString said(const QStringList& deed)
    {
        const auto output = run(deed);
        return output.ok() ? QString::fromUtf8(output->output + output->errors).trimmed()
                           : output.error().summary;
    }

    QTemporaryDir folder;
    bool tree = false;
};

// Processes of this machine whose command line holds the marker.
int processesWith(const QByteArray& marker)
{
    int count = 0;
    for (const QString& pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        if (pid.toInt() > 0 && pid.toInt() != ::getpid() && file.open(QFile::ReadOnly)
            && file.readAll().contains(marker))
            ++count;
    }
    return count;
}

} // namespace

class JailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void m06_theTreeIsThereAndReadOnly();
    void m06_noOtherFileIsThere();
    void m06_thereIsNoNetwork();
    void m08_processesAreFew();
    void m08_memoryEnds();
    void m08_aFloodIsEnded();
    void m08_whoIgnoresTheEndIsKilled();
    void m08_noDaemonStays();
    void m08_processorTimeEnds();
    void m10_theChildSeesNothingOfOurs();
    void theChildIsNobodyWhereWeAreRoot();
    void withoutBubblewrapNothingRuns();
    void whatCannotBeIsolatedIsRefusedInWords();
};

void JailTest::initTestCase()
{
    Prison prison;
    QVERIFY(prison.tree);
    const auto output = prison.run({u"version"_s});
    QVERIFY2(output.ok(), qPrintable(output.ok() ? QString() : output.error().summary));
}

void JailTest::m06_theTreeIsThereAndReadOnly()
{
    Prison prison;
    QCOMPARE(prison.said({u"read"_s, u"%tree%/file"_s}), u"file: inside"_s);
    QCOMPARE(prison.said({u"write"_s, u"%tree%/file"_s}), u"write: refused"_s);
    QCOMPARE(prison.said({u"write"_s, u"%tree%/new"_s}), u"write: refused"_s);
    QCOMPARE(prison.said({u"write"_s, kScratch + u"/new"_s}), u"write: done"_s);
    QVERIFY(!QFile::exists(kScratch + u"/new"_s));
}

void JailTest::m06_noOtherFileIsThere()
{
    QTemporaryDir other;
    QFile secret(other.filePath(u"secret"_s));
    QVERIFY(secret.open(QFile::WriteOnly) && secret.write("canary") == 6);
    secret.setPermissions(QFile::ReadOwner | QFile::ReadOther);
    secret.close();
    Prison prison;
    for (const QString& path : {secret.fileName(), u"/etc/passwd"_s, u"/proc/self/environ"_s,
                                QDir::homePath() + u"/.bashrc"_s, u"/run/dbus/system_bus_socket"_s,
                                u"/sys/kernel/ostype"_s, u"/usr/bin/git"_s})
        QCOMPARE(prison.said({u"read"_s, path}), u"file: none"_s);
    QStringList roots = prison.said({u"list"_s, u"/"_s}).split(u'\n');
    roots.removeAll(u"."_s);
    roots.removeAll(u".."_s);
    roots.removeAll(u"lib64"_s);
    roots.sort();
    QCOMPARE(roots, (QStringList{u"dev"_s, u"jail"_s, u"lib"_s, u"tmp"_s, u"tool"_s, u"tree"_s,
                                 u"usr"_s}));
}

void JailTest::m06_thereIsNoNetwork()
{
    // A listener that would answer, were there a way to it.
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at = {};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    QCOMPARE(::bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
    QCOMPARE(::listen(listener, 1), 0);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
    Prison prison;
    QCOMPARE(prison.said({u"connect"_s, u"127.0.0.1"_s, QString::number(ntohs(at.sin_port))}),
             u"network: none"_s);
    ::close(listener);
}

void JailTest::m08_processesAreFew()
{
    Prison prison;
    JailLimits limits;
    limits.wallTime = std::chrono::seconds(20);
    limits.processes = 40;
    const auto output = prison.run({u"fork"_s}, limits);
    QVERIFY2(output.ok(), qPrintable(output.ok() ? QString() : output.error().summary));
    const int started =
        QString::fromUtf8(output->output).section(u"processes: "_s, 1).trimmed().toInt();
    QVERIFY2(started > 0 && started < 45, output->output.constData());
}

void JailTest::m08_memoryEnds()
{
    Prison prison;
    const QString said = prison.said({u"memory"_s});
    const int taken = said.section(u"memory: "_s, 1).toInt();
    QVERIFY2(taken >= 512 && taken <= 1536, qPrintable(said));
}

void JailTest::m08_aFloodIsEnded()
{
    Prison prison;
    JailLimits limits;
    limits.output = 4 << 20;
    const auto output = prison.run({u"yes"_s, u"flood-canary"_s}, limits);
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().kind), int(Error::Kind::Invalid));
    QVERIFY2(output.error().summary.endsWith(u"wrote more than 4 MiB and was ended."),
             qPrintable(output.error().summary));
    QTRY_COMPARE(processesWith("flood-canary"), 0);
}

void JailTest::m08_whoIgnoresTheEndIsKilled()
{
    Prison prison;
    JailLimits limits;
    limits.wallTime = std::chrono::milliseconds(500);
    QElapsedTimer timer;
    timer.start();
    const auto output = prison.run({u"stubborn"_s, u"stubborn-canary"_s}, limits);
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().kind), int(Error::Kind::Timeout));
    QVERIFY(timer.elapsed() < 20'000);
    QTRY_COMPARE(processesWith("stubborn-canary"), 0);
}

void JailTest::m08_noDaemonStays()
{
    Prison prison;
    JailLimits limits;
    limits.wallTime = std::chrono::milliseconds(500);
    QVERIFY(!prison.run({u"daemon"_s, u"daemon-canary"_s}, limits).ok());
    QTRY_COMPARE(processesWith("daemon-canary"), 0);
}

void JailTest::m08_processorTimeEnds()
{
    Prison prison;
    JailLimits limits;
    limits.cpuSeconds = 1;
    limits.wallTime = std::chrono::seconds(60);
    const auto output = prison.run({u"spin"_s}, limits);
    QVERIFY2(output.ok(), qPrintable(output.ok() ? QString() : output.error().summary));
    QVERIFY(output->exitCode != 0);
}

void JailTest::m10_theChildSeesNothingOfOurs()
{
    qputenv("PLUMBLINE_CANARY", "canary");
    const int leak = ::dup(0); // not close-on-exec
    Prison prison;
    QStringList seen = prison.said({u"show"_s}).split(u'\n');
    ::close(leak);
    qunsetenv("PLUMBLINE_CANARY");
    seen.sort();
    QCOMPARE(seen,
             (QStringList{u"arg: show"_s, u"env: HOME=/tmp"_s,
                          u"env: KUBECONFIG="_s + kScratch + u"/none"_s, u"env: LANG=C.UTF-8"_s,
                          u"env: PATH=/tool"_s, u"env: PWD=/tree"_s, u"env: TMPDIR=/tmp"_s,
                          u"env: XDG_CACHE_HOME="_s + kScratch + u"/cache"_s,
                          u"env: XDG_CONFIG_HOME="_s + kScratch + u"/config"_s,
                          u"env: XDG_DATA_HOME="_s + kScratch + u"/data"_s, u"fd: 0"_s, u"fd: 1"_s,
                          u"fd: 2"_s}));
}

void JailTest::theChildIsNobodyWhereWeAreRoot()
{
    // RLIMIT_NPROC does not bind root, so another user must do the work.
    Prison prison;
    QCOMPARE(prison.said({u"user"_s}), u"user: %1"_s.arg(::geteuid() == 0 ? 65534U : ::geteuid()));
}

void JailTest::withoutBubblewrapNothingRuns()
{
    QTemporaryDir folder, nothing;
    JailRequest request{QStringLiteral(BINARY_ROOT "/libexec/plumbline/isolation-probe"),
                        {u"version"_s},
                        folder.path(),
                        {}};
    request.helperPath = nothing.path();
    ProcessRunner runner;
    const auto output = runInJail(request, runner, {});
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().kind), int(Error::Kind::Unsupported));
    QCOMPARE(
        output.error().summary,
        u"The renderer was not run, because it cannot be isolated here: the program bwrap was not found in %1. Install bubblewrap and allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or choose to render without isolation (plumb render --without-isolation)."_s
            .arg(nothing.path()));
}

void JailTest::whatCannotBeIsolatedIsRefusedInWords()
{
    // A bubblewrap that may make no namespace
    class Refused final : public CommandRunner
    {
    public:
        Result<CommandOutput> run(const Command&, std::stop_token,
                                  std::function<void(QByteArray)>) override
        {
            return CommandOutput{1, {}, "bwrap: No permissions to create new namespace\n"};
        }
    } runner;
    Prison prison;
    const auto output = runInJail({QStringLiteral(BINARY_ROOT "/libexec/plumbline/isolation-probe"),
                                   {},
                                   prison.folder.path(),
                                   {}},
                                  runner, {});
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().kind), int(Error::Kind::Unsupported));
    QVERIFY(output.error().summary.startsWith(
        u"The renderer was not run, because it cannot be isolated here: bwrap: No permissions to "
        u"create new namespace."));
}

QTEST_GUILESS_MAIN(JailTest)
#include "tst_jail.moc"
