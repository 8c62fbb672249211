// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/api.h"

#include "objects/schema.h"
#include "sandbox/decode.h"
#include "sandbox/defaults.h"
#include "sandbox/managed.h"
#include "sandbox/patch.h"
#include "sandbox/status.h"
#include "sandbox/typed.h"
#include "sandbox/validate.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUuid>

namespace plumb::sandbox {

namespace {

const objects::FieldType& typeOf(const Resource& resource)
{
    const auto* type = objects::Schema::builtIn().typeOf(resource.gvk());
    Q_ASSERT(type); // every served kind is in the schema: tst_resources
    return *type;
}

QJsonObject metadataOf(const QJsonObject& object)
{
    return object.value(u"metadata"_s).toObject();
}

QString metadataText(const QJsonObject& object, const QString& name)
{
    return metadataOf(object).value(name).toString();
}

void setMetadata(QJsonObject& object, const QString& name, const QJsonValue& value)
{
    QJsonObject metadata = metadataOf(object);
    if (value.isUndefined() || value.isNull())
        metadata.remove(name);
    else
        metadata.insert(name, value);
    object.insert(u"metadata"_s, metadata);
}

QJsonObject withType(QJsonObject object, const Resource& resource)
{
    object.insert(u"apiVersion"_s, resource.gvk().apiVersion());
    object.insert(u"kind"_s, resource.kind);
    return object;
}

//! stringData is a way to write data, not a field that is kept.
QJsonObject withDataFromStrings(QJsonObject secret)
{
    const QJsonObject strings = secret.take(u"stringData"_s).toObject();
    QJsonObject data = secret.value(u"data"_s).toObject();
    for (auto each = strings.begin(); each != strings.end(); ++each)
        data.insert(each.key(), QString::fromLatin1(each.value().toString().toUtf8().toBase64()));
    if (!data.isEmpty())
        secret.insert(u"data"_s, data);
    return secret;
}

// A Service keeps what was allocated for it when the new version does not mention it.
void keepAllocated(QJsonObject& object, const QJsonObject& old)
{
    QJsonObject spec = object.value(u"spec"_s).toObject();
    const QJsonObject before = old.value(u"spec"_s).toObject();
    if (spec.value(u"type"_s) == u"ExternalName"_s)
        return;
    for (const QString& name :
         {u"clusterIP"_s, u"clusterIPs"_s, u"ipFamilies"_s, u"ipFamilyPolicy"_s}) {
        if (!spec.contains(name) && before.contains(name))
            spec.insert(name, before.value(name));
    }
    QJsonArray ports = spec.value(u"ports"_s).toArray();
    const QJsonArray oldPorts = before.value(u"ports"_s).toArray();
    const bool hasNodePorts = spec.value(u"type"_s) != u"ClusterIP"_s;
    for (qsizetype i = 0; i < ports.size(); ++i) {
        QJsonObject port = ports.at(i).toObject();
        for (const QJsonValue& each : oldPorts) {
            if (hasNodePorts && each[u"port"_s] == port.value(u"port"_s)
                && !port.contains(u"nodePort"_s) && !each[u"nodePort"_s].isUndefined())
                port.insert(u"nodePort"_s, each[u"nodePort"_s]);
        }
        ports.replace(i, port);
    }
    if (!ports.isEmpty())
        spec.insert(u"ports"_s, ports);
    object.insert(u"spec"_s, spec);
}

bool bumpsGeneration(const Resource& resource, const QJsonObject& object, const QJsonObject& old)
{
    if (!resource.hasGeneration)
        return false;
    const bool annotations =
        resource.kind == u"Deployment"
        && metadataOf(object).value(u"annotations"_s) != metadataOf(old).value(u"annotations"_s);
    return annotations || object.value(u"spec"_s) != old.value(u"spec"_s);
}

Error noSuchNamespace(const QString& ns)
{
    return notFound(*findKind({}, u"Namespace"_s), ns);
}

Error wrongKind(const Resource& resource, const QString& version, const QString& kind)
{
    const auto gvk = objects::GroupVersionKind::from(version, kind);
    if (!objects::Schema::builtIn().typeOf(gvk))
        return badRequest(
            u"no kind \"%1\" is registered for version \"%2\" in scheme"_s.arg(kind, version));
    // The server names its own types: those of the core group live in "core".
    const QString package =
        resource.group.isEmpty() ? u"core"_s : resource.group.section(u'.', 0, 0);
    return badRequest(
        u"%1 in version \"%2\" cannot be handled as a %3: converting (%2.%1) to (%4.%3): unknown conversion"_s
            .arg(kind, gvk.version, resource.kind, package));
}

QString randomSuffix()
{
    static const QString letters = u"bcdfghjklmnpqrstvwxz2456789"_s;
    QString text;
    for (int i = 0; i < 5; ++i)
        text += letters[QRandomGenerator::global()->bounded(letters.size())];
    return text;
}

} // namespace

QString Api::timeText() const
{
    return now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
}

Result<QJsonObject> Api::get(const Resource& resource, const QString& ns, const QString& name) const
{
    const QJsonObject object = m_store.find(resource, ns, name);
    if (object.isEmpty())
        return notFound(resource, name);
    return object;
}

Result<Unit> Api::mayCreateIn(const Resource& resource, const QString& ns,
                              const QString& name) const
{
    if (!resource.namespaced)
        return Unit{};
    const QJsonObject home = m_store.find(*findKind({}, u"Namespace"_s), {}, ns);
    if (home.isEmpty())
        return noSuchNamespace(ns);
    if (metadataText(home, u"deletionTimestamp"_s).isEmpty())
        return Unit{};
    const QString why =
        u"unable to create new content in namespace %1 because it is being terminated"_s.arg(ns);
    return refusal(
        403, u"Forbidden"_s, u"%1 \"%2\" is forbidden: %3"_s.arg(resource.qualified(), name, why),
        {{u"name"_s, name},
         {u"kind"_s, resource.plural},
         {u"causes"_s,
          QJsonArray{QJsonObject{{u"reason"_s, u"NamespaceTerminating"_s},
                                 {u"message"_s, u"namespace %1 is being terminated"_s.arg(ns)},
                                 {u"field"_s, u"metadata.namespace"_s}}}}});
}

//! A body of POST or PUT as the server understands it.
Result<QJsonObject> Api::read(const Resource& resource, const QJsonObject& body,
                              const WriteOptions& options, QStringList& warnings) const
{
    const QString version = body.value(u"apiVersion"_s).toString(),
                  kind = body.value(u"kind"_s).toString();
    const QString expected = resource.gvk().apiVersion();
    if (!version.isEmpty() && (version != expected || kind != resource.kind))
        return wrongKind(resource, version, kind);
    const Decoded read = decoded(typeOf(resource), body);
    const QString cannot =
        u"%1 in version \"%2\" cannot be handled as a %1: "_s.arg(resource.kind, resource.version);
    if (!read.mismatch.isEmpty())
        return badRequest(cannot + read.mismatch);
    QStringList unknown;
    for (const QString& field : read.unknown)
        unknown += u"unknown field \"%1\""_s.arg(field);
    if (options.isStrict && !unknown.isEmpty())
        return badRequest(cannot + u"strict decoding error: "_s + unknown.join(u", "_s));
    if (!options.isSilent)
        warnings += unknown;
    return withDefaults(typeOf(resource), resource.kind, withType(read.object, resource));
}

Result<Written> Api::create(const Resource& resource, const QString& ns, const QJsonObject& body,
                            const WriteOptions& options)
{
    QStringList warnings;
    PLUMB_TRY(object, read(resource, body, options, warnings));
    const QString own = metadataText(object, u"namespace"_s);
    if (resource.namespaced && !own.isEmpty() && own != ns)
        return badRequest(
            u"the namespace of the provided object does not match the namespace sent on the request"_s);
    if (resource.namespaced)
        setMetadata(object, u"namespace"_s, ns);
    if (metadataText(object, u"name"_s).isEmpty()
        && !metadataText(object, u"generateName"_s).isEmpty())
        setMetadata(object, u"name"_s,
                    QString(metadataText(object, u"generateName"_s) + randomSuffix()));
    PLUMB_CHECK(mayCreateIn(resource, ns, metadataText(object, u"name"_s)));
    setMetadata(object, u"managedFields"_s, {});
    if (resource.kind == u"Secret")
        object = withDataFromStrings(object);
    object = recordUpdate(typeOf(resource), emptyObject(resource.kind), object,
                          {options.manager, resource.gvk().apiVersion(), {}}, now());
    if (!metadataText(object, u"resourceVersion"_s).isEmpty())
        return internalError(u"resourceVersion should not be set on objects to be created"_s);
    PLUMB_TRY(written, storeNew(resource, ns, object, options.dryRun));
    written.warnings = warnings;
    return written;
}

Result<Written> Api::storeNew(const Resource& resource, const QString& ns, QJsonObject object,
                              bool dryRun)
{
    const QString name = metadataText(object, u"name"_s);
    if (resource.namespaced)
        setMetadata(object, u"namespace"_s, ns);
    if (resource.hasStatus) {
        const QJsonValue status = emptyObject(resource.kind).value(u"status"_s);
        object.insert(u"status"_s, status);
    }
    if (metadataText(object, u"uid"_s).isEmpty())
        setMetadata(object, u"uid"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    setMetadata(object, u"creationTimestamp"_s, timeText());
    setMetadata(object, u"resourceVersion"_s, {});
    for (const QString& field :
         {u"deletionTimestamp"_s, u"deletionGracePeriodSeconds"_s, u"generation"_s})
        setMetadata(object, field, {});
    if (resource.hasGeneration)
        setMetadata(object, u"generation"_s, 1);
    if (resource.kind == u"Secret")
        object = withDataFromStrings(object);
    object = withType(object, resource);
    if (const auto problems = problemsOf(resource, object, {}); !problems.isEmpty())
        return invalid(resource, name, problems);
    object = withCreationDefaults(resource.kind, object, m_store.nextSerial());
    if (!m_store.find(resource, ns, name).isEmpty())
        return alreadyExists(resource, name);
    return Written{dryRun ? object : m_store.put(resource, object), true, {}};
}

Result<Written> Api::storeChanged(const Resource& resource, const QJsonObject& old,
                                  QJsonObject object, const WriteOptions& options)
{
    const QString name = metadataText(old, u"name"_s);
    const QString version = metadataText(object, u"resourceVersion"_s);
    if (!version.isEmpty() && version != metadataText(old, u"resourceVersion"_s))
        return modified(resource, name);
    object = withType(object, resource);
    for (const QString& field : {u"uid"_s, u"creationTimestamp"_s, u"namespace"_s}) {
        if (metadataText(object, field).isEmpty())
            setMetadata(object, field, metadataOf(old).value(field));
    }
    for (const QString& field : {u"resourceVersion"_s, u"generation"_s, u"deletionTimestamp"_s,
                                 u"deletionGracePeriodSeconds"_s, u"creationTimestamp"_s})
        setMetadata(object, field, metadataOf(old).value(field));
    if (options.subresource == u"status")
        object.insert(u"spec"_s, old.value(u"spec"_s));
    else if (resource.hasStatus)
        object.insert(u"status"_s, old.value(u"status"_s));
    if (resource.kind == u"Service")
        keepAllocated(object, old);
    if (resource.kind == u"Secret")
        object = withDataFromStrings(object);
    if (resource.kind == u"Namespace" && options.subresource.isEmpty())
        object.insert(u"spec"_s, old.value(u"spec"_s));
    if (const auto problems = problemsOf(resource, object, old); !problems.isEmpty())
        return invalid(resource, name, problems);
    if (options.subresource != u"status" && bumpsGeneration(resource, object, old))
        setMetadata(object, u"generation"_s,
                    metadataOf(old).value(u"generation"_s).toInteger() + 1);
    object = withTimesOf(object, old);
    if (object == old)
        return Written{old, false, {}};
    if (options.dryRun)
        return Written{object, false, {}};
    const QString ns = metadataText(object, u"namespace"_s);
    const bool finished = !metadataText(object, u"deletionTimestamp"_s).isEmpty()
                          && resource.kind != u"Pod"
                          && metadataOf(object).value(u"finalizers"_s).toArray().isEmpty()
                          && resource.kind != u"Namespace";
    object = m_store.put(resource, object);
    if (finished)
        m_store.remove(resource, ns, name);
    return Written{object, false, {}};
}

Result<Written> Api::update(const Resource& resource, const QString& ns, const QString& name,
                            const QJsonObject& body, const WriteOptions& options)
{
    const QJsonObject old = m_store.find(resource, ns, name);
    if (options.subresource == u"scale") {
        if (old.isEmpty())
            return notFound(resource, name);
        return patchScale(resource, old, PatchType::Merge, body, options);
    }
    QStringList warnings;
    PLUMB_TRY(object, read(resource, body, options, warnings));
    if (metadataText(object, u"name"_s) != name)
        return badRequest(
            u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(
                metadataText(object, u"name"_s), name));
    const QString own = metadataText(object, u"namespace"_s);
    if (resource.namespaced && !own.isEmpty() && own != ns)
        return badRequest(
            u"the namespace of the provided object does not match the namespace sent on the request"_s);
    if (old.isEmpty())
        return notFound(resource, name);
    if (const QString uid = metadataText(object, u"uid"_s);
        !uid.isEmpty() && uid != metadataText(old, u"uid"_s))
        return cannotBeFulfilled(
            resource, name,
            u"StorageError: invalid object, Code: 4, Key: /registry/%1/%2/%3, ResourceVersion: 0, "
            "AdditionalErrorMsg: Precondition failed: UID in precondition: %4, UID in object "
            "meta: %5"_s.arg(resource.plural, ns, name, uid, metadataText(old, u"uid"_s)));
    if (resource.kind == u"Secret")
        object = withDataFromStrings(object);
    object =
        recordUpdate(typeOf(resource), old, object,
                     {options.manager, resource.gvk().apiVersion(), options.subresource}, now());
    PLUMB_TRY(written, storeChanged(resource, old, object, options));
    written.warnings = warnings;
    return written;
}

Result<Written> Api::patch(const Resource& resource, const QString& ns, const QString& name,
                           PatchType type, const QJsonValue& body, const WriteOptions& options)
{
    if (type == PatchType::Apply)
        return apply(resource, ns, name, body.toObject(), options);
    const QJsonObject old = m_store.find(resource, ns, name);
    if (old.isEmpty())
        return notFound(resource, name);
    if (options.subresource == u"scale")
        return patchScale(resource, old, type, body, options);
    QJsonObject changed;
    if (type == PatchType::Json) {
        PLUMB_TRY(done, jsonPatched(old, body.toArray()));
        changed = done;
    } else if (type == PatchType::Strategic) {
        PLUMB_TRY(done, strategicPatched(typeOf(resource), old, body.toObject()));
        changed = done;
    } else {
        changed = mergePatched(old, body).toObject();
    }
    const Decoded read = decoded(typeOf(resource), changed);
    const auto wrong = [&](const QString& why) {
        const QString text =
            QString::fromUtf8(QJsonDocument(changed).toJson(QJsonDocument::Compact));
        const QString quoted =
            QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact));
        return invalid(
            {}, {}, {},
            {{u"FieldValueInvalid"_s,
              u"Invalid value: %1: %2"_s.arg(quoted.mid(1, quoted.size() - 2), why), u"patch"_s}});
    };
    if (!read.mismatch.isEmpty())
        return wrong(read.mismatch);
    QStringList unknown;
    for (const QString& field : read.unknown)
        unknown += u"unknown field \"%1\""_s.arg(field);
    if (options.isStrict && !unknown.isEmpty())
        return wrong(u"strict decoding error: "_s + unknown.join(u", "_s));
    QJsonObject object = withDefaults(typeOf(resource), resource.kind, read.object);
    if (const QString now = metadataText(object, u"name"_s); now != name)
        return badRequest(
            u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(now,
                                                                                         name));
    if (resource.kind == u"Secret")
        object = withDataFromStrings(object);
    object =
        recordUpdate(typeOf(resource), old, object,
                     {options.manager, resource.gvk().apiVersion(), options.subresource}, now());
    PLUMB_TRY(written, storeChanged(resource, old, object, options));
    if (!options.isSilent)
        written.warnings = unknown;
    return written;
}

