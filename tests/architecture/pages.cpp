// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/pages.h"

#include <QRegularExpression>

namespace plumb::architecture {

using namespace Qt::Literals::StringLiterals;

QStringList optionsOfHelp(const QString& help, const QString& heading)
{
    // two spaces, the option; its explanation is two spaces further on, or in the next line
    static const QRegularExpression option(u"^  (-\\S*(?: \\S+)*)"_s);
    QStringList found;
    bool inside = heading.isEmpty();
    for (const QString& line : help.split(u'\n')) {
        if (line.endsWith(u':') && !line.startsWith(u' '))
            inside = line == heading + u':';
        if (const auto match = option.match(line); inside && match.hasMatch())
            found += match.captured(1);
    }
    return found;
}

QStringList commandsOfHelp(const QString& help)
{
    static const QRegularExpression command(u"^  ([a-z]+) "_s);
    QStringList found;
    for (const QString& line : help.split(u'\n')) {
        if (const auto match = command.match(line); match.hasMatch())
            found += match.captured(1);
    }
    return found;
}

QMap<QString, QStringList> itemsOfPage(const QString& page)
{
    QMap<QString, QStringList> found;
    QString heading;
    for (const QString& line : page.split(u'\n')) {
        if (line.startsWith(u".Sh ") || line.startsWith(u".Ss "))
            heading = line.section(u' ', 1, 1);
        if (!line.startsWith(u".It Fl") && !line.startsWith(u".It Ic"))
            continue;
        QString item, macro;
        for (const QString& word : line.split(u' ').mid(1)) {
            if (word == u"Fl" || word == u"Ar" || word == u"Ic")
                macro = word;
            else if (word == u",")
                item += word;
            else
                item +=
                    (item.isEmpty() ? u""_s : u" "_s) + (macro == u"Fl" ? u"-"_s : u""_s) + word;
        }
        if (macro == u"Ic")
            found[heading] += item.split(u", "_s);
        else
            found[heading] += item;
    }
    return found;
}

QSet<QString> optionsOfSynopsis(const QString& page, const QString& command)
{
    static const QRegularExpression option(u"(?<![\\w-])--?[a-z][a-z-]*"_s);
    QSet<QString> found;
    bool inBlock = false, inside = false;
    for (const QString& line : page.split(u'\n')) {
        if (line.startsWith(u"```")) {
            inBlock = !inBlock;
            inside = false;
            continue;
        }
        if (!line.startsWith(u' '))
            inside = inBlock && (line + u' ').startsWith(command + u' ');
        if (!inside)
            continue;
        for (auto all = option.globalMatch(line.section(u'#', 0, 0)); all.hasNext();)
            found += all.next().captured();
    }
    return found;
}

QSet<QString> namesOfOptions(const QStringList& options)
{
    QSet<QString> names;
    for (const QString& option : options) {
        for (const QString& word : option.split(u' ')) {
            if (word.startsWith(u'-'))
                names += word.endsWith(u',') ? word.chopped(1) : word;
        }
    }
    return names;
}

QStringList differences(const QString& left, const QStringList& inLeft, const QString& right,
                        const QStringList& inRight)
{
    QStringList found;
    for (const QString& one : inLeft) {
        if (!inRight.contains(one))
            found += u"%1 lacks %2, which %3 has"_s.arg(right, one, left);
    }
    for (const QString& one : inRight) {
        if (!inLeft.contains(one))
            found += u"%1 lacks %2, which %3 has"_s.arg(left, one, right);
    }
    return found;
}

} // namespace plumb::architecture
