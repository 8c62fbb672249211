// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/kubeconfig.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace plumb::engine {

//! What the kubeconfig says now of a context that we are connected to. A connection stays what it
//! was made of: another tool's edit never moves it to another cluster. // reliability K6, K7
struct EntryNews
{
    enum class What {
        Same,
        OtherUser, //!< other credentials, another way: offered, and the connection goes on
        OtherCluster, //!< another server or another authority: disconnected
        Gone //!< no usable entry: disconnected
    };
    What what = What::Same;
    QString sentence;
    bool isDisconnected() const { return what == What::OtherCluster || what == What::Gone; }
};
EntryNews newsOf(const kube::Endpoint& pinned, const Result<kube::Endpoint>& now);

//! Tells when one of the files may read differently; it only tells. On the UI thread, reads on the
//! pool.
class KubeconfigWatch : public QObject
{
public:
    //! `files` are the kubeconfigs, in their order; onNews is called with what they say.
    KubeconfigWatch(QStringList files, QThreadPool* pool,
                    std::function<void(const kube::Kubeconfig&)> onNews);
    //! Watches these files and those that they name, and the folders in which they are replaced.
    void cover(const kube::Kubeconfig& kubeconfig);

private:
    const QStringList m_files;
    QThreadPool* const m_pool;
    const std::function<void(const kube::Kubeconfig&)> m_onNews;
    kube::Kubeconfig m_known; //!< a folder may be written to for other reasons
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
};

} // namespace plumb::engine
