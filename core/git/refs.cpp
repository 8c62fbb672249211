// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/refnames_p.h"

#include <QRegularExpression>

namespace plumb::git {

namespace {

constexpr int kMostRefs = 50'000; // reliability G6

struct MirrorRef
{
    QString name;
    CommitId commit;
};

Result<QList<MirrorRef>> listRefs(Worker& worker, const std::stop_token& stop,
                                  QStringList& problems)
{
    const auto file = CommitGraphFile::open(worker.mirror().path);
    QList<MirrorRef> refs;
    for (const RefName& ref : readRefNames(worker.mirror().path, kShownRefs)) {
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled, u"Reading the refs was stopped on request."_s);
        if (refs.size() == kMostRefs) {
            problems +=
                u"limit of %1 listed branches and tags exceeded; the others can be named but are "
                u"not shown"_s.arg(kMostRefs);
            break;
        }
        const auto commit = commitOf(ref, file ? file->get() : nullptr, worker);
        if (!commit)
            problems += commit.error().summary;
        else if (!commit->isNull()) // a tag of a file or folder
            refs.append({QString::fromUtf8(ref.name), *commit});
    }
    return refs;
}

QString followedBranch(const Mirror& mirror, const Facts& facts)
{
    return mirror.source.branch.isEmpty() ? facts.defaultBranch : mirror.source.branch;
}

// Where the name of a branch is looked up: what the remote has, before what is only in the clone.
QStringList placesOfBranch(const Facts& facts, const QString& branch)
{
    switch (facts.kind) {
    case Facts::Kind::Url:
        return {u"refs/remotes/origin/"_s + branch};
    case Facts::Kind::Bare:
        return {u"refs/clone/heads/"_s + branch};
    case Facts::Kind::Clone:
        break;
    }
    return {u"refs/remotes/origin/"_s + branch,
            u"refs/clone/remotes/%1/%2"_s.arg(facts.remoteName, branch),
            u"refs/clone/heads/"_s + branch};
}

// The user's "refs/heads/x" and so on, in our mirror.
QStringList placesOfFullName(const Facts& facts, const QString& name)
{
    const bool isUrl = facts.kind == Facts::Kind::Url;
    if (name.startsWith(u"refs/heads/"_s))
        return {isUrl ? u"refs/remotes/origin/"_s + name.mid(11) : u"refs/clone/"_s + name.mid(5)};
    if (name.startsWith(u"refs/tags/"_s))
        return {u"refs/clone/"_s + name.mid(5), name};
    if (!name.startsWith(u"refs/remotes/"_s) || isUrl)
        return {};
    QStringList places;
    const QString ours = u"refs/remotes/%1/"_s.arg(facts.remoteName);
    if (facts.kind == Facts::Kind::Clone && name.startsWith(ours))
        places += u"refs/remotes/origin/"_s + name.mid(ours.size());
    return places << u"refs/clone/"_s + name.mid(5);
}

QStringList placesOfName(const Facts& facts, const QString& name)
{
    if (name.startsWith(u"refs/"_s))
        return placesOfFullName(facts, name);
    QStringList places = placesOfBranch(facts, name);
    QString local;
    if (facts.kind == Facts::Kind::Clone)
        local = places.takeLast(); // a tag of the remote goes before an unpushed branch
    places += placesOfFullName(facts, u"refs/tags/"_s + name);
    if (!local.isEmpty())
        places += local;
    places += placesOfFullName(facts, u"refs/remotes/"_s + name);
    places += placesOfFullName(facts, u"refs/"_s + name);
    return places;
}

std::optional<CommitId> lookUp(git_repository* repo, const QStringList& places)
{
    for (const QString& place : places) {
        GitReference reference;
        GitObject commit;
        if (git_reference_lookup(out(reference), repo, place.toUtf8().constData()) == 0
            && git_reference_peel(out(commit), reference.get(), GIT_OBJECT_COMMIT) == 0)
            return fromOid(*git_object_id(commit.get()));
    }
    return std::nullopt;
}

Error unknownRevision(const Mirror& mirror, const Facts& facts, git_repository* repo,
                      const QString& revision)
{
    const QString branch = followedBranch(mirror, facts);
    if (!lookUp(repo, placesOfBranch(facts, branch))
        && (revision == u"HEAD"_s || revision == branch)) {
        GitReferenceIterator all;
        const char* first = nullptr;
        const bool isEmpty = git_reference_iterator_new(out(all), repo) == 0
                             && git_reference_next_name(&first, all.get()) == GIT_ITEROVER;
        if (isEmpty)
            return failure(
                Error::Kind::NotFound,
                u"The repository %1 is empty: it has no commits yet. Commit something and push "
                u"it."_s.arg(mirror.name()));
        return failure(
            Error::Kind::NotFound,
            branch.isEmpty()
                ? u"The repository %1 has no default branch; name one in the workspace."_s.arg(
                    mirror.name())
                : u"The repository %1 has no branch %2."_s.arg(mirror.name(),
                                                               printable(branch, 200)));
    }
    return failure(Error::Kind::NotFound,
                   u"There is no branch, tag or commit “%1” in %2 as last fetched (%3). Check the "
                   u"spelling, or "
                   u"fetch first."_s.arg(printable(revision, 200), mirror.name(),
                                         facts.fetchedAt.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s)));
}

} // namespace

