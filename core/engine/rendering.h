// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/object.h"

namespace plumb::engine {

//! What to render: an application's source, or a folder of a repository, at any commit.
struct RenderQuery
{
    QString application;
    QString repository, path; //!< when no application is named
    QString revision; //!< empty: the target
    bool allowWithoutIsolation = false;
};

struct Rendered
{
    QList<objects::Object> objects;
    QStringList problems; //!< each with its file and place
    bool isComplete = false;
};

} // namespace plumb::engine
