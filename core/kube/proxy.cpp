// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/proxy_p.h"

#include <QStringList>

#include <array>

#include <arpa/inet.h>

namespace plumb::kube {

namespace {

QString bare(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    while (host.endsWith(u'.'))
        host.chop(1);
    return host.toLower();
}

//! 4 or 16 bytes; empty: a name.
QByteArray address(const QString& host)
{
    std::array<char, 16> bytes;
    const QByteArray text = host.toLatin1();
    if (inet_pton(AF_INET, text.constData(), bytes.data()) == 1)
        return QByteArray(bytes.data(), 4);
    if (inet_pton(AF_INET6, text.constData(), bytes.data()) == 1)
        return QByteArray(bytes.data(), 16);
    return {};
}

bool isInNetwork(const QByteArray& host, const QString& cidr)
{
    const auto slash = cidr.indexOf(u'/');
    const QByteArray network = address(cidr.left(slash));
    bool ok = false;
    const int bits = cidr.mid(slash + 1).toInt(&ok);
    if (!ok || network.isEmpty() || network.size() != host.size() || bits < 0
        || bits > network.size() * 8)
        return false;
    for (int bit = 0; bit < bits; ++bit) {
        const int mask = 0x80 >> (bit % 8);
        if ((network.at(bit / 8) & mask) != (host.at(bit / 8) & mask))
            return false;
    }
    return true;
}

// golang.org/x/net/http/httpproxy: exact addresses, networks, "domain" (itself and below),
// ".domain" (below only), each with an optional port, and "*".
bool isExcepted(const QString& host, int port, const QString& noProxy)
{
    const QByteArray hostAddress = address(host);
    for (const QString& part : noProxy.split(u',', Qt::SkipEmptyParts)) {
        QString entry = part.trimmed().toLower();
        if (entry == u"*")
            return true;
        if (entry.contains(u'/')) {
            if (!hostAddress.isEmpty() && isInNetwork(hostAddress, entry))
                return true;
            continue;
        }
        const auto colon = entry.lastIndexOf(u':');
        if (colon > 0 && (entry.count(u':') == 1 || entry.at(colon - 1) == u']')) {
            if (entry.mid(colon + 1).toInt() != port)
                continue;
            entry = entry.left(colon);
        }
        entry = bare(entry);
        if (entry.startsWith(u"*."))
            entry = entry.mid(1);
        if (entry.isEmpty())
            continue;
        if (host == entry || host.endsWith(entry.startsWith(u'.') ? entry : u'.' + entry))
            return true;
    }
    return false;
}

} // namespace

bool isLoopback(const QString& host)
{
    const QString name = bare(host);
    const QByteArray bytes = address(name);
    return name == u"localhost" || name.endsWith(u".localhost")
           || (bytes.size() == 4 && bytes.at(0) == 127) || bytes == QByteArray(15, '\0') + '\1';
}

QString proxyFor(const QUrl& server, const QString& configured,
                 const QMap<QString, QString>& environment)
{
    if (!configured.isEmpty())
        return configured;
    const QString host = bare(server.host());
    if (server.scheme() != u"https" || isLoopback(host))
        return {};
    const QString proxy = environment.value(u"HTTPS_PROXY"_s, environment.value(u"https_proxy"_s));
    const QString noProxy = environment.value(u"NO_PROXY"_s, environment.value(u"no_proxy"_s));
    if (proxy.isEmpty() || isExcepted(host, server.port(443), noProxy))
        return {};
    return proxy.contains(u"://"_s) ? proxy : u"http://"_s + proxy;
}

QMap<QString, QString> proxyEnvironment()
{
    QMap<QString, QString> environment;
    for (const char* name : {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"})
        if (qEnvironmentVariableIsSet(name) && !qEnvironmentVariableIsEmpty(name))
            environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    return environment;
}

} // namespace plumb::kube
