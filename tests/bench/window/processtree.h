// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace plumb::bench {

//! A process and all that it started, as /proc tells them.
QList<qint64> treeOf(qint64 root);
//! Proportional set size of all of them, in MiB: what is shared is counted once.
double proportionalMebibytes(qint64 root);
//! Waits until none of them has used the processor for a second; ends the bench after a minute.
void waitUntilIdle(qint64 root);

} // namespace plumb::bench
