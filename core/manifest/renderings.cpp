// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/renderings.h"

#include "manifest/render_p.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonObject>

#include <sys/stat.h>

namespace plumb::manifest {

namespace {

// More than this is read as one repository, whose limits are then named. // reliability G6
constexpr qsizetype kMostFiles = 20'000;
constexpr qint64 kMostBytes = 100LL << 20;

struct ToolState
{
    QString name, version, digest; //!< "kubectl kustomize", "v5.5.0", of the program's bytes
};

// Changes whenever the program does, for as good as nothing.
QByteArray stampKey(const Tool& tool)
{
    struct stat about = {};
    ::stat(QFile::encodeName(tool.path).constData(), &about);
    QStringList parts{u"tool"_s, tool.path, tool.name()};
    for (const qint64 number : {qint64(about.st_dev), qint64(about.st_ino), qint64(about.st_size),
                                qint64(about.st_mtim.tv_sec), qint64(about.st_mtim.tv_nsec)})
        parts.append(QString::number(number));
    return RenderCache::keyOf(parts);
}

QByteArray lastToolKey()
{
    return RenderCache::keyOf({u"last tool"_s});
}

QString digestOfFile(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QFile::ReadOnly) || !hash.addData(&file))
        return {};
    return QString::fromLatin1(hash.result().toHex());
}

bool hasLinks(const QList<File>& files)
{
    return std::any_of(files.begin(), files.end(),
                       [](const File& each) { return each.kind == File::Kind::Symlink; });
}

bool isTooMuch(const QList<File>& files)
{
    qint64 bytes = 0;
    for (const File& each : files)
        bytes += each.bytes.size();
    return files.size() > kMostFiles || bytes > kMostBytes;
}

} // namespace

//! One render, from the question to the answer.
class Renderings::Job
{
public:
    Job(Renderings& renderings, const Wanted& wanted, const Source& source, CommandRunner& runner,
        std::stop_token stop)
        : m_cache(renderings.m_cache)
        , m_queue(renderings.m_queue)
        , m_wanted(wanted)
        , m_source(source)
        , m_runner(runner)
        , m_stop(std::move(stop))
    {
    }

    Result<Rendering> run()
    {
        PLUMB_TRY(closure, closureOf(m_wanted.path, m_wanted.kind, m_source.folder));
        m_isKustomize = closure.kind == Kind::Kustomize;
        if (m_isKustomize)
            m_tool = stateOfTool();
        PLUMB_TRY(rendering, within(closure));
        if (rendering)
            return *rendering;
        PLUMB_TRY(whole, widened(closure, m_source.folder));
        PLUMB_TRY(last, within(whole));
        return *last;
    }

private:
    //! None: the renderer needs to see more than this closure.
    Result<std::optional<Rendering>> within(const Closure& closure)
    {
        const QByteArray key = keyOf(closure);
        if (const auto kept = find(key))
            return rendered(closure, *kept);
        std::optional<RenderQueue::Turn> turn;
        if (m_isKustomize) {
            PLUMB_TRY(mine, m_queue.turn(key, m_source.newness(), m_stop));
            turn.emplace(std::move(mine));
            // Perhaps it was rendered meanwhile.
            if (const auto kept = find(key))
                return rendered(closure, *kept);
        }
        PLUMB_TRY(files, filesOf(closure));
        const bool mayNeedMore = m_isKustomize && !closure.isWhole();
        if (mayNeedMore && (hasLinks(files.files) || isTooMuch(files.files))) {
            if (isKept())
                m_cache.putTooLittle(key);
            return std::optional<Rendering>();
        }
        const auto desired = manifest::render(requestFor(closure, files.files), m_runner, m_stop);
        // Its words are those about the whole repository.
        if (!desired && mayNeedMore && desired.error().kind == Error::Kind::Invalid)
            return std::optional<Rendering>();
        if (!desired)
            return desired.error();
        const bool isQuick = m_wanted.isOneOfMany && !m_isKustomize;
        if (isKept() && !isQuick && files.problems.isEmpty() && desired->isIsolated)
            m_cache.put(key, *desired);
        return std::optional(
            Rendering{*desired, files.problems, closure.tree, closure.inputs, false});
    }

    static std::optional<Rendering> rendered(const Closure& closure, const RenderCache::Entry& kept)
    {
        if (!kept.desired)
            return {};
        return Rendering{*kept.desired, {}, closure.tree, closure.inputs, true};
    }

    RenderRequest requestFor(const Closure& closure, const QList<File>& files) const
    {
        RenderRequest request;
        request.files = files;
        request.path = closure.path;
        request.kind = closure.kind;
        request.allowWithoutIsolation = m_wanted.allowWithoutIsolation;
        request.toolPath = m_wanted.toolPath;
        if (m_tool)
            request.toolVersion = m_tool->version;
        return request;
    }

    //! Where the state of the tool is not known, its output is not known to be the same again.
    bool isKept() const { return !m_isKustomize || m_tool; }

    std::optional<RenderCache::Entry> find(const QByteArray& key) const
    {
        return isKept() ? m_cache.find(key) : std::nullopt;
    }

    QByteArray keyOf(const Closure& closure) const
    {
        QStringList parts{m_isKustomize ? u"kustomize"_s : u"folder"_s, closure.path};
        if (m_tool)
            parts << m_tool->name << m_tool->version << m_tool->digest;
        for (auto it = closure.trees.begin(); it != closure.trees.end(); ++it)
            parts << it.key() << it.value();
        return RenderCache::keyOf(parts);
    }

    Result<Source::Files> filesOf(const Closure& closure) const
    {
        Source::Files all;
        for (const QString& path : closure.trees.keys()) {
            PLUMB_TRY(part, m_source.files(path, m_stop));
            all.files += part.files;
            all.problems += part.problems;
        }
        return all;
    }

    std::optional<ToolState> stateOfTool() const
    {
        const auto tool = findTool(m_wanted.toolPath);
        // What was rendered stays known when its renderer is gone.
        if (!tool)
            return knownState(lastToolKey());
        const QByteArray key = stampKey(*tool);
        if (const auto known = knownState(key))
            return known;
        const auto version = versionOf(*tool, m_runner, m_stop);
        const QString digest = digestOfFile(tool->path);
        if (!version || digest.isEmpty())
            return {};
        const QJsonObject fact{
            {u"name"_s, tool->name()}, {u"version"_s, *version}, {u"digest"_s, digest}};
        m_cache.putFact(key, fact);
        m_cache.putFact(lastToolKey(), fact);
        return ToolState{tool->name(), *version, digest};
    }

    std::optional<ToolState> knownState(const QByteArray& key) const
    {
        const auto fact = m_cache.findFact(key);
        if (!fact)
            return {};
        return ToolState{fact->value(u"name"_s).toString(), fact->value(u"version"_s).toString(),
                         fact->value(u"digest"_s).toString()};
    }

    const RenderCache& m_cache;
    RenderQueue& m_queue;
    const Wanted& m_wanted;
    const Source& m_source;
    CommandRunner& m_runner;
    std::stop_token m_stop;
    bool m_isKustomize = false;
    std::optional<ToolState> m_tool; //!< of a kustomization, where it is known
};

Renderings::Renderings(const QString& cacheFolder, int most)
    : m_cache(cacheFolder)
    , m_queue(most)
{
}

Result<Rendering> Renderings::render(const Wanted& wanted, const Source& source,
                                     CommandRunner& runner, std::stop_token stop)
{
    return Job(*this, wanted, source, runner, std::move(stop)).run();
}

} // namespace plumb::manifest
