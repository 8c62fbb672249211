// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QApplication>
#include <QList>
#include <QString>
#include <QTranslator>

namespace plumb::ui {

//! Measures the CPU time that the UI thread spends in each event, without nested events, and keeps
//! those over the limit: 100 ms, under sanitizers 300. // docs/adr/0001
class Watchdog
{
public:
    struct Slice
    {
        QString what; //!< class and name of the receiver, type of the event
        double milliseconds = 0;
    };
    static double limit();
    static Watchdog& instance();

    const QList<Slice>& tooLong() const { return m_tooLong; }
    double longest() const { return m_longest; }
    void reset();
    void enter();
    void leave(const QString& receiver, const QString& name, int eventType);

private:
    QList<double> m_children; //!< time of nested events, per level
    QList<double> m_started;
    QList<Slice> m_tooLong;
    double m_longest = 0;
};

//! English needs its plurals too: "%n app(s)" is one app, two apps.
class EnglishPlurals : public QTranslator
{
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* sourceText, const char* disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

//! The application object of the window and of its tests.
class GuiApplication : public QApplication
{
    Q_OBJECT
public:
    GuiApplication(int& argc, char** argv);
    bool notify(QObject* receiver, QEvent* event) override;
};

} // namespace plumb::ui
