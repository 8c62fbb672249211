// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/send_p.h"

#include "objects/fieldset.h"
#include "plan/refusal_p.h"
#include "plan/settle_p.h"

#include <QJsonDocument>
#include <QUrl>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace plumb::plan {

namespace {

using objects::Object;
using namespace std::chrono_literals;

constexpr auto kPatience = 30s; // a write that is under way when the user stops // A-15
constexpr auto kEstablishing = 60s; // a definition until its kind is served // A-09

//! A stop token that follows another one half a minute late.
class PatientStop
{
public:
    explicit PatientStop(std::stop_token asked)
        : m_thread([this, asked = std::move(asked)](std::stop_token over) { wait(asked, over); })
    {
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    void wait(const std::stop_token& asked, const std::stop_token& over)
    {
        std::mutex lock;
        std::condition_variable_any wake;
        bool isAsked = false;
        const std::stop_callback onAsked(asked, [&] {
            const std::lock_guard guard(lock);
            isAsked = true;
            wake.notify_all();
        });
        std::unique_lock guard(lock);
        wake.wait(guard, over, [&] { return isAsked; });
        wake.wait_for(guard, over, kPatience, [] { return false; });
        if (!over.stop_requested())
            m_source.request_stop();
    }
    std::stop_source m_source;
    std::jthread m_thread; // the last member: it ends before the source goes
};

//! Who wrote last, of those who wrote since the review. Times are whole seconds: among equals the
//! later entry wins, and one that was there at the review says nothing.
QString lastWriter(const Object& object, const std::optional<Object>& reviewed = {})
{
    const auto before = reviewed ? objects::ManagedFields::of(*reviewed).entries
                                 : QList<objects::ManagedFieldsEntry>();
    const auto entries = objects::ManagedFields::of(object).entries;
    const objects::ManagedFieldsEntry* last = nullptr;
    for (const auto& entry : entries) {
        const bool isOld = std::any_of(before.begin(), before.end(), [&](const auto& old) {
            return old.manager == entry.manager && old.operation == entry.operation
                   && old.time == entry.time && old.fields == entry.fields;
        });
        if (!isOld && entry.subresource != u"status" && (!last || entry.time >= last->time))
            last = &entry;
    }
    return last ? u"last by %1 at %2"_s.arg(last->manager,
                                            last->time.toUTC().toString(u"HH:mm:ss 'UTC'"_s))
                : u"its managedFields do not say by whom"_s;
}

Error moved(const QString& what)
{
    return failure(Error::Kind::Conflict, what + u" Review the changes again."_s);
}

//! Nobody can tell whether the server acted. Where a Status came back, kube has judged it already.
bool isLost(const Error& error)
{
    const bool isStatus = error.detail.startsWith(u'{');
    return error.detail == u"unknown"
           || (!isStatus
               && (error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Timeout
                   || error.kind == Error::Kind::Cancelled));
}

QString refusalOf(const Error& error, const Operation& operation)
{
    const auto conflicts = conflictsOf(error);
    if (!conflicts.isEmpty())
        return u"%1 owns %2 since the review, so the server refused it. Review the changes again."_s
            .arg(conflicts.first().manager, conflicts.first().field);
    if (error.kind == Error::Kind::Conflict || error.kind == Error::Kind::AlreadyExists)
        return u"It changes all the time, so the server refused it. Try again when it has settled. (%1)"_s
            .arg(error.summary);
    return explained(error, operation.key).summary;
}

Sent failed(kube::Cluster& cluster, const Operation& operation, const std::optional<Object>& live,
            const Error& error)
{
    if (error.detail == u"not-sent")
        return {Step::State::NotSent, error.summary, false};
    if (isLost(error))
        return settle(cluster, operation, live, error);
    const bool isStale =
        (error.kind == Error::Kind::Conflict || error.kind == Error::Kind::AlreadyExists)
        && conflictsOf(error).isEmpty();
    return {Step::State::Refused, refusalOf(error, operation), false, isStale};
}

// No object ever has it: etcd counts writes from 2.
const QString kVersionOfNothing = u"1"_s;

//! The body with what makes the server act on the reviewed object only. With the resourceVersion
//! alone a missing object is made (201) and one that stands there is a 409: that is how a creation
//! says "only if there is none". With the uid beside it a missing object is a 409, too.
// tried on kube-apiserver 1.37: tst_realsync
Object bodyOf(const Operation& operation, const std::optional<Object>& live)
{
    QJsonObject json = operation.desired.json();
    QJsonObject metadata = operation.desired.metadata();
    if (live)
        metadata.insert(u"uid"_s, live->uid());
    metadata.insert(u"resourceVersion"_s, live ? live->resourceVersion() : kVersionOfNothing);
    json.insert(u"metadata"_s, metadata);
    return operation.desired.withJson(json);
}

Sent sendApply(kube::Cluster& cluster, const Operation& operation,
               const std::optional<Object>& live, const std::stop_token& stop)
{
    const auto applied = cluster.apply(operation.type, bodyOf(operation, live),
                                       {.force = operation.force, .dryRun = false}, stop);
    if (!applied)
        return failed(cluster, operation, live, applied.error());
    if (live && applied->object.uid() != live->uid())
        return settle(
            cluster, operation, live,
            failure(Error::Kind::Internal, u"The server answered with another object."_s));
    if (!live && !applied->created)
        return {
            Step::State::Applied,
            u"It appeared since the review (%1), and what Git names was applied onto it. Review what is there now."_s
                .arg(lastWriter(applied->object)),
            false};
    return {Step::State::Applied, applied->warnings.join(u' '), true};
}

//! A deletion that finalizers hold up is neither a failure nor done. // A-12
QString pendingFinalizers(kube::Cluster& cluster, const Operation& operation, const Object& live)
{
    const auto now = cluster.get(operation.type, operation.key.ns, operation.key.name, {});
    if (!now || now->uid() != live.uid() || !now->deletionTimestamp().isValid())
        return {};
    QStringList names;
    for (const QJsonValue& each : now->metadata().value(u"finalizers"_s).toArray())
        names.append(each.toString());
    return names.isEmpty() ? u"The deletion is under way."_s
                           : u"The deletion is pending; it waits for the finalizers %1."_s.arg(
                               names.join(u", "_s));
}

Sent sendDelete(kube::Cluster& cluster, const Operation& operation, const Object& live,
                const std::stop_token& stop)
{
    const auto removed = cluster.remove(operation.type, operation.key, live.uid(),
                                        live.resourceVersion(), false, stop);
    if (removed)
        return {Step::State::Applied, pendingFinalizers(cluster, operation, live), true};
    if (removed.error().kind == Error::Kind::NotFound)
        return {Step::State::Unchanged, u"It was gone already."_s, true};
    return failed(cluster, operation, live, removed.error());
}

} // namespace

Result<std::optional<Object>> unmoved(kube::Cluster& cluster, const Operation& operation,
                                      std::stop_token stop)
{
    const auto now = cluster.get(operation.type, operation.key.ns, operation.key.name, stop);
    if (!now && now.error().kind != Error::Kind::NotFound)
        return now.error();
    if (!now && operation.live && operation.action != Action::Prune)
        return moved(u"It was deleted since the review, so it was not written."_s);
    if (!now)
        return std::optional<Object>();
    if (!operation.live)
        return moved(
            u"It appeared since the review (%1), so it was not written."_s.arg(lastWriter(*now)));
    if (now->uid() != operation.live->uid())
        return moved(u"It was deleted and made anew since the review, so it was not written."_s);
    if (fingerprint(*now) != operation.fingerprint)
        return moved(u"It changed since the review (%1), so it was not written."_s.arg(
            lastWriter(*now, operation.live)));
    return std::optional(*now);
}

Sent send(kube::Cluster& cluster, const Operation& operation, const std::optional<Object>& live,
          std::stop_token stop)
{
    const PatientStop patient(std::move(stop));
    if (operation.action != Action::Prune)
        return sendApply(cluster, operation, live, patient.token());
    return sendDelete(cluster, operation, *live, patient.token());
}

Result<Unit> waitUntilServed(kube::Cluster& cluster, const kube::ApiResource& type,
                             std::stop_token stop)
{
    kube::Request request;
    request.path = "/apis/" + QUrl::toPercentEncoding(type.gvk.group) + '/'
                   + QUrl::toPercentEncoding(type.gvk.version);
    const auto end = std::chrono::steady_clock::now() + kEstablishing;
    std::mutex lock;
    std::condition_variable_any wake;
    std::unique_lock guard(lock);
    for (;;) {
        const auto answer = await(cluster.client().send(request, stop));
        if (answer && answer->status == 200)
            for (const QJsonValue& each :
                 QJsonDocument::fromJson(answer->body).object().value(u"resources"_s).toArray())
                if (each.toObject().value(u"name"_s).toString() == type.plural)
                    return Unit{};
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled, u"The sync was stopped."_s);
        if (std::chrono::steady_clock::now() >= end)
            return failure(
                Error::Kind::Timeout,
                u"The server does not serve %1 yet, a minute after its definition was applied."_s
                    .arg(type.gvk.kind));
        wake.wait_for(guard, stop, 250ms, [] { return false; });
    }
}

} // namespace plumb::plan
