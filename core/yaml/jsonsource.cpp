// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/events_p.h"

namespace plumb::yaml {

namespace {

// Recursion is as deep as the sink allows.
class Reader
{
public:
    Reader(const QByteArray& bytes, Chunk chunk, EventSink& sink)
        : m_bytes(bytes)
        , m_at(chunk.begin)
        , m_end(chunk.end)
        , m_sink(sink)
    {
    }

    std::optional<SyntaxError> feed()
    {
        while (skipSpace() && !m_stop) {
            give({Event::Type::DocumentStart, m_at, m_at});
            if (!m_stop && !value())
                break;
            if (!m_stop)
                give({Event::Type::DocumentEnd, m_at, m_at});
        }
        return m_stop ? std::nullopt : m_error;
    }

private:
    bool skipSpace()
    {
        while (m_at < m_end
               && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
            ++m_at;
        return m_at < m_end;
    }
    char peek() const { return m_at < m_end ? m_bytes[m_at] : '\0'; }
    bool fail(const QString& message)
    {
        if (!m_error)
            m_error = SyntaxError{m_at, u"not valid JSON: %1"_s.arg(message)};
        return false;
    }
    bool give(Event event)
    {
        m_stop = !m_sink.take(event);
        return !m_stop;
    }
    bool expect(char wanted)
    {
        skipSpace();
        if (peek() != wanted)
            return fail(u"'%1' expected"_s.arg(QLatin1Char(wanted)));
        ++m_at;
        return true;
    }

    bool value()
    {
        skipSpace();
        switch (peek()) {
        case '{':
            return collection(Event::Type::MappingStart, Event::Type::MappingEnd, '}');
        case '[':
            return collection(Event::Type::SequenceStart, Event::Type::SequenceEnd, ']');
        case '"':
            return string();
        default:
            return word();
        }
    }

    bool collection(Event::Type start, Event::Type end, char closing)
    {
        Event event{start, m_at, m_at + 1};
        event.flow = true;
        if (!give(event))
            return false;
        ++m_at;
        skipSpace();
        if (peek() != closing) {
            do {
                if (closing == '}'
                    && !(skipSpace() && peek() == '"' ? string() && expect(':')
                                                      : fail(u"a key in quotes expected"_s)))
                    return false;
                if (!value())
                    return false;
                skipSpace();
            } while (peek() == ',' && ++m_at);
        }
        if (!expect(closing))
            return false;
        event = {end, m_at - 1, m_at};
        event.flow = true;
        return give(std::move(event));
    }

    bool word()
    {
        const qint64 begin = m_at;
        while (m_at < m_end
               && (isalnum(static_cast<unsigned char>(peek())) || peek() == '-' || peek() == '+'
                   || peek() == '.'))
            ++m_at;
        const QByteArray text = m_bytes.mid(begin, m_at - begin);
        Event event{Event::Type::Scalar, begin, m_at};
        event.plain = true;
        event.number = text != "true" && text != "false" && text != "null";
        event.value = QString::fromLatin1(text);
        if (event.number && !isNumber(text)) {
            m_at = begin;
            return fail(u"a value expected"_s);
        }
        return give(std::move(event));
    }

    static bool isNumber(const QByteArray& text)
    {
        const char* at = text.constData();
        const auto digits = [&] {
            const char* first = at;
            while (*at >= '0' && *at <= '9')
                ++at;
            return at > first;
        };
        at += *at == '-';
        const bool zero = *at == '0';
        if (!digits() || (zero && at[-1] != '0') || (zero && at - text.constData() > 2))
            return false;
        if (*at == '.' && (++at, !digits()))
            return false;
        if (*at == 'e' || *at == 'E') {
            ++at;
            at += *at == '-' || *at == '+';
            if (!digits())
                return false;
        }
        return *at == '\0';
    }

    bool string()
    {
        const qint64 begin = m_at++;
        QByteArray text;
        for (;;) {
            const qint64 run = m_at;
            while (m_at < m_end && peek() != '"' && peek() != '\\'
                   && static_cast<unsigned char>(peek()) >= 0x20)
                ++m_at;
            text.append(m_bytes.constData() + run, m_at - run);
            if (peek() == '"')
                break;
            if (peek() != '\\' || m_at + 1 >= m_end)
                return fail(u"the text in quotes does not end on its line"_s);
            if (!escape(text))
                return false;
        }
        ++m_at;
        Event event{Event::Type::Scalar, begin, m_at};
        event.value = textOf(text);
        return give(std::move(event));
    }

    bool escape(QByteArray& text)
    {
        static constexpr char kShort[] = "\"\\/bfnrt", kMeaning[] = "\"\\/\b\f\n\r\t";
        const char letter = m_bytes[m_at + 1];
        if (letter != 'u') {
            const char* found = std::find(kShort, kShort + 8, letter);
            if (found == kShort + 8)
                return fail(u"unknown escape"_s);
            text += kMeaning[found - kShort];
            m_at += 2;
            return true;
        }
        const qint64 begin = m_at;
        const auto unit = [&]() -> std::optional<char16_t> {
            bool ok = m_at + 6 <= m_end && m_bytes[m_at] == '\\' && m_bytes[m_at + 1] == 'u';
            const ushort value = ok ? m_bytes.mid(m_at + 2, 4).toUShort(&ok, 16) : ushort(0);
            m_at += ok ? 6 : 0;
            return ok ? std::optional<char16_t>(value) : std::nullopt;
        };
        const auto first = unit();
        if (!first)
            return fail(u"\\u wants four hexadecimal digits"_s);
        if (!QChar::isSurrogate(*first)) {
            text += QString(QChar(*first)).toUtf8();
            return true;
        }
        const auto second = QChar::isHighSurrogate(*first) ? unit() : std::nullopt;
        if (!second || !QChar::isLowSurrogate(*second)) {
            m_at = begin;
            return fail(
                u"byte %1 escapes half of a surrogate pair, which is no character"_s.arg(begin));
        }
        text += QString::fromUcs4(std::array{QChar::surrogateToUcs4(*first, *second)}.data(), 1)
                    .toUtf8();
        return true;
    }

    const QByteArray& m_bytes;
    qint64 m_at, m_end;
    EventSink& m_sink;
    std::optional<SyntaxError> m_error;
    bool m_stop = false;
};

} // namespace

std::optional<SyntaxError> readJson(const SourceText& source, Chunk chunk, EventSink& sink)
{
    return Reader(source.bytes(), chunk, sink).feed();
}

} // namespace plumb::yaml
