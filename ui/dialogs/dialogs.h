// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QDialog>

namespace plumb::ui {

class ActionRegistry;

//! A dialog of our shape: title, plain text that may be long, Cancel and one button that acts.
//! `url` and other text from outside stand in a field of their own and never as a title.
QDialog* confirmRemoteDialog(const QString& repository, const QString& url, QWidget* parent);
QDialog* pushDialog(const engine::PushPreview& preview, QWidget* parent);
QDialog* confirmDialog(const QString& title, const QString& sentence, const QString& act,
                       QWidget* parent);
QDialog* cheatSheet(const ActionRegistry& actions, QWidget* parent);
QDialog* errorDialog(const Error& error, QWidget* parent);

} // namespace plumb::ui
