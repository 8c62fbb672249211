// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace plumb::kube {

//! One Kubernetes object as it stands in an answer. The views hold until the scan goes on.
struct ScannedObject
{
    // Without data() where the member is not there at all.
    std::string_view apiVersion, kind, ns, name, uid, resourceVersion, created, terminating;
    std::string_view labels, owners; //!< JSON text of metadata.labels and ownerReferences, or empty
    bool endsInitialEvents = false; //!< a bookmark: k8s.io/initial-events-end
    std::string_view text; //!< all of it
    std::string_view
        managed; //!< within `text`: managedFields with the comma that parts it, or empty

    int members = 0; //!< of the object itself
    //! The object's own text. A list leaves out the kind of its items: those given here stand in.
    QByteArray json(bool keepManagedFields, const QByteArray& listedKind = {},
                    const QByteArray& listedVersion = {}) const;
};

struct ScannedList
{
    QString kind, resourceVersion, next;
};

struct ScannedEvent
{
    std::string_view type;
    ScannedObject object;
};

// Every value is read: what is no JSON, a key that is there twice, an integer of more than 64 bits
// and a nesting of more than 500 levels are refused with the sentence that is returned, wherever
// they are. A body that stops early does not count as complete. // M2, M5, W-11

//! Tells each item as it comes; the head may come behind them.
std::optional<QString> scanList(const QByteArray& body, ScannedList& list,
                                const std::function<void(const ScannedObject&)>& onItem);

//! Reads lines of a watch one after the other with the same buffers.
class EventScanner
{
public:
    EventScanner();
    ~EventScanner();
    EventScanner(const EventScanner&) = delete;
    EventScanner& operator=(const EventScanner&) = delete;
    //! The views hold until the next line.
    std::optional<QString> scan(const QByteArray& line, ScannedEvent& event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace plumb::kube
