// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/mirror_p.h"

#include <QRegularExpression>

namespace plumb::git {

namespace {

QProcessEnvironment environmentFor(const GitCall& call)
{
    QProcessEnvironment environment;
    const QProcessEnvironment ours = QProcessEnvironment::systemEnvironment();
    if (call.config == GitCall::Config::User) {
        // Home, proxies, agents and the desktop's sockets are what the user's git needs to work as
        // in a terminal; a GIT_DIR or GIT_SSH_COMMAND of somebody's shell is not.
        const QStringList names = ours.keys();
        for (const QString& name : names)
            if (!name.startsWith(u"GIT_"_s) && name != u"SSH_ASKPASS"_s)
                environment.insert(name, ours.value(name));
        environment.insert(u"SSH_ASKPASS_REQUIRE"_s, u"never"_s);
    } else {
        for (const QString& name : {u"PATH"_s, u"TMPDIR"_s})
            if (ours.contains(name))
                environment.insert(name, ours.value(name));
        environment.insert(u"HOME"_s, u"/nonexistent"_s);
        environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
        environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
        environment.insert(u"GIT_NO_REPLACE_OBJECTS"_s, u"1"_s);
    }
    // Its words are parsed, so they must not be translated.
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.remove(u"LANGUAGE"_s);
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
    environment.insert(u"GIT_PAGER"_s, u"cat"_s);
    for (auto it = call.environment.begin(); it != call.environment.end(); ++it)
        environment.insert(it.key(), it.value());
    return environment;
}

QString firstTelling(const QByteArray& errors)
{
    const QStringList lines = QString::fromUtf8(errors).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines)
        if (line.startsWith(u"fatal: "_s) || line.startsWith(u"error: "_s))
            return line.mid(7);
    return lines.isEmpty() ? QString() : lines.first();
}

} // namespace

Result<CommandOutput> runGit(const Mirror& mirror, const GitCall& call, std::stop_token stop)
{
    Command command;
    command.program = u"git"_s;
    command.arguments = {u"--git-dir="_s + mirror.path, u"--no-pager"_s};
    for (const QString& setting :
         {u"core.hooksPath="_s + mirror.path + u"/plumbline-no-hooks"_s, u"core.fsmonitor=false"_s,
          u"core.askPass="_s, u"gc.auto=0"_s, u"maintenance.auto=false"_s,
          u"protocol.ext.allow=never"_s, u"protocol.fd.allow=never"_s,
          u"fetch.recurseSubmodules=false"_s, u"push.recurseSubmodules=no"_s,
          u"push.followTags=false"_s, u"http.lowSpeedLimit=100"_s, u"http.lowSpeedTime=60"_s,
          u"advice.pushUpdateRejected=false"_s})
        command.arguments += {u"-c"_s, setting};
    command.arguments += call.globalOptions;
    command.arguments += call.arguments;
    command.environment = environmentFor(call);
    command.workingDirectory =
        call.workingDirectory.isEmpty() ? mirror.path : call.workingDirectory;
    command.input = call.input;
    command.wallTime = call.wallTime;
    command.maxOutput = 1LL << 30;
    command.maxFileSize = call.maxFileSize;
    command.onOutput = call.onOutput;
    auto result = mirror.runner->run(command, stop, call.onErrorText);
    if (!result && result.error().kind == Error::Kind::NotFound)
        return failure(
            Error::Kind::NotFound,
            u"The program git was not found in PATH. Plumbline needs git 2.34 or newer (on "
            u"Debian: apt install git)."_s,
            result.error().summary);
    return result;
}

Result<QByteArray> gitOutput(const Mirror& mirror, const GitCall& call, std::stop_token stop)
{
    PLUMB_TRY(done, runGit(mirror, call, stop));
    if (done.exitCode == 0)
        return done.output;
    const QString words = withoutPasswords(printable(firstTelling(done.errors), 600));
    return failure(Error::Kind::Internal,
                   u"git %1 failed in the mirror of %2: %3"_s.arg(
                       call.arguments.value(0), mirror.name(),
                       words.isEmpty() ? u"exit code %1."_s.arg(done.exitCode) : words),
                   withoutPasswords(printable(done.errors.trimmed())));
}

