// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/textline.h"

#include <QCache>
#include <QFontMetrics>
#include <QPainter>
#include <QStaticText>
#include <QStyle>
#include <QtMath>

namespace plumb::ui {

namespace {

struct Key
{
    QString text;
    QFont font;
    friend bool operator==(const Key&, const Key&) = default;
};

size_t qHash(const Key& key, size_t seed)
{
    return qHashMulti(seed, key.text, key.font.pixelSize(), int(key.font.weight()));
}

const QStaticText& shaped(const QString& text, const QFont& font)
{
    // a few screens full; texts longer than a line of a list are not worth keeping
    static QCache<Key, QStaticText> known(1'500);
    const Key key{text, font};
    if (const auto* found = known.object(key))
        return *found;
    auto* line = new QStaticText(text);
    line->setTextFormat(Qt::PlainText);
    line->prepare({}, font);
    known.insert(key, line);
    return *line;
}

} // namespace

int textWidth(const QString& text, const QFont& font)
{
    return text.isEmpty() ? 0 : qCeil(shaped(text, font).size().width());
}

void paintText(QPainter* painter, const QRect& rect, const QString& text, const QFont& font,
               const QColor& colour, Qt::Alignment align, Qt::TextElideMode elide)
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    const bool fits = textWidth(text, font) <= rect.width();
    const auto& line =
        shaped(fits ? text : QFontMetrics(font).elidedText(text, elide, rect.width()), font);
    const auto size = line.size();
    const auto side = QStyle::visualAlignment(painter->layoutDirection(), align);
    const auto left = side & Qt::AlignRight     ? rect.right() + 1 - size.width()
                      : side & Qt::AlignHCenter ? rect.left() + (rect.width() - size.width()) / 2
                                                : rect.left();
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawStaticText(
        QPointF(qRound(left), rect.top() + qRound((rect.height() - size.height()) / 2)), line);
}

} // namespace plumb::ui
