// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/attributes_p.h"
#include "git/mirror_p.h"

#include <QDir>
#include <QTemporaryDir>
#include <QVersionNumber>

namespace plumb::git {

namespace {

struct Merged
{
    ObjectId tree; // null where it conflicts
    QList<ConflictSides> conflicts;
    QString note;
};

Error notAncestor(const Mirror& mirror, const Facts& facts, const RevertRequest& request)
{
    QStringList names;
    const auto holders =
        gitOutput(mirror, {{u"for-each-ref"_s, u"--format=%(refname)"_s, u"--contains"_s,
                            request.commit.toHex(), u"refs/clone/heads"_s, u"refs/clone/remotes"_s,
                            u"refs/remotes"_s}});
    if (holders) {
        for (const QByteArray& line : holders->split('\n')) {
            QString name = QString::fromUtf8(line);
            if (name.startsWith(u"refs/remotes/origin/"_s))
                name = (facts.kind == Facts::Kind::Url ? QString() : facts.remoteName + u'/')
                       + name.mid(20);
            else
                name = name.section(u'/', 3);
            if (!name.isEmpty() && !names.contains(name))
                names += printable(name, 200);
        }
    }
    return failure(Error::Kind::Invalid,
                   u"Commit %1 is not in the history of %2, so it cannot be undone there. %3"_s.arg(
                       request.commit.shortHex(), request.onto.shortHex(),
                       names.isEmpty()
                           ? u"No branch holds it."_s
                           : u"These branches hold it: %1."_s.arg(names.join(u", "_s))));
}

Result<ObjectId> emptyTree(Worker& worker)
{
    PLUMB_TRY(repo, worker.repo());
    GitTreeBuilder builder;
    git_oid written;
    if (git_treebuilder_new(out(builder), repo, nullptr) != 0
        || git_treebuilder_write(&written, builder.get()) != 0)
        return failure(Error::Kind::Internal, u"The mirror cannot be written."_s, lastGitMessage());
    return fromOid(written);
}

// The tree that undoing leads back to: that of the only, or of the chosen parent.
Result<ObjectId> treeBefore(Worker& worker, const Commit& commit, int mainline)
{
    const auto count = int(commit.parents.size());
    if (count == 0)
        return emptyTree(worker);
    if (count > 1 && (mainline < 1 || mainline > count)) {
        QStringList parents;
        for (int i = 0; i < count; ++i) {
            PLUMB_TRY(parent, readCommit(worker, commit.parents[i]));
            parents += u"%1 is %2 “%3”"_s.arg(QString::number(i + 1), parent.id.shortHex(),
                                              printable(parent.subject, 80));
        }
        return failure(
            Error::Kind::Invalid,
            u"Commit %1 is a merge; say which parent's side is kept (the mainline): %2."_s.arg(
                commit.id.shortHex(), parents.join(u"; "_s)));
    }
    if (count == 1 && mainline > 1)
        return failure(Error::Kind::Invalid,
                       u"Commit %1 is not a merge; it has no parent number %2."_s.arg(
                           commit.id.shortHex(), QString::number(mainline)));
    PLUMB_TRY(tree, worker.tree(commit.parents[std::max(0, mainline - 1)]));
    return fromOid(*git_tree_id(tree.get()));
}

// Only for merge-tree, and on no branch.
Result<CommitId> syntheticCommit(Worker& worker, const CommitId& on, const ObjectId& content)
{
    PLUMB_TRY(repo, worker.repo());
    PLUMB_TRY(parent, worker.commit(on));
    PLUMB_TRY(tree, worker.tree(content));
    GitSignature nobody;
    git_oid written;
    const git_commit* parents[] = {parent.get()};
    if (git_signature_new(out(nobody), "Plumbline", "plumbline@localhost", 0, 0) != 0
        || git_commit_create(&written, repo, nullptr, nobody.get(), nobody.get(), nullptr, "undo",
                             tree.get(), 1, parents)
               != 0)
        return failure(Error::Kind::Internal, u"The mirror cannot be written."_s, lastGitMessage());
    return fromOid(written);
}

QByteArray sideOf(Worker& worker, const ObjectId& id)
{
    const auto size = worker.sizeOf(id);
    if (!size || *size > kLargestBlob)
        return {};
    const auto blob = worker.blob(id);
    if (!blob)
        return {};
    return QByteArray(static_cast<const char*>(git_blob_rawcontent(blob->get())),
                      qsizetype(git_blob_rawsize(blob->get())));
}

void addSide(Worker& worker, QList<ConflictSides>& conflicts, const QString& path, int stage,
             const ObjectId& id)
{
    if (conflicts.isEmpty() || conflicts.last().path != path)
        conflicts.append({path, {}, {}, {}});
    ConflictSides& sides = conflicts.last();
    (stage == 1 ? sides.base : stage == 2 ? sides.ours : sides.theirs) = sideOf(worker, id);
}

Result<Merged> mergeByGit(Worker& worker, const RevertRequest& request, const ObjectId& treeBefore,
                          const std::stop_token& stop)
{
    // A commit on top of C that takes C back: then the merge base is C, and the merge is the
    // revert.
    PLUMB_TRY(undo, syntheticCommit(worker, request.commit, treeBefore));
    // A bare mirror ignores .gitattributes: they are laid out where git looks for them.
    QTemporaryDir scratch(worker.mirror().path + u"/plumbline-attributes-XXXXXX"_s);
    if (!scratch.isValid())
        return failure(Error::Kind::Internal,
                       u"No scratch folder can be made in %1."_s.arg(worker.mirror().path));
    PLUMB_CHECK(layOutAttributes(worker, request.onto, scratch.path()));
    PLUMB_TRY(done,
              runGit(worker.mirror(),
                     {.arguments = {u"merge-tree"_s, u"--write-tree"_s, u"-z"_s,
                                    request.onto.toHex(), undo.toHex()},
                      .config = GitCall::Config::User, // the user's merge drivers, as in a terminal
                      .globalOptions = {u"--work-tree="_s + scratch.path(), u"-c"_s,
                                        u"core.bare=false"_s},
                      .workingDirectory = scratch.path()},
                     stop));
    const QList<QByteArray> parts = done.output.split('\0');
    const auto tree = ObjectId::fromHex(QString::fromLatin1(parts.value(0)));
    if (done.exitCode > 1 || !tree)
        return failure(Error::Kind::Internal,
                       u"git could not compute the revert of %1 in %2."_s.arg(
                           request.commit.shortHex(), worker.mirror().name()),
                       printable(done.errors));
    Merged merged;
    if (done.exitCode == 0) {
        merged.tree = *tree;
        return merged;
    }
    for (qsizetype i = 1; i < parts.size() && !parts[i].isEmpty(); ++i) {
        // "<mode> <id> <stage>\t<path>"
        const qsizetype tab = parts[i].indexOf('\t');
        const QList<QByteArray> words = parts[i].left(tab).split(' ');
        if (const auto id = ObjectId::fromHex(QString::fromLatin1(words.value(1))))
            addSide(worker, merged.conflicts, QString::fromUtf8(parts[i].mid(tab + 1)),
                    words.value(2).toInt(), *id);
    }
    return merged;
}

Result<Merged> mergeByLibgit2(Worker& worker, const RevertRequest& request)
{
    PLUMB_TRY(repo, worker.repo());
    PLUMB_TRY(undone, worker.commit(request.commit));
    PLUMB_TRY(onto, worker.commit(request.onto));
    const bool isMerge = git_commit_parentcount(undone.get()) > 1;
    GitIndex index;
    if (git_revert_commit(out(index), repo, undone.get(), onto.get(),
                          isMerge ? unsigned(request.mainline) : 0U, nullptr)
        != 0)
        return failure(Error::Kind::Internal,
                       u"The revert of %1 could not be computed."_s.arg(request.commit.shortHex()),
                       lastGitMessage());
    Merged merged;
    merged.note = u"computed by libgit2, git is older than 2.38"_s;
    if (!git_index_has_conflicts(index.get())) {
        git_oid tree;
        if (git_index_write_tree_to(&tree, index.get(), repo) != 0)
            return failure(Error::Kind::Internal, u"The mirror cannot be written."_s,
                           lastGitMessage());
        merged.tree = fromOid(tree);
        return merged;
    }
    for (size_t i = 0; i < git_index_entrycount(index.get()); ++i) {
        const git_index_entry* entry = git_index_get_byindex(index.get(), i);
        if (const int stage = git_index_entry_stage(entry); stage > 0)
            addSide(worker, merged.conflicts, QString::fromUtf8(entry->path), stage,
                    fromOid(entry->id));
    }
    return merged;
}

bool hasMergeTree(const Mirror& mirror)
{
    const auto words = gitOutput(mirror, {{u"version"_s}});
    const QString text =
        words ? QString::fromUtf8(*words).section(u' ', 2, 2).trimmed() : QString();
    return QVersionNumber::fromString(text) >= QVersionNumber(2, 38);
}

// What git's sequencer calls the subject: the first line only.
QString firstLine(const Commit& commit)
{
    return commit.message.section(u'\n', 0, 0, QString::SectionSkipEmpty);
}

QString revertMessage(const QList<Commit>& undone, int mainline)
{
    QString message = undone.size() == 1 ? u"Revert \"%1\"\n\n"_s.arg(firstLine(undone.first()))
                                         : u"Revert %1 commits\n\n"_s.arg(undone.size());
    for (const Commit& commit : undone) {
        message += u"This reverts commit "_s + commit.id.toHex();
        if (commit.parents.size() > 1)
            message += u", reversing\nchanges made to "_s + commit.parents[mainline - 1].toHex();
        message += u".\n"_s;
    }
    return message;
}

// `tree` with what stands at `path` replaced by `entry` (null: removed); null id: the folder is
// empty.
Result<ObjectId> withEntry(Worker& worker, const ObjectId& treeId, QStringList path,
                           const git_tree_entry* entry)
{
    PLUMB_TRY(repo, worker.repo());
    GitTree tree;
    if (!treeId.isNull()) {
        PLUMB_TRY(known, worker.tree(treeId));
        tree = std::move(known);
    }
    GitTreeBuilder builder;
    const auto failed = [&] {
        return failure(Error::Kind::Internal, u"The mirror cannot be written."_s, lastGitMessage());
    };
    if (git_treebuilder_new(out(builder), repo, tree.get()) != 0)
        return failed();
    const QByteArray name = path.takeFirst().toUtf8();
    const git_tree_entry* known = git_treebuilder_get(builder.get(), name.constData());
    git_oid id;
    git_filemode_t mode = GIT_FILEMODE_TREE;
    bool isGone = false;
    if (path.isEmpty()) {
        isGone = entry == nullptr;
        if (entry) {
            id = *git_tree_entry_id(entry);
            mode = git_tree_entry_filemode(entry);
        }
    } else {
        const bool isFolder = known && git_tree_entry_type(known) == GIT_OBJECT_TREE;
        if (!entry && !isFolder)
            return treeId; // nothing there to remove
        PLUMB_TRY(below,
                  withEntry(worker, isFolder ? fromOid(*git_tree_entry_id(known)) : ObjectId{},
                            path, entry));
        isGone = below.isNull();
        id = toOid(below);
    }
    if (isGone ? known && git_treebuilder_remove(builder.get(), name.constData()) != 0
               : git_treebuilder_insert(nullptr, builder.get(), name.constData(), &id, mode) != 0)
        return failed();
    if (git_treebuilder_entrycount(builder.get()) == 0)
        return ObjectId{};
    git_oid written;
    if (git_treebuilder_write(&written, builder.get()) != 0)
        return failed();
    return fromOid(written);
}

QStringList cleaned(const QStringList& paths)
{
    QStringList result;
    for (const QString& path : paths) {
        const QString clean = QDir::cleanPath(path);
        if (clean.isEmpty() || clean == u"."_s || clean == u"/"_s)
            return {}; // everything
        result += clean;
    }
    return result;
}

Result<ObjectId> treeWithContentOf(Worker& worker, const RevertRequest& request,
                                   const QStringList& paths)
{
    PLUMB_TRY(wanted, worker.tree(request.commit));
    if (paths.isEmpty())
        return fromOid(*git_tree_id(wanted.get()));
    PLUMB_TRY(now, worker.tree(request.onto));
    ObjectId tree = fromOid(*git_tree_id(now.get()));
    for (const QString& path : paths) {
        GitTreeEntry entry;
        const int code = git_tree_entry_bypath(out(entry), wanted.get(), path.toUtf8().constData());
        if (code != 0 && code != GIT_ENOTFOUND)
            return failure(Error::Kind::Invalid,
                           u"The path “%1” cannot be read at %2."_s.arg(printable(path, 300),
                                                                        request.commit.shortHex()),
                           lastGitMessage());
        PLUMB_TRY(next, withEntry(worker, tree, path.split(u'/', Qt::SkipEmptyParts), entry.get()));
        tree = next;
    }
    return tree.isNull() ? emptyTree(worker) : Result<ObjectId>(tree);
}

QString revertToMessage(const RevertRequest& request, const QStringList& paths,
                        const QList<Commit>& undone)
{
    QString message = u"Revert to %1\n\nThis gives %2 the content of commit %3"_s.arg(
        request.commit.shortHex(), paths.isEmpty() ? u"all files"_s : paths.join(u", "_s),
        request.commit.toHex());
    if (undone.isEmpty())
        return message + u".\n"_s;
    message += u",\nundoing:\n\n"_s;
    for (const Commit& commit : undone)
        message += u"%1 %2\n"_s.arg(commit.id.shortHex(), commit.subject);
    return message;
}

// `order`: how they are listed; a range is undone in git's own order, the newest first.
Result<QList<Commit>> commitsBetween(Worker& worker, const CommitId& since, const CommitId& last,
                                     const QStringList& order, const QStringList& paths,
                                     const std::stop_token& stop)
{
    PLUMB_TRY(
        listed,
        gitOutput(worker.mirror(),
                  {.arguments = QStringList{u"rev-list"_s} + order
                                + QStringList{last.toHex(), u'^' + since.toHex(), u"--"_s} + paths,
                   .globalOptions = {u"--literal-pathspecs"_s}},
                  stop));
    QList<CommitId> ids;
    for (const QByteArray& line : listed.split('\n'))
        if (const auto id = ObjectId::fromHex(QString::fromLatin1(line)))
            ids += *id;
    return readCommits(worker, ids);
}

// One after the other, each on what the one before has left, until one conflicts.
Result<Unit> undoAll(Worker& worker, const QList<Commit>& commits, RevertPreview& preview,
                     const std::stop_token& stop)
{
    const bool byGit = hasMergeTree(worker.mirror());
    RevertRequest step = preview.request;
    for (const Commit& commit : commits) {
        if (!preview.tree.isNull()) {
            PLUMB_TRY(tip, syntheticCommit(worker, step.onto, preview.tree));
            step.onto = tip;
        }
        step.commit = commit.id;
        PLUMB_TRY(before, treeBefore(worker, commit, step.mainline));
        PLUMB_TRY(merged,
                  byGit ? mergeByGit(worker, step, before, stop) : mergeByLibgit2(worker, step));
        preview.undone += commit;
        preview.tree = merged.tree;
        preview.conflicts = merged.conflicts;
        preview.note = merged.note;
        if (merged.tree.isNull())
            break;
    }
    preview.message = revertMessage(preview.undone, step.mainline);
    return Unit{};
}

} // namespace

Result<RevertPreview> computeRevert(Worker& worker, const RevertRequest& request,
                                    std::stop_token stop)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_TRY(facts, mirror.facts());
    PLUMB_TRY(onto, worker.tree(request.onto));
    PLUMB_TRY(commit, readCommit(worker, request.commit));
    PLUMB_TRY(isAncestor, checkAncestor(mirror, request.commit, request.onto));
    if (!isAncestor)
        return notAncestor(mirror, facts, request);

