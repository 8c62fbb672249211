// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/difference/differenceview.h"

#include "delegates/driftdelegates.h"
#include "format/yamltext.h"
#include "models/driftmodel.h"
#include "widgets/difftext.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/segments.h"
#include "widgets/surface.h"

#include <QHeaderView>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumb::ui {

FieldTable::FieldTable(FieldModel* model, QWidget* parent)
    : QTreeView(parent)
{
    setModel(model);
    setItemDelegate(new FieldDelegate(model, this));
    setRootIsDecorated(false);
    setIndentation(0);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setSectionResizeMode(FieldModel::Desired, QHeaderView::Stretch);
    header()->setSectionResizeMode(FieldModel::Live, QHeaderView::Stretch);
    connect(header(), &QHeaderView::sectionResized, this, [this](int section) {
        if (section == FieldModel::Path && QGuiApplication::mouseButtons() != Qt::NoButton)
            m_fits = false;
        // heights follow widths
        doItemsLayout();
    });
}

void FieldTable::resizeEvent(QResizeEvent* event)
{
    if (m_fits)
        header()->resizeSection(FieldModel::Path, qBound(140, event->size().width() * 3 / 8, 230));
    QTreeView::resizeEvent(event);
}

void FieldTable::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    // a row that is current without being selected would not show where the keyboard is
    if (currentIndex().isValid() && !selectionModel()->hasSelection())
        setCurrentIndex(currentIndex());
}

//! Two texts that scroll as one.
static void tie(QScrollBar* a, QScrollBar* b)
{
    QObject::connect(a, &QScrollBar::valueChanged, b, &QScrollBar::setValue);
    QObject::connect(b, &QScrollBar::valueChanged, a, &QScrollBar::setValue);
}

DifferenceView::DifferenceView(PaneHead* head, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_fields(new FieldModel(this))
    , m_table(new FieldTable(m_fields))
    , m_leftTitle(new Label({}, LabelStyle::Muted))
    , m_rightTitle(new Label({}, LabelStyle::Muted))
    , m_left(new DiffText(tr("Git")))
    , m_right(new DiffText(tr("Live")))
    , m_text(new DiffText(tr("%1 as one text").arg(accessibleName)))
    , m_nothing(new EmptyState)
    , m_body(new QStackedWidget)
    , m_switch(new Segments({tr("Fields"), tr("Side by side"), tr("Unified")},
                            tr("How differences are shown")))
{
    m_table->setAccessibleName(accessibleName);
    head->addRight(m_switch);
    m_body->addWidget(m_table);
    m_body->addWidget(makeSides());
    m_body->addWidget(m_text);
    m_body->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_body);
    tie(m_left->verticalScrollBar(), m_right->verticalScrollBar());
    tie(m_left->horizontalScrollBar(), m_right->horizontalScrollBar());
    connect(m_switch, &Segments::changed, this, &DifferenceView::refresh);
    setNothing(Shape::Synced, tr("Nothing that Git says differs here."));
    refresh();
}

QWidget* DifferenceView::makeSides()
{
    auto* sides = new QWidget;
    auto* row = new QHBoxLayout(sides);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const auto& [title, text] : {std::pair(m_leftTitle, m_left), {m_rightTitle, m_right}}) {
        auto* half = new QWidget;
        auto* column = columnOf(half);
        title->setElide(Qt::ElideMiddle);
        title->setContentsMargins(8, 6, 8, 6);
        column->addWidget(title);
        column->addWidget(text, 1);
        row->addWidget(half, 1);
    }
    return sides;
}

void DifferenceView::setSides(const QString& desired, const QString& live)
{
    m_fields->setSides(desired, live);
    m_leftTitle->setText(
        m_fields->headerData(FieldModel::Desired, Qt::Horizontal, Qt::DisplayRole).toString());
    m_rightTitle->setText(
        m_fields->headerData(FieldModel::Live, Qt::Horizontal, Qt::DisplayRole).toString());
}

void DifferenceView::setNothing(Shape shape, const QString& sentence)
{
    m_nothing->say(shape, sentence);
}

void DifferenceView::setObject(const std::optional<engine::ObjectState>& object,
                               const QDateTime& now)
{
    m_object = object;
    m_fields->setObject(object, now);
    refresh();
}

void DifferenceView::setMode(Mode mode)
{
    m_switch->setCurrent(int(mode));
}

DifferenceView::Mode DifferenceView::mode() const
{
    return Mode(m_switch->current());
}

void DifferenceView::refresh()
{
    // what is on one side only has no fields to compare
    const bool whole = m_object && m_object->drift.presence != drift::Presence::Both;
    m_switch->setVisible(m_object && !whole);
    if (!m_object) {
        m_body->setCurrentWidget(m_nothing);
        return;
    }
    const bool isText = whole || (m_fields->rowCount() == 0 && m_nothing->sentence().isEmpty());
    if (!isText && mode() == Mode::Fields) {
        m_body->setCurrentWidget(m_fields->rowCount() > 0 ? static_cast<QWidget*>(m_table)
                                                          : m_nothing);
        return;
    }
    const auto side = [](const std::optional<objects::Object>& o) {
        return o ? yamlLines(readable(o->json())) : QStringList();
    };
    const auto lines = lineDiff(
        side(m_object->live), side(m_object->predicted ? m_object->predicted : m_object->desired));
    if (whole || mode() != Mode::SideBySide) {
        m_body->setCurrentWidget(m_text);
        m_text->setLines(lines);
        return;
    }
    const auto [left, right] = twoSides(lines);
    m_body->setCurrentIndex(1);
    m_left->setLines(left);
    m_right->setLines(right);
}

bool DifferenceView::goToDifference(bool forward)
{
    if (m_body->currentWidget() == m_text)
        return m_text->goToChange(forward);
    if (m_body->currentIndex() == 1)
        return m_left->goToChange(forward);
    if (m_body->currentWidget() != m_table)
        return false;
    const auto here = m_table->currentIndex().row();
    const auto next = forward ? here + 1 : here - 1;
    if (next < 0 || next >= m_fields->rowCount())
        return false;
    m_table->setCurrentIndex(m_fields->index(next, 0));
    return true;
}

void DifferenceView::goToEnd(bool last)
{
    if (m_body->currentWidget() == m_table)
        m_table->setCurrentIndex(m_fields->index(last ? m_fields->rowCount() - 1 : 0, 0));
}

QString DifferenceView::text() const
{
    if (m_body->currentWidget() == m_text)
        return m_text->toPlainText();
    if (m_body->currentIndex() == 1)
        return m_leftTitle->fullText() + u'\n' + m_left->toPlainText() + u'\n'
               + m_rightTitle->fullText() + u'\n' + m_right->toPlainText();
    if (m_body->currentWidget() == m_nothing)
        return m_nothing->sentence();
    QStringList lines;
    for (int row = 0; row < m_fields->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < FieldModel::ColumnCount; ++column) {
            const auto cell = m_fields->index(row, column);
            cells << cell.data().toString() << m_fields->note(cell);
        }
        lines << cells.join(u" | "_s);
    }
    return lines.join(u'\n');
}

} // namespace plumb::ui
