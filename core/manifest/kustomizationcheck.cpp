// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/kustomizationcheck_p.h"

#include "base/text.h"
#include "manifest/closure.h"
#include "manifest/exporttree_p.h"
#include "manifest/render_p.h"

#include <QSet>

#include <functional>

namespace plumb::manifest {

namespace {

constexpr qsizetype kMostKustomizations = 500;

// Fields that name folders or files to build on.
const QStringList kBases{u"resources"_s,    u"components"_s, u"bases"_s, u"generators"_s,
                         u"transformers"_s, u"validators"_s, u"crds"_s,  u"configurations"_s};
const QStringList kHelm{u"helmCharts"_s, u"helmChartInflationGenerator"_s, u"helmGlobals"_s};

struct Base
{
    QString text;
    yaml::Mark mark;
};

QList<Base> basesOf(const Kustomization& kustomization)
{
    QList<Base> bases;
    for (const QString& field : kBases) {
        const yaml::Node* list = kustomization.root ? kustomization.root->member(field) : nullptr;
        if (!list || list->type != yaml::Node::Type::Sequence)
            continue;
        for (const yaml::Node& each : list->items()) {
            // A text of several lines is a resource itself.
            if (each.type == yaml::Node::Type::String && !each.text().contains(u'\n'))
                bases.append({each.text(), each.begin});
        }
    }
    return bases;
}

void addText(const yaml::Node* node, QList<Base>* to)
{
    if (node && node->type == yaml::Node::Type::String && !node->text().contains(u'\n'))
        to->append({node->text(), node->begin});
}

void forItemsOf(const yaml::Node* list, const std::function<void(const yaml::Node&)>& take)
{
    if (list && list->type == yaml::Node::Type::Sequence)
        for (const yaml::Node& each : list->items())
            take(each);
}

// Files that are read, not built on: kustomize's own words for one that is missing take several
// lines and name its internal folders.
QList<Base> filesOf(const Kustomization& kustomization)
{
    QList<Base> files;
    const yaml::Node* root = kustomization.root.get();
    if (!root || root->type != yaml::Node::Type::Mapping)
        return files;
    const auto member = [](const yaml::Node& node, QStringView key) {
        return node.type == yaml::Node::Type::Mapping ? node.member(key) : nullptr;
    };
    for (const QStringView field : {u"patches", u"replacements", u"patchesJson6902"})
        forItemsOf(root->member(field),
                   [&](const yaml::Node& each) { addText(member(each, u"path"), &files); });
    if (const yaml::Node* openapi = root->member(u"openapi"))
        addText(member(*openapi, u"path"), &files);
    for (const QStringView field : {u"configMapGenerator", u"secretGenerator"})
        forItemsOf(root->member(field), [&](const yaml::Node& each) {
            forItemsOf(member(each, u"files"), [&](const yaml::Node& file) {
                addText(&file, &files);
                if (!files.isEmpty()) // "key=path"
                    files.last().text = files.last().text.section(u'=', -1);
            });
            forItemsOf(member(each, u"envs"),
                       [&](const yaml::Node& file) { addText(&file, &files); });
        });
    return files;
}

bool isRemote(const QString& base)
{
    return base.contains(u"://") || base.contains(u"?ref=") || base.startsWith(u"git@")
           || base.startsWith(u"git::") || base.startsWith(u"github.com/");
}

bool holds(const QList<File>& files, const QString& path)
{
    return std::any_of(files.begin(), files.end(), [&](const File& each) {
        return each.path == path || each.path.startsWith(path + u'/')
               || (each.kind == File::Kind::Symlink && path.startsWith(each.path + u'/'));
    });
}

Problem problemAt(const QString& file, const yaml::Mark& mark, const QString& message)
{
    return {file, mark.line, mark.column, message};
}

std::optional<Problem> refusalOf(const QString& file, const Base& base, const QList<File>& files,
                                 const Links& links)
{
    const QString name = printable(base.text, 200);
    if (isRemote(base.text))
        return problemAt(file, base.mark,
                         u"the base %1 is remote; Plumbline renders without network. Copy it into "
                         u"the repository "
                         "(`kustomize localize` does that) and name the copy"_s.arg(name));
    if (base.text.startsWith(u'/'))
        return problemAt(
            file, base.mark,
            u"the path %1 is absolute; only paths below this repository are rendered"_s.arg(name));
    const QString joined = normalised(folderOf(file) + u'/' + base.text);
    if (joined.startsWith(u"..") || !staysInside(folderOf(file) + u'/' + base.text, links))
        return problemAt(
            file, base.mark,
            u"the path %1 leads out of the repository; only its own files are rendered"_s.arg(
                name));
    if (!joined.isEmpty() && !holds(files, joined))
        return problemAt(file, base.mark,
                         u"%1 is not in the repository at this revision"_s.arg(name));
    return {};
}

void scalarsOf(const yaml::Node& node, QList<const yaml::Node*>* out)
{
    if (node.type == yaml::Node::Type::String)
        out->append(&node);
    for (const yaml::Node& each : node.items())
        scalarsOf(each, out);
    for (const yaml::Node::Member& each : node.members())
        scalarsOf(each.value, out);
}

} // namespace

QString kustomizationOf(const QList<File>& files, const QString& folder)
{
    const QString prefix = folder.isEmpty() ? QString() : folder + u'/';
    for (const QString& name : kustomizationNames()) {
        for (const File& each : files) {
            if (each.path == prefix + name)
                return each.path;
        }
    }
    return {};
}

Kustomization readKustomization(const File& file)
{
    const yaml::Parsed parsed = yaml::parseManifest(file.bytes);
    Kustomization kustomization{file.path, nullptr, parsed.problems};
    if (!parsed.documents.isEmpty())
        kustomization.root = parsed.documents.front().root;
    return kustomization;
}

NamedPaths pathsNamedBy(const Kustomization& kustomization)
{
    static const QStringList kKnown{
        u"apiVersion"_s,
        u"kind"_s,
        u"metadata"_s,
        u"resources"_s,
        u"components"_s,
        u"bases"_s,
        u"crds"_s,
        u"configurations"_s,
        u"patches"_s,
        u"patchesStrategicMerge"_s,
        u"patchesJson6902"_s,
        u"replacements"_s,
        u"openapi"_s,
        u"configMapGenerator"_s,
        u"secretGenerator"_s,
        u"generatorOptions"_s,
        u"namespace"_s,
        u"namePrefix"_s,
        u"nameSuffix"_s,
        u"labels"_s,
        u"commonLabels"_s,
        u"commonAnnotations"_s,
        u"images"_s,
        u"replicas"_s,
        u"vars"_s,
        u"sortOptions"_s,
        u"buildMetadata"_s,
    };
    NamedPaths named;
    const yaml::Node* root = kustomization.root.get();
    named.isAll = kustomization.problems.isEmpty() && root
                  && root->type == yaml::Node::Type::Mapping
                  && std::all_of(root->members().begin(), root->members().end(),
                                 [](const auto& each) { return kKnown.contains(each.key); });
    for (const Base& base : basesOf(kustomization))
        named.bases.append(base.text);
    for (const Base& file : filesOf(kustomization))
        named.files.append(file.text);
    if (root && root->type == yaml::Node::Type::Mapping)
        forItemsOf(root->member(u"patchesStrategicMerge"), [&](const yaml::Node& each) {
            QList<Base> one;
            addText(&each, &one);
            for (const Base& base : one)
                named.files.append(base.text);
        });
    return named;
}

QList<Kustomization> kustomizationsBelow(const QList<File>& files, const QString& path)
{
    QHash<QString, const File*> byPath;
    for (const File& each : files)
        byPath.insert(each.path, &each);
    QList<Kustomization> found;
    QStringList waiting{normalised(path)};
    QSet<QString> seen;
    while (!waiting.isEmpty() && found.size() < kMostKustomizations) {
        const QString folder = waiting.takeFirst();
        if (seen.contains(folder))
            continue;
        seen.insert(folder);
        const File* file = nullptr;
        for (const QString& name : kustomizationNames()) {
            if (!file)
                file = byPath.value(normalised(folder + u'/' + name));
        }
        if (!file || file->kind == File::Kind::Symlink)
            continue;
        Kustomization kustomization = readKustomization(*file);
        for (const Base& base : basesOf(kustomization)) {
            if (!isRemote(base.text) && !base.text.startsWith(u'/'))
                waiting.append(normalised(folder + u'/' + base.text));
        }
        found.append(std::move(kustomization));
    }
    return found;
}

std::optional<Problem> refusal(const QList<Kustomization>& all, const QList<File>& files)
{
    const Links links = linksOf(files);
    for (const Kustomization& each : all) {
        // kustomize takes one of two equal keys without a word.
        if (!each.problems.isEmpty())
            return problemAt(each.file, each.problems.front().where, each.problems.front().message);
        for (const QString& field : kHelm) {
            for (const auto& member :
                 each.root ? each.root->members() : QList<yaml::Node::Member>()) {
                if (member.key == field)
                    return problemAt(
                        each.file, member.keyMark,
                        u"%1 would run helm, which Plumbline does not do for kustomize; commit the rendered chart instead"_s
                            .arg(field));
            }
        }
        for (const Base& base : basesOf(each) + filesOf(each)) {
            if (const auto refused = refusalOf(each.file, base, files, links))
                return refused;
        }
    }
    return {};
}

std::optional<Problem> placeOf(const QList<Kustomization>& all, const QString& message)
{
    std::optional<Problem> best;
    qsizetype length = 2;
    for (const Kustomization& each : all) {
        QList<const yaml::Node*> scalars;
        if (each.root)
            scalarsOf(*each.root, &scalars);
        for (const yaml::Node* scalar : scalars) {
            const QString text = scalar->text();
            if (text.size() > length && !text.contains(u'\n')
                && (message.contains(u'\'' + text + u'\'') || message.contains(u'"' + text + u'"')
                    || message.contains(u'/' + text + u'\''))) {
                best = problemAt(each.file, scalar->begin, {});
                length = text.size();
            }
        }
    }
    return best;
}

} // namespace plumb::manifest
