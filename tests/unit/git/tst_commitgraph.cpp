// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitgraph.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <set>

using namespace plumb;
using namespace plumb::git;

namespace {

CommitId number(int n)
{
    CommitId id;
    id.bytes[0] = static_cast<unsigned char>(n >> 16);
    id.bytes[1] = static_cast<unsigned char>(n >> 8);
    id.bytes[2] = static_cast<unsigned char>(n);
    id.bytes[19] = 1;
    return id;
}

struct History
{
    std::vector<std::vector<int>> parents; // of row i, rows
};

History randomHistory(QRandomGenerator& random, int size)
{
    History history;
    for (int row = 0; row < size; ++row) {
        std::vector<int> parents;
        const int wanted = row == size - 1          ? 0
                           : random.bounded(10) < 7 ? 1
                           : random.bounded(10) < 8 ? 2
                                                    : random.bounded(4);
        for (int i = 0; i < wanted; ++i) {
            const int parent = row + 1 + random.bounded(std::min(12, size - row - 1));
            if (std::find(parents.begin(), parents.end(), parent) == parents.end())
                parents.push_back(parent);
        }
        history.parents.push_back(parents);
    }
    return history;
}

CommitGraph::Builder fed(const History& history, int rows)
{
    CommitGraph::Builder builder;
    for (int row = 0; row < rows; ++row) {
        std::vector<CommitId> parents;
        for (const int parent : history.parents[size_t(row)])
            parents.push_back(number(parent));
        builder.add(number(row), parents);
    }
    return builder;
}

std::set<int> reachable(const History& history, int from)
{
    std::set<int> seen{from};
    for (size_t row = size_t(from); row < history.parents.size(); ++row)
        if (seen.count(int(row)))
            seen.insert(history.parents[row].begin(), history.parents[row].end());
    return seen;
}

QString picture(const CommitGraph& graph)
{
    QString text;
    for (int row = 0; row < graph.size(); ++row) {
        text += QString::number(graph.lane(row)) + u':';
        for (const auto& edge : graph.edges(row))
            text += u' ' + QString::number(edge.from) + u'>' + QString::number(edge.to);
        text += u'\n';
    }
    return text;
}

} // namespace

class CommitGraphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsOneLane()
    {
        auto builder = fed({{{1}, {2}, {}}}, 3);
        QCOMPARE(picture(builder.build(true)), u"0: 0>0\n0: 0>0\n0:\n"_s);
    }

    void aMergedBranchLeavesAndComesBack()
    {
        // merge(0) of 1 and 2, both children of 3
        auto builder = fed({{{1, 2}, {3}, {3}, {}}}, 4);
        QCOMPARE(picture(builder.build(true)), u"0: 0>0 0>1\n0: 1>1 0>0\n1: 0>0 1>0\n0:\n"_s);
    }

    void aSecondTipOpensALaneOfItsOwn()
    {
        auto builder = fed({{{2}, {2}, {}}}, 3);
        QCOMPARE(picture(builder.build(true)), u"0: 0>0\n1: 0>0 1>0\n0:\n"_s);
    }

    void aLineKeepsItsColour()
    {
        auto builder = fed({{{1, 2}, {3}, {3}, {}}}, 4);
        const CommitGraph graph = builder.build(true);
        QCOMPARE(graph.colour(0), graph.colour(1));
        QCOMPARE(graph.colour(0), graph.colour(3));
        QVERIFY(graph.colour(2) != graph.colour(0));
        QCOMPARE(graph.edges(0)[1].colour, graph.colour(2));
    }

    void parentsOutsideAreMarked()
    {
        auto builder = fed({{{1}, {2}}}, 2);
        const CommitGraph graph = builder.build(false);
        QCOMPARE(graph.parents(0)[0], 1);
        QCOMPARE(graph.parents(1)[0], -1);
        QVERIFY(!graph.isComplete());
    }

    void aCommitToldTwiceIsOneRow()
    {
        CommitGraph::Builder builder;
        builder.add(number(1), {});
        builder.add(number(1), {});
        QCOMPARE(builder.build(true).size(), 1);
    }

    void anEmptyGraphAnswers()
    {
        const CommitGraph graph;
        QCOMPARE(graph.size(), 0);
        QCOMPARE(graph.rowOf(number(1)), -1);
        QVERIFY(graph.isComplete());
    }

    // Every line that arrives at a row either ends in its commit or goes on; none appears or
    // vanishes.
    void linesNeverBreak()
    {
        QRandomGenerator random(20260101);
        for (int round = 0; round < 60; ++round) {
            const int size = 1 + random.bounded(700);
            const History history = randomHistory(random, size);
            auto builder = fed(history, size);
            const CommitGraph graph = builder.build(true);
            std::multiset<quint16> arriving;
            for (int row = 0; row < size; ++row) {
                const quint16 lane = graph.lane(row);
                std::set<quint16> through(arriving.begin(), arriving.end());
                through.erase(lane);
                std::multiset<quint16> leavingElsewhere, arrivingNext;
                int own = 0;
                for (const auto& edge : graph.edges(row)) {
                    QVERIFY(edge.from < graph.laneCount(row));
                    arrivingNext.insert(edge.to);
                    if (edge.from == lane)
                        ++own;
                    else
                        leavingElsewhere.insert(edge.from);
                }
                QCOMPARE(own, int(history.parents[size_t(row)].size()));
                QVERIFY(std::equal(through.begin(), through.end(), leavingElsewhere.begin(),
                                   leavingElsewhere.end()));
                arriving = arrivingNext;
            }
        }
    }

    // Each edge can be followed down to the parent that it stands for.
    void everyEdgeLeadsToItsParent()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 30; ++round) {
            const int size = 2 + random.bounded(600);
            const History history = randomHistory(random, size);
            auto builder = fed(history, size);
            const CommitGraph graph = builder.build(true);
            for (int row = 0; row < size; ++row) {
                std::set<int> reached;
                for (const auto& edge : graph.edges(row)) {
                    if (edge.from != graph.lane(row))
                        continue;
                    quint16 lane = edge.to;
                    int at = row + 1;
                    while (at < size && graph.lane(at) != lane)
                        ++at; // a passing line keeps its lane
                    reached.insert(at);
                }
                const auto& wanted = history.parents[size_t(row)];
                QCOMPARE(reached, std::set<int>(wanted.begin(), wanted.end()));
            }
        }
    }

    void ancestryIsThatOfTheHistory()
    {
        QRandomGenerator random(99);
        for (int round = 0; round < 40; ++round) {
            const int size = 2 + random.bounded(120);
            const History history = randomHistory(random, size);
            auto builder = fed(history, size);
            const CommitGraph graph = builder.build(true);
            for (int i = 0; i < 40; ++i) {
                const int a = random.bounded(size), b = random.bounded(size);
                const auto ofA = reachable(history, a), ofB = reachable(history, b);
                QCOMPARE(graph.isAncestor(a, b), ofB.count(a) == 1);
                std::vector<int> expected;
                std::set_difference(ofB.begin(), ofB.end(), ofA.begin(), ofA.end(),
                                    std::back_inserter(expected));
                QCOMPARE(graph.between(a, b), expected);
                QCOMPARE(graph.between(-1, b), std::vector<int>(ofB.begin(), ofB.end()));
            }
        }
    }

    void aPartIsTheBeginningOfTheWhole()
    {
        QRandomGenerator random(5);
        const History history = randomHistory(random, 1000);
        auto some = fed(history, 300);
        auto all = fed(history, 1000);
        const CommitGraph part = some.build(false), whole = all.build(true);
        QCOMPARE(picture(part), picture(whole).section(u'\n', 0, 299) + u'\n');
        for (int row = 0; row < 300; ++row) {
            QCOMPARE(part.rowOf(number(row)), row);
            QCOMPARE(part.id(row), number(row));
        }
    }
};

QTEST_GUILESS_MAIN(CommitGraphTest)
#include "tst_commitgraph.moc"
