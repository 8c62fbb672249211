// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"

//! A folder of fixtures/: desired.json and live.json, where wanted predicted.json,
//! lastapplied.json, ignore.json; expected.txt says what compare() finds, offline.txt what it finds
//! without predicted. A folder with `steps` was recorded from a real API server (see
//! tst_kubectldiff.cpp).
namespace situation {

QStringList names();
QString folder(const QString& name);
plumb::drift::Input read(const QString& name);
std::optional<plumb::objects::Object> readObject(const QString& file);

//! "path | desired | live | class | manager" per field; an absent side is "-". Defaulted fields are
//! only counted.
QStringList lines(const plumb::drift::ObjectDrift& drift);
//! The lines of expected.txt or offline.txt; no value without the file.
std::optional<QStringList> expected(const QString& name, const QString& file);

} // namespace situation
