// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/rules.h"

#include "architecture/sourcetext.h"

#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace plumb::architecture {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostLines = 700;

struct Source
{
    QString path; //!< relative to the root
    QString text;
    QString owner() const // "drift" in core, else "ui", "app"
    {
        const QString top = path.section(u'/', 0, 0);
        return top == u"core"_s ? path.section(u'/', 1, 1) : top;
    }
};

QList<Source> sourcesIn(const QString& root, const QStringList& folders, const QStringList& names)
{
    QList<Source> found;
    for (const QString& folder : folders) {
        QDirIterator files(root + u'/' + folder, names, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                found.append({QDir(root).relativeFilePath(file.fileName()),
                              QString::fromUtf8(file.readAll())});
        }
    }
    std::ranges::sort(found, {}, &Source::path);
    return found;
}

QList<Source> programSources(const QString& root)
{
    return sourcesIn(root, {u"core"_s, u"ui"_s, u"app"_s}, {u"*.cpp"_s, u"*.h"_s});
}

QString at(const Source& source, int line, const QString& what)
{
    return u"%1:%2: %3"_s.arg(source.path).arg(line).arg(what);
}

// What is wrong with this include of ours, or nothing.
QString objection(const QString& root, const House& house, const Source& source,
                  const QString& path)
{
    const QString owner = source.owner();
    const QString room = path.section(u'/', 0, 0);
    const auto exists = [&](const QString& top) {
        return QFile::exists(root + u'/' + top + u'/' + path);
    };
    if (path.endsWith(u".moc"_s))
        return {};
    if (exists(u"core"_s) && path.contains(u'/')) {
        if (house.valueHeaders.contains(source.path.mid(5)) && !house.valueHeaders.contains(path))
            return u"a value header includes only value headers, and %1 is none"_s.arg(path);
        if (room == owner || house.rooms.value(owner).everything)
            return {};
        if (owner == u"ui"_s) {
            return house.valueHeaders.contains(path)
                       ? QString()
                       : u"the ui includes only VALUE_HEADERS, and %1 is none"_s.arg(path);
        }
        return house.rooms.value(owner).mayInclude.contains(room)
                   ? QString()
                   : u"%1 may not include %2 (%3)"_s.arg(owner, room, path);
    }
    if (exists(u"ui"_s))
        return owner == u"ui"_s || owner == u"app"_s
                   ? QString()
                   : u"core may not include the ui (%1)"_s.arg(path);
    if (exists(u"app"_s))
        return owner == u"app"_s ? QString() : u"only app may include app (%1)"_s.arg(path);
    return u"%1 is not rooted at core, ui or app"_s.arg(path);
}

struct Ban
{
    QString name;
    QRegularExpression call;
};

QStringList offendersOf(const QList<Ban>& bans, const QList<Source>& sources)
{
    QStringList found;
    for (const Source& source : sources) {
        const QStringList lines = withoutCommentsAndStrings(source.text).split(u'\n');
        for (int i = 0; i < lines.size(); ++i) {
            for (const Ban& ban : bans) {
                if (lines[i].contains(ban.call))
                    found += at(source, i + 1, u"%1 is banned"_s.arg(ban.name));
            }
        }
    }
    return found;
}

} // namespace

QStringList wrongArrows(const QString& root, const House& house)
{
    QStringList found;
    for (const Source& source : programSources(root)) {
        for (const Include& include : includesOf(source.text)) {
            if (include.angled)
                continue;
            const QString wrong = objection(root, house, source, include.path);
            if (!wrong.isEmpty())
                found += at(source, include.line, wrong);
        }
    }
    return found;
}

QStringList wrongLibraries(const QString& root, const House& house)
{
    QStringList found;
    for (const Source& source : programSources(root)) {
        const bool isPrivate = source.path.endsWith(u".cpp"_s) || source.path.endsWith(u"_p.h"_s);
        for (const Include& include : includesOf(source.text)) {
            const QString library = include.angled ? libraryOf(include.path) : QString();
            if (library.isEmpty())
                continue;
            if (library == u"unknown"_s)
                found +=
                    at(source, include.line,
                       u"<%1> is in no list of tests/architecture/house.cpp"_s.arg(include.path));
            else if (!house.rooms.value(source.owner()).libraries.contains(library))
                found +=
                    at(source, include.line, u"%1 may not use %2"_s.arg(source.owner(), library));
            else if (!isPrivate && source.path.startsWith(u"core/"_s))
                found += at(source, include.line,
                            u"%1 belongs into a .cpp or *_p.h file"_s.arg(library));
        }
    }
    return found;
}

QStringList bannedCalls(const QString& root)
{
    static const QList<Ban> bans{
        {u"YAML::LoadAll"_s, QRegularExpression(uR"(\bLoadAll\b)"_s)},
        {u"YAML::Node"_s, QRegularExpression(uR"(\bYAML\s*::\s*Node\b)"_s)},
        {u"git_remote_push"_s, QRegularExpression(uR"(\bgit_remote_push\b)"_s)},
        {u"QNetworkAccessManager"_s, QRegularExpression(uR"(\bQNetworkAccessManager\b)"_s)},
        {u"ignoreSslErrors"_s, QRegularExpression(uR"(\bignoreSslErrors\b)"_s)},
        {u"setInsecureFallback"_s, QRegularExpression(uR"(\bsetInsecureFallback\b)"_s)},
        // Qt's random generator of that name starts no shell.
        {u"system("_s, QRegularExpression(uR"((?<!QRandomGenerator::)\bsystem\s*\()"_s)},
        {u"popen("_s, QRegularExpression(uR"(\bpopen\s*\()"_s)},
        {u"QProcess::startDetached"_s, QRegularExpression(uR"(\bstartDetached\b)"_s)},
        {u"setHtml"_s, QRegularExpression(uR"(\bsetHtml\b)"_s)},
    };
    return offendersOf(bans, programSources(root));
}

QStringList badHabitsOfTests(const QString& root)
{
    static const QList<Ban> bans{
        {u"QSKIP"_s, QRegularExpression(uR"(\bQSKIP\b)"_s)},
        {u"QEXPECT_FAIL"_s, QRegularExpression(uR"(\bQEXPECT_FAIL\b)"_s)},
        {u"sleeping in a test"_s,
         QRegularExpression(
             uR"(\b(qSleep|qWait|sleep_for|sleep_until|usleep|nanosleep)\s*\((?!0\)))"_s)},
    };
    return offendersOf(bans, sourcesIn(root, {u"tests"_s}, {u"*.cpp"_s, u"*.h"_s}));
}

QStringList longFiles(const QString& root)
{
    QStringList found;
    for (const Source& source : sourcesIn(
             root, {u"core"_s, u"ui"_s, u"app"_s, u"tests"_s, u"cmake"_s, u"installers"_s},
             {u"*.cpp"_s, u"*.h"_s, u"*.cmake"_s, u"*.sh"_s, u"*.py"_s, u"CMakeLists.txt"_s})) {
        const auto lines = source.text.count(u'\n');
        if (lines > kMostLines)
            found += at(source, kMostLines,
                        u"%1 lines; a file has at most %2"_s.arg(lines).arg(kMostLines));
    }
    return found;
}

} // namespace plumb::architecture
