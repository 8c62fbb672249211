// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// git's commit-graph files. A first byte 'C' makes a chain: the rest is cut at "----" into layers,
// the names of which are the checksums at their ends. No access leaves the files, and what one
// function says does not contradict another.
#include "fuzz/fuzz.h"

#include "git/commitgraphfile_p.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::git;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    ALWAYS(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    ALWAYS(file.write(bytes) == bytes.size());
}

//! A git folder of this process.
const QString& folder()
{
    static const QTemporaryDir made;
    static const QString path = made.path();
    return path;
}

void lay(const QByteArray& input)
{
    const QString info = folder() + u"/objects/info"_s;
    const QString chain = info + u"/commit-graphs"_s;
    QDir().mkpath(info);
    QDir(chain).removeRecursively();
    QFile::remove(info + u"/commit-graph"_s);
    if (!input.startsWith('C') || input.startsWith("CGPH")) {
        write(info + u"/commit-graph"_s, input);
        return;
    }
    QDir().mkpath(chain);
    QByteArray names, rest = input.sliced(1);
    while (!rest.isEmpty()) {
        const auto cut = rest.indexOf("----");
        const QByteArray layer = cut < 0 ? rest : rest.left(cut);
        rest = cut < 0 ? QByteArray() : rest.sliced(cut + 4);
        const QByteArray name = layer.right(20).rightJustified(20, '\0').toHex();
        write(chain + u"/graph-"_s + QString::fromLatin1(name) + u".graph"_s, layer);
        names += name + '\n';
    }
    write(chain + u"/commit-graph-chain"_s, names);
}

} // namespace

FUZZ_TARGET(commitgraph)
{
    lay(input);
    const auto opened = CommitGraphFile::open(folder());
    if (!opened) {
        ALWAYS(!opened.error().summary.isEmpty());
        return;
    }
    const CommitGraphFile& graph = **opened;
    const quint32 size = graph.size();
    ALWAYS(qint64(size) * 56 <= input.size()); // an id and a record each
    // A file that fails this is never shown.
    const bool isIntact = graph.isIntact({});
    for (quint32 i = 0; i < size; ++i) {
        graph.prefetch(i);
        (void)graph.tree(i);
        (void)graph.date(i);
        const ObjectId id = graph.id(i);
        const quint32 found = graph.find(id);
        ALWAYS((found == CommitGraphFile::kNone && !isIntact)
               || (found < size && graph.id(found) == id));
        std::vector<quint32> parents;
        (void)graph.parents(i, parents);
        for (const quint32 parent : parents)
            ALWAYS(parent < size);
    }
    const auto dates = graph.correctedDates();
    ALWAYS(dates.empty() || dates.size() == size);
    for (quint32 i = 0; i < quint32(dates.size()) && isIntact; ++i) {
        std::vector<quint32> parents;
        graph.parents(i, parents);
        for (const quint32 parent : parents)
            ALWAYS(dates[i] > dates[parent]);
    }
    (void)graph.isIntact({});
}