    RevertPreview preview;
    preview.request = request;
    if (request.kind == RevertRequest::Kind::To) {
        const QStringList paths = cleaned(request.paths);
        PLUMB_TRY(undone, commitsBetween(worker, request.commit, request.onto, {u"--topo-order"_s},
                                         paths, stop));
        PLUMB_TRY(tree, treeWithContentOf(worker, request, paths));
        preview.tree = tree;
        preview.undone = undone;
        preview.message = revertToMessage(request, paths, undone);
    } else if (request.kind == RevertRequest::Kind::Range) {
        PLUMB_TRY(commits, commitsBetween(worker, request.since, request.commit, {}, {}, stop));
        if (commits.isEmpty())
            return failure(
                Error::Kind::Invalid,
                u"There is no commit after %1 up to %2, so nothing is to be undone."_s.arg(
                    request.since.shortHex(), request.commit.shortHex()));
        PLUMB_CHECK(undoAll(worker, commits, preview, stop));
    } else {
        PLUMB_CHECK(undoAll(worker, {commit}, preview, stop));
    }
    if (preview.tree.isNull())
        return preview;
    preview.isEmpty = preview.tree == fromOid(*git_tree_id(onto.get()));
    PLUMB_TRY(files, diffTrees(worker, fromOid(*git_tree_id(onto.get())), preview.tree));
    preview.files = files;
    return preview;
}

} // namespace plumb::git
