// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/table.h"

#include "base/result.h"
#include "base/text.h"

#include <QRegularExpression>

namespace plumb::cli {

QString Table::asText() const
{
    QList<qsizetype> widths;
    const auto measure = [&](const QStringList& cells) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (i == widths.size())
                widths.append(0);
            widths[i] = std::max(widths[i], printable(cells[i]).size());
        }
    };
    measure(m_headings);
    for (const QStringList& row : m_rows)
        measure(row);
    QString out;
    const auto line = [&](const QStringList& cells) {
        QString text;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString cell = printable(cells[i]);
            text += i + 1 < cells.size() ? cell.leftJustified(widths[i] + 3) : cell;
        }
        while (text.endsWith(u' '))
            text.chop(1);
        out += text + u'\n';
    };
    line(m_headings);
    for (const QStringList& row : m_rows)
        line(row);
    return out;
}

QString Table::asMarkdown() const
{
    // A value of a cluster must not become a link or a picture where the text is pasted.
    static const QRegularExpression kMarks(u"([\\\\`*|]|(?<=\\])\\()"_s);
    const auto line = [](const QStringList& cells) {
        QStringList escaped;
        for (const QString& cell : cells)
            escaped.append(printable(cell).replace(kMarks, u"\\\\1"_s).replace(u'<', u"&lt;"_s));
        return u"| "_s + escaped.join(u" | "_s) + u" |\n"_s;
    };
    QString out = line(m_headings) + u'|';
    for (qsizetype i = 0; i < m_headings.size(); ++i)
        out += u" --- |"_s;
    out += u'\n';
    for (const QStringList& row : m_rows)
        out += line(row);
    return out + u'\n'; // without it the next line would be a row too
}

} // namespace plumb::cli
