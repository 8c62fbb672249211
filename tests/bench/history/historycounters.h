// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! The small form of the figures: objects that are unpacked, processes that are started and bytes
//! that are held, each against a bound. Ends the program where one is over it.
void verifyHistoryCounters(const QString& clone, const QString& data);
