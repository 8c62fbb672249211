// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "scene.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::chaos {

using Steady = std::chrono::steady_clock;

const kube::ApiResource kMaps{
    {{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {u"list"_s, u"watch"_s}, {}};
const kube::ApiResource kWidgets{
    {u"faults.example"_s, u"v1"_s, u"Widget"_s}, u"widgets"_s, true, {u"list"_s, u"watch"_s}, {}};

namespace {

//! What every namespace is given by a controller, so that it is not ours.
const QString kGiven = u"kube-root-ca.crt"_s;

QString newName()
{
    static int number = 0;
    return u"scene-%1"_s.arg(++number);
}

kube::Endpoint inNamespace(kube::Endpoint endpoint, const QString& ns)
{
    endpoint.ns = ns;
    return endpoint;
}

QString words(const kube::Reflector::Freshness& fresh)
{
    return u"state %1%2%3"_s.arg(int(fresh.state))
        .arg(fresh.isStale ? u", stale"_s : QString(),
             fresh.problem ? u", "_s + fresh.problem->summary : QString());
}

} // namespace

QByteArray widgetDefinition()
{
    return R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",)"
           R"("metadata":{"name":"widgets.faults.example"},"spec":{"group":"faults.example",)"
           R"("scope":"Namespaced","names":{"plural":"widgets","singular":"widget",)"
           R"("kind":"Widget","listKind":"WidgetList"},"versions":[{"name":"v1","served":true,)"
           R"("storage":true,"schema":{"openAPIV3Schema":{"type":"object",)"
           R"("x-kubernetes-preserve-unknown-fields":true}}}]}})";
}

Scene::Scene(Trial& of, const ControlPlane& plane, const kube::Endpoint& way,
             const Options& options)
    : trial(of)
    , clock(options.factor)
    , ns(newName())
    , client(kube::makeApiClient(inNamespace(way, ns), options.limits))
    , m_server(plane.session())
    , m_histories(size_t(options.types.size()))
    , m_proofs(size_t(options.types.size()))
    , m_grace(1'000 - 1'000 / options.factor)
{
    m_server->keepConnection();
    ask("POST", u"/api/v1/namespaces"_s,
        R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":")" + ns.toUtf8() + R"("}})");
    for (qsizetype i = 0; i < options.types.size(); ++i) {
        const kube::ApiResource type = options.types.at(i);
        reflectors.push_back(std::make_unique<kube::Reflector>(
            client, type, ns, clock, [this] { return trial.random.generateDouble(); }));
        reflectors.back()->setListing(options.listing);
        if (type == kMaps) {
            // After a row that took the server away they wait 30 s, and up to as long again by
            // chance. // client-go reflector: backoff
            QJsonObject given;
            requireWithin(
                [&] {
                    given = m_server->get(collection(type) + u'/' + kGiven).json;
                    return given.value(u"kind"_s).toString() == u"ConfigMap";
                },
                90s, "the controllers have seen the namespace");
            m_histories.at(size_t(i)).put(given, Steady::now(), Steady::now());
        }
        for (int n = 0; n < options.objects; ++n)
            put(int(i), u"o%1"_s.arg(n));
    }
    QObject::connect(&m_step, &QTimer::timeout, &m_step, [this] { step(); });
}

Scene::~Scene()
{
    reflectors.clear();
    m_others.clear();
}

kube::Reflector& Scene::other(const kube::ApiResource& type, const QString& inNamespace)
{
    m_others.push_back(std::make_unique<kube::Reflector>(
        client, type, inNamespace, clock, [this] { return trial.random.generateDouble(); }));
    m_others.back()->start();
    return *m_others.back();
}

QString Scene::collection(const kube::ApiResource& type) const
{
    const QString root = type.gvk.group.isEmpty()
                             ? u"/api/"_s + type.gvk.version
                             : u"/apis/"_s + type.gvk.group + u'/' + type.gvk.version;
    return root + u"/namespaces/"_s + ns + u'/' + type.plural;
}

test::ApiReply Scene::ask(const QByteArray& method, const QString& path, const QByteArray& body,
                          const QByteArray& contentType)
{
    const test::ApiReply reply = m_server->send(method, path, body, contentType);
    trial.require(reply.code >= 200 && reply.code < 300,
                  u"%1 %2 is answered well: %3 %4"_s.arg(QString::fromLatin1(method), path)
                      .arg(reply.code)
                      .arg(QString::fromUtf8(reply.bytes.left(300))));
    return reply;
}

void Scene::put(int type, const QString& name)
{
    const kube::ApiResource& resource = reflector(type).type();
    const QByteArray data =
        R"("data":{"v":")" + QByteArray::number(trial.random.generate(), 16) + R"("}})";
    const bool isNew = !history(type).current().contains(name);
    const auto sent = Steady::now();
    const test::ApiReply reply =
        isNew ? ask("POST", collection(resource),
                    R"({"apiVersion":")" + resource.gvk.apiVersion().toUtf8() + R"(","kind":")"
                        + resource.gvk.kind.toUtf8() + R"(","metadata":{"name":")" + name.toUtf8()
                        + R"("},)" + data)
              : ask("PATCH", collection(resource) + u'/' + name, "{" + data,
                    "application/merge-patch+json");
    if (reply.code / 100 == 2)
        history(type).put(reply.json, sent, Steady::now());
}

void Scene::remove(int type, const QString& name)
{
    const auto reply = ask("DELETE", collection(reflector(type).type()) + u'/' + name);
    if (reply.code / 100 == 2)
        history(type).remove(name, Steady::now());
}

void Scene::write()
{
    const int type = trial.below(int(m_histories.size()));
    QStringList names = history(type).current().keys();
    names.removeAll(kGiven);
    const QString any = names.isEmpty() ? u"o0"_s : names.at(trial.below(int(names.size())));
    switch (trial.below(8)) {
    case 0:
        if (!names.isEmpty())
            remove(type, any);
        break;
    case 1:
        if (!names.isEmpty())
            remove(type, any);
        put(type, any);
        break;
    case 2:
        put(type, u"o%1"_s.arg(trial.below(int(names.size()) + 5)));
        break;
    default:
        put(type, any);
    }
}

void Scene::writeAll(int times)
{
    for (int i = 0; i < times; ++i)
        write();
}

void Scene::removeAll(int type)
{
    ask("DELETE", collection(reflector(type).type()));
    const QStringList names = history(type).current().keys();
    for (const QString& name : names)
        history(type).remove(name, Steady::now());
}

void Scene::replace(const QString& name)
{
    if (history().current().contains(name))
        remove(0, name);
    put(0, name);
}

void Scene::live()
{
    for (const auto& reflector : reflectors)
        reflector->start();
    m_step.start(40ms);
    const bool wasChanging = std::exchange(isChanging, false);
    requireWithin([this] { return showsWhatIsThere(); }, 30s, "it begins well");
    isChanging = wasChanging;
    run(trial.between(200ms, 1s));
}

void Scene::step()
{
    if (isChanging && Steady::now() >= m_nextChange) {
        write();
        m_nextChange = Steady::now() + trial.between(1ms, 2 * pace);
    }
    for (const auto& reflector : reflectors)
        reflector->tick();
    for (const auto& reflector : m_others)
        reflector->tick();
    check();
}

void Scene::run(std::chrono::milliseconds time)
{
    (void)spinUntil([] { return false; }, time);
}

void Scene::requireWithin(const std::function<bool()>& holds, std::chrono::milliseconds limit,
                          const char* what)
{
    if (spinUntil(holds, limit))
        return;
    QString how = QString::fromLatin1(what);
    for (const auto& reflector : reflectors)
        how += u"; "_s + reflector->type().plural + u": "_s + words(reflector->freshness());
    trial.require(false, how);
}

bool Scene::holdsWhatIsThere()
{
    for (size_t i = 0; i < reflectors.size(); ++i)
        if (!m_histories[i].equals(reflectors[i]->store().all()))
            return false;
    return true;
}

bool Scene::showsWhatIsThere()
{
    return holdsWhatIsThere()
           && std::all_of(reflectors.begin(), reflectors.end(),
                          [](const auto& each) { return each->freshness().isFresh(); });
}

void Scene::judge(std::chrono::milliseconds within)
{
    const auto healed = Steady::now();
    isChanging = false;
    m_server->keepConnection(); // a new one: the server may be another by now
    const bool isThere = spinUntil([this] { return showsWhatIsThere(); }, within);
    trial.took = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - healed);
    heldSince.reset();
    for (size_t i = 0; i < reflectors.size(); ++i) {
        const auto& type = reflectors[i]->type();
        if (!isThere)
            trial.broken += type.plural + u": "_s + words(reflectors[i]->freshness());
        QList<QJsonObject> items;
        const QJsonArray listed = ask("GET", collection(type)).json.value(u"items"_s).toArray();
        for (const QJsonValue& item : listed)
            items += item.toObject();
        const QString difference = m_histories[i].difference(items);
        trial.require(difference.isEmpty(), difference);
    }
    // And it stays so: whatever happens now is followed.
    writeAll(10);
    trial.converged = spinUntil([this] { return showsWhatIsThere(); }, 5s) && isThere;
    trial.require(trial.converged || !isThere, u"what has converged follows"_s);
}

