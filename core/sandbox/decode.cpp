// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/decode.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <cmath>

namespace plumb::sandbox {

using objects::FieldType;
using Shape = objects::FieldType::Shape;

namespace {

// An optional field of a plain Go type loses its zero value, one of a pointer type keeps it. The
// schema does not tell them apart; these are the names of the pointers and of the fields that are
// never left out.
bool keepsZero(const QString& name)
{
    static const QSet<QString> names{u"replicas"_s,
                                     u"terminationGracePeriodSeconds"_s,
                                     u"runAsUser"_s,
                                     u"runAsGroup"_s,
                                     u"fsGroup"_s,
                                     u"runAsNonRoot"_s,
                                     u"optional"_s,
                                     u"defaultMode"_s,
                                     u"mode"_s,
                                     u"minReplicas"_s,
                                     u"maxReplicas"_s,
                                     u"revisionHistoryLimit"_s,
                                     u"progressDeadlineSeconds"_s,
                                     u"backoffLimit"_s,
                                     u"completions"_s,
                                     u"parallelism"_s,
                                     u"suspend"_s,
                                     u"immutable"_s,
                                     u"controller"_s,
                                     u"blockOwnerDeletion"_s,
                                     u"automountServiceAccountToken"_s,
                                     u"enableServiceLinks"_s,
                                     u"privileged"_s,
                                     u"allowPrivilegeEscalation"_s,
                                     u"readOnlyRootFilesystem"_s,
                                     u"shareProcessNamespace"_s,
                                     u"hostUsers"_s,
                                     u"setHostnameAsFQDN"_s,
                                     u"allocateLoadBalancerNodePorts"_s,
                                     u"ttlSecondsAfterFinished"_s,
                                     u"activeDeadlineSeconds"_s,
                                     u"tolerationSeconds"_s,
                                     u"expirationSeconds"_s,
                                     u"minDomains"_s,
                                     u"stabilizationWindowSeconds"_s,
                                     u"averageUtilization"_s,
                                     u"manualSelector"_s,
                                     u"priority"_s,
                                     u"terminatingReplicas"_s,
                                     u"ready"_s,
                                     u"restartCount"_s,
                                     u"started"_s,
                                     u"currentHealthy"_s,
                                     u"desiredHealthy"_s,
                                     u"disruptionsAllowed"_s,
                                     u"expectedPods"_s,
                                     u"desiredReplicas"_s,
                                     u"containerPort"_s,
                                     u"port"_s,
                                     u"value"_s,
                                     u"weight"_s,
                                     u"deletionGracePeriodSeconds"_s,
                                     u"reportingComponent"_s,
                                     u"reportingInstance"_s,
                                     u"allowed"_s};
    return names.contains(name);
}

bool isZero(const QJsonValue& value)
{
    return value == QJsonValue(false) || value == QJsonValue(0) || value == QJsonValue(QString());
}

class Decoder
{
public:
    Decoded result;

    QJsonValue value(const FieldType& type, const QJsonValue& json, const QString& owner,
                     const QString& path, const QString& indexed)
    {
        switch (type.shape) {
        case Shape::Any:
            return json;
        case Shape::String:
            return checked(json, json.isString(), u"string"_s, owner, path);
        case Shape::Integer:
            return checked(json, json.isDouble(), u"int32"_s, owner, path);
        case Shape::Number:
            return checked(json, json.isDouble(), u"float64"_s, owner, path);
        case Shape::Boolean:
            return checked(json, json.isBool(), u"bool"_s, owner, path);
        case Shape::IntOrString:
            return checked(json, json.isDouble() || json.isString(), u"intstr.IntOrString"_s, owner,
                           path);
        case Shape::Quantity: {
            const QJsonValue scalar = checked(json, json.isDouble() || json.isString(),
                                              u"resource.Quantity"_s, owner, path);
            const QString text =
                scalar.isDouble() ? QString::number(scalar.toDouble()) : scalar.toString();
            return canonicalQuantity(text);
        }
        case Shape::List: {
            QJsonArray list;
            const QJsonArray given = checked(json, json.isArray(), u"[]"_s, owner, path).toArray();
            for (qsizetype i = 0; i < given.size(); ++i)
                list.append(
                    value(*type.element, given.at(i), owner, path, indexed + u"[%1]"_s.arg(i)));
            return list;
        }
        case Shape::Map: {
            QJsonObject map;
            const QJsonObject given =
                checked(json, json.isObject(), u"map[string]string"_s, owner, path).toObject();
            for (auto each = given.begin(); each != given.end(); ++each) {
                // A null in a map of texts is an empty text.
                const QJsonValue item =
                    each.value().isNull() && type.element->shape == Shape::String
                        ? QJsonValue(QString())
                        : each.value();
                map.insert(each.key(),
                           value(*type.element, item, owner, path, indexed + u'.' + each.key()));
            }
            return map;
        }
        case Shape::Struct:
            return structure(type, json, owner, path, indexed);
        }
        return json;
    }

private:
    QJsonValue checked(const QJsonValue& json, bool fits, const QString& goType,
                       const QString& owner, const QString& path)
    {
        if (fits)
            return json;
        if (result.mismatch.isEmpty()) {
            static const QHash<QJsonValue::Type, QString> names{{QJsonValue::Bool, u"bool"_s},
                                                                {QJsonValue::Double, u"number"_s},
                                                                {QJsonValue::String, u"string"_s},
                                                                {QJsonValue::Array, u"array"_s},
                                                                {QJsonValue::Object, u"object"_s}};
            result.mismatch =
                u"json: cannot unmarshal %1 into Go struct field %2.%3 of type %4"_s.arg(
                    names.value(json.type(), u"null"_s), owner, path, goType);
        }
        return {};
    }

