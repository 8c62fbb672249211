// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"

#include "base/result.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace plumb {

namespace {

bool isUnsafe(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) // C0, DEL, C1
           || (c >= 0x200b && c <= 0x200f) || c == 0x061c // zero width, marks
           || (c >= 0x2028 && c <= 0x202e) // separators, embeddings, overrides
           || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff // invisible operators, isolates
           || (c >= 0xd800 && c <= 0xdfff); // lone surrogates
}

QString escaped(char32_t c)
{
    if (c == U'\n')
        return u"\\n"_s;
    if (c == U'\r')
        return u"\\r"_s;
    if (c == U'\t')
        return u"\\t"_s;
    if (c < 0x100)
        return u"\\x%1"_s.arg(uint(c), 2, 16, QLatin1Char('0'));
    return u"\\u%1"_s.arg(uint(c), 4, 16, QLatin1Char('0'));
}

} // namespace

QString printable(const QString& text, qsizetype maxLength)
{
    // nearly all text is; surrogates count as unsafe here and are looked at as pairs below
    QString out = text;
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return isUnsafe(c.unicode()); })) {
        out.clear();
        out.reserve(text.size());
        for (const char32_t c : text.toUcs4()) {
            if (isUnsafe(c))
                out += escaped(c);
            else
                out += QString::fromUcs4(&c, 1);
        }
    }
    if (out.size() > maxLength) {
        const auto half = std::max<qsizetype>(1, (maxLength - 1) / 2);
        out = out.left(half) + QChar(0x2026) + out.right(half);
    }
    return out;
}

QString printable(const QByteArray& bytes, qsizetype maxLength)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    if (!decode.hasError())
        return printable(text, maxLength);
    QString out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x80 ? QString(QChar(ushort(byte)))
                           : u"\\x%1"_s.arg(byte, 2, 16, QLatin1Char('0'));
    }
    return printable(out, maxLength);
}

QString shortAge(const QDateTime& then, const QDateTime& now)
{
    const qint64 seconds = std::max<qint64>(0, then.secsTo(now));
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 3600)
        return u"%1 min"_s.arg(seconds / 60);
    if (seconds < 48 * 3600)
        return u"%1 h"_s.arg(seconds / 3600);
    if (seconds < 60LL * 86400)
        return u"%1 d"_s.arg(seconds / 86400);
    if (seconds < 730LL * 86400)
        return u"%1 mo"_s.arg(seconds / (30 * 86400));
    return u"%1 y"_s.arg(seconds / (365 * 86400));
}

QString shownDetail(const Error& error)
{
    static const QRegularExpression kLabel(u"^(fatal|error|remote): "_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QStringList shown;
    for (const QString& line : error.detail.split(u'\n', Qt::SkipEmptyParts)) {
        const QString words = line.trimmed().remove(kLabel);
        if (!words.startsWith(u'{') && words.contains(u' ') && !error.summary.contains(words))
            shown += line;
    }
    return shown.join(u'\n');
}

} // namespace plumb
