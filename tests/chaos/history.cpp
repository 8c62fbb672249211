// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "history.h"

namespace plumb::chaos {

namespace {

//! What two answers about the same version of an object have in common: items of a list name
//! neither their kind nor its version.
QJsonObject comparable(QJsonObject json)
{
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    metadata.remove(u"managedFields"_s);
    json.insert(u"metadata"_s, metadata);
    json.remove(u"apiVersion"_s);
    json.remove(u"kind"_s);
    return json;
}

QString nameIn(const QJsonObject& json)
{
    return objects::valueAt(json, {u"metadata", u"name"}).toString();
}

} // namespace

QString History::Version::uid() const
{
    return objects::valueAt(json, {u"metadata", u"uid"}).toString();
}

QString History::Version::resourceVersion() const
{
    return objects::valueAt(json, {u"metadata", u"resourceVersion"}).toString();
}

void History::put(const QJsonObject& reply, Time sent, Time answered)
{
    const QString name = nameIn(reply);
    remove(name, answered);
    const Version version{comparable(reply), sent, {}};
    m_current.insert(name, version);
    m_all[name] += version;
}

void History::remove(const QString& name, Time answered)
{
    if (m_current.remove(name) > 0)
        m_all[name].last().until = answered;
}

void History::restore(const Current& then, Time now)
{
    const QStringList names = m_current.keys();
    for (const QString& name : names)
        remove(name, now);
    for (auto it = then.begin(); it != then.end(); ++it) {
        const Version version{it->json, now, {}};
        m_current.insert(it.key(), version);
        m_all[it.key()] += version;
    }
}

bool History::wasTrue(const objects::Object& shown, Time since) const
{
    const auto versions = m_all.value(shown.name());
    const QJsonObject json = comparable(shown.json());
    return std::any_of(versions.begin(), versions.end(), [&](const Version& version) {
        return (!version.until || *version.until >= since) && version.json == json;
    });
}

bool History::wasAbsent(const QString& name, Time since) const
{
    // Some gap between its versions reaches beyond that time.
    Time gapBegins = Time::min();
    const auto versions = m_all.value(name);
    for (const Version& version : versions) {
        if (version.from >= since && version.from > gapBegins)
            return true;
        gapBegins = version.until.value_or(Time::max());
    }
    return gapBegins != Time::max();
}

bool History::equals(const QList<objects::Object>& shown) const
{
    return shown.size() == m_current.size()
           && std::all_of(shown.begin(), shown.end(), [&](const objects::Object& object) {
                  const auto there = m_current.constFind(object.name());
                  return there != m_current.cend() && there->json == comparable(object.json());
              });
}

QString History::difference(const QList<QJsonObject>& items) const
{
    QStringList unknown;
    for (const QJsonObject& item : items)
        if (const auto there = m_current.constFind(nameIn(item));
            there == m_current.cend() || there->json != comparable(item))
            unknown += nameIn(item);
    if (items.size() == m_current.size() && unknown.isEmpty())
        return {};
    return u"the server lists %1 objects, of %2 that were written; not as written: %3"_s
        .arg(items.size())
        .arg(m_current.size())
        .arg(unknown.join(u' '));
}

} // namespace plumb::chaos