void Scene::suspect(const QString& what, History::Time now)
{
    m_suspectsNow += what;
    const auto known = m_suspects.constFind(what);
    const auto since = known == m_suspects.cend() ? now : *known;
    m_suspects.insert(what, since);
    if (now - since >= m_grace && trial.wrong++ == 0)
        trial.firstWrong = what;
}

void Scene::check()
{
    const auto now = Steady::now();
    ++trial.checks;
    const Moment moment{now, freshness().state, freshness().isFresh()};
    if (timeline.isEmpty() || timeline.last().state != moment.state
        || timeline.last().isFresh != moment.isFresh)
        timeline += moment;
    m_suspectsNow.clear();
    for (size_t i = 0; i < reflectors.size(); ++i) {
        const auto fresh = reflectors[i]->freshness();
        const QString plural = reflectors[i]->type().plural;
        Proof& proof = m_proofs[i];
        if (fresh.lastProof != proof.told)
            proof = {fresh.lastProof, now};
        if (!fresh.isFresh())
            continue;
        const auto since = std::min(heldSince.value_or(proof.at), proof.at) - latency;
        QSet<QString> shown;
        for (const auto& object : reflectors[i]->store().all()) {
            shown += object.name();
            if (!m_histories[i].wasTrue(object, since))
                suspect(
                    u"%1@%2 of %3 is shown as fresh, and was no more true at the last proof"_s.arg(
                        object.name(), object.resourceVersion(), plural),
                    now);
        }
        const QStringList names = m_histories[i].current().keys();
        for (const QString& name : names)
            if (!shown.contains(name) && !m_histories[i].wasAbsent(name, since))
                suspect(u"%1 of %2 is missing, and was there all the time"_s.arg(name, plural),
                        now);
    }
    // Who is not fresh any more is not cleared by that.
    if (std::all_of(reflectors.begin(), reflectors.end(),
                    [](const auto& reflector) { return reflector->freshness().isFresh(); }))
        m_suspects.removeIf(
            [this](const auto& known) { return !m_suspectsNow.contains(known.key()); });
}

} // namespace plumb::chaos
