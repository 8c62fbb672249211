// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"
#include "kube/discovery.h"
#include "objects/object.h"

namespace plumb::kube {

struct ApplyOptions
{
    QString fieldManager = u"plumbline"_s;
    bool force = false;
    bool dryRun = false;
};
struct Applied
{
    objects::Object object;
    bool created = false; //!< the server answered 201
    QStringList warnings;
};

struct ObjectList
{
    QList<objects::Object> items;
    QString resourceVersion;
};

//! The words of the API over one ApiClient. Blocks; called on worker threads, several at once.
//! A read that fails with 404 is NotFound; errors carry the server's words.
class Cluster
{
public:
    explicit Cluster(std::shared_ptr<ApiClient> client);
    ApiClient& client() const { return *m_client; }

    Result<Discovery> discover(std::stop_token stop);
    Result<objects::Object> get(const ApiResource& type, const QString& ns, const QString& name,
                                std::stop_token stop);
    //! Many at once, in the order of `names`: from a list where that is less to carry than asking
    //! for each, else one by one with `atOnce` of them in flight. What is not there is NotFound.
    std::vector<Result<objects::Object>> getMany(const ApiResource& type, const QString& ns,
                                                 const QStringList& names, int atOnce,
                                                 std::stop_token stop);
    //! Complete, in pages of 500; 410 on a page starts again without a limit. // W-05
    Result<ObjectList> list(const ApiResource& type, const QString& ns, const QString& query,
                            std::stop_token stop);
    //! Server-side apply. An object with uid and resourceVersion in its metadata is applied only to
    //! exactly that one. // docs/adr/0015
    Result<Applied> apply(const ApiResource& type, const objects::Object& object,
                          const ApplyOptions& options, std::stop_token stop);
    //! What a JSON patch (RFC 6902) would make of a live object. A dry run: nothing is written.
    Result<objects::Object> tryPatch(const ApiResource& type, const objects::Object& live,
                                     const QJsonArray& patch, std::stop_token stop);
    Result<Unit> remove(const ApiResource& type, const objects::ResourceKey& key,
                        const QString& uid, const QString& resourceVersion, bool dryRun,
                        std::stop_token stop);
    Result<QList<objects::Object>> events(const QString& ns, const QString& uid,
                                          std::stop_token stop);
    //! The last `lines` lines of a container's log.
    Result<QString> log(const QString& ns, const QString& pod, const QString& container, int lines,
                        std::stop_token stop);
    //! UID of kube-system; for a tenant who may not read it, a hash of server, CA and the UID of
    //! namespace `ns`, then `isWeak` is set.
    struct Id
    {
        QString id;
        bool isWeak = false;
    };
    Result<Id> clusterId(const QString& ns, std::stop_token stop);

private:
    std::shared_ptr<ApiClient> m_client;
};

} // namespace plumb::kube
