// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitwords_p.h"

#include <QStringDecoder>
#include <QTimeZone>

namespace plumb::git {

namespace {

QString decoded(const char* bytes, const char* encoding)
{
    const QByteArrayView view(bytes ? bytes : "");
    if (encoding && *encoding) {
        QStringDecoder decoder(encoding);
        if (decoder.isValid())
            return decoder(view);
    }
    // What is not UTF-8 although it claims to be is nearly always Latin-1.
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(view);
    return utf8.hasError() ? QString::fromLatin1(view) : text;
}

Signature signature(const git_signature* who, const char* encoding)
{
    Signature result;
    if (!who)
        return result;
    result.name = decoded(who->name, encoding);
    result.email = decoded(who->email, encoding);
    result.when =
        QDateTime::fromSecsSinceEpoch(who->when.time, Qt::OffsetFromUTC, who->when.offset * 60);
    return result;
}

// As git's %s: the lines of the first paragraph, joined.
QString subjectOf(const QString& message)
{
    QStringList lines;
    for (const QString& line : message.split(u'\n')) {
        if (line.trimmed().isEmpty()) {
            if (lines.isEmpty())
                continue;
            break;
        }
        lines += line.trimmed();
    }
    return lines.join(u' ');
}

} // namespace

Result<Commit> readCommit(Worker& worker, const CommitId& id)
{
    PLUMB_TRY(handle, worker.commit(id));
    const git_commit* commit = handle.get();
    const char* encoding = git_commit_message_encoding(commit);
    Commit result;
    result.id = id;
    for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
        result.parents += fromOid(*git_commit_parent_id(commit, i));
    result.tree = fromOid(*git_commit_tree_id(commit));
    result.author = signature(git_commit_author(commit), encoding);
    result.committer = signature(git_commit_committer(commit), encoding);
    result.message = decoded(git_commit_message(commit), encoding);
    result.subject = subjectOf(result.message);
    const QByteArrayView header(git_commit_raw_header(commit));
    result.isSigned = header.contains("\ngpgsig ");
    return result;
}

Result<QList<Commit>> readCommits(Worker& worker, const QList<CommitId>& ids)
{
    QList<Commit> commits;
    commits.reserve(ids.size());
    for (const CommitId& id : ids) {
        PLUMB_TRY(commit, readCommit(worker, id));
        commits.append(std::move(commit));
    }
    return commits;
}

Result<QByteArray> foldedWords(Worker& worker, const CommitId& id)
{
    PLUMB_TRY(commit, worker.commit(id));
    const char* encoding = git_commit_message_encoding(commit.get());
    const git_signature* author = git_commit_author(commit.get());
    const QString words = u"%1 <%2>\1"_s.arg(decoded(author ? author->name : nullptr, encoding),
                                             decoded(author ? author->email : nullptr, encoding))
                          + decoded(git_commit_message(commit.get()), encoding);
    return words.toCaseFolded().toUtf8();
}

} // namespace plumb::git
