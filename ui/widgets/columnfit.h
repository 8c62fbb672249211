// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

class QTreeView;

namespace plumb::ui {

//! Shares the width of a table among its columns: each as wide as it likes while there is room,
//! never under its least width, what is left over to the elastic one. Ends when somebody drags a
//! border: from then on the widths are theirs.
class ColumnFit : public QObject
{
    Q_OBJECT
public:
    struct Column
    {
        int least = 40, wanted = 100;
    };
    ColumnFit(QTreeView* view, const QList<Column>& columns, int elastic);
    //! The widths that somebody chose by hand; empty: none.
    QList<int> chosen() const;
    void setChosen(const QList<int>& widths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit(int width);
    QTreeView* m_view;
    QList<Column> m_columns;
    int m_elastic;
    bool m_isChosen = false;
};

//! The widths of columns for a table of this width. Pure.
QList<int> fittedWidths(const QList<ColumnFit::Column>& columns, int elastic, int width);

} // namespace plumb::ui
