// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/changedpaths_p.h"
#include "git/types.h"

#include <QFile>

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace plumb::git {

//! The commits of git's commit-graph file, or of a chain of them, read in place from a mapping that
//! no access leaves, whatever the file says. Immutable; any thread.
class CommitGraphFile
{
public:
    static constexpr quint32 kNone = 0xffff'ffff;
    struct Layer;

    //! NotFound: there is none. Unsupported: git would not use it here either (SHA-256 names,
    //! replaced objects, grafts, a shallow history). Invalid: it is damaged.
    static Result<std::shared_ptr<const CommitGraphFile>> open(const QString& gitFolder);
    CommitGraphFile();
    ~CommitGraphFile();

    quint32 size() const { return m_size; }
    ObjectId id(quint32 at) const;
    ObjectId tree(quint32 at) const;
    quint32 find(const ObjectId& id) const; //!< kNone: not in it
    qint64 date(quint32 at) const; //!< the committer's, in seconds
    //! Its parents and date will be asked for soon.
    void prefetch(quint32 at) const;
    //! Appends the parents; false: the file is damaged there.
    bool parents(quint32 at, std::vector<quint32>& parents) const;
    //! Whether it changes that path against its first parent; true also where nobody knows.
    bool mayChange(quint32 at, const PathKey& path) const;
    //! How many commits have no filter of changed paths.
    quint32 withoutFilter() const;
    //! Appends the commits whose ids begin with these (up to 40) hexadecimal digits.
    void findPrefix(const QByteArray& digits, std::vector<quint32>& found) const;
    //! For each commit a date later than those of its parents; empty: the file is damaged.
    std::vector<quint64> correctedDates() const;
    //! Whether each layer is what its checksum says. Reads everything; blocks, worker threads.
    bool isIntact(std::stop_token stop) const;
    //! The file was read through once and is looked at here and there from now on: its pages need
    //! not stay in memory.
    void letGo() const;

private:
    const Layer& layerOf(quint32 at) const;
    bool readCorrectedDates(std::vector<quint64>& dates) const;
    bool computeCorrectedDates(std::vector<quint64>& dates) const;

    std::vector<std::unique_ptr<Layer>> m_layers; // the oldest first
    quint32 m_size = 0;
    bool m_hasCorrectedDates = false;
};

} // namespace plumb::git
