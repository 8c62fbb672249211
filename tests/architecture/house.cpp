// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/house.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QRegularExpression>

namespace plumb::architecture {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Library
{
    const char16_t* name;
    const char16_t* headers;
};
// What of a third party may appear where is in the table; this only says whose a header is.
constexpr Library kLibraries[] = {
    {u"libgit2", u"^git2(\\.h|/)"},     {u"yaml-cpp", u"^yaml-cpp/"},
    {u"libyaml", u"^yaml\\.h$"},        {u"libcurl", u"^curl/"},
    {u"OpenSSL", u"^openssl/"},         {u"simdjson", u"^simdjson(\\.h|/)"},
    {u"zstd", u"^(zstd|zdict)\\.h$"},   {u"cpp-httplib", u"^httplib\\.h$"},
    {u"QtKeychain", u"^qt6?keychain/"}, {u"zlib", u"^zlib\\.h$"},
};
// The C++ library has no dot in its names; of the system's headers only these are asked for.
constexpr char16_t kSystem[] = u"^([a-z_0-9]+|(sys|linux|bits|asm|netinet|arpa)/[a-z_0-9]+\\.h"
                               u"|(unistd|fcntl|signal|errno|poll|pwd|grp|sched|dirent|spawn|netdb"
                               u"|termios|time|limits|locale|stdlib|string|malloc)\\.h)$";

QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QSet<QString> namesIn(const QString& cell)
{
    QSet<QString> names;
    for (const QString& part : cell.split(u',')) {
        const QString name = part.trimmed();
        if (!name.isEmpty() && name != u"–"_s)
            names.insert(name);
    }
    return names;
}

// The words after a keyword of plumb_library(), up to the next one.
QStringList argumentsOf(const QString& call, const QString& keyword)
{
    static const QSet<QString> keywords{u"DEPENDS"_s, u"SOURCES"_s, u"LINKS"_s, u"PUBLIC_LINKS"_s,
                                        u"VALUE_HEADERS"_s};
    QStringList found;
    bool inside = false;
    for (const QString& word : call.simplified().split(u' ')) {
        if (keywords.contains(word))
            inside = word == keyword;
        else if (inside)
            found.append(word);
    }
    return found;
}

void readTable(const QString& page, House& house)
{
    static const QRegularExpression row(uR"(^\|([^|]+)\|([^|]+)\|([^|]+)\|\s*$)"_s,
                                        QRegularExpression::MultilineOption);
    const qsizetype from = page.indexOf(u"## Who may include whom"_s);
    const qsizetype to = page.indexOf(u"\n## "_s, from + 1);
    auto rows = row.globalMatch(page.mid(from, to - from));
    while (from >= 0 && rows.hasNext()) {
        const auto match = rows.next();
        const QString name = match.captured(1).trimmed().remove(u'`');
        const QString may = match.captured(2).trimmed();
        if (name == u"room"_s || name.startsWith(u"--"_s))
            continue;
        House::Room room;
        room.libraries = namesIn(match.captured(3));
        room.everything = may == u"everything"_s;
        if (!room.everything && name != u"ui"_s)
            room.mayInclude = namesIn(may);
        house.rooms.insert(name, room);
    }
    if (house.rooms.isEmpty())
        house.mistakes += u"docs/architecture.md: the table \"Who may include whom\" is missing"_s;
}

void readRoom(const QString& root, const QString& name, House& house)
{
    static const QRegularExpression call(uR"(plumb_library\(\s*(\w+)([^)]*)\))"_s);
    const QString file = u"core/%1/CMakeLists.txt"_s.arg(name);
    if (!house.rooms.contains(name))
        house.mistakes +=
            u"core/%1: the table of docs/architecture.md has no row for this room"_s.arg(name);
    const auto match = call.match(textOf(root + u'/' + file));
    if (!match.hasMatch()) {
        house.mistakes += u"%1: no plumb_library()"_s.arg(file);
        return;
    }
    const QString body = match.captured(2);
    for (const QString& header : argumentsOf(body, u"VALUE_HEADERS"_s)) {
        house.valueHeaders.insert(name + u'/' + header);
        if (!QFile::exists(root + u"/core/%1/%2"_s.arg(name, header)))
            house.mistakes += u"%1: the value header %2 does not exist"_s.arg(file, header);
    }
    for (const QString& other : argumentsOf(body, u"DEPENDS"_s)) {
        if (!house.rooms.value(name).mayInclude.contains(other))
            house.mistakes += u"%1: %2 may not depend on %3"_s.arg(file, name, other);
    }
    static const QRegularExpression gui(u"Qt6::(Gui|Widgets|Svg|Quick|Qml)"_s);
    if (body.contains(gui))
        house.mistakes += u"%1: core links no QtGui and no QtWidgets"_s.arg(file);
}

} // namespace

House House::read(const QString& root)
{
    House house;
    readTable(textOf(root + u"/docs/architecture.md"_s), house);
    const QStringList rooms =
        QDir(root + u"/core"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (Room& room : house.rooms) {
        if (room.mayInclude.remove(u"all of core but sandbox"_s)) {
            room.mayInclude = QSet<QString>(rooms.begin(), rooms.end());
            room.mayInclude.remove(u"sandbox"_s);
        }
    }
    for (const QString& room : rooms)
        readRoom(root, room, house);
    for (auto it = house.rooms.cbegin(); it != house.rooms.cend(); ++it) {
        for (const QString& other : it->mayInclude) {
            if (!rooms.contains(other))
                house.mistakes +=
                    u"docs/architecture.md: %1 may include %2, which is no room"_s.arg(it.key(),
                                                                                       other);
        }
    }
    return house;
}

QString libraryOf(const QString& header)
{
    static const QString qt = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    for (const Library& library : kLibraries) {
        if (header.contains(QRegularExpression(QString::fromUtf16(library.headers))))
            return QString::fromUtf16(library.name);
    }
    if (header.contains(QRegularExpression(QString::fromUtf16(kSystem))))
        return {};
    static const QStringList modules = QDir(qt).entryList({u"Qt*"_s}, QDir::Dirs, QDir::Name);
    QString owner = header.section(u'/', 0, 0);
    if (!header.contains(u'/')) {
        owner.clear();
        for (const QString& module : modules) {
            if (QFile::exists(qt + u'/' + module + u'/' + header))
                owner = module;
        }
    }
    if (owner == u"QtCore"_s || owner == u"QtConcurrent"_s)
        return {};
    return modules.contains(owner) ? u"Qt "_s + owner.mid(2) : u"unknown"_s;
}

} // namespace plumb::architecture
