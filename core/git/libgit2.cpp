// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"
#include "git/git_p.h"
#include "git/repository.h"

#include <mutex>

namespace plumb::git {

void initialise()
{
    static std::once_flag once;
    std::call_once(once, [] {
        git_libgit2_init();
        // No configuration but a repository's own is ever read: what a user's or system's file
        // would redirect belongs to the git program, which runs in our mirrors only. // reliability
        // G1, G2
        for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                                GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1); // reliability G3
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1); // reliability G7
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1);
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_SYMBOLIC_REF_CREATION, 1);
        git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
        git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, size_t(1) << 30); // reliability G6
        git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, size_t(50'000'000));
        git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, ssize_t(64) << 20);
        int major = 0, minor = 0, revision = 0;
        git_libgit2_version(&major, &minor, &revision);
        qCInfo(lcGit, "libgit2 %d.%d.%d", major, minor, revision);
    });
}

QString lastGitMessage()
{
    const git_error* last = git_error_last();
    return last && last->message ? QString::fromUtf8(last->message) : QString();
}

Error objectError(int code, const ObjectId& id, const QString& repositoryName)
{
    const QString words = lastGitMessage();
    if (code == GIT_ENOTFOUND)
        return failure(
            Error::Kind::NotFound,
            u"Object %1 is missing from the repository %2. It may be a shallow or damaged "
            u"clone; “git fsck” in it tells more."_s.arg(id.toHex(), repositoryName),
            words);
    return failure(
        Error::Kind::Invalid,
        u"Object %1 of the repository %2 is damaged and cannot be read. Run “git fsck” in "
        u"the clone, repair it, and open it again; nothing was changed."_s.arg(id.toHex(),
                                                                               repositoryName),
        words);
}

} // namespace plumb::git
