// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/events_p.h"

#include <yaml.h>

#include <cstring>

namespace plumb::yaml {

namespace {

QString text(const yaml_char_t* bytes)
{
    return bytes ? QString::fromUtf8(reinterpret_cast<const char*>(bytes)) : QString();
}

class Reader
{
public:
    Reader(const SourceText& source, Chunk chunk)
        : m_source(source)
        , m_chunk(chunk)
        , m_first(source.charactersBefore(chunk.begin))
    {
        yaml_parser_initialize(&m_parser);
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input(&m_parser, &Reader::read, this);
    }
    ~Reader() { yaml_parser_delete(&m_parser); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    std::optional<SyntaxError> feed(EventSink& sink)
    {
        for (;;) {
            yaml_event_t raw;
            if (!yaml_parser_parse(&m_parser, &raw))
                return error();
            const bool end = raw.type == YAML_STREAM_END_EVENT;
            Event event;
            const bool isOne = translate(raw, event);
            yaml_event_delete(&raw);
            if (const auto comma = isOne ? commaBehindTag(event) : -1; comma >= 0)
                return SyntaxError{
                    comma,
                    u"not valid YAML: a comma directly behind a tag; put a space between, since kubectl takes it for a part of the tag"_s};
            if (end || (isOne && !sink.take(event)))
                return {};
        }
    }

private:
    // kubectl ends the last line of a file: a block scalar there ends in a newline.
    static int read(void* reader, unsigned char* buffer, size_t size, size_t* count)
    {
        auto* self = static_cast<Reader*>(reader);
        const QByteArray& bytes = self->m_source.bytes();
        const qint64 step = std::min(qint64(size), self->m_chunk.end - self->m_read);
        std::memcpy(buffer, bytes.constData() + self->m_read, size_t(step));
        self->m_read += step;
        *count = size_t(step);
        if (step == 0 && !self->m_isEnded && size > 0) {
            self->m_isEnded = true;
            *buffer = '\n';
            *count = 1;
        }
        return 1;
    }
    qint64 offset(const yaml_mark_t& mark) const
    {
        return std::min(m_source.offsetOfCharacter(m_first + qint64(mark.index)), m_chunk.end);
    }

    // Go's port of libyaml reads on: of `[!!str, x]` it makes a list of one.
    qint64 commaBehindTag(const Event& event) const
    {
        if (event.tag.isEmpty())
            return -1;
        const QByteArray& bytes = m_source.bytes();
        qint64 at = event.begin;
        const auto skip = [&](auto isSkipped) {
            while (at < m_chunk.end && isSkipped(bytes[at]))
                ++at;
        };
        const auto isSpace = [](char each) { return strchr(" \t\r\n", each) != nullptr; };
        if (at < m_chunk.end && bytes[at] == '&') { // an anchor may come first
            skip([&](char each) { return !isSpace(each); });
            skip(isSpace);
        }
        if (at + 1 >= m_chunk.end || bytes[at] != '!' || bytes[at + 1] == '<')
            return -1;
        skip([&](char each) { return !isSpace(each) && each != ','; });
        return at < m_chunk.end && bytes[at] == ',' ? at : -1;
    }

    SyntaxError error() const
    {
        // The place of the problem; where a construct began is the better one when it is missing.
        const yaml_mark_t& mark = m_parser.problem_mark;
        const qint64 where = m_parser.error == YAML_READER_ERROR
                                 ? m_chunk.begin + qint64(m_parser.problem_offset)
                                 : offset(mark);
        const QString problem =
            QString::fromUtf8(m_parser.problem ? m_parser.problem : "unreadable");
        const QString context = QString::fromUtf8(m_parser.context ? m_parser.context : "");
        const QByteArray& bytes = m_source.bytes();
        if (where < bytes.size() && bytes[where] == '\t')
            return {where, u"not valid YAML: a tab stands where YAML wants spaces"_s};
        const bool isUnclosed =
            context == u"while parsing a flow mapping"
            || context == u"while parsing a flow sequence"
            || (context == u"while parsing a flow node" && where >= m_chunk.end);
        if (context == u"while scanning a quoted scalar" && where >= m_chunk.end) {
            const Mark opened = m_source.markAt(offset(m_parser.context_mark));
            return {where, u"not valid YAML: the quote opened on line %1, column %2 is not closed"_s
                               .arg(opened.line)
                               .arg(opened.column)};
        }
        return {where,
                context.isEmpty() ? u"not valid YAML: %1"_s.arg(problem)
                                  : u"not valid YAML: %1, %2"_s.arg(context, problem),
                isUnclosed};
    }

    bool translate(const yaml_event_t& raw, Event& event) const
    {
        event.begin = offset(raw.start_mark);
        event.end = offset(raw.end_mark);
        switch (raw.type) {
        case YAML_DOCUMENT_START_EVENT:
            event.type = Event::Type::DocumentStart;
            break;
        case YAML_DOCUMENT_END_EVENT:
            event.type = Event::Type::DocumentEnd;
            break;
        case YAML_ALIAS_EVENT:
            event.type = Event::Type::Alias;
            event.anchor = text(raw.data.alias.anchor);
            break;
        case YAML_SCALAR_EVENT: {
            const auto& scalar = raw.data.scalar;
            event.type = Event::Type::Scalar;
            event.value = m_source.value(
                {reinterpret_cast<const char*>(scalar.value), qsizetype(scalar.length)});
            event.tag = text(scalar.tag);
            event.anchor = text(scalar.anchor);
            event.plain = scalar.plain_implicit;
            break;
        }
        case YAML_SEQUENCE_START_EVENT:
            event.type = Event::Type::SequenceStart;
            event.anchor = text(raw.data.sequence_start.anchor);
            event.flow = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
            break;
        case YAML_MAPPING_START_EVENT:
            event.type = Event::Type::MappingStart;
            event.anchor = text(raw.data.mapping_start.anchor);
            event.flow = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
            break;
        case YAML_SEQUENCE_END_EVENT:
            event.type = Event::Type::SequenceEnd;
            break;
        case YAML_MAPPING_END_EVENT:
            event.type = Event::Type::MappingEnd;
            break;
        default:
            return false;
        }
        return true;
    }

    const SourceText& m_source;
    Chunk m_chunk;
    qint64 m_first;
    qint64 m_read = m_chunk.begin;
    bool m_isEnded = m_chunk.end == m_chunk.begin || m_source.bytes()[m_chunk.end - 1] == '\n';
    yaml_parser_t m_parser;
};

} // namespace

std::optional<SyntaxError> readWithLibyaml(const SourceText& source, Chunk chunk, EventSink& sink)
{
    // One end of a line for kubectl, two for YAML.
    const auto bytes = QByteArrayView(source.bytes()).sliced(chunk.begin, chunk.end - chunk.begin);
    if (const auto twice = bytes.contains('\r') ? bytes.indexOf("\r\r\n") : -1; twice >= 0)
        return SyntaxError{
            chunk.begin + twice,
            u"not valid YAML: this line ends in two carriage returns (was the file converted twice?)"_s};
    return Reader(source, chunk).feed(sink);
}

} // namespace plumb::yaml
