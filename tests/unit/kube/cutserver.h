// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace plumb::test {

//! What a server does with the one exchange that it is made for, byte for byte.
struct Behaviour
{
    qint64 requestBytes = -1; //!< reads so much of the request and goes no further; -1: all of it
    QByteArray reply = {}; //!< behind a whole request
    qint64 replyBytes = -1; //!< sends so much of the reply and goes no further; -1: all of it
    bool drips = false; //!< one segment for each byte
    QByteArray flood = {}; //!< sent again and again behind the reply, 4 MiB at most
    enum class End { Fin, Rst, Silence } end = End::Fin;
};

//! The log of one server: the oracle for what was sent, how often, and what was answered.
struct Exchange
{
    int connections = 0;
    QByteArray received; //!< of all connections, in the order of arrival
    qint64 replied = 0; //!< bytes of `reply` given to the kernel
    bool isWhole = false; //!< the whole reply was sent, and nothing behind it
    //! How often a request of this method began; a second sending would be seen here.
    qsizetype count(const QByteArray& method) const;
};

//! Many servers on ports of their own, all on one thread. A port of its own per exchange makes a
//! second sending visible whenever it comes.
class CutServers
{
public:
    CutServers();
    ~CutServers();
    //! Starts to listen; the number is the exchange's.
    int listen(const Behaviour& behaviour);
    QString url(int number) const;
    //! Waits until the server has fallen silent where it was told to.
    void untilSilent(int number);
    //! Ends the exchange and gives its log: waits until the client has closed, then closes the port
    //! and takes what still waits at it into the log.
    Exchange close(int number);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::test
