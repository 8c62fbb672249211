// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace plumb::plan {

namespace {

//! A hash over fields, each with its length before it: no two lists of fields look alike.
class Digest
{
public:
    Digest& add(const QByteArray& bytes)
    {
        m_hash.addData(QByteArray::number(bytes.size()) + ':');
        m_hash.addData(bytes);
        return *this;
    }
    Digest& add(const QString& text) { return add(text.toUtf8()); }
    Digest& add(bool flag) { return add(QByteArray(flag ? "1" : "0")); }
    Digest& add(const objects::ResourceKey& key)
    {
        return add(key.group).add(key.kind).add(key.ns).add(key.name);
    }
    Digest& add(QList<objects::ResourceKey> keys)
    {
        std::sort(keys.begin(), keys.end()); // ticked in whatever order, it is the same choice
        add(QByteArray::number(keys.size()));
        for (const auto& key : keys)
            add(key);
        return *this;
    }
    QString result() const { return u"sha256:"_s + QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

QString digestOfBody(const objects::Object& object)
{
    if (object.json().isEmpty())
        return {};
    const QByteArray bytes = object.wireBytes();
    if (!object.secrets().isEmpty())
        return SecretValue::keyedDigest(bytes);
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

// A rollout alone moves the resourceVersion, the status and the revision annotation: an approval
// that was bound to those would be void before anybody can give it. // docs/adr/0014
QString fingerprint(const objects::Object& live)
{
    QJsonObject json = live.json();
    json.remove(u"status"_s);
    QJsonObject metadata = live.metadata();
    metadata.remove(u"resourceVersion"_s);
    metadata.remove(u"managedFields"_s);
    QJsonObject annotations = metadata.value(u"annotations"_s).toObject();
    annotations.remove(u"deployment.kubernetes.io/revision"_s);
    metadata.remove(u"annotations"_s);
    if (!annotations.isEmpty())
        metadata.insert(u"annotations"_s, annotations);
    json.insert(u"metadata"_s, metadata);

    Digest digest;
    digest.add(live.uid()).add(QByteArray::number(live.generation()));
    digest.add(QJsonDocument(json).toJson(QJsonDocument::Compact)); // keys are sorted
    for (auto it = live.secrets().begin(); it != live.secrets().end(); ++it)
        digest.add(it.key()).add(SecretValue::keyedDigest(it.value().reveal()));
    return digest.result();
}

QString digestOf(const Plan& plan)
{
    Digest digest;
    digest.add(u"plumbline plan 1"_s).add(plan.application).add(plan.clusterId);
    digest.add(QByteArray(reinterpret_cast<const char*>(plan.tree.bytes.data()),
                          qsizetype(plan.tree.bytes.size())));
    digest.add(plan.options.prune).add(plan.options.only).add(plan.options.force);
    digest.add(QByteArray::number(plan.operations.size()));
    for (const Operation& each : plan.operations)
        digest.add(toString(each.action))
            .add(each.key)
            .add(each.type.gvk.apiVersion())
            .add(each.chosen)
            .add(each.force)
            .add(digestOfBody(each.desired))
            .add(each.fingerprint);
    return digest.result();
}

} // namespace plumb::plan
