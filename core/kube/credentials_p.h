// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/kubeconfig.h"

#include <QDateTime>

namespace plumb::kube {

//! The token in a file, read anew for each request since it rotates: a regular file of ours, at
//! most 64 KiB, one line, not a key. Everything else is refused before anything is sent. //
//! reliability K3
Result<SecretValue> readTokenFile(const QString& path);

//! The value of the Authorization header; empty: the identity is a certificate, or nobody.
Result<QByteArray> authorizationHeader(const Endpoint& endpoint);

struct ClientPair
{
    QByteArray certificatePem;
    SecretValue keyPem;
};
//! The client certificate and its key. Those in files are read anew, since tools renew them there;
//! while they cannot be read, the last ones stay. // W-23
ClientPair clientPair(const Endpoint& endpoint);

//! When the first certificate in this text ends; invalid where it cannot be read.
QDateTime endOf(const QByteArray& certificatePem);

//! The Impersonate-* headers, as client-go writes them; none without a user.
QList<std::pair<QByteArray, QByteArray>> impersonationHeaders(const Impersonation& impersonation);

} // namespace plumb::kube
