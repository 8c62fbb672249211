// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace plumb::test {

//! A man in the middle on loopback: passes every byte on to another port of this machine, keeps a
//! copy, and can cut all connections. Behaves as an HTTP proxy where it is asked with CONNECT.
class Relay
{
public:
    explicit Relay(int targetPort);
    ~Relay();
    int port() const;
    QString url() const; //!< http://127.0.0.1:port, as a proxy is written
    QByteArray seen() const; //!< all that passed, both ways, and the CONNECT requests
    int connections() const;
    void cut(); //!< every connection that stands; new ones are taken as before

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::test
