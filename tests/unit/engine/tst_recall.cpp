// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/evaluate_p.h"

#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::engine;

namespace {

class WalkedClock : public Clock
{
public:
    std::chrono::steady_clock::time_point time{};
    QDateTime now() const override { return QDateTime::fromSecsSinceEpoch(0); }
    std::chrono::steady_clock::time_point steady() const override { return time; }
};

objects::Object map(const char* text, const char* version = nullptr)
{
    QJsonObject json = QJsonDocument::fromJson(
                           QByteArray("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':"
                                      "'a','namespace':'shop'},'data':{'k':'$'}}")
                               .replace("$", text)
                               .replace('\'', '"'))
                           .object();
    if (version) {
        QJsonObject metadata = json.value(u"metadata"_s).toObject();
        metadata.insert(u"uid"_s, u"u"_s);
        metadata.insert(u"resourceVersion"_s, QString::fromLatin1(version));
        json.insert(u"metadata"_s, metadata);
    }
    return objects::Object::fromJson(json);
}

//! One look at one object, and what the next one is given.
struct Looks
{
    WalkedClock clock;
    Bench bench;
    Evaluation evaluation;

    Looks()
    {
        bench.clock = &clock;
        bench.application.name = u"shop"_s;
        evaluation.desired = {map("1")};
        evaluation.outcomes.resize(1);
        evaluation.outcomes[0].live = map("1", "7");
        evaluation.outcomes[0].predicted = map("1", "7");
        ObjectState state;
        state.key = evaluation.desired[0].key();
        state.reason = u"seen before"_s;
        evaluation.snapshot.objects = {state};
        see("7");
    }
    void remembered() { bench.memory = remember(bench, evaluation, {}, {}, {0}); }
    //! What the watch holds now.
    void see(const char* version)
    {
        auto watched = std::make_shared<Watched>();
        const auto live = map("1", version);
        watched->declared.insert(live.key(), kube::PackedObject::of(live));
        bench.watched = watched;
    }
    bool isKnown()
    {
        QList<qsizetype> open;
        const auto states = recall(bench, evaluation, {{evaluation.desired[0], {}}}, open);
        return open.isEmpty() && states.at(0).reason == u"seen before";
    }
};

} // namespace

//! What a look may take from the one before it.
class RecallTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void b10_whatIsAsItWasIsNotAskedAgain()
    {
        Looks looks;
        QVERIFY(!looks.isKnown());
        looks.remembered();
        QVERIFY(looks.isKnown());
    }
    void anotherVersionOfTheLiveObjectIs()
    {
        Looks looks;
        looks.remembered();
        looks.see("8");
        QVERIFY(!looks.isKnown());
    }
    void anotherContentInGitIs()
    {
        Looks looks;
        looks.remembered();
        looks.evaluation.desired = {map("2")};
        QVERIFY(!looks.isKnown());
    }
    void anApplyOfOursMeanwhileIs()
    {
        Looks looks;
        looks.remembered();
        looks.evaluation.lastApplied = store::LastApplied{u"c0ffee"_s, {}, {}, {}};
        QVERIFY(!looks.isKnown());
    }
    void anotherRuleOfTheWorkspaceIs()
    {
        Looks looks;
        looks.remembered();
        looks.bench.application.ignore.append(workspace::IgnoreRule());
        QVERIFY(!looks.isKnown());
    }
    void whatNoFreshWatchHoldsIs()
    {
        Looks looks;
        looks.remembered();
        looks.bench.watched = std::make_shared<Watched>();
        QVERIFY(!looks.isKnown());
        looks.bench.watched.reset();
        QVERIFY(!looks.isKnown());
    }
    void afterTenMinutesTheServerIsAskedAgain()
    {
        Looks looks;
        looks.remembered();
        looks.clock.time += std::chrono::minutes(9);
        QVERIFY(looks.isKnown());
        looks.clock.time += std::chrono::minutes(2);
        QVERIFY(!looks.isKnown());
    }
    void whatTheServerDidNotAnswerIsNotRemembered()
    {
        Looks looks;
        looks.remembered();
        looks.evaluation.outcomes[0].predicted.reset();
        looks.remembered();
        QVERIFY(!looks.isKnown());
    }
};

QTEST_GUILESS_MAIN(RecallTest)
#include "tst_recall.moc"
