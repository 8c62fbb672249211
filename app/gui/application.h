// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/commandrunner.h"
#include "engine/engine.h"
#include "gui/options.h"
#include "mainwindow.h"
#include "sandbox/sandbox.h"

#include <QTimer>

namespace plumb::gui {

//! Composition root: owns every service, in the order in which they are made.
class Application : public QObject
{
    Q_OBJECT
public:
    explicit Application(Options options);
    ~Application() override;
    //! Builds engine and window. What fails here keeps the program from starting.
    Result<Unit> start();
    ui::MainWindow* window() const { return m_window.get(); }

private:
    Result<Unit> build(bool sandbox);
    void connectEngine();
    void resetSandbox();
    void loaded();
    void feed();
    void showPage();
    void showFind();
    void takePicture();

    Options m_options;
    SystemClock m_clock;
    ProcessRunner m_runner;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<ui::MainWindow> m_window;
    QTimer m_quiet;
    bool m_pageShown = false;
    QDateTime m_began;
};

} // namespace plumb::gui
