// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace plumb::bench {

//! One document, some 800 bytes as people write them: in turns a Deployment, a Service, a ConfigMap
//! and an Ingress, each number another object.
QByteArray manifest(int number);

} // namespace plumb::bench
