// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/mirror_p.h"

#include <QHash>

#include <vector>

namespace plumb::git {

//! Which of some files and folders differ between two trees. Only what differs is read.
class TreeChanges
{
public:
    //! Paths from the root ("apps/web"); an empty one is everything.
    TreeChanges(Worker& worker, const QByteArrayList& paths);
    //! A null tree is empty. Numbers of the paths, each once.
    Result<std::vector<int>> between(const ObjectId& before, const ObjectId& after);
    //! Whether there is any; stops at the first.
    Result<bool> anyBetween(const ObjectId& before, const ObjectId& after);

private:
    struct Folder
    {
        int path = -1; //!< the number of the path that ends here
        QHash<QByteArray, size_t> folders;
    };
    struct Entry
    {
        QByteArrayView mode, name, id;
        bool isFolder() const { return mode == "40000"; }
    };
    struct Tree
    {
        ObjectId id;
        std::shared_ptr<git_odb_object> object;
        std::vector<Entry> entries;
    };
    using TreePointer = std::shared_ptr<const Tree>;

    Result<TreePointer> read(const ObjectId& id);
    Result<Unit> compare(const ObjectId& before, const ObjectId& after, size_t folder);
    Result<Unit> note(const Entry* before, const Entry* after, size_t folder);
    bool isEnough() const { return m_stopsAtFirst && !m_found.empty(); }

    Worker& m_worker;
    GitOdb m_objects;
    std::vector<Folder> m_folders; // the root first
    std::vector<int> m_found;
    std::vector<TreePointer> m_recent; // a commit's tree is its child's parent's
    size_t m_next = 0;
    bool m_stopsAtFirst = false;
};

//! A path of a request, from the root and without "." and "//"; empty: everything. Invalid: it
//! leads out of the repository.
Result<QByteArray> canonicalPath(const QString& path);

} // namespace plumb::git
