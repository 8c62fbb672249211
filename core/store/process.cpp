// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "store/process_p.h"

#include "base/result.h"

#include <QCoreApplication>
#include <QFile>

namespace plumb::store {

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString nameOf(qint64 pid)
{
    // proc(5): the start time is field 22; the second one is in brackets and may hold anything.
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(pid));
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields.first() == "Z")
        return {};
    const QByteArray boot = contentOf(u"/proc/sys/kernel/random/boot_id"_s).trimmed();
    return u"%1 %2 %3"_s.arg(pid).arg(QString::fromLatin1(fields.at(19)),
                                      QString::fromLatin1(boot));
}

} // namespace

QString thisProcess()
{
    return nameOf(QCoreApplication::applicationPid());
}

bool isRunning(const QString& process)
{
    const qint64 pid = process.section(u' ', 0, 0).toLongLong();
    return pid > 0 && nameOf(pid) == process;
}

} // namespace plumb::store
