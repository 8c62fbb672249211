// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/commandrunner.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/startup.h"
#include "git/repository.h"
#include "process.h"
#include "sandbox/sandbox.h"

#include <QCoreApplication>
#include <QDir>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

namespace plumb::cli {

namespace {

QString gStartDirectory;

void say(FILE* where, const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), where);
}

void add(QCommandLineParser& parser, const Option& option)
{
    QCommandLineOption one(namesOf(option), QString::fromLatin1(option.help));
    if (option.valueName)
        one.setValueName(QString::fromLatin1(option.valueName));
    if (option.fallback)
        one.setDefaultValue(QString::fromLatin1(option.fallback));
    parser.addOption(one);
}

int misuse(const QString& sentence)
{
    say(stderr, u"plumb: "_s + printable(sentence) + u'\n');
    return int(ExitCode::Usage);
}

// What the user typed, checked against the table. Answers an exit code where there is nothing to
// run.
std::optional<int> parse(QCommandLineParser& parser, const QStringList& arguments,
                         const Command*& command)
{
    // The command is the first word that is no option and no option's value.
    QString name;
    for (qsizetype i = 1; i < arguments.size() && name.isEmpty(); ++i) {
        if (arguments[i] == u"--workspace" || arguments[i] == u"--kubeconfig")
            ++i;
        else if (!arguments[i].startsWith(u'-'))
            name = arguments[i];
    }
    if (name == u"help" || name.isEmpty()) {
        if (arguments.contains(u"--version"_s)) {
            say(stdout, u"plumb "_s + u"" PLUMBLINE_VERSION ""_s + u'\n');
            return 0;
        }
        if (name.isEmpty() && !arguments.contains(u"--help"_s) && !arguments.contains(u"-h"_s)) {
            say(stderr, help());
            return int(ExitCode::Usage);
        }
        say(stdout, help());
        return 0;
    }
    const auto& all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Command& one) {
        return QLatin1String(one.name) == name;
    });
    if (found == all.end())
        return misuse(u"There is no command \"%1\". `plumb --help` lists them."_s.arg(name));
    command = &*found;
    for (const Option& option : globalOptions())
        add(parser, option);
    for (const Option& option : command->options)
        add(parser, option);
    if (!command->formats.empty())
        add(parser, {"o,output", "FORMAT", "Form of the output.", command->formats.front()});
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    if (!parser.parse(arguments))
        return misuse(parser.errorText() + u" `plumb %1 --help` lists the options."_s.arg(name));
    if (parser.isSet(u"help"_s)) {
        say(stdout, help(*command));
        return 0;
    }
    const auto given = parser.positionalArguments().size() - 1;
    if (given < command->minArguments || given > command->maxArguments)
        return misuse(
            u"Usage: plumb %1 %2"_s.arg(name, QString::fromLatin1(command->synopsis)).trimmed());
    if (!command->formats.empty()
        && std::none_of(command->formats.begin(), command->formats.end(), [&](const char* format) {
               return QLatin1String(format) == parser.value(u"output"_s);
           }))
        return misuse(
            u"\"%1\" is not an output form of plumb %2. `plumb %2 --help` lists them."_s.arg(
                parser.value(u"output"_s), name));
    return std::nullopt;
}

ExitCode run(const Command& command, Invocation& invocation)
{
    if (command.readsWorkspace) {
        const auto loaded = invocation.ask([](engine::Engine& engine) { return engine.load(); });
        if (!loaded)
            return invocation.fail(loaded.error());
        const auto problems = invocation.look([&command](engine::Engine& engine) {
            QStringList sentences;
            for (const auto& problem : engine.workspace().problems)
                sentences.append(problem.message);
            if (command.asksClusters && !engine.workspace().applications.isEmpty())
                sentences += engine.kubeconfigProblems();
            return sentences + engine.interruptedOperations();
        });
        for (const QString& sentence : problems)
            invocation.complain(sentence);
    }
    return command.run(invocation);
}

// SIGINT and SIGTERM ask to stop; a second one ends the program, once the journal is written.
class Signals : public QObject
{
public:
    explicit Signals(std::stop_source& source)
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
        m_file = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
        auto* notifier = new QSocketNotifier(m_file, QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, &source] {
            signalfd_siginfo info;
            while (::read(m_file, &info, sizeof info) > 0) {
                if (source.stop_requested())
                    ::_exit(130);
                source.request_stop();
                say(stderr, u"plumb: stopping; press Ctrl+C again to leave at once\n"_s);
            }
        });
    }
    ~Signals() override { ::close(m_file); }

private:
    int m_file = -1;
};

int runProgram(int argc, char** argv)
{
    gStartDirectory = QDir::currentPath();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"plumb"_s);
    std::stop_source source;
    Signals signalsOfTerminal(source); // before any thread is made, so that all block them
    installLogHandler();
    hardenProcess();

    QCommandLineParser parser;
    const Command* command = nullptr;
    if (const auto done = parse(parser, application.arguments(), command))
        return *done;

    engine::Settings settings;
    settings.paths = Paths::fromEnvironment();
    settings.kubeconfigFile = Invocation::absolute(parser.value(u"kubeconfig"_s));
    settings.workspaceFile = Invocation::absolute(
        parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s)
                                     : qEnvironmentVariable("PLUMBLINE_WORKSPACE"));
    std::unique_ptr<sandbox::Sandbox> box;
    // `plumb sandbox` opens it itself, and cannot reset one that is open.
    if (parser.isSet(u"sandbox"_s) && QLatin1String(command->name) != QLatin1String("sandbox")) {
        auto opened = openSandbox(settings);
        if (!opened) {
            say(stderr, u"plumb: "_s + printable(opened.error().summary) + u'\n');
            return int(exitCodeOf(opened.error()));
        }
        box = std::move(*opened);
    } else if (const auto ready = prepare(settings); !ready) {
        say(stderr, u"plumb: "_s + printable(ready.error().summary) + u'\n');
        return int(exitCodeOf(ready.error()));
    }

    ProcessRunner runner;
    const SystemClock clock;
    engine::Engine engine(settings, runner, clock);
    Invocation invocation(*command, parser, &engine, source.get_token());
    int code = 0;
    QFutureWatcher<ExitCode> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &application, [&] {
        code = int(watcher.result());
        QCoreApplication::quit();
    });
    watcher.setFuture(QtConcurrent::run([&] { return run(*command, invocation); }));
    QCoreApplication::exec();
    return code;
}

} // namespace

QString startDirectory()
{
    return gStartDirectory;
}

} // namespace plumb::cli

int main(int argc, char** argv)
{
    return plumb::cli::runProgram(argc, argv);
}
