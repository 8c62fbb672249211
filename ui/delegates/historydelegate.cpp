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
#include <QPixmapCache>

namespace plumb::ui {

namespace {

constexpr int kLane = 17, kFirst = 20, kRadius = 4;
constexpr int kMargin = 2; // of a curve, for half of its pen
constexpr int kDot = kRadius + 3; // half of a dot's picture

QColor laneColour(quint16 colour)
{
    const auto& lanes = theme().lanes;
    return lanes[colour % lanes.size()];
}

int laneX(int lane)
{
    return kFirst + lane * kLane;
}

qreal ratioOf(const QPainter* painter)
{
    return painter->device()->devicePixelRatioF();
}

//! A picture that is painted once and kept: smooth curves and dots are what a frame costs most.
template <typename Fn>
QPixmap kept(const QString& key, const QSize& size, qreal ratio, Fn paint)
{
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    picture = QPixmap(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

//! A line that goes `lanes` to the right, or to the left where that is negative.
QPixmap curve(int lanes, int height, const QColor& colour, qreal ratio)
{
    const auto width = std::abs(lanes) * kLane;
    const auto key =
        u"plumb-lane-%1-%2-%3-%4"_s.arg(lanes).arg(height).arg(colour.rgba()).arg(ratio);
    return kept(key, QSize(width + 2 * kMargin, height), ratio, [&](QPainter& painter) {
        const qreal from = kMargin + (lanes > 0 ? 0 : width),
                    to = kMargin + (lanes > 0 ? width : 0);
        QPainterPath path({from, 0});
        path.cubicTo({from, height * 0.75}, {to, height * 0.25}, {to, qreal(height)});
        painter.setPen(QPen(colour, 2));
        painter.drawPath(path);
    });
}

QPixmap dot(bool isMerge, const QColor& colour, qreal ratio)
{
    const auto& ground = theme().base;
    const auto key =
        u"plumb-dot-%1-%2-%3-%4"_s.arg(isMerge).arg(ground.rgba()).arg(colour.rgba()).arg(ratio);
    return kept(key, QSize(2 * kDot, 2 * kDot), ratio, [&](QPainter& painter) {
        const QPointF centre(kDot, kDot);
        painter.setPen(QPen(ground, 2));
        painter.setBrush(colour);
        painter.drawEllipse(centre, kRadius + 1, kRadius + 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        if (isMerge)
            painter.drawEllipse(centre, 1.6, 1.6);
    });
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
    return laneX(lanes) + 6;
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {400, rowHeight()};
}

void HistoryDelegate::paintLanes(QPainter* painter, const QRect& rect, int row) const
{
    const auto& graph = m_model->graph();
    const auto graphRow = m_model->graphRow(row);
    const auto middle = rect.top() + rect.height() / 2;
    painter->save();
    painter->setClipRect(QRect(rect.left(), rect.top(), graphWidth(), rect.height()));
    if (!m_model->isFiltered()) {
        const auto draw = [&](const git::CommitGraph::Edge& edge, int top) {
            const auto x = rect.left() + laneX(edge.from);
            if (edge.from == edge.to)
                painter->fillRect(x - 1, top, 2, rect.height(), laneColour(edge.colour));
            else
                painter->drawPixmap(QPoint(qMin(x, rect.left() + laneX(edge.to)) - kMargin, top),
                                    curve(edge.to - edge.from, rect.height(),
                                          laneColour(edge.colour), ratioOf(painter)));
        };
        if (graphRow > 0) {
            for (const auto& edge : graph.edges(graphRow - 1))
                draw(edge, middle - rect.height());
        }
        for (const auto& edge : graph.edges(graphRow))
            draw(edge, middle);
    }
    const auto lane = m_model->isFiltered() ? 0 : graph.lane(graphRow);
    const auto mark = dot(graph.parents(graphRow).size() > 1, laneColour(graph.colour(graphRow)),
                          ratioOf(painter));
    painter->drawPixmap(QPoint(rect.left() + laneX(lane) - kDot, middle - kDot), mark);
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
    paintText(painter, takeRight(zoomed(56), 12), m_model->idAt(row).shortHex(), monoFont(),
              t.muted, Qt::AlignRight);
    if (area.width() > 320)
        paintText(painter, takeRight(zoomed(56), 8), m_model->ageAt(row), uiFont(-1), quiet,
                  Qt::AlignRight);
    if (area.width() > 440)
        paintText(painter, takeRight(zoomed(116), 12),
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
    const auto width = qMin(textWidth(subject, font) + 2, area.width() - chipRoom);
    paintText(painter, QRect(area.left(), area.top(), width, area.height()), subject, font,
              m_model->isFaint(row) ? t.faint : t.text);
    if (chipRoom > 0)
        paintChip(painter, QRect(area.left() + width + 8, area.top(), chipRoom, area.height()),
                  chip);
    painter->restore();
}

} // namespace plumb::ui
