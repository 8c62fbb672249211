// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/transporterror_p.h"

#include "base/text.h"

#include <QUrl>

#include <system_error>

#include <openssl/x509_vfy.h>

namespace plumb::kube {

namespace {

using Kind = Error::Kind;

struct Sentence
{
    Kind kind = Kind::Unreachable;
    QString text;
};

QString systemWords(long error)
{
    return QString::fromStdString(std::generic_category().message(int(error)));
}

QString seconds(std::chrono::milliseconds time)
{
    return u"%1 s"_s.arg(double(time.count()) / 1000.0);
}

Sentence certificateSentence(const Trouble& trouble, const Endpoint& endpoint,
                             const QString& server)
{
    // For a wrong name libcurl leaves no result, only words.
    if (trouble.text.contains("subject name")
        || trouble.verifyResult == X509_V_ERR_HOSTNAME_MISMATCH)
        return {Kind::Unreachable, u"The certificate of %1 is for another name. The address in the "
                                   u"kubeconfig may be wrong, "
                                   "or tls-server-name is needed there."_s.arg(server)};
    switch (trouble.verifyResult) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return {Kind::Unreachable,
                u"The certificate of %1 has expired, or this machine's clock (%2) is wrong."_s.arg(
                    server, QDateTime::currentDateTimeUtc().toString(Qt::ISODate))};
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return {
            Kind::Unreachable,
            u"The certificate of %1 is not yet valid; probably this machine's clock (%2) is wrong."_s
                .arg(server, QDateTime::currentDateTimeUtc().toString(Qt::ISODate))};
    default:
        break;
    }
    return {Kind::Unreachable,
            u"The certificate of %1 is not signed by %2 (%3). This may be another server than the "
            "kubeconfig means."_s.arg(
                server,
                endpoint.caPem.isEmpty() ? u"an authority that this machine trusts"_s
                                         : u"the authority in the kubeconfig"_s,
                QString::fromLatin1(X509_verify_cert_error_string(trouble.verifyResult)))};
}

Sentence ownSentence(const Trouble& trouble, const Request& request, const TransportLimits& limits,
                     const QString& server)
{
    switch (trouble.why) {
    case Trouble::Cancelled:
        return {Kind::Cancelled, u"The request to %1 was cancelled."_s.arg(server)};
    case Trouble::ConnectTimeout:
        return {Kind::Timeout,
                u"%1 did not accept a connection within %2. A firewall or a missing VPN is "
                "the usual reason."_s.arg(server, seconds(limits.connect))};
    case Trouble::TlsTimeout:
        return {Kind::Timeout,
                u"%1 accepted the connection but did not finish the TLS handshake within "
                "%2."_s.arg(server, seconds(limits.tls))};
    case Trouble::HeadTimeout:
        return {Kind::Timeout,
                u"%1 did not begin to answer within %2."_s.arg(server, seconds(limits.head))};
    case Trouble::HeadTooLarge:
        return {Kind::Invalid,
                u"%1 sent more than %2 bytes of headers; the answer was refused."_s.arg(server).arg(
                    limits.headBytes)};
    case Trouble::FlawedHead:
        return {Kind::Invalid,
                u"The answer of %1 cannot be believed: %2."_s.arg(server, trouble.flaw)};
    case Trouble::BodyTooLarge:
        return {
            Kind::Invalid,
            u"The answer of %1 is larger than the limit of %2 bytes; it was refused."_s.arg(server)
                .arg(request.maxBody)};
    case Trouble::LineTooLong:
        return {
            Kind::Invalid,
            u"%1 sent a line longer than the limit of %2 bytes; the stream was ended."_s.arg(server)
                .arg(limits.lineBytes)};
    case Trouble::SentTwice:
    case Trouble::None:
        break;
    }
    return {Kind::Unreachable,
            u"The connection to %1 broke; the request was not sent again."_s.arg(server)};
}

Sentence curlSentence(const Trouble& trouble, const Endpoint& endpoint, const Request& request,
                      const QString& server)
{
    const QString text = printable(QString::fromUtf8(trouble.text), 200);
    const QString why =
        text.isEmpty() ? QString::fromLatin1(curl_easy_strerror(trouble.code)) : text;
    if (trouble.proxyStatus >= 300)
        return {Kind::Unreachable,
                u"The proxy %1 refused to connect to %2: it answered %3%4."_s.arg(
                    trouble.proxy, server, QString::number(trouble.proxyStatus),
                    trouble.proxyStatus == 407 ? u", it wants a name and a password"_s : u""_s)};
    switch (trouble.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return {Kind::Unreachable, u"The name of %1 is not known to DNS."_s.arg(server)};
    case CURLE_COULDNT_RESOLVE_PROXY:
        return {Kind::Unreachable,
                u"The name of the proxy %1, which leads to %2, is not known to DNS."_s.arg(
                    trouble.proxy, server)};
    case CURLE_COULDNT_CONNECT:
        if (!trouble.proxy.isEmpty())
            return {Kind::Unreachable,
                    u"No connection to the proxy %1, which leads to %2: %3."_s.arg(
                        trouble.proxy, server,
                        trouble.systemError ? systemWords(trouble.systemError) : why)};
        return {
            Kind::Unreachable,
            u"No connection to %1: %2. The API server may be down, or its address has changed."_s
                .arg(server, trouble.systemError ? systemWords(trouble.systemError) : why)};
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateSentence(trouble, endpoint, server);
    case CURLE_SSL_CERTPROBLEM:
        return {Kind::Invalid,
                u"The client certificate or key in the kubeconfig cannot be used: %1."_s.arg(why)};
    case CURLE_SSL_CACERT_BADFILE:
        return {Kind::Invalid,
                u"The certificate authority in the kubeconfig cannot be read: %1."_s.arg(why)};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return {Kind::Unreachable,
                u"What answers at %1 does not speak HTTP (%2). Another service may listen there, "
                "or the address in the kubeconfig should begin with https."_s.arg(
                    trouble.proxy.isEmpty()
                        ? server
                        : u"%1 (through the proxy %2)"_s.arg(server, trouble.proxy),
                    why)};
    case CURLE_SSL_CONNECT_ERROR:
        if (why.contains(u"wrong version number"))
            return {Kind::Unreachable,
                    u"What answers at %1 does not speak TLS. Another service may listen there, or "
                    "the address in the kubeconfig should begin with http."_s.arg(server)};
        return {Kind::Unreachable, u"The TLS handshake with %1 failed: %2."_s.arg(server, why)};
    case CURLE_OPERATION_TIMEDOUT:
        if (trouble.text.startsWith("Operation too slow"))
            return {Kind::Timeout,
                    u"%1 answered with less than 1 KiB per second; the answer was given up."_s.arg(
                        server)};
        return {Kind::Timeout, u"%1 did not answer completely within %2."_s.arg(
                                   server, seconds(request.deadline))};
    case CURLE_PARTIAL_FILE:
        return {Kind::Unreachable, u"The answer of %1 was cut off."_s.arg(server)};
    default:
        break;
    }
    if (!trouble.hasHead && trouble.wasSent)
        return {Kind::Unreachable,
                u"%1 closed the connection without an answer (%2)."_s.arg(server, why)};
    return {Kind::Unreachable, u"The connection to %1 broke (%2)."_s.arg(server, why)};
}

} // namespace

QString shownServer(const QString& server)
{
    const QUrl url(server);
    return printable(url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                  | QUrl::RemoveFragment),
                     200);
}

Error transportError(const Trouble& trouble, const Endpoint& endpoint, const Request& request,
                     const TransportLimits& limits)
{
    const QString server = shownServer(endpoint.server);
    auto [kind, text] = trouble.why == Trouble::None
                            ? curlSentence(trouble, endpoint, request, server)
                            : ownSentence(trouble, request, limits, server);
    if (request.effect != Request::Effect::Write)
        return failure(kind, redacted(text), redacted(printable(trouble.text, 1000)));
    text += trouble.wasSent
                ? u" Whether the change was made is not known; it was sent once and not again."_s
                : u" Nothing was sent."_s;
    return failure(kind, redacted(text), trouble.wasSent ? u"unknown"_s : u"not-sent"_s);
}

} // namespace plumb::kube