Result<Written> Api::apply(const Resource& resource, const QString& ns, const QString& name,
                           const QJsonObject& config, const WriteOptions& options)
{
    if (options.manager.isEmpty())
        return invalid(u"meta.k8s.io"_s, u"PatchOptions"_s, {},
                       {{u"FieldValueRequired"_s, u"Required value: is required for apply patch"_s,
                         u"fieldManager"_s}});
    const QString version = config.value(u"apiVersion"_s).toString(),
                  kind = config.value(u"kind"_s).toString();
    if (version != resource.gvk().apiVersion() || kind != resource.kind) {
        const auto gvk = objects::GroupVersionKind::from(version, kind);
        return badRequest(
            u"invalid object type: %1/%2, Kind=%3"_s.arg(gvk.group, gvk.version, kind));
    }
    if (metadataOf(config).contains(u"managedFields"_s)
        && !metadataOf(config).value(u"managedFields"_s).isNull())
        return badRequest(u"metadata.managedFields must be nil"_s);
    if (const QString problem = typeProblem(typeOf(resource), config); !problem.isEmpty()) {
        const QString typeText =
            (resource.group.isEmpty() ? u"/"_s : resource.group + u'/') + resource.version;
        return internalError(u"failed to create typed patch object (%1/%2; %3, Kind=%4): %5"_s.arg(
            metadataText(config, u"namespace"_s), metadataText(config, u"name"_s), typeText, kind,
            problem));
    }
    const QJsonObject old = m_store.find(resource, ns, name);
    QJsonObject live = old.isEmpty() ? emptyObject(resource.kind) : old;
    if (old.isEmpty() && options.subresource.isEmpty() == false)
        return notFound(resource, name);
    PLUMB_TRY(merge,
              applied(typeOf(resource), live, config,
                      {options.manager, version, options.subresource}, options.force, now()));
    const Decoded read = decoded(typeOf(resource), merge);
    if (!read.mismatch.isEmpty())
        return internalError(u"failed to convert new object: "_s + read.mismatch);
    QJsonObject object =
        withDefaults(typeOf(resource), resource.kind, withType(read.object, resource));
    if (old.isEmpty() && !metadataText(object, u"uid"_s).isEmpty())
        return cannotBeFulfilled(
            resource, name,
            u"uid mismatch: the provided object specified uid %1, and no existing object was found"_s
                .arg(metadataText(object, u"uid"_s)));
    const QString own = metadataText(object, u"namespace"_s);
    if (resource.namespaced && !own.isEmpty() && own != ns)
        return badRequest(
            u"the namespace of the provided object does not match the namespace sent on the request"_s);
    if (const QString now = metadataText(object, u"name"_s); now != name)
        return now.isEmpty()
                   ? badRequest(u"name is required"_s)
                   : badRequest(
                       u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(
                           now, name));
    if (!old.isEmpty())
        return storeChanged(resource, old, object, options);
    PLUMB_CHECK(mayCreateIn(resource, ns, name));
    return storeNew(resource, ns, object, options.dryRun);
}

