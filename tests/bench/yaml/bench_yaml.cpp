// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B5: 10,000 manifests of one file to positioned trees, our front end against yaml-cpp's LoadAll.
// Both first say what they found: the number of documents and values, and a digest of all keys and
// scalars.

#include "bench/support/manifests.h"
#include "bench/support/ratios.h"
#include "yaml/parse.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::bench;

namespace {

QString manifests(const QTemporaryDir& scratch, int count)
{
    const QString path = scratch.filePath(u"manifests.yaml"_s);
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += (i > 0 ? "---\n" : "") + manifest(i);
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
    std::fprintf(stderr, "%d manifests, %.1f MB\n", count, double(text.size()) / 1e6);
    return path;
}

struct Found
{
    quint64 digest = 14695981039346656037ULL;
    quint64 values = 0;

    void text(const QString& text)
    {
        ++values;
        for (const char byte : text.toUtf8())
            digest = (digest ^ quint8(byte)) * 1099511628211ULL;
    }
    void walk(const yaml::Node& node)
    {
        text(node.text());
        for (const yaml::Node& item : node.items())
            walk(item);
        for (const yaml::Node::Member& member : node.members()) {
            text(member.key);
            walk(member.value);
        }
    }
};

//! The timed process.
[[noreturn]] void read(const QString& path, bool tells)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    const yaml::Budget budget{64LL << 20, 4LL << 20, 50'000, 64, 10'000, 5'000'000};
    const yaml::Parsed parsed = yaml::parseManifest(file.readAll(), budget);
    if (!parsed.problems.isEmpty())
        qFatal("%s", qPrintable(parsed.problems[0].message));
    if (tells) {
        Found found;
        for (const yaml::Document& document : parsed.documents)
            found.walk(*document.root);
        std::printf("%lld %llu %016llx\n", qlonglong(parsed.documents.size()),
                    qulonglong(found.values), qulonglong(found.digest));
        std::fflush(stdout);
    }
    std::_Exit(0);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"read"_s, u"Be the timed process."_s, u"FILE"_s},
                       {u"digest"_s, u"It says what it found."_s}});
    Bench bench(parser, application);
    if (parser.isSet(u"read"_s))
        read(parser.value(u"read"_s), parser.isSet(u"digest"_s));
    const QTemporaryDir scratch;
    const int count = bench.isFull() ? 10'000 : 400;
    const QString file = manifests(scratch, count);
    const QString self = QCoreApplication::applicationFilePath();
    const QString peer = QCoreApplication::applicationDirPath() + u"/peer_loadall"_s;
    const QByteArray found = output({self, u"--read"_s, file, u"--digest"_s});
    if (const QByteArray theirs = output({peer, u"--digest"_s, file}); found != theirs)
        qFatal("we found %s, yaml-cpp %s", found.constData(), theirs.constData());
    std::fprintf(stderr, "both found (documents, values, digest): %s", found.constData());
    if (found.left(found.indexOf(' ')).toInt() != count)
        qFatal("of %d documents %s were read", count, found.constData());
    double oursHeld = 0, peerHeld = 0;
    bench.measure({u"B5"_s, u"%1 manifests to trees / yaml-cpp LoadAll, s"_s.arg(count),
                   [&] {
                       const Cost cost = run({self, u"--read"_s, file});
                       oursHeld = cost.mebibytes;
                       return cost.seconds;
                   },
                   [&] {
                       const Cost cost = run({peer, u"--tree"_s, file});
                       peerHeld = cost.mebibytes;
                       return cost.seconds;
                   },
                   0.25, 0.09});
    bench.measure({u"B5 memory"_s, u"the same, MiB at most"_s, [&] { return oursHeld; },
                   [&] { return peerHeld; }, 0.5, 0.11});
    return bench.finish();
}
