// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretvalue.h"
#include "objects/resourcekey.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>

namespace plumb::objects {

//! One link from an object to its owner.
struct OwnerReference
{
    GroupVersionKind gvk;
    QString name, uid;
    bool controller = false;
};

//! One Kubernetes object as a value. Of a Secret the leaves of `data` and `stringData`, and their
//! copies in the last-applied annotation, are markers in json(); the bytes are beside it, by path,
//! and only wireBytes() joins them.
class Object
{
public:
    Object() = default;
    //! The parsing border: every object enters here. Takes any JSON object; isValid() tells whether
    //! apiVersion, kind and a name (or generateName) are there.
    static Object fromJson(QJsonObject json);
    bool isValid() const;

    const QJsonObject& json() const { return m_json; }
    //! The same object with other content that holds no new secret values (markers stay valid).
    Object withJson(QJsonObject json) const;
    //! Path ("data.password") to bytes as they stand in the JSON (base64 text for data).
    const QMap<QString, SecretValue>& secrets() const { return m_secrets; }
    //! JSON with the secret values put back: for the request writer and --reveal-secrets only.
    QJsonObject revealed() const;
    //! Compact bytes of revealed(): what is sent.
    QByteArray wireBytes() const;

    QString apiVersion() const;
    QString kind() const;
    GroupVersionKind gvk() const { return GroupVersionKind::from(apiVersion(), kind()); }
    QString name() const;
    QString ns() const;
    ResourceKey key() const;
    QString uid() const;
    QString resourceVersion() const;
    qint64 generation() const;
    QDateTime creationTimestamp() const;
    QDateTime deletionTimestamp() const; //!< invalid unless terminating
    QJsonObject metadata() const;
    QString label(const QString& name) const;
    QString annotation(const QString& name) const;
    QList<OwnerReference> owners() const;
    QJsonObject spec() const { return m_json.value(u"spec"_s).toObject(); }
    QJsonObject status() const { return m_json.value(u"status"_s).toObject(); }
    Object withNamespace(const QString& ns) const;
    //! A Secret with `stringData` folded into `data`, as the server stores it; others as they are.
    Object withStringDataFolded() const;

    friend bool operator==(const Object& a, const Object& b) { return a.m_json == b.m_json; }

private:
    QJsonObject m_json;
    QMap<QString, SecretValue> m_secrets;
};

//! The value at a chain of object members; Undefined when one is missing.
QJsonValue valueAt(const QJsonObject& json, std::initializer_list<QStringView> members);

} // namespace plumb::objects
