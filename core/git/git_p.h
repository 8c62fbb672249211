// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/types.h"

#include <git2.h>

#include <utility>

//! libgit2's types with an owner, and its errors as ours. Only included by .cpp files of this room.

namespace plumb::git {

//! Owns a C handle. Unlike a unique_ptr it can be handed to a C function that fills it, and be used
//! in the same expression.
template <typename T, auto Free>
class Handle
{
public:
    Handle() = default;
    explicit Handle(T* raw)
        : m_raw(raw)
    {
    }
    Handle(Handle&& other) noexcept
        : m_raw(std::exchange(other.m_raw, nullptr))
    {
    }
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_raw, other.m_raw);
        return *this;
    }
    ~Handle() { Free(m_raw); }
    T* get() const { return m_raw; }
    T* release() { return std::exchange(m_raw, nullptr); }
    explicit operator bool() const { return m_raw != nullptr; }
    friend T** out(Handle& handle)
    {
        Free(std::exchange(handle.m_raw, nullptr));
        return &handle.m_raw;
    }

private:
    T* m_raw = nullptr;
};

using GitRepo = Handle<git_repository, git_repository_free>;
using GitObject = Handle<git_object, git_object_free>;
using GitCommit = Handle<git_commit, git_commit_free>;
using GitTree = Handle<git_tree, git_tree_free>;
using GitTreeBuilder = Handle<git_treebuilder, git_treebuilder_free>;
using GitTreeEntry = Handle<git_tree_entry, git_tree_entry_free>;
using GitBlob = Handle<git_blob, git_blob_free>;
using GitOdb = Handle<git_odb, git_odb_free>;
using GitDiff = Handle<git_diff, git_diff_free>;
using GitPatch = Handle<git_patch, git_patch_free>;
using GitIndex = Handle<git_index, git_index_free>;
using GitConfig = Handle<git_config, git_config_free>;
using GitConfigIterator = Handle<git_config_iterator, git_config_iterator_free>;
using GitReference = Handle<git_reference, git_reference_free>;
using GitReferenceIterator = Handle<git_reference_iterator, git_reference_iterator_free>;
using GitSignature = Handle<git_signature, git_signature_free>;

inline ObjectId fromOid(const git_oid& oid)
{
    ObjectId id;
    std::memcpy(id.bytes.data(), oid.id, id.bytes.size());
    return id;
}
inline git_oid toOid(const ObjectId& id)
{
    git_oid oid;
    std::memcpy(oid.id, id.bytes.data(), id.bytes.size());
    return oid;
}

//! libgit2's own words for what failed last on this thread; must be called at once.
QString lastGitMessage();

//! The failure `code` while reading `id`: missing, damaged, of another kind.
Error objectError(int code, const ObjectId& id, const QString& repositoryName);

} // namespace plumb::git
