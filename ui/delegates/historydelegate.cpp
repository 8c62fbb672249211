// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "delegates/historydelegate.h"

#include "base/text.h"
#include "delegates/paint.h"
#include "models/historymodel.h"
#include "theme/theme.h"
#include "widgets/chip.h"

#include <QPainter>
#include <QPainterPath>

namespace plumb::ui {

namespace {

constexpr int kLane = 17, kFirst = 20, kRadius = 4;

QColor laneColour(quint16 colour)
{
    const auto& lanes = theme().lanes;
    return lanes[colour % lanes.size()];
}

qreal laneX(int lane)
{
    return kFirst + lane * kLane;
}

ChipLook lookOf(const git::Ref& ref)
{
    switch (ref.kind) {
    case git::Ref::Kind::Branch:
        return {.text = ref.name,
                .role = Role::Info,
                .frame = ChipLook::Frame::Outlined,
                .bold = ref.isHead};
    case git::Ref::Kind::RemoteBranch:
        return {.text = ref.name, .role = Role::Info};
    case git::Ref::Kind::Tag:
        return {.text = ref.name, .shape = Shape::Tag, .frame = ChipLook::Frame::Filled};
    case git::Ref::Kind::Other:
        break;
    }
    return {.text = ref.name, .frame = ChipLook::Frame::Quiet};
}

ChipLook lookOf(const PinMark& pin)
{
    if (pin.isTarget)
        return {.text = HistoryDelegate::tr("%1 target").arg(pin.application),
                .shape = Shape::Ring,
                .role = Role::Info,
                .frame = ChipLook::Frame::Dashed,
                .bold = true};
    if (pin.isStale)
        return {.text = HistoryDelegate::tr("%1 · last known").arg(pin.application),
                .shape = Shape::Clock,
                .role = Role::Warn,
                .frame = ChipLook::Frame::Dashed,
                .bold = true};
    auto text = pin.application;
    if (pin.isUnverified)
        text = HistoryDelegate::tr("%1 · not verified").arg(pin.application);
    else if (pin.drifted > 0)
        text = HistoryDelegate::tr("%1 · %n drifted", nullptr, pin.drifted).arg(pin.application);
    const auto shape = pin.mark.shape == Shape::Synced ? Shape::Dot : pin.mark.shape;
    return {.text = text, .shape = shape, .role = pin.mark.role, .bold = true};
}

} // namespace

HistoryDelegate::HistoryDelegate(const HistoryModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

int HistoryDelegate::graphWidth() const
{
    const auto lanes = m_model->isFiltered() ? 1 : qMax(2, m_model->lanes());
    return int(laneX(lanes)) + 6;
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {400, kRow};
}

void HistoryDelegate::paintLanes(QPainter* painter, const QRect& rect, int row) const
{
    const auto& graph = m_model->graph();
    const auto graphRow = m_model->graphRow(row);
    const auto middle = rect.top() + rect.height() / 2.0;
    painter->save();
    painter->setClipRect(QRect(rect.left(), rect.top(), graphWidth(), rect.height()));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.left(), 0);
    if (!m_model->isFiltered()) {
        const auto draw = [&](const git::CommitGraph::Edge& edge, qreal top) {
            const auto height = qreal(rect.height());
            QPainterPath path(QPointF(laneX(edge.from), top));
            if (edge.from == edge.to)
                path.lineTo(laneX(edge.to), top + height);
            else
                path.cubicTo(QPointF(laneX(edge.from), top + height * 0.75),
                             QPointF(laneX(edge.to), top + height * 0.25),
                             QPointF(laneX(edge.to), top + height));
            painter->setPen(QPen(laneColour(edge.colour), 2));
            painter->drawPath(path);
        };
        painter->setBrush(Qt::NoBrush);
        if (graphRow > 0) {
            for (const auto& edge : graph.edges(graphRow - 1))
                draw(edge, middle - rect.height());
        }
        for (const auto& edge : graph.edges(graphRow))
            draw(edge, middle);
    }
    const auto lane = m_model->isFiltered() ? 0 : graph.lane(graphRow);
    painter->setPen(QPen(theme().base, 2));
    painter->setBrush(laneColour(graph.colour(graphRow)));
    const bool isMerge = graph.parents(graphRow).size() > 1;
    painter->drawEllipse(QPointF(laneX(lane), middle), kRadius + 1, kRadius + 1);
    if (isMerge) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme().base);
        painter->drawEllipse(QPointF(laneX(lane), middle), 1.6, 1.6);
    }
    painter->restore();
}

