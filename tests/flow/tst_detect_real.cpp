// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "mainjob.h"

using namespace plumb;
using plumb::test::MainJob;
using plumb::test::Outcome;
using plumb::test::PlumbProcess;

namespace {

QByteArray map(const QByteArray& name, const QByteArray& value = "1")
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {a: '" + value
           + "'}\n";
}

//! "name namespace delivery state found/rendered/differing"
QStringList itemsOf(const Outcome& outcome)
{
    QStringList lines;
    for (const QJsonValue& value : outcome.json().value(u"items"_s).toArray()) {
        const QJsonObject item = value.toObject();
        const QJsonObject objects = item.value(u"objects"_s).toObject();
        lines.append(u"%1 %2 %3 %4 %5/%6/%7"_s.arg(
            item.value(u"name"_s).toString(), item.value(u"namespace"_s).toString(),
            item.value(u"delivery"_s).toString(), item.value(u"state"_s).toString(),
            QString::number(objects.value(u"found"_s).toInt(-1)),
            QString::number(objects.value(u"rendered"_s).toInt()),
            QString::number(objects.value(u"differing"_s).toInt(-1))));
    }
    return lines;
}

QString evidenceOf(const Outcome& outcome, int index)
{
    QStringList lines;
    const auto item = outcome.json().value(u"items"_s).toArray().at(index).toObject();
    for (const QJsonValue& claim : item.value(u"evidence"_s).toArray())
        lines.append(claim.toObject().value(u"claim"_s).toString());
    return lines.join(u'\n');
}

} // namespace

//! `plumb apps detect` on the real API server and the real kustomize: two namespaces, and a tenant
//! who may look into one of them.
class DetectRealTest : public QObject
{
    Q_OBJECT
private:
    MainJob m_job; // its namespace is the first of the two
    PlumbProcess& m_plumb = m_job.plumb;
    QString m_other;

    Outcome detect(const QString& person, const QStringList& more = {}) const
    {
        return m_plumb.run(QStringList{u"--kubeconfig"_s, MainJob::fileOf(person), u"apps"_s,
                                       u"detect"_s, u"--repo"_s, u"config"_s, u"--to-context"_s,
                                       u"real"_s, u"-o"_s, u"json"_s}
                           + more);
    }
    void apply(const QString& ns, const QByteArray& manifest)
    {
        const QString file = m_plumb.write(u"apply.yaml"_s, manifest);
        const Outcome done = m_job.kubectl(u"admin"_s, {u"apply"_s, u"-n"_s, ns, u"-f"_s, file});
        if (done.exitCode != 0)
            qFatal("%s", done.all().constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_job.begin(u"detect"_s), m_job.problem.constData());
        m_other = m_job.ns + u"-b"_s;
        const Outcome made = m_job.kubectl(u"admin"_s, {u"create"_s, u"namespace"_s, m_other});
        QVERIFY2(made.exitCode == 0, made.all().constData());

        // Names of their own: other tests use the same cluster.
        const QByteArray id = m_job.ns.right(8).toUtf8();
        GitFixture repository(m_plumb.folder.filePath(u"config"_s));
        repository.commit(u"all"_s,
                          {{u"shop/base/kustomization.yaml"_s, "resources: [map.yaml, web.yaml]\n"},
                           {u"shop/base/map.yaml"_s, map("settings-" + id)},
                           {u"shop/base/web.yaml"_s, MainJob::deployment("shop/web:2")},
                           {u"shop/overlays/here/kustomization.yaml"_s,
                            "resources: [../../base]\nnamespace: " + m_job.ns.toUtf8() + "\n"},
                           {u"shop/overlays/elsewhere/kustomization.yaml"_s,
                            "resources: [../../base]\nnamespace: nowhere-" + id + "\n"},
                           {u"tools/map.yaml"_s, map("tools-" + id)},
                           {u"both/map.yaml"_s, map("both-" + id)},
                           {u"argo/map.yaml"_s, map("argo-" + id)}});
        apply(m_job.ns, map("settings-" + id) + "---\n" + MainJob::deployment("shop/web:1"));
        apply(m_other, map("tools-" + id));
        apply(m_job.ns, map("both-" + id));
        apply(m_other, map("both-" + id));
        apply(m_job.ns,
              map("argo-" + id)
                  .replace("metadata: {", "metadata: {annotations: "
                                          "{argocd.argoproj.io/tracking-id: 'sale:/"
                                          "ConfigMap:"
                                              + m_job.ns.toUtf8() + "/argo-" + id + "'}, "));
    }
    void cleanupTestCase()
    {
        m_job.kubectl(u"admin"_s, {u"delete"_s, u"namespace"_s, m_other, u"--wait=false"_s});
        m_job.end();
    }

