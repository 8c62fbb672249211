// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/busymeter.h"

#include <QTimer>

namespace plumb::ui {

void BusyMeter::end()
{
    Q_ASSERT(m_count > 0);
    if (--m_count == 0) {
        // what ended may start the next thing in the same breath
        QTimer::singleShot(0, this, [this] {
            if (m_count == 0)
                Q_EMIT idle();
        });
    }
}

} // namespace plumb::ui
