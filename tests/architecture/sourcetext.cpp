// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "architecture/sourcetext.h"

#include <QRegularExpression>

namespace plumb::architecture {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isIdentifier(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

// 30'000 holds no character literal.
bool separatesDigits(const QString& code, qsizetype at)
{
    qsizetype first = at;
    while (first > 0 && (isIdentifier(code[first - 1]) || code[first - 1] == u'\''))
        --first;
    return first < at && code[first].isDigit();
}

// Where the raw string that opens at this quote ends, or -1 when it is an ordinary one.
qsizetype endOfRawString(const QString& code, qsizetype quote)
{
    if (quote == 0 || code[quote - 1] != u'R')
        return -1;
    const qsizetype open = code.indexOf(u'(', quote);
    if (open < 0)
        return -1;
    const QString close = u')' + code.mid(quote + 1, open - quote - 1) + u'"';
    const qsizetype end = code.indexOf(close, open);
    return end < 0 ? code.size() : end + close.size();
}

qsizetype endOfLiteral(const QString& code, qsizetype quote)
{
    qsizetype at = quote + 1;
    while (at < code.size() && code[at] != code[quote] && code[at] != u'\n')
        at += code[at] == u'\\' ? 2 : 1;
    return qMin(at + 1, code.size());
}

} // namespace

QString withoutCommentsAndStrings(const QString& code)
{
    QString text = code;
    const auto blank = [&](qsizetype from, qsizetype to) {
        for (qsizetype i = from; i < to && i < text.size(); ++i) {
            if (text[i] != u'\n')
                text[i] = u' ';
        }
        return to;
    };
    qsizetype at = 0;
    while (at < code.size()) {
        const QStringView rest = QStringView(code).mid(at);
        if (rest.startsWith(u"//")) {
            const qsizetype end = code.indexOf(u'\n', at);
            at = blank(at, end < 0 ? code.size() : end);
        } else if (rest.startsWith(u"/*")) {
            const qsizetype end = code.indexOf(u"*/"_s, at + 2);
            at = blank(at, end < 0 ? code.size() : end + 2);
        } else if (code[at] == u'"') {
            const qsizetype raw = endOfRawString(code, at);
            const qsizetype end = raw < 0 ? endOfLiteral(code, at) : raw;
            blank(at + 1, end - 1);
            at = end;
        } else if (code[at] == u'\'' && !separatesDigits(code, at)) {
            const qsizetype end = endOfLiteral(code, at);
            blank(at + 1, end - 1);
            at = end;
        } else {
            ++at;
        }
    }
    return text;
}

QList<Include> includesOf(const QString& code)
{
    static const QRegularExpression include(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    const QStringList lines = code.split(u'\n');
    const QStringList visible = withoutCommentsAndStrings(code).split(u'\n');
    QList<Include> found;
    for (int i = 0; i < lines.size(); ++i) {
        if (!visible[i].contains(u"include"_s))
            continue;
        const auto match = include.match(lines[i]);
        if (match.hasMatch())
            found.append({match.captured(2), match.captured(1) == u"<"_s, i + 1});
    }
    return found;
}

} // namespace plumb::architecture
