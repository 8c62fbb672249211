// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/cluster.h"

#include <QObject>

namespace plumb::kube {

struct StoreDelta
{
    QList<objects::ResourceKey> added, changed, removed;
    bool isEmpty() const { return added.isEmpty() && changed.isEmpty() && removed.isEmpty(); }
};

//! The live objects of one type (and namespace) of one cluster. Lives on the UI thread; filled by
//! its Reflector. changed() comes at most every 100 ms.
class ObjectStore : public QObject
{
    Q_OBJECT
public:
    explicit ObjectStore(QObject* parent = nullptr);
    ~ObjectStore() override;
    QList<objects::Object> all() const;
    std::optional<objects::Object> find(const objects::ResourceKey& key) const;
    qsizetype size() const;
    void replace(const QList<objects::Object>& items);
    enum class Change { Added, Modified, Deleted };
    void apply(Change change, const objects::Object& object);

Q_SIGNALS:
    void changed(const plumb::kube::StoreDelta& delta);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::kube
