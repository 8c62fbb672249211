// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support.h"

#include <QRandomGenerator>

#include <atomic>

namespace plumb::git {

inline const QStringList kHistoryPaths{u"a/x"_s,     u"a/y"_s, u"b/x"_s, u"b/c/z"_s,
                                       u"b/ünï/é"_s, u"top"_s, u"a"_s};

//! Branches, merges (also of three), merges that take one side whole, files that come and go, and
//! one that is a folder at times: for `git fast-import`.
inline QByteArray streamWithPaths(QRandomGenerator& random, int commits)
{
    QByteArray text = "reset refs/heads/main\n";
    for (int n = 1; n <= commits; ++n) {
        const QByteArray message = "Change " + QByteArray::number(n) + " by hand";
        text += "commit refs/heads/main\nmark :" + QByteArray::number(n)
                + "\ncommitter Ada <ada@example.org> "
                + QByteArray::number(1'700'000'000 + n * 60 - random.bounded(600)) + " +0000\ndata "
                + QByteArray::number(message.size()) + '\n' + message + '\n';
        if (n > 1) {
            QList<int> parents{std::max(1, n - 1 - random.bounded(3))};
            for (int more = random.bounded(5) ? 0 : 1 + random.bounded(2); more > 0; --more)
                if (const int other = 1 + random.bounded(n - 1); !parents.contains(other))
                    parents += other;
            text += "from :" + QByteArray::number(parents.takeFirst()) + '\n';
            for (const int parent : parents)
                text += "merge :" + QByteArray::number(parent) + '\n';
        }
        for (int file = random.bounded(4) ? 1 : 2; file > 0; --file) {
            const QByteArray path = kHistoryPaths[random.bounded(kHistoryPaths.size())].toUtf8();
            if (random.bounded(9) == 0) {
                text += "D " + path + '\n';
                continue;
            }
            const QByteArray content = QByteArray::number(random.bounded(4)); // equal sides
            text += "M 100644 inline " + path + "\ndata " + QByteArray::number(content.size())
                    + '\n' + content + '\n';
        }
        text += '\n';
        if (random.bounded(15) == 0)
            text += "reset refs/heads/side" + QByteArray::number(n)
                    + "\nfrom :" + QByteArray::number(n) + "\n\n";
    }
    return text;
}

//! Says what processes were started.
class CountingRunner : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText = {}) override
    {
        ++count;
        return m_real.run(command, stop, onErrorText);
    }
    std::atomic<int> count = 0;

private:
    ProcessRunner m_real;
};

} // namespace plumb::git
