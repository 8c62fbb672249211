// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/closure.h"

#include "manifest/kustomizationcheck_p.h"
#include "manifest/render_p.h"

#include <QSet>

namespace plumb::manifest {

namespace {

constexpr qsizetype kMostFolders = 200;

const File* kustomizationIn(const Folder& folder)
{
    for (const QString& name : kustomizationNames())
        for (const File& each : folder.files)
            if (each.path == name)
                return &each;
    return nullptr;
}

bool liesIn(const QString& path, const QString& folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

//! Follows a kustomization from folder to folder. Where it cannot go on, the answer is "no".
class Walk
{
public:
    explicit Walk(const ReadFolder& read)
        : m_read(read)
    {
    }

    //! False: only the whole repository is sure to hold everything.
    Result<bool> from(const QString& path)
    {
        m_waiting = {path};
        while (!m_waiting.isEmpty()) {
            const QString next = m_waiting.takeFirst();
            if (m_trees.contains(next))
                continue;
            PLUMB_TRY(folder, at(next));
            // What is no folder is a file, and kustomize reads files of its own folder only.
            if (!folder || m_trees.size() == kMostFolders)
                return false;
            m_trees.insert(next, folder->tree);
            PLUMB_TRY(wentOn, enter(next, *folder));
            if (!wentOn)
                return false;
        }
        return true;
    }

    QMap<QString, QString> outermost() const
    {
        QMap<QString, QString> outer;
        for (auto it = m_trees.begin(); it != m_trees.end(); ++it) {
            const bool isInner =
                std::any_of(m_trees.keyBegin(), m_trees.keyEnd(), [&](const QString& other) {
                    return other != it.key() && liesIn(it.key(), other);
                });
            if (!isInner)
                outer.insert(it.key(), it.value());
        }
        return outer;
    }

    const QStringList& named() const { return m_named; }

private:
    Result<bool> enter(const QString& path, const Folder& folder)
    {
        const File* file = kustomizationIn(folder);
        if (!file)
            return true; // kustomize will say so
        if (file->kind == File::Kind::Symlink)
            return false;
        const NamedPaths named = pathsNamedBy(readKustomization(*file));
        for (const QString& text : named.bases + named.files)
            if (!text.startsWith(u'/') && !text.contains(u':') && !text.contains(u'?'))
                m_named.append(normalised(path + u'/' + text));
        if (!named.isAll)
            return false;
        for (const QString& text : named.files)
            if (text.startsWith(u'/') || !liesIn(normalised(path + u'/' + text), path))
                return false;
        for (const QString& text : named.bases) {
            const QString base = normalised(path + u'/' + text);
            // Refused in words that need to know the whole repository.
            if (text.startsWith(u'/') || text.contains(u':') || text.contains(u'?')
                || base.isEmpty() || base.startsWith(u".."))
                return false;
            PLUMB_TRY(isFile, isFileOf(path, base));
            if (!isFile)
                m_waiting.append(base);
        }
        return true;
    }

    Result<bool> isFileOf(const QString& folder, const QString& path)
    {
        if (!liesIn(path, folder))
            return false;
        const QString parent = folderOf(path);
        PLUMB_TRY(listing, at(parent));
        if (listing && !m_names.contains(parent)) {
            auto& names = m_names[parent];
            for (const File& each : listing->files)
                names.insert(each.path);
        }
        return m_names.value(parent).contains(path.mid(parent.size() + 1));
    }

    //! Each folder is asked for once; one that is not there is none.
    Result<std::optional<Folder>> at(const QString& path)
    {
        if (const auto known = m_folders.constFind(path); known != m_folders.constEnd())
            return *known;
        auto folder = m_read(path);
        if (!folder && folder.error().kind != Error::Kind::NotFound)
            return folder.error();
        std::optional<Folder> found;
        if (folder)
            found = *folder;
        m_folders.insert(path, found);
        return found;
    }

    const ReadFolder& m_read;
    QHash<QString, std::optional<Folder>> m_folders;
    QHash<QString, QSet<QString>> m_names;
    QMap<QString, QString> m_trees;
    QStringList m_waiting;
    QStringList m_named; //!< whatever a kustomization names
};

QStringList outermostOf(const QStringList& paths)
{
    QStringList outer;
    for (const QString& path : paths) {
        const auto holds = [](const QString& folder, const QString& one) {
            return folder.isEmpty() || liesIn(one, folder);
        };
        if (std::any_of(outer.begin(), outer.end(),
                        [&](const QString& known) { return holds(known, path); }))
            continue;
        outer.removeIf([&](const QString& known) { return holds(path, known); });
        outer.append(path);
    }
    return outer;
}

} // namespace

const QStringList& kustomizationNames()
{
    static const QStringList kNames{u"kustomization.yaml"_s, u"kustomization.yml"_s,
                                    u"Kustomization"_s};
    return kNames;
}

Result<Closure> closureOf(const QString& path, std::optional<Kind> kind, const ReadFolder& read)
{
    Closure closure;
    closure.path = normalised(path);
    PLUMB_TRY(folder, read(closure.path));
    closure.tree = folder.tree;
    closure.kind = kind.value_or(kustomizationIn(folder) ? Kind::Kustomize : Kind::Folder);
    if (closure.kind == Kind::Folder || closure.path.isEmpty()) {
        closure.trees.insert(closure.path, folder.tree);
        closure.inputs = {closure.path};
        return closure;
    }
    Walk walk(read);
    PLUMB_TRY(isKnown, walk.from(closure.path));
    closure.inputs = outermostOf(QStringList{closure.path} + walk.named());
    if (!isKnown)
        return widened(closure, read);
    closure.trees = walk.outermost();
    return closure;
}

Result<Closure> widened(Closure closure, const ReadFolder& read)
{
    PLUMB_TRY(root, read(QString()));
    closure.trees = {{QString(), root.tree}};
    return closure;
}

} // namespace plumb::manifest
