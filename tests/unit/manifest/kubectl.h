// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/commandrunner.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace plumb {

//! What kubectl sends of the manifests below a folder, in the order of its files; no server is
//! asked.
struct KubectlAnswer
{
    QList<QByteArray> objects; //!< canonical JSON: sorted, compact
    QString errors; //!< sentences that name the file
    bool isComplete = false;
};

inline QByteArray canonical(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline Result<KubectlAnswer> askKubectl(const QString& folder)
{
    Command command;
    command.program = findProgram(u"kubectl"_s, qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':'
                                                    + qEnvironmentVariable("PATH"));
    if (command.program.isEmpty())
        return failure(Error::Kind::NotFound,
                       u"PLUMBLINE_REAL_BIN names no folder with kubectl, and PATH has none."_s);
    command.arguments = {u"patch"_s, u"--local"_s, u"-f"_s, folder,   u"--type=merge"_s,
                         u"-p"_s,    u"{}"_s,      u"-o"_s, u"json"_s};
    PLUMB_TRY(told, ProcessRunner().run(command, {}));
    KubectlAnswer answer;
    answer.errors = QString::fromUtf8(told.errors);
    answer.isComplete = told.exitCode == 0;
    // One object behind the other, each ending in a line of its own. Read by Qt, not by us.
    QByteArray rest = told.output;
    while (!rest.isEmpty()) {
        const auto end = rest.indexOf("\n}\n");
        const QByteArray one = end < 0 ? rest : rest.left(end + 3);
        rest = end < 0 ? QByteArray() : rest.sliced(end + 3);
        const QJsonDocument json = QJsonDocument::fromJson(one);
        if (!json.isObject())
            return failure(Error::Kind::Invalid, u"kubectl printed no JSON."_s,
                           QString::fromUtf8(one.left(500)));
        answer.objects += canonical(json.object());
    }
    return answer;
}

} // namespace plumb
