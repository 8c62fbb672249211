// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <utility>
#include <vector>

namespace plumb::kube {

//! Records of any size, one behind the other in chunks. A chunk that is mostly dead is copied
//! together, so that churn does not let it grow; a chunk is small enough to do that between two
//! events.
class RecordArena
{
public:
    struct Ref
    {
        quint32 chunk = 0, offset = 0;
        friend bool operator==(const Ref&, const Ref&) = default;
    };

    Ref add(quint32 owner, std::initializer_list<QByteArrayView> parts)
    {
        Head head{owner, 0};
        for (const QByteArrayView part : parts)
            head.size += quint32(part.size());
        const size_t need = sizeof head + head.size;
        if (m_chunks.empty() || m_chunks[m_tail].capacity() - m_chunks[m_tail].bytes.size() < need)
            open(need);
        Chunk& chunk = m_chunks[m_tail];
        const Ref ref{m_tail, quint32(chunk.bytes.size())};
        const auto put = [&](const void* data, size_t size) {
            const auto* begin = static_cast<const char*>(data);
            chunk.bytes.insert(chunk.bytes.end(), begin, begin + size);
        };
        put(&head, sizeof head);
        for (const QByteArrayView part : parts)
            put(part.data(), size_t(part.size()));
        m_live += need;
        return ref;
    }
    QByteArrayView at(Ref ref) const
    {
        const char* const record = m_chunks[ref.chunk].bytes.data() + ref.offset;
        Head head;
        std::memcpy(&head, record, sizeof head);
        return {record + sizeof head, qsizetype(head.size)};
    }
    //! isAt(owner, ref): whether the owner's record is still that one; moved(owner, ref): it is now
    //! there. `ref` itself must no longer be its owner's.
    template <typename IsAt, typename Moved>
    void remove(Ref ref, IsAt isAt, Moved moved)
    {
        Chunk& chunk = m_chunks[ref.chunk];
        const size_t size = sizeof(Head) + size_t(at(ref).size());
        chunk.dead += size;
        m_live -= size;
        if (ref.chunk == m_tail || chunk.dead * 2 < chunk.bytes.size())
            return;
        m_compactions += chunk.dead < chunk.bytes.size() ? 1 : 0;
        m_held -= chunk.capacity();
        const std::vector<char> old = std::exchange(chunk.bytes, {});
        for (size_t offset = 0; offset < old.size();) {
            Head head;
            std::memcpy(&head, old.data() + offset, sizeof head);
            const QByteArrayView record(old.data() + offset + sizeof head, qsizetype(head.size));
            if (isAt(head.owner, Ref{ref.chunk, quint32(offset)})) {
                m_live -= sizeof head + head.size;
                moved(head.owner, add(head.owner, {record}));
            }
            offset += sizeof head + head.size;
        }
        m_free.push_back(ref.chunk);
    }
    size_t live() const { return m_live; }
    size_t held() const { return m_held; }
    int compactions() const { return m_compactions; }

private:
    static constexpr size_t kFirst = 16 << 10, kMost = 1 << 20;
    struct Head
    {
        quint32 owner, size;
    };
    struct Chunk
    {
        std::vector<char> bytes;
        size_t dead = 0;
        size_t capacity() const { return bytes.capacity(); }
    };

    void open(size_t need)
    {
        const size_t size = std::max(need, std::clamp(m_held, kFirst, kMost));
        if (m_free.empty()) {
            m_tail = quint32(m_chunks.size());
            m_chunks.emplace_back();
        } else {
            m_tail = m_free.back();
            m_free.pop_back();
        }
        m_chunks[m_tail].bytes.reserve(size);
        m_chunks[m_tail].dead = 0;
        m_held += m_chunks[m_tail].capacity();
    }

    std::vector<Chunk> m_chunks;
    std::vector<quint32> m_free;
    quint32 m_tail = 0;
    size_t m_live = 0, m_held = 0;
    int m_compactions = 0;
};

} // namespace plumb::kube
