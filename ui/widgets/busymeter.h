// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace plumb::ui {

//! Counts what is under way, so that a test or a picture can wait for quiet instead of sleeping.
class BusyMeter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void begin() { ++m_count; }
    void end();
    bool isIdle() const { return m_count == 0; }

Q_SIGNALS:
    void idle(); //!< from the event loop, once nothing is under way any more

private:
    int m_count = 0;
};

} // namespace plumb::ui
