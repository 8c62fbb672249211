// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/committable_p.h"

namespace plumb::git {

CommitTable::CommitTable(std::shared_ptr<const CommitGraphFile> file)
    : m_file(std::move(file))
    , m_fileSize(m_file ? m_file->size() : 0)
    , m_slots(16, kNone)
{
}

ObjectId CommitTable::id(Node node) const
{
    return node < m_fileSize ? m_file->id(node) : added(node).id;
}

ObjectId CommitTable::tree(Node node) const
{
    return node < m_fileSize ? m_file->tree(node) : added(node).tree;
}

std::vector<CommitTable::Node> CommitTable::findPrefix(const QByteArray& digits) const
{
    std::vector<Node> found;
    if (m_file)
        m_file->findPrefix(digits, found);
    for (size_t i = 0; i < m_added.size(); ++i)
        if (m_added[i].id.startsWith(digits))
            found.push_back(m_fileSize + Node(i));
    return found;
}

size_t CommitTable::slotOf(const ObjectId& id) const
{
    const size_t mask = m_slots.size() - 1;
    // Names are hashes already; but equal beginnings, as tests make them, shall not end in one
    // slot.
    quint64 high = 0, low = 0;
    std::memcpy(&high, id.bytes.data(), sizeof high);
    std::memcpy(&low, id.bytes.data() + 12, sizeof low);
    size_t slot = size_t((high ^ low) * 0x9e37'79b9'7f4a'7c15ULL >> 20) & mask;
    while (m_slots[slot] != kNone && added(m_slots[slot]).id != id)
        slot = (slot + 1) & mask;
    return slot;
}

CommitTable::Node CommitTable::find(const ObjectId& id) const
{
    if (m_file)
        if (const Node node = m_file->find(id); node != kNone)
            return node;
    return m_slots[slotOf(id)];
}

qint64 CommitTable::date(Node node) const
{
    return node < m_fileSize ? m_file->date(node) : added(node).date;
}

bool CommitTable::parents(Node node, std::vector<Node>& parents) const
{
    if (node < m_fileSize)
        return m_file->parents(node, parents);
    const Added& commit = added(node);
    const auto first = m_parents.begin() + commit.firstParent;
    parents.insert(parents.end(), first, first + commit.parentCount);
    return true;
}

CommitTable::Node CommitTable::nodeOf(const ObjectId& id)
{
    if (const Node known = find(id); known != kNone)
        return known;
    if (m_added.size() * 2 >= m_slots.size())
        grow();
    const Node node = size();
    m_slots[slotOf(id)] = node;
    m_added.push_back({id});
    return node;
}

void CommitTable::grow()
{
    std::vector<Node> old(m_slots.size() * 2, kNone);
    old.swap(m_slots);
    for (const Node node : old)
        if (node != kNone)
            m_slots[slotOf(added(node).id)] = node;
}

void CommitTable::setRead(Node node, qint64 date, std::span<const ObjectId> parents,
                          const ObjectId& tree)
{
    const auto first = quint32(m_parents.size());
    for (const ObjectId& parent : parents)
        m_parents.push_back(nodeOf(parent));
    Added& commit = m_added[node - m_fileSize];
    commit.isRead = true;
    commit.date = date;
    commit.tree = tree;
    commit.firstParent = first;
    commit.parentCount = quint32(parents.size());
}

std::vector<quint64> CommitTable::correctedDates() const
{
    std::vector<quint64> dates;
    if (m_fileSize > 0) {
        dates = m_file->correctedDates();
        if (dates.empty())
            return {};
    }
    // Depth first without recursion: a commit is dated when all its parents are.
    enum : quint8 { New, Open, Dated };
    dates.resize(size());
    std::vector<quint8> states(m_added.size(), New);
    std::vector<Node> open, above;
    for (Node start = m_fileSize; start < size(); ++start) {
        open.push_back(start);
        while (!open.empty()) {
            const Node node = open.back();
            quint8& state = states[node - m_fileSize];
            if (state == Dated) {
                open.pop_back();
                continue;
            }
            above.clear();
            parents(node, above);
            bool areDated = true;
            auto corrected = quint64(std::max<qint64>(0, date(node)));
            for (const Node parent : above) {
                if (parent >= m_fileSize && states[parent - m_fileSize] != Dated) {
                    if (states[parent - m_fileSize] == Open)
                        return {};
                    areDated = false;
                    open.push_back(parent);
                } else {
                    corrected = std::max(corrected, dates[parent] + 1);
                }
            }
            state = areDated ? Dated : Open;
            if (areDated) {
                dates[node] = corrected;
                open.pop_back();
            }
        }
    }
    return dates;
}

} // namespace plumb::git
