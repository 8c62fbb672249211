// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QString>

namespace plumb::test {

//! Every file below a folder: rights, time, content. Objects of a clone are shared with our mirror
//! by hard links, and git notes in the time of an object's file that it was wanted again: there the
//! time does not count.
inline QMap<QString, QString> fingerprint(const QString& folder)
{
    QMap<QString, QString> all;
    QDirIterator files(folder,
                       QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        QString words = QString::number(int(info.permissions()), 16);
        const QString time = QString::number(info.lastModified().toMSecsSinceEpoch());
        if (info.isSymLink()) {
            words += info.symLinkTarget();
        } else if (info.isFile()) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s", qPrintable(info.filePath()));
            if (!info.filePath().contains(QLatin1String("/objects/")))
                words += time;
            words += QString::fromLatin1(
                QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha1).toHex());
        } else {
            words += time;
        }
        all.insert(info.filePath().mid(folder.size()), words);
    }
    return all;
}

//! What differs, one name a line; empty: nothing was touched.
inline QString touched(const QMap<QString, QString>& before, const QMap<QString, QString>& after)
{
    QString lines;
    for (auto it = before.begin(); it != before.end(); ++it)
        if (after.value(it.key()) != it.value())
            lines += it.key()
                     + (after.contains(it.key()) ? QLatin1String(" changed\n")
                                                 : QLatin1String(" is gone\n"));
    for (auto it = after.begin(); it != after.end(); ++it)
        if (!before.contains(it.key()))
            lines += it.key() + QLatin1String(" is new\n");
    return lines;
}

} // namespace plumb::test
