// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include <QJsonDocument>
#include <QTest>

using namespace plumb;
using namespace plumb::engine;
using objects::Object;
using State = Proposal::State;

namespace {

//! JSON written with ' for ".
Object parsed(QByteArray text)
{
    return Object::fromJson(QJsonDocument::fromJson(text.replace('\'', '"')).object());
}

QByteArray deployment(const QByteArray& name, const QByteArray& ns, const QByteArray& image,
                      const QByteArray& metadata = {})
{
    return "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'" + name + "'"
           + (ns.isEmpty() ? QByteArray() : ",'namespace':'" + ns + "'") + metadata
           + "},'spec':{'template':{'spec':{'containers':[{'name':'" + name + "','image':'" + image
           + "'}]}}}}";
}

QByteArray map(const QByteArray& name, const QByteArray& ns = {}, const QByteArray& metadata = {})
{
    return "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "'"
           + (ns.isEmpty() ? QByteArray() : ",'namespace':'" + ns + "'") + metadata
           + "},'data':{'a':'1'}}";
}

QByteArray namespaceObject(const QByteArray& name)
{
    return "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'" + name + "'}}";
}

Rendition rendition(const QString& path, const QList<QByteArray>& objects)
{
    manifest::Desired desired;
    desired.renderer = u"plain folder"_s;
    desired.isComplete = true;
    for (const QByteArray& text : objects)
        desired.objects.append({parsed(text), {path + u"/all.yaml"_s, 7}});
    return {{path, manifest::Kind::Folder, path + u"/all.yaml"_s, 1, {}, 0}, desired};
}

//! A cluster of which ConfigMaps, Deployments and Namespaces were listed everywhere.
Live cluster(const QList<QByteArray>& objects)
{
    Live live;
    live.context = u"prod"_s;
    for (const auto& kind : {u"/ConfigMap"_s, u"apps/Deployment"_s, u"/Namespace"_s})
        live.kinds[kind] = {true, kind != u"/Namespace", true, {}, {}, {}};
    for (const QByteArray& text : objects)
        live.keep(parsed(text));
    return live;
}

DetectInput input(const QList<Rendition>& renditions, std::optional<Live> live = {})
{
    DetectInput made;
    made.repository = u"shop"_s;
    made.renditions = renditions;
    made.live = std::move(live);
    if (made.live)
        made.context = made.live->context;
    return made;
}

//! "web" of the workspace.
workspace::Application application(const QString& path, const QString& context)
{
    workspace::Application made;
    made.name = u"web"_s;
    made.repository = u"shop"_s;
    made.path = path;
    made.context = context;
    made.ns = u"shop"_s;
    return made;
}

QString claimsOf(const Proposal& proposal)
{
    QStringList lines;
    for (const auto& one : proposal.evidence)
        lines.append(one.claim + u" ["_s + one.source + u']');
    return lines.join(u'\n');
}

//! "name path namespace delivery state found/rendered", one a line; then what is left out.
QString told(const Detection& detection)
{
    QStringList lines;
    for (const auto& one : detection.proposals) {
        const auto& a = one.application;
        lines.append(u"%1 %2 %3 %4 %5 %6/%7"_s.arg(
            a.name, a.path, a.ns.isEmpty() ? u"-"_s : a.ns, workspace::toString(a.delivery),
            engine::toString(one.state), one.found ? QString::number(*one.found) : u"?"_s,
            QString::number(one.rendered)));
    }
    for (const auto& one : detection.leftOut)
        lines.append(one.path + u": "_s + one.reason);
    return lines.join(u'\n');
}

} // namespace