Result<Refs> readRefs(Worker& worker, std::stop_token stop)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_TRY(facts, mirror.facts());
    PLUMB_TRY(repo, worker.repo());
    Refs refs;
    refs.fetchedAt = facts.fetchedAt;
    refs.remoteOfClone = withoutPasswords(facts.remoteOfClone);
    refs.branch = followedBranch(mirror, facts);
    refs.problems = facts.problems;
    PLUMB_TRY(listed, listRefs(worker, stop, refs.problems));

    const bool isUrl = facts.kind == Facts::Kind::Url;
    const QString headBranch = isUrl ? facts.defaultBranch : facts.headBranch;
    QMap<QString, Ref> byName; // of the user's full names; our own fetch goes before the clone's
    for (const MirrorRef& ref : listed) {
        Ref shown;
        shown.target = ref.commit;
        if (ref.name.startsWith(u"refs/remotes/origin/"_s)) {
            const QString branch = ref.name.mid(20);
            shown.kind = isUrl ? Ref::Kind::Branch : Ref::Kind::RemoteBranch;
            shown.name = isUrl ? branch : facts.remoteName + u'/' + branch;
            shown.fullName = (isUrl ? u"refs/heads/"_s : u"refs/remotes/"_s) + shown.name;
            byName.insert(shown.fullName, shown);
            continue;
        }
        const bool isClones = ref.name.startsWith(u"refs/clone/"_s);
        shown.fullName = isClones ? u"refs/"_s + ref.name.mid(11) : ref.name;
        if (shown.fullName.startsWith(u"refs/heads/"_s)) {
            shown.kind = Ref::Kind::Branch;
            shown.name = shown.fullName.mid(11);
        } else if (shown.fullName.startsWith(u"refs/remotes/"_s)) {
            shown.kind = Ref::Kind::RemoteBranch;
            shown.name = shown.fullName.mid(13);
        } else if (shown.fullName.startsWith(u"refs/tags/"_s)) {
            shown.kind = Ref::Kind::Tag;
            shown.name = shown.fullName.mid(10);
        } else {
            shown.name = shown.fullName.mid(5); // "HEAD", detached
            shown.fullName = shown.name;
            shown.isHead = true;
        }
        const bool isOlder =
            shown.kind == Ref::Kind::RemoteBranch || (shown.kind == Ref::Kind::Tag && !isClones);
        if (!isOlder || !byName.contains(shown.fullName))
            byName.insert(shown.fullName, shown);
    }
    for (Ref& ref : byName)
        if (ref.kind == Ref::Kind::Branch && ref.name == headBranch)
            ref.isHead = true;
    refs.all = byName.values();
    if (const auto head = lookUp(repo, placesOfBranch(facts, refs.branch));
        head && !refs.branch.isEmpty())
        refs.head = *head;
    return refs;
}

Result<CommitId> resolveRevision(Worker& worker, const QString& revision)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_TRY(facts, mirror.facts());
    PLUMB_TRY(repo, worker.repo());
    static const QRegularExpression kParts(u"^(.*?)((?:[~^]\\d*|\\^\\{(?:commit)?\\})*)$"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    const auto parts = kParts.match(revision.trimmed());
    QString name = parts.captured(1);
    const QString steps = parts.captured(2);
    if (name.isEmpty() && steps.isEmpty())
        name = u"HEAD"_s;
    const bool isHead = name == u"HEAD"_s || name == u"@"_s;

    auto start = isHead ? lookUp(repo, placesOfBranch(facts, followedBranch(mirror, facts)))
                        : lookUp(repo, placesOfName(facts, name));
    if (start && steps.isEmpty())
        return *start;
    static const QRegularExpression kAbbreviated(u"^[0-9a-fA-F]{4,40}$"_s);
    if (!start && !kAbbreviated.match(name).hasMatch())
        return unknownRevision(mirror, facts, repo, isHead ? u"HEAD"_s : revision);
    if (const auto whole = ObjectId::fromHex(name); whole && !start && steps.isEmpty())
        if (worker.commit(*whole).ok())
            return *whole;
    const QString expression = (start ? start->toHex() : name) + steps + u"^{commit}"_s;
    PLUMB_TRY(asked,
              runGit(mirror, {{u"rev-parse"_s, u"--verify"_s, u"--end-of-options"_s, expression}}));
    if (asked.exitCode == 0)
        return ObjectId::fromHex(QString::fromLatin1(asked.output.trimmed()));
    if (asked.errors.contains("ambiguous"))
        return failure(
            Error::Kind::Invalid,
            u"“%1” is the beginning of more than one name in %2; give more digits."_s.arg(
                printable(revision, 200), mirror.name()),
            printable(asked.errors));
    return unknownRevision(mirror, facts, repo, revision);
}

} // namespace plumb::git