    void whatIsInTheClusterIsProposed()
    {
        const Outcome found = detect(u"admin"_s);
        QVERIFY2(found.exitCode == 0, found.all().constData());
        QCOMPARE(itemsOf(found).join(u'\n'),
                 u"argo %1 argocd proposed 1/1/1\n"
                 "both-%1 %1 push ambiguous 1/1/0\n"
                 "both-%2 %2 push ambiguous 1/1/0\n"
                 "shop %1 push proposed 2/2/1\n"
                 "tools %2 push proposed 1/1/0"_s.arg(m_job.ns, m_other));
        const QString shop = evidenceOf(found, 3);
        for (const QString& claim :
             {u"the kustomization sets namespace %1"_s.arg(m_job.ns),
              u"2 of 2 objects are in cluster real, namespace %1"_s.arg(m_job.ns),
              u"Deployment %1/web runs shop/web:1, Git says shop/web:2"_s.arg(m_job.ns),
              u"1 object is last applied by kubectl exactly as Git has it"_s})
            QVERIFY2(shop.split(u'\n').contains(claim), qPrintable(shop));
        QVERIFY2(shop.contains(u"2 objects are written by kubectl-client-side-apply: "_s),
                 qPrintable(shop));
        QVERIFY2(
            evidenceOf(found, 0).contains(u"1 object is delivered by Argo CD application sale"_s),
            qPrintable(evidenceOf(found, 0)));
        const auto leftOut = found.json().value(u"leftOut"_s).toArray();
        QStringList paths;
        for (const QJsonValue& one : leftOut)
            paths.append(one.toObject().value(u"path"_s).toString() + u": "_s
                         + one.toObject().value(u"reason"_s).toString());
        QCOMPARE(paths.join(u'\n'),
                 u"shop/base: a base: used by shop/overlays/elsewhere and shop/overlays/here\n"
                 "shop/overlays/elsewhere: none of its 2 objects is in cluster real"_s);
        QVERIFY2(m_job.writesInAuditLog(u"plumbline"_s).isEmpty(),
                 qPrintable(m_job.writesInAuditLog(u"plumbline"_s).join(u'\n')));
    }
    void aNamespaceSettlesWhatIsAmbiguous()
    {
        const Outcome found =
            detect(u"admin"_s, {u"-n"_s, m_other, u"--path"_s, u"both"_s, u"--add-all"_s});
        QVERIFY2(found.exitCode == 0, found.all().constData());
        QCOMPARE(itemsOf(found), QStringList{u"both %1 push proposed 1/1/0"_s.arg(m_other)});
        const Outcome listed = m_plumb.run({u"apps"_s, u"list"_s});
        QVERIFY2(listed.output.contains(m_other), listed.all().constData());
        QCOMPARE(m_plumb.run({u"apps"_s, u"remove"_s, u"both"_s}).exitCode, 0);
    }
    void aTenantIsToldWhatHeMayNotSee()
    {
        const Outcome blind = detect(u"tenant"_s);
        QVERIFY2(blind.exitCode == 6, blind.all().constData());
        for (const QString& line : itemsOf(blind))
            QVERIFY2(line.contains(u" unverified 0/"_s), blind.all().constData());
        QVERIFY2(blind.output.contains(u"needs: list configmaps at the cluster scope"_s),
                 blind.all().constData());
        QVERIFY2(blind.output.contains(u"needs: list deployments.apps in namespace "_s + m_job.ns),
                 blind.all().constData());

        const auto must = [this](const QStringList& arguments) {
            const Outcome done = m_job.kubectl(u"admin"_s, arguments);
            QVERIFY2(done.exitCode == 0, done.all().constData());
        };
        must({u"-n"_s, m_job.ns, u"create"_s, u"role"_s, u"looks"_s, u"--verb=list"_s,
              u"--resource=configmaps,deployments.apps"_s});
        must({u"-n"_s, m_job.ns, u"create"_s, u"rolebinding"_s, u"looks"_s, u"--role=looks"_s,
              u"--user=tenant"_s});
        // The authoriser learns of a rule by a watch of its own.
        QTRY_VERIFY_WITH_TIMEOUT(
            m_job.kubectl(u"tenant"_s, {u"-n"_s, m_job.ns, u"auth"_s, u"can-i"_s, u"list"_s,
                                        u"deployments.apps"_s})
                    .exitCode
                == 0,
            30'000);
        const Outcome seeing = detect(u"tenant"_s);
        QVERIFY2(seeing.exitCode == 6, seeing.all().constData());
        QVERIFY2(itemsOf(seeing).contains(u"shop-here %1 push proposed 2/2/1"_s.arg(m_job.ns)),
                 seeing.all().constData());
        const Outcome one = detect(u"tenant"_s, {u"-n"_s, m_job.ns, u"--path"_s, u"both"_s});
        QVERIFY2(one.exitCode == 0, one.all().constData());
        QCOMPARE(itemsOf(one), QStringList{u"both %1 push proposed 1/1/0"_s.arg(m_job.ns)});
    }
};

QTEST_GUILESS_MAIN(DetectRealTest)
#include "tst_detect_real.moc"
