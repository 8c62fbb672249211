// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/shapes.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// must stand outside of every namespace
static void initialiseResources()
{
    Q_INIT_RESOURCE(plumbline);
}

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

QString fileNameOf(Shape shape)
{
    static const char* const kNames[] = {
        "none",        "synced",    "outofsync", "sync-unknown",   "healthy", "progressing",
        "degraded",    "suspended", "missing",   "health-unknown", "failed",  "running",
        "terminating", "noaccess",  "fleet",     "repository",     "cluster", "application",
        "branch",      "tag",       "search",    "warning",        "check",   "cross",
        "plus",        "dot",       "ring",      "undo",           "sandbox", "empty",
        "lock",        "file",      "clock"};
    static_assert(std::size(kNames) == size_t(Shape::Clock) + 1);
    return QString::fromLatin1(kNames[size_t(shape)]);
}

QPixmap shapePixmap(Shape shape, const QColor& colour, int size, qreal ratio)
{
    static const bool once = (initialiseResources(), true);
    Q_UNUSED(once);
    const auto pixels = qMax(1, qRound(size * ratio));
    const auto key = u"plumb-%1-%2-%3"_s.arg(int(shape)).arg(colour.rgba()).arg(pixels);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        pixmap.setDevicePixelRatio(ratio);
        return pixmap;
    }
    QFile file(u":/icons/"_s + fileNameOf(shape) + u".svg"_s);
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    if (shape != Shape::None && file.open(QIODevice::ReadOnly)) {
        auto svg = file.readAll();
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    QPixmapCache::insert(key, pixmap);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void paintShape(QPainter* painter, const QRect& rect, Shape shape, const QColor& colour)
{
    if (shape == Shape::None)
        return;
    const auto side = qMin(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    painter->drawPixmap(square,
                        shapePixmap(shape, colour, side, painter->device()->devicePixelRatioF()));
}

QIcon shapeIcon(Shape shape, const QColor& colour, int size)
{
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0})
        icon.addPixmap(shapePixmap(shape, colour, size, ratio));
    return icon;
}

} // namespace plumb::ui
