// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/objecttable_p.h"

#include "kube/packing_p.h"

namespace plumb::kube {

namespace {

// Of a record: how long name, uid and version are; the body is the rest.
struct Lengths
{
    quint16 name, uid, version;
};

quint32 hashOf(const QByteArray& type, const QByteArray& ns, QByteArrayView name)
{
    // Names come from the cluster: with the seed of the process nobody can choose collisions.
    return quint32(qHashMulti(size_t(QHashSeed::globalSeed()), type, ns, name));
}

quint16 shortened(const QByteArray& text)
{
    return quint16(std::min<qsizetype>(text.size(), 0xffff)); // a name has 253 characters
}

} // namespace

ObjectTable::Row ObjectTable::find(const QByteArray& type, const QByteArray& ns,
                                   const QByteArray& name) const
{
    if (m_slots.empty())
        return kNone;
    const quint32 hash = hashOf(type, ns, name);
    const size_t mask = m_slots.size() - 1;
    for (size_t slot = hash & mask; m_slots[slot] != kNone; slot = (slot + 1) & mask) {
        const Row row = m_slots[slot];
        const Columns& columns = m_rows[row];
        if (columns.hash == hash && split(row).name == name && m_spaces.at(columns.ns) == ns
            && m_types.at(columns.type) == type)
            return row;
    }
    return kNone;
}

ObjectTable::Row ObjectTable::find(const objects::ResourceKey& key) const
{
    return find(typeOf(key.group, key.kind), key.ns.toUtf8(), key.name.toUtf8());
}

ObjectTable::Row ObjectTable::insert(const PackedObject& object)
{
    Row row = Row(m_rows.size());
    if (m_free.empty()) {
        m_rows.emplace_back();
    } else {
        row = m_free.back();
        m_free.pop_back();
        m_rows[row] = {};
    }
    fill(row, object);
    m_rows[row].isThere = true;
    m_rows[row].hash = hashOf(object.type, object.ns, object.name);
    ++m_count;
    grow();
    place(row);
    return row;
}

void ObjectTable::update(Row row, const PackedObject& object)
{
    empty(row);
    fill(row, object);
}

void ObjectTable::remove(Row row)
{
    unplace(row);
    m_rows[row].isThere = false;
    empty(row);
    m_free.push_back(row);
    --m_count;
}

void ObjectTable::repack(Row row, const PackedObject& object)
{
    update(row, object);
}

void ObjectTable::fill(Row row, const PackedObject& object)
{
    Columns& columns = m_rows[row];
    columns.type = m_types.take(object.type);
    columns.ns = m_spaces.take(object.ns);
    columns.labels = m_labels.take(object.labels);
    columns.owners = m_owners.take(object.owners);
    columns.created = object.created;
    columns.terminating = object.terminating;
    columns.hasManagedFields = object.hasManagedFields;
    columns.hasDictionary = object.dictionary != nullptr;
    if (object.dictionary) {
        m_dictionary = object.dictionary;
        ++m_withDictionary;
    }
    if (object.secrets)
        m_secrets.insert(row, object.secrets);
    if (!object.owners.isEmpty() && m_owners.isNew(columns.owners))
        for (const auto& owner : ownersOf(object.owners))
            m_ownersOfUid[owner.uid.toUtf8()] += columns.owners;
    link(m_firstInNs, columns.ns, &Columns::inNs, row);
    if (!object.owners.isEmpty())
        link(m_firstInOwners, columns.owners, &Columns::inOwners, row);
    const Lengths lengths{shortened(object.name), shortened(object.uid),
                          shortened(object.resourceVersion)};
    columns.record = m_arena.add(
        row, {QByteArrayView(reinterpret_cast<const char*>(&lengths), sizeof lengths),
              QByteArrayView(object.name).first(lengths.name),
              QByteArrayView(object.uid).first(lengths.uid),
              QByteArrayView(object.resourceVersion).first(lengths.version), object.body});
}

void ObjectTable::empty(Row row)
{
    Columns& columns = m_rows[row];
    unlink(m_firstInNs, columns.ns, &Columns::inNs, row);
    const QByteArray owners = m_owners.at(columns.owners);
    if (!owners.isEmpty())
        unlink(m_firstInOwners, columns.owners, &Columns::inOwners, row);
    m_types.give(columns.type);
    m_spaces.give(columns.ns);
    m_labels.give(columns.labels);
    if (m_owners.give(columns.owners))
        for (const auto& owner : ownersOf(owners)) {
            const auto found = m_ownersOfUid.find(owner.uid.toUtf8());
            if (found == m_ownersOfUid.end())
                continue;
            found->removeAll(columns.owners);
            if (found->isEmpty())
                m_ownersOfUid.erase(found);
        }
    m_secrets.remove(row);
    m_withDictionary -= columns.hasDictionary ? 1 : 0;
    dropRecord(row);
}

void ObjectTable::dropRecord(Row row)
{
    const RecordArena::Ref record = std::exchange(m_rows[row].record, {kNone, kNone});
    m_arena.remove(
        record, [this](Row owner, RecordArena::Ref ref) { return m_rows[owner].record == ref; },
        [this](Row owner, RecordArena::Ref ref) { m_rows[owner].record = ref; });
}

ObjectTable::Parts ObjectTable::split(Row row) const
{
    const QByteArrayView record = m_arena.at(m_rows[row].record);
    Lengths lengths;
    std::memcpy(&lengths, record.data(), sizeof lengths);
    Parts parts;
    qsizetype at = qsizetype(sizeof lengths);
    for (const auto& [part, length] :
         {std::pair(&parts.name, lengths.name), std::pair(&parts.uid, lengths.uid),
          std::pair(&parts.version, lengths.version)}) {
        *part = record.sliced(at, length);
        at += length;
    }
    parts.body = record.sliced(at);
    return parts;
}

PackedObject ObjectTable::at(Row row) const
{
    const Columns& columns = m_rows[row];
    const Parts parts = split(row);
    PackedObject object;
    object.type = m_types.at(columns.type);
    object.ns = m_spaces.at(columns.ns);
    object.name = parts.name.toByteArray();
    object.uid = parts.uid.toByteArray();
    object.resourceVersion = parts.version.toByteArray();
    object.labels = m_labels.at(columns.labels);
    object.owners = m_owners.at(columns.owners);
    object.created = columns.created;
    object.terminating = columns.terminating;
    object.hasManagedFields = columns.hasManagedFields;
    object.body = parts.body.toByteArray();
    if (columns.hasDictionary)
        object.dictionary = m_dictionary;
    object.secrets = m_secrets.value(row);
    return object;
}

objects::ResourceKey ObjectTable::key(Row row) const
{
    PackedObject object;
    object.type = m_types.at(m_rows[row].type);
    object.ns = m_spaces.at(m_rows[row].ns);
    object.name = split(row).name.toByteArray();
    return object.key();
}

QList<ObjectTable::Row> ObjectTable::inNamespace(const QByteArray& ns) const
{
    const quint32 id = m_spaces.find(ns);
    return id == StringPool::kNone ? QList<Row>() : linked(m_firstInNs[id], &Columns::inNs);
}

QList<ObjectTable::Row> ObjectTable::ownedBy(const QByteArray& uid) const
{
    QList<Row> rows;
    for (const quint32 id : m_ownersOfUid.value(uid))
        rows += linked(m_firstInOwners[id], &Columns::inOwners);
    return rows;
}

void ObjectTable::link(std::vector<Row>& heads, quint32 group, Link Columns::*link, Row row)
{
    if (heads.size() <= group)
        heads.resize(group + 1, kNone);
    (m_rows[row].*link) = {heads[group], kNone};
    if (heads[group] != kNone)
        (m_rows[heads[group]].*link).previous = row;
    heads[group] = row;
}

void ObjectTable::unlink(std::vector<Row>& heads, quint32 group, Link Columns::*link, Row row)
{
    const Link old = m_rows[row].*link;
    if (old.previous == kNone)
        heads[group] = old.next;
    else
        (m_rows[old.previous].*link).next = old.next;
    if (old.next != kNone)
        (m_rows[old.next].*link).previous = old.previous;
}

QList<ObjectTable::Row> ObjectTable::linked(Row first, Link Columns::*link) const
{
    QList<Row> rows;
    for (Row row = first; row != kNone; row = (m_rows[row].*link).next)
        rows += row;
    return rows;
}

void ObjectTable::place(Row row)
{
    const size_t mask = m_slots.size() - 1;
    size_t slot = m_rows[row].hash & mask;
    while (m_slots[slot] != kNone)
        slot = (slot + 1) & mask;
    m_slots[slot] = row;
}

void ObjectTable::unplace(Row row)
{
    const size_t mask = m_slots.size() - 1;
    size_t hole = m_rows[row].hash & mask;
    while (m_slots[hole] != row)
        hole = (hole + 1) & mask;
    // Those behind move up, as far as that brings them no nearer than where they belong.
    for (size_t slot = (hole + 1) & mask; m_slots[slot] != kNone; slot = (slot + 1) & mask) {
        const size_t wanted = m_rows[m_slots[slot]].hash & mask;
        if (((slot - wanted) & mask) >= ((slot - hole) & mask)) {
            m_slots[hole] = m_slots[slot];
            hole = slot;
        }
    }
    m_slots[hole] = kNone;
}

void ObjectTable::grow()
{
    if (size_t(m_count) * 3 <= m_slots.size() * 2)
        return;
    const size_t size = std::max<size_t>(16, m_slots.size() * 2);
    const std::vector<Row> old = std::exchange(m_slots, std::vector<Row>(size, kNone));
    for (const Row row : old)
        if (row != kNone)
            place(row);
}

qsizetype ObjectTable::heldBytes() const
{
    const auto of = [](const auto& vector) {
        return qsizetype(vector.capacity() * sizeof(*vector.data()));
    };
    constexpr qsizetype kPerText = 100; // entry, hash slot and heap header of a pool
    qsizetype bytes = qsizetype(m_arena.held()) + of(m_rows) + of(m_free) + of(m_slots)
                      + of(m_firstInNs) + of(m_firstInOwners);
    for (const StringPool* pool : {&m_types, &m_spaces, &m_labels, &m_owners})
        bytes += pool->bytes() + pool->size() * kPerText;
    return bytes + m_ownersOfUid.size() * kPerText;
}

} // namespace plumb::kube
