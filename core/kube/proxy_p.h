// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QMap>
#include <QUrl>

namespace plumb::kube {

//! localhost and the addresses of this machine's loopback.
bool isLoopback(const QString& host);

//! The proxy for a server: the kubeconfig's, else the environment's as Go's tools read it; empty:
//! none. Loopback never goes through the environment's proxy. // docs/adr/0002
QString proxyFor(const QUrl& server, const QString& configured,
                 const QMap<QString, QString>& environment);
QMap<QString, QString> proxyEnvironment();

} // namespace plumb::kube