//! From values to proposals.
class DetectTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAClusterGitIsTheEvidence()
    {
        const auto found = propose(
            input({rendition(u"apps/web"_s, {map("a", "shop"), deployment("web", "shop", "web:1")}),
                   rendition(u"apps/db"_s, {map("a")}),
                   rendition(u"apps/two"_s, {map("a", "one"), map("a", "two")})}));
        QCOMPARE(told(found), u"web apps/web shop push proposed ?/2\n"
                              "db apps/db - push proposed ?/1\n"
                              "two apps/two - push proposed ?/2"_s);
        QCOMPARE(claimsOf(found.proposals[0]),
                 u"plain folder renders it to 2 objects: ConfigMap and Deployment [apps/web]\n"
                 "2 of 2 objects name namespace shop [apps/web/all.yaml:7]"_s);
        QCOMPARE(
            claimsOf(found.proposals[1]),
            u"plain folder renders it to 1 object: ConfigMap [apps/db]\n"
            "1 of 1 objects name no namespace; without one (-n) they go to default [apps/db/all.yaml]"_s);
        QCOMPARE(claimsOf(found.proposals[2]),
                 u"plain folder renders it to 2 objects: 2 ConfigMap [apps/two]\n"
                 "2 of 2 objects name the namespaces one and two [apps/two/all.yaml:7]"_s);
        QVERIFY(found.isComplete());
    }
    void anOperatorsObjectInGitIsEvidence_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("claim");
        const QString none = u"web apps/web - push proposed ?/1"_s;
        const auto argo = [](const QByteArray& spec) {
            return "{'apiVersion':'argoproj.io/"
                   "v1alpha1','kind':'Application','metadata':{'name':'shop',"
                   "'namespace':'argocd'},'spec':{'destination':{'namespace':'front'},"
                   + spec + "}}";
        };
        QTest::newRow("argo cd") << argo("'source':{'repoURL':'https://git.example/team/shop.git',"
                                         "'path':'apps/web'}")
                                 << u"web apps/web front argocd proposed ?/1"_s
                                 << u"Argo CD application shop delivers this folder to namespace "
                                    u"front [operators/all.yaml:7]"_s;
        QTest::newRow("argo cd, several sources, over ssh")
            << argo("'sources':[{'repoURL':'https://charts.example','chart':'x','path':'apps/web'},"
                    "{'repoURL':'git@GIT.example:team/shop','path':'./apps/web/'}]")
            << u"web apps/web front argocd proposed ?/1"_s
            << u"Argo CD application shop delivers this folder to namespace front "
               u"[operators/all.yaml:7]"_s;
        QTest::newRow("argo cd, of another repository")
            << argo("'source':{'repoURL':'https://git.example/team/blog','path':'apps/web'}")
            << none << QString();
        QTest::newRow("argo cd, out of the repository")
            << argo("'source':{'repoURL':'https://git.example/team/shop','path':'../apps/web'}")
            << none << QString();
        const auto flux = [](const QByteArray& spec) {
            return "{'apiVersion':'kustomize.toolkit.fluxcd.io/"
                   "v1','kind':'Kustomization','metadata':"
                   "{'name':'apps','namespace':'flux-system'},'spec':{"
                   + spec + "}}";
        };
        QTest::newRow("flux") << flux("'path':'./apps/web','sourceRef':{'kind':'GitRepository',"
                                      "'name':'flux-system'}")
                              << u"web apps/web - flux proposed ?/1"_s
                              << u"Flux Kustomization flux-system/apps delivers this folder "
                                 u"[operators/all.yaml:7]"_s;
        QTest::newRow("flux, with a namespace")
            << flux("'path':'/apps/web','targetNamespace':'back','sourceRef':{'kind':"
                    "'GitRepository','name':'flux-system','namespace':'flux-system'}")
            << u"web apps/web back flux proposed ?/1"_s
            << u"Flux Kustomization flux-system/apps delivers this folder to namespace back "
               u"[operators/all.yaml:7]"_s;
        QTest::newRow("flux, from a source that is not in Git")
            << flux("'path':'apps/web','sourceRef':{'kind':'GitRepository','name':'other'}") << none
            << QString();
        QTest::newRow("flux, from a bucket")
            << flux("'path':'apps/web','sourceRef':{'kind':'Bucket','name':'flux-system'}") << none
            << QString();
    }
    void anOperatorsObjectInGitIsEvidence()
    {
        QFETCH(QByteArray, object);
        QFETCH(QString, line);
        QFETCH(QString, claim);
        const QByteArray source =
            "{'apiVersion':'source.toolkit.fluxcd.io/v1','kind':'GitRepository','metadata':{'name':"
            "'flux-system','namespace':'flux-system'},'spec':{'url':"
            "'ssh://git@git.example:22/team/shop'}}";
        auto given = input(
            {rendition(u"apps/web"_s, {map("a")}), rendition(u"operators"_s, {source, object})});
        given.urls = {u"/srv/clones/shop"_s, QString(), u"https://git.example/team/shop.git"_s};
        const auto found = propose(given);
        QCOMPARE(told(found).section(u'\n', 0, 0), line);
        const QString claims = claimsOf(found.proposals[0]);
        QVERIFY2(claim.isEmpty() ? !claims.contains(u"delivers"_s) : claims.endsWith(claim),
                 qPrintable(claims));
    }
    void twoOperatorsObjectsOfOneFolderSettleNothing()
    {
        const auto argo = [](const QByteArray& name) {
            return "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'"
                   + name
                   + "'},'spec':{'source':{'repoURL':'https://git.example/shop','path':'apps/"
                     "web'}}}";
        };
        auto given = input({rendition(u"apps/web"_s, {map("a")}),
                            rendition(u"operators"_s, {argo("east"), argo("west")})});
        given.urls = {u"https://git.example/shop"_s};
        const auto found = propose(given);
        QCOMPARE(told(found).section(u'\n', 0, 0), u"web apps/web - push proposed ?/1"_s);
        QVERIFY(claimsOf(found.proposals[0]).contains(u"Argo CD application east delivers"_s));
        QVERIFY(claimsOf(found.proposals[0]).contains(u"Argo CD application west delivers"_s));
    }
    void whatGitSaysOfTheOperatorIsHeldToTheCluster_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("deliveredBy");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing is marked")
            << QByteArray() << u"web apps/web shop argocd ambiguous 1/1"_s
            << u"Argo CD application shop"_s
            << u"in Git Argo CD application shop delivers it, and nothing in the cluster is marked "
               u"as its own"_s;
        QTest::newRow("by label") << QByteArray(",'labels':{'app.kubernetes.io/instance':'shop'}")
                                  << u"web apps/web shop argocd proposed 1/1"_s
                                  << u"Argo CD application shop"_s << QString();
        QTest::newRow("another name on the label")
            << QByteArray(",'labels':{'app.kubernetes.io/instance':'other'}")
            << u"web apps/web shop argocd ambiguous 1/1"_s << u"Argo CD application shop"_s
            << u"in Git Argo CD application shop delivers it, and nothing in the cluster is marked "
               u"as its own"_s;
        QTest::newRow("the cluster knows better")
            << QByteArray(",'labels':{'kustomize.toolkit.fluxcd.io/name':'apps'}")
            << u"web apps/web shop flux proposed 1/1"_s << u"Flux Kustomization apps"_s
            << QString();
    }
    void whatGitSaysOfTheOperatorIsHeldToTheCluster()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(QString, line);
        QFETCH(QString, deliveredBy);
        QFETCH(QString, reason);
        const QByteArray argo =
            "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'shop'},"
            "'spec':{'source':{'repoURL':'https://git.example/shop','path':'apps/web'}}}";
        auto given =
            input({rendition(u"apps/web"_s, {map("a", "shop")}), rendition(u"operators"_s, {argo})},
                  cluster({map("a", "shop", metadata)}));
        given.urls = {u"https://git.example/shop"_s};
        const auto found = propose(given);
        QCOMPARE(told(found).section(u'\n', 0, 0), line);
        QCOMPARE(found.proposals[0].deliveredBy, deliveredBy);
        QCOMPARE(found.proposals[0].reason, reason);
    }
    void theNamespaceIsWhereTheObjectsAre()
    {
        const auto found = propose(
            input({rendition(u"web"_s, {map("a"), map("b"), deployment("web", {}, "web:2")})},
                  cluster({map("a", "shop"), map("b", "shop"), map("a", "old"),
                           deployment("web", "shop", "web:1")})));
        QCOMPARE(told(found), u"web web shop push proposed 3/3"_s);
        QCOMPARE(*found.proposals[0].differing, 1);
        QCOMPARE(claimsOf(found.proposals[0]),
                 u"plain folder renders it to 3 objects: 2 ConfigMap and Deployment [web]\n"
                 "3 objects that name no namespace are in namespace shop [cluster prod]\n"
                 "fewer of them are in old (1) [cluster prod]\n"
                 "3 of 3 objects are in cluster prod, namespace shop [cluster prod]\n"
                 "the image is not the one of Git [cluster prod]\n"
                 "Deployment shop/web runs web:1, Git says web:2 [cluster prod]\n"
                 "1 object differs from Git: Deployment shop/web in "
                 "spec.template.spec.containers[name=web].image [the fields that Git names, "
                 "compared without a dry run in cluster prod]"_s);
    }
    void twoNamespacesThatMatchAlikeAreNoGuess()
    {
        const auto found = propose(input({rendition(u"web"_s, {map("a"), map("b")})},
                                         cluster({map("a", "shop-dev"), map("b", "shop-dev"),
                                                  map("a", "shop-prod"), map("b", "shop-prod")})));
        QCOMPARE(told(found), u"web-shop-dev web shop-dev push ambiguous 2/2\n"
                              "web-shop-prod web shop-prod push ambiguous 2/2"_s);
        QCOMPARE(found.proposals[0].reason,
                 u"as many of its objects are in each of shop-dev and shop-prod"_s);
    }
    void aNamespaceThatWasGivenIsTheOnlyOne()
    {
        auto given = input({rendition(u"web"_s, {map("a")})},
                           cluster({map("a", "shop-dev"), map("a", "shop-prod")}));
        given.ns = u"shop-prod"_s;
        QCOMPARE(told(propose(given)), u"web web shop-prod push proposed 1/1"_s);
    }
    void twoFoldersThatRenderTheSameObjectsAreAmbiguous()
    {
        const auto found =
            propose(input({rendition(u"o/dev"_s, {map("a"), deployment("web", {}, "web:1")}),
                           rendition(u"o/prod"_s, {map("a"), deployment("web", {}, "web:2")})},
                          cluster({map("a", "shop"), deployment("web", "shop", "web:1")})));
        QCOMPARE(told(found), u"o-dev o/dev shop push ambiguous 2/2\n"
                              "o-prod o/prod shop push ambiguous 2/2"_s);
        QCOMPARE(found.proposals[0].reason,
                 u"the same objects of the cluster are rendered by o/prod"_s);
        QCOMPARE(*found.proposals[0].differing, 0);
        QCOMPARE(*found.proposals[1].differing, 1);
    }
    void aSharedNamespaceMakesNoRivals()
    {
        const auto found =
            propose(input({rendition(u"a"_s, {namespaceObject("shop"), map("a", "shop")}),
                           rendition(u"b"_s, {namespaceObject("shop"), map("b", "shop")}),
                           rendition(u"c"_s, {namespaceObject("shop"), map("c", "shop")}),
                           rendition(u"ns"_s, {namespaceObject("shop")})},
                          cluster({namespaceObject("shop"), map("a", "shop"), map("b", "shop")})));
        QCOMPARE(told(found),
                 u"a a shop push proposed 2/2\n"
                 "b b shop push proposed 2/2\n"
                 "c: of its 2 objects nothing but a namespace is in cluster prod\n"
                 "ns: nothing but namespaces: where applications go, not one itself"_s);
    }
    void whatTheClusterDoesNotHoldIsLeftOut()
    {
        const auto found = propose(input(
            {rendition(u"a"_s, {map("a")}), rendition(u"b"_s, {map("b", "x"), map("c", "x")})},
            cluster({})));
        QCOMPARE(told(found), u"a: its object is not in cluster prod\n"
                              "b: none of its 2 objects is in cluster prod"_s);
        QVERIFY(found.isComplete());
    }
    void whatMayNotBeListedMakesItUnverified()
    {
        auto live = cluster({map("a", "shop")});
        live.kinds[u"apps/Deployment"_s] = {
            true, true, false, {}, u"You lack the permission; needs: list deployments.apps"_s, {}};
        const auto found = propose(input(
            {rendition(u"web"_s, {map("a", "shop"), deployment("web", "shop", "web:1")})}, live));
        QCOMPARE(told(found), u"web web shop push unverified 1/2"_s);
        QCOMPARE(found.proposals[0].reason,
                 u"You lack the permission; needs: list deployments.apps"_s);
        QVERIFY(!found.isComplete());
    }
    void whereNobodyCouldLookThereMayBeMore()
    {
        auto live = cluster({map("a", "shop-dev")});
        live.kinds[u"/ConfigMap"_s] = {
            true, true, false, {u"shop-dev"_s}, u"needs: list configmaps"_s, {}};
        const auto found = propose(input({rendition(u"web"_s, {map("a")})}, live));
        QCOMPARE(told(found), u"web web shop-dev push unverified 1/1"_s);
        QCOMPARE(found.proposals[0].reason, u"needs: list configmaps"_s);
        auto given = input({rendition(u"web"_s, {map("a")})}, live);
        given.ns = u"shop-dev"_s;
        QCOMPARE(told(propose(given)), u"web web shop-dev push proposed 1/1"_s);
    }
    void aKindThatIsNotServedIsNotThere()
    {
        auto live = cluster({map("a", "shop")});
        live.kinds[u"x.example/Thing"_s] = {false, true, true, {}, {}, {}};
        const auto found =
            propose(input({rendition(u"web"_s, {map("a", "shop"),
                                                "{'apiVersion':'x.example/v1','kind':'Thing',"
                                                "'metadata':{'name':'t','namespace':'shop'}}"})},
                          live));
        QCOMPARE(told(found), u"web web shop push proposed 1/2"_s);
        QVERIFY(claimsOf(found.proposals[0])
                    .contains(u"kinds that the cluster does not serve: Thing [cluster prod]"_s));
    }
    void whoDeliversIsSaid_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<QString>("delivery");
        QTest::addColumn<QString>("by");
        QTest::newRow("argo") << QByteArray(",'annotations':{'argocd.argoproj.io/tracking-id':"
                                            "'shop-app:/ConfigMap:shop/a'}")
                              << u"argocd"_s << u"Argo CD application shop-app"_s;
        QTest::newRow("argo's id of another object")
            << QByteArray(",'annotations':{'argocd.argoproj.io/tracking-id':"
                          "'shop-app:/ConfigMap:shop/b'}")
            << u"push"_s << QString();
        QTest::newRow("flux") << QByteArray(
            ",'labels':{'kustomize.toolkit.fluxcd.io/name':'apps',"
            "'kustomize.toolkit.fluxcd.io/namespace':'flux-system'}")
                              << u"flux"_s << u"Flux Kustomization flux-system/apps"_s;
        QTest::newRow("flux release")
            << QByteArray(",'labels':{'helm.toolkit.fluxcd.io/name':'db',"
                          "'helm.toolkit.fluxcd.io/namespace':'data'},"
                          "'annotations':{'meta.helm.sh/release-name':'db'}")
            << u"flux"_s << u"Flux HelmRelease data/db"_s;
        QTest::newRow("helm") << QByteArray(",'annotations':{'meta.helm.sh/release-name':'web',"
                                            "'meta.helm.sh/release-namespace':'shop'}")
                              << u"helm"_s << u"Helm release shop/web"_s;
        QTest::newRow("a label that proves nothing")
            << QByteArray(",'labels':{'app.kubernetes.io/instance':'web'}") << u"push"_s
            << QString();
    }
    void whoDeliversIsSaid()
    {
        QFETCH(QByteArray, metadata);
        QFETCH(QString, delivery);
        QFETCH(QString, by);
        const auto found = propose(input({rendition(u"web"_s, {map("a", "shop")})},
                                         cluster({map("a", "shop", metadata)})));
        QCOMPARE(told(found), u"web web shop %1 proposed 1/1"_s.arg(delivery));
        QCOMPARE(found.proposals[0].deliveredBy, by);
        QCOMPARE(claimsOf(found.proposals[0]).contains(u"delivered by "_s + by), !by.isEmpty());
    }
    void whoWroteAndAppliedIsSaid()
    {
        const QByteArray applied = "'annotations':{'kubectl.kubernetes.io/last-applied-"
                                   "configuration':'{\\'apiVersion\\':\\'v1\\',\\'data\\':{\\'a\\':"
                                   "\\'1\\'},\\'kind\\':\\'ConfigMap\\',\\'metadata\\':{"
                                   "\\'annotations\\':{},\\'name\\':\\'a\\',\\'namespace\\':"
                                   "\\'shop\\'}}'}";
        const auto found = propose(input(
            {rendition(u"web"_s, {map("a", "shop")})},
            cluster({map("a", "shop",
                         "," + applied
                             + ",'managedFields':[{'manager':'other','operation':'Update'},"
                               "{'manager':'kubectl-client-side-apply','operation':'Update'}]")})));
        const QString claims = claimsOf(found.proposals[0]);
        QVERIFY2(claims.contains(u"1 object is written by kubectl-client-side-apply: ConfigMap "
                                 "shop/a [managedFields in cluster prod]"_s),
                 qPrintable(claims));
        QVERIFY2(claims.contains(u"1 object is last applied by kubectl exactly as Git has it"_s),
                 qPrintable(claims));
    }
    void anotherVersionIsFoundAndNotCompared()
    {
        auto live = cluster({map("a", "shop")});
        live.kinds[u"x.example/Thing"_s] = {true, true, true, {}, {}, {}};
        const auto thing = [](const QByteArray& version) {
            return "{'apiVersion':'x.example/" + version
                   + "','kind':'Thing','metadata':{'name':'t','namespace':'shop'},'spec':{'"
                   + version + "':1}}";
        };
        live.keep(parsed(thing("v2")));
        const auto found =
            propose(input({rendition(u"web"_s, {map("a", "shop"), thing("v1")})}, live));
        QCOMPARE(told(found), u"web web shop push proposed 2/2"_s);
        QCOMPARE(*found.proposals[0].differing, 0);
        QVERIFY(claimsOf(found.proposals[0])
                    .contains(u"not compared, for the cluster listed another version of it: "
                              "Thing shop/t [cluster prod]"_s));
    }
    void whatTheWorkspaceHasIsKnown()
    {
        auto given = input({rendition(u"web"_s, {map("a", "shop")}),
                            rendition(u"other/web"_s, {map("b", "shop")})});
        given.workspace.applications = {application(u"./web/"_s, u"prod"_s)};
        const auto found = propose(given);
        QCOMPARE(told(found), u"web ./web/ shop push known ?/1\n"
                              "other-web other/web shop push proposed ?/1"_s);
        QCOMPARE(found.proposals[0].reason, u"already in the workspace as web"_s);
    }
    void anotherDestinationOfAKnownFolderIsProposed()
    {
        auto given = input({rendition(u"web"_s, {map("a", "shop")})}, cluster({map("a", "shop")}));
        given.workspace.applications = {application(u"web"_s, u"dev"_s)};
        const auto found = propose(given);
        QCOMPARE(told(found), u"web-2 web shop push proposed 1/1"_s);
        QVERIFY(
            claimsOf(found.proposals[0])
                .contains(u"the workspace has this folder as web, for context dev [workspace]"_s));
    }
    void whatCannotBeReadHasItsPlace()
    {
        auto broken = rendition(u"web"_s, {map("a")});
        broken.desired->isComplete = false;
        broken.desired->problems = {{u"web/all.yaml"_s, 3, 5, u"a tab"_s},
                                    {u"web/all.yaml"_s, 9, 1, u"more"_s}};
        const auto found = propose(
            input({broken,
                   {{u"k"_s, manifest::Kind::Kustomize, u"k/kustomization.yaml"_s, 0, {}, 0},
                    failure(Error::Kind::Invalid, u"k/kustomization.yaml:2:1: no such base"_s)},
                   {{u"t"_s, manifest::Kind::Kustomize, u"t/kustomization.yaml"_s, 0, u"shop"_s, 4},
                    failure(Error::Kind::NotFound, u"There is no kustomize."_s)}}));
        QCOMPARE(told(found), u"t t shop push unverified ?/0\n"
                              "k: cannot be rendered: k/kustomization.yaml:2:1: no such base\n"
                              "web: cannot be read: web/all.yaml:3:5: a tab (and 1 more)"_s);
        QCOMPARE(found.proposals[0].reason, u"not rendered: There is no kustomize."_s);
        QCOMPARE(claimsOf(found.proposals[0]),
                 u"the kustomization sets namespace shop [t/kustomization.yaml:4]"_s);
        QVERIFY(!found.isComplete());
    }
    void aClusterThatDoesNotAnswerLeavesWhatGitSays()
    {
        auto given = input({rendition(u"web"_s, {map("a", "shop")})});
        given.context = u"prod"_s;
        given.clusterError = failure(Error::Kind::Unreachable, u"nobody there"_s);
        const auto found = propose(given);
        QCOMPARE(told(found), u"web web shop push unverified ?/1"_s);
        QVERIFY(!found.isComplete());
    }
    void namesAreAsShortAsTheyCanBe()
    {
        const auto folder = [](const QString& path) { return rendition(path, {map("a", "x")}); };
        QCOMPARE(told(propose(
                     input({folder(QString()), folder(u"apps/cart/overlays/prod"_s),
                            folder(u"apps/web/overlays/dev"_s), folder(u"apps/web/overlays/prod"_s),
                            folder(u"k8s"_s), folder(u"team a/db"_s), folder(u"team b/db"_s)}))),
                 u"shop  x push proposed ?/1\n"
                 "cart apps/cart/overlays/prod x push proposed ?/1\n"
                 "web-dev apps/web/overlays/dev x push proposed ?/1\n"
                 "web-prod apps/web/overlays/prod x push proposed ?/1\n"
                 "k8s k8s x push proposed ?/1\n"
                 "team-a-db team a/db x push proposed ?/1\n"
                 "team-b-db team b/db x push proposed ?/1"_s);
    }
    void theCommandIsQuoted()
    {
        workspace::Application application;
        application.name = u"web"_s;
        application.path = u"a b/it's"_s;
        QCOMPARE(addCommand(application, u"/srv/shop"_s),
                 u"apps add web --repo /srv/shop --path 'a b/it'\\''s' --to-context CONTEXT"_s);
        application.path.clear();
        application.context = u"prod"_s;
        application.ns = u"shop"_s;
        application.revision = u"v1"_s;
        application.delivery = workspace::Delivery::ArgoCd;
        QCOMPARE(
            addCommand(application, u"shop"_s),
            u"apps add web --repo shop --revision v1 --to-context prod -n shop --delivery argocd"_s);
    }
};

QTEST_GUILESS_MAIN(DetectTest)
#include "tst_detect.moc"
