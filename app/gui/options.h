// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "theme/theme.h"

#include <QSize>
#include <QStringList>

namespace plumb::gui {

//! What the command line of `plumbline` asked for. Paths are absolute.
struct Options
{
    bool help = false, version = false, sandbox = false;
    QString workspace, kubeconfig, screenshot;
    QString page = u"history"_s;
    QSize size{1440, 900};
    ui::ThemeChoice theme = ui::ThemeChoice::System;
};

//! Pure. Invalid names the argument and what was expected.
//! Relative paths are below `folder`; `workspace` is PLUMBLINE_WORKSPACE, which --workspace beats.
Result<Options> parseOptions(const QStringList& arguments, const QString& folder,
                             const QString& workspace);
QString helpText();

} // namespace plumb::gui