QJsonObject Api::scaleOf(const Resource&, const QJsonObject& object) const
{
    QJsonObject metadata;
    for (const QString& name :
         {u"name"_s, u"namespace"_s, u"uid"_s, u"resourceVersion"_s, u"creationTimestamp"_s})
        metadata.insert(name, metadataOf(object).value(name));
    QStringList selector;
    const QJsonObject labels = object.value(u"spec"_s)[u"selector"_s][u"matchLabels"_s].toObject();
    for (auto each = labels.begin(); each != labels.end(); ++each)
        selector += each.key() + u'=' + each.value().toString();
    QJsonObject spec;
    if (const int replicas = object.value(u"spec"_s)[u"replicas"_s].toInt(); replicas != 0)
        spec.insert(u"replicas"_s, replicas);
    return {
        {u"kind"_s, u"Scale"_s},
        {u"apiVersion"_s, u"autoscaling/v1"_s},
        {u"metadata"_s, metadata},
        {u"spec"_s, spec},
        {u"status"_s, QJsonObject{{u"replicas"_s, object.value(u"status"_s)[u"replicas"_s].toInt()},
                                  {u"selector"_s, selector.join(u',')}}}};
}

Result<Written> Api::patchScale(const Resource& resource, const QJsonObject& old, PatchType type,
                                const QJsonValue& body, const WriteOptions& options)
{
    QJsonObject scale = scaleOf(resource, old);
    if (type == PatchType::Json) {
        PLUMB_TRY(done, jsonPatched(scale, body.toArray()));
        scale = done;
    } else {
        scale = mergePatched(scale, body).toObject();
    }
    QJsonObject object = old;
    QJsonObject spec = old.value(u"spec"_s).toObject();
    spec.insert(u"replicas"_s, scale.value(u"spec"_s)[u"replicas"_s].toInt());
    object.insert(u"spec"_s, spec);
    setMetadata(object, u"resourceVersion"_s, metadataText(scale, u"resourceVersion"_s));
    object = recordUpdate(typeOf(resource), old, object,
                          {options.manager, resource.gvk().apiVersion(), u"scale"_s}, now());
    PLUMB_TRY(written, storeChanged(resource, old, object, options));
    written.object = scaleOf(resource, written.object);
    return written;
}

