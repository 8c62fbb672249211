// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/commands.h"
#include "format/yamltext.h"

namespace plumb::ui {

//! What every application that reads the files would see. Pure.
QList<TextLine> effectLines(const engine::RollbackPreview& preview);
QList<TextLine> fileLines(const git::RevertPreview& revert);
//! Each conflict with both sides.
QList<TextLine> conflictLines(const git::RevertPreview& revert);
//! "3 updates, 1 delete"
QString effectSummary(const engine::RollbackPreview& preview);

} // namespace plumb::ui
