// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/driftdelegates.h"

#include "base/text.h"
#include "delegates/paint.h"
#include "format/text.h"
#include "format/verdict.h"
#include "models/driftmodel.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

namespace plumb::ui {

DriftDelegate::DriftDelegate(const DriftModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize DriftDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, m_model->at(index.row()).isHeading ? zoomed(32) : rowHeight()};
}

void DriftDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const auto& t = theme();
    const auto& row = m_model->at(index.row());
    painter->save();
    auto area = option.rect.adjusted(14, 0, -12, 0);
    if (row.isHeading) {
        auto font = uiFont(-2, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        paintText(painter, area.adjusted(0, 8, 0, 0), printable(row.application, 120).toUpper(),
                  font, t.muted);
        painter->restore();
        return;
    }
    paintRow(painter, option, true);
    const auto mark = markOf(row.object);
    const auto& token = t.token(mark.role);
    paintShape(painter, QRect(area.left(), area.center().y() - 6, 13, 13), mark.shape, token.ink);
    area.setLeft(area.left() + 21);
    int used = 0;
    if (row.differences > 0) {
        used = paintBadge(painter, area, QString::number(row.differences), token.ink, token.tint);
    } else {
        const auto font = uiFont(-1);
        used = QFontMetrics(font).horizontalAdvance(mark.word) + 2;
        paintText(painter, area, mark.word, font, t.muted, Qt::AlignRight);
    }
    paintText(painter, area.adjusted(0, 0, -used - 8, 0), objectTitle(row.object.key), uiFont(),
              t.text, Qt::AlignLeft, Qt::ElideMiddle);
    painter->restore();
}

FieldDelegate::FieldDelegate(const FieldModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

static constexpr int kFieldPad = 8, kValueLines = 4, kNoteLines = 5, kWarning = 16;

static int widthOf(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (const auto* tree = qobject_cast<const QTreeView*>(option.widget))
        return tree->header()->sectionSize(index.column());
    return option.rect.width();
}

//! A cell is a value above a quieter note; height and painting ask the same function.
static std::pair<QStringList, QStringList> cellLines(const FieldModel* model,
                                                     const QModelIndex& index, int width)
{
    const auto inner = width - 2 * kFieldPad;
    const bool warns =
        index.column() == FieldModel::Live && model->at(index.row()).what == drift::Class::Manual;
    const auto note = model->note(index);
    return {wrappedLines(index.data().toString(), monoFont(), inner, kValueLines),
            note.isEmpty()
                ? QStringList()
                : wrappedLines(note, uiFont(-2), inner - (warns ? kWarning : 0), kNoteLines)};
}

QSize FieldDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto [value, note] = cellLines(m_model, index, widthOf(option, index));
    return {100, int(value.size()) * QFontMetrics(monoFont()).lineSpacing()
                     + int(note.size()) * QFontMetrics(uiFont(-2)).lineSpacing() + 2 * 6 + 2};
}

void FieldDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const auto& t = theme();
    const auto& field = m_model->at(index.row());
    painter->save();
    const bool counts = isDifference(field);
    const bool manual = field.what == drift::Class::Manual;
    auto ground = t.base;
    if (index.column() == FieldModel::Desired && counts)
        ground = t.added;
    if (index.column() == FieldModel::Live && counts)
        ground = manual ? t.bad.tint : t.removed;
    painter->fillRect(option.rect, ground);
    painter->setPen(t.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_Selected) {
        const bool hasFocus = option.widget && option.widget->hasFocus();
        painter->setPen(QPen(hasFocus ? t.info.ink : t.faint, hasFocus ? 2 : 1));
        const auto box = option.rect.adjusted(0, 1, 0, -1);
        painter->drawLine(box.topLeft(), box.topRight());
        painter->drawLine(box.bottomLeft(), box.bottomRight());
        if (index.column() == 0)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                              t.info.ink);
    }
    auto area = option.rect.adjusted(kFieldPad, 6, -kFieldPad, -4);
    const auto [value, note] = cellLines(m_model, index, option.rect.width());
    const bool absent =
        index.column() != FieldModel::Path
        && (index.column() == FieldModel::Desired ? field.desired : field.live).isUndefined();
    paintLines(painter, area.topLeft(), area.width(), value, monoFont(), absent ? t.muted : t.text);
    area.setTop(area.top() + int(value.size()) * QFontMetrics(monoFont()).lineSpacing() + 1);
    const bool warns = manual && index.column() == FieldModel::Live;
    if (warns && !note.isEmpty()) {
        paintShape(painter, QRect(area.left(), area.top() + 2, 11, 11), Shape::Warning, t.bad.ink);
        area.setLeft(area.left() + kWarning);
    }
    paintLines(painter, area.topLeft(), area.width(), note, uiFont(-2),
               warns                          ? t.bad.ink
               : counts && index.column() > 0 ? (t.isDark ? t.text.darker(118) : t.muted)
                                              : t.muted);
    painter->restore();
}

} // namespace plumb::ui
