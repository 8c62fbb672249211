// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QGridLayout;

namespace plumb::ui {

//! Pairs of a quiet word and its value, in two columns.
class FactList : public QWidget
{
    Q_OBJECT
public:
    struct Fact
    {
        QString name, value;
        bool mono = false;
        QString tip;
        friend bool operator==(const Fact&, const Fact&) = default;
    };
    explicit FactList(QWidget* parent = nullptr);
    void setFacts(const QList<Fact>& facts);
    const QList<Fact>& facts() const { return m_facts; }

private:
    QList<Fact> m_facts;
    QGridLayout* m_grid;
};

} // namespace plumb::ui
