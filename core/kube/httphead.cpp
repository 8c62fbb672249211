// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/httphead_p.h"

#include <QLocale>
#include <QTimeZone>

#include <limits>

namespace plumb::kube {

namespace {

QDateTime httpDate(const QByteArray& text)
{
    // RFC 9110: "Sun, 06 Nov 1994 08:49:37 GMT"
    QDateTime parsed = QLocale::c().toDateTime(QString::fromLatin1(text).trimmed(),
                                               u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    parsed.setTimeSpec(Qt::UTC);
    return parsed;
}

} // namespace

bool HttpHead::feed(QByteArrayView line, qint64 limit)
{
    m_bytes += line.size();
    if (m_bytes > limit)
        return false;
    if (m_complete)
        return true; // trailers behind a chunked body
    if (line.startsWith("HTTP/")) {
        // Behind "100 Continue" a second head follows.
        const qint64 bytes = m_bytes;
        *this = HttpHead();
        m_bytes = bytes;
        const auto space = line.indexOf(' ');
        m_status = space < 0 ? 0 : line.sliced(space + 1).toByteArray().left(3).toInt();
        m_isOddStatusLine = !line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.0 ");
        return true;
    }
    if (line == "\r\n" || line == "\n") {
        m_complete = m_status >= 200;
        return true;
    }
    const QByteArray text = line.toByteArray().trimmed();
    if (const auto colon = text.indexOf(':'); colon > 0 && line.endsWith('\n'))
        header(text.left(colon).toLower(), text.mid(colon + 1).trimmed());
    return true;
}

void HttpHead::header(const QByteArray& name, const QByteArray& value)
{
    if (name == "content-length") {
        bool ok = false;
        const qint64 length = value.toLongLong(&ok);
        m_hasTwoLengths = m_hasTwoLengths || (m_contentLength >= 0 && m_contentLength != length);
        m_contentLength = ok && length >= 0 ? length : -1;
    } else if (name == "transfer-encoding") {
        m_chunked = value.toLower().endsWith("chunked");
    } else if (name == "content-encoding") {
        m_encoding = value.toLower();
    } else if (name == "content-type") {
        m_contentType = value;
    } else if (name == "warning") {
        m_warnings += warningTexts(value);
    } else if (name == "date") {
        m_date = value;
    } else if (name == "retry-after") {
        m_retryAfter = value;
    } else if (name == "location") {
        m_location = value;
    }
}

bool HttpHead::isFramed() const
{
    return m_contentLength >= 0 || m_chunked || m_status == 204 || m_status == 304;
}

QString HttpHead::flaw() const
{
    if (m_isOddStatusLine)
        return u"its first line is not HTTP/1.1's"_s;
    if (m_hasTwoLengths)
        return u"it names two different lengths"_s;
    if (m_chunked && m_contentLength >= 0)
        return u"it names a length and comes in chunks too"_s;
    if (m_status < 300 && !m_encoding.isEmpty() && m_encoding != "identity")
        return u"it is compressed, which was not asked for"_s; // W-34
    return {};
}

QDateTime HttpHead::date() const
{
    return httpDate(m_date);
}

int HttpHead::retryAfter() const
{
    if (m_retryAfter.isEmpty())
        return -1;
    bool isNumber = false;
    qint64 seconds = m_retryAfter.toLongLong(&isNumber);
    if (!isNumber) {
        const QDateTime until = httpDate(m_retryAfter);
        if (!until.isValid())
            return -1;
        seconds = (date().isValid() ? date() : QDateTime::currentDateTimeUtc()).secsTo(until);
    }
    return seconds < 0 ? -1 : int(std::min<qint64>(seconds, std::numeric_limits<int>::max()));
}

QStringList warningTexts(const QByteArray& value)
{
    // RFC 9111 5.5: code SP agent SP quoted-string; the API server sends one or several per header.
    QStringList texts;
    QByteArray text;
    bool inside = false, escaped = false;
    for (const char c : value) {
        if (!inside) {
            inside = c == '"';
            continue;
        }
        if (escaped || (c != '\\' && c != '"')) {
            text += c;
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else {
            texts += QString::fromUtf8(text);
            text.clear();
            inside = false;
        }
    }
    return texts;
}

} // namespace plumb::kube
