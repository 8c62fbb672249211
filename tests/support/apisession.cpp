// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/apisession.h"

#include <httplib.h>

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace plumb::test {

struct ApiSession::Private
{
    QTemporaryDir folder;
    QString url, token, ca, certificate, key;
    std::unique_ptr<httplib::SSLClient> kept;

    std::unique_ptr<httplib::SSLClient> client(int readSeconds = 20) const
    {
        const QRegularExpressionMatch match =
            QRegularExpression(u"^https://([^:/]+):([0-9]+)"_s).match(url);
        auto made = std::make_unique<httplib::SSLClient>(
            match.captured(1).toStdString(), match.captured(2).toInt(), certificate.toStdString(),
            key.toStdString());
        made->set_ca_cert_path(ca.toStdString().c_str());
        made->enable_server_certificate_verification(true);
        made->set_read_timeout(readSeconds);
        return made;
    }

    httplib::Headers headers() const
    {
        httplib::Headers all{{"Accept", "application/json"}, {"User-Agent", "contract/1.0"}};
        if (!token.isEmpty())
            all.emplace("Authorization", "Bearer " + token.toStdString());
        return all;
    }

    //! The bytes of a base64 value in a file of our own, or empty.
    QString file(const QString& name, const QString& text, const QString& pattern)
    {
        const auto match = QRegularExpression(pattern).match(text);
        if (!match.hasMatch())
            return {};
        QFile out(folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly))
            return {};
        out.write(QByteArray::fromBase64(match.captured(1).toLatin1()));
        return out.fileName();
    }
};

ApiSession::ApiSession()
    : d(std::make_unique<Private>())
{
}

ApiSession::~ApiSession() = default;

std::unique_ptr<ApiSession> ApiSession::fromKubeconfig(const QString& text, QString* problem)
{
    std::unique_ptr<ApiSession> session(new ApiSession);
    Private& d = *session->d;
    d.url = QRegularExpression(u"server: \"?(https://[^\"\\s,]+)"_s).match(text).captured(1);
    d.token = QRegularExpression(u"\\btoken: \"?([^\"\\s,}]+)"_s).match(text).captured(1);
    d.ca = d.file(u"ca.pem"_s, text, u"certificate-authority-data: \"?([A-Za-z0-9+/=]+)"_s);
    d.certificate =
        d.file(u"client.pem"_s, text, u"client-certificate-data: \"?([A-Za-z0-9+/=]+)"_s);
    d.key = d.file(u"key.pem"_s, text, u"client-key-data: \"?([A-Za-z0-9+/=]+)"_s);
    if (!d.url.isEmpty() && !d.ca.isEmpty())
        return session;
    if (problem)
        *problem = u"the kubeconfig needs an https server and certificate-authority-data"_s;
    return nullptr;
}

QString ApiSession::url() const
{
    return d->url;
}

void ApiSession::keepConnection()
{
    d->kept = d->client();
    d->kept->set_keep_alive(true);
}

ApiReply ApiSession::send(const QByteArray& method, const QString& pathAndQuery,
                          const QByteArray& body, const QByteArray& contentType)
{
    httplib::Request request;
    request.method = method.toStdString();
    request.path = pathAndQuery.toStdString();
    request.headers = d->headers();
    if (!body.isEmpty()) {
        request.body = body.toStdString();
        request.headers.emplace("Content-Type", contentType.toStdString());
    }
    const auto result = d->kept ? d->kept->send(request) : d->client()->send(request);
    if (!result)
        return {};
    ApiReply reply;
    reply.code = result->status;
    reply.bytes = QByteArray::fromStdString(result->body);
    reply.json = QJsonDocument::fromJson(reply.bytes).object();
    reply.contentType = QByteArray::fromStdString(result->get_header_value("Content-Type"));
    reply.warning = QByteArray::fromStdString(result->get_header_value("Warning"));
    return reply;
}

QList<QJsonObject> ApiSession::watch(const QString& pathAndQuery,
                                     const std::function<bool(const QList<QJsonObject>&)>& enough)
{
    QList<QJsonObject> events;
    QByteArray rest;
    const auto client = d->client(10);
    (void)client->Get(pathAndQuery.toStdString().c_str(), d->headers(),
                      [&](const char* data, size_t size) {
                          rest.append(data, qsizetype(size));
                          for (auto end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
                              events += QJsonDocument::fromJson(rest.left(end)).object();
                              rest.remove(0, end + 1);
                          }
                          return !enough(events);
                      });
    return events;
}

} // namespace plumb::test
