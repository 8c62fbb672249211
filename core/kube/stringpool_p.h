// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

#include <vector>

namespace plumb::kube {

//! Texts that many objects have in common, each held once and known by a number; it goes with its
//! last user.
class StringPool
{
public:
    quint32 take(const QByteArray& text)
    {
        const auto known = m_ids.constFind(text);
        const quint32 id = known == m_ids.constEnd() ? add(text) : *known;
        ++m_entries[id].uses;
        return id;
    }
    //! True when that was the last use; the text stays readable until the next take().
    bool give(quint32 id)
    {
        if (--m_entries[id].uses > 0)
            return false;
        m_ids.remove(m_entries[id].text);
        m_bytes -= m_entries[id].text.size();
        m_free.push_back(id);
        return true;
    }
    //! Whether its one user is the first.
    bool isNew(quint32 id) const { return m_entries[id].uses == 1; }
    const QByteArray& at(quint32 id) const { return m_entries[id].text; }
    //! kNone if nobody has it.
    quint32 find(const QByteArray& text) const { return m_ids.value(text, kNone); }
    qsizetype size() const { return m_ids.size(); }
    qsizetype bytes() const { return m_bytes; }
    static constexpr quint32 kNone = ~0U;

private:
    struct Entry
    {
        QByteArray text;
        quint32 uses = 0;
    };
    quint32 add(const QByteArray& text)
    {
        quint32 id = quint32(m_entries.size());
        if (m_free.empty()) {
            m_entries.emplace_back();
        } else {
            id = m_free.back();
            m_free.pop_back();
        }
        m_entries[id] = {text, 0};
        m_entries[id].text.squeeze();
        m_ids.insert(m_entries[id].text, id);
        m_bytes += text.size();
        return id;
    }
    QHash<QByteArray, quint32> m_ids;
    std::vector<Entry> m_entries;
    std::vector<quint32> m_free;
    qsizetype m_bytes = 0;
};

} // namespace plumb::kube
