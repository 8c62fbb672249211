// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/refusal_p.h"

#include "base/text.h"
#include "kube/apiclient.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace plumb::plan {

namespace {

//! The message of the Status behind an error, or the error's own sentence.
QString serverWords(const Error& error)
{
    const QString message =
        QJsonDocument::fromJson(error.detail.toUtf8()).object().value(u"message"_s).toString();
    return printable(message.isEmpty() ? error.summary : message, 1000);
}

QString asSentence(const QString& words)
{
    return words.endsWith(u'.') ? words : words + u'.';
}

//! The causes that say that a field keeps its value for ever.
QStringList immutableFields(const Error& error)
{
    QStringList fields;
    for (const kube::StatusCause& cause : kube::causesOf(error))
        if (cause.message.contains(u"immutable"_s) || cause.message.contains(u"updates to "_s)
            || cause.message.contains(u"may not change fields"_s)) {
            const QString field = fieldOf(cause.field);
            if (!fields.contains(field))
                fields.append(field);
        }
    return fields;
}

} // namespace

QString fieldOf(const QString& serverPath)
{
    // structured-merge-diff/v4 fieldpath: Path.String quotes strings in keys and nothing in members
    QString path = serverPath.startsWith(u'.') ? serverPath.mid(1) : serverPath;
    static const QRegularExpression kQuoted(u"([=,\\[])\"((?:[^\"\\\\]|\\\\.)*)\""_s);
    path.replace(kQuoted, u"\\1\\2"_s);
    // A dot or slash in the name of an annotation or label is part of the name.
    static const QRegularExpression kNamed(
        u"^(.*\\b(?:annotations|labels|matchLabels|nodeSelector)\\.)([^\\[]*[./][^\\[]*)$"_s);
    if (const auto match = kNamed.match(path); match.hasMatch())
        path = u"%1[\"%2\"]"_s.arg(match.captured(1).chopped(1), match.captured(2));
    return path;
}

QList<Conflict> conflictsOf(const Error& error)
{
    QList<Conflict> conflicts;
    static const QRegularExpression kManager(u"conflict with \"((?:[^\"\\\\]|\\\\.)*)\""_s);
    for (const kube::StatusCause& cause : kube::causesOf(error)) {
        if (cause.reason != u"FieldManagerConflict")
            continue;
        const auto manager = kManager.match(cause.message);
        conflicts.append({printable(manager.hasMatch() ? manager.captured(1) : cause.message, 200),
                          fieldOf(cause.field)});
    }
    return conflicts;
}

bool isUnpreviewable(const Error& error)
{
    // apiserver/pkg/admission/plugin/webhook/errors: NewDryRunUnsupportedErr
    return serverWords(error).contains(u"does not support dry run"_s);
}

Error explained(const Error& error, const objects::ResourceKey& key)
{
    const QString words = serverWords(error), what = describe(key);
    static const QRegularExpression kUndeclared(
        u"(\\.[^:\\s]+(?:\\[[^\\]]*\\][^:\\s]*)*): field not declared in schema"_s);
    if (const auto match = kUndeclared.match(words); match.hasMatch())
        return failure(
            Error::Kind::Invalid,
            u"%1 has no field %2 in the server's schema. Correct the name or its place in Git."_s
                .arg(what, fieldOf(match.captured(1))),
            error.detail);
    if (words.contains(u"field not declared in schema"_s))
        return failure(Error::Kind::Invalid,
                       u"%1 holds a field that the server's schema does not have: %2"_s.arg(
                           what, asSentence(words)),
                       error.detail);
    if (const QStringList fields = immutableFields(error);
        error.kind == Error::Kind::Invalid && !fields.isEmpty())
        return failure(Error::Kind::Invalid,
                       u"%1 of %2 cannot be changed once it exists. Restore it in Git, or give the "
                       u"object another "
                       "name; Plumbline does not delete and recreate it. The server says: %3"_s.arg(
                           fields.join(u", "_s), what, asSentence(words)),
                       error.detail);
    if (isUnpreviewable(error))
        return failure(
            Error::Kind::Unsupported,
            u"The server cannot try %1 without doing it: %2"_s.arg(what, asSentence(words)),
            error.detail);
    static const QRegularExpression kDenied(
        u"admission webhook \"([^\"]+)\" denied the request:? ?(.*)$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = kDenied.match(words); match.hasMatch())
        return failure(error.kind,
                       u"The admission webhook %1 refuses %2: %3"_s.arg(
                           match.captured(1), what, asSentence(match.captured(2))),
                       error.detail);
    return error;
}

} // namespace plumb::plan
