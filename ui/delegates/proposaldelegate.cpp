// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/proposaldelegate.h"

#include "base/text.h"
#include "delegates/checkbox.h"
#include "delegates/paint.h"
#include "format/verdict.h"
#include "models/proposalmodel.h"
#include "theme/theme.h"

#include <QPainter>

namespace plumb::ui {

namespace {

QRect boxOf(const QRect& row)
{
    return {row.left() + 14, row.top() + zoomed(22) / 2 - 3, 16, 16};
}

// Folder, namespace and objects, as far as they are known.
QString lowerLine(const engine::Proposal& one)
{
    QStringList parts{folderText(one.application.path)};
    if (!one.application.ns.isEmpty())
        parts << printable(one.application.ns, 200);
    if (const auto objects = objectsText(one); !objects.isEmpty())
        parts << objects;
    if (!one.deliveredBy.isEmpty())
        parts << printable(one.deliveredBy, 200);
    return parts.join(u" · "_s);
}

} // namespace

ProposalDelegate::ProposalDelegate(const ProposalModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize ProposalDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool isHeading = !m_model->proposal(index) && !m_model->leftOut(index);
    return {120, zoomed(isHeading ? 32 : 44)};
}

void ProposalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const auto& t = theme();
    const auto* one = m_model->proposal(index);
    const auto* leftOut = m_model->leftOut(index);
    painter->save();
    auto area = option.rect.adjusted(14, 0, -12, 0);
    if (!one && !leftOut) {
        auto font = uiFont(-2, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        paintText(painter, area.adjusted(0, 8, 0, 0), index.data().toString().toUpper(), font,
                  t.muted);
        painter->restore();
        return;
    }
    paintRow(painter, option, true);
    area.setLeft(area.left() + 26);
    const QRect upper(area.left(), area.top() + zoomed(4), area.width(), zoomed(20));
    const QRect lower(area.left(), upper.bottom() + 1, area.width(), zoomed(16));
    if (leftOut) {
        paintText(painter, upper, folderText(leftOut->path), uiFont(), t.muted, Qt::AlignLeft,
                  Qt::ElideMiddle);
        paintText(painter, lower, printable(leftOut->reason, 400), uiFont(-2), t.muted,
                  Qt::AlignLeft, Qt::ElideRight);
        if (leftOut->isUnread)
            paintShape(painter, QRect(option.rect.left() + 15, upper.center().y() - 6, 14, 14),
                       Shape::Warning, t.warn.ink);
        painter->restore();
        return;
    }
    if (index.flags() & Qt::ItemIsUserCheckable)
        paintCheckBox(painter, boxOf(option.rect), index);
    const auto mark = markOf(one->state);
    const auto& ink = t.token(mark.role).ink;
    const auto font = uiFont(-2);
    const auto used = QFontMetrics(font).horizontalAdvance(mark.word) + 20;
    const QRect end(upper.right() - used + 1, upper.top(), used, upper.height());
    paintShape(painter, QRect(end.left(), end.center().y() - 6, 12, 12), mark.shape, ink);
    paintText(painter, end.adjusted(18, 0, 0, 0), mark.word, font, ink);
    paintText(painter, upper.adjusted(0, 0, -used - 8, 0), printable(one->application.name, 200),
              uiFont(0, QFont::Medium), t.text, Qt::AlignLeft, Qt::ElideMiddle);
    paintText(painter, lower, lowerLine(*one), font, t.muted, Qt::AlignLeft, Qt::ElideRight);
    painter->restore();
}

bool ProposalDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                   const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (!(index.flags() & Qt::ItemIsUserCheckable))
        return false;
    return toggleCheckBox(event, model, boxOf(option.rect), index);
}

} // namespace plumb::ui
