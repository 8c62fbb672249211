// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bench/support/ratios.h"

#include "kube/kubeconfig.h"

#include <QCoreApplication>
#include <QJsonObject>

// The processes that the benches of live objects time: each follows Pods as the window's engine
// does, checks what it has, writes a report and ends.
namespace plumb::bench {

//! An application whose longest event on the UI thread is known.
class WatchedApplication final : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;
    bool notify(QObject* receiver, QEvent* event) override;
    double longestEvent = 0; //!< ms of CPU time of this thread
};

struct ProbePlan
{
    kube::Endpoint endpoint;
    int pods = 0;
    int events = 0; //!< of PodHistory; 0: done when the list is there
    QString report; //!< file
    bool isSimulated = true; //!< the content is PodHistory's and is compared with it
    bool rests = false; //!< waits until everything is packed with the dictionary
    bool inPages = false;
};

//! Runs until the Pods are there (and the events have come), checks, reports and ends the process.
[[noreturn]] void runProbe(WatchedApplication& application, const ProbePlan& plan);

QJsonObject reportIn(const QString& file);

} // namespace plumb::bench
