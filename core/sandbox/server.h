// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "objects/object.h"

#include <QString>

#include <memory>

namespace plumb::sandbox {

struct ServerOptions
{
    QString dataFile; //!< where the objects are kept; empty: in memory only
    QString token = u"sandbox"_s;
    bool runController =
        true; //!< brings workloads up, reports bad images (a tag that holds "broken")
};

//! A simulated Kubernetes API server on loopback, a random port, TLS with a certificate of
//! its own (kubeconfig() holds it), bearer token. Thread-safe; its
//! worker threads share one lock. Requests are logged: the log is the tests' oracle of what was
//! sent.
class Server
{
public:
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options);
    ~Server();
    QString url() const;
    QString kubeconfig(const QString& context = u"sandbox"_s) const; //!< text of a file
    QStringList requestLog() const; //!< "PATCH /apis/apps/v1/...?dryRun=All 200"
    //! Puts an object as a named manager would, without HTTP: to seed samples.
    Result<Unit> seed(const QJsonObject& object, const QString& manager, const QString& operation);

    //! Forgets the history of changes: watches and lists of older versions get a 410. For tests.
    void compact();

private:
    struct Private;
    explicit Server(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

//! A kubeconfig file with one cluster, user and context of this name.
QString kubeconfigText(const QString& url, const QString& token, const QByteArray& ca,
                       const QString& context);

} // namespace plumb::sandbox
