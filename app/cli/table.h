// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace plumb::cli {

//! Rows under headings, as text for a terminal or as Markdown. Cells are escaped here.
class Table
{
public:
    explicit Table(QStringList headings)
        : m_headings(std::move(headings))
    {
    }
    void add(QStringList cells) { m_rows.append(std::move(cells)); }
    bool isEmpty() const { return m_rows.isEmpty(); }
    QString asText() const;
    QString asMarkdown() const;

private:
    QStringList m_headings;
    QList<QStringList> m_rows;
};

} // namespace plumb::cli
