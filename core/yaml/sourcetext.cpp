// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/events_p.h"

#include <algorithm>
#include <cstring>

namespace plumb::yaml {

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
constexpr qint64 kBlock = 256;

// A block of printable ASCII and line ends, as most are; without a branch, for a whole register of
// bytes at once.
bool isPlain(const char* block)
{
    unsigned other = 0;
    for (qint64 i = 0; i < kBlock; ++i) {
        const auto byte = static_cast<unsigned char>(block[i]);
        other |= unsigned(byte < 0x20) & unsigned(byte != '\n');
        other |= unsigned(byte >= 0x7F);
    }
    return other == 0;
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

QString hex(uint value, int width)
{
    return QString::number(value, 16).toUpper().rightJustified(width, u'0');
}

// One UTF-8 sequence from `at`: its length and code point, or length 0.
std::pair<int, char32_t> decode(const QByteArray& bytes, qint64 at)
{
    const auto byte = [&](qint64 i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const unsigned lead = byte(at);
    if (lead < 0x80)
        return {1, lead};
    const int length = lead >= 0xF0 && lead < 0xF5   ? 4
                       : lead >= 0xE0 && lead < 0xF0 ? 3
                       : lead >= 0xC2 && lead < 0xE0 ? 2
                                                     : 0;
    if (length == 0)
        return {0, 0};
    char32_t point = lead & (0x7FU >> length);
    for (int i = 1; i < length; ++i) {
        const unsigned next = byte(at + i);
        if ((next & 0xC0) != 0x80)
            return {0, 0};
        point = (point << 6) | (next & 0x3F);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return {0, 0};
    return {length, point};
}

bool isPrintable(char32_t point)
{
    return point == u'\t' || point == u'\n' || point == u'\r' || (point >= 0x20 && point <= 0x7E)
           || point == 0x85 || (point >= 0xA0 && point <= 0xD7FF)
           || (point >= 0xE000 && point <= 0xFFFD && point != 0xFEFF) || point >= 0x10000;
}

SyntaxError badByte(const QByteArray& bytes, qint64 at)
{
    const auto value = static_cast<unsigned char>(bytes[at]);
    const auto next = at + 1 < bytes.size() ? static_cast<unsigned char>(bytes[at + 1]) : 0U;
    if (value == 0xED && next >= 0xA0)
        return {
            at,
            u"byte %1 begins half of a surrogate pair (0x%2 0x%3), which is not UTF-8; save the file as UTF-8"_s
                .arg(at)
                .arg(hex(value, 2), hex(next, 2))};
    return {at,
            u"byte %1 (0x%2) is not UTF-8; save the file as UTF-8"_s.arg(at).arg(hex(value, 2))};
}

// Of both ends: keys that belong together differ there. Only a cache depends on it.
size_t hashOf(QByteArrayView bytes)
{
    quint64 head = 0, tail = 0;
    const auto part = size_t(std::min<qsizetype>(bytes.size(), sizeof head));
    std::memcpy(&head, bytes.data(), part);
    std::memcpy(&tail, bytes.data() + bytes.size() - part, part);
    const quint64 mixed =
        (head ^ quint64(bytes.size())) * 0x9E3779B97F4A7C15ULL ^ tail * 0xC2B2AE3D27D4EB4FULL;
    return size_t(mixed >> 32 ^ mixed >> 17);
}

} // namespace

SourceText::SourceText(const QByteArray& bytes)
    : m_bytes(bytes)
{
    auto index = std::make_shared<Index>();
    index->lines.push_back(0);
    for (auto at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1))
        index->lines.push_back(at + 1);
    if (!QtPrivate::isAscii(QLatin1String(bytes.constData(), bytes.size()))) {
        const char* data = bytes.constData();
        qint64 characters = 0;
        for (qint64 i = 0, size = bytes.size(); i < size; ++i) {
            if (i % kBlock == 0)
                index->characters.push_back(characters);
            characters += !isContinuation(data[i]);
        }
    }
    m_index = std::move(index);
}

qint64 SourceText::charactersBefore(qint64 offset) const
{
    if (m_index->characters.empty())
        return offset;
    const auto block = std::min<qint64>(offset / kBlock, qint64(m_index->characters.size()) - 1);
    qint64 characters = m_index->characters[size_t(block)];
    for (qint64 i = block * kBlock; i < offset; ++i)
        characters += !isContinuation(m_bytes[i]);
    return characters;
}

qint64 SourceText::offsetOfCharacter(qint64 index) const
{
    if (m_index->characters.empty())
        return std::min<qint64>(index, m_bytes.size());
    const auto block =
        std::upper_bound(m_index->characters.begin(), m_index->characters.end(), index) - 1;
    qint64 left = index - *block;
    qint64 offset = (block - m_index->characters.begin()) * kBlock;
    // A block may begin inside a character that was counted in the one before.
    while (offset < m_bytes.size() && (left > 0 || isContinuation(m_bytes[offset])))
        left -= !isContinuation(m_bytes[offset++]);
    return offset;
}

QString SourceText::value(QByteArrayView bytes) const
{
    constexpr size_t kSlots = 1024;
    if (bytes.isEmpty() || bytes.size() > qsizetype(std::tuple_size_v<decltype(Known::bytes)>))
        return textOf(bytes);
    if (m_known.empty())
        m_known.resize(kSlots);
    Known& known = m_known[hashOf(bytes) % kSlots];
    if (bytes != QByteArrayView(known.bytes.data(), known.size)) {
        known.size = quint8(bytes.size());
        std::copy(bytes.begin(), bytes.end(), known.bytes.begin());
        known.value = textOf(bytes);
    }
    return known.value;
}

size_t SourceText::lineOf(qint64 offset) const
{
    constexpr size_t kNear = 8;
    size_t line = m_near;
    if (m_index->lines[line] <= offset) {
        const size_t last = std::min(line + kNear, m_index->lines.size() - 1);
        while (line < last && m_index->lines[line + 1] <= offset)
            ++line;
        if (line + 1 == m_index->lines.size() || m_index->lines[line + 1] > offset)
            return m_near = line;
    }
    const auto found = std::upper_bound(m_index->lines.begin(), m_index->lines.end(), offset) - 1;
    return m_near = size_t(found - m_index->lines.begin());
}

Mark SourceText::markAt(qint64 offset) const
{
    offset = std::clamp<qint64>(offset, 0, m_bytes.size());
    const size_t line = lineOf(offset);
    const qint64 begin = m_index->lines[line];
    const bool behindMark = begin == 0 && offset > 0 && m_bytes.startsWith(kByteOrderMark);
    const qint64 column = charactersBefore(offset) - charactersBefore(begin) - behindMark;
    return {int(line) + 1, int(column) + 1, int(offset)};
}

std::optional<SyntaxError> SourceText::firstBadByte() const
{
    if (m_bytes.startsWith("\xFF\xFE") || m_bytes.startsWith("\xFE\xFF")
        || m_bytes.startsWith(QByteArrayView("\0\0\xFE\xFF", 4)))
        return SyntaxError{0, u"byte 0 begins a UTF-16 or UTF-32 text; save the file as UTF-8"_s};
    const char* data = m_bytes.constData();
    const qint64 size = m_bytes.size();
    qint64 blockEnd = 0;
    for (qint64 i = m_bytes.startsWith(kByteOrderMark) ? 3 : 0; i < size;) {
        if (i >= blockEnd) {
            blockEnd = i + kBlock;
            if (blockEnd <= size && isPlain(data + i)) {
                i = blockEnd;
                continue;
            }
        }
        if (data[i] >= 0x20 && data[i] < 0x7F) {
            ++i;
            continue;
        }
        const auto [length, point] = decode(m_bytes, i);
        if (length == 0)
            return badByte(m_bytes, i);
        if (point == 0)
            return SyntaxError{
                i, u"byte %1 is NUL; a text holds none (is the file UTF-16 or binary?)"_s.arg(i)};
        if (!isPrintable(point))
            return SyntaxError{
                i, u"byte %1 is the control character U+%2, which YAML does not allow"_s.arg(i).arg(
                       hex(point, 4))};
        i += length;
    }
    return {};
}

std::vector<Chunk> splitDocuments(const QByteArray& bytes, qsizetype atMost)
{
    const qint64 begin = bytes.startsWith(kByteOrderMark) ? 3 : 0;
    std::vector<Chunk> chunks{{begin, begin}};
    bool directives = false; // since the last split only blank lines, comments and %-lines
    bool content = false;
    for (qint64 line = begin; line < bytes.size();) {
        const auto newline = bytes.indexOf('\n', line);
        const qint64 next = newline < 0 ? bytes.size() : newline;
        const QByteArrayView text(bytes.constData() + line, next - line);
        const bool marker =
            !text.isEmpty() && text.front() == '-' && text.startsWith("---")
            && (text.size() == 3 || text[3] == ' ' || text[3] == '\t' || text[3] == '\r');
        if (marker && (content || !directives)) {
            chunks.back().end = line;
            if (chunks.size() == size_t(atMost))
                return chunks;
            chunks.push_back({line, line});
            directives = content = false;
        }
        const char first = text.isEmpty() ? '\0' : text.front();
        if (first == '.' && text.startsWith("..."))
            content = false;
        else if (first == '%')
            directives = true;
        else if (!content)
            content = !text.trimmed().isEmpty() && !text.trimmed().startsWith('#');
        line = next + 1;
    }
    chunks.back().end = bytes.size();
    return chunks;
}

} // namespace plumb::yaml