Result<QJsonObject> Api::remove(const Resource& resource, const QString& ns, const QString& name,
                                const QJsonObject& deleteOptions, bool dryRun)
{
    QJsonObject object = m_store.find(resource, ns, name);
    if (object.isEmpty())
        return notFound(resource, name);
    const QJsonObject wanted = deleteOptions.value(u"preconditions"_s).toObject();
    const QString uid = metadataText(object, u"uid"_s),
                  version = metadataText(object, u"resourceVersion"_s);
    if (wanted.contains(u"uid"_s) && wanted.value(u"uid"_s) != uid)
        return preconditionFailed(
            resource, name,
            u"the UID in the precondition (%1) does not match the UID in record (%2). The object "
            "might have been deleted and then recreated"_s.arg(wanted.value(u"uid"_s).toString(),
                                                               uid));
    if (wanted.contains(u"resourceVersion"_s) && wanted.value(u"resourceVersion"_s) != version)
        return preconditionFailed(
            resource, name,
            u"the ResourceVersion in the precondition (%1) does not match the ResourceVersion in "
            "record (%2). The object might have been modified"_s.arg(
                wanted.value(u"resourceVersion"_s).toString(), version));
    QJsonArray finalizers = metadataOf(object).value(u"finalizers"_s).toArray();
    const QString propagation = deleteOptions.value(u"propagationPolicy"_s).toString();
    const QString keeper = propagation == u"Foreground" ? u"foregroundDeletion"_s
                           : propagation == u"Orphan"   ? u"orphan"_s
                                                        : QString();
    if (!keeper.isEmpty() && !finalizers.contains(keeper))
        finalizers.append(keeper);
    const bool graceful = resource.kind == u"Pod"
                          && !object.value(u"spec"_s)[u"nodeName"_s].isUndefined()
                          && deleteOptions.value(u"gracePeriodSeconds"_s).toInt(30) != 0;
    if (finalizers.isEmpty() && !graceful && resource.kind != u"Namespace") {
        if (!dryRun)
            object = m_store.remove(resource, ns, name);
        // Some of the server's registries answer with what they deleted.
        static const QStringList shown{u"Pod"_s, u"Service"_s, u"ServiceAccount"_s};
        if (shown.contains(resource.kind))
            return object;
        QJsonObject details{{u"name"_s, name}, {u"kind"_s, resource.plural}, {u"uid"_s, uid}};
        if (!resource.group.isEmpty())
            details.insert(u"group"_s, resource.group);
        return success(details);
    }
    if (!metadataText(object, u"deletionTimestamp"_s).isEmpty())
        return object; // on its way already
    const int grace =
        graceful ? deleteOptions.value(u"gracePeriodSeconds"_s)
                       .toInt(object.value(u"spec"_s)[u"terminationGracePeriodSeconds"_s].toInt(30))
                 : 0;
    setMetadata(object, u"deletionTimestamp"_s,
                now().addSecs(grace).toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s));
    if (resource.kind == u"Namespace")
        object.insert(u"status"_s, QJsonObject{{u"phase"_s, u"Terminating"_s}});
    else
        setMetadata(object, u"deletionGracePeriodSeconds"_s, grace);
    if (!finalizers.isEmpty())
        setMetadata(object, u"finalizers"_s, finalizers);
    if (resource.hasGeneration)
        setMetadata(object, u"generation"_s,
                    metadataOf(object).value(u"generation"_s).toInteger() + 1);
    return dryRun ? object : m_store.put(resource, object);
}

} // namespace plumb::sandbox
