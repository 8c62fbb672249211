// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/node.h"

#include <QList>

namespace plumb::manifest {

//! What the API server would refuse in an object's metadata, with its place: names, labels and
//! annotations that are no text. YAML makes some that look like text something else: of
//! `namespace: n` a false, of `version: 1.10` a number. `kind` is for the sentences.
QList<yaml::Problem> metadataProblems(const yaml::Node& object, const QString& kind);

} // namespace plumb::manifest
