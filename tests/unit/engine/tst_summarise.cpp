// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/evaluate_p.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::engine;

namespace {

ObjectState object(const QString& name, SyncStatus sync, std::optional<health::Status> health,
                   const QString& reason = {})
{
    ObjectState state;
    state.key = {u"apps"_s, u"Deployment"_s, u"shop"_s, name};
    state.sync = sync;
    state.reason = reason;
    if (health) {
        state.health = health::Verdict{*health, reason, {}};
        state.live = objects::Object();
    }
    return state;
}

} // namespace

//! The verdict of the whole: worst of the parts, and never green on partial knowledge.
class SummariseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allInSyncAndHealthy()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {object(u"a"_s, SyncStatus::Synced, health::Status::Healthy),
                            object(u"b"_s, SyncStatus::Synced, health::Status::Healthy)};
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::Synced);
        QVERIFY(snapshot.health == health::Status::Healthy);
        QVERIFY(snapshot.reasons.isEmpty());
    }
    void oneDifferenceMakesTheWholeOutOfSync()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {
            object(u"a"_s, SyncStatus::Synced, health::Status::Healthy),
            object(u"b"_s, SyncStatus::OutOfSync, health::Status::Healthy, u"1 field differs"_s)};
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::OutOfSync);
        QCOMPARE(snapshot.reasons, QStringList{u"Deployment shop/b: 1 field differs"_s});
    }
    void whatMayNotBeReadMakesItUnknownWithTheRule()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {object(u"a"_s, SyncStatus::Synced, health::Status::Healthy)};
        snapshot.missingRules = {u"needs: list pods in namespace shop"_s};
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::Unknown);
        QCOMPARE(snapshot.reasons.constFirst(), u"needs: list pods in namespace shop"_s);
    }
    void anObjectThatCannotBeComparedIsNeverSynced()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {
            object(u"a"_s, SyncStatus::Synced, health::Status::Healthy),
            object(u"b"_s, SyncStatus::Unknown, health::Status::Healthy, u"refused"_s)};
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::Unknown);
    }
    void nothingInGitIsNotSynced()
    {
        ApplicationSnapshot snapshot;
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::Unknown);
        QVERIFY(snapshot.health == health::Status::Missing);
        QCOMPARE(snapshot.reasons.size(), 1);
    }
    // Argo CD since 3.4: OutOfSync says it already.
    void aMissingObjectDoesNotWorsenTheHealth()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {object(u"a"_s, SyncStatus::Synced, health::Status::Healthy),
                            object(u"b"_s, SyncStatus::OutOfSync, std::nullopt, u"missing"_s)};
        summarise(snapshot);
        QVERIFY(snapshot.health == health::Status::Healthy);
    }
    void theWorstHealthCountsAndSaysWhy()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {object(u"a"_s, SyncStatus::Synced, health::Status::Progressing),
                            object(u"b"_s, SyncStatus::Synced, health::Status::Degraded,
                                   u"exceeded its deadline"_s)};
        summarise(snapshot);
        QVERIFY(snapshot.health == health::Status::Degraded);
        QCOMPARE(snapshot.reasons, QStringList{u"Deployment shop/b: exceeded its deadline"_s});
    }
    //! fixtures/health/<situation>: live.json, the application's live objects, and the health that
    //! Argo CD gives an application "shop" that holds them.
    void everySituationHasItsHealth_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir root(QStringLiteral(FIXTURES "/health"));
        const QStringList situations = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(situations.size() > 10);
        for (const QString& situation : situations)
            QTest::newRow(qPrintable(situation)) << root.filePath(situation);
    }
    void everySituationHasItsHealth()
    {
        QFETCH(QString, folder);
        QFile live(folder + u"/live.json"_s);
        QFile expected(folder + u"/expected"_s);
        QVERIFY(live.open(QIODevice::ReadOnly) && expected.open(QIODevice::ReadOnly));
        const QJsonObject list = QJsonDocument::fromJson(live.readAll()).object();
        QVERIFY(list.contains(u"items"_s));

        ApplicationSnapshot snapshot;
        snapshot.config.name = u"shop"_s;
        ObjectState notLive;
        notLive.sync = SyncStatus::OutOfSync;
        snapshot.objects = {notLive};
        for (const QJsonValue& item : list[u"items"_s].toArray()) {
            ObjectState state;
            state.live = objects::Object::fromJson(item.toObject());
            QVERIFY(state.live->isValid());
            state.key = state.live->key();
            state.sync = SyncStatus::Synced;
            state.health = health::assess(*state.live);
            snapshot.objects.append(state);
        }
        summarise(snapshot);
        QCOMPARE(health::toString(snapshot.health),
                 QString::fromUtf8(expected.readAll()).trimmed());
    }
    void anErrorLeavesNoVerdict()
    {
        ApplicationSnapshot snapshot;
        snapshot.objects = {object(u"a"_s, SyncStatus::Synced, health::Status::Healthy)};
        snapshot.error = failure(Error::Kind::Unreachable, u"The cluster does not answer."_s);
        summarise(snapshot);
        QVERIFY(snapshot.sync == SyncStatus::Unknown);
        QVERIFY(snapshot.health == health::Status::Unknown);
        QCOMPARE(snapshot.reasons, QStringList{u"The cluster does not answer."_s});
    }
};

QTEST_GUILESS_MAIN(SummariseTest)
#include "tst_summarise.moc"
