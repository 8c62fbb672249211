// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/node.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace plumb::yaml {

//! One step of a YAML text, whoever reads it. Offsets are bytes from the start of the source text.
struct Event
{
    enum class Type {
        DocumentStart,
        DocumentEnd,
        Scalar,
        Alias,
        SequenceStart,
        SequenceEnd,
        MappingStart,
        MappingEnd
    };
    Type type = Type::Scalar;
    qint64 begin = 0, end = 0;
    QString value = {}; //!< Scalar
    QString tag = {}; //!< resolved ("tag:yaml.org,2002:int"), empty: none
    QString anchor = {}; //!< Alias: the anchor it names
    bool plain = false; //!< Scalar: its type follows from its text
    bool number = false; //!< Scalar: of JSON, and must be a number
    bool flow = false; //!< SequenceStart, MappingStart
};

//! QString::fromUtf8 drops a byte order mark at the front; of a value it is a character.
inline QString textOf(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return bytes.startsWith("\xEF\xBB\xBF") ? QChar(0xFEFF) + text : text;
}

//! Takes events, and may take them apart. A false answer ends the reading of this chunk.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual bool take(Event& event) = 0;
};

struct SyntaxError
{
    qint64 offset = 0;
    QString message;
    bool isUnclosed = false; //!< a list or mapping in brackets lacks what ends it
};

//! Maps offsets of a text to lines and columns. Keeps a reference to the bytes. One thread at a
//! time; a copy, which shares what was found once, for each other thread.
class SourceText
{
public:
    explicit SourceText(const QByteArray& bytes);
    const QByteArray& bytes() const { return m_bytes; }
    Mark markAt(qint64 offset) const;
    qint64 charactersBefore(qint64 offset) const;
    qint64 offsetOfCharacter(qint64 index) const;
    //! A value of this text; short ones that come again, as keys do, share their memory.
    QString value(QByteArrayView bytes) const;
    //! The first byte that no YAML text may hold, and why.
    std::optional<SyntaxError> firstBadByte() const;

private:
    const QByteArray& m_bytes;
    struct Known
    {
        std::array<char, 39> bytes = {};
        quint8 size = 0;
        QString value;
    };
    size_t lineOf(qint64 offset) const;

    struct Index
    {
        std::vector<qint64> lines; // offsets of line starts
        std::vector<qint64> characters; // before each block of bytes; empty: all ASCII
    };
    std::shared_ptr<const Index> m_index;
    mutable std::vector<Known> m_known; // by the hash of their bytes, the last one wins
    mutable size_t m_near = 0; // the line that was asked for last: the next one is not far
};

//! A part of the text between two `---` lines, the first of which belongs to it.
struct Chunk
{
    qint64 begin = 0, end = 0;
};

//! Splits at document markers as kubectl does; a broken document then leaves the others readable.
std::vector<Chunk> splitDocuments(const QByteArray& bytes, qsizetype atMost);

using EventSource = std::optional<SyntaxError> (*)(const SourceText&, Chunk, EventSink&);
std::optional<SyntaxError> readWithLibyaml(const SourceText& text, Chunk chunk, EventSink& sink);
std::optional<SyntaxError> readWithYamlCpp(const SourceText& text, Chunk chunk, EventSink& sink);
//! Strict JSON: what kubectl tries first on a text that begins with a brace.
std::optional<SyntaxError> readJson(const SourceText& text, Chunk chunk, EventSink& sink);

} // namespace plumb::yaml
