// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/faultreply_p.h"

#include <algorithm>

namespace plumb::test {

using namespace std::chrono_literals;

QByteArray wordsOf(const Fault& fault)
{
    QByteArray words;
    const auto say = [&](bool isSo, const QByteArray& what) {
        if (isSo)
            words += (words.isEmpty() ? "" : ", ") + what;
    };
    say(fault.wait > 0ms, "waited " + QByteArray::number(fault.wait.count()) + " ms");
    say(!fault.answer.isEmpty(), "answered in its place");
    say(fault.isMute, "never answered");
    say(fault.swallows, "swallowed the reply");
    say(fault.bytesPerSecond > 0, "rate " + QByteArray::number(fault.bytesPerSecond));
    say(fault.bodyPerSecond > 0, "rate of the body " + QByteArray::number(fault.bodyPerSecond));
    say(fault.cutAfter >= 0, (fault.end == Fault::End::Reset ? "reset after " : "cut after ")
                                 + QByteArray::number(fault.cutAfter));
    say(fault.flips >= 0, "flipped a bit of byte " + QByteArray::number(fault.flips));
    say(fault.status > 0, "status " + QByteArray::number(fault.status));
    say(!fault.date.isEmpty(), "date " + fault.date);
    say(fault.lines == Fault::Lines::Doubled, "doubled lines");
    say(fault.lines == Fault::Lines::Shuffled, "shuffled lines");
    return words;
}

QByteArrayList shuffled(const QByteArrayList& lines, std::mt19937& chance)
{
    // By name: what is replaced under its name is one object to the server's watch.
    const auto objectIn = [](const QByteArray& line) {
        const auto at = line.indexOf("\"metadata\":{\"name\":\"");
        return at < 0 ? QByteArray() : line.mid(at + 20, line.indexOf('"', at + 20) - at - 20);
    };
    QByteArrayList all;
    for (qsizetype at = 0; at < lines.size();) {
        QList<QByteArrayList> piles;
        QByteArrayList objects;
        for (; at < lines.size() && !objectIn(lines.at(at)).isEmpty(); ++at) {
            const QByteArray object = objectIn(lines.at(at));
            if (!objects.contains(object)) {
                objects += object;
                piles.append(QByteArrayList());
            }
            piles[objects.indexOf(object)] += lines.at(at);
        }
        std::shuffle(piles.begin(), piles.end(), chance);
        for (const QByteArrayList& pile : std::as_const(piles))
            all += pile;
        if (at < lines.size())
            all += lines.at(at++); // no object: a bookmark
    }
    return all;
}

} // namespace plumb::test
