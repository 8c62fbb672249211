// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace plumb::kube {

//! A file that an entry names and that is read with it. // reliability K3
struct NamedFile
{
    QString path, key; //!< "client-key"
    bool isBeside = false; //!< in the folder of the kubeconfig that names it, or below
    friend bool operator==(const NamedFile&, const NamedFile&) = default;
};

} // namespace plumb::kube
