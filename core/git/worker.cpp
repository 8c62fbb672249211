// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/counters_p.h"
#include "git/searchstate_p.h"

#include <QFile>

namespace plumb::git {

Worker::Worker(const Mirror& mirror)
    : m_mirror(mirror)
{
}
Worker::~Worker() = default;

Result<git_repository*> Worker::repo()
{
    if (m_repo)
        return m_repo.get();
    PLUMB_CHECK(m_mirror.facts());
    if (git_repository_open(out(m_repo), QFile::encodeName(m_mirror.path).constData()) != 0)
        return failure(
            Error::Kind::Internal,
            u"The mirror of %1 in %2 cannot be opened."_s.arg(m_mirror.name(), m_mirror.path),
            lastGitMessage());
    return m_repo.get();
}

Result<GitCommit> Worker::commit(const CommitId& id)
{
    PLUMB_TRY(handle, repo());
    GitCommit commit;
    const git_oid oid = toOid(id);
    ++objectsRead;
    if (const int code = git_commit_lookup(out(commit), handle, &oid); code != 0)
        return objectError(code, id, m_mirror.name());
    return commit;
}

Result<GitTree> Worker::tree(const ObjectId& id)
{
    PLUMB_TRY(handle, repo());
    GitObject object;
    const git_oid oid = toOid(id);
    ++objectsRead;
    if (const int code = git_object_lookup(out(object), handle, &oid, GIT_OBJECT_ANY); code != 0)
        return objectError(code, id, m_mirror.name());
    GitObject peeled;
    if (const int code = git_object_peel(out(peeled), object.get(), GIT_OBJECT_TREE); code != 0) {
        if (git_object_type(object.get()) == GIT_OBJECT_BLOB)
            return failure(Error::Kind::Invalid,
                           u"%1 is a file, not a commit or folder."_s.arg(id.shortHex()));
        return objectError(code, id, m_mirror.name());
    }
    return GitTree(reinterpret_cast<git_tree*>(peeled.release()));
}

Result<GitBlob> Worker::blob(const ObjectId& id)
{
    PLUMB_TRY(handle, repo());
    GitBlob blob;
    const git_oid oid = toOid(id);
    ++objectsRead;
    if (const int code = git_blob_lookup(out(blob), handle, &oid); code != 0)
        return objectError(code, id, m_mirror.name());
    return blob;
}

Result<qint64> Worker::sizeOf(const ObjectId& id)
{
    PLUMB_TRY(handle, repo());
    GitOdb objects;
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    const git_oid oid = toOid(id);
    int code = git_repository_odb(out(objects), handle);
    if (code == 0)
        code = git_odb_read_header(&size, &type, objects.get(), &oid);
    if (code != 0)
        return objectError(code, id, m_mirror.name());
    return qint64(size);
}

} // namespace plumb::git
