// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Lines of a watch. The first byte chooses the type that is watched. Either every line became an
// event or a bookmark of that type, or there is an error that stands for the first that did not.
#include "fuzz/fuzz.h"

#include "kube/cluster.h"
#include "kube/watchbatch_p.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace plumb;
using namespace plumb::kube;

FUZZ_TARGET(watch)
{
    if (input.isEmpty())
        return;
    const bool isSecret = input[0] == 'S';
    const ApiResource type{{{}, u"v1"_s, isSecret ? u"Secret"_s : u"ConfigMap"_s},
                           isSecret ? u"secrets"_s : u"configmaps"_s,
                           true,
                           {},
                           {}};
    QByteArrayList lines = input.sliced(1).split('\n');
    lines.removeAll(QByteArray());
    const WatchBatch batch = readWatch(type, lines);
    ALWAYS(batch.events.size() <= lines.size());
    for (const WatchBatch::Event& event : batch.events) {
        const objects::Object object = event.object.object();
        ALWAYS(object.kind() == type.gvk.kind);
        ALWAYS(object.gvk().group.isEmpty());
        ALWAYS(!object.name().isEmpty());
        ALWAYS(!object.resourceVersion().isEmpty());
        // What the store knows of it without unpacking is what it holds.
        const Summary summary = event.object.summary();
        ALWAYS(summary.key == object.key());
        ALWAYS(summary.uid == object.uid());
        ALWAYS(summary.resourceVersion == object.resourceVersion());
        ALWAYS(!batch.resourceVersion.isEmpty());
    }
    // And it is what Qt reads in the line, without managedFields.
    qsizetype at = 0;
    for (const QByteArray& line : lines) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (at == batch.events.size() || json.value(u"type"_s) == u"BOOKMARK"_s)
            continue;
        QJsonObject object = json.value(u"object"_s).toObject();
        QJsonObject metadata = object.value(u"metadata"_s).toObject();
        metadata.remove(u"managedFields"_s);
        object.insert(u"metadata"_s, metadata);
        if (!object.contains(u"apiVersion"_s)) // as in a list
            object.insert(u"apiVersion"_s, type.gvk.apiVersion());
        ALWAYS(batch.events.at(at++).object.object() == objects::Object::fromJson(object));
    }
    if (!batch.error)
        return;
    ALWAYS(batch.events.size() < lines.size());
    ALWAYS(batch.error->summary.startsWith(u"Watching "_s + type.plural));
    // Of a Secret not even a line that is no event is shown. // reliability S5
    ALWAYS(!isSecret || batch.error->kind != Error::Kind::Invalid || batch.error->detail.isEmpty()
           || batch.error->detail.contains(u"Status"));
}
