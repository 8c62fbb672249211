// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"
#include "planvalues.h"

#include <QMap>

#include <mutex>

namespace plumb::plan {

//! The door to an API server that keeps objects in memory, answers as the real one does where plan
//! looks, logs what reached it, and can lose an answer wherever a test asks. Several threads use
//! it.
class FakeCluster : public kube::ApiClient
{
public:
    FakeCluster();

    //! What happens to the n-th write (from 0).
    enum class Cut { None, NothingLeft, RequestLost, AnswerLost };
    void cutWrite(int n, Cut cut, bool thenStaysDown = false);
    //! The answer to every request of an object, dry run or not; or to real writes only.
    void answerWith(const objects::ResourceKey& key, int status, const QJsonObject& body,
                    bool writesOnly = false);
    //! Runs before the n-th write reaches the server, from the writing thread.
    void beforeWrite(int n, std::function<void()> act);

    void put(const objects::Object& object, const QString& manager = u"plumbline"_s);
    //! As another program would: changes a member of spec and owns it from then on.
    void edit(const objects::ResourceKey& key, const QString& member, const QJsonValue& value,
              const QString& manager = u"kubectl-edit"_s);
    void finalize(const objects::ResourceKey& key, const QString& finalizer);
    void
    rollOut(const objects::ResourceKey& key); //!< status and resourceVersion move, nothing else
    void remove(const objects::ResourceKey& key);
    void setClusterId(const QString& uid);
    std::optional<objects::Object> find(const objects::ResourceKey& key) const;

    //! "PATCH Deployment shop/web 201" of real writes, in the order in which the server acted.
    QStringList writes() const;
    //! Dry runs and reads as well: "DRYRUN ...", "GET ...".
    QStringList log() const;
    QList<QJsonObject> bodies() const; //!< of the writes

    Future<kube::Response> send(kube::Request request, std::stop_token stop) override;
    Future<kube::Response> stream(kube::Request request, std::function<void()> onOpen,
                                  std::function<void(QByteArray)> onLine,
                                  std::stop_token stop) override;
    const kube::Endpoint& endpoint() const override { return m_endpoint; }

    static const kube::Discovery& discovery();

private:
    struct Stored
    {
        QJsonObject json;
        QMap<QString, QString> owners; //!< member of spec to a manager that is not plumbline
    };
    struct Scripted
    {
        int status = 0;
        QJsonObject body;
        bool writesOnly = false;
    };
    kube::Response answer(const kube::Request& request, const objects::ResourceKey& key,
                          bool dryRun);
    kube::Response apply(const kube::Request& request, const objects::ResourceKey& key, bool dryRun,
                         bool force);
    kube::Response listing(const objects::ResourceKey& of) const;
    kube::Response removal(const kube::Request& request, const objects::ResourceKey& key);
    kube::Response special(const QByteArray& path);
    void stamp(QJsonObject& json, const QString& manager, const QString& operation);

    mutable std::mutex m_lock;
    kube::Endpoint m_endpoint;
    QMap<objects::ResourceKey, Stored> m_objects;
    QMap<objects::ResourceKey, Scripted> m_scripted;
    QMap<int, std::function<void()>> m_before;
    QStringList m_log;
    QList<QJsonObject> m_bodies;
    int m_version = 100, m_uid = 0, m_second = 0, m_writes = 0, m_cutAt = -1;
    Cut m_cut = Cut::None;
    bool m_thenStaysDown = false, m_isDown = false;
};

//! The Status of a refusal.
QJsonObject refusal(int code, const QString& reason, const QString& message,
                    const QJsonArray& causes = {});

} // namespace plumb::plan
