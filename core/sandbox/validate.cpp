// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/validate.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace plumb::sandbox {

namespace {

QString asJson(const QJsonValue& value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return value.isUndefined() ? u"null"_s : QString::fromUtf8(array.mid(1, array.size() - 2));
}

//! Collects causes under the names of fields.
class Checks
{
public:
    QList<Cause> causes;

    void invalid(const QString& field, const QJsonValue& value, const QString& why)
    {
        causes.append(
            {u"FieldValueInvalid"_s, u"Invalid value: %1: %2"_s.arg(asJson(value), why), field});
    }
    void required(const QString& field, const QString& why = {})
    {
        causes.append({u"FieldValueRequired"_s,
                       why.isEmpty() ? u"Required value"_s : u"Required value: "_s + why, field});
    }
    void forbidden(const QString& field, const QString& why)
    {
        causes.append({u"FieldValueForbidden"_s, u"Forbidden: "_s + why, field});
    }
    void unsupported(const QString& field, const QJsonValue& value, const QStringList& known)
    {
        QStringList words;
        for (const QString& each : known)
            words += u'"' + each + u'"';
        causes.append({u"FieldValueNotSupported"_s,
                       u"Unsupported value: %1: supported values: %2"_s.arg(asJson(value),
                                                                            words.join(u", "_s)),
                       field});
    }
};

const QString kLabelForm = u"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?"_s;
const QString kSubdomain = u"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"_s;

bool matches(const QString& pattern, const QString& text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

void checkName(Checks& checks, const Resource& resource, const QJsonObject& metadata)
{
    const QString name = metadata.value(u"name"_s).toString();
    const QString field = u"metadata.name"_s;
    if (name.isEmpty())
        return checks.required(field, u"name or generateName is required"_s);
    if (resource.kind == u"Service" || resource.kind == u"Namespace") {
        if (!matches(u"[a-z0-9]([-a-z0-9]*[a-z0-9])?"_s, name))
            checks.invalid(
                field, name,
                matches(kSubdomain, name)
                    ? u"must not contain dots"_s
                    : u"a lowercase RFC 1123 label must consist of lower case alphanumeric "
                      "characters or '-', and must start and end with an alphanumeric character "
                      "(e.g. "
                      "'my-name',  or '123-abc', regex used for validation is "
                      "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"_s);
        if (name.size() > 63)
            checks.invalid(field, name, u"must be no more than 63 bytes"_s);
    } else if (!matches(kSubdomain, name)) {
        checks.invalid(
            field, name,
            u"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
            u"'-' or '.', "
            "and must start and end with an alphanumeric character (e.g. 'example.com', regex used "
            "for "
            "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"_s);
    }
}

//! Keys of labels and annotations: a name, with a domain before it or without.
void checkKeys(Checks& checks, const QString& field, const QJsonObject& map)
{
    const QString form = u"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"_s;
    const QString rule =
        u"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with "
        "an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
        "validation is '%1')"_s.arg(form);
    for (const QString& key : map.keys()) {
        const auto slashes = key.count(u'/');
        if (slashes > 1) {
            checks.invalid(
                field, key,
                u"a valid label key "_s + rule
                    + u" with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"_s);
            continue;
        }
        const QString name = key.section(u'/', -1);
        if (slashes == 1 && !matches(kSubdomain, key.section(u'/', 0, 0)))
            checks.invalid(field, key,
                           u"prefix part a lowercase RFC 1123 subdomain must consist of lower case "
                           u"alphanumeric "
                           "characters, '-' or '.', and must start and end with an alphanumeric "
                           "character (e.g. "
                           "'example.com', regex used for validation is "
                           "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"_s);
        if (name.isEmpty())
            checks.invalid(field, key, u"name part must be non-empty"_s);
        if (name.size() > 63)
            checks.invalid(field, key, u"name part must be no more than 63 bytes"_s);
        if (!matches(form, name))
            checks.invalid(field, key, u"name part "_s + rule);
    }
}

void checkLabels(Checks& checks, const QString& field, const QJsonObject& labels)
{
    checkKeys(checks, field, labels);
    for (auto each = labels.begin(); each != labels.end(); ++each) {
        if (each.value().toString().size() > 63)
            checks.invalid(field, each.value(), u"must be no more than 63 bytes"_s);
        if (!matches(kLabelForm, each.value().toString()))
            checks.invalid(
                field, each.value(),
                u"a valid label must be an empty string or consist of alphanumeric characters, "
                u"'-', '_' or "
                "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
                "'my_value',  or '12345', regex used for validation is "
                "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"_s);
    }
}

void checkPodSpec(Checks& checks, const QString& at, const QJsonObject& spec)
{
    const QJsonArray containers = spec.value(u"containers"_s).toArray();
    if (containers.isEmpty())
        checks.required(at + u".containers"_s);
    QSet<QString> names;
    for (const QString& list : {u"initContainers"_s, u"containers"_s}) {
        const QJsonArray all = spec.value(list).toArray();
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QJsonObject one = all.at(i).toObject();
            const QString here = u"%1.%2[%3]"_s.arg(at, list).arg(i);
            const QString name = one.value(u"name"_s).toString();
            if (name.isEmpty())
                checks.required(here + u".name"_s);
            else if (names.contains(name))
                checks.causes.append({u"FieldValueDuplicate"_s,
                                      u"Duplicate value: "_s + asJson(name), here + u".name"_s});
            names.insert(name);
            if (one.value(u"image"_s).toString().isEmpty())
                checks.required(here + u".image"_s);
            const QJsonArray mounts = one.value(u"volumeMounts"_s).toArray();
            for (qsizetype j = 0; j < mounts.size(); ++j) {
                const QJsonValue volume = mounts.at(j)[u"name"_s];
                const QJsonArray volumes = spec.value(u"volumes"_s).toArray();
                const bool known =
                    std::any_of(volumes.begin(), volumes.end(),
                                [&](const QJsonValue& each) { return each[u"name"_s] == volume; });
                if (!known)
                    checks.causes.append({u"FieldValueNotFound"_s,
                                          u"Not found: "_s + asJson(volume),
                                          u"%1.volumeMounts[%2].name"_s.arg(here).arg(j)});
            }
        }
    }
}

void checkWorkload(Checks& checks, const Resource& resource, const QJsonObject& spec,
                   const QJsonObject& oldSpec)
{
    if (spec.value(u"replicas"_s).toInt() < 0)
        checks.invalid(u"spec.replicas"_s, spec.value(u"replicas"_s),
                       u"must be greater than or equal to 0"_s);
    const QJsonValue selector = spec.value(u"selector"_s);
    const QJsonObject wanted = selector[u"matchLabels"_s].toObject();
    const bool isEmpty = wanted.isEmpty() && selector[u"matchExpressions"_s].toArray().isEmpty();
    if (!selector.isObject())
        checks.required(u"spec.selector"_s);
    else if (isEmpty)
        checks.invalid(u"spec.selector"_s, selector,
                       u"empty selector is invalid for %1"_s.arg(resource.singular));
    const QJsonObject labels = spec.value(u"template"_s)[u"metadata"_s][u"labels"_s].toObject();
    bool fits = !isEmpty;
    for (auto each = wanted.begin(); each != wanted.end(); ++each)
        fits = fits && labels.value(each.key()) == each.value();
    if (!fits)
        checks.invalid(u"spec.template.metadata.labels"_s,
                       labels.isEmpty() ? QJsonValue() : QJsonValue(labels),
                       u"`selector` does not match template `labels`"_s);
    checkLabels(checks, u"spec.template.labels"_s, labels);
    checkPodSpec(checks, u"spec.template.spec"_s, spec.value(u"template"_s)[u"spec"_s].toObject());
    if (!oldSpec.isEmpty() && oldSpec.value(u"selector"_s) != selector)
        checks.invalid(u"spec.selector"_s, selector.isUndefined() ? QJsonValue() : selector,
                       u"field is immutable"_s);
}

void checkService(Checks& checks, const QJsonObject& spec, const QJsonObject& oldSpec)
{
    const QString type = spec.value(u"type"_s).toString();
    const QStringList types{u"ClusterIP"_s, u"ExternalName"_s, u"LoadBalancer"_s, u"NodePort"_s};
    if (!types.contains(type))
        checks.unsupported(u"spec.type"_s, type, types);
    const QJsonArray ports = spec.value(u"ports"_s).toArray();
    if (ports.isEmpty() && type != u"ExternalName" && spec.value(u"clusterIP"_s) != u"None"_s)
        checks.required(u"spec.ports"_s);
    for (qsizetype i = 0; i < ports.size(); ++i) {
        const QString here = u"spec.ports[%1]"_s.arg(i);
        if (ports.size() > 1 && ports.at(i)[u"name"_s].toString().isEmpty())
            checks.required(here + u".name"_s);
        const int number = ports.at(i)[u"port"_s].toInt();
        if (number < 1 || number > 65535)
            checks.invalid(here + u".port"_s, number, u"must be between 1 and 65535, inclusive"_s);
    }
    const QString kept = oldSpec.value(u"clusterIP"_s).toString();
    const QString now = spec.value(u"clusterIP"_s).toString();
    if (!kept.isEmpty() && now != kept && type != u"ExternalName")
        checks.invalid(u"spec.clusterIPs[0]"_s, QJsonArray{now}, u"may not change once set"_s);
}

void checkData(Checks& checks, const QJsonObject& object, const QJsonObject& old)
{
    for (const QString& member : {u"data"_s, u"binaryData"_s}) {
        const QJsonObject data = object.value(member).toObject();
        for (auto each = data.begin(); each != data.end(); ++each) {
            if (!matches(u"[-._a-zA-Z0-9]+"_s, each.key()))
                checks.invalid(
                    u"%1[%2]"_s.arg(member, each.key()), each.key(),
                    u"a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
                    u"(e.g. "
                    "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
                    "'[-._a-zA-Z0-9]+')"_s);
        }
    }
    if (!old.value(u"immutable"_s).toBool())
        return;
    if (!object.value(u"immutable"_s).toBool())
        checks.forbidden(u"immutable"_s, u"field is immutable when `immutable` is set"_s);
    for (const QString& member : {u"data"_s, u"binaryData"_s}) {
        if (object.value(member) != old.value(member))
            checks.forbidden(member, u"field is immutable when `immutable` is set"_s);
    }
}

} // namespace

