// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "git/mirror_p.h"

#include <QRegularExpression>

namespace plumb::git {

namespace {

// What a clone's own config says about the person, handed to git as data. // docs/adr/0004
QStringList personOf(const Facts& facts)
{
    QStringList options{u"-c"_s, u"user.useConfigOnly=true"_s};
    for (const auto& [key, value] :
         {std::pair(u"user.name"_s, facts.userName), std::pair(u"user.email"_s, facts.userEmail),
          std::pair(u"user.signingKey"_s, facts.signingKey)})
        if (!value.isEmpty())
            options += {u"-c"_s, key + u'=' + value};
    return options;
}

Result<CommitId> signedCommit(const Mirror& mirror, const Facts& facts, const ObjectId& tree,
                              const QList<CommitId>& parents, const QString& message,
                              const Identity& identity)
{
    QStringList arguments{u"commit-tree"_s, u"-S"_s, u"-F"_s, u"-"_s};
    for (const CommitId& parent : parents)
        arguments += {u"-p"_s, parent.toHex()};
    arguments += tree.toHex();
    PLUMB_TRY(done, runGit(mirror, {.arguments = arguments,
                                    .config = GitCall::Config::User,
                                    .input = message.toUtf8(),
                                    .environment = {{u"GIT_AUTHOR_NAME"_s, identity.name},
                                                    {u"GIT_AUTHOR_EMAIL"_s, identity.email},
                                                    {u"GIT_COMMITTER_NAME"_s, identity.name},
                                                    {u"GIT_COMMITTER_EMAIL"_s, identity.email}},
                                    .globalOptions =
                                        personOf(facts)
                                        + QStringList{u"-c"_s, u"i18n.commitEncoding=UTF-8"_s}}));
    const auto id = ObjectId::fromHex(QString::fromLatin1(done.output.trimmed()));
    if (done.exitCode == 0 && id)
        return *id;
    return failure(Error::Kind::Forbidden,
                   u"Your Git configuration asks for signed commits (commit.gpgsign), and signing "
                   u"failed: %1. Nothing was "
                   u"committed."_s.arg(printable(QString::fromUtf8(done.errors).simplified(), 600)),
                   printable(done.errors));
}

Result<CommitId> plainCommit(Worker& worker, const ObjectId& treeId,
                             const QList<CommitId>& parentIds, const QString& message,
                             const Identity& identity)
{
    PLUMB_TRY(repo, worker.repo());
    PLUMB_TRY(tree, worker.tree(treeId));
    std::vector<GitCommit> parents;
    std::vector<const git_commit*> raw;
    for (const CommitId& id : parentIds) {
        PLUMB_TRY(parent, worker.commit(id));
        raw.push_back(parent.get());
        parents.push_back(std::move(parent));
    }
    GitSignature who;
    if (git_signature_now(out(who), identity.name.toUtf8().constData(),
                          identity.email.toUtf8().constData())
        != 0)
        return failure(Error::Kind::Invalid,
                       u"“%1 <%2>” cannot be the author of a commit."_s.arg(
                           printable(identity.name, 200), printable(identity.email, 200)),
                       lastGitMessage());
    git_oid written;
    if (git_commit_create(&written, repo, nullptr, who.get(), who.get(), nullptr,
                          message.toUtf8().constData(), tree.get(), raw.size(), raw.data())
        != 0)
        return failure(
            Error::Kind::Internal,
            u"The commit could not be written to the mirror of %1."_s.arg(worker.mirror().name()),
            lastGitMessage());
    return fromOid(written);
}

} // namespace

Result<Identity> readIdentity(const Mirror& mirror)
{
    PLUMB_TRY(facts, mirror.facts());
    PLUMB_TRY(asked, runGit(mirror, {.arguments = {u"var"_s, u"GIT_AUTHOR_IDENT"_s},
                                     .config = GitCall::Config::User,
                                     .globalOptions = personOf(facts)}));
    static const QRegularExpression kIdentity(u"^(.*) <([^<>]*)> \\d+ [+-]\\d{4}$"_s);
    const auto match = kIdentity.match(QString::fromUtf8(asked.output).trimmed());
    if (asked.exitCode == 0 && match.hasMatch() && !match.captured(1).isEmpty()
        && !match.captured(2).isEmpty())
        return Identity{match.captured(1), match.captured(2)};
    return failure(Error::Kind::NotFound,
                   u"Git does not know who you are, so no commit can be made: neither your global "
                   u"configuration nor this "
                   u"clone sets user.name and user.email. Run “git config --global user.name …” "
                   u"and “git config --global "
                   u"user.email …”, then try again."_s,
                   printable(asked.errors));
}

Result<CommitId> writeCommit(Worker& worker, const ObjectId& tree, const QList<CommitId>& parents,
                             const QString& message, const Identity& identity)
{
    const Mirror& mirror = worker.mirror();
    PLUMB_TRY(facts, mirror.facts());
    PLUMB_TRY(repo, worker.repo());
    if (identity.name.trimmed().isEmpty() || identity.email.trimmed().isEmpty())
        return failure(Error::Kind::Invalid,
                       u"A commit needs the name and the email of its author."_s);
    PLUMB_TRY(lock, MirrorLock::take(mirror, {}));
    Q_UNUSED(lock);
    const auto wantsSignature = gitOutput(
        mirror, {.arguments = {u"config"_s, u"--type=bool"_s, u"--get"_s, u"commit.gpgsign"_s},
                 .config = GitCall::Config::User});
    const bool isSigned = wantsSignature && wantsSignature->trimmed() == "true";
    PLUMB_TRY(id, isSigned ? signedCommit(mirror, facts, tree, parents, message, identity)
                           : plainCommit(worker, tree, parents, message, identity));
    // Without a ref a later clean-up could take work that is not pushed yet.
    GitReference kept;
    const git_oid oid = toOid(id);
    const QByteArray name = "refs/plumbline/commits/" + id.toHex().toLatin1();
    if (git_reference_create(out(kept), repo, name.constData(), &oid, 1, nullptr) != 0)
        return failure(Error::Kind::Internal,
                       u"The commit could not be kept in the mirror of %1."_s.arg(mirror.name()),
                       lastGitMessage());
    return id;
}

} // namespace plumb::git