QString withoutPasswords(QString text)
{
    static const QRegularExpression kUserInfo(u"([a-z][a-z0-9+.-]*://[^/@:\\s]*):[^/@\\s]*@"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    return text.replace(kUserInfo, u"\\1:***@"_s);
}

Error networkError(const Mirror& mirror, const QByteArray& errors)
{
    const QString text =
        withoutPasswords(printable(QString::fromUtf8(errors).replace(u'\n', u' ')));
    const QString words = withoutPasswords(printable(firstTelling(errors), 600));
    const QString remote =
        withoutPasswords(mirror.isUrl || mirror.source.remote.isEmpty() ? mirror.source.location
                                                                        : mirror.source.remote);
    const auto says = [&](std::initializer_list<QLatin1StringView> phrases) {
        return std::any_of(phrases.begin(), phrases.end(), [&](QLatin1StringView phrase) {
            return text.contains(phrase, Qt::CaseInsensitive);
        });
    };
    using namespace Qt::Literals::StringLiterals;
    using Kind = Error::Kind;
    if (says({"host key verification failed"_L1, "REMOTE HOST IDENTIFICATION HAS CHANGED"_L1}))
        return failure(
            Kind::Forbidden,
            u"The host key of %1 is unknown or has changed, so nothing was sent. Connect "
            u"once with ssh in a terminal and compare the fingerprint."_s.arg(remote),
            text);
    if (says({"authentication failed"_L1, "could not read username"_L1,
              "could not read password"_L1, "permission denied"_L1, "returned error: 401"_L1,
              "invalid username or password"_L1}))
        return failure(
            Kind::Unauthorised,
            u"%1 did not accept your credentials, or git has none for it. Plumbline uses what "
            u"git uses: run “git ls-remote %1” in a terminal once, with your credential "
            u"helper or ssh agent set up, and try again."_s.arg(remote),
            text);
    if (says({"returned error: 403"_L1}))
        return failure(Kind::Forbidden, u"%1 does not allow this: %2"_s.arg(remote, words), text);
    if (says({"ssl certificate problem"_L1, "server certificate verification failed"_L1,
              "certificate subject name"_L1, "violation in certificate"_L1}))
        return failure(Kind::Forbidden,
                       u"The certificate of %1 is not trusted: %2"_s.arg(remote, words), text);
    if (says({"' not found"_L1, "does not appear to be a git repository"_L1, "does not exist"_L1,
              "returned error: 404"_L1, "repository not found"_L1, "no such file or directory"_L1}))
        return failure(
            Kind::NotFound,
            u"There is no Git repository at %1, or you may not see it. Check the address and "
            u"your rights."_s.arg(remote),
            text);
    if (says({"could not resolve"_L1, "failed to connect"_L1, "couldn't connect"_L1,
              "connection refused"_L1, "connection timed out"_L1, "connection reset"_L1,
              "operation too slow"_L1, "network is unreachable"_L1, "unable to access"_L1,
              "hung up unexpectedly"_L1, "early eof"_L1, "empty reply"_L1, "no route to host"_L1}))
        return failure(Kind::Unreachable, u"%1 cannot be reached: %2."_s.arg(remote, words), text);
    return failure(Kind::Internal, u"git could not talk to %1: %2"_s.arg(remote, words), text);
}

std::function<void(QByteArray)> progressParser(OnProgress onProgress)
{
    if (!onProgress)
        return {};
    return [onProgress = std::move(onProgress), rest = QByteArray()](QByteArray piece) mutable {
        rest += piece;
        for (;;) {
            qsizetype end = 0;
            while (end < rest.size() && rest[end] != '\r' && rest[end] != '\n')
                ++end;
            if (end == rest.size())
                break;
            const QString line = QString::fromUtf8(rest.left(end));
            rest.remove(0, end + 1);
            static const QRegularExpression kLine(
                u"^(?:remote: )?([A-Z][A-Za-z ]+): +\\d+% \\((\\d+)/(\\d+)\\)"_s);
            if (const auto match = kLine.match(line); match.hasMatch())
                onProgress({match.captured(1), match.captured(2).toLongLong(),
                            match.captured(3).toLongLong()});
        }
        if (rest.size() > 4096)
            rest.clear();
    };
}

} // namespace plumb::git
