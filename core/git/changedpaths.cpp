// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The filters: gitformat-commit-graph(5), "Bloom Filter Data".

#include "git/changedpaths_p.h"

#include <bit>

namespace plumb::git {

namespace {

enum class Letters {
    Signed,
    Unsigned
}; // git's first version took letters beyond ASCII as negative

quint32 murmur3(quint32 seed, QByteArrayView bytes, Letters letters)
{
    constexpr quint32 kFirst = 0xcc9e2d51, kSecond = 0x1b873593;
    const auto at = [&](qsizetype i) {
        return letters == Letters::Signed ? quint32(qint32(qint8(bytes[i])))
                                          : quint32(quint8(bytes[i]));
    };
    const qsizetype whole = bytes.size() / 4 * 4;
    for (qsizetype i = 0; i < whole; i += 4) {
        quint32 word = at(i) | at(i + 1) << 8 | at(i + 2) << 16 | at(i + 3) << 24;
        word = std::rotl(word * kFirst, 15) * kSecond;
        seed = std::rotl(seed ^ word, 13) * 5 + 0xe6546b64;
    }
    quint32 rest = 0;
    for (qsizetype i = bytes.size() - 1; i >= whole; --i)
        rest ^= at(i) << ((i - whole) * 8);
    if (whole < bytes.size())
        seed ^= std::rotl(rest * kFirst, 15) * kSecond;
    seed ^= quint32(bytes.size());
    seed = (seed ^ seed >> 16) * 0x85ebca6b;
    seed = (seed ^ seed >> 13) * 0xc2b2ae35;
    return seed ^ seed >> 16;
}

} // namespace

PathKey::PathKey(QByteArrayView path)
{
    constexpr std::array<quint32, 2> kSeeds{0x293ae76f, 0x7e646e2c};
    for (size_t i = 0; i < kSeeds.size(); ++i) {
        m_hashes[0][i] = murmur3(kSeeds[i], path, Letters::Signed);
        m_hashes[1][i] = murmur3(kSeeds[i], path, Letters::Unsigned);
    }
}

bool PathKey::mayBeIn(const FilterRules& rules, std::span<const uchar> filter) const
{
    if (filter.empty() || rules.version < 1 || rules.version > m_hashes.size())
        return true;
    const auto& [first, second] = m_hashes[rules.version - 1];
    const quint64 bits = quint64(filter.size()) * 8;
    for (quint32 i = 0; i < rules.hashes; ++i) {
        const quint64 bit = (first + i * second) % bits;
        if (!(filter[size_t(bit / 8)] >> (bit % 8) & 1))
            return false;
    }
    return true;
}

} // namespace plumb::git
