// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/window/processtree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace plumb::bench {

namespace {

QByteArray fileOf(qint64 process, const QString& name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The fields of /proc/PID/stat behind the name, which may hold anything.
QByteArrayList statOf(qint64 process)
{
    const auto text = fileOf(process, u"stat"_s);
    return text.mid(text.lastIndexOf(')') + 2).split(' ');
}

qint64 ticksOf(qint64 root)
{
    qint64 ticks = 0;
    for (const auto process : treeOf(root)) {
        const auto fields = statOf(process);
        ticks += fields.value(11).toLongLong() + fields.value(12).toLongLong();
    }
    return ticks;
}

} // namespace

QList<qint64> treeOf(qint64 root)
{
    QMultiHash<qint64, qint64> children;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isProcess = false;
        const auto process = name.toLongLong(&isProcess);
        if (isProcess)
            children.insert(statOf(process).value(1).toLongLong(), process);
    }
    QList<qint64> tree{root};
    for (qsizetype i = 0; i < tree.size(); ++i)
        tree += children.values(tree[i]);
    return tree;
}

double proportionalMebibytes(qint64 root)
{
    double kibibytes = 0;
    for (const auto process : treeOf(root)) {
        for (const auto& line : fileOf(process, u"smaps_rollup"_s).split('\n')) {
            if (line.startsWith("Pss:"))
                kibibytes += line.mid(4).simplified().split(' ').value(0).toDouble();
        }
    }
    return kibibytes / 1024;
}

void waitUntilIdle(qint64 root)
{
    QElapsedTimer all, quiet;
    all.start();
    quiet.start();
    for (auto before = ticksOf(root); quiet.elapsed() < 1000;) {
        QThread::msleep(100);
        const auto now = ticksOf(root);
        if (std::exchange(before, now) != now)
            quiet.restart();
        if (all.elapsed() > 60'000)
            qFatal("the window does not come to rest");
    }
}

} // namespace plumb::bench
