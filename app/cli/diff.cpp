// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "cli/json.h"
#include "cli/manifestinput.h"
#include "cli/table.h"
#include "drift/drift.h"
#include "engine/words/words.h"

#include <QJsonArray>

namespace plumb::cli {

namespace {

using objects::Object;
using objects::ResourceKey;

// A file from Git often leaves the namespace to whoever applies it.
qsizetype partnerOf(const ResourceKey& key, const QList<Object>& live)
{
    QList<qsizetype> elsewhere;
    for (qsizetype i = 0; i < live.size(); ++i) {
        const ResourceKey other = live.at(i).key();
        if (other == key)
            return i;
        if (key.ns.isEmpty() && ResourceKey{other.group, other.kind, {}, other.name} == key)
            elsewhere.append(i);
    }
    return elsewhere.size() == 1 ? elsewhere.constFirst() : -1;
}

QList<drift::ObjectDrift> compareAll(const QList<Object>& desired, QList<Object> live)
{
    QList<drift::ObjectDrift> all;
    for (const Object& object : desired) {
        drift::Input input;
        input.desired = object;
        if (const auto partner = partnerOf(object.key(), live); partner >= 0)
            input.live = live.takeAt(partner);
        all.append(drift::compare(input, objects::ListKeys::builtIn()));
    }
    for (const Object& object : live) {
        drift::Input input;
        input.live = object;
        all.append(drift::compare(input, objects::ListKeys::builtIn()));
    }
    return all;
}

QString asText(const QList<drift::ObjectDrift>& drifts)
{
    Table table({u"OBJECT"_s, u"FIELD"_s, u"DESIRED"_s, u"LIVE"_s, u"CLASS"_s, u"CHANGED BY"_s});
    int defaults = 0;
    for (const auto& drift : drifts) {
        if (drift.presence != drift::Presence::Both)
            table.add(
                {objects::describe(drift.key), u"–"_s, {}, {}, engine::words::sentence(drift)});
        for (const auto& field : drift.fields) {
            if (field.what == drift::Class::Defaulted)
                ++defaults;
            else
                table.add({objects::describe(drift.key), field.path.toString(), cell(field.desired),
                           cell(field.live), drift::toString(field.what), field.manager});
        }
    }
    QString text = table.isEmpty() ? u"No differences.\n"_s : table.asText();
    if (defaults > 0)
        text += (defaults == 1 ? u"1 more field holds a default"_s
                               : u"%1 more fields hold defaults"_s.arg(defaults))
                + u" of the server; -o json lists them.\n"_s;
    return text;
}

QList<Object> objectsOf(const manifest::Desired& read)
{
    QList<Object> all;
    for (const auto& one : read.objects)
        all.append(one.object);
    return all;
}

} // namespace

ExitCode diff(Invocation& invocation)
{
    const QStringList files = invocation.arguments();
    if (files.at(0) == u"-" && files.at(1) == u"-")
        return invocation.misuse(u"Only one of the two files can be standard input (-)."_s);
    const auto desired = readManifestInput(invocation, files.at(0));
    if (!desired)
        return invocation.fail(desired.error());
    const auto live = readManifestInput(invocation, files.at(1));
    if (!live)
        return invocation.fail(live.error());
    const bool isIncomplete = !desired->problems.isEmpty() || !live->problems.isEmpty();
    for (qsizetype side = 0; side < 2; ++side) {
        const auto& read = side == 0 ? *desired : *live;
        if (!read.objects.isEmpty())
            continue;
        if (read.problems.isEmpty())
            invocation.complain(
                u"%1 holds no Kubernetes objects: nothing to compare."_s.arg(files.at(side)));
        return ExitCode::Failed;
    }

    const auto drifts = compareAll(objectsOf(*desired), objectsOf(*live));
    const bool differs = std::any_of(drifts.begin(), drifts.end(),
                                     [](const auto& drift) { return drift.isOutOfSync(); });
    if (invocation.format() == u"table") {
        invocation.print(asText(drifts));
    } else {
        QJsonArray items;
        for (const auto& drift : drifts) {
            if (!drift.fields.isEmpty() || drift.presence != drift::Presence::Both)
                items.append(toJson(drift));
        }
        invocation.printJson({{u"items"_s, items}});
    }
    return isIncomplete ? ExitCode::Incomplete
           : differs    ? ExitCode::Differences
                        : ExitCode::Nothing;
}

} // namespace plumb::cli
