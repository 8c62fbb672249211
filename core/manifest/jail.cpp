// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/jail.h"

#include "base/text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace plumb::manifest {

namespace {

// As root the limit on processes binds nobody, inside bubblewrap neither: another user does the
// work.
constexpr uint kNobody = 65534;

QString insideName(const QString& tool)
{
    return u"/tool/"_s + QFileInfo(tool).fileName();
}

Error noIsolation(const QString& why)
{
    return failure(
        Error::Kind::Unsupported,
        u"The renderer was not run, because it cannot be isolated here: %1. Install bubblewrap and "
        u"allow user namespaces "
        "(sysctl kernel.unprivileged_userns_clone=1), or choose to render without isolation (plumb render --without-isolation)."_s
            .arg(why));
}

bool othersMay(const QString& path)
{
    struct stat about = {};
    for (QString at = path;; at = QFileInfo(at).path()) {
        const bool isTool = at == path;
        if (::stat(QFile::encodeName(at).constData(), &about) != 0 || (about.st_mode & S_IXOTH) == 0
            || (isTool && (about.st_mode & S_IROTH) == 0))
            return false;
        if (at == u"/")
            return true;
    }
}

// The tool where the unprivileged user can reach it.
Result<QString> reachable(const QString& tool, const QString& folder)
{
    if (::geteuid() != 0 || othersMay(tool))
        return tool;
    const QString copy = folder + u"/tool"_s;
    if (!QFile::exists(copy)
        && (!QFile::copy(tool, copy) || ::chmod(QFile::encodeName(copy).constData(), 0755) != 0))
        return failure(
            Error::Kind::Internal,
            u"%1 could not be copied to where the renderer runs."_s.arg(printable(tool)));
    return copy;
}

Result<Unit> handOver(const QString& folder)
{
    if (::geteuid() != 0)
        return Unit{};
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    bool ok = ::lchown(QFile::encodeName(folder).constData(), kNobody, kNobody) == 0;
    while (ok && all.hasNext())
        ok = ::lchown(QFile::encodeName(all.next()).constData(), kNobody, kNobody) == 0;
    if (!ok)
        return failure(Error::Kind::Internal,
                       u"The tree could not be handed to the user that renders it."_s);
    return Unit{};
}

Command limited(const JailLimits& limits)
{
    Command command;
    command.wallTime = limits.wallTime;
    command.maxOutput = limits.output;
    command.maxMemory = limits.memory;
    command.maxCpuSeconds = limits.cpuSeconds;
    command.maxFileSize = limits.fileSize;
    return command;
}

// Everything a Go program of this trade asks for; none of it is the user's.
QList<std::pair<QString, QString>> variables(const QString& toolFolder, const QString& scratch)
{
    return {{u"PATH"_s, toolFolder},
            {u"HOME"_s, scratch},
            {u"TMPDIR"_s, scratch},
            {u"XDG_CONFIG_HOME"_s, scratch + u"/config"_s},
            {u"XDG_CACHE_HOME"_s, scratch + u"/cache"_s},
            {u"XDG_DATA_HOME"_s, scratch + u"/data"_s},
            {u"KUBECONFIG"_s, scratch + u"/none"_s},
            {u"LANG"_s, u"C.UTF-8"_s}};
}

QStringList walls(const QString& tool, const QString& tree, const QString& prlimit)
{
    QStringList walls{
        u"--unshare-all"_s, u"--die-with-parent"_s, u"--new-session"_s, u"--clearenv"_s,
        u"--hostname"_s,    u"renderer"_s,          u"--dev"_s,         u"/dev"_s,
        u"--size"_s,        u"67108864"_s,          u"--tmpfs"_s,       u"/tmp"_s};
    for (const QString& libraries : {u"/lib"_s, u"/lib64"_s, u"/usr/lib"_s, u"/usr/lib64"_s})
        walls << u"--ro-bind-try"_s << libraries << libraries;
    walls << u"--ro-bind"_s << prlimit << u"/jail/prlimit"_s;
    walls << u"--ro-bind"_s << tool << insideName(tool);
    walls << u"--ro-bind"_s << tree << u"/tree"_s << u"--chdir"_s << u"/tree"_s;
    for (const auto& [name, value] : variables(u"/tool"_s, u"/tmp"_s))
        walls << u"--setenv"_s << name << value;
    return walls;
}

} // namespace

Result<CommandOutput> runInJail(const JailRequest& request, CommandRunner& runner,
                                std::stop_token stop)
{
    const QString bwrap = findProgram(u"bwrap"_s, request.helperPath);
    const QString prlimit = findProgram(u"prlimit"_s, request.helperPath);
    const QString setpriv = findProgram(u"setpriv"_s, request.helperPath);
    const bool isRoot = ::geteuid() == 0;
    if (bwrap.isEmpty())
        return noIsolation(u"the program bwrap was not found in %1"_s.arg(request.helperPath));
    if (prlimit.isEmpty() || (isRoot && setpriv.isEmpty()))
        return noIsolation(u"prlimit or setpriv (package util-linux) was not found in %1"_s.arg(
            request.helperPath));
    PLUMB_TRY(tool, reachable(request.tool, request.folder));
    PLUMB_CHECK(handOver(request.folder));

    Command command = limited(request.limits);
    command.program = bwrap;
    command.environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    command.workingDirectory = u"/"_s;
    if (isRoot) {
        // The change of user clears the death signal that ties the child to us.
        command.program = setpriv;
        command.arguments << u"--reuid=%1"_s.arg(kNobody) << u"--regid=%1"_s.arg(kNobody)
                          << u"--clear-groups"_s << u"--inh-caps=-all"_s << u"--no-new-privs"_s
                          << u"--pdeathsig=KILL"_s << bwrap;
    }
    command.arguments << walls(tool, request.folder + u"/tree"_s, prlimit);
    // Inside its own user namespace only the jail's processes count.
    command.arguments << u"--"_s << u"/jail/prlimit"_s
                      << u"--nproc=%1"_s.arg(request.limits.processes) << u"--nofile=256"_s
                      << insideName(tool);
    command.arguments << QStringList(request.arguments).replaceInStrings(u"%tree%"_s, u"/tree"_s);
    PLUMB_TRY(output, runner.run(command, stop));
    if (output.exitCode != 0
        && (output.errors.startsWith("bwrap: ") || output.errors.startsWith("setpriv: ")))
        return noIsolation(printable(output.errors.trimmed(), 300));
    return output;
}

Result<CommandOutput> runOpenly(const JailRequest& request, CommandRunner& runner,
                                std::stop_token stop)
{
    const QString scratch = request.folder + u"/scratch"_s;
    QDir().mkpath(scratch);
    Command command = limited(request.limits);
    command.program = request.tool;
    command.workingDirectory = request.folder + u"/tree"_s;
    for (const auto& [name, value] : variables(scratch, scratch))
        command.environment.insert(name, value);
    command.arguments =
        QStringList(request.arguments).replaceInStrings(u"%tree%"_s, request.folder + u"/tree"_s);
    return runner.run(command, stop);
}

} // namespace plumb::manifest
