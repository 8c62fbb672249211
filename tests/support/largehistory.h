// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>

#include <algorithm>
#include <functional>

inline constexpr quint32 kLargeHistorySeed = 20260707;

//! A history for `git fast-import`: up to eight branches at a time that leave main and come back,
//! 200 applications in three environments, tags all along, twenty authors. The same size gives the
//! same ids.
inline void writeLargeHistory(int commits, const std::function<void(const QByteArray&)>& write)
{
    QRandomGenerator random(kLargeHistorySeed);
    struct Line
    {
        int tip = 0, length = 0;
    };
    int main = 0;
    QList<Line> open;
    QByteArray text;
    for (int n = 1; n <= commits; ++n) {
        int first = main, second = 0;
        bool isOnMain = true;
        if (n > 1 && !open.isEmpty() && random.bounded(100) < 55) {
            Line& line = open[random.bounded(int(open.size()))];
            if (line.length > 2 && random.bounded(4) == 0) {
                second = line.tip; // comes back
                open.removeAt(qsizetype(&line - open.data()));
            } else {
                first = line.tip;
                line = {n, line.length + 1};
                isOnMain = false;
            }
        } else if (n > 1 && open.size() < 8 && random.bounded(100) < 30) {
            open.append({n, 1});
            isOnMain = false;
        }
        const QByteArray number = QByteArray::number(n);
        const int app = random.bounded(200);
        const QByteArray path =
            "team" + QByteArray::number(app % 10) + "/app" + QByteArray::number(app) + "/"
            + QList<QByteArray>{"test", "stage", "production"}[random.bounded(3)] + "/values.yaml";
        const QByteArray message = (second ? "Merge branch of app" : "Set the image of app")
                                   + QByteArray::number(app) + " to " + number + "\n\nTicket SHOP-"
                                   + QByteArray::number(random.bounded(9000)) + '\n';
        const QByteArray content = "image: registry.example/app:" + number
                                   + "\nreplicas: " + QByteArray::number(random.bounded(9)) + '\n';
        const QByteArray author = QByteArray::number(random.bounded(20));
        text += "commit refs/heads/main\nmark :" + number + "\ncommitter Author " + author
                + " <author" + author + "@example.org> "
                + QByteArray::number(1'500'000'000 + qint64(n) * 90) + " +0000\ndata "
                + QByteArray::number(message.size()) + '\n' + message;
        if (n > 1)
            text += "from :" + QByteArray::number(first) + '\n';
        if (second)
            text += "merge :" + QByteArray::number(second) + '\n';
        text += "M 100644 inline " + path + "\ndata " + QByteArray::number(content.size()) + '\n'
                + content + '\n';
        if (isOnMain)
            main = n;
        if (n % 1000 == 0)
            text +=
                "reset refs/tags/v" + QByteArray::number(n / 1000) + "\nfrom :" + number + "\n\n";
        if (text.size() > (1 << 20)) {
            write(text);
            text.clear();
        }
    }
    for (qsizetype i = 0; i < open.size(); ++i)
        text += "reset refs/heads/feature/" + QByteArray::number(i)
                + "\nfrom :" + QByteArray::number(open[i].tip) + "\n\n";
    text += "reset refs/heads/main\nfrom :" + QByteArray::number(main) + "\n\n";
    write(text);
}
