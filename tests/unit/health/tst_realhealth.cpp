// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "support/apisession.h"

#include "health/health.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <QUuid>

using namespace plumb;

namespace {

QJsonObject podTemplate(const QString& image, const QJsonObject& more = {})
{
    QJsonObject spec{
        {u"containers"_s, QJsonArray{QJsonObject{{u"name"_s, u"web"_s}, {u"image"_s, image}}}}};
    for (auto member = more.begin(); member != more.end(); ++member)
        spec.insert(member.key(), member.value());
    return {{u"metadata"_s, QJsonObject{{u"labels"_s, QJsonObject{{u"app"_s, u"web"_s}}}}},
            {u"spec"_s, spec}};
}

QJsonObject deploymentSpec(const QJsonObject& pod, const QJsonObject& more = {})
{
    QJsonObject spec{
        {u"replicas"_s, 2},
        {u"selector"_s, QJsonObject{{u"matchLabels"_s, QJsonObject{{u"app"_s, u"web"_s}}}}},
        {u"template"_s, pod}};
    for (auto member = more.begin(); member != more.end(); ++member)
        spec.insert(member.key(), member.value());
    return spec;
}

} // namespace

//! The rules on objects that the real controllers move: kube-controller-manager, the scheduler, and
//! kwok in place of the kubelets.
class RealHealthTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::ApiSession> m_api;
    QString m_namespace;

    QString path(const QString& group, const QString& plural) const
    {
        return group + u"/namespaces/"_s + m_namespace + u'/' + plural;
    }

    using Until = std::function<bool(const QJsonObject& live, const QString& verdict)>;
    static Until isJudged(const QString& wanted)
    {
        return [=](const QJsonObject&, const QString& verdict) { return verdict == wanted; };
    }

    //! Creates the object and judges each of its states; every verdict on the way, without
    //! repetitions. A state that never comes ends the list with "timed out".
    QStringList verdictsUntil(const Until& isEnough, const QString& group, const QString& plural,
                              const QString& kind, const QJsonObject& spec,
                              health::Verdict* last = nullptr)
    {
        const QString apiVersion = group.section(u'/', 2);
        const QJsonObject object{{u"apiVersion"_s, apiVersion},
                                 {u"kind"_s, kind},
                                 {u"metadata"_s, QJsonObject{{u"name"_s, u"web"_s}}},
                                 {u"spec"_s, spec}};
        const auto made = m_api->send("POST", path(group, plural),
                                      QJsonDocument(object).toJson(QJsonDocument::Compact));
        if (made.code != 201)
            return {u"not created: "_s + QString::fromUtf8(made.bytes)};
        QStringList verdicts;
        const auto judge = [&](const QJsonObject& live) {
            const auto verdict = health::assess(objects::Object::fromJson(live));
            const QString word = verdict ? health::toString(verdict->status) : u"none"_s;
            if (verdicts.isEmpty() || verdicts.last() != word)
                verdicts += word;
            if (last && verdict)
                *last = *verdict;
            return isEnough(live, word);
        };
        if (judge(made.json))
            return verdicts;
        const QString since = made.json[u"metadata"_s][u"resourceVersion"_s].toString();
        qsizetype seen = 0;
        bool isOver = false;
        m_api->watch(path(group, plural)
                         + u"?watch=1&fieldSelector=metadata.name%3Dweb&resourceVersion="_s + since,
                     [&](const QList<QJsonObject>& events) {
                         while (seen < events.size()) {
                             isOver = isOver || judge(events[seen++][u"object"_s].toObject());
                         }
                         return isOver;
                     });
        return isOver ? verdicts : verdicts << u"timed out"_s;
    }

    QByteArray kubectl(const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kubectl"_s,
                      QStringList{u"--kubeconfig"_s,
                                  qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"), u"-n"_s,
                                  m_namespace}
                          + arguments);
        process.waitForFinished();
        return process.readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"));
        QVERIFY2(file.open(QIODevice::ReadOnly),
                 "PLUMBLINE_REAL_KUBECONFIG names no file: tests/real/up makes it");
        QString problem;
        m_api = test::ApiSession::fromKubeconfig(QString::fromUtf8(file.readAll()), &problem);
        QVERIFY2(m_api, qPrintable(problem));
    }
    void init()
    {
        m_namespace = u"health-"_s + QUuid::createUuid().toString(QUuid::Id128).left(10);
        const QJsonObject object{{u"metadata"_s, QJsonObject{{u"name"_s, m_namespace}}}};
        QCOMPARE(m_api->send("POST", u"/api/v1/namespaces"_s, QJsonDocument(object).toJson()).code,
                 201);
    }
    void cleanup() { m_api->send("DELETE", u"/api/v1/namespaces/"_s + m_namespace); }

    void aDeploymentGoesFromProgressingToHealthyWhenKubectlSaysRolledOut()
    {
        const QStringList verdicts =
            verdictsUntil(isJudged(u"Healthy"_s), u"/apis/apps/v1"_s, u"deployments"_s,
                          u"Deployment"_s, deploymentSpec(podTemplate(u"shop/web:1.0.0"_s)));
        QCOMPARE(verdicts, (QStringList{u"Progressing"_s, u"Healthy"_s}));
        const QByteArray peer =
            kubectl({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--watch=false"_s});
        QVERIFY2(peer.contains("successfully rolled out"), peer.constData());
    }
    void aBadImageIsADegradedPodUnderAProgressingDeployment()
    {
        health::Verdict pod;
        const QStringList verdicts =
            verdictsUntil(isJudged(u"Degraded"_s), u"/api/v1"_s, u"pods"_s, u"Pod"_s,
                          podTemplate(u"shop/web:does-not-exist"_s)[u"spec"_s].toObject(), &pod);
        QCOMPARE(verdicts, (QStringList{u"Progressing"_s, u"Degraded"_s}));
        QCOMPARE(pod.message, u"Back-off pulling image \"shop/web:does-not-exist\""_s);

        const Until isWaiting = [](const QJsonObject& live, const QString&) {
            return live[u"status"_s][u"unavailableReplicas"_s].toInt() == 2;
        };
        const QStringList parent =
            verdictsUntil(isWaiting, u"/apis/apps/v1"_s, u"deployments"_s, u"Deployment"_s,
                          deploymentSpec(podTemplate(u"shop/web:does-not-exist"_s)));
        QCOMPARE(parent, QStringList{u"Progressing"_s});
    }
    void aDeploymentThatExceedsItsDeadlineIsDegraded()
    {
        health::Verdict verdict;
        const QStringList verdicts = verdictsUntil(
            isJudged(u"Degraded"_s), u"/apis/apps/v1"_s, u"deployments"_s, u"Deployment"_s,
            deploymentSpec(podTemplate(u"shop/web:does-not-exist"_s),
                           {{u"progressDeadlineSeconds"_s, 1}}),
            &verdict);
        QCOMPARE(verdicts, (QStringList{u"Progressing"_s, u"Degraded"_s}));
        QCOMPARE(verdict.message, u"Deployment \"web\" exceeded its progress deadline"_s);
        const QByteArray peer =
            kubectl({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--watch=false"_s});
        QVERIFY2(peer.contains("exceeded its progress deadline"), peer.constData());
    }
    void aPausedDeploymentIsSuspended()
    {
        const QStringList verdicts = verdictsUntil(
            isJudged(u"Suspended"_s), u"/apis/apps/v1"_s, u"deployments"_s, u"Deployment"_s,
            deploymentSpec(podTemplate(u"shop/web:1.0.0"_s), {{u"paused"_s, true}}));
        QCOMPARE(verdicts, QStringList{u"Suspended"_s});
    }
    void aJobGoesFromProgressingToHealthy()
    {
        const QStringList verdicts =
            verdictsUntil(isJudged(u"Healthy"_s), u"/apis/batch/v1"_s, u"jobs"_s, u"Job"_s,
                          {{u"template"_s, podTemplate(u"shop/migrate:1.0.0"_s,
                                                       {{u"restartPolicy"_s, u"Never"_s}})}});
        QCOMPARE(verdicts, (QStringList{u"Progressing"_s, u"Healthy"_s}));
    }
    void aJobWhosePodFailsIsDegradedWithTheReason()
    {
        health::Verdict verdict;
        const QStringList verdicts =
            verdictsUntil(isJudged(u"Degraded"_s), u"/apis/batch/v1"_s, u"jobs"_s, u"Job"_s,
                          {{u"backoffLimit"_s, 0},
                           {u"template"_s, podTemplate(u"shop/migrate:fails"_s,
                                                       {{u"restartPolicy"_s, u"Never"_s}})}},
                          &verdict);
        QCOMPARE(verdicts, (QStringList{u"Progressing"_s, u"Degraded"_s}));
        QCOMPARE(verdict.message, u"Job has reached the specified backoff limit"_s);
    }
    void aClaimThatNobodyProvidesForStaysPending()
    {
        const QStringList verdicts = verdictsUntil(
            [](const QJsonObject& live, const QString&) {
                return live[u"status"_s][u"phase"_s].toString() == u"Pending";
            },
            u"/api/v1"_s, u"persistentvolumeclaims"_s, u"PersistentVolumeClaim"_s,
            {{u"accessModes"_s, QJsonArray{u"ReadWriteOnce"_s}},
             {u"storageClassName"_s, u"there-is-none"_s},
             {u"resources"_s,
              QJsonObject{{u"requests"_s, QJsonObject{{u"storage"_s, u"1Gi"_s}}}}}});
        QCOMPARE(verdicts, QStringList{u"Progressing"_s});
    }
};

QTEST_GUILESS_MAIN(RealHealthTest)
#include "tst_realhealth.moc"
