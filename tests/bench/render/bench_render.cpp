// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B13: an overlay of 1,000 objects at a revision that was rendered before, opened from its
// repository, against `kubectl kustomize` of the same folder. Whole processes. Before anything is
// timed, both must have the same objects; kubectl's are read by kubectl and Qt, not by us.
//
// Ours starts no process, at that revision and at another one that leaves the folder as it is; it
// starts some where the folder changed, or the count would count nothing.

#include "bench/support/manifests.h"
#include "bench/support/ratios.h"
#include "support/gitfixture.h"
#include "unit/manifest/kubectl.h"

#include "engine/desired_p.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <atomic>
#include <unistd.h>

using namespace plumb;

namespace {

const QString kOverlay = u"overlays/production"_s;

class Counting final : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText) override
    {
        ++started;
        return m_runner.run(command, std::move(stop), std::move(onErrorText));
    }
    std::atomic<int> started = 0;

private:
    ProcessRunner m_runner;
};

git::Repository repositoryIn(const QString& folder, CommandRunner& runner)
{
    return git::Repository({u"shop"_s, folder + u"/here"_s}, folder + u"/data"_s, runner);
}

//! The timed process. It says what it found on stdout.
void open(const QString& folder, const QString& revision, bool tells)
{
    Counting runner;
    git::Repository repository = repositoryIn(folder, runner);
    manifest::Renderings renderings(folder + u"/cache"_s);
    const auto commit = await(repository.resolve(revision));
    if (!commit)
        qFatal("%s", qPrintable(commit.error().summary));
    const auto state =
        engine::renderAt(repository, *commit, {.path = kOverlay}, renderings, runner, {});
    if (!state || !state->desired.isComplete)
        qFatal("%s", qPrintable(state ? u"it is not complete"_s : state.error().summary));
    if (tells) {
        std::printf("%d\n", runner.started.load());
        for (const auto& one : state->desired.objects)
            std::printf("%s\n", canonical(one.object.revealed()).constData());
        std::fflush(stdout);
    }
    ::_exit(0);
}

struct Opened
{
    int started = 0;
    QList<QByteArray> objects; // sorted
};

class Shop
{
public:
    explicit Shop(int objects)
        : m_here(m_folder.filePath(u"here"_s))
    {
        constexpr int kPerFile = 50;
        QByteArray names;
        for (int i = 0; i < objects; i += kPerFile) {
            QByteArray text;
            for (int k = i; k < std::min(objects, i + kPerFile); ++k)
                text += "---\n" + bench::manifest(k);
            const QString name = u"part-%1.yaml"_s.arg(i / kPerFile);
            m_here.write(u"base/"_s + name, text);
            names += "- " + name.toUtf8() + '\n';
        }
        m_here.write(u"base/kustomization.yaml"_s, "resources:\n" + names);
        m_here.write(kOverlay + u"/kustomization.yaml"_s,
                     "namePrefix: shop-\nnamespace: production\nresources: [../../base]\n"
                     "labels:\n- pairs: {environment: production}\nimages:\n"
                     "- {name: registry.example/web, newTag: 2.0.0}\n");
        rendered = commit();
        m_here.write(u"README.md"_s, "not read by any render\n");
        leftAsItIs = commit();
        m_here.write(u"base/part-0.yaml"_s, "---\n" + bench::manifest(objects));
        changed = commit();
        ProcessRunner runner;
        const auto opened = await(repositoryIn(m_folder.path(), runner).open({}, {}));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().summary));
        // the peer looks at the files of the first revision
        m_here.git({u"checkout"_s, u"-q"_s, rendered});
    }
    QString rendered, leftAsItIs, changed;

    QStringList ours(const QString& revision, const QStringList& more = {}) const
    {
        return QStringList{QCoreApplication::applicationFilePath(), u"--open"_s, revision,
                           u"--folder"_s, m_folder.path()}
               + more;
    }
    QStringList peer() const { return {u"kubectl"_s, u"kustomize"_s, m_here.file(kOverlay)}; }

    Opened opened(const QString& revision) const
    {
        auto lines = bench::output(ours(revision, {u"--tells"_s})).trimmed().split('\n');
        const int started = lines.takeFirst().toInt();
        std::sort(lines.begin(), lines.end());
        return {started, lines};
    }
    QList<QByteArray> objectsOfPeer() const
    {
        const QString file = m_folder.filePath(u"peer.yaml"_s);
        QFile out(file);
        const QByteArray text = bench::output(peer());
        if (!out.open(QFile::WriteOnly) || out.write(text) != text.size())
            qFatal("%s", qPrintable(out.errorString()));
        out.close();
        auto answer = askKubectl(file);
        if (!answer || !answer->isComplete)
            qFatal("%s", qPrintable(answer ? answer->errors : answer.error().summary));
        std::sort(answer->objects.begin(), answer->objects.end());
        return answer->objects;
    }

private:
    QString commit() const
    {
        m_here.git({u"add"_s, u"-A"_s});
        m_here.git({u"commit"_s, u"-q"_s, u"-m"_s, u"a change"_s});
        return m_here.revision(u"HEAD"_s);
    }
    QTemporaryDir m_folder;
    GitFixture m_here;
};

void verify(const Shop& shop, int objects)
{
    const Opened first = shop.opened(shop.rendered);
    if (first.started == 0)
        qFatal("a first render started nothing, so the count counts nothing");
    const Opened again = shop.opened(shop.rendered), other = shop.opened(shop.leftAsItIs);
    if (again.started != 0 || other.started != 0)
        qFatal("%d processes for what was rendered before, %d at another revision of the same",
               again.started, other.started);
    if (again.objects.size() != objects || again.objects != shop.objectsOfPeer()
        || other.objects != again.objects || first.objects != again.objects)
        qFatal("the objects differ, so no ratio means anything");
    const Opened changed = shop.opened(shop.changed);
    if (changed.started == 0 || changed.objects == again.objects)
        qFatal("what changed was not rendered");
    std::fprintf(stderr, "%d objects, the same in both; processes: first %d, then %d\n", objects,
                 first.started, again.started);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"open"_s, u"Be the timed process."_s, u"REVISION"_s},
                       {u"folder"_s, u"Where it finds everything."_s, u"DIR"_s},
                       {u"tells"_s, u"It says what it found."_s}});
    bench::Bench figures(parser, application);
    // kubectl renders for both
    qputenv("PATH", qgetenv("PLUMBLINE_REAL_BIN") + ':' + qgetenv("PATH"));
    if (parser.isSet(u"open"_s))
        open(parser.value(u"folder"_s), parser.value(u"open"_s), parser.isSet(u"tells"_s));
    const int objects = figures.isFull() ? 1000 : 60;
    const Shop shop(objects);
    verify(shop, objects);
    using bench::Cost;
    Cost ours, peer;
    figures.measure({u"B13"_s, u"%1 objects rendered before / kubectl kustomize, s"_s.arg(objects),
                     [&] { return (ours = bench::run(shop.ours(shop.rendered))).seconds; },
                     [&] { return (peer = bench::run(shop.peer())).seconds; }, 0.05, 0.01});
    figures.measure({u"B13 memory"_s, u"the same, MiB at most"_s, [&] { return ours.mebibytes; },
                     [&] { return peer.mebibytes; }, 1, 0.5});
    return figures.finish();
}
