// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// fieldsV1 of managedFields: a set means the same once it is written out again, and the laws of
// sets hold.
#include "fuzz/fuzz.h"

#include "objects/fieldset.h"

#include <QJsonDocument>

using namespace plumb;
using objects::FieldSet;

namespace {

FieldSet setOf(const QList<objects::FieldPath>& paths)
{
    FieldSet set;
    for (const auto& path : paths)
        set.insert(path);
    return set;
}

} // namespace

FUZZ_TARGET(fieldset)
{
    // Two sets, one behind the other
    const auto cut = input.indexOf('\n');
    const auto read = [](const QByteArray& bytes) {
        return FieldSet::fromFieldsV1(QJsonDocument::fromJson(bytes).object());
    };
    const auto a = read(cut < 0 ? input : input.left(cut));
    if (!a) {
        ALWAYS(!a.error().summary.isEmpty());
        return;
    }
    const auto again = FieldSet::fromFieldsV1(a->toFieldsV1());
    ALWAYS(again && *again == *a);
    const QList<objects::FieldPath> paths = a->paths();
    ALWAYS(setOf(paths) == *a);
    for (const auto& path : paths)
        ALWAYS(a->contains(path) && a->containsBelow(path));
    ALWAYS(a->leaves().size() <= paths.size());
    ALWAYS(a->without(*a).isEmpty());
    ALWAYS(a->united(*a) == *a && a->intersected(*a) == *a);
    const auto b = read(cut < 0 ? QByteArray() : input.sliced(cut + 1));
    if (!b)
        return;
    ALWAYS(a->united(*b) == b->united(*a));
    ALWAYS(a->intersected(*b) == b->intersected(*a));
    ALWAYS(a->without(*b).intersected(*b).isEmpty());
    ALWAYS(a->without(*b).united(a->intersected(*b)) == *a);
}
