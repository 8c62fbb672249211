// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support.h"

#include <QRandomGenerator>

namespace plumb::git {

//! Histories of every shape that git knows, as commits without files.
enum class Shape { Plain, Octopus, CrissCross, Skew, Roots, Branches, Shallow, Replaced };
inline constexpr int kShapes = 8;

//! Marks 1 to `commits`, for `git fast-import`; branches and tags point at some of them, "main" at
//! the last.
inline QByteArray streamOf(Shape shape, int commits, QRandomGenerator& random)
{
    QByteArray text;
    QList<int> tips; // criss-cross: two lines that merge each other
    for (int n = 1; n <= commits; ++n) {
        QList<int> parents;
        const auto add = [&](int parent) {
            if (parent >= 1 && parent < n && !parents.contains(parent))
                parents += parent;
        };
        const bool isRoot = n == 1 || (shape == Shape::Roots && random.bounded(8) == 0);
        if (!isRoot) {
            add(n - 1 - random.bounded(std::min(n - 1, shape == Shape::Branches ? 60 : 4)));
            if (shape == Shape::CrissCross && n > 3 && random.bounded(2))
                add(n - 1 - random.bounded(3));
            if (random.bounded(6) == 0)
                add(1 + random.bounded(n - 1));
            if (shape == Shape::Octopus && random.bounded(4) == 0)
                for (int more = random.bounded(9); more > 0; --more)
                    add(1 + random.bounded(n - 1));
        }
        qint64 date = 1'600'000'000 + n * 60 - random.bounded(100);
        if (shape == Shape::Skew) {
            date = 1'600'000'000 + random.bounded(5'000); // also many equal ones
            if (random.bounded(20) == 0)
                date += 2'500'000'000; // its children's corrected dates overflow 31 bits
        }
        const QByteArray mark = QByteArray::number(n), message = "commit " + mark;
        text += "commit refs/heads/build\nmark :" + mark + "\ncommitter Ada <ada@example.org> "
                + QByteArray::number(date) + " +0000\ndata " + QByteArray::number(message.size())
                + '\n' + message + '\n';
        if (!parents.isEmpty())
            text += "from :" + QByteArray::number(parents.takeFirst()) + '\n';
        else if (n > 1)
            text = text.replace("commit refs/heads/build\nmark :" + mark + '\n',
                                "reset refs/heads/build\n\ncommit refs/heads/build\nmark :" + mark
                                    + '\n');
        for (const int parent : parents)
            text += "merge :" + QByteArray::number(parent) + '\n';
        text += '\n';
    }
    const auto point = [&](const QByteArray& ref, int mark) {
        text += "reset " + ref + "\nfrom :" + QByteArray::number(mark) + "\n\n";
    };
    const int branches = shape == Shape::Branches ? 100 : 4;
    for (int i = 0; i < branches; ++i)
        point("refs/heads/b" + QByteArray::number(i), 1 + random.bounded(commits));
    for (int i = 0; i < 3; ++i) {
        const QByteArray name = "t" + QByteArray::number(i);
        text += "tag " + name + "\nfrom :" + QByteArray::number(1 + random.bounded(commits))
                + "\ntagger Ada <ada@example.org> 1600000000 +0000\ndata 1\nx\n";
    }
    point("refs/heads/main", commits);
    return text;
}

inline QStringList lines(const QByteArray& text)
{
    return QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
}

inline QStringList hexes(const QList<CommitId>& ids)
{
    QStringList all;
    for (const CommitId& one : ids)
        all += one.toHex();
    return all;
}

//! "id parent parent…" for each row, as `git rev-list --parents` prints it.
inline QByteArray listed(const CommitGraph& graph)
{
    QByteArray text;
    for (int row = 0; row < graph.size(); ++row) {
        text += graph.id(row).toHex().toLatin1();
        for (const auto parent : graph.parents(row))
            text +=
                ' ' + (parent < 0 ? QByteArray("outside") : graph.id(parent).toHex().toLatin1());
        text += '\n';
    }
    return text.trimmed();
}

//! The lines between commits that are listed: what leads to others is left out.
inline QByteArrayList linesBetween(const QByteArray& listing)
{
    QByteArrayList lines = listing.split('\n');
    QSet<QByteArray> ids;
    for (const QByteArray& line : std::as_const(lines))
        ids += line.left(40);
    for (QByteArray& line : lines) {
        QByteArrayList words = line.split(' ');
        words.removeIf([&](const QByteArray& word) { return !ids.contains(word); });
        line = words.join(' ');
    }
    return lines;
}

//! What git itself says of all refs, in its topological order.
inline QByteArray listedByGit(const QString& repository, const QStringList& options = {})
{
    return GitFixture::at(repository)
        .git(
            QStringList{u"--no-replace-objects"_s, u"rev-list"_s, u"--topo-order"_s, u"--parents"_s}
            + options
            + QStringList{u"--glob=refs/clone"_s, u"--glob=refs/remotes"_s, u"--glob=refs/tags"_s,
                          u"--glob=refs/heads"_s});
}

//! Lines that begin with the id of a commit, sorted as the order by date promises: by a date later
//! than those of all parents, then by id. What git says of each commit alone decides.
inline QByteArrayList byDate(QByteArrayList lines, const QString& repository)
{
    QByteArrayList all = listedByGit(repository, {u"--timestamp"_s}).split('\n');
    std::reverse(all.begin(), all.end()); // parents come first now
    QHash<QByteArray, qint64> dates;
    for (const QByteArray& line : std::as_const(all)) {
        const QByteArrayList words = line.split(' '); // "<date> <id> <parent>…"
        qint64 date = words[0].toLongLong();
        for (const QByteArray& parent : words.mid(2))
            date = std::max(date, dates.value(parent, -1) + 1);
        dates[words.value(1)] = date;
    }
    std::sort(lines.begin(), lines.end(), [&](const QByteArray& a, const QByteArray& b) {
        const qint64 ofA = dates.value(a.left(40)), ofB = dates.value(b.left(40));
        return ofA != ofB ? ofA > ofB : a < b;
    });
    return lines;
}

} // namespace plumb::git
