// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/render_p.h"

#include "base/text.h"
#include "manifest/metadatacheck_p.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

namespace plumb::manifest {

namespace {

constexpr int kListDepth = 4;

QString typeWord(yaml::Node::Type type)
{
    switch (type) {
    case yaml::Node::Type::Sequence:
        return u"a list"_s;
    case yaml::Node::Type::Mapping:
        return u"a mapping"_s;
    case yaml::Node::Type::Null:
        return u"null"_s;
    default:
        return u"a single value"_s;
    }
}

QString textOf(const yaml::Node& mapping, QStringView key)
{
    const yaml::Node* value = mapping.member(key);
    return value && value->type == yaml::Node::Type::String ? value->text() : QString();
}

QString placeText(const Place& place)
{
    return place.line > 0 ? printable(place.file) + u':' + QString::number(place.line)
                          : printable(place.file);
}

} // namespace

bool isClusterScoped(const objects::GroupVersionKind& gvk)
{
    // By group, since other groups reuse the names. Written by hand: what a kube-apiserver serves
    // by default is compared with it by tst_clusterscoped, the rest are APIs that are off or were
    // removed.
    static const QHash<QString, QSet<QString>> kKinds{
        {u""_s, {u"ComponentStatus"_s, u"Namespace"_s, u"Node"_s, u"PersistentVolume"_s}},
        {u"admissionregistration.k8s.io"_s,
         {u"MutatingAdmissionPolicy"_s, u"MutatingAdmissionPolicyBinding"_s,
          u"MutatingWebhookConfiguration"_s, u"ValidatingAdmissionPolicy"_s,
          u"ValidatingAdmissionPolicyBinding"_s, u"ValidatingWebhookConfiguration"_s}},
        {u"apiextensions.k8s.io"_s, {u"CustomResourceDefinition"_s}},
        {u"apiregistration.k8s.io"_s, {u"APIService"_s}},
        {u"authentication.k8s.io"_s, {u"SelfSubjectReview"_s, u"TokenReview"_s}},
        {u"authorization.k8s.io"_s,
         {u"SelfSubjectAccessReview"_s, u"SelfSubjectRulesReview"_s, u"SubjectAccessReview"_s}},
        {u"certificates.k8s.io"_s, {u"CertificateSigningRequest"_s, u"ClusterTrustBundle"_s}},
        {u"flowcontrol.apiserver.k8s.io"_s, {u"FlowSchema"_s, u"PriorityLevelConfiguration"_s}},
        {u"networking.k8s.io"_s, {u"IPAddress"_s, u"IngressClass"_s, u"ServiceCIDR"_s}},
        {u"node.k8s.io"_s, {u"RuntimeClass"_s}},
        {u"policy"_s, {u"PodSecurityPolicy"_s}},
        {u"rbac.authorization.k8s.io"_s, {u"ClusterRole"_s, u"ClusterRoleBinding"_s}},
        {u"resource.k8s.io"_s, {u"DeviceClass"_s, u"DeviceTaintRule"_s, u"ResourceSlice"_s}},
        {u"scheduling.k8s.io"_s, {u"PriorityClass"_s}},
        {u"storage.k8s.io"_s,
         {u"CSIDriver"_s, u"CSINode"_s, u"StorageClass"_s, u"VolumeAttachment"_s,
          u"VolumeAttributesClass"_s}},
        {u"storagemigration.k8s.io"_s, {u"StorageVersionMigration"_s}},
    };
    return kKinds.value(gvk.group).contains(gvk.kind);
}

void Collector::problem(const QString& file, const yaml::Mark& where, const QString& message)
{
    m_desired.problems.append({file, where.line, where.column, message});
}

void Collector::add(const QByteArray& bytes, const QString& file, const yaml::Budget& budget,
                    bool withLines)
{
    const yaml::Parsed parsed = yaml::parseManifest(bytes, budget);
    for (const yaml::Problem& each : parsed.problems)
        problem(file, each.where, each.message);
    for (const yaml::Document& each : parsed.documents) {
        // kubectl leaves out an empty document, and one that says null.
        if (each.root && each.root->type != yaml::Node::Type::Null)
            addDocument(*each.root, file, withLines);
    }
}

void Collector::addDocument(const yaml::Node& root, const QString& file, bool withLines)
{
    if (root.type != yaml::Node::Type::Mapping) {
        problem(
            file, root.begin,
            u"this document is %1, not a Kubernetes object; an object has apiVersion, kind and metadata"_s
                .arg(typeWord(root.type)));
        return;
    }
    if (addList(root, file, withLines))
        return;
    addObject(root, root.toJson().toObject(), file, withLines);
}

// As kubectl does: whatever has a list of `items` at its top is a list of objects.
bool Collector::addList(const yaml::Node& root, const QString& file, bool withLines)
{
    const yaml::Node* items = root.member(u"items");
    const QString kind = textOf(root, u"kind");
    if (!items || items->type != yaml::Node::Type::Sequence || kind.isEmpty()) {
        if (kind != u"List")
            return false;
        problem(file, items ? items->begin : root.begin,
                items ? u"items of this List is %1, and must be a list of objects"_s.arg(
                    typeWord(items->type))
                      : u"this List has no items; it is a list of objects"_s);
        return true;
    }
    if (m_listDepth == kListDepth) {
        problem(file, root.begin, u"lists are nested deeper than %1 levels here"_s.arg(kListDepth));
        return true;
    }
    ++m_listDepth;
    for (const yaml::Node& item : items->items()) {
        if (item.type != yaml::Node::Type::Mapping) {
            problem(file, item.begin,
                    u"this item of the %1 is %2, not a Kubernetes object"_s.arg(
                        printable(kind, 80), typeWord(item.type)));
            continue;
        }
        QJsonObject json = item.toJson().toObject();
        if (!json.contains(u"kind"_s) && !json.contains(u"apiVersion"_s) && kind.endsWith(u"List")
            && kind != u"List") {
            json.insert(u"kind"_s, kind.chopped(4));
            json.insert(u"apiVersion"_s, textOf(root, u"apiVersion"));
            addObject(item, json, file, withLines);
        } else {
            addDocument(item, file, withLines);
        }
    }
    --m_listDepth;
    return true;
}

void Collector::addObject(const yaml::Node& node, QJsonObject json, const QString& file,
                          bool withLines)
{
    const QString kind = json.value(u"kind"_s).toString();
    const QString apiVersion = json.value(u"apiVersion"_s).toString();
    if (kind.isEmpty() || apiVersion.isEmpty()) {
        const QString missing = kind.isEmpty() && apiVersion.isEmpty() ? u"apiVersion and kind"_s
                                : kind.isEmpty()                       ? u"kind"_s
                                                                       : u"apiVersion"_s;
        problem(file, node.begin,
                u"this document is not a Kubernetes object: %1 missing or not a text"_s.arg(
                    missing + (missing.contains(u' ') ? u" are"_s : u" is"_s)));
        return;
    }
    if (apiVersion.count(u'/') > 1) {
        problem(file, node.begin,
                u"apiVersion %1 of this %2 is neither a version nor a group and a version"_s.arg(
                    printable(apiVersion, 80), printable(kind, 80)));
        return;
    }
    if (apiVersion.startsWith(u"kustomize.config.k8s.io/")) {
        problem(
            file, node.begin,
            u"a %1 is a recipe, not an object to apply; set the application's renderer to kustomize"_s
                .arg(printable(kind, 80)));
        return;
    }
    if (const auto wrong = metadataProblems(node, kind); !wrong.isEmpty()) {
        for (const yaml::Problem& each : wrong)
            problem(file, each.where, each.message);
        return;
    }
    // As kubectl does: a namespace of null is none.
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    if (metadata.value(u"namespace"_s).isNull()) {
        metadata.remove(u"namespace"_s);
        json.insert(u"metadata"_s, metadata);
    }
    objects::Object object = objects::Object::fromJson(std::move(json));
    if (!object.isValid()) {
        problem(file, node.begin, u"this %1 has no metadata.name"_s.arg(printable(kind, 80)));
        return;
    }
    if (!m_ns.isEmpty() && object.ns().isEmpty() && !isClusterScoped(object.gvk()))
        object = object.withNamespace(m_ns);
    const Place place{file, withLines ? node.begin.line : 0};
    const auto key = object.key();
    const auto known = key.name.isEmpty() ? m_seen.constEnd() : m_seen.constFind(key);
    if (known != m_seen.constEnd()) {
        problem(file, withLines ? node.begin : yaml::Mark{},
                withLines
                    ? u"%1 is defined twice (here and at %2); remove one: the later one would win"_s
                          .arg(printable(describe(key)), placeText(*known))
                    : u"%1 is rendered twice; one of them would overwrite the other"_s.arg(
                        printable(describe(key))));
        return;
    }
    if (!key.name.isEmpty())
        m_seen.insert(key, place);
    m_desired.objects.append({std::move(object), place});
}

Desired Collector::take(const QString& renderer)
{
    m_desired.renderer = renderer;
    m_desired.isComplete = m_desired.problems.isEmpty();
    return std::move(m_desired);
}

Desired readManifests(const QByteArray& bytes, const QString& fileName)
{
    Collector collector;
    collector.add(bytes, fileName, {}, true);
    return collector.take(u"plain file"_s);
}

} // namespace plumb::manifest
