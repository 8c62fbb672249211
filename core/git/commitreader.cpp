// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitreader_p.h"

#include "base/files.h"
#include "git/counters_p.h"

namespace plumb::git {

namespace {

using GitOdbObject = Handle<git_odb_object, git_odb_object_free>;
constexpr qsizetype kHex = 40;

//! Takes "word <id>\n" off the front.
bool takeId(QByteArrayView& rest, QByteArrayView word, ObjectId& id)
{
    git_oid oid;
    if (rest.size() <= word.size() + kHex || !rest.startsWith(word)
        || rest[word.size() + kHex] != '\n'
        || git_oid_fromstrn(&oid, rest.data() + word.size(), size_t(kHex)) != 0)
        return false;
    id = fromOid(oid);
    rest = rest.sliced(word.size() + kHex + 1);
    return true;
}

//! As git reads it: 0 where the line says nothing of use.
qint64 committerDate(QByteArrayView rest)
{
    const qsizetype committer = rest.startsWith("author") ? rest.indexOf('\n') + 1 : 0;
    if (committer == 0 || !rest.sliced(committer).startsWith("committer"))
        return 0;
    rest = rest.sliced(committer);
    rest = rest.first(std::max<qsizetype>(0, rest.indexOf('\n')));
    qsizetype at = rest.indexOf('>') + 1;
    while (at > 0 && at < rest.size() && rest[at] == ' ')
        ++at;
    qint64 date = 0;
    for (; at > 0 && at < rest.size() && rest[at] >= '0' && rest[at] <= '9'; ++at)
        date = std::min<qint64>(date * 10 + (rest[at] - '0'), qint64(1) << 48);
    return date;
}

} // namespace

Result<Unit> CommitReader::open()
{
    if (m_objects)
        return Unit{};
    PLUMB_TRY(repo, m_worker.repo());
    if (git_repository_odb(out(m_objects), repo) != 0)
        return failure(Error::Kind::Internal,
                       u"The objects of %1 cannot be opened."_s.arg(m_worker.mirror().name()),
                       lastGitMessage());
    // "<commit> <parent>…" in both; a shallow commit has none.
    for (const QString& name : {u"/info/grafts"_s, u"/shallow"_s}) {
        const auto text = readFile(m_worker.mirror().path + name, 64 << 20);
        for (const QByteArray& line : text ? text->split('\n') : QByteArrayList()) {
            std::vector<ObjectId> ids;
            for (const QByteArray& word : line.simplified().split(' '))
                if (const auto id = ObjectId::fromHex(QString::fromLatin1(word)))
                    ids.push_back(*id);
            if (!ids.empty() && !line.startsWith('#'))
                m_cuts[ids.front()] = {ids.begin() + 1, ids.end()};
        }
    }
    return Unit{};
}

Result<Unit> CommitReader::discover(CommitTable::Node node)
{
    if (m_table.isRead(node))
        return Unit{};
    PLUMB_CHECK(open());
    const ObjectId id = m_table.id(node);
    const git_oid oid = toOid(id);
    GitOdbObject object;
    ++objectsRead;
    if (const int code = git_odb_read(out(object), m_objects.get(), &oid); code != 0)
        return objectError(code, id, m_worker.mirror().name());
    QByteArrayView rest(static_cast<const char*>(git_odb_object_data(object.get())),
                        qsizetype(git_odb_object_size(object.get())));
    ObjectId tree, parent;
    if (git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT || !takeId(rest, "tree ", tree))
        return failure(Error::Kind::Invalid,
                       u"Object %1 of the repository %2 is not a commit, although it is named as "
                       u"one."_s.arg(id.toHex(), m_worker.mirror().name()));
    m_parents.clear();
    while (takeId(rest, "parent ", parent))
        m_parents.push_back(parent);
    if (const auto cut = m_cuts.find(id); cut != m_cuts.end())
        m_parents = cut->second;
    const qint64 date = committerDate(rest);
    m_table.setRead(node, date, m_parents, tree);
    m_open.emplace(date, node);
    return Unit{};
}

Result<Unit> CommitReader::read(std::span<const ObjectId> tips, const OnRead& onRead,
                                const std::stop_token& stop)
{
    const auto cancelled = [] {
        return failure(Error::Kind::Cancelled, u"Reading the history was stopped on request."_s);
    };
    for (const ObjectId& tip : tips) {
        if (stop.stop_requested())
            return cancelled();
        PLUMB_CHECK(discover(m_table.nodeOf(tip)));
    }
    std::vector<CommitTable::Node> parents;
    for (size_t popped = 0; !m_open.empty();) {
        if (stop.stop_requested())
            return cancelled();
        const CommitTable::Node node = m_open.top().second;
        m_open.pop();
        parents.clear();
        m_table.parents(node, parents);
        for (const CommitTable::Node parent : parents)
            PLUMB_CHECK(discover(parent));
        if (++popped; onRead)
            onRead(popped);
    }
    return Unit{};
}

} // namespace plumb::git
