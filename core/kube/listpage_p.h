// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/packing_p.h"
#include "kube/paths_p.h"

namespace plumb::kube {

//! One page of a list, for a store.
struct PackedPage
{
    QList<PackedObject> items;
    QString resourceVersion, next;
};

//! Reads a page as parseListPage() does, without a tree of any object. Worker threads.
Result<PackedPage> packListPage(const ApiResource& type, const QByteArray& body,
                                const QString& doing, const Packing& how);

} // namespace plumb::kube
