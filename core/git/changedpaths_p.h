// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <array>
#include <span>

namespace plumb::git {

//! How the filters of changed paths in a layer of a commit graph were made.
struct FilterRules
{
    quint32 version = 0; //!< of the hash
    quint32 hashes = 0; //!< bits that are set for each path
};

//! A path of a tree ("apps/web"), as a filter of changed paths (a Bloom filter) knows it. A
//! commit's filter holds the files that it changes against its first parent, and the folders above
//! them.
class PathKey
{
public:
    explicit PathKey(QByteArrayView path);
    //! False: it was not changed. True: it was, or it is not known.
    bool mayBeIn(const FilterRules& rules, std::span<const uchar> filter) const;

private:
    std::array<std::array<quint32, 2>, 2> m_hashes; // by version
};

} // namespace plumb::git
