// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/paths.h"

#include "base/result.h"

#include <QDir>

namespace plumb {

namespace {

QString xdg(const char* variable, const QString& fallback)
{
    const QString value = qEnvironmentVariable(variable);
    return QDir::isAbsolutePath(value) ? value : QDir::homePath() + u'/' + fallback;
}

} // namespace

Paths Paths::under(const QString& root)
{
    return {root + u"/config"_s, root + u"/state"_s, root + u"/cache"_s, root + u"/data"_s};
}

Paths Paths::fromEnvironment()
{
    if (const QString home = qEnvironmentVariable("PLUMBLINE_HOME"); !home.isEmpty())
        return under(QDir(home).absolutePath());
    return {xdg("XDG_CONFIG_HOME", u".config"_s) + u"/plumbline"_s,
            xdg("XDG_STATE_HOME", u".local/state"_s) + u"/plumbline"_s,
            xdg("XDG_CACHE_HOME", u".cache"_s) + u"/plumbline"_s,
            xdg("XDG_DATA_HOME", u".local/share"_s) + u"/plumbline"_s};
}

} // namespace plumb
