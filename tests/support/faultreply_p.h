// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/faultproxy.h"
#include "support/faultwire_p.h"

#include <random>

// What the fault proxy does to a reply.
namespace plumb::test {

QByteArray wordsOf(const Fault& fault); //!< for the log
//! Objects change places; the lines of one object, and all around a bookmark, keep their order.
QByteArrayList shuffled(const QByteArrayList& lines, std::mt19937& chance);

//! What goes out to the client, as fast and as far as the fault lets it.
class Outlet
{
public:
    using Pause = std::function<bool(std::chrono::steady_clock::duration)>;
    Outlet(Wire& wire, const Fault& fault, Pause pause)
        : m_wire(wire)
        , m_fault(fault)
        , m_pause(std::move(pause))
    {
    }
    bool write(QByteArrayView bytes, bool isBody)
    {
        const bool isCut = m_fault.cutAfter >= 0 && m_sent + bytes.size() >= m_fault.cutAfter;
        if (isCut)
            bytes = bytes.first(m_fault.cutAfter - m_sent);
        const qint64 rate = m_fault.bytesPerSecond > 0 ? m_fault.bytesPerSecond
                            : isBody                   ? m_fault.bodyPerSecond
                                                       : 0;
        const qsizetype step = rate > 0 ? std::max<qsizetype>(1, rate / 10) : bytes.size();
        while (!bytes.isEmpty()) {
            const auto now = bytes.first(std::min(step, bytes.size()));
            if (!m_wire.write(now))
                return false;
            m_sent += now.size();
            bytes = bytes.sliced(now.size());
            if (rate > 0 && !m_pause(std::chrono::microseconds(now.size() * 1'000'000 / rate)))
                return false;
        }
        return !isCut;
    }
    qint64 sent() const { return m_sent; }
    bool isCut() const { return m_fault.cutAfter >= 0 && m_sent >= m_fault.cutAfter; }

private:
    Wire& m_wire;
    const Fault& m_fault;
    const Pause m_pause;
    qint64 m_sent = 0;
};

} // namespace plumb::test
