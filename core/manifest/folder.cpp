// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/render_p.h"

#include "base/text.h"
#include "manifest/closure.h"

#include <QHash>

namespace plumb::manifest {

namespace {

bool isManifestName(const QString& name)
{
    return name.endsWith(u".yaml") || name.endsWith(u".yml") || name.endsWith(u".json");
}

// The regular file that a path leads to through links, or why there is none.
Result<const File*> followed(const File& file, const QHash<QString, const File*>& byPath)
{
    const File* at = &file;
    for (int hops = 0; at->kind == File::Kind::Symlink; ++hops) {
        const QString target = QString::fromUtf8(at->bytes);
        const QString joined = normalised(folderOf(at->path) + u'/' + target);
        if (target.startsWith(u'/') || joined.startsWith(u".."))
            return failure(
                Error::Kind::Forbidden,
                u"this link leads out of the repository, to %1; it was not followed"_s.arg(
                    printable(target, 200)));
        at = byPath.value(joined);
        if (!at || hops == 8)
            return failure(Error::Kind::NotFound,
                           u"this link leads to %1, which is not a file of this revision"_s.arg(
                               printable(target, 200)));
    }
    return at;
}

} // namespace

QString normalised(const QString& path)
{
    QStringList parts;
    for (const QString& part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (part == u".." && !parts.isEmpty() && parts.back() != u"..")
            parts.removeLast();
        else if (part != u".")
            parts.append(part);
    }
    return parts.join(u'/');
}

QString folderOf(const QString& path)
{
    const auto slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.left(slash);
}

Kind detect(const QList<File>& files, const QString& path)
{
    const QString folder = normalised(path);
    for (const File& each : files) {
        if (folderOf(each.path) == folder
            && kustomizationNames().contains(
                each.path.mid(folder.isEmpty() ? 0 : folder.size() + 1)))
            return Kind::Kustomize;
    }
    return Kind::Folder;
}

// A chart's files are templates: reading them as manifests would say ten wrong things instead of
// one true one. // reliability M7
static std::optional<Problem> chartIn(const QString& folder, const QList<const File*>& files)
{
    for (const File* each : files) {
        if (each->path == (folder.isEmpty() ? u"Chart.yaml"_s : folder + u"/Chart.yaml"_s))
            return Problem{
                each->path, 1, 1,
                u"this file makes the folder a Helm chart, and Plumbline does not run helm: nothing of the chart was read. Commit what `helm template` prints and name that folder; until then the desired state is unknown, so nothing is compared or pruned"_s};
    }
    return {};
}

Result<Desired> renderFolder(const RenderRequest& request, std::stop_token stop)
{
    const QString folder = normalised(request.path);
    QHash<QString, const File*> byPath;
    QList<const File*> mine;
    for (const File& each : request.files) {
        byPath.insert(each.path, &each);
        if (folderOf(each.path) == folder && isManifestName(each.path))
            mine.append(&each);
    }
    if (const auto chart = chartIn(folder, mine))
        return Desired{{}, {*chart}, u"plain folder"_s, false};
    // kubectl takes files in the order of their bytes.
    std::sort(mine.begin(), mine.end(),
              [](const File* a, const File* b) { return a->path.toUtf8() < b->path.toUtf8(); });
    Collector collector(request.ns);
    for (const File* each : mine) {
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled, u"Rendering was stopped on request."_s);
        const auto file = followed(*each, byPath);
        if (!file) {
            collector.problem(each->path, {}, file.error().summary);
            continue;
        }
        collector.add((*file)->bytes, each->path, {}, true);
    }
    Desired desired = collector.take(u"plain folder"_s);
    if (desired.objects.isEmpty() && desired.problems.isEmpty()) {
        const QString name = folder.isEmpty() ? u"The root of the repository"_s
                                              : u"The folder %1"_s.arg(printable(folder));
        desired.problems.append(
            {folder, 0, 0,
             mine.isEmpty()
                 ? u"%1 holds no manifest (*.yaml, *.yml, *.json) at this revision; the desired state is unknown, so nothing is compared or pruned"_s
                       .arg(name)
                 : u"%1 holds manifests, but not a single object; the desired state is unknown, so nothing is compared or pruned"_s
                       .arg(name)});
        desired.isComplete = false;
    }
    return desired;
}

} // namespace plumb::manifest
