// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace plumb::test {

struct ApiReply
{
    int code = 0; //!< 0: no answer
    QByteArray bytes;
    QJsonObject json;
    QByteArray contentType, warning;
};

//! A plain HTTP client of one API server, for tests that must not trust our own transport.
class ApiSession
{
public:
    //! From the text of a kubeconfig with one cluster and a token or a client certificate.
    static std::unique_ptr<ApiSession> fromKubeconfig(const QString& text,
                                                      QString* problem = nullptr);
    ~ApiSession();

    ApiReply send(const QByteArray& method, const QString& pathAndQuery,
                  const QByteArray& body = {}, const QByteArray& contentType = "application/json");
    ApiReply get(const QString& pathAndQuery) { return send("GET", pathAndQuery); }
    //! Reads lines of a watch until `enough` says so, the stream ends or ten seconds are over.
    QList<QJsonObject> watch(const QString& pathAndQuery,
                             const std::function<bool(const QList<QJsonObject>&)>& enough);
    QString url() const;
    //! One connection for many requests from now on, for tests that send hundreds.
    void keepConnection();

private:
    ApiSession();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::test
