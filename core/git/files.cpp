// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/mirror_p.h"
#include "git/names_p.h"

#include <QSet>

namespace plumb::git {

namespace {

// reliability G6
constexpr qint64 kMostEntries = 50'000;
// Of a walk that reads names and few files: a monorepo with all its sources.
constexpr qint64 kMostNames = 500'000;
constexpr int kDeepest = 64;
constexpr qint64 kMostFiles = 20'000;
constexpr qint64 kMostBytes = 100LL << 20;

Error stopped()
{
    return failure(Error::Kind::Cancelled, u"Reading the files was stopped on request."_s);
}

QString overLimit(const QString& what, qint64 limit, qint64 actual)
{
    return u"limit of %1 %2 exceeded (actual %3)"_s.arg(QString::number(limit), what,
                                                        QString::number(actual));
}

// The tree or file at a path. libgit2's own look-up by path would walk into damaged names.
Result<GitTree> treeAtPath(Worker& worker, const ObjectId& commitOrTree, const QString& path)
{
    PLUMB_TRY(root, worker.tree(commitOrTree));
    const QString clean = QDir::cleanPath(path);
    if (path.isEmpty() || clean == u"."_s || clean == u"/"_s)
        return std::move(root);
    GitTreeEntry entry;
    if (git_tree_entry_bypath(out(entry), root.get(), clean.toUtf8().constData()) != 0
        || git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE)
        return failure(Error::Kind::NotFound,
                       u"There is no folder “%1” at %2 in %3."_s.arg(
                           printable(path, 300), commitOrTree.shortHex(), worker.mirror().name()));
    return worker.tree(fromOid(*git_tree_entry_id(entry.get())));
}

//! Walks a tree and keeps the limits; `onFile` answers an Error only to end the walk.
class Walk
{
public:
    using OnFile = std::function<Result<Unit>(const QString& path, const git_tree_entry* entry)>;
    Walk(Worker& worker, OnFile onFile, std::stop_token stop, qint64 mostEntries = kMostEntries)
        : m_worker(worker)
        , m_onFile(std::move(onFile))
        , m_stop(std::move(stop))
        , m_mostEntries(mostEntries)
    {
    }
    QStringList problems;
    bool isFull = false; //!< a limit ended it; what was seen is not everything

    Result<Unit> run(const git_tree* tree, const QString& folder = {}, int depth = 1)
    {
        if (depth > kDeepest)
            return full(overLimit(u"nested folders"_s, kDeepest, depth));
        const size_t count = git_tree_entrycount(tree);
        m_entries += qint64(count);
        if (m_entries > m_mostEntries)
            return full(overLimit(u"entries"_s, m_mostEntries, m_entries));
        QSet<QByteArray> names;
        for (size_t i = 0; i < count && !isFull; ++i) {
            if (m_stop.stop_requested())
                return stopped();
            const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
            const QByteArray name(git_tree_entry_name(entry));
            const QString where = folder.isEmpty() ? QString() : folder + u'/';
            if (const QString reason = unsafeNameReason(name); !reason.isEmpty()) {
                problems += u"%1%2: refused, %3"_s.arg(where, printable(name, 200), reason);
                continue;
            }
            if (names.contains(name)) {
                problems += u"%1%2: refused, the name stands twice in its folder"_s.arg(
                    where, printable(name, 200));
                continue;
            }
            names.insert(name);
            PLUMB_CHECK(enter(where + QString::fromUtf8(name), entry, depth));
        }
        return Unit{};
    }
    Result<Unit> full(const QString& reason)
    {
        problems += reason;
        isFull = true;
        return Unit{};
    }

private:
    Result<Unit> enter(const QString& path, const git_tree_entry* entry, int depth)
    {
        switch (git_tree_entry_type(entry)) {
        case GIT_OBJECT_TREE: {
            PLUMB_TRY(below, m_worker.tree(fromOid(*git_tree_entry_id(entry))));
            return run(below.get(), path, depth + 1);
        }
        case GIT_OBJECT_COMMIT:
            // reliability G4
            problems += u"submodule %1 not fetched (disabled); put its files into this repository, "
                        "or add the repository that they come from"_s.arg(path);
            return Unit{};
        case GIT_OBJECT_BLOB:
            return m_onFile(path, entry);
        default:
            problems += u"%1: refused, an entry of unknown type"_s.arg(path);
            return Unit{};
        }
    }

