// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/mirror_p.h"

namespace plumb::git {

namespace {

struct TreePair
{
    GitTree before, after; //!< before: null for a first commit
};

Result<TreePair> treesOf(Worker& worker, const CommitId& id, int parent)
{
    PLUMB_TRY(commit, worker.commit(id));
    TreePair pair;
    PLUMB_TRY(after, worker.tree(fromOid(*git_commit_tree_id(commit.get()))));
    pair.after = std::move(after);
    const auto count = int(git_commit_parentcount(commit.get()));
    if (count == 0 && parent <= 1)
        return pair;
    if (parent < 1 || parent > count)
        return failure(Error::Kind::Invalid,
                       u"Commit %1 has %2 parents; there is no parent number %3."_s.arg(
                           id.shortHex(), QString::number(count), QString::number(parent)));
    PLUMB_TRY(before,
              worker.tree(fromOid(*git_commit_parent_id(commit.get(), unsigned(parent - 1)))));
    pair.before = std::move(before);
    return pair;
}

// Likeness needs the whole content in memory.
constexpr qint64 kLargestCompared = 64LL << 20;

bool isLarge(Worker& worker, const git_diff_file& file, qint64 limit = kLargestBlob)
{
    if (git_oid_is_zero(&file.id) || file.mode == GIT_FILEMODE_COMMIT
        || file.mode == GIT_FILEMODE_TREE)
        return false;
    const auto size = worker.sizeOf(fromOid(file.id));
    return size && *size > limit;
}

Result<GitDiff> compare(Worker& worker, git_tree* before, git_tree* after)
{
    PLUMB_TRY(repo, worker.repo());
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
    options.max_size = kLargestBlob;
    GitDiff diff;
    const auto failed = [&] {
        return failure(
            Error::Kind::Invalid,
            u"The changes cannot be read: an object of %1 is missing or damaged. Run “git fsck” in "
            u"the clone."_s.arg(worker.mirror().name()),
            lastGitMessage());
    };
    if (git_diff_tree_to_tree(out(diff), repo, before, after, &options) != 0)
        return failed();
    git_diff_find_options find = GIT_DIFF_FIND_OPTIONS_INIT;
    find.flags = GIT_DIFF_FIND_RENAMES;
    find.rename_limit = 1000;
    for (size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta* delta = git_diff_get_delta(diff.get(), i);
        const bool isCandidate =
            delta->status == GIT_DELTA_ADDED || delta->status == GIT_DELTA_DELETED;
        if (isCandidate
            && (isLarge(worker, delta->old_file, kLargestCompared)
                || isLarge(worker, delta->new_file, kLargestCompared)))
            find.flags |= GIT_DIFF_FIND_EXACT_MATCH_ONLY;
    }
    if (git_diff_find_similar(diff.get(), &find) != 0)
        return failed();
    return diff;
}

FileChange changeOf(const git_diff_delta& delta)
{
    FileChange change;
    change.path = QString::fromUtf8(delta.new_file.path);
    change.oldPath = QString::fromUtf8(delta.old_file.path);
    change.oldId = fromOid(delta.old_file.id);
    change.newId = fromOid(delta.new_file.id);
    change.isSubmodule =
        delta.old_file.mode == GIT_FILEMODE_COMMIT || delta.new_file.mode == GIT_FILEMODE_COMMIT;
    switch (delta.status) {
    case GIT_DELTA_ADDED:
        change.kind = FileChange::Kind::Added;
        break;
    case GIT_DELTA_DELETED:
        change.kind = FileChange::Kind::Deleted;
        break;
    case GIT_DELTA_RENAMED:
        change.kind = FileChange::Kind::Renamed;
        break;
    case GIT_DELTA_TYPECHANGE:
        change.kind = FileChange::Kind::TypeChanged;
        break;
    default:
        break;
    }
    return change;
}

DiffLine lineOf(const git_diff_line& line)
{
    DiffLine result;
    switch (line.origin) {
    case GIT_DIFF_LINE_ADDITION:
        result.kind = DiffLine::Kind::Added;
        break;
    case GIT_DIFF_LINE_DELETION:
        result.kind = DiffLine::Kind::Removed;
        break;
    case GIT_DIFF_LINE_CONTEXT_EOFNL:
    case GIT_DIFF_LINE_ADD_EOFNL:
    case GIT_DIFF_LINE_DEL_EOFNL:
        result.text = u"\\ No newline at end of file"_s;
        return result;
    default:
        break;
    }
    result.text = QString::fromUtf8(line.content, qsizetype(line.content_len));
    if (result.text.endsWith(u'\n'))
        result.text.chop(1);
    return result;
}

// A pointer of Git LFS says so in its first line, and is small. The size that it names; -1: it is
// none.
qint64 lfsSize(Worker& worker, const git_diff_file& file)
{
    constexpr qint64 kLargestPointer = 1024;
    if (git_oid_is_zero(&file.id) || file.mode == GIT_FILEMODE_COMMIT
        || isLarge(worker, file, kLargestPointer))
        return -1;
    const auto blob = worker.blob(fromOid(file.id));
    if (!blob)
        return -1;
    const QByteArrayView text(static_cast<const char*>(git_blob_rawcontent(blob->get())),
                              qsizetype(git_blob_rawsize(blob->get())));
    if (!text.startsWith("version https://git-lfs."))
        return -1;
    const qsizetype line = text.indexOf("\nsize ");
    const QByteArrayView rest = line < 0 ? QByteArrayView() : text.sliced(line + 6);
    bool isNumber = false;
    const qint64 size =
        rest.first(std::max<qsizetype>(0, rest.indexOf('\n'))).toByteArray().toLongLong(&isNumber);
    return isNumber && size >= 0 ? size : 0;
}

Result<FileDiff> fileDiff(Worker& worker, git_diff* diff, size_t index)
{
    const git_diff_delta* delta = git_diff_get_delta(diff, index);
    FileDiff result;
    result.change = changeOf(*delta);
    if (isLarge(worker, delta->old_file) || isLarge(worker, delta->new_file)) {
        result.isTooLarge = true;
        return result;
    }
    GitPatch patch;
    if (git_patch_from_diff(out(patch), diff, index) != 0)
        return failure(Error::Kind::Invalid,
                       u"The change of %1 cannot be read: an object of %2 is missing or damaged. "
                       u"Run “git fsck” "
                       u"in the clone."_s.arg(result.change.path, worker.mirror().name()),
                       lastGitMessage());
    if (!patch)
        return result;
    result.isBinary = git_patch_get_delta(patch.get())->flags & GIT_DIFF_FLAG_BINARY;
    for (size_t hunk = 0; hunk < git_patch_num_hunks(patch.get()); ++hunk) {
        const git_diff_hunk* head = nullptr;
        size_t lines = 0;
        if (git_patch_get_hunk(&head, &lines, patch.get(), hunk) != 0)
            continue;
        result.lines.append(
            {DiffLine::Kind::Hunk,
             QString::fromUtf8(head->header, qsizetype(head->header_len)).trimmed()});
        for (size_t i = 0; i < lines; ++i) {
            const git_diff_line* line = nullptr;
            if (git_patch_get_line_in_hunk(&line, patch.get(), hunk, i) == 0)
                result.lines.append(lineOf(*line));
        }
    }
    result.lfsOldSize = lfsSize(worker, delta->old_file);
    result.lfsNewSize = lfsSize(worker, delta->new_file);
    result.isLfsPointer = result.lfsOldSize >= 0 || result.lfsNewSize >= 0;
    return result;
}

} // namespace

Result<QList<FileChange>> readChanges(Worker& worker, const CommitId& commit, int parent)
{
    PLUMB_TRY(trees, treesOf(worker, commit, parent));
    PLUMB_TRY(diff, compare(worker, trees.before.get(), trees.after.get()));
    QList<FileChange> changes;
    for (size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i)
        changes.append(changeOf(*git_diff_get_delta(diff.get(), i)));
    return changes;
}

Result<FileDiff> readDiff(Worker& worker, const CommitId& commit, const QString& path, int parent)
{
    PLUMB_TRY(trees, treesOf(worker, commit, parent));
    PLUMB_TRY(diff, compare(worker, trees.before.get(), trees.after.get()));
    for (size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const FileChange change = changeOf(*git_diff_get_delta(diff.get(), i));
        if (change.path == path || change.oldPath == path)
            return fileDiff(worker, diff.get(), i);
    }
    return failure(Error::Kind::NotFound,
                   u"Commit %1 does not change %2."_s.arg(commit.shortHex(), path));
}

Result<QList<FileDiff>> diffTrees(Worker& worker, const ObjectId& before, const ObjectId& after)
{
    PLUMB_TRY(old, worker.tree(before));
    PLUMB_TRY(now, worker.tree(after));
    PLUMB_TRY(diff, compare(worker, old.get(), now.get()));
    QList<FileDiff> files;
    for (size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        PLUMB_TRY(file, fileDiff(worker, diff.get(), i));
        files.append(std::move(file));
    }
    return files;
}

} // namespace plumb::git
