// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"

namespace plumb::plan {

//! The type that a CustomResourceDefinition will make the server know; nullopt: `definition` is
//! none, or does not serve this version of this kind.
std::optional<kube::ApiResource> typeMadeBy(const objects::Object& definition,
                                            const objects::GroupVersionKind& gvk);

} // namespace plumb::plan