QList<Cause> problemsOf(const Resource& resource, const QJsonObject& object, const QJsonObject& old)
{
    Checks checks;
    const QJsonObject metadata = object.value(u"metadata"_s).toObject();
    const QJsonObject oldMetadata = old.value(u"metadata"_s).toObject();
    if (old.isEmpty()) {
        checkName(checks, resource, metadata);
    } else {
        for (const QString& name : {u"name"_s, u"namespace"_s, u"uid"_s}) {
            if (metadata.value(name) != oldMetadata.value(name))
                checks.invalid(u"metadata."_s + name, metadata.value(name),
                               u"field is immutable"_s);
        }
    }
    checkLabels(checks, u"metadata.labels"_s, metadata.value(u"labels"_s).toObject());
    checkKeys(checks, u"metadata.annotations"_s, metadata.value(u"annotations"_s).toObject());
    const QJsonObject spec = object.value(u"spec"_s).toObject(),
                      oldSpec = old.value(u"spec"_s).toObject();
    if (resource.kind == u"Deployment" || resource.kind == u"ReplicaSet") {
        checkWorkload(checks, resource, spec, oldSpec);
    } else if (resource.kind == u"Service") {
        checkService(checks, spec, oldSpec);
    } else if (resource.kind == u"ConfigMap" || resource.kind == u"Secret") {
        checkData(checks, object, old);
        if (resource.kind == u"Secret" && !old.isEmpty()
            && object.value(u"type"_s) != old.value(u"type"_s))
            checks.invalid(u"type"_s, object.value(u"type"_s), u"field is immutable"_s);
    } else if (resource.kind == u"Pod") {
        checkPodSpec(checks, u"spec"_s, spec);
    } else if (resource.kind == u"Job") {
        checkPodSpec(checks, u"spec.template.spec"_s,
                     spec.value(u"template"_s)[u"spec"_s].toObject());
        if (!old.isEmpty() && spec.value(u"template"_s) != oldSpec.value(u"template"_s))
            checks.invalid(u"spec.template"_s, spec.value(u"template"_s), u"field is immutable"_s);
    }
    return checks.causes;
}

} // namespace plumb::sandbox
