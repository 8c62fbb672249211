// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/credentials_p.h"

#include "base/files.h"
#include "base/text.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plumb::kube {

namespace {

constexpr qsizetype kMaxToken = 64 << 10;
constexpr qint64 kMaxPem = 1 << 20;

//! client-go transport.headerKeyEscape: what no header name may hold, and "%", as %XX.
QByteArray escapedHeaderKey(const QString& key)
{
    QByteArray escaped;
    for (const char c : key.toUtf8()) {
        const bool isAlnum =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (isAlnum || QByteArrayView("!#$&'*+-.^_`|~").contains(c))
            escaped += c;
        else
            escaped += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return escaped;
}

} // namespace

Result<SecretValue> readTokenFile(const QString& path)
{
    const QString shown = printable(path, 300);
    // O_NONBLOCK: opening a FIFO must not hang.
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return failure(Error::Kind::Unauthorised,
                       u"The token file %1 cannot be read: %2."_s.arg(
                           shown, QString::fromLocal8Bit(std::strerror(errno))));
    struct stat info = {};
    QByteArray bytes;
    QString problem;
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode))
        problem = u"it is not a regular file"_s;
    else if (info.st_uid != ::geteuid() && info.st_uid != 0)
        problem = u"it belongs to another user"_s;
    else if (info.st_size > kMaxToken)
        problem = u"it is larger than 64 KiB"_s;
    std::array<char, 4096> chunk;
    for (ssize_t got = 0; problem.isEmpty() && bytes.size() <= kMaxToken
                          && (got = ::read(file, chunk.data(), chunk.size())) > 0;)
        bytes.append(chunk.data(), qsizetype(got));
    ::close(file);
    const QByteArray token = bytes.trimmed();
    if (problem.isEmpty()) {
        if (bytes.size() > kMaxToken)
            problem = u"it is larger than 64 KiB"_s;
        else if (token.isEmpty())
            problem = u"it is empty"_s;
        else if (token.contains("-----BEGIN"))
            problem = u"it holds a key or a certificate"_s;
        else if (token.contains('\n') || token.contains('\r'))
            problem = u"it has more than one line"_s;
        else if (std::any_of(token.begin(), token.end(),
                             [](char c) { return c <= ' ' || c > '~'; }))
            problem = u"it has characters that no token has"_s;
    }
    if (!problem.isEmpty())
        return failure(Error::Kind::Unauthorised,
                       u"The file %1 is not a token: %2. Nothing was sent."_s.arg(shown, problem));
    return SecretValue(token);
}

Result<QByteArray> authorizationHeader(const Endpoint& endpoint)
{
    if (!endpoint.tokenFile.isEmpty()) {
        PLUMB_TRY(token, readTokenFile(endpoint.tokenFile));
        return "Bearer " + token.reveal();
    }
    if (!endpoint.token.isEmpty())
        return "Bearer " + endpoint.token.reveal();
    if (!endpoint.username.isEmpty())
        return "Basic "
               + (endpoint.username.toUtf8() + ':' + endpoint.password.reveal()).toBase64();
    return QByteArray();
}

ClientPair clientPair(const Endpoint& endpoint)
{
    const ClientPair known{endpoint.certificatePem, endpoint.keyPem};
    if (endpoint.certificateFile.isEmpty() || endpoint.keyFile.isEmpty())
        return known;
    const auto certificate = readFile(endpoint.certificateFile, kMaxPem),
               key = readFile(endpoint.keyFile, kMaxPem);
    if (!certificate || !key || !certificate->contains("-----BEGIN ")
        || !key->contains("PRIVATE KEY"))
        return known;
    return {*certificate, SecretValue(*key)};
}

QDateTime endOf(const QByteArray& certificatePem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(
        BIO_new_mem_buf(certificatePem.constData(), int(certificatePem.size())), BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
    std::tm end = {};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
        return {};
    return {QDate(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday),
            QTime(end.tm_hour, end.tm_min, end.tm_sec), Qt::UTC};
}

QList<std::pair<QByteArray, QByteArray>> impersonationHeaders(const Impersonation& impersonation)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (impersonation.user.isEmpty())
        return headers;
    headers.append({"Impersonate-User", impersonation.user.toUtf8()});
    if (!impersonation.uid.isEmpty())
        headers.append({"Impersonate-Uid", impersonation.uid.toUtf8()});
    for (const QString& group : impersonation.groups)
        headers.append({"Impersonate-Group", group.toUtf8()});
    for (auto it = impersonation.extra.begin(); it != impersonation.extra.end(); ++it)
        for (const QString& value : it.value())
            headers.append({"Impersonate-Extra-" + escapedHeaderKey(it.key()), value.toUtf8()});
    return headers;
}

} // namespace plumb::kube
