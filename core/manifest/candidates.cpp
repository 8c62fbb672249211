// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/candidates.h"

#include "base/text.h"
#include "manifest/closure.h"
#include "manifest/kustomizationcheck_p.h"
#include "manifest/render_p.h"

#include <QSet>

namespace plumb::manifest {

namespace {

QString nameOf(const QString& path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

// As a person would name it; the root has no name.
QString shown(const QString& path)
{
    return path.isEmpty() ? u"the root"_s : printable(path, 200);
}

QString someFolders(const QSet<QString>& paths)
{
    QStringList sorted;
    for (const QString& path : paths)
        sorted.append(shown(path));
    sorted.sort();
    return someOf(sorted);
}

bool isHidden(const QString& path)
{
    return path.startsWith(u'.') || path.contains(u"/.");
}

//! What lies in one folder, as far as it matters here.
struct FolderFacts
{
    const File* kustomization = nullptr;
    QStringList manifests, otherYaml;
    bool isChart = false;
};

//! One look at the files, one at what the kustomizations name, then a verdict for each folder.
class Scan
{
public:
    explicit Scan(const QList<File>& files)
    {
        for (const File& file : files)
            note(file);
        for (auto folder = m_folders.cbegin(); folder != m_folders.cend(); ++folder)
            if (folder->kustomization)
                follow(folder.key(), *folder->kustomization);
    }

    Candidates verdicts() const
    {
        Candidates all;
        QSet<QString> told; // charts
        for (auto folder = m_folders.cbegin(); folder != m_folders.cend(); ++folder) {
            const QString& path = folder.key();
            if (folder->kustomization)
                judgeKustomization(path, *folder->kustomization, all);
            else if (const auto chart = chartOf(path))
                tellChart(*chart, told, all);
            else if (!folder->manifests.isEmpty())
                judgeFolder(path, *folder, all);
            else if (!folder->otherYaml.isEmpty() && !isHidden(path) && !m_readBy.contains(path))
                all.leftOut.append(
                    {path, u"no manifest: %1 %2 no apiVersion and kind"_s.arg(
                               someOf(folder->otherYaml, 2),
                               folder->otherYaml.size() == 1 ? u"has"_s : u"have"_s)});
        }
        return all;
    }

private:
    void note(const File& file)
    {
        m_files.insert(file.path);
        FolderFacts& folder = m_folders[folderOf(file.path)];
        const QString name = nameOf(file.path);
        if (kustomizationNames().contains(name)) {
            // Of several the renderer takes the first of these names.
            if (!folder.kustomization
                || kustomizationNames().indexOf(name)
                       < kustomizationNames().indexOf(nameOf(folder.kustomization->path)))
                folder.kustomization = &file;
        } else if (name == u"Chart.yaml") {
            folder.isChart = true;
        } else if (!file.bytes.isEmpty() && file.kind != File::Kind::Symlink) {
            folder.manifests.append(name);
        } else if (!name.endsWith(u".json")) {
            folder.otherYaml.append(name);
        }
    }

    void follow(const QString& path, const File& file)
    {
        const Kustomization read = readKustomization(file);
        const NamedPaths named = pathsNamedBy(read);
        for (const QString& text : named.bases + named.files) {
            if (text.startsWith(u'/') || text.contains(u':') || text.contains(u'?'))
                continue;
            const QString at = normalised(path + u'/' + text);
            if (const auto base = m_folders.constFind(at);
                base != m_folders.constEnd() && base->kustomization) {
                if (at != path)
                    m_usedBy[at].insert(path);
                continue;
            }
            const QString folder = m_files.contains(at) ? folderOf(at) : at;
            if (folder != path)
                m_readBy[folder].insert(path);
        }
        Facts facts;
        const yaml::Node* root = read.root.get();
        if (root && root->type == yaml::Node::Type::Mapping) {
            const yaml::Node* kind = root->member(u"kind");
            facts.isComponent = kind && kind->text() == u"Component";
            if (const yaml::Node* ns = root->member(u"namespace");
                ns && ns->type == yaml::Node::Type::String) {
                facts.ns = ns->text();
                facts.nsLine = ns->begin.line;
            }
        }
        m_kustomizations.insert(path, facts);
    }

    void judgeKustomization(const QString& path, const File& file, Candidates& all) const
    {
        const auto users = m_usedBy.value(path);
        const Facts facts = m_kustomizations.value(path);
        if (facts.isComponent) {
            const QString use = users.isEmpty() ? u"no kustomization of this revision uses it"_s
                                                : u"used by "_s + someFolders(users);
            all.leftOut.append({path, u"a component, a part for kustomizations: "_s + use});
        } else if (!users.isEmpty()) {
            all.leftOut.append({path, u"a base: used by "_s + someFolders(users)});
        } else {
            Candidate candidate;
            candidate.path = path;
            candidate.kind = Kind::Kustomize;
            candidate.file = file.path;
            candidate.ns = facts.ns;
            candidate.nsLine = facts.nsLine;
            all.candidates.append(candidate);
        }
    }

    void judgeFolder(const QString& path, const FolderFacts& folder, Candidates& all) const
    {
        if (const auto readers = m_readBy.value(path); !readers.isEmpty()) {
            all.leftOut.append(
                {path, u"its files are read by the kustomization of "_s + someFolders(readers)});
            return;
        }
        QStringList names = folder.manifests;
        names.sort();
        Candidate candidate;
        candidate.path = path;
        candidate.file = path.isEmpty() ? names.constFirst() : path + u'/' + names.constFirst();
        candidate.manifests = int(names.size());
        all.candidates.append(candidate);
    }

    //! The outermost chart that holds a folder.
    std::optional<QString> chartOf(const QString& path) const
    {
        std::optional<QString> found;
        for (QString at = path;; at = folderOf(at)) {
            if (m_folders.value(at).isChart)
                found = at;
            if (at.isEmpty())
                return found;
        }
    }

    static void tellChart(const QString& chart, QSet<QString>& told, Candidates& all)
    {
        if (told.contains(chart))
            return;
        told.insert(chart);
        all.leftOut.append({chart,
                            u"a Helm chart: charts are not rendered; commit what `helm template` "
                            u"prints and name that folder"_s});
    }

    struct Facts
    {
        QString ns;
        int nsLine = 0;
        bool isComponent = false;
    };
    QMap<QString, FolderFacts> m_folders; //!< by path
    QSet<QString> m_files;
    QHash<QString, Facts> m_kustomizations;
    QHash<QString, QSet<QString>> m_usedBy; //!< folders with a kustomization that others name
    QHash<QString, QSet<QString>> m_readBy; //!< folders with files that kustomizations name
};

bool hasLineThatBegins(const QByteArray& bytes, const QByteArray& begin)
{
    for (qsizetype at = bytes.indexOf(begin); at >= 0; at = bytes.indexOf(begin, at + 1))
        if (at == 0 || bytes[at - 1] == '\n')
            return true;
    return false;
}

} // namespace

QString someOf(const QStringList& names, qsizetype most)
{
    if (names.size() <= 1)
        return names.value(0);
    if (names.size() <= most)
        return names.mid(0, names.size() - 1).join(u", "_s) + u" and "_s + names.constLast();
    return u"%1 and %2 more"_s.arg(names.mid(0, most).join(u", "_s)).arg(names.size() - most);
}

Needed neededOf(const QString& path)
{
    const QString name = nameOf(path);
    const bool mayBeManifest =
        name.endsWith(u".yaml"_s) || name.endsWith(u".yml"_s) || name.endsWith(u".json"_s);
    return mayBeManifest || kustomizationNames().contains(name) ? Needed::Bytes : Needed::Nothing;
}

Needed neededOf(const QString& path, const QByteArray& bytes)
{
    const QString name = nameOf(path);
    if (kustomizationNames().contains(name) || name == u"Chart.yaml")
        return Needed::Bytes;
    if (name.endsWith(u".json"_s))
        return bytes.contains("\"apiVersion\"") && bytes.contains("\"kind\"") ? Needed::Bytes
                                                                              : Needed::Nothing;
    return hasLineThatBegins(bytes, "apiVersion:") && hasLineThatBegins(bytes, "kind:")
               ? Needed::Bytes
               : Needed::Name;
}

Candidates candidatesIn(const QList<File>& files)
{
    return Scan(files).verdicts();
}

} // namespace plumb::manifest
