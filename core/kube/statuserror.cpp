// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secretvalue.h"
#include "base/text.h"
#include "kube/apiclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

namespace plumb::kube {

namespace {

using Kind = Error::Kind;

Kind kindOf(int code, const QString& reason, const QString& message)
{
    switch (code) {
    case 400:
    case 413:
    case 422:
        return Kind::Invalid;
    case 401:
        return Kind::Unauthorised;
    case 403:
        return Kind::Forbidden;
    case 404:
        return Kind::NotFound;
    case 405:
    case 406:
    case 415:
        return Kind::Unsupported;
    case 409:
        return reason == u"AlreadyExists" ? Kind::AlreadyExists : Kind::Conflict;
    case 410:
        return Kind::Expired;
    case 429:
        return Kind::TooManyRequests;
    case 502:
    case 503:
        return Kind::Unreachable;
    case 504:
        return Kind::Timeout;
    default:
        break;
    }
    // The server answers 500 to a field that its schema lacks; nothing was applied. //
    // docs/adr/0015
    if (code == 500 && message.contains(u"field not declared in schema"))
        return Kind::Invalid;
    if (code >= 300 && code < 400)
        return Kind::Unsupported;
    return Kind::Internal;
}

//! "needs: list deployments.apps in namespace shop"; empty when the text is not RBAC's.
QString missingRule(const QString& message)
{
    static const QRegularExpression kRule(
        u"cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\" "
        "(?:in the namespace \"([^\"]+)\"|at the cluster scope)"_s);
    static const QRegularExpression kPath(u"cannot (\\S+) path \"([^\"]+)\""_s);
    if (const auto rule = kRule.match(message); rule.hasMatch()) {
        const QString group = rule.captured(3), ns = rule.captured(4);
        const QString place = ns.isEmpty() ? u"at the cluster scope"_s : u"in namespace "_s + ns;
        return u"needs: %1 %2%3 %4"_s.arg(rule.captured(1), rule.captured(2),
                                          group.isEmpty() ? QString() : u'.' + group, place);
    }
    if (const auto path = kPath.match(message); path.hasMatch())
        return u"needs: %1 %2"_s.arg(path.captured(1), path.captured(2));
    return {};
}

bool isAboutSecret(const QJsonObject& status)
{
    const QString kind = status.value(u"details"_s).toObject().value(u"kind"_s).toString();
    return kind.compare(u"Secret"_s, Qt::CaseInsensitive) == 0
           || kind.compare(u"secrets"_s, Qt::CaseInsensitive) == 0
           || status.value(u"message"_s).toString().contains(u"Secret "_s);
}

//! A validator's text about a Secret may quote its values; of such an answer code, reason and field
//! names are kept. // reliability S5
QJsonObject withoutValues(QJsonObject status)
{
    QJsonObject details = status.value(u"details"_s).toObject();
    QStringList fields;
    QJsonArray causes;
    for (const auto& cause : details.value(u"causes"_s).toArray()) {
        const QString field = cause.toObject().value(u"field"_s).toString();
        fields += field;
        causes +=
            QJsonObject{{u"reason"_s, cause.toObject().value(u"reason"_s)}, {u"field"_s, field}};
    }
    details.insert(u"causes"_s, causes);
    status.insert(u"details"_s, details);
    fields.removeAll(QString());
    status.insert(u"message"_s,
                  u"%1 (the server's words are not shown, since they are about a Secret)%2"_s.arg(
                      status.value(u"reason"_s).toString(u"refused"_s),
                      fields.isEmpty() ? QString() : u"; fields: "_s + fields.join(u", "_s)));
    return status;
}

QString hintFor(int code, const QString& message, const Response& response)
{
    switch (code) {
    case 401:
        if (response.certificateEnded.isValid())
            return u"The client certificate expired on %1; it has to be renewed."_s.arg(
                response.certificateEnded.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s));
        return u"The server does not accept these credentials; they may have expired."_s;
    case 403:
        if (message.contains(u"exceeded quota"_s))
            return u"This is a quota of the namespace, not a missing permission."_s;
        if (message.contains(u"is being terminated"_s))
            return u"The namespace is being deleted."_s;
        if (const QString rule = missingRule(message); !rule.isEmpty())
            return u"You lack the permission; %1."_s.arg(rule);
        return {};
    case 410:
        return u"The version asked for is too old for the server."_s;
    case 413:
        return u"The object is too large for the server."_s;
    case 429:
        return response.retryAfterSeconds >= 0 ? u"The server is busy and asks to wait %1 s."_s.arg(
                   std::min(response.retryAfterSeconds, 60))
                                               : u"The server is busy."_s;
    default:
        break;
    }
    return {};
}

} // namespace

Error errorOf(const Response& response, const QString& doing)
{
    QJsonObject status = QJsonDocument::fromJson(response.body).object();
    const bool isStatus = status.value(u"kind"_s).toString() == u"Status";
    const int code = response.status;
    if (isStatus && isAboutSecret(status) && (code == 400 || code == 422 || code >= 500))
        status = withoutValues(status);
    const QString reason = status.value(u"reason"_s).toString();
    QString message, detail;
    if (isStatus) {
        message = redacted(status.value(u"message"_s).toString());
        detail = redacted(QString::fromUtf8(QJsonDocument(status).toJson(QJsonDocument::Compact)));
    } else {
        // A proxy's page or plain text: some of it helps. // W-08
        message =
            printable(redacted(QString::fromUtf8(response.body.left(2000))).simplified(), 200);
        detail = message;
    }
    if (code >= 300 && code < 400)
        message =
            u"the server redirects to %1, which is refused because credentials would go there"_s
                .arg(printable(QUrl(QString::fromUtf8(response.location)).host(), 200));

    QString summary = u"%1 failed: "_s.arg(doing);
    const QString hint = hintFor(code, message, response);
    if (!hint.isEmpty())
        summary += printable(hint, 1000) + u' '; // it quotes the server's words
    // Which server is broken; and words that are not an API server's may be those of anything at
    // that address or on the way. // W-08
    const bool saysFrom = (!isStatus || code >= 500) && !response.from.isEmpty();
    const QString from = saysFrom ? u" from "_s + response.from : QString();
    summary +=
        u"Answer %1%2%3%4"_s.arg(QString::number(code), from,
                                 message.isEmpty() ? QString() : u": "_s, printable(message, 1000));
    if (!summary.endsWith(u'.'))
        summary += u'.';
    Kind kind = kindOf(code, reason, message);
    // Of an object that is absent the server says so in a Status, of an unknown path in these
    // words. Another page is not its answer, and no proof that anything is missing.
    if (code == 404 && !isStatus && !response.body.startsWith("404 page not found")) {
        kind = Kind::Unreachable;
        summary += u" That page is not an API server's: perhaps a proxy answers at this address."_s;
    }
    return failure(kind, summary, detail);
}

QString missingRuleOf(const Error& error)
{
    if (error.kind != Kind::Forbidden)
        return {};
    return missingRule(
        QJsonDocument::fromJson(error.detail.toUtf8()).object().value(u"message"_s).toString());
}

QList<StatusCause> causesOf(const Error& error)
{
    QList<StatusCause> causes;
    const QJsonObject status = QJsonDocument::fromJson(error.detail.toUtf8()).object();
    for (const auto& value : status.value(u"details"_s).toObject().value(u"causes"_s).toArray()) {
        const QJsonObject cause = value.toObject();
        causes += {cause.value(u"reason"_s).toString(), cause.value(u"message"_s).toString(),
                   cause.value(u"field"_s).toString()};
    }
    return causes;
}

} // namespace plumb::kube
