// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/paths.h"
#include "base/result.h"

namespace plumb {

//! Makes a folder of mode 0700 with its parents. Refuses (Forbidden) a folder that is a symlink, is
//! not ours or is open to others, and says the command that mends it. // reliability E6
Result<Unit> ensurePrivateFolder(const QString& path);

//! Replaces a file atomically and durably: temporary file, fsync, rename, fsync of the folder.
Result<Unit> writeFileDurably(const QString& path, const QByteArray& bytes);

//! The whole file, refused above `maxBytes`; missing is NotFound, unreadable Forbidden.
Result<QByteArray> readFile(const QString& path, qint64 maxBytes);

//! A random file of 32 bytes, mode 0600, made when missing: the installation's key of secret
//! markers.
Result<QByteArray> installationKey(const Paths& paths);

} // namespace plumb
