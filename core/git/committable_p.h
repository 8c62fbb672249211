// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraphfile_p.h"

namespace plumb::git {

//! Commits by number: first those of the graph file, then those that were read one by one and
//! those that such a one names as a parent.
class CommitTable
{
public:
    using Node = quint32;
    static constexpr Node kNone = CommitGraphFile::kNone;

    explicit CommitTable(std::shared_ptr<const CommitGraphFile> file = {});
    Node size() const { return m_fileSize + Node(m_added.size()); }
    Node fileSize() const { return m_fileSize; }
    ObjectId id(Node node) const;
    Node find(const ObjectId& id) const;
    qint64 date(Node node) const;
    ObjectId tree(Node node) const; //!< null: only named so far
    //! Whether it changes that path against its first parent; true also where nobody knows.
    bool mayChange(Node node, const PathKey& path) const
    {
        return node >= m_fileSize || m_file->mayChange(node, path);
    }
    //! Commits whose ids begin with these hexadecimal digits.
    std::vector<Node> findPrefix(const QByteArray& digits) const;
    //! False: only named so far.
    bool isRead(Node node) const { return node < m_fileSize || added(node).isRead; }
    void prefetch(Node node) const
    {
        if (node < m_fileSize)
            m_file->prefetch(node);
    }
    //! Appends the parents; false: the graph file is damaged.
    bool parents(Node node, std::vector<Node>& parents) const;
    //! For each commit a date later than those of its parents; empty: the graph file is damaged,
    //! or the commits go round in a circle.
    std::vector<quint64> correctedDates() const;

    Node nodeOf(const ObjectId& id); //!< names it
    void setRead(Node node, qint64 date, std::span<const ObjectId> parents,
                 const ObjectId& tree = {});

private:
    struct Added
    {
        ObjectId id;
        bool isRead = false;
        quint32 firstParent = 0, parentCount = 0;
        qint64 date = 0;
        ObjectId tree{};
    };
    const Added& added(Node node) const { return m_added[node - m_fileSize]; }
    size_t slotOf(const ObjectId& id) const; // where it stands, or would
    void grow();

    std::shared_ptr<const CommitGraphFile> m_file;
    Node m_fileSize = 0;
    std::vector<Added> m_added;
    std::vector<Node> m_parents;
    std::vector<Node> m_slots; // open addressing over the added ones; kNone: free
};

} // namespace plumb::git