    QJsonValue structure(const FieldType& type, const QJsonValue& json, const QString& owner,
                         const QString& path, const QString& indexed)
    {
        const QString own = type.name.section(u'.', -1);
        const QJsonObject given =
            checked(json, json.isObject(), u"v1."_s + own, owner, path).toObject();
        QJsonObject object;
        for (auto each = given.begin(); each != given.end(); ++each) {
            const QString here = indexed.isEmpty() ? each.key() : indexed + u'.' + each.key();
            const auto field = type.fields->constFind(each.key());
            if (field == type.fields->constEnd()) {
                result.unknown += here;
                continue;
            }
            if (each.value().isNull())
                continue;
            const QJsonValue item =
                value(*field, each.value(), own,
                      path.isEmpty() ? each.key() : path + u'.' + each.key(), here);
            const bool container = field->shape == Shape::Map || field->shape == Shape::List;
            if (container
                && (item.isArray() ? item.toArray().isEmpty() : item.toObject().isEmpty()))
                continue;
            if (!container && isZero(item) && !keepsZero(each.key()))
                continue;
            if (each.key() == u"value" && isZero(item) && own == u"EnvVar")
                continue;
            object.insert(each.key(), item);
        }
        return object;
    }
};

} // namespace

QString canonicalQuantity(const QString& text)
{
    static const QRegularExpression form(
        u"^([+-]?)([0-9]*)(?:\\.([0-9]*))?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?$"_s);
    const auto match = form.match(text);
    const QString suffix = match.captured(4);
    if (!match.hasMatch() || (match.captured(2).isEmpty() && match.captured(3).isEmpty())
        || suffix.startsWith(u'e'))
        return text;
    static const QStringList decimal{u""_s, u"k"_s, u"M"_s, u"G"_s, u"T"_s, u"P"_s, u"E"_s};
    static const QStringList binary{u""_s, u"Ki"_s, u"Mi"_s, u"Gi"_s, u"Ti"_s, u"Pi"_s, u"Ei"_s};
    const bool isBinary = suffix.size() == 2;
    // In thousandths of one; long double holds what people write exactly.
    long double amount = (match.captured(2) + u'.' + match.captured(3) + u'0').toDouble() * 1000;
    const auto power = isBinary         ? binary.indexOf(suffix)
                       : suffix == u"m" ? -1
                                        : decimal.indexOf(suffix);
    for (qsizetype i = 0; i < power; ++i)
        amount *= isBinary ? 1024 : 1000;
    if (power < 0)
        amount /= 1000;
    // The server rounds up what is finer.
    const auto thousandths = static_cast<qint64>(std::ceil(amount - 1e-6L));
    const QString sign = match.captured(1) == u"-" && thousandths != 0 ? u"-"_s : QString();
    if (thousandths % 1000 != 0)
        return sign + QString::number(thousandths) + u'm';
    qint64 whole = thousandths / 1000;
    const qint64 step = isBinary ? 1024 : 1000;
    qsizetype at = 0;
    while (whole != 0 && whole % step == 0 && at + 1 < binary.size()) {
        whole /= step;
        ++at;
    }
    return sign + QString::number(whole) + (isBinary ? binary : decimal).at(at);
}

Decoded decoded(const FieldType& type, const QJsonObject& json)
{
    Decoder decoder;
    decoder.result.object = decoder.value(type, json, {}, {}, {}).toObject();
    return decoder.result;
}

QJsonObject emptyObject(const QString& kind)
{
    const QJsonObject none;
    const QJsonObject pod{{u"containers"_s, QJsonValue()}};
    const QJsonObject podTemplate{{u"metadata"_s, none}, {u"spec"_s, pod}};
    QJsonObject object{{u"metadata"_s, none}};
    const auto with = [&](const QJsonValue& spec, const QJsonValue& status) {
        object.insert(u"spec"_s, spec);
        object.insert(u"status"_s, status);
        return object;
    };
    if (kind == u"Deployment")
        return with(QJsonObject{{u"selector"_s, QJsonValue()},
                                {u"template"_s, podTemplate},
                                {u"strategy"_s, none}},
                    none);
    if (kind == u"ReplicaSet")
        return with(QJsonObject{{u"selector"_s, QJsonValue()}, {u"template"_s, podTemplate}},
                    QJsonObject{{u"replicas"_s, 0}});
    if (kind == u"Job")
        return with(QJsonObject{{u"template"_s, podTemplate}}, none);
    if (kind == u"Pod")
        return with(pod, none);
    if (kind == u"Service" || kind == u"Ingress")
        return with(none, QJsonObject{{u"loadBalancer"_s, none}});
    if (kind == u"Namespace")
        return with(none, none);
    if (kind == u"PodDisruptionBudget")
        return with(none, QJsonObject{{u"disruptionsAllowed"_s, 0},
                                      {u"currentHealthy"_s, 0},
                                      {u"desiredHealthy"_s, 0},
                                      {u"expectedPods"_s, 0}});
    if (kind == u"HorizontalPodAutoscaler")
        return with(QJsonObject{{u"scaleTargetRef"_s, none}},
                    QJsonObject{{u"desiredReplicas"_s, 0}, {u"currentMetrics"_s, QJsonValue()}});
    if (kind == u"Event") {
        object.insert(u"involvedObject"_s, none);
        object.insert(u"source"_s, none);
        for (const QString& name : {u"firstTimestamp"_s, u"lastTimestamp"_s, u"eventTime"_s})
            object.insert(name, QJsonValue());
        object.insert(u"reportingComponent"_s, u""_s);
        object.insert(u"reportingInstance"_s, u""_s);
    }
    return object;
}

} // namespace plumb::sandbox