    Worker& m_worker;
    OnFile m_onFile;
    std::stop_token m_stop;
    const qint64 m_mostEntries;
    qint64 m_entries = 0;
};

TreeEntry::Kind kindOf(const git_tree_entry* entry)
{
    switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_LINK:
        return TreeEntry::Kind::Symlink;
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        return TreeEntry::Kind::Executable;
    default:
        return TreeEntry::Kind::Regular;
    }
}

Result<QByteArray> contentOf(Worker& worker, const ObjectId& id)
{
    PLUMB_TRY(blob, worker.blob(id));
    return QByteArray(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                      qsizetype(git_blob_rawsize(blob.get())));
}

} // namespace

Result<TreeFiles> readFiles(Worker& worker, const ObjectId& commitOrTree, const QString& path,
                            std::stop_token stop)
{
    PLUMB_TRY(tree, treeAtPath(worker, commitOrTree, path));
    TreeFiles files;
    files.tree = fromOid(*git_tree_id(tree.get()));
    qint64 total = 0;
    Walk* self = nullptr;
    Walk walk(
        worker,
        [&](const QString& name, const git_tree_entry* entry) -> Result<Unit> {
            const ObjectId id = fromOid(*git_tree_entry_id(entry));
            PLUMB_TRY(size, worker.sizeOf(id));
            if (size > kLargestBlob) {
                self->problems +=
                    u"%1: too large to render, limit of %2 bytes exceeded (actual %3)"_s.arg(
                        name, QString::number(kLargestBlob), QString::number(size));
                return Unit{};
            }
            if (files.entries.size() == kMostFiles)
                return self->full(overLimit(u"files"_s, kMostFiles, kMostFiles + 1));
            total += size;
            if (total > kMostBytes)
                return self->full(overLimit(u"bytes"_s, kMostBytes, total));
            PLUMB_TRY(bytes, contentOf(worker, id));
            files.entries.append({name, bytes, id, kindOf(entry)});
            return Unit{};
        },
        stop);
    self = &walk;
    PLUMB_CHECK(walk.run(tree.get()));
    files.problems = walk.problems;
    return files;
}

Result<TreeFiles> readFolder(Worker& worker, const ObjectId& commitOrTree, const QString& path,
                             const QStringList& withBytes)
{
    PLUMB_TRY(tree, treeAtPath(worker, commitOrTree, path));
    TreeFiles folder;
    folder.tree = fromOid(*git_tree_id(tree.get()));
    for (size_t i = 0; i < git_tree_entrycount(tree.get()); ++i) {
        const git_tree_entry* entry = git_tree_entry_byindex(tree.get(), i);
        const QByteArray bytes(git_tree_entry_name(entry));
        if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB || !unsafeNameReason(bytes).isEmpty())
            continue;
        TreeEntry file{
            QString::fromUtf8(bytes), {}, fromOid(*git_tree_entry_id(entry)), kindOf(entry)};
        if (withBytes.contains(file.path)) {
            PLUMB_TRY(size, worker.sizeOf(file.id));
            if (size > kLargestBlob)
                continue;
            PLUMB_TRY(content, contentOf(worker, file.id));
            file.bytes = content;
        }
        folder.entries.append(file);
    }
    return folder;
}

Result<TreeFiles> readChosen(Worker& worker, const CommitId& commit, const FileChoice& choice,
                             std::stop_token stop)
{
    using Keep = FileChoice::Keep;
    PLUMB_TRY(tree, worker.tree(commit));
    TreeFiles files;
    files.tree = fromOid(*git_tree_id(tree.get()));
    qint64 total = 0;
    Walk* self = nullptr;
    Walk walk(
        worker,
        [&](const QString& path, const git_tree_entry* entry) -> Result<Unit> {
            if (!choice.opens(path))
                return Unit{};
            TreeEntry file{path, {}, fromOid(*git_tree_entry_id(entry)), kindOf(entry)};
            PLUMB_TRY(size, worker.sizeOf(file.id));
            if (size > kLargestBlob) {
                if (choice.keeps(path, {}) != Keep::Nothing)
                    self->problems +=
                        u"%1: too large to render, limit of %2 bytes exceeded (actual %3)"_s.arg(
                            path, QString::number(kLargestBlob), QString::number(size));
                return Unit{};
            }
            PLUMB_TRY(bytes, contentOf(worker, file.id));
            const Keep keep = choice.keeps(path, bytes);
            if (keep == Keep::Nothing)
                return Unit{};
            if (keep == Keep::Bytes)
                file.bytes = bytes;
            if (files.entries.size() == kMostFiles)
                return self->full(overLimit(u"files"_s, kMostFiles, kMostFiles + 1));
            total += file.bytes.size();
            if (total > kMostBytes)
                return self->full(overLimit(u"bytes"_s, kMostBytes, total));
            files.entries.append(file);
            return Unit{};
        },
        stop, kMostNames);
    self = &walk;
    PLUMB_CHECK(walk.run(tree.get()));
    files.problems = walk.problems;
    return files;
}

} // namespace plumb::git
