// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sample.h"

namespace plumb::sandbox {

//! One service in one environment: what its manifests are written from.
struct ServiceState
{
    QString image; //!< tag
    int replicas = 1;
    int memoryMi = 128, cpuMilli = 100;
    QMap<QString, QString> settings; //!< the ConfigMap
    bool hasBudget = false, hasIngress = false, hasAutoscaler = false, hasSecret = false;
    bool splitProbes = false;
};

//! The manifests of a service, by file name.
Files manifestsOf(const QString& service, const QString& environment, const ServiceState& state);

} // namespace plumb::sandbox
