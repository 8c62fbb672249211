// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"

namespace plumb::plan {

//! A cluster to sync to, with another program that writes to it and a log of what arrived there.
//! The same cases run on the real kube-apiserver and on the sandbox's.
class SyncTarget
{
public:
    virtual ~SyncTarget() = default;
    //! The one of this program; a failure says why nothing can be tried.
    static Result<std::unique_ptr<SyncTarget>> open();

    virtual std::shared_ptr<kube::ApiClient> client() = 0;
    //! As `kubectl scale`, `kubectl label touched=yes` and `kubectl delete` do.
    virtual void scale(const QString& ns, const QString& deployment, int replicas) = 0;
    virtual void label(const QString& ns, const QString& plural, const QString& name) = 0;
    virtual void remove(const QString& ns, const QString& plural, const QString& name) = 0;
    //! How many of Plumbline's applies of an object reached the server; dry runs do not count.
    virtual int writesOf(const QString& ns, const QString& plural, const QString& name) = 0;
};

} // namespace plumb::plan
