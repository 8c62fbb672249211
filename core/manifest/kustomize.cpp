// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "manifest/exporttree_p.h"
#include "manifest/jail.h"
#include "manifest/kustomizationcheck_p.h"
#include "manifest/render_p.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace plumb::manifest {

namespace {

// What a renderer may hand us. // docs/adr/0005
constexpr yaml::Budget kRendered{64LL << 20, 4LL << 20, 50'000, 64, 10'000, 5'000'000};

// What it says when it is asked.
QString versionIn(const Tool& tool, const QByteArray& said)
{
    const QString text = QString::fromUtf8(said).trimmed();
    const QString version = tool.isKubectl ? text.section(u"Kustomize Version: "_s, 1, 1) : text;
    return printable(version.section(u'\n', 0, 0), 60);
}

QStringList versionQuestion(const Tool& tool)
{
    return tool.isKubectl ? QStringList{u"version"_s, u"--client"_s} : QStringList{u"version"_s};
}

class Build
{
public:
    Build(const RenderRequest& request, Tool tool, CommandRunner& runner, std::stop_token stop)
        : m_request(request)
        , m_tool(std::move(tool))
        , m_runner(runner)
        , m_stop(std::move(stop))
        , m_path(normalised(request.path))
    {
    }

    Result<Desired> run()
    {
        if (!m_scratch.isValid())
            return failure(Error::Kind::Internal,
                           u"No temporary folder could be made for rendering."_s,
                           m_scratch.errorString());
        const QList<File> files = withoutLinksOut(m_request.files, &m_leftOut);
        m_kustomizations = kustomizationsBelow(m_request.files, m_path);
        if (const auto refused = refusal(m_kustomizations, m_request.files))
            return failure(Error::Kind::Invalid, sentence(*refused));
        PLUMB_CHECK(exportTree(files, m_scratch.filePath(u"tree"_s)));
        QStringList arguments{u"%tree%/"_s + m_path};
        arguments.prepend(m_tool.isKubectl ? u"kustomize"_s : u"build"_s);
        PLUMB_TRY(built, ran(arguments));
        if (built.exitCode != 0)
            return toolFailed(built);
        if (!built.output.isEmpty() && !built.output.endsWith('\n'))
            return failure(
                Error::Kind::Invalid,
                u"%1 stopped in the middle of a line, so its output is not whole; nothing of it is used. Render again."_s
                    .arg(m_tool.name()));
        PLUMB_TRY(said, version());
        return collected(built.output, said);
    }

private:
    Result<CommandOutput> ran(const QStringList& arguments)
    {
        const JailRequest jail{m_tool.path, arguments, m_scratch.path(), {}};
        auto output =
            m_openly ? runOpenly(jail, m_runner, m_stop) : runInJail(jail, m_runner, m_stop);
        if (!output && output.error().kind == Error::Kind::Unsupported
            && m_request.allowWithoutIsolation && !m_openly) {
            m_openly = true;
            return ran(arguments);
        }
        return output;
    }

    Result<QString> version()
    {
        if (!m_request.toolVersion.isEmpty())
            return m_request.toolVersion;
        PLUMB_TRY(told, ran(versionQuestion(m_tool)));
        return versionIn(m_tool, told.output);
    }

