// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/visibletext.h"

#include "widgets/label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

namespace plumb::ui::test {

static void addRows(QStringList& out, const QAbstractItemView& view, const QModelIndex& parent)
{
    const auto* model = view.model();
    constexpr int kRows = 60;
    for (int row = 0; row < qMin(kRows, model->rowCount(parent)); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(parent); ++column) {
            const auto text = model->index(row, column, parent).data().toString();
            if (!text.isEmpty())
                cells << text;
        }
        out << cells.join(u" | ");
        addRows(out, view, model->index(row, 0, parent));
    }
}

QStringList visibleText(const QWidget* root)
{
    QStringList out;
    for (const auto* widget : root->findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(root) || widget->width() == 0 || widget->height() == 0)
            continue;
        if (const auto* label = qobject_cast<const Label*>(widget))
            out << label->fullText();
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            out << (button->text().isEmpty() ? button->accessibleName() : button->text());
        else if (const auto* combo = qobject_cast<const QComboBox*>(widget))
            out << combo->currentText();
        else if (const auto* line = qobject_cast<const QLineEdit*>(widget))
            out << (line->text().isEmpty() ? line->placeholderText() : line->text());
        else if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget))
            out << text->toPlainText();
        else if (const auto* view = qobject_cast<const QAbstractItemView*>(widget);
                 view && view->model())
            addRows(out, *view, view->rootIndex());
        else if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                out << tabs->tabText(i);
        else if (widget->findChildren<QWidget*>().isEmpty()) // paints itself
            out << widget->accessibleName();
    }
    out.removeAll(QString());
    return out;
}

} // namespace plumb::ui::test
