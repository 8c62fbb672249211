// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs the files of a corpus through their target, one after the other, as libFuzzer would.
#include "fuzz/fuzz.h"

#include "base/result.h"

#include <QDir>
#include <QFile>
#include <QMap>

#include <ctime>

using namespace plumb;

namespace {

//! reliability M1: two seconds of the processor; the sanitizers take some more.
constexpr double kMostSeconds = 10;

QMap<QByteArray, fuzz::Target>& targets()
{
    static QMap<QByteArray, fuzz::Target> all;
    return all;
}

double processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

int usage()
{
    std::fprintf(stderr, "usage: fuzz_replay TARGET FILE|FOLDER...\ntargets: %s\n",
                 targets().keys().join(' ').constData());
    return 2;
}

} // namespace

int fuzz::add(const char* name, Target target)
{
    targets().insert(name, target);
    return 0;
}

int main(int count, char** arguments)
{
    const auto target = count > 2 ? targets().value(arguments[1]) : nullptr;
    if (!target)
        return usage();
    QStringList files;
    for (int i = 2; i < count; ++i) {
        const QString path = QFile::decodeName(arguments[i]);
        const QDir folder(path);
        for (const QString& name : folder.entryList(QDir::Files, QDir::Name))
            files += folder.filePath(name);
        if (!folder.exists())
            files += path;
    }
    for (const QString& path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s cannot be read\n", qPrintable(path));
            return 2;
        }
        // Said before, so that the culprit is the last line of a run that ends early.
        std::printf("%s\n", qPrintable(path));
        std::fflush(stdout);
        const double before = processorTime();
        target(file.readAll());
        if (const double took = processorTime() - before; took > kMostSeconds) {
            std::fprintf(stderr, "it took %.1f s, and may take %.0f\n", took, kMostSeconds);
            return 1;
        }
    }
    std::printf("%lld inputs replayed\n", qlonglong(files.size()));
    return files.isEmpty() ? 1 : 0;
}
