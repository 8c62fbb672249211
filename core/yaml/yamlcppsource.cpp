// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/events_p.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

namespace plumb::yaml {

namespace {

// The parser pushes; the only way out of it is up.
struct Enough
{
};

class Bytes final : public std::streambuf
{
public:
    Bytes(const char* data, qint64 size)
    {
        char* begin = const_cast<char*>(data);
        setg(begin, begin, begin + size);
    }
};

// yaml-cpp takes the end of the text for a missing closing quote.
bool isClosed(QByteArrayView bytes)
{
    const char quote = bytes[0];
    for (qsizetype i = 1; i < bytes.size(); ++i) {
        if (quote == '"' && bytes[i] == '\\')
            ++i;
        else if (bytes[i] == quote && quote == '\'' && i + 1 < bytes.size()
                 && bytes[i + 1] == quote)
            ++i;
        else if (bytes[i] == quote)
            return true;
    }
    return false;
}

class Handler final : public YAML::EventHandler
{
public:
    Handler(QByteArrayView chunk, qint64 base, EventSink& sink)
        : m_chunk(chunk)
        , m_base(base)
        , m_sink(sink)
    {
    }
    qint64 documentBegin = -1;
    std::optional<SyntaxError> error;

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        documentBegin = m_base + mark.pos;
        give(at(Event::Type::DocumentStart, mark));
    }
    void OnDocumentEnd() override { give(Event{Event::Type::DocumentEnd, m_last, m_last}); }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        Event event = at(Event::Type::Scalar, mark, anchor);
        event.plain = true;
        give(event);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        give(at(Event::Type::Alias, mark, anchor));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        Event event = at(Event::Type::Scalar, mark, anchor);
        event.value = textOf({value.data(), qsizetype(value.size())});
        event.plain = tag == "?"; // "!" is a quoted scalar without a tag
        if (tag != "?" && tag != "!")
            event.tag = QString::fromStdString(tag);
        const auto rest = m_chunk.sliced(std::clamp<qint64>(mark.pos, 0, m_chunk.size()));
        if ((rest.startsWith('\'') || rest.startsWith('"')) && !isClosed(rest)) {
            error = SyntaxError{event.begin, u"not valid YAML: the closing quote is missing"_s};
            throw Enough{};
        }
        give(event);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        give(at(Event::Type::SequenceStart, mark, anchor));
    }
    void OnSequenceEnd() override { give(Event{Event::Type::SequenceEnd, m_last, m_last}); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        give(at(Event::Type::MappingStart, mark, anchor));
    }
    void OnMapEnd() override { give(Event{Event::Type::MappingEnd, m_last, m_last}); }

private:
    Event at(Event::Type type, const YAML::Mark& mark, YAML::anchor_t anchor = 0)
    {
        // yaml-cpp marks no ends.
        Event event{type, m_base + mark.pos, m_base + mark.pos};
        m_last = std::max(m_last, event.begin);
        if (anchor != 0)
            event.anchor = QString::number(anchor);
        return event;
    }
    void give(Event event)
    {
        if (!m_sink.take(event))
            throw Enough{};
    }

    QByteArrayView m_chunk;
    qint64 m_base;
    EventSink& m_sink;
    qint64 m_last = 0;
};

} // namespace

std::optional<SyntaxError> readWithYamlCpp(const SourceText& source, Chunk chunk, EventSink& sink)
{
    Bytes buffer(source.bytes().constData() + chunk.begin, chunk.end - chunk.begin);
    std::istream stream(&buffer);
    Handler handler(QByteArrayView(source.bytes()).sliced(chunk.begin, chunk.end - chunk.begin),
                    chunk.begin, sink);
    try {
        YAML::Parser parser(stream);
        qint64 before = -1;
        while (parser.HandleNextDocument(handler)) {
            // yaml-cpp 0.7 answers some texts with empty documents for ever. // reliability M1, F7
            if (handler.documentBegin <= before)
                return SyntaxError{handler.documentBegin,
                                   u"not valid YAML: a value or the end was expected here"_s};
            before = handler.documentBegin;
        }
    } catch (const Enough&) {
        return handler.error;
    } catch (const YAML::Exception& exception) {
        const bool known = exception.mark.pos >= 0;
        return SyntaxError{chunk.begin + (known ? exception.mark.pos : 0),
                           u"not valid YAML: %1"_s.arg(QString::fromStdString(exception.msg))};
    }
    return {};
}

} // namespace plumb::yaml
