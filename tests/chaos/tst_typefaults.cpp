// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

// Reliability 3.2, of the rows marked K those in which types and credentials come, go and fail, on
// a real API server. What must hold at every moment is in Scene::check().

#include "behind.h"

#include "kube/cluster.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace plumb;
using namespace plumb::chaos;
using kube::Reflector;

namespace {

const QString kDefinitions = u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions"_s;
const QString kServices = u"/apis/apiregistration.k8s.io/v1/apiservices"_s;

kube::ApiResource gadgets(const QString& version)
{
    return {{u"gadgets.example"_s, version, u"Gadget"_s},
            u"gadgets"_s,
            true,
            {u"list"_s, u"watch"_s},
            {}};
}

//! JSON written with ' for ".
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray gadgetDefinition()
{
    const QByteArray schema = "'schema':{'openAPIV3Schema':{'type':'object','x-kubernetes-preserve-"
                              "unknown-fields':true}}";
    return quoted("{'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',"
                  "'metadata':{'name':'gadgets.gadgets.example'},'spec':{'group':'gadgets.example',"
                  "'scope':'Namespaced','names':{'plural':'gadgets','singular':'gadget','kind':"
                  "'Gadget','listKind':'GadgetList'},'versions':[{'name':'v1','served':true,"
                  "'storage':true,"
                  + schema + "},{'name':'v2','served':true,'storage':false," + schema + "}]}}");
}

//! Waits for a future without stopping the event loop.
template <typename T>
Result<T> patiently(const Future<T>& future)
{
    (void)spinUntil([&] { return future.isFinished(); }, 30s);
    return await(future);
}

} // namespace

class TypeFaultsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ControlPlane> m_plane;
    Trials m_trials;

    static Result<kube::Discovery> discovered(const Scene& scene)
    {
        return patiently<kube::Discovery>(runOn(QThreadPool::globalInstance(), [c = scene.client] {
            return kube::Cluster(c).discover({});
        }));
    }
    static void gadget(Scene& scene, const QByteArray& name)
    {
        scene.requireWithin(
            [&] { return scene.session().get(scene.collection(gadgets(u"v1"_s))).code == 200; },
            20s, "the server serves the type");
        scene.ask("POST", scene.collection(gadgets(u"v1"_s)),
                  quoted("{'apiVersion':'gadgets.example/v1','kind':'Gadget','metadata':{'name':'"
                         + name + "'}}"));
    }
    //! Rights of a user or a service account in the scene's namespace.
    static void allow(Scene& scene, const QByteArray& subject)
    {
        scene.ask("POST",
                  u"/apis/rbac.authorization.k8s.io/v1/namespaces/"_s + scene.ns
                      + u"/rolebindings"_s,
                  quoted("{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding',"
                         "'metadata':{'name':'looks'},'roleRef':{'apiGroup':"
                         "'rbac.authorization.k8s.io','kind':'ClusterRole','name':'view'},"
                         "'subjects':["
                         + subject + "]}"));
    }
    static void save(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_plane = std::make_unique<ControlPlane>(QStringLiteral(BINARY_ROOT "/real-typefaults"));
        QVERIFY2(m_plane->up(), qPrintable(m_plane->said()));
    }
    void cleanupTestCase()
    {
        m_trials.print();
        m_plane.reset();
    }

    void w17_sameNameNewUidIsAnother()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, asAdmin(*m_plane), {});
            w.live();
            w.isChanging = false;
            for (int i = 0; i < 40; ++i) {
                w.replace(u"o%1"_s.arg(trial.below(4)));
                w.run(trial.between(1ms, 100ms));
            }
            w.judge(5s);
        });
    }
    void w27_w28_aTypeComesAndGoes()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, asAdmin(*m_plane), faster(10));
            w.live();
            Reflector& type = w.other(gadgets(u"v1"_s), w.ns);
            w.requireWithin([&] { return type.freshness().state == State::Absent; }, 10s,
                            "the type is absent");
            w.ask("POST", kDefinitions, gadgetDefinition());
            gadget(w, "one");
            const auto appeared = std::chrono::steady_clock::now();
            w.requireWithin([&] { return type.freshness().isFresh() && type.store().size() == 1; },
                            10s, "the type is there within 60 s of its clock");
            const auto found = discovered(w);
            trial.require(found && found->find(u"gadgets.example"_s, u"Gadget"_s),
                          u"the server's types are read with it"_s);
            trial.took = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - appeared);
            w.ask("DELETE", kDefinitions + u"/gadgets.gadgets.example"_s);
            w.requireWithin(
                [&] { return type.freshness().state == State::Absent && type.store().size() == 0; },
                30s, "its rows go with it");
            trial.require(w.freshness().isFresh(), u"the others live"_s);
            w.judge(5s);
        });
    }
    void w29_aFailingConversionDegradesItsTypeAlone()
    {
        m_trials.play("K", [this](Trial& trial) {
            Behind w(trial, *m_plane, faster(10));
            Scene& scene = w.scene;
            scene.ask("POST", kDefinitions, gadgetDefinition());
            gadget(scene, "one");
            scene.live();
            Reflector& type = scene.other(gadgets(u"v2"_s), scene.ns);
            const auto isThere = [&] {
                return type.freshness().isFresh() && type.store().size() == 1;
            };
            scene.requireWithin(isThere, 10s, "it is well");
            const QString definition = kDefinitions + u"/gadgets.gadgets.example"_s;
            const auto convert = [&](const QByteArray& how) {
                scene.ask("PATCH", definition, quoted("{'spec':{'conversion':" + how + "}}"),
                          "application/merge-patch+json");
            };
            // Nobody listens there.
            convert("{'strategy':'Webhook','webhook':{'conversionReviewVersions':['v1'],"
                    "'clientConfig':{'url':'https://127.0.0.1:1/convert','caBundle':'"
                    + m_plane->authority().certificatePem.toBase64() + "'}}}");
            scene.requireWithin(
                [&] { return scene.session().get(scene.collection(type.type())).code >= 400; }, 20s,
                "the server cannot convert");
            w.proxy.cut();
            scene.requireWithin([&] { return type.freshness().state == State::Degraded; }, 30s,
                                "the type is degraded");
            const auto isRefused = [](const Exchange& e) {
                return e.target.contains("/gadgets?limit=500") && e.status == 500;
            };
            trial.require(w.count(isRefused) > 0, u"with a 500"_s);
            trial.require(type.store().size() == 1, u"its old content stays"_s);
            scene.requireWithin([&] { return scene.freshness().isFresh(); }, 5s, "others live");
            convert("{'strategy':'None','webhook':null}");
            scene.requireWithin(isThere, 15s, "it is well again");
            scene.judge(5s);
            scene.ask("DELETE", definition);
        });
    }
    void w30_aDeadAggregatedApiDegradesItsTypeAlone()
    {
        m_trials.play("K", [this](Trial& trial) {
            Scene w(trial, *m_plane, asAdmin(*m_plane), faster(10));
            w.live();
            w.ask("POST", kServices,
                  quoted("{'apiVersion':'apiregistration.k8s.io/v1','kind':'APIService',"
                         "'metadata':{'name':'v1beta1.metrics.k8s.io'},'spec':{'group':"
                         "'metrics.k8s.io','version':'v1beta1','groupPriorityMinimum':100,"
                         "'versionPriority':100,'insecureSkipTLSVerify':true,'service':"
                         "{'namespace':'kube-system','name':'nobody'}}}"));
            Reflector& type = w.other(
                {{u"metrics.k8s.io"_s, u"v1beta1"_s, u"PodMetrics"_s}, u"pods"_s, true, {}, {}},
                w.ns);
            w.requireWithin([&] { return type.freshness().state == State::Degraded; }, 30s,
                            "the type is degraded");
            trial.require(w.freshness().isFresh(), u"the others live"_s);
            const auto found = discovered(w);
            trial.require(found && found->isUnread(u"metrics.k8s.io"_s)
                              && found->find(QString(), u"ConfigMap"_s),
                          found ? found->unavailableGroups.join(u' ') : found.error().summary);
            w.ask("DELETE", kServices + u"/v1beta1.metrics.k8s.io"_s);
            w.requireWithin([&] { return type.freshness().state == State::Absent; }, 30s,
                            "it goes with its APIService");
            w.judge(5s);
        });
    }
    void w21_aTokenThatIsNoLongerGoodIsRenewedOrAskedFor()
    {
        m_trials.play("K", [this](Trial& trial) {
            // A token lives ten minutes at least: its ServiceAccount is deleted, which ends it.
            const QTemporaryDir folder;
            const QString file = folder.filePath(u"token"_s);
            save(file, "admin-token");
            kube::Endpoint robot = asAdmin(*m_plane);
            robot.token = {};
            robot.tokenFile = file;
            Behind w(trial, *m_plane, faster(10), FaultProxy::Way::Http, robot);
            Scene& scene = w.scene;
            const QString accounts = u"/api/v1/namespaces/"_s + scene.ns + u"/serviceaccounts"_s;
            const auto renew = [&] {
                scene.ask("POST", accounts,
                          quoted("{'apiVersion':'v1','kind':'ServiceAccount','metadata':"
                                 "{'name':'robot'}}"));
                const auto reply =
                    scene.ask("POST", accounts + u"/robot/token"_s,
                              quoted("{'apiVersion':'authentication.k8s.io/v1','kind':"
                                     "'TokenRequest','spec':{'expirationSeconds':600}}"));
                save(file, objects::valueAt(reply.json, {u"status", u"token"}).toString().toUtf8());
            };
            renew();
            allow(scene, "{'kind':'ServiceAccount','name':'robot','namespace':'" + scene.ns.toUtf8()
                             + "'}");
            scene.live();
            scene.ask("DELETE", accounts + u"/robot"_s);
            scene.run(1s);
            trial.require(scene.freshness().isFresh(), u"the watch goes on"_s);
            // The server remembers for ten seconds that a token was good.
            const auto isRefused = [](const Exchange& e) { return e.status == 401; };
            scene.requireWithin(
                [&] {
                    w.proxy.cut();
                    scene.run(500ms);
                    return w.count(isRefused) > 0;
                },
                30s, "the token is refused");
            scene.requireWithin([&] { return scene.freshness().state == State::AuthNeeded; }, 10s,
                                "a person is asked");
            trial.require(scene.reflector().store().size() > 0, u"the content stays"_s);
            const auto before = w.proxy.log().size();
            scene.run(4s);
            trial.require(w.proxy.log().size() - before <= 4, u"and not asked without end"_s);
            renew();
            scene.judge(10s); // a minute by its clock
        });
    }
    void w23_aClientCertificateThatRanOutIsNamedAndRenewed()
    {
        m_trials.play("K", [this](Trial& trial) {
            const QTemporaryDir folder;
            kube::Endpoint person = asAdmin(*m_plane);
            person.token = {};
            person.certificateFile = folder.filePath(u"person.crt"_s);
            person.keyFile = folder.filePath(u"person.key"_s);
            const auto renew = [&](long seconds) {
                const auto pair = test::makeCertificate(m_plane->authority(),
                                                        {"faults-person", {}, -3'600, seconds});
                save(person.certificateFile, pair.certificatePem);
                save(person.keyFile, pair.keyPem);
                return pair;
            };
            const auto pair = renew(12);
            const auto ends = std::chrono::steady_clock::now() + 12s;
            person.certificatePem = pair.certificatePem;
            person.keyPem = SecretValue(pair.keyPem);
            Behind w(trial, *m_plane, faster(10), FaultProxy::Way::Bytes, person);
            allow(w.scene, "{'kind':'User','name':'faults-person','apiGroup':"
                           "'rbac.authorization.k8s.io'}");
            w.scene.live();
            w.scene.run(std::chrono::ceil<std::chrono::milliseconds>(
                ends + 1s - std::chrono::steady_clock::now()));
            w.proxy.cut();
            w.scene.requireWithin([&] { return w.scene.freshness().state == State::AuthNeeded; },
                                  10s, "a person is asked");
            const auto problem = w.scene.freshness().problem;
            trial.require(problem && problem->summary.contains(u"expired on "_s),
                          problem ? problem->summary : u"it says why"_s);
            trial.require(w.scene.reflector().store().size() > 0, u"the content stays"_s);
            renew(3'600);
            w.scene.judge(10s); // a minute by its clock
        });
    }
};

QTEST_GUILESS_MAIN(TypeFaultsTest)
#include "tst_typefaults.moc"
