// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"
#include "widgets/watchdog.h"

#include <QTest>

//! The main function of a test of the flow through the window. Beside what the test says, it fails
//! when one event held the UI thread up for longer than the watchdog allows.
#define PLUMB_WINDOW_MAIN(TestClass)                                                               \
    int main(int argc, char** argv)                                                                \
    {                                                                                              \
        plumb::ui::GuiApplication app(argc, argv);                                                 \
        plumb::ui::applyTheme(app, plumb::ui::ThemeChoice::Dark);                                  \
        TestClass test;                                                                            \
        const int failures = QTest::qExec(&test, argc, argv);                                      \
        const auto& watchdog = plumb::ui::Watchdog::instance();                                    \
        for (const auto& slice : watchdog.tooLong())                                               \
            qCritical("one event held the window up for %.0f ms: %s", slice.milliseconds,          \
                      qPrintable(slice.what));                                                     \
        qInfo("the longest event took %.1f of %.0f ms", watchdog.longest(), watchdog.limit());     \
        return failures + int(watchdog.tooLong().size());                                          \
    }
