// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/attributes_p.h"

#include "base/files.h"
#include "git/names_p.h"

#include <QDir>

namespace plumb::git {

namespace {

constexpr int kDeepest = 64;
constexpr qint64 kLargestFile = 1 << 20;

Result<Unit> layOut(Worker& worker, const git_tree* tree, const QString& folder, int depth)
{
    if (depth > kDeepest)
        return Unit{};
    for (size_t i = 0; i < git_tree_entrycount(tree); ++i) {
        const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
        const QByteArray name(git_tree_entry_name(entry));
        const ObjectId id = fromOid(*git_tree_entry_id(entry));
        if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
            if (!unsafeNameReason(name).isEmpty())
                continue;
            PLUMB_TRY(below, worker.tree(id));
            PLUMB_CHECK(
                layOut(worker, below.get(), folder + u'/' + QString::fromUtf8(name), depth + 1));
        } else if (name == ".gitattributes"
                   && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK) {
            const auto size = worker.sizeOf(id);
            if (!size || *size > kLargestFile)
                continue;
            PLUMB_TRY(blob, worker.blob(id));
            QDir().mkpath(folder);
            PLUMB_CHECK(writeFileDurably(
                folder + u"/.gitattributes"_s,
                QByteArray(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                           qsizetype(git_blob_rawsize(blob.get())))));
        }
    }
    return Unit{};
}

} // namespace

Result<Unit> layOutAttributes(Worker& worker, const CommitId& commit, const QString& folder)
{
    PLUMB_TRY(tree, worker.tree(commit));
    return layOut(worker, tree.get(), folder, 1);
}

} // namespace plumb::git
