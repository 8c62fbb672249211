// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mainwindow.h"

#include <QTest>

namespace plumb::ui::test {

//! Until the window waits for nothing any more. Painting asks for the words of commits, so it
//! paints.
inline void settle(MainWindow& window)
{
    QTRY_VERIFY(window.isQuiet());
    window.grab();
    QTRY_VERIFY(window.isQuiet());
}

} // namespace plumb::ui::test
