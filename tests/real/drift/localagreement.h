// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"
#include "objects/listkeys.h"

#include <QJsonArray>
#include <QMap>

namespace plumb::test {

//! How often the comparison without a dry run says the same of a field as the one with it.
class LocalAgreement
{
public:
    void add(const engine::ApplicationSnapshot& snapshot)
    {
        for (const auto& object : snapshot.objects) {
            if (!object.live || !object.predicted)
                continue;
            drift::Input input;
            input.desired = *object.desired;
            input.live = object.live;
            const auto local = fieldsOf(drift::compare(input, objects::ListKeys::builtIn()));
            const auto asked = fieldsOf(object.drift);
            m_named += leavesOf(object.desired->json());
            for (auto field = asked.begin(); field != asked.end(); ++field)
                count(object.key, field.key(), *field, local.value(field.key()));
            for (auto field = local.begin(); field != local.end(); ++field)
                if (!asked.contains(field.key()))
                    count(object.key, field.key(), {}, *field);
        }
    }
    double ofDifferences() const { return m_all == 0 ? 0 : double(m_same) / double(m_all); }
    void print() const
    {
        qInfo("compared locally: %lld of %lld differing fields as the dry run says (%.2f %%); of "
              "%lld fields that Git names %.3f %%",
              m_same, m_all, 100 * ofDifferences(), m_named,
              100 * (1 - double(m_all - m_same) / double(m_named)));
        for (const QString& each : m_others.mid(0, 20))
            qInfo("  %s", qPrintable(each));
    }

private:
    static QMap<QString, QString> fieldsOf(const drift::ObjectDrift& drift)
    {
        QMap<QString, QString> fields;
        for (const auto& field : drift.fields)
            if (field.what != drift::Class::Defaulted)
                fields.insert(field.path.toString(), drift::toString(field.what));
        return fields;
    }
    static qsizetype leavesOf(const QJsonValue& value)
    {
        qsizetype count = 0;
        if (value.isObject())
            for (const QJsonValue& member : value.toObject())
                count += leavesOf(member);
        else if (value.isArray())
            for (const QJsonValue& element : value.toArray())
                count += leavesOf(element);
        else
            return 1;
        return count;
    }
    void count(const objects::ResourceKey& key, const QString& path, const QString& asked,
               const QString& local)
    {
        ++m_all;
        if (asked == local)
            ++m_same;
        else
            m_others.append(u"%1 %2: dry run \"%3\", locally \"%4\""_s.arg(objects::describe(key),
                                                                           path, asked, local));
    }

    qsizetype m_named = 0, m_all = 0, m_same = 0;
    QStringList m_others;
};

} // namespace plumb::test
