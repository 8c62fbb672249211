// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/dryrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <mutex>

using namespace plumb;
using namespace plumb::plan;

namespace {

//! A server that refuses a patch which takes out one of `kept`, and else answers with the object.
class Server final : public kube::ApiClient
{
public:
    Server(objects::Object live, QStringList kept)
        : m_live(std::move(live))
        , m_kept(std::move(kept))
    {
    }
    Future<kube::Response> send(kube::Request request, std::stop_token) override
    {
        const std::lock_guard guard(m_lock);
        requests.append(request);
        kube::Response response;
        response.status = 200;
        for (const QString& path : m_kept)
            if (request.body.contains('"' + path.toUtf8() + '"'))
                response.status = 422;
        response.body = response.status == 200
                            ? QJsonDocument(m_live.json()).toJson()
                            : QByteArray(R"({"kind":"Status","code":422,"reason":"Invalid"})");
        return ready<kube::Response>(response);
    }
    Future<kube::Response> stream(kube::Request, std::function<void()>,
                                  std::function<void(QByteArray)>, std::stop_token) override
    {
        return ready<kube::Response>(failure(Error::Kind::Unsupported, u"No streams here."_s));
    }
    const kube::Endpoint& endpoint() const override { return m_endpoint; }

    QList<kube::Request> requests;

private:
    std::mutex m_lock;
    const objects::Object m_live;
    const QStringList m_kept;
    const kube::Endpoint m_endpoint;
};

objects::Object pod()
{
    return objects::Object::fromJson(
        QJsonDocument::fromJson(R"({"apiVersion": "v1", "kind": "Pod", "metadata":
 {"name": "web", "namespace": "shop", "uid": "u", "resourceVersion": "7", "labels": {"a/b": "1"}},
 "spec": {"containers": [{"name": "log"}, {"name": "web", "env":
  [{"name": "A"}, {"name": "B"}, {"name": "C"}]}]}})")
            .object());
}

Leftover leftover(const QStringList& paths)
{
    Leftover all{{{{}, u"v1"_s, u"Pod"_s}, u"pods"_s, true, {}, {}}, pod(), {}};
    for (const QString& path : paths)
        all.paths.append(*objects::FieldPath::parse(path));
    return all;
}

QStringList opsOf(const kube::Request& request)
{
    QStringList ops;
    for (const QJsonValue& each : QJsonDocument::fromJson(request.body).array())
        ops.append(
            each[u"op"].toString() + u' ' + each[u"path"].toString()
            + (each[u"op"].toString() == u"test" ? u' ' + each[u"value"].toString() : QString()));
    return ops;
}

const QString kVersion = u"test /metadata/resourceVersion 7"_s;

} // namespace

//! What Git dropped is tried: as a dry run, in the version that was read, from the back to the
//! front.
class LeftoverTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsWrittenAndNoIndexMoves()
    {
        auto server = std::make_shared<Server>(pod(), QStringList());
        kube::Cluster cluster(server);
        const auto answers = dryRunWithout(
            cluster,
            {leftover({u"spec.containers[name=web].env[name=A]"_s, u"metadata.labels[\"a/b\"]"_s,
                       u"spec.containers[name=web].env[name=C]"_s})},
            {});
        QVERIFY(answers.first());
        QCOMPARE(server->requests.size(), 1);
        const auto& request = server->requests.first();
        QVERIFY(request.effect == kube::Request::Effect::DryRun);
        QVERIFY(request.path.contains("dryRun=All"));
        QCOMPARE(request.contentType, QByteArray("application/json-patch+json"));
        QCOMPARE(opsOf(request), (QStringList{kVersion, u"remove /spec/containers/1/env/2"_s,
                                              u"remove /spec/containers/1/env/0"_s,
                                              u"remove /metadata/labels/a~1b"_s}));
    }

    void whatMustStaySaysNothingOfTheOthers()
    {
        auto server = std::make_shared<Server>(
            pod(), QStringList{u"/spec/containers/1/env/1"_s}); // the server wants B
        kube::Cluster cluster(server);
        const auto answers = dryRunWithout(cluster,
                                           {leftover({u"spec.containers[name=web].env[name=A]"_s,
                                                      u"spec.containers[name=web].env[name=B]"_s,
                                                      u"spec.containers[name=web].env[name=C]"_s})},
                                           {});
        QVERIFY(answers.first());
        // What was not taken out must not pass for put back.
        QStringList tried;
        for (const auto& path : answers.first()->paths)
            tried.append(path.toString());
        QCOMPARE(tried, (QStringList{u"spec.containers[name=web].env[name=A]"_s,
                                     u"spec.containers[name=web].env[name=C]"_s}));
        QCOMPARE(opsOf(server->requests.last()),
                 (QStringList{kVersion, u"remove /spec/containers/1/env/2"_s,
                              u"remove /spec/containers/1/env/0"_s}));
    }

    void whereTheServerSaysNothingThereIsNoAnswer()
    {
        auto server = std::make_shared<Server>(pod(), QStringList{u"/spec/containers/1/env/1"_s});
        kube::Cluster cluster(server);
        QVERIFY(
            !dryRunWithout(cluster, {leftover({u"spec.containers[name=web].env[name=B]"_s})}, {})
                 .first());
    }
};

QTEST_GUILESS_MAIN(LeftoverTest)
#include "tst_leftover.moc"
