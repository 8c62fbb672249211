// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QWidget;

namespace plumb::ui::test {

//! Every word that stands on screen inside `root`, one line per widget or row: labels, buttons,
//! tabs, rows of lists in their display words, texts, and what paints itself by its name.
QStringList visibleText(const QWidget* root);

} // namespace plumb::ui::test
