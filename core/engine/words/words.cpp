// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/words/words.h"

namespace plumb::engine::words {

QString word(SyncStatus status)
{
    switch (status) {
    case SyncStatus::Synced:
        return u"Synced"_s;
    case SyncStatus::OutOfSync:
        return u"OutOfSync"_s;
    case SyncStatus::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QString word(health::Status status)
{
    return health::toString(status);
}

QString label(SyncStatus status)
{
    return status == SyncStatus::OutOfSync ? u"Out of sync"_s : word(status);
}

QString label(drift::Class what)
{
    switch (what) {
    case drift::Class::Pending:
        return u"changed in Git"_s;
    case drift::Class::Manual:
        return u"changed in the cluster"_s;
    case drift::Class::Defaulted:
        return u"default of the server"_s;
    case drift::Class::Additive:
        return u"only in the cluster"_s;
    case drift::Class::Ignored:
        return u"ignored"_s;
    case drift::Class::Removed:
        return u"removed in Git"_s;
    }
    return {};
}

QString explain(drift::Class what)
{
    switch (what) {
    case drift::Class::Pending:
        return u"Git moved since the last apply; a sync brings it to the cluster."_s;
    case drift::Class::Manual:
        return u"The cluster moved away from what was applied; a sync sets it back to what Git says."_s;
    case drift::Class::Defaulted:
        return u"Git leaves it out and the server fills it in; a sync leaves it as it is."_s;
    case drift::Class::Additive:
        return u"Git does not name it and somebody else wrote it; a sync leaves it as it is."_s;
    case drift::Class::Ignored:
        return u"A rule of this application says not to count it."_s;
    case drift::Class::Removed:
        return u"Git no longer has it, but who applied it still owns it; a sync leaves it as it is."_s;
    }
    return {};
}

QString sentence(const drift::ObjectDrift& drift)
{
    if (drift.notComparable)
        return drift.notComparable->summary;
    if (drift.presence == drift::Presence::MissingInCluster)
        return u"in Git, but not in the cluster"_s;
    if (drift.presence == drift::Presence::OnlyInCluster)
        return u"in the cluster, but not in Git"_s;

    QMap<drift::Class, int> counts;
    for (const drift::Field& field : drift.fields)
        ++counts[field.what];
    int differing = 0;
    QStringList parts;
    for (const auto what : {drift::Class::Pending, drift::Class::Manual, drift::Class::Removed}) {
        if (counts.value(what) == 0)
            continue;
        differing += counts.value(what);
        parts.append(u"%1 %2"_s.arg(QString::number(counts.value(what)), drift::toString(what)));
    }
    const int ignored = counts.value(drift::Class::Ignored);
    if (ignored > 0)
        parts.append(u"%1 ignored"_s.arg(ignored));
    const QString details = parts.isEmpty() ? QString() : u" ("_s + parts.join(u", "_s) + u')';
    if (differing == 0)
        return u"as Git says"_s + details;
    return (differing == 1 ? u"1 field differs"_s : u"%1 fields differ"_s.arg(differing)) + details;
}

} // namespace plumb::engine::words
