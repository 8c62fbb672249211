// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>

#include <functional>
#include <memory>

namespace plumb::kube {

//! At most four lists at once per client: sixty types after a lost connection must not ask all
//! together. On the UI thread only. // W-24
class ListGate
{
public:
    //! One who wants to list; leaves when it goes.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;
        ~Ticket() { leave(); }
        //! Calls `go` now or when it is our turn.
        void enter(const void* client, std::function<void()> go)
        {
            leave();
            m_client = client;
            m_go = std::move(go);
            gates()[client].waiting += this;
            ListGate::next(client);
        }
        void leave()
        {
            const void* client = std::exchange(m_client, nullptr);
            if (!client)
                return;
            Gate& gate = gates()[client];
            gate.waiting.removeAll(this);
            gate.inside -= std::exchange(m_isInside, false) ? 1 : 0;
            ListGate::next(client);
        }

    private:
        friend class ListGate;
        const void* m_client = nullptr;
        std::function<void()> m_go;
        bool m_isInside = false;
    };

private:
    static constexpr int kAtOnce = 4;
    struct Gate
    {
        int inside = 0;
        QList<Ticket*> waiting;
    };
    static QHash<const void*, Gate>& gates()
    {
        static QHash<const void*, Gate> all;
        return all;
    }
    static void next(const void* client)
    {
        while (gates()[client].inside < kAtOnce && !gates()[client].waiting.isEmpty()) {
            Ticket* const ticket = gates()[client].waiting.takeFirst();
            ++gates()[client].inside;
            ticket->m_isInside = true;
            ticket->m_go();
        }
        if (gates()[client].inside == 0 && gates()[client].waiting.isEmpty())
            gates().remove(client);
    }
};

} // namespace plumb::kube