    Error toolFailed(const CommandOutput& output) const
    {
        QStringList lines;
        // What the jail calls the root of the repository.
        static const QRegularExpression kRoot(u"(?<![\\w.-])/tree/"_s);
        for (const QByteArray& line : output.errors.left(20'000).trimmed().split('\n'))
            lines += printable(line).remove(kRoot);
        const QString words = lines.join(u'\n');
        QString last = lines.constLast().left(600);
        for (const auto& opening : {u"Error: "_s, u"`: "_s}) // the end of a text of several lines
            if (last.startsWith(opening))
                last.remove(0, opening.size());
        if (words.contains(u"out of memory") || words.contains(u"cannot allocate memory"))
            last = u"it needed more than the 1.5 GiB of memory that it may use (an alias bomb?)"_s;
        else if (words.startsWith(u"prlimit: failed to execute"))
            last =
                u"%1 is not a program that runs alone (a script or a wrapper?); put the real one into PATH"_s
                    .arg(printable(m_tool.path));
        else if (last.isEmpty())
            last = u"it ended with code %1 and no words"_s.arg(output.exitCode);
        QString summary = u"%1 could not render %2: %3"_s.arg(m_tool.name(), shownPath(), last);
        if (const auto place = placeOf(m_kustomizations, QString::fromUtf8(output.errors)))
            summary.prepend(sentence(*place));
        if (!m_leftOut.isEmpty())
            summary += u" (Left out, since these links lead out of the repository: %1.)"_s.arg(
                printable(m_leftOut.join(u", "_s), 300));
        return failure(Error::Kind::Invalid, summary, words);
    }

    Result<Desired> collected(const QByteArray& output, const QString& said) const
    {
        const QString file = kustomizationOf(m_request.files, m_path);
        Collector collector(m_request.ns);
        collector.add(output, file, kRendered, false);
        Desired desired = collector.take(m_tool.name() + u' ' + said
                                         + (m_openly ? u", not isolated"_s : QString()));
        desired.isIsolated = !m_openly;
        if (desired.objects.isEmpty() && desired.problems.isEmpty()) {
            desired.problems.append(
                {file, 0, 0,
                 u"%1 renders %2 to nothing; the desired state is unknown, so nothing is compared or pruned"_s
                     .arg(m_tool.name(), shownPath())});
            desired.isComplete = false;
        }
        return desired;
    }

    QString shownPath() const
    {
        return m_path.isEmpty() ? u"the root of the repository"_s : printable(m_path);
    }
    static QString sentence(const Problem& problem)
    {
        return u"%1:%2:%3: %4"_s.arg(printable(problem.file))
            .arg(problem.line)
            .arg(problem.column)
            .arg(problem.message);
    }

    const RenderRequest& m_request;
    Tool m_tool;
    CommandRunner& m_runner;
    std::stop_token m_stop;
    QString m_path;
    QTemporaryDir m_scratch;
    QStringList m_leftOut;
    QList<Kustomization> m_kustomizations;
    bool m_openly = false;
};

} // namespace

Result<Tool> findTool(const QString& path)
{
    for (const bool isKubectl : {false, true}) {
        const QString found = findProgram(isKubectl ? u"kubectl"_s : u"kustomize"_s, path);
        const QString real = found.isEmpty() ? found : QFileInfo(found).canonicalFilePath();
        if (!real.isEmpty())
            return Tool{real, isKubectl};
    }
    return failure(
        Error::Kind::NotFound,
        u"This application needs kustomize, and neither kustomize (5 or newer) nor kubectl (1.27 "
        u"or newer, whose `kubectl kustomize` does the same) "
        "was found in PATH (%1). Debian 12 packages neither; upstream offers them at "
        "https://kubectl.docs.kubernetes.io/installation/kustomize "
        "and https://kubernetes.io/docs/tasks/tools. Everything else works without them."_s.arg(
            path.isEmpty() ? u"empty"_s : printable(path, 1000)));
}

Result<QString> versionOf(const Tool& tool, CommandRunner& runner, std::stop_token stop)
{
    const QTemporaryDir scratch;
    PLUMB_CHECK(exportTree({}, scratch.filePath(u"tree"_s)));
    PLUMB_TRY(told, runInJail({tool.path, versionQuestion(tool), scratch.path(), {}}, runner,
                              std::move(stop)));
    const QString version = told.exitCode == 0 ? versionIn(tool, told.output) : QString();
    if (version.isEmpty())
        return failure(Error::Kind::Invalid,
                       u"%1 does not say which version it is."_s.arg(printable(tool.path)));
    return version;
}

Result<Desired> renderKustomize(const RenderRequest& request, CommandRunner& runner,
                                std::stop_token stop)
{
    PLUMB_TRY(tool, findTool(request.toolPath));
    if (kustomizationOf(request.files, normalised(request.path)).isEmpty())
        return failure(
            Error::Kind::Invalid,
            u"The folder %1 holds no kustomization.yaml at this revision, and the application's renderer is kustomize."_s
                .arg(request.path.isEmpty() ? u"."_s : printable(request.path)));
    return Build(request, tool, runner, std::move(stop)).run();
}

} // namespace plumb::manifest
