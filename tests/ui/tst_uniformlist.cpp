// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyledItemDelegate>
#include <QTest>

using namespace plumb;
using namespace plumb::ui;

namespace {

constexpr int kRows = 1'000'000;

//! A million rows, of which nothing exists but their numbers; counts who looks.
class Numbers : public QAbstractListModel
{
public:
    explicit Numbers(int rows)
        : m_rows(rows)
    {
    }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : m_rows;
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        ++asked;
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                   ? QVariant(u"row %1"_s.arg(index.row()))
                   : QVariant();
    }
    void insert(int at, int count)
    {
        beginInsertRows({}, at, at + count - 1);
        m_rows += count;
        endInsertRows();
    }
    void remove(int at, int count)
    {
        beginRemoveRows({}, at, at + count - 1);
        m_rows -= count;
        endRemoveRows();
    }
    mutable int asked = 0;

private:
    int m_rows;
};

class Painted : public QStyledItemDelegate
{
public:
    void paint(QPainter*, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        rows.append(index.row());
        if (option.state & QStyle::State_Selected)
            selected.append(index.row());
        if (option.state & QStyle::State_MouseOver)
            hovered.append(index.row());
    }
    mutable QList<int> rows, selected, hovered;
};

} // namespace

class UniformListTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<UniformList> m_list;
    Painted m_delegate;

    int page() const { return m_list->viewport()->height() / rowHeight(); }
    int top() const { return m_list->verticalScrollBar()->value(); }
    int current() const { return m_list->currentIndex().row(); }
    void paint()
    {
        m_delegate.rows.clear();
        m_delegate.selected.clear();
        m_delegate.hovered.clear();
        m_list->viewport()->repaint();
    }
    QPoint middleOf(int row) const { return m_list->visualRect(m_model->index(row)).center(); }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<Numbers>(kRows);
        m_list = std::make_unique<UniformList>();
        m_list->setModel(m_model.get());
        m_list->setItemDelegate(&m_delegate);
        m_list->setGeometry(20, 20, 400, 10 * rowHeight() + 7);
        m_list->show();
        m_list->activateWindow();
        m_list->setFocus();
        QCoreApplication::processEvents();
    }
    void cleanup()
    {
        m_list.reset();
        m_model.reset();
    }

    void onlyRowsOnScreenArePainted()
    {
        for (const int at : {0, 4711, kRows - 10}) {
            m_list->verticalScrollBar()->setValue(at);
            paint();
            QList<int> wanted;
            for (int row = at; row < qMin(kRows, at + 11); ++row)
                wanted << row;
            QCOMPARE(m_delegate.rows, wanted);
        }
        QCOMPARE(m_list->verticalScrollBar()->maximum(), kRows - 10);
        QVERIFY2(m_model->asked < 10'000, "rows out of sight were read");
    }

    void keysMoveAndKeepTheRowInSight()
    {
        const auto press = [this](Qt::Key key) { QTest::keyClick(m_list.get(), key); };
        m_list->setCurrentIndex(m_model->index(0));
        press(Qt::Key_Down);
        QCOMPARE(current(), 1);
        press(Qt::Key_PageDown);
        QCOMPARE(current(), 1 + page());
        QVERIFY(top() > 0 && current() < top() + page());
        press(Qt::Key_End);
        QCOMPARE(current(), kRows - 1);
        QCOMPARE(top(), kRows - page());
        press(Qt::Key_Down);
        QCOMPARE(current(), kRows - 1);
        press(Qt::Key_PageUp);
        press(Qt::Key_Up);
        QCOMPARE(current(), kRows - 2 - page());
        QCOMPARE(top(), current());
        press(Qt::Key_Home);
        QCOMPARE(current(), 0);
        QCOMPARE(top(), 0);
        paint();
        QCOMPARE(m_delegate.selected, QList<int>{0});
    }

    void aRowOutOfSightIsSelectedAllTheSame()
    {
        m_list->hide();
        m_list->setCurrentIndex(m_model->index(5));
        QTest::keyClick(m_list.get(), Qt::Key_End);
        QCOMPARE(m_list->selectionModel()->selectedRows().value(0).row(), kRows - 1);
    }

    void theMouseChooses()
    {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, middleOf(3));
        QCOMPARE(current(), 3);
        paint();
        QCOMPARE(m_delegate.selected, QList<int>{3});
        QCOMPARE(m_list->indexAt({5, -1}), QModelIndex());
    }

    void theRowUnderTheMouseIsMarked()
    {
        QHoverEvent over(QEvent::HoverMove, middleOf(2), middleOf(2), QPointF(1, 1));
        QCoreApplication::sendEvent(m_list->viewport(), &over);
        paint();
        QCOMPARE(m_delegate.hovered, QList<int>{2});
        QHoverEvent out(QEvent::HoverLeave, QPointF(-1, -1), QPointF(-1, -1), middleOf(2));
        QCoreApplication::sendEvent(m_list->viewport(), &out);
        paint();
        QCOMPARE(m_delegate.hovered, QList<int>());
    }

    void doubleClicksAndReturnOpen()
    {
        QSignalSpy opened(m_list.get(), &UniformList::activated);
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, middleOf(4));
        QTest::mouseDClick(m_list->viewport(), Qt::LeftButton, {}, middleOf(4));
        QCOMPARE(opened.size(), 1);
        QTest::keyClick(m_list.get(), Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened.last().first().toModelIndex().row(), 4);
    }

    void newsAboveAndBelowKeepTheChosenRow()
    {
        m_list->setCurrentIndex(m_model->index(100));
        m_model->insert(0, 7);
        QCOMPARE(current(), 107);
        QCOMPARE(m_list->verticalScrollBar()->maximum(), kRows + 7 - page());
        m_model->remove(200, kRows - 200);
        QCOMPARE(current(), 107);
        QCOMPARE(m_list->verticalScrollBar()->maximum(), 207 - page());
        paint();
        QVERIFY(m_delegate.rows.last() < 207);
    }

    void typedLettersReadNoRows()
    {
        const auto before = m_model->asked;
        QTest::keyClick(m_list.get(), Qt::Key_X);
        QVERIFY2(m_model->asked < before + 100, "a letter searched through all rows");
    }

    void aScreenReaderFindsTheRow()
    {
        m_list->setAccessibleName(u"Commits"_s);
        m_list->setCurrentIndex(m_model->index(4));
        auto* list = QAccessible::queryAccessibleInterface(m_list.get());
        QVERIFY(list && list->tableInterface());
        QCOMPARE(list->text(QAccessible::Name), u"Commits"_s);
        QCOMPARE(list->tableInterface()->rowCount(), kRows);
        auto* row = list->tableInterface()->cellAt(4, 0);
        QVERIFY(row);
        QCOMPARE(row->text(QAccessible::Name), u"row 4"_s);
        QVERIFY(row->state().selected);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    UniformListTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_uniformlist.moc"
