// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/kubeconfig.h"

namespace plumb::kube {

//! What one kubeconfig holds; paths in it are relative to its folder. Whatever is wrong is said
//! with line and column, and the rest is still there. Reads the certificate files that it names.
Kubeconfig parseKubeconfig(const QString& file, const QByteArray& bytes);

//! Whether a file lies in the folder of another one or below it, links followed.
bool isBeside(const QString& file, const QString& other);

//! Empty, or why a server address cannot be used. Plain HTTP is for loopback only.
QString serverProblem(const QString& server);

} // namespace plumb::kube
