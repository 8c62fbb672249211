// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/treechanges_p.h"

#include "base/text.h"
#include "git/counters_p.h"

#include <QDir>

namespace plumb::git {

namespace {

constexpr size_t kRecent = 16;
constexpr qsizetype kId = 20;

// As git orders the entries of a tree: a folder as if its name ended in a slash.
int order(QByteArrayView a, bool isFolderA, QByteArrayView b, bool isFolderB)
{
    const qsizetype common = std::min(a.size(), b.size());
    if (const int side = std::memcmp(a.data(), b.data(), size_t(common)))
        return side;
    const auto next = [&](QByteArrayView name, bool isFolder) {
        return name.size() > common ? int(uchar(name[common])) : isFolder ? int('/') : 0;
    };
    return next(a, isFolderA) - next(b, isFolderB);
}

ObjectId idOf(QByteArrayView raw)
{
    ObjectId id;
    std::memcpy(id.bytes.data(), raw.data(), id.bytes.size());
    return id;
}

} // namespace

Result<QByteArray> canonicalPath(const QString& path)
{
    const QString clean = QDir::cleanPath(path);
    if (clean == u".."_s || clean.startsWith(u"../"_s)
        || (clean.startsWith(u'/') && clean != u"/"_s))
        return failure(
            Error::Kind::Invalid,
            u"The path %1 leads out of the repository; write it from the repository's root, for example deploy/web."_s
                .arg(printable(path, 200)));
    return clean == u"."_s || clean == u"/"_s ? QByteArray() : clean.toUtf8();
}

TreeChanges::TreeChanges(Worker& worker, const QByteArrayList& paths)
    : m_worker(worker)
    , m_folders(1)
{
    for (qsizetype i = 0; i < paths.size(); ++i) {
        size_t at = 0;
        for (const QByteArray& name : paths[i].split('/')) {
            if (name.isEmpty())
                continue;
            size_t next = m_folders[at].folders.value(name);
            if (next == 0) {
                next = m_folders.size();
                m_folders[at].folders.insert(name, next);
                m_folders.emplace_back();
            }
            at = next;
        }
        m_folders[at].path = int(i);
    }
}

Result<std::vector<int>> TreeChanges::between(const ObjectId& before, const ObjectId& after)
{
    m_stopsAtFirst = false;
    m_found.clear();
    if (before != after && m_folders[0].path >= 0)
        m_found.push_back(m_folders[0].path);
    PLUMB_CHECK(compare(before, after, 0));
    return m_found;
}

Result<bool> TreeChanges::anyBetween(const ObjectId& before, const ObjectId& after)
{
    if (m_folders[0].path >= 0)
        return before != after;
    m_stopsAtFirst = true;
    m_found.clear();
    PLUMB_CHECK(compare(before, after, 0));
    return !m_found.empty();
}

Result<TreeChanges::TreePointer> TreeChanges::read(const ObjectId& id)
{
    static const auto kEmpty = std::make_shared<const Tree>();
    if (id.isNull())
        return kEmpty;
    for (const TreePointer& tree : m_recent)
        if (tree->id == id)
            return tree;
    if (!m_objects) {
        PLUMB_TRY(repo, m_worker.repo());
        if (git_repository_odb(out(m_objects), repo) != 0)
            return failure(Error::Kind::Internal,
                           u"The objects of %1 cannot be opened."_s.arg(m_worker.mirror().name()),
                           lastGitMessage());
    }
    const git_oid oid = toOid(id);
    git_odb_object* raw = nullptr;
    ++objectsRead;
    if (const int code = git_odb_read(&raw, m_objects.get(), &oid); code != 0)
        return objectError(code, id, m_worker.mirror().name());
    auto tree = std::make_shared<Tree>();
    tree->id = id;
    tree->object = {raw, git_odb_object_free};
    QByteArrayView rest(static_cast<const char*>(git_odb_object_data(raw)),
                        qsizetype(git_odb_object_size(raw)));
    bool isTree = git_odb_object_type(raw) == GIT_OBJECT_TREE;
    while (isTree && !rest.isEmpty()) {
        const qsizetype space = rest.indexOf(' '), end = rest.indexOf('\0', space + 1);
        isTree = space > 0 && end > space && rest.size() - end > kId;
        if (!isTree)
            break;
        tree->entries.push_back({rest.first(space), rest.sliced(space + 1, end - space - 1),
                                 rest.sliced(end + 1, kId)});
        rest = rest.sliced(end + 1 + kId);
    }
    if (!isTree)
        return failure(Error::Kind::Invalid,
                       u"Object %1 of the repository %2 is not a folder, although it is named as "
                       u"one."_s.arg(id.toHex(), m_worker.mirror().name()));
    if (m_recent.size() < kRecent)
        m_recent.emplace_back();
    m_recent[m_next++ % kRecent] = tree;
    return TreePointer(tree);
}

Result<Unit> TreeChanges::compare(const ObjectId& before, const ObjectId& after, size_t folder)
{
    if (before == after || m_folders[folder].folders.isEmpty())
        return Unit{};
    PLUMB_TRY(old, read(before));
    PLUMB_TRY(now, read(after));
    auto a = old->entries.begin();
    auto b = now->entries.begin();
    while ((a != old->entries.end() || b != now->entries.end()) && !isEnough()) {
        const int side = a == old->entries.end() ? 1
                         : b == now->entries.end()
                             ? -1
                             : order(a->name, a->isFolder(), b->name, b->isFolder());
        const Entry* gone = side <= 0 ? &*a++ : nullptr;
        const Entry* come = side >= 0 ? &*b++ : nullptr;
        if (gone && come && gone->id == come->id && gone->mode == come->mode)
            continue;
        PLUMB_CHECK(note(gone, come, folder));
    }
    return Unit{};
}

Result<Unit> TreeChanges::note(const Entry* before, const Entry* after, size_t folder)
{
    const QByteArrayView name = (before ? before : after)->name;
    const size_t below =
        m_folders[folder].folders.value(QByteArray::fromRawData(name.data(), name.size()));
    if (below == 0)
        return Unit{};
    const int path = m_folders[below].path;
    // A file that became a folder stands at two places of a tree.
    if (path >= 0 && std::find(m_found.begin(), m_found.end(), path) == m_found.end())
        m_found.push_back(path);
    const auto folderOf = [](const Entry* entry) {
        return entry && entry->isFolder() ? idOf(entry->id) : ObjectId{};
    };
    return compare(folderOf(before), folderOf(after), below);
}

} // namespace plumb::git
