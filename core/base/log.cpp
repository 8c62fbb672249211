// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"

#include "base/secretvalue.h"
#include "base/text.h"

#include <cstdio>

namespace plumb {

Q_LOGGING_CATEGORY(lcGit, "plumb.git", QtWarningMsg)
Q_LOGGING_CATEGORY(lcKube, "plumb.kube", QtWarningMsg)

namespace {

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    static constexpr const char* kNames[] = {"debug", "warning", "critical", "fatal", "info"};
    const QByteArray text = printable(redacted(message)).toUtf8();
    std::fprintf(stderr, "%s %s: %s\n", kNames[type], context.category ? context.category : "plumb",
                 text.constData());
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

void installLogHandler()
{
    qInstallMessageHandler(handle);
}

} // namespace plumb
