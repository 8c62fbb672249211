// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitorder_p.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace plumb::git {

namespace {

using Node = CommitTable::Node;

//! The commits with the latest corrected date first. No two of an equal date descend from each
//! other; their ids decide, so that the order does not depend on where a commit was read.
std::vector<Node> newestFirst(const CommitTable& table, const std::vector<quint64>& dates)
{
    const auto [oldest, newest] = std::minmax_element(dates.begin(), dates.end());
    std::vector<Node> order(dates.size());
    if (*newest - *oldest > 0xffff'ffffU) {
        std::iota(order.begin(), order.end(), Node(0));
        std::sort(order.begin(), order.end(), [&](Node a, Node b) { return dates[a] > dates[b]; });
    } else {
        constexpr int kBits = 11;
        constexpr size_t kMask = (size_t(1) << kBits) - 1;
        std::array<std::array<quint32, kMask + 1>, 3> counts{};
        std::vector<quint64> keys(dates.size()), sorted(dates.size()); // age, node
        for (size_t i = 0; i < dates.size(); ++i) {
            const quint64 age = *newest - dates[i];
            keys[i] = age << 32 | i;
            for (size_t digit = 0; digit < counts.size(); ++digit)
                ++counts[digit][age >> (digit * kBits) & kMask];
        }
        for (size_t digit = 0; digit < counts.size(); ++digit) {
            auto& count = counts[digit];
            if (std::any_of(count.begin(), count.end(),
                            [&](quint32 n) { return n == dates.size(); }))
                continue; // it is the same everywhere
            std::exclusive_scan(count.begin(), count.end(), count.begin(), 0U);
            for (const quint64 key : keys)
                sorted[count[key >> (32 + digit * kBits) & kMask]++] = key;
            keys.swap(sorted);
        }
        std::transform(keys.begin(), keys.end(), order.begin(),
                       [](quint64 key) { return Node(key); });
    }
    for (auto at = order.begin(); at != order.end();) {
        auto end = at + 1;
        while (end != order.end() && dates[*end] == dates[*at])
            ++end;
        if (end - at > 1)
            std::sort(at, end, [&](Node a, Node b) { return table.id(a) < table.id(b); });
        at = end;
    }
    return order;
}

enum Mark : quint8 { Wanted = 1, Hidden = 2, Passed = 4 };
constexpr size_t kAhead = 16; // so many rows ahead memory is asked for what they will need

std::optional<CommitRows> byDate(std::shared_ptr<const CommitTable> table,
                                 const CommitChoice& choice, int limit)
{
    std::vector<quint64> dates = table->correctedDates();
    if (dates.size() != table->size())
        return std::nullopt;
    CommitRows rows;
    rows.table = std::move(table);
    const CommitTable& commits = *rows.table;
    if (dates.empty())
        return rows;
    const std::vector<Node> order = newestFirst(commits, dates);
    dates = {};
    std::vector<quint8> marks(order.size());
    for (const Node tip : choice.tips)
        marks[tip] |= Wanted;
    for (const Node hidden : choice.hidden)
        marks[hidden] |= Hidden;
    rows.nodes.reserve(order.size());
    rows.firstParent.reserve(order.size() + 1);
    rows.parents.reserve(order.size() + order.size() / 4);
    for (size_t i = 0; i < order.size(); ++i) {
        if (i + kAhead < order.size())
            commits.prefetch(order[i + kAhead]);
        const Node node = order[i];
        const quint8 mark = marks[node];
        marks[node] |= Passed;
        if (mark == 0 || !commits.isRead(node))
            continue;
        const size_t first = rows.parents.size();
        if (!commits.parents(node, rows.parents))
            return std::nullopt;
        for (size_t at = first; at < rows.parents.size(); ++at) {
            quint8& above = marks[rows.parents[at]];
            if (above & Passed)
                return std::nullopt;
            above |= mark;
        }
        if (mark & Hidden) {
            rows.parents.resize(first);
            continue;
        }
        rows.nodes.push_back(node);
        rows.firstParent.push_back(quint32(rows.parents.size()));
        if (limit > 0 && rows.nodes.size() == size_t(limit))
            break;
    }
    return rows;
}

} // namespace

CommitRows topologically(const CommitRows& rows, std::span<const Node> tips, int limit)
{
    constexpr quint32 kNoRow = 0xffff'ffff;
    std::vector<quint32> rowOf(rows.table->size(), kNoRow);
    for (size_t row = 0; row < rows.nodes.size(); ++row)
        rowOf[rows.nodes[row]] = quint32(row);
    std::vector<quint32> children(rows.nodes.size());
    for (const Node parent : rows.parents)
        if (rowOf[parent] != kNoRow)
            ++children[rowOf[parent]];
    std::vector<Node> ready(tips.begin(), tips.end());
    std::stable_sort(ready.begin(), ready.end(),
                     [&](Node a, Node b) { return rows.table->date(a) > rows.table->date(b); });
    std::vector<bool> seen(rows.nodes.size());
    std::erase_if(ready, [&](Node tip) {
        const quint32 row = rowOf[tip];
        if (row == kNoRow || children[row] > 0 || seen[row])
            return true;
        seen[row] = true;
        return false;
    });
    std::reverse(ready.begin(), ready.end());
    CommitRows sorted;
    sorted.table = rows.table;
    sorted.nodes.reserve(rows.nodes.size());
    sorted.firstParent.reserve(rows.firstParent.size());
    sorted.parents.reserve(rows.parents.size());
    while (!ready.empty() && (limit == 0 || sorted.nodes.size() < size_t(limit))) {
        const Node node = ready.back();
        ready.pop_back();
        const quint32 row = rowOf[node];
        sorted.nodes.push_back(node);
        for (quint32 i = rows.firstParent[row]; i < rows.firstParent[row + 1]; ++i) {
            const Node parent = rows.parents[i];
            sorted.parents.push_back(parent);
            if (rowOf[parent] != kNoRow && --children[rowOf[parent]] == 0)
                ready.push_back(parent);
        }
        sorted.firstParent.push_back(quint32(sorted.parents.size()));
    }
    return sorted;
}

std::optional<CommitRows> orderCommits(std::shared_ptr<const CommitTable> table,
                                       const CommitChoice& choice)
{
    const bool isByDate = choice.order == CommitOrder::Date;
    auto rows = byDate(std::move(table), choice, isByDate ? choice.limit : 0);
    if (!rows || isByDate)
        return rows;
    return topologically(*rows, choice.tips, choice.limit);
}

} // namespace plumb::git
