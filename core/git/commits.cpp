// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitwords_p.h"

#include "git/counters_p.h"

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
    PLUMB_TRY(repo, worker.repo());
    ++objectsRead;
    GitOdb objects;
    Handle<git_odb_object, git_odb_object_free> object;
    const git_oid oid = toOid(id);
    int code = git_repository_odb(out(objects), repo);
    if (code == 0)
        code = git_odb_read(out(object), objects.get(), &oid);
    if (code != 0)
        return objectError(code, id, worker.mirror().name());
    // A million of them are read for a first search: mostly plain letters, and no need for more.
    const QByteArrayView raw(static_cast<const char*>(git_odb_object_data(object.get())),
                             qsizetype(git_odb_object_size(object.get())));
    const qsizetype end = raw.indexOf("\n\n");
    const QByteArrayView header = raw.first(std::max<qsizetype>(0, end));
    const qsizetype author = header.indexOf("\nauthor ");
    const qsizetype name = author + 8, close = header.indexOf('>', name);
    const bool isPlain =
        author >= 0 && close >= 0 && header.indexOf("\nencoding ") < 0
        && std::all_of(raw.begin() + name, raw.end(), [](char c) { return uchar(c) < 0x80; });
    if (isPlain) {
        const QByteArrayView message = raw.sliced(end + 2);
        QByteArray words;
        words.reserve(close + 1 - name + 1 + message.size());
        words.append(header.sliced(name, close + 1 - name)).append('\1').append(message);
        for (char& c : words)
            c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
        return words;
    }
    PLUMB_TRY(commit, worker.commit(id));
    const char* encoding = git_commit_message_encoding(commit.get());
    const git_signature* who = git_commit_author(commit.get());
    const QString words = u"%1 <%2>\1"_s.arg(decoded(who ? who->name : nullptr, encoding),
                                             decoded(who ? who->email : nullptr, encoding))
                          + decoded(git_commit_message(commit.get()), encoding);
    return words.toCaseFolded().toUtf8();
}

} // namespace plumb::git
