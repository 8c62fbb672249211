// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include "base/text.h"

namespace plumb::engine {

void tellRivals(QList<Draft>& drafts, const QString& cluster)
{
    QHash<objects::ResourceKey, QList<qsizetype>> users;
    for (qsizetype i = 0; i < drafts.size(); ++i)
        for (const auto& key : std::as_const(drafts[i].keys))
            users[key].append(i);
    QMap<qsizetype, QMap<qsizetype, int>> shared;
    for (const auto& each : std::as_const(users))
        for (const qsizetype one : each)
            for (const qsizetype other : each)
                if (one != other)
                    ++shared[one][other];
    for (auto one = shared.begin(); one != shared.end(); ++one) {
        Proposal& proposal = drafts[one.key()].proposal;
        QStringList rivals;
        for (auto other = one->begin(); other != one->end(); ++other) {
            const auto& rival = drafts[other.key()];
            const auto smaller = std::min(drafts[one.key()].keys.size(), rival.keys.size());
            if (other.value() * 2 <= smaller)
                continue;
            const QString path = rival.proposal.application.path;
            rivals.append(shownPath(path)
                          + (rival.proposal.state == Proposal::State::Known
                                 ? u" (%1 of the workspace)"_s.arg(
                                     printable(rival.proposal.application.name, 200))
                                 : QString()));
        }
        if (rivals.isEmpty() || proposal.state == Proposal::State::Known)
            continue;
        const QString text =
            u"the same objects of the cluster are rendered by "_s + manifest::someOf(rivals);
        proposal.evidence.append({text, cluster});
        if (proposal.state == Proposal::State::Proposed) {
            proposal.state = Proposal::State::Ambiguous;
            proposal.reason = text;
        }
    }
}

} // namespace plumb::engine
