// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "yaml/node.h"

namespace plumb::yaml {

struct Resolved
{
    Node::Type type = Node::Type::String;
    Scalar value = {};
    QString problem = {}; //!< not empty: the scalar cannot be sent
};

//! The value of a scalar as Go's sigs.k8s.io/yaml (go-yaml v2, YAML 1.1) finds it. `plain`: its
//! type follows from its text unless a tag says otherwise.
Resolved resolveScalar(const QString& text, const QString& tag, bool plain);

//! The text that a scalar becomes as the key of a JSON object; null when it cannot be a key.
QString keyText(const Resolved& scalar);

//! True if a plain scalar of this text could be read as anything but a string, by readers of
//! YAML 1.1 or 1.2.
bool isAmbiguous(const QString& text);

//! A number as Go's encoding/json writes it.
QString goNumber(double value);

} // namespace plumb::yaml
