// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/samplecluster.h"

#include "manifest/manifest.h"
#include "sandbox/cluster.h"
#include "sandbox/controller.h"

#include <QJsonDocument>

namespace plumb::sandbox {

using Story = SampleApplication::Story;

namespace {

//! The sample's past happens at its own pace.
class SampleClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    std::chrono::steady_clock::time_point steady() const override { return {}; }
    void set(const QDateTime& now) { m_now = now; }
    void advance(int seconds) { m_now = m_now.addSecs(seconds); }

private:
    QDateTime m_now;
};

//! Lets the controllers work until nothing is on its way any more.
void settle(Cluster& cluster, SampleClock& clock, int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        reconcile(cluster.api());
        clock.advance(1);
    }
    reconcile(cluster.api());
}

Result<Unit> apply(Cluster& cluster, const Sample& sample, const SampleApplication& application,
                   int commit)
{
    PLUMB_TRY(all, objectsAt(sample, application, commit));
    for (const objects::Object& object : all)
        PLUMB_CHECK(cluster.put(object.revealed(), u"plumbline"_s, u"Apply"_s));
    return Unit{};
}

Result<Unit> patchDeployment(Cluster& cluster, const SampleApplication& application,
                             const WriteOptions& options, const QJsonObject& patch)
{
    PLUMB_CHECK(cluster.api().patch(servedKind(u"apps"_s, u"Deployment"_s), application.ns(),
                                    application.name, PatchType::Strategic, patch, options));
    return Unit{};
}

//! Somebody looked for an error at night and forgot to put the log level back.
Result<Unit> editByHand(Cluster& cluster, const SampleApplication& application)
{
    WriteOptions options;
    options.manager = u"kubectl-edit"_s;
    const QJsonObject variable{{u"name"_s, u"LOG_LEVEL"_s}, {u"value"_s, u"debug"_s}};
    const QJsonObject container{{u"name"_s, application.name}, {u"env"_s, QJsonArray{variable}}};
    const QJsonObject podSpec{{u"containers"_s, QJsonArray{container}}};
    return patchDeployment(
        cluster, application, options,
        {{u"spec"_s, QJsonObject{{u"template"_s, QJsonObject{{u"spec"_s, podSpec}}}}}});
}

Result<Unit> scaleUp(Cluster& cluster, const SampleApplication& application)
{
    WriteOptions options;
    options.manager = u"kube-controller-manager"_s;
    options.subresource = u"scale"_s;
    return patchDeployment(cluster, application, options,
                           {{u"spec"_s, QJsonObject{{u"replicas"_s, 5}}}});
}

} // namespace

QDateTime syncTime(const Sample& sample, int commit)
{
    return sample.commits[commit].when.addSecs(11 * 60);
}

Result<QList<objects::Object>> objectsAt(const Sample& sample, const SampleApplication& application,
                                         int commit)
{
    QList<objects::Object> all;
    const Files& files = sample.commits[commit].files;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (!file.key().startsWith(application.path() + u'/'))
            continue;
        const auto desired = manifest::readManifests(file.value(), file.key());
        if (!desired.problems.isEmpty())
            return failure(Error::Kind::Internal,
                           u"The sandbox's sample is damaged: %1: %2"_s.arg(
                               file.key(), desired.problems.constFirst().message));
        for (const auto& each : desired.objects)
            all.append(each.object);
    }
    return all;
}

Result<QByteArray> sampleCluster(const Sample& sample)
{
    SampleClock clock;
    Cluster cluster(clock);
    clock.set(sample.commits.constFirst().when);
    cluster.bootstrap();
    for (const QString& environment : {u"dev"_s, u"staging"_s, u"prod"_s}) {
        const QJsonObject metadata{{u"name"_s, QString(u"shop-"_s + environment)}};
        PLUMB_CHECK(cluster.put(
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s}, {u"metadata"_s, metadata}},
            u"kubectl-create"_s, u"Update"_s));
    }
    // In the order of time, for the revisions of the cluster shall tell it too.
    QList<SampleApplication> order = sample.applications;
    std::stable_sort(
        order.begin(), order.end(),
        [](const SampleApplication& a, const SampleApplication& b) { return a.commit < b.commit; });
    for (const SampleApplication& application : order) {
        if (application.before >= 0) {
            clock.set(syncTime(sample, application.before));
            PLUMB_CHECK(apply(cluster, sample, application, application.before));
            settle(cluster, clock, 5);
        }
        clock.set(syncTime(sample, application.commit));
        PLUMB_CHECK(apply(cluster, sample, application, application.commit));
        settle(cluster, clock, application.story == Story::BadImage ? 15 : 5);
    }
    clock.set(sample.commits.constLast().when.addSecs(5 * 3600));
    for (const SampleApplication& application : order) {
        if (application.story == Story::EditedByHand)
            PLUMB_CHECK(editByHand(cluster, application));
        if (application.story == Story::Autoscaled)
            PLUMB_CHECK(scaleUp(cluster, application));
    }
    settle(cluster, clock, 10);
    return cluster.saved();
}

} // namespace plumb::sandbox
