// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/kubeconfig.h"
#include "support/apisession.h"
#include "support/certificates.h"

#include <QProcess>

#include <chrono>
#include <functional>

namespace plumb::chaos {

//! Runs the event loop until that holds; false after `limit`.
bool spinUntil(const std::function<bool()>& holds, std::chrono::milliseconds limit);

//! A real control plane of one test alone, which may break it: etcd, kube-apiserver and
//! controllers, without nodes. The event loop runs while it waits. What an earlier run left is
//! ended first.
class ControlPlane
{
public:
    explicit ControlPlane(const QString& folder);
    ~ControlPlane();

    //! Starts what does not run; the flags are the API server's.
    void begin(const QStringList& flags = {});
    bool finish(); //!< all of it is ready
    bool up(const QStringList& flags = {})
    {
        begin(flags);
        return finish();
    }
    bool upEtcd(); //!< that alone
    bool isReady() const; //!< the API server says so
    //! SIGTERM or SIGKILL, and waits for its end.
    bool end(const QString& program, int signal);
    //! All of them. The controllers too, which do not notice when the past comes back.
    bool killServers();

    int port() const { return numberOf("PORT"); }
    QString path(const QString& name) const { return m_folder + u'/' + name; }
    kube::Endpoint endpoint(const QString& user) const;
    std::unique_ptr<test::ApiSession> session() const; //!< of the admin, straight to the server
    test::KeyPair authority() const;

    // Its etcd.
    qint64 revision() const;
    bool compact(); //!< all of the past
    bool burn(int revisions); //!< uses up so many
    bool saveData() const; //!< it stands still meanwhile
    bool restoreData() const; //!< while it does not run

    const QString& said() const { return m_said; } //!< what tests/real/up had to complain about

private:
    void call(const QStringList& arguments);
    int pidOf(const QString& program) const; //!< 0: it does not run
    int numberOf(const QByteArray& name) const;
    QByteArray askEtcd(const std::string& what, const QByteArray& body) const;
    const QString m_folder;
    QProcess m_up;
    //! Of the admin; the file is written anew at each start.
    QString m_kubeconfig;
    QString m_said;
};

} // namespace plumb::chaos
