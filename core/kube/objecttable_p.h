// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/packedobject.h"
#include "kube/recordarena_p.h"
#include "kube/stringpool_p.h"

namespace plumb::kube {

//! The rows behind an ObjectStore: fixed columns in an array, names and bodies in an arena, common
//! texts in pools, found by key, by namespace and by owner. Rows keep their number while they live.
class ObjectTable
{
public:
    using Row = quint32;
    static constexpr Row kNone = ~0U;
    //! What the next delta will say of a row, and what is still to be found out.
    enum Mark : quint8 { Clean, Added, Changed };

    Row find(const QByteArray& type, const QByteArray& ns, const QByteArray& name) const;
    Row find(const objects::ResourceKey& key) const;
    Row find(const PackedObject& object) const { return find(object.type, object.ns, object.name); }
    Row insert(const PackedObject& object); //!< the key is not there yet
    void update(Row row, const PackedObject& object); //!< of the same key
    void remove(Row row);
    //! The same object, packed anew; its marks stay.
    void repack(Row row, const PackedObject& object);

    qsizetype size() const { return m_count; }
    Row end() const { return Row(m_rows.size()); }
    bool isThere(Row row) const { return row < m_rows.size() && m_rows[row].isThere; }
    PackedObject at(Row row) const;
    objects::ResourceKey key(Row row) const;
    QByteArrayView name(Row row) const { return split(row).name; }
    QByteArrayView uid(Row row) const { return split(row).uid; }
    QByteArrayView resourceVersion(Row row) const { return split(row).version; }
    bool isPackedWithDictionary(Row row) const { return m_rows[row].hasDictionary; }

    QList<Row> inNamespace(const QByteArray& ns) const;
    QList<Row> ownedBy(const QByteArray& uid) const;

    Mark mark(Row row) const { return m_rows[row].mark; }
    void setMark(Row row, Mark mark) { m_rows[row].mark = mark; }
    bool isUnsettled(Row row) const { return m_rows[row].isUnsettled; }
    void setUnsettled(Row row, bool is) { m_rows[row].isUnsettled = is; }

    qsizetype withoutDictionary() const { return m_count - m_withDictionary; }
    qsizetype bodyBytes() const { return qsizetype(m_arena.live()); }
    qsizetype heldBytes() const; //!< all of it, as far as it can be counted
    int compactions() const { return m_arena.compactions(); }

private:
    struct Link
    {
        Row next = kNone, previous = kNone;
    };
    struct Columns
    {
        RecordArena::Ref record;
        quint32 hash = 0;
        quint32 type = 0, ns = 0, labels = 0, owners = 0;
        Link inNs, inOwners;
        qint64 created = 0, terminating = 0;
        Mark mark = Clean;
        bool isThere = false, isUnsettled = false, hasManagedFields = false, hasDictionary = false;
    };
    struct Parts
    {
        QByteArrayView name, uid, version, body;
    };
    Parts split(Row row) const;
    void fill(Row row, const PackedObject& object);
    void empty(Row row);
    void dropRecord(Row row);
    void link(std::vector<Row>& heads, quint32 group, Link Columns::*link, Row row);
    void unlink(std::vector<Row>& heads, quint32 group, Link Columns::*link, Row row);
    QList<Row> linked(Row first, Link Columns::*link) const;
    void place(Row row);
    void unplace(Row row);
    void grow();

    std::vector<Columns> m_rows;
    std::vector<Row> m_free;
    std::vector<Row> m_slots; //!< open addressing by Columns::hash; a power of two
    qsizetype m_count = 0, m_withDictionary = 0;
    StringPool m_types, m_spaces, m_labels, m_owners;
    std::vector<Row> m_firstInNs, m_firstInOwners; //!< by number in the pool
    QHash<QByteArray, QList<quint32>> m_ownersOfUid; //!< which texts of m_owners name a uid
    QHash<Row, std::shared_ptr<const objects::Object>> m_secrets;
    std::shared_ptr<const Dictionary> m_dictionary; //!< a kind has one at most
    RecordArena m_arena;
};

} // namespace plumb::kube
