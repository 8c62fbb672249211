// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/commandrunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

using namespace plumb;

namespace {

Command shell(const QString& script)
{
    Command command;
    command.program = u"/bin/sh"_s;
    command.arguments = {u"-c"_s, script};
    command.environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    return command;
}

} // namespace

class CommandRunnerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outputErrorsAndExitCodeAreTold()
    {
        ProcessRunner runner;
        auto command = shell(u"cat; echo bad >&2; exit 3"_s);
        command.input = "hello";
        const auto done = runner.run(command, {});
        QVERIFY(done.ok());
        QCOMPARE(done->output, "hello");
        QCOMPARE(done->errors, "bad\n");
        QCOMPARE(done->exitCode, 3);
    }
    void m10_theChildInheritsNothing()
    {
        qputenv("PLUMBLINE_CANARY", "canary");
        ProcessRunner runner;
        const auto done = runner.run(shell(u"env; ls /proc/self/fd | tr '\\n' ' '"_s), {});
        QVERIFY(done.ok());
        QVERIFY(!done->output.contains("CANARY"));
        QVERIFY2(done->output.contains("0 1 2 3 \n") || done->output.endsWith("0 1 2 3 "),
                 done->output.constData()); // 3 is ls reading its own folder
    }
    void aMissingProgramSaysWhereItWasLookedFor()
    {
        ProcessRunner runner;
        Command command;
        command.program = u"no-such-program"_s;
        command.environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
        const auto done = runner.run(command, {});
        QCOMPARE(done.error().kind, Error::Kind::NotFound);
        QCOMPARE(done.error().summary,
                 u"The program no-such-program was not found (looked in: /usr/bin:/bin)."_s);
    }
    void m08_aProgramThatFloodsIsEnded()
    {
        ProcessRunner runner;
        auto command = shell(u"yes"_s);
        command.maxOutput = 1 << 20;
        const auto done = runner.run(command, {});
        QCOMPARE(done.error().kind, Error::Kind::Invalid);
        QCOMPARE(done.error().summary, u"sh wrote more than 1 MiB and was ended."_s);
    }
    void m08_aProgramThatIgnoresTermIsEndedWithItsChildren()
    {
        QTemporaryDir folder;
        ProcessRunner runner;
        auto command = shell(
            u"trap '' TERM; sleep 300 & echo $! > %1/pid; wait; sleep 300"_s.arg(folder.path()));
        command.wallTime = std::chrono::milliseconds(300);
        const auto done = runner.run(command, {});
        QCOMPARE(done.error().kind, Error::Kind::Timeout);
        QFile file(folder.filePath(u"pid"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const int child = file.readAll().trimmed().toInt();
        QVERIFY(child > 0);
        // A zombie that nobody has reaped yet has no executable any more.
        QTRY_VERIFY(QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(child)).isEmpty());
    }
    void stoppingEndsTheProgram()
    {
        ProcessRunner runner;
        std::stop_source source;
        source.request_stop();
        QElapsedTimer timer;
        timer.start();
        const auto done = runner.run(shell(u"exec sleep 300"_s), source.get_token());
        QCOMPARE(done.error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 20'000);
    }
    void memoryIsLimited()
    {
        ProcessRunner runner;
        auto command = shell(u"exec dd if=/dev/zero of=/dev/null bs=1G count=1"_s);
        command.maxMemory = 256LL << 20;
        const auto done = runner.run(command, {});
        QVERIFY(done.ok());
        QVERIFY(done->exitCode != 0);
        QVERIFY(done->errors.contains("memory"));
    }
    void errorTextArrivesWhileItRuns()
    {
        ProcessRunner runner;
        QByteArray heard;
        const auto done = runner.run(shell(u"echo one >&2; echo two >&2"_s), {},
                                     [&](const QByteArray& text) { heard += text; });
        QVERIFY(done.ok());
        QCOMPARE(heard, "one\ntwo\n");
    }
};

QTEST_GUILESS_MAIN(CommandRunnerTest)
#include "tst_commandrunner.moc"
