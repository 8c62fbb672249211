// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/texts.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace plumb::architecture {

using namespace Qt::Literals::StringLiterals;

namespace {

// Hosts that documents and user-visible sentences may point at: where upstream offers its tools,
// what names a format. Everything else is an example (a reserved name) or does not belong into a
// commit.
constexpr char16_t kHosts[] = u"^(github\\.com|kubernetes\\.io|kubectl\\.docs\\.kubernetes\\.io"
                              u"|helm\\.sh|kustomize\\.io|argoproj\\.github\\.io|json-schema\\.org"
                              u"|www\\.apache\\.org|www\\.w3\\.org|spdx\\.org|reuse\\.software"
                              u"|www\\.debian\\.org|openid\\.net|yaml\\.org)$";
constexpr char16_t kExample[] =
    u"(^|\\.)(invalid|example|test|localhost|example\\.(com|org|net))$"
    u"|^[^.]*$|^kubernetes\\.default\\.svc(\\.cluster\\.local)?$"
    u"|^(127|10|192\\.168|192\\.0\\.2|198\\.51\\.100|203\\.0\\.113|169\\.254"
    u"|0)(\\.[0-9]+)+$";

bool mayBeNamed(const QString& host)
{
    static const QRegularExpression known(QString::fromUtf16(kHosts));
    static const QRegularExpression example(QString::fromUtf16(kExample));
    return known.match(host).hasMatch() || example.match(host).hasMatch();
}

} // namespace

QStringList committedFiles(const QString& root)
{
    QProcess git;
    git.setWorkingDirectory(root);
    git.start(u"git"_s, {u"-c"_s, u"safe.directory=*"_s, u"ls-files"_s, u"-z"_s});
    QStringList files;
    if (git.waitForFinished() && git.exitCode() == 0) {
        for (const QByteArray& name : git.readAllStandardOutput().split('\0')) {
            if (!name.isEmpty() && QFile::exists(root + u'/' + QString::fromUtf8(name)))
                files += QString::fromUtf8(name);
        }
    } else {
        QDirIterator all(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString name = QDir(root).relativeFilePath(all.next());
            if (!name.startsWith(u"build/"_s) && !name.startsWith(u".git/"_s))
                files += name;
        }
    }
    std::ranges::sort(files);
    return files;
}

QStringList machineTraces(const QString& file, const QString& text)
{
    static const QRegularExpression folder(
        uR"((?<![\w.$}{*-])/(work|root|home|tmp)/(?!(user|alice|bob|me)\b)\w[^\s"'`)]*)"_s);
    static const QRegularExpression url(
        uR"(\b(?:https?|ssh|git)://(?:[^/\s"'<>@]*@)?([A-Za-z0-9][A-Za-z0-9.-]*))"_s);
    QStringList found;
    const QStringList lines = text.split(u'\n');
    for (int i = 0; i < lines.size(); ++i) {
        const QString where = u"%1:%2: "_s.arg(file).arg(i + 1);
        for (auto it = folder.globalMatch(lines[i]); it.hasNext();)
            found += where + u"%1 is a folder of one machine"_s.arg(it.next().captured(0));
        for (auto it = url.globalMatch(lines[i]); it.hasNext();) {
            QString host = it.next().captured(1);
            while (host.endsWith(u'.'))
                host.chop(1);
            if (!mayBeNamed(host))
                found += where + u"%1 is neither an example nor in the list of hosts"_s.arg(host);
        }
    }
    return found;
}

QStringList packageDifferences(const QString& readme, const QString& packages)
{
    static const QRegularExpression line(uR"(^([a-z0-9][^\s]*)\s+([a-z,]+)\s+(.+)$)"_s,
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression row(
        uR"(^\|\s*`([^`]+)`\s*\|\s*([a-z, ]+?)\s*\|\s*(.+?)\s*\|$)"_s,
        QRegularExpression::MultilineOption);
    QStringList listed;
    QStringList shown;
    for (auto it = line.globalMatch(packages); it.hasNext();) {
        const auto match = it.next();
        listed +=
            u"%1 (%2): %3"_s.arg(match.captured(1), match.captured(2), match.captured(3).trimmed());
    }
    for (auto it = row.globalMatch(readme); it.hasNext();) {
        const auto match = it.next();
        shown += u"%1 (%2): %3"_s.arg(match.captured(1), match.captured(2).remove(u' '),
                                      match.captured(3));
    }
    QStringList found;
    for (const QString& one : listed) {
        if (!shown.contains(one))
            found += u"README.md lacks "_s + one;
    }
    for (const QString& one : shown) {
        if (!listed.contains(one))
            found += u"installers/packages.txt lacks "_s + one;
    }
    return found;
}

QStringList deadLinks(const QString& root, const QString& page, const QString& text)
{
    static const QRegularExpression link(uR"(\]\(([^)#\s]+)(#[^)]*)?\))"_s);
    const QDir folder(QFileInfo(root + u'/' + page).path());
    QStringList found;
    for (auto it = link.globalMatch(text); it.hasNext();) {
        const QString target = it.next().captured(1);
        if (!target.contains(u"://"_s) && !QFile::exists(folder.filePath(target)))
            found += u"%1 points at %2, which does not exist"_s.arg(page, target);
    }
    return found;
}

} // namespace plumb::architecture
