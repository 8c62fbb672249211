// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>

namespace plumb {

//! Waiting times that double: 0.8 s, 1.6 s, ... 30 s, each plus up to as much again by chance.
// client-go tools/cache reflector: 0.8 s, factor 2, cap 30 s, jitter 1.0
class Backoff
{
public:
    //! `random` answers a number in [0, 1); a test hands in a constant.
    explicit Backoff(std::function<double()> random)
        : m_random(std::move(random))
    {
    }
    std::chrono::milliseconds next()
    {
        const auto wait = m_wait;
        m_wait = std::min(m_wait * 2, kCeiling);
        return wait
               + std::chrono::milliseconds(
                   static_cast<std::int64_t>(double(wait.count()) * m_random()));
    }
    void reset() { m_wait = kFirst; }

private:
    static constexpr std::chrono::milliseconds kFirst{800}, kCeiling{30'000};
    std::chrono::milliseconds m_wait = kFirst;
    std::function<double()> m_random;
};

} // namespace plumb
