// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world.h"

#include <QTest>

namespace plumb::chaos {

//! What one row showed over all its seeds.
struct Outcome
{
    QByteArray row;
    int seeds = 0, converged = 0, wrong = 0;
    std::chrono::milliseconds longest{0};
};

//! Plays one row on several seeds and keeps the table.
class Rows
{
public:
    using Row = std::function<void(World&)>;
    struct Options
    {
        std::chrono::milliseconds within; //!< to converge, once the fault is over
        int kinds = 1, objects = 12;
        //! Where the end is not a fresh copy of what the server holds.
        std::function<bool(World&)> end = {};
    };
    Rows();
    //! The row ends with the moment at which the fault is over.
    void play(const Options& options, const Row& row);
    void print() const;

private:
    QList<quint32> m_seeds;
    QList<Outcome> m_outcomes;
};

} // namespace plumb::chaos
