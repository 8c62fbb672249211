// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Lines of a watch. The first byte chooses the type that is watched. Either every line became an
// event or a bookmark of that type, or there is an error that stands for the first that did not.
#include "fuzz/fuzz.h"

#include "kube/cluster.h"
#include "kube/watchbatch_p.h"

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
        ALWAYS(event.object.kind() == type.gvk.kind);
        ALWAYS(event.object.gvk().group.isEmpty());
        ALWAYS(!event.object.name().isEmpty());
        ALWAYS(!event.object.resourceVersion().isEmpty());
        ALWAYS(!batch.resourceVersion.isEmpty());
    }
    if (!batch.error)
        return;
    ALWAYS(batch.events.size() < lines.size());
    ALWAYS(batch.error->summary.startsWith(u"Watching "_s + type.plural));
    // Of a Secret not even a line that is no event is shown. // reliability S5
    ALWAYS(!isSecret || batch.error->kind != Error::Kind::Invalid || batch.error->detail.isEmpty()
           || batch.error->detail.contains(u"Status"));
}