int HistoryDelegate::paintMarks(QPainter* painter, QRect area, int row) const
{
    const auto start = area.left();
    const auto limit = area.left() + area.width() * 11 / 20;
    int left = 0;
    const auto put = [&](const ChipLook& look) {
        if (area.left() + chipWidth(look) > limit && area.left() > start) {
            ++left;
            return;
        }
        if (const auto used = paintChip(painter, area, look))
            area.setLeft(area.left() + used + 5);
    };
    auto refs = m_model->refsAt(row);
    // the places of applications matter more than where a branch was pushed to
    std::stable_sort(refs.begin(), refs.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
    auto pins = m_model->pinsAt(row);
    std::stable_sort(pins.begin(), pins.end(), [](const auto& a, const auto& b) {
        return std::pair(!a.isChosen, a.isTarget) < std::pair(!b.isChosen, b.isTarget);
    });
    for (const auto& ref : refs)
        put(lookOf(ref));
    constexpr int kPins = 3;
    for (int i = 0; i < int(pins.size()); ++i) {
        if (i < kPins)
            put(lookOf(pins[i]));
        else
            ++left;
    }
    if (left > 0) {
        const ChipLook more{.text = u"+%1"_s.arg(left), .frame = ChipLook::Frame::Quiet};
        area.setLeft(area.left() + paintChip(painter, area, more) + 5);
    }
    return area.left() + (area.left() > start ? 2 : 0);
}

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const auto& t = theme();
    const auto row = index.row();
    painter->save();
    paintRow(painter, option, false);
    if (!(option.state & QStyle::State_Selected)) {
        painter->setPen(t.alternate);
        painter->drawLine(option.rect.left() + graphWidth(), option.rect.bottom(),
                          option.rect.right(), option.rect.bottom());
    }
    if (m_model->isNotLive(row))
        painter->fillRect(QRect(option.rect.left() + 4, option.rect.top(), 3, option.rect.height()),
                          t.warn.ink);
    paintLanes(painter, option.rect, row);

    QRect area = option.rect.adjusted(graphWidth(), 0, -12, 0);
    const auto* commit = m_model->commitAt(row);
    const auto takeRight = [&](int width, int gap) {
        const QRect part(area.right() - width + 1, area.top(), width, area.height());
        area.setRight(area.right() - width - gap);
        return part;
    };
    const auto quiet = m_model->isFaint(row) ? t.faint : t.muted;
    paintText(painter, takeRight(56, 12), m_model->idAt(row).shortHex(), monoFont(), t.muted,
              Qt::AlignRight);
    if (area.width() > 320)
        paintText(painter, takeRight(56, 8), m_model->ageAt(row), uiFont(-1), quiet,
                  Qt::AlignRight);
    if (area.width() > 440)
        paintText(painter, takeRight(116, 12),
                  commit ? printable(commit->author.name, 100) : QString(), uiFont(-1), quiet);
    area.setLeft(paintMarks(painter, area, row));
    if (!commit) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.alternate);
        painter->drawRoundedRect(QRect(area.left(), area.center().y() - 4, area.width() / 2, 9), 4,
                                 4);
        painter->restore();
        return;
    }
    const auto subject = printable(commit->subject, 300);
    const auto font = uiFont();
    auto names = m_model->touchedAt(row);
    ChipLook chip;
    chip.frame = ChipLook::Frame::Quiet;
    if (!names.isEmpty())
        chip.text = names.size() == 1 ? names.first()
                                      : names.first() + u" +"_s + QString::number(names.size() - 1);
    const auto chipRoom = names.isEmpty() || area.width() < 260 ? 0 : chipWidth(chip) + 8;
    const auto width =
        qMin(QFontMetrics(font).horizontalAdvance(subject) + 2, area.width() - chipRoom);
    paintText(painter, QRect(area.left(), area.top(), width, area.height()), subject, font,
              m_model->isFaint(row) ? t.faint : t.text);
    if (chipRoom > 0)
        paintChip(painter, QRect(area.left() + width + 8, area.top(), chipRoom, area.height()),
                  chip);
    painter->restore();
}

} // namespace plumb::ui
