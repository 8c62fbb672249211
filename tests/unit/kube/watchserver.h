// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kubetest.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace plumb::kube {

inline const ApiResource kMaps{{{}, u"v1"_s, u"ConfigMap"_s}, u"configmaps"_s, true, {}, {}};

inline QByteArray mapJson(const QByteArray& name, int version, const QByteArray& uid = {})
{
    return json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'namespace':'shop','name':'"
                + name + "','uid':'" + (uid.isEmpty() ? "u-" + name : uid) + "','resourceVersion':'"
                + QByteArray::number(version) + "'}}");
}

inline QByteArray watchLine(const QByteArray& type, const QByteArray& object)
{
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
}

inline QByteArray listJson(int version, const QByteArrayList& items, const QByteArray& next = {})
{
    return json("{'kind':'ConfigMapList','apiVersion':'v1','metadata':{'resourceVersion':'"
                + QByteArray::number(version) + "','continue':'" + next + "'},'items':[")
           + items.join(',') + "]}";
}

//! A server of one type: lists come from `onList`, what the test feeds goes out on the open watch.
class WatchServer
{
public:
    using Handler = FakeServer::Handler;
    ~WatchServer() { close(); }

    void close()
    {
        {
            const std::lock_guard guard(m_lock);
            m_isClosed = true;
        }
        m_wake.notify_all();
    }
    //! Lines for the watch that is open, or for the next one.
    void feed(const QByteArray& bytes) { give(bytes); }
    //! Ends the open watch as the server does at its timeout.
    void endWatch() { give({}); }

    void setList(const QByteArray& body)
    {
        const std::lock_guard guard(m_lock);
        m_list = body;
    }
    std::atomic<int> version = 1'000'000; //!< what a check is told
    //! What was last asked of the type.
    QByteArray last() const
    {
        QByteArray target;
        for (const Received& request : server.requests())
            if (!request.target.endsWith("/kube-system"))
                target = request.target;
        return target;
    }
    QByteArray systemUid()
    {
        const std::lock_guard guard(m_lock);
        return m_systemUid;
    }
    Handler onList; //!< instead of the list
    std::function<bool(Peer&, const Received&, int number)> onWatch; //!< true: it answered itself
    std::atomic<int> lists = 0, watches = 0, checks = 0; //!< checks: of the present version

    void serve(Peer& peer, const Received& request)
    {
        if (request.target == "/api/v1/namespaces/kube-system")
            return peer.answer(200, json("{'kind':'Namespace','metadata':{'name':'kube-system','"
                                         "uid':'"
                                         + systemUid() + "'}}"));
        if (!request.target.contains("watch=1")) {
            const bool isCheck = request.target.endsWith("?limit=1");
            ++(isCheck ? checks : lists);
            if (isCheck)
                return peer.answer(200, listJson(version, {}));
            if (onList)
                return onList(peer, request);
            QByteArray body;
            {
                const std::lock_guard guard(m_lock);
                body = m_list;
            }
            return peer.answer(200, body);
        }
        const int number = ++watches;
        if (onWatch && onWatch(peer, request, number))
            return;
        peer.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                   "chunked\r\n\r\n");
        while (true) {
            std::unique_lock guard(m_lock);
            m_wake.wait(guard, [this] { return m_isClosed || !m_out.empty(); });
            if (m_isClosed)
                return;
            const QByteArray bytes = m_out.front();
            m_out.pop_front();
            guard.unlock();
            peer.chunk(bytes);
            if (bytes.isEmpty())
                return;
        }
    }

private:
    void give(const QByteArray& bytes)
    {
        {
            const std::lock_guard guard(m_lock);
            m_out.push_back(bytes);
        }
        m_wake.notify_all();
    }
    std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<QByteArray> m_out;
    QByteArray m_list = listJson(10, {}), m_systemUid = "this-cluster";
    bool m_isClosed = false;

public:
    FakeServer server{
        FakeServer::serving([this](Peer& peer, const Received& request) { serve(peer, request); })};
};

} // namespace plumb::kube
