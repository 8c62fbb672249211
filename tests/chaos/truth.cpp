// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "truth.h"

#include <QJsonObject>

namespace plumb::chaos {

namespace {

bool isThat(const Truth::Version& version, const objects::Object& shown)
{
    return version.uid == shown.uid().toUtf8()
           && QByteArray::number(version.rv) == shown.resourceVersion().toUtf8()
           && version.data
                  == shown.json().value(u"data"_s).toObject().value(u"v"_s).toString().toUtf8();
}

} // namespace

QByteArray Truth::render(const QByteArray& name, const Version& version) const
{
    return R"({"apiVersion":")" + m_type.gvk.apiVersion().toUtf8() + R"(","kind":")"
           + m_type.gvk.kind.toUtf8() + R"(","metadata":{"namespace":"shop","name":")" + name
           + R"(","uid":")" + version.uid + R"(","resourceVersion":")"
           + QByteArray::number(version.rv) + R"("},"data":{"v":")" + version.data + R"("}})";
}

void Truth::open(const QByteArray& name, Version version)
{
    version.from = m_clock.steady();
    version.until.reset();
    version.json = render(name, version);
    m_current.insert(name, version);
    m_history[name] += version;
}

void Truth::close(const QByteArray& name)
{
    if (m_current.remove(name) > 0)
        m_history[name].last().until = m_clock.steady();
}

void Truth::put(const QByteArray& name, const QByteArray& data)
{
    const bool isNew = !m_current.contains(name);
    Version version;
    version.uid = isNew ? m_type.plural.toUtf8() + "-" + QByteArray::number(++m_uids)
                        : m_current.value(name).uid;
    version.data = data;
    version.rv = ++m_revision;
    close(name);
    open(name, version);
    m_events += {version.rv, name,
                 (isNew ? R"({"type":"ADDED","object":)" : R"({"type":"MODIFIED","object":)")
                     + m_current.value(name).json + '}'};
}

void Truth::remove(const QByteArray& name)
{
    if (!m_current.contains(name))
        return;
    Version last = m_current.value(name);
    last.rv = ++m_revision;
    close(name);
    m_events += {last.rv, name, R"({"type":"DELETED","object":)" + render(name, last) + '}'};
}

QByteArrayList Truth::items() const
{
    QByteArrayList all;
    for (const Version& version : m_current)
        all += version.json;
    return all;
}

void Truth::restore(const Snapshot& snapshot)
{
    for (const QByteArray& name : names())
        close(name);
    m_events.clear();
    for (auto it = snapshot.current.cbegin(); it != snapshot.current.cend(); ++it)
        open(it.key(), it.value());
}

bool Truth::wasTrue(const objects::Object& shown, Time since) const
{
    const auto versions = m_history.value(shown.name().toUtf8());
    return std::any_of(versions.begin(), versions.end(), [&](const Version& version) {
        return isThat(version, shown) && (!version.until || *version.until >= since);
    });
}

bool Truth::wasAbsent(const QByteArray& name, Time since) const
{
    const auto versions = m_history.value(name);
    if (!m_current.contains(name))
        return true;
    for (qsizetype i = versions.size() - 1; i >= 0; --i) {
        if (versions.at(i).from < since)
            return false;
        const bool isSame = i > 0 && versions.at(i - 1).until == versions.at(i).from
                            && versions.at(i - 1).uid == versions.at(i).uid;
        if (!isSame)
            return true; // it was not there before, if only for a moment
    }
    return true;
}

bool Truth::equals(const QList<objects::Object>& shown) const
{
    return shown.size() == m_current.size()
           && std::all_of(shown.begin(), shown.end(), [&](const objects::Object& object) {
                  const auto found = m_current.constFind(object.name().toUtf8());
                  return found != m_current.constEnd() && isThat(*found, object);
              });
}

} // namespace plumb::chaos
