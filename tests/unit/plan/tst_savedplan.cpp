// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/savedplan.h"
#include "planvalues.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

Plan somePlan()
{
    const auto secret = fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{"
                                 u"\"name\":\"db\",\"namespace\":\"shop\"},"
                                 "\"data\":{\"password\":\"aHVudGVyMg==\"}}"_s);
    PlanInput input =
        inputOf({missing(secret), missing(deployment(u"web"_s)), same(deployment(u"steady"_s))});
    input.options.prune = true;
    input.options.only = {deployment(u"web"_s).key(), secret.key()};
    return makePlan(input);
}

} // namespace

class SavedPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSavedPlanIsReadBack()
    {
        QTemporaryDir state;
        const Plan plan = somePlan();
        QVERIFY(savePlan(state.path(), plan));
        const auto saved = loadPlan(state.path(), plan.digest, plan.madeAt.addSecs(60));
        QVERIFY(saved);
        QCOMPARE(saved->digest, plan.digest);
        QCOMPARE(saved->application, u"shop"_s);
        QCOMPARE(saved->revision, u"main"_s);
        QCOMPARE(saved->commit, plan.commit.toHex());
        QVERIFY(saved->options == plan.options);
        QCOMPARE(saved->madeAt, plan.madeAt);
        QCOMPARE(saved->summary,
                 (QStringList{u"create Secret shop/db"_s, u"create Deployment shop/web"_s}));
    }

    void noSecretReachesTheFile()
    {
        QTemporaryDir state;
        const Plan plan = somePlan();
        QVERIFY(savePlan(state.path(), plan));
        QFile file(state.filePath(u"plans/%1.json"_s.arg(plan.digest.mid(7))));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("aHVudGVyMg"));
        QCOMPARE(file.permissions()
                     & ~QFile::Permissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser
                                           | QFile::WriteUser),
                 QFile::Permissions());
    }

    void afterAQuarterOfAnHourItHasExpired()
    {
        QTemporaryDir state;
        const Plan plan = somePlan();
        QVERIFY(savePlan(state.path(), plan));
        QVERIFY(loadPlan(state.path(), plan.digest, plan.madeAt.addSecs(15 * 60)));
        const auto late = loadPlan(state.path(), plan.digest, plan.madeAt.addSecs(15 * 60 + 1));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, Error::Kind::NotFound);
        QVERIFY(late.error().summary.contains(u"was made 15 min ago and has expired"_s));
    }

    void anUnknownPlanSaysHowToMakeOne()
    {
        QTemporaryDir state;
        const auto none = loadPlan(state.path(), u"sha256:"_s + QString(64, u'0'),
                                   QDateTime::currentDateTimeUtc());
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Error::Kind::NotFound);
        QVERIFY(none.error().summary.contains(
            u"Plans are kept for 15 minutes; make it again with plumb plan."_s));
    }

    void whatIsNoDigestNeverBecomesAFileName_data()
    {
        QTest::addColumn<QString>("digest");
        QTest::newRow("path") << u"sha256:../../../../etc/passwd"_s;
        QTest::newRow("short") << u"sha256:00"_s;
        QTest::newRow("upper case") << u"sha256:"_s + QString(64, u'A');
        QTest::newRow("line break") << u"sha256:"_s + QString(64, u'0') + u'\n';
        QTest::newRow("empty") << QString();
    }
    void whatIsNoDigestNeverBecomesAFileName()
    {
        QFETCH(const QString, digest);
        QTemporaryDir state;
        const auto none = loadPlan(state.path(), digest, QDateTime::currentDateTimeUtc());
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Error::Kind::Invalid);
        QVERIFY(none.error().summary.contains(u"is not the digest of a plan"_s));
        QVERIFY(!none.error().summary.contains(u'\n'));
    }

    void aDamagedPlanIsSaid()
    {
        QTemporaryDir state;
        const Plan plan = somePlan();
        QVERIFY(savePlan(state.path(), plan));
        QFile file(state.filePath(u"plans/%1.json"_s.arg(plan.digest.mid(7))));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schemaVersion\": 1, \"digest\": \"sha");
        file.close();
        const auto read = loadPlan(state.path(), plan.digest, plan.madeAt);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Invalid);
    }

    void expiredPlansAreSweptWhenOneIsSaved()
    {
        QTemporaryDir state;
        Plan plan = somePlan();
        QVERIFY(savePlan(state.path(), plan));
        const QString first = state.filePath(u"plans/%1.json"_s.arg(plan.digest.mid(7)));
        plan.application = u"other"_s;
        plan.digest = digestOf(plan);
        plan.madeAt = QDateTime::currentDateTimeUtc().addSecs(3600);
        QVERIFY(savePlan(state.path(), plan));
        QVERIFY(!QFile::exists(first));
    }
};

QTEST_GUILESS_MAIN(SavedPlanTest)
#include "tst_savedplan.moc"
