// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/dryrun.h"
#include "plan/inparallel_p.h"

#include <QJsonArray>

namespace plumb::plan {

namespace {

using objects::FieldPath;
using objects::Object;
using objects::PathStep;

constexpr qsizetype kMostOneByOne = 16;

// Where a field stands, as JSON patch names it; none where it is not there.
std::optional<QStringList> pointerTo(const FieldPath& path, const QJsonObject& live)
{
    QStringList tokens;
    FieldPath parent;
    for (const PathStep& step : path.steps) {
        const QJsonValue at = parent.in(live);
        const FieldPath here = parent.element(step);
        if (here.in(live).isUndefined())
            return {};
        if (step.kind == PathStep::Kind::Member) {
            tokens.append(step.member);
        } else {
            const QJsonArray list = at.toArray();
            const QJsonValue element = here.in(live);
            qsizetype index = 0;
            while (index < list.size() && list.at(index) != element)
                ++index;
            tokens.append(QString::number(index));
        }
        parent = here;
    }
    return tokens;
}

// From the back to the front, so that no removal moves what is still to be removed.
bool isBehind(const QStringList& a, const QStringList& b)
{
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (a[i] == b[i])
            continue;
        bool isIndex = false, isOtherIndex = false;
        const int index = a[i].toInt(&isIndex), other = b[i].toInt(&isOtherIndex);
        return isIndex && isOtherIndex ? index > other : a[i] > b[i];
    }
    return a.size() > b.size();
}

QJsonArray removalOf(const QList<FieldPath>& paths, const Object& live)
{
    QList<QStringList> all;
    for (const FieldPath& path : paths)
        if (const auto pointer = pointerTo(path, live.json()))
            all.append(*pointer);
    std::sort(all.begin(), all.end(), isBehind);
    // Of this very version: in another one an index may be somebody else's.
    QJsonArray patch{QJsonObject{{u"op"_s, u"test"_s},
                                 {u"path"_s, u"/metadata/resourceVersion"_s},
                                 {u"value"_s, live.resourceVersion()}}};
    for (const QStringList& pointer : std::as_const(all)) {
        QString text;
        for (QString token : pointer)
            text += u'/' + token.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
        patch.append(QJsonObject{{u"op"_s, u"remove"_s}, {u"path"_s, text}});
    }
    return patch;
}

} // namespace

QList<std::optional<drift::Removal>> dryRunWithout(kube::Cluster& cluster,
                                                   const QList<Leftover>& all, std::stop_token stop)
{
    std::vector<std::optional<drift::Removal>> removals(size_t(all.size()));
    inParallel(removals.size(), [&](size_t i) {
        const Leftover& each = all.at(qsizetype(i));
        const auto isTried = [&](const QList<FieldPath>& paths) {
            auto answer = cluster.tryPatch(each.type, each.live, removalOf(paths, each.live), stop);
            if (answer)
                removals[i] = drift::Removal{paths, std::move(*answer)};
            return answer.ok();
        };
        if (isTried(each.paths) || each.paths.size() < 2 || each.paths.size() > kMostOneByOne)
            return;
        // One field that must not go says nothing of the others.
        QList<FieldPath> going;
        for (const FieldPath& path : each.paths)
            if (isTried(going + QList{path}))
                going.append(path);
    });
    return QList<std::optional<drift::Removal>>(std::make_move_iterator(removals.begin()),
                                                std::make_move_iterator(removals.end()));
}

} // namespace plumb::plan
