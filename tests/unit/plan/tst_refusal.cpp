// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/apiclient.h"
#include "plan/refusal_p.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace plumb;
using namespace plumb::plan;

namespace {

const objects::ResourceKey kWeb{u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s};

//! As a real kube-apiserver answers.
Error answer(int code, const QString& reason, const QString& message, const QJsonArray& causes = {})
{
    const QJsonObject status{{u"kind"_s, u"Status"_s},
                             {u"apiVersion"_s, u"v1"_s},
                             {u"status"_s, u"Failure"_s},
                             {u"message"_s, message},
                             {u"reason"_s, reason},
                             {u"details"_s, QJsonObject{{u"causes"_s, causes}}},
                             {u"code"_s, code}};
    kube::Response response;
    response.status = code;
    response.body = QJsonDocument(status).toJson();
    return kube::errorOf(response, u"Trying Deployment shop/web"_s);
}

QJsonObject cause(const QString& reason, const QString& message, const QString& field)
{
    return {{u"reason"_s, reason}, {u"message"_s, message}, {u"field"_s, field}};
}

} // namespace

class RefusalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void a03_aConflictNamesManagerAndField()
    {
        const auto conflicts = conflictsOf(answer(
            409, u"Conflict"_s, u"Apply failed with 2 conflicts: ..."_s,
            {cause(u"FieldManagerConflict"_s, u"conflict with \"kubectl-edit\" using apps/v1"_s,
                   u".spec.replicas"_s),
             cause(
                 u"FieldManagerConflict"_s,
                 u"conflict with \"kube-controller-manager\" with subresource \"scale\" using apps/v1"_s,
                 u".spec.template.spec.containers[name=\"web\"].image"_s)}));
        QCOMPARE(conflicts.size(), 2);
        QCOMPARE(conflicts[0].manager, u"kubectl-edit"_s);
        QCOMPARE(conflicts[0].field, u"spec.replicas"_s);
        QCOMPARE(conflicts[1].manager, u"kube-controller-manager"_s);
        QCOMPARE(conflicts[1].field, u"spec.template.spec.containers[name=web].image"_s);
    }

    void a04_aPreconditionThatFailedIsNoConflictOfManagers()
    {
        QVERIFY(
            conflictsOf(
                answer(
                    409, u"Conflict"_s,
                    u"Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified"_s))
                .isEmpty());
    }

    void fieldsAreWrittenInOurNotation_data()
    {
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("ours");
        QTest::newRow("member") << u".spec.replicas"_s << u"spec.replicas"_s;
        QTest::newRow("keys") << u".spec.ports[port=80,protocol=\"TCP\"].name"_s
                              << u"spec.ports[port=80,protocol=TCP].name"_s;
        QTest::newRow("set") << u".metadata.finalizers[=\"a/b\"]"_s
                             << u"metadata.finalizers[=a/b]"_s;
        QTest::newRow("annotation") << u".metadata.annotations.example.org/owner"_s
                                    << u"metadata.annotations[\"example.org/owner\"]"_s;
        QTest::newRow("plain label") << u".metadata.labels.app"_s << u"metadata.labels.app"_s;
        QTest::newRow("validation's form") << u"spec.selector"_s << u"spec.selector"_s;
    }
    void fieldsAreWrittenInOurNotation()
    {
        QFETCH(const QString, theirs);
        QFETCH(const QString, ours);
        QCOMPARE(fieldOf(theirs), ours);
    }

    void a06_anUnknownFieldIsInvalidWithItsPath()
    {
        const Error error = explained(
            answer(
                500, u""_s,
                u"failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): "
                ".spec.template.spec.containers[name=\"web\"].imagee: field not declared in schema"_s),
            kWeb);
        QCOMPARE(error.kind, Error::Kind::Invalid);
        QCOMPARE(error.summary,
                 u"Deployment shop/web has no field spec.template.spec.containers[name=web].imagee "
                 u"in the server's schema. "
                 "Correct the name or its place in Git."_s);
    }

    void a05_anImmutableFieldIsNamedAndNothingDestructiveOffered()
    {
        const Error error = explained(
            answer(
                422, u"Invalid"_s,
                u"Deployment.apps \"web\" is invalid: spec.selector: Invalid value: {...}: field is immutable"_s,
                {cause(u"FieldValueInvalid"_s, u"Invalid value: {...}: field is immutable"_s,
                       u"spec.selector"_s)}),
            kWeb);
        QCOMPARE(error.kind, Error::Kind::Invalid);
        QVERIFY2(error.summary.startsWith(
                     u"spec.selector of Deployment shop/web cannot be changed once it exists."_s),
                 qPrintable(error.summary));
    }

    void a01_anAdmissionWebhookIsNamed()
    {
        const Error error = explained(
            answer(
                403, u"Forbidden"_s,
                u"admission webhook \"policy.example.org\" denied the request: no latest tags"_s),
            kWeb);
        QCOMPARE(
            error.summary,
            u"The admission webhook policy.example.org refuses Deployment shop/web: no latest tags."_s);
    }

    void a14_aWebhookWithoutDryRunIsToldApart()
    {
        const Error raw = answer(400, u"BadRequest"_s,
                                 u"admission webhook \"w.example.org\" does not support dry run"_s);
        QVERIFY(isUnpreviewable(raw));
        QCOMPARE(explained(raw, kWeb).kind, Error::Kind::Unsupported);
    }

    void otherErrorsStayAsTheyAre()
    {
        const Error raw =
            answer(403, u"Forbidden"_s,
                   u"deployments.apps \"web\" is forbidden: User \"x\" cannot patch"_s);
        QVERIFY(explained(raw, kWeb) == raw);
    }
};

QTEST_GUILESS_MAIN(RefusalTest)
#include "tst_refusal.moc"
