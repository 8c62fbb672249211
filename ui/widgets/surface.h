// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVBoxLayout>
#include <QWidget>

namespace plumb::ui {

//! A widget on the ground that the style sheet gives to this name.
QWidget* surface(const QString& name);
//! A layout of `widget` whose parts stand below each other without any room between.
QVBoxLayout* columnOf(QWidget* widget);

} // namespace plumb::ui
