// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "planvalues.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

objects::Object secret(const QString& password)
{
    return fromText(u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db\","
                    u"\"namespace\":\"shop\"},"
                    "\"data\":{\"password\":\"%1\"}}"_s.arg(password));
}

PlanInput base()
{
    return inputOf({changing(deployment(u"web"_s, 1), deployment(u"web"_s, 2)),
                    missing(deployment(u"new"_s))});
}

} // namespace

class PlanDigestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { SecretValue::setMarkerKey("the same key in every process"); }

    void theDigestOfTheSamePlanIsTheSame()
    {
        QCOMPARE(makePlan(base()).digest, makePlan(base()).digest);
        QVERIFY(makePlan(base()).digest.startsWith(u"sha256:"_s));
        QCOMPARE(makePlan(base()).digest.size(), 71);
    }

    // docs/adr/0014: never dry-run answers, times, generated values, URL or port
    void whatIsNotInTheDigest_data()
    {
        QTest::addColumn<PlanInput>("input");
        PlanInput input = base();
        input.now = input.now.addSecs(60);
        QTest::newRow("time") << input;
        input = base();
        input.context = u"renamed"_s;
        QTest::newRow("name of the context") << input;
        input = base();
        input.items[1].predicted = withMetadata(
            *input.items[1].predicted,
            {{u"uid"_s, u"made-up"_s}, {u"creationTimestamp"_s, u"2026-03-01T12:00:01Z"_s}});
        QTest::newRow("generated values of a dry run") << input;
        input = base();
        input.items[0].warnings = {u"deprecated"_s};
        QTest::newRow("warnings") << input;
        input = base();
        input.items[0].live =
            withMetadata(*input.items[0].live, {{u"resourceVersion"_s, u"325"_s}});
        QTest::newRow("resourceVersion") << input;
        input = base();
        input.commit.bytes[5] = 7;
        QTest::newRow("another commit with the same tree") << input;
    }
    void whatIsNotInTheDigest()
    {
        QFETCH(const PlanInput, input);
        QCOMPARE(makePlan(input).digest, makePlan(base()).digest);
    }

    void whatVoidsAnApproval_data()
    {
        QTest::addColumn<PlanInput>("input");
        PlanInput input = base();
        input.clusterId = u"cluster-2"_s;
        QTest::newRow("another cluster") << input;
        input = base();
        input.tree.bytes[3] = 9;
        QTest::newRow("another tree") << input;
        input = base();
        input.application = u"blog"_s;
        QTest::newRow("another application") << input;
        input = base();
        input.items[1].desired = deployment(u"new"_s, 3);
        QTest::newRow("other bytes") << input;
        input = base();
        input.items[0].live = withMetadata(*input.items[0].live, {{u"generation"_s, 2}});
        QTest::newRow("generation") << input;
        input = base();
        input.items[0].live = withMetadata(*input.items[0].live, {{u"uid"_s, u"u-2"_s}});
        QTest::newRow("made anew") << input;
        input = base();
        input.items[0].live =
            withMetadata(*input.items[0].live, {{u"labels"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
        QTest::newRow("label in the cluster") << input;
        input = base();
        input.options.prune = true;
        QTest::newRow("prune") << input;
        input = base();
        input.options.only = {deployment(u"new"_s).key()};
        QTest::newRow("fewer objects") << input;
        input = base();
        input.options.force = {deployment(u"web"_s).key()};
        QTest::newRow("force") << input;
        input = base();
        input.items.removeLast();
        QTest::newRow("one object less") << input;
        input = base();
        input.items[1] = same(deployment(u"new"_s));
        QTest::newRow("it appeared meanwhile") << input;
    }
    void whatVoidsAnApproval()
    {
        QFETCH(const PlanInput, input);
        QVERIFY(makePlan(input).digest != makePlan(base()).digest);
    }

    void theOrderOfTheTicksDoesNotMatter()
    {
        PlanInput input = base();
        input.options.only = {deployment(u"new"_s).key(), deployment(u"web"_s).key()};
        PlanInput other = input;
        std::reverse(other.options.only.begin(), other.options.only.end());
        QCOMPARE(makePlan(other).digest, makePlan(input).digest);
    }

    void aRolloutAloneDoesNotMoveTheFingerprint()
    {
        const auto before = live(deployment(u"web"_s));
        QJsonObject json = before.json();
        json.insert(u"status"_s, QJsonObject{{u"readyReplicas"_s, 3}});
        const auto after = withMetadata(
            before.withJson(json),
            {{u"resourceVersion"_s, u"325"_s},
             {u"annotations"_s, QJsonObject{{u"deployment.kubernetes.io/revision"_s, u"2"_s}}},
             {u"managedFields"_s,
              QJsonArray{managedBy(u"kube-controller-manager"_s, u"Update"_s)}}});
        QCOMPARE(fingerprint(after), fingerprint(before));
    }

    void aDeletionUnderWayMovesTheFingerprint()
    {
        const auto before = live(deployment(u"web"_s));
        QVERIFY(
            fingerprint(withMetadata(before, {{u"deletionTimestamp"_s, u"2026-03-01T12:00:00Z"_s}}))
            != fingerprint(before));
    }

    void aSecretsValueCountsInDigestAndFingerprint()
    {
        QVERIFY(makePlan(inputOf({missing(secret(u"YQ=="_s))})).digest
                != makePlan(inputOf({missing(secret(u"Yg=="_s))})).digest);
        QVERIFY(fingerprint(live(secret(u"YQ=="_s))) != fingerprint(live(secret(u"Yg=="_s))));
    }

    // Who holds a digest could else try out every short password.
    void s_theDigestOfASecretCannotBeComputedWithoutTheInstallationsKey()
    {
        const QString digest = makePlan(inputOf({missing(secret(u"YQ=="_s))})).digest;
        const QString print = fingerprint(live(secret(u"YQ=="_s)));
        SecretValue::setMarkerKey("another installation");
        const QString other = makePlan(inputOf({missing(secret(u"YQ=="_s))})).digest;
        const QString otherPrint = fingerprint(live(secret(u"YQ=="_s)));
        SecretValue::setMarkerKey("the same key in every process");
        QVERIFY(digest != other);
        QVERIFY(print != otherPrint);
        QCOMPARE(makePlan(inputOf({missing(secret(u"YQ=="_s))})).digest, digest);
    }

    // A saved plan must still be current in the next process, on the next day, after an upgrade.
    void theDigestIsTheSameInEveryProcess()
    {
        QCOMPARE(makePlan(base()).digest,
                 u"sha256:a0467555490f4c7d4d8eab13bcfe6b9c0bd9594bf661f3955f1fa4197b90ba6a"_s);
    }
};

QTEST_GUILESS_MAIN(PlanDigestTest)
#include "tst_plandigest.moc"
