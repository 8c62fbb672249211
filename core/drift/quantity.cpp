// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/quantity.h"

#include "base/result.h"

#include <QLocale>
#include <QMap>
#include <QRegularExpression>

namespace plumb::drift {

namespace {

// apimachinery pkg/api/resource/suffix.go
const QMap<QString, int>& decimalSuffixes()
{
    static const QMap<QString, int> powers{{u"n"_s, -9}, {u"u"_s, -6}, {u"m"_s, -3}, {QString(), 0},
                                           {u"k"_s, 3},  {u"M"_s, 6},  {u"G"_s, 9},  {u"T"_s, 12},
                                           {u"P"_s, 15}, {u"E"_s, 18}};
    return powers;
}

bool multiply(qint64& value, qint64 factor)
{
    return !__builtin_mul_overflow(value, factor, &value);
}

} // namespace

std::optional<Quantity> Quantity::from(const QJsonValue& value)
{
    static const QRegularExpression form(
        u"^([+-]?)([0-9]*)(?:\\.([0-9]*))?(?:([KMGTPE])i|[eE]([+-]?[0-9]{1,3})|([numkMGTPE]?))$"_s);
    const QString text =
        value.isDouble() ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest)
                         : value.toString();
    const auto match = form.match(text);
    if (!match.hasMatch() || (match.captured(2).isEmpty() && match.captured(3).isEmpty()))
        return {};

    bool fits = false;
    Quantity quantity;
    quantity.mantissa =
        (match.captured(1) + match.captured(2) + match.captured(3)).toLongLong(&fits);
    quantity.exponent = -int(match.captured(3).size());
    if (!match.captured(4).isEmpty()) {
        for (auto step = u"KMGTPE"_s.indexOf(match.captured(4)); step >= 0; --step)
            fits = fits && multiply(quantity.mantissa, 1024);
    } else if (!match.captured(5).isEmpty()) {
        quantity.exponent += match.captured(5).toInt();
    } else {
        quantity.exponent += decimalSuffixes().value(match.captured(6));
    }
    if (!fits)
        return {};

    if (quantity.mantissa == 0)
        return Quantity{};
    while (quantity.mantissa % 10 == 0) {
        quantity.mantissa /= 10;
        ++quantity.exponent;
    }
    return quantity;
}

} // namespace plumb::drift
