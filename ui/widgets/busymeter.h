// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace plumb::ui {

//! Counts what is under way, so that a test or a picture can wait for quiet instead of sleeping.
class BusyMeter
{
public:
    void begin() { ++m_count; }
    void end()
    {
        Q_ASSERT(m_count > 0);
        --m_count;
    }
    bool isIdle() const { return m_count == 0; }

private:
    int m_count = 0;
};

} // namespace plumb::ui
