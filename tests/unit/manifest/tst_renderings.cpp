// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/renderings.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <barrier>
#include <thread>

using namespace plumb;
using namespace plumb::manifest;

namespace {

QByteArray configMap(const QByteArray& name)
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
}

//! A revision of a repository in memory, with tree ids as Git has them: of the content alone.
class Revision
{
public:
    explicit Revision(QList<File> files, qint64 newness = 0)
        : m_files(std::move(files))
        , m_newness(newness)
    {
    }
    Source source()
    {
        Source source;
        source.folder = [this](const QString& path) -> Result<Folder> {
            Folder folder{treeOf(path), {}};
            const auto below = filesBelow(path);
            if (below.isEmpty())
                return failure(Error::Kind::NotFound, u"no folder "_s + path);
            for (File file : below) {
                file.path = path.isEmpty() ? file.path : file.path.mid(path.size() + 1);
                if (!file.path.contains(u'/'))
                    folder.files.append(file);
            }
            return folder;
        };
        source.files = [this](const QString& path, std::stop_token) -> Result<Source::Files> {
            read.append(path);
            return Source::Files{filesBelow(path), problems};
        };
        source.newness = [this] { return m_newness; };
        return source;
    }
    QStringList read; //!< folders whose files were read
    QStringList problems;

private:
    QList<File> filesBelow(const QString& path) const
    {
        QList<File> below;
        for (const File& file : m_files)
            if (path.isEmpty() || file.path.startsWith(path + u'/'))
                below.append(file);
        return below;
    }
    QString treeOf(const QString& path) const
    {
        QCryptographicHash hash(QCryptographicHash::Sha1);
        for (const File& file : filesBelow(path))
            hash.addData(file.path.mid(path.size()).toUtf8() + '\0'
                         + QByteArray::number(int(file.kind)) + '\0'
                         + QByteArray::number(file.bytes.size()) + ':' + file.bytes);
        return QString::fromLatin1(hash.result().toHex());
    }
    QList<File> m_files;
    qint64 m_newness;
};

//! A jail whose tool prints the names of all files it was given, and counts how often it was
//! started.
class Counting final : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token,
                              std::function<void(QByteArray)>) override
    {
        if (command.arguments.contains(u"version"_s)) {
            ++versions;
            return CommandOutput{0, version + "\n", {}};
        }
        const int now = ++running;
        {
            const std::lock_guard lock(m_lock);
            mostAtOnce = std::max(mostAtOnce, now);
            ++builds;
        }
        if (whileRunning)
            whileRunning();
        --running;
        if (fails)
            return CommandOutput{1, {}, "Error: it does not build\n"};
        return CommandOutput{0, output, {}};
    }
    QByteArray version = "v5.8.1", output = configMap("made");
    std::function<void()> whileRunning;
    bool fails = false;
    std::atomic<int> running = 0;
    int builds = 0, versions = 0, mostAtOnce = 0;

private:
    std::mutex m_lock;
};

QList<File> shop(const QByteArray& overlay = "resources: [../../base]\n")
{
    return {{u"base/kustomization.yaml"_s, "resources: [a.yaml]\n"},
            {u"base/a.yaml"_s, configMap("a")},
            {u"other/b.yaml"_s, configMap("b")},
            {u"overlays/prod/kustomization.yaml"_s, overlay}};
}

QList<File> with(QList<File> files, const QString& path, const QByteArray& bytes,
                 File::Kind kind = File::Kind::Regular)
{
    files.removeIf([&](const File& file) { return file.path == path; });
    files.append({path, bytes, kind});
    return files;
}

} // namespace

class RenderingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWarmAnswerStartsNoProcess();
    void anotherProcessFindsItToo();
    void aCommitElsewhereChangesNothing();
    void whatTheRenderReadsChangesTheKey_data();
    void whatTheRenderReadsChangesTheKey();
    void theRendererSeesItsClosureAndNothingElse_data();
    void theRendererSeesItsClosureAndNothingElse();
    void linksNeedTheWholeRepositoryAndThatIsKnownTheNextTime();
    void anotherToolRendersAgain();
    void withoutTheToolWhatWasRenderedIsStillThere();
    void aFailureIsNotKept();
    void whatLacksAFileIsNotKept();
    void plainFoldersAreKeptToo();
    void atMostSoManyRenderAtOnce();
    void theNewestCommitGoesFirst();
    void twoWhoWantTheSameRenderItOnce();
    void whoWaitsCanBeStopped();

private:
    Result<Rendering> render(Revision& revision, const QString& path = u"overlays/prod"_s)
    {
        Wanted wanted;
        wanted.path = path;
        wanted.toolPath = m_tools->path();
        auto source = revision.source();
        return m_renderings->render(wanted, source, m_runner, {});
    }
    void restart(int most = 1)
    {
        m_renderings = std::make_unique<Renderings>(m_cache->filePath(u"renders"_s), most);
    }
    void installTool(const QByteArray& bytes)
    {
        QFile tool(m_tools->filePath(u"kustomize"_s));
        QVERIFY(tool.open(QFile::WriteOnly));
        QCOMPARE(tool.write(bytes), bytes.size());
        tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner
                            | QFile::ReadOther | QFile::ExeOther);
    }
    std::unique_ptr<QTemporaryDir> m_tools, m_cache;
    std::unique_ptr<Renderings> m_renderings;
    Counting m_runner;
};

void RenderingsTest::init()
{
    m_tools = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<QTemporaryDir>();
    installTool("a program");
    m_runner.builds = m_runner.versions = m_runner.mostAtOnce = 0;
    m_runner.fails = false;
    m_runner.whileRunning = {};
    m_runner.version = "v5.8.1";
    restart();
}

void RenderingsTest::aWarmAnswerStartsNoProcess()
{
    Revision revision(shop());
    const auto cold = render(revision);
    QVERIFY2(cold.ok(), qPrintable(cold.ok() ? QString() : cold.error().summary));
    QVERIFY(!cold->isKept);
    QCOMPARE(m_runner.builds, 1);
    QCOMPARE(m_runner.versions, 1);
    revision.read.clear();
    const auto warm = render(revision);
    QVERIFY(warm.ok() && warm->isKept);
    QCOMPARE(m_runner.builds, 1);
    QCOMPARE(m_runner.versions, 1);
    QCOMPARE(revision.read, QStringList()); // nor is a file read
    QCOMPARE(warm->desired.objects.size(), 1);
    QCOMPARE(warm->desired.objects[0].object, cold->desired.objects[0].object);
    QCOMPARE(warm->desired.objects[0].place.file, u"overlays/prod/kustomization.yaml"_s);
    QCOMPARE(warm->desired.renderer, u"kustomize v5.8.1"_s);
    QVERIFY(warm->desired.isComplete);
    QCOMPARE(warm->tree, cold->tree);
    QCOMPARE(warm->inputs, (QStringList{u"overlays/prod"_s, u"base"_s}));
}

void RenderingsTest::anotherProcessFindsItToo()
{
    Revision revision(shop());
    QVERIFY(render(revision).ok());
    restart();
    QVERIFY(render(revision)->isKept);
    QCOMPARE(m_runner.builds + m_runner.versions, 2);
}

void RenderingsTest::aCommitElsewhereChangesNothing()
{
    Revision first(shop());
    QVERIFY(render(first).ok());
    Revision second(with(shop(), u"other/b.yaml"_s, configMap("changed")));
    QVERIFY(render(second)->isKept);
    QCOMPARE(m_runner.builds, 1);
}

void RenderingsTest::whatTheRenderReadsChangesTheKey_data()
{
    QTest::addColumn<QList<File>>("files");
    QTest::newRow("the overlay") << shop("resources: [../../base]\nnamePrefix: x-\n");
    QTest::newRow("the base") << with(shop(), u"base/a.yaml"_s, configMap("changed"));
    QTest::newRow("a file below the base") << with(shop(), u"base/deep/er"_s, "new");
    QTest::newRow("the base's kustomization")
        << with(shop(), u"base/kustomization.yaml"_s, "resources: [a.yaml]\nnameSuffix: -x\n");
}

void RenderingsTest::whatTheRenderReadsChangesTheKey()
{
    QFETCH(QList<File>, files);
    Revision first(shop());
    QVERIFY(render(first).ok());
    Revision second(files);
    const auto again = render(second);
    QVERIFY(again.ok() && !again->isKept);
    QCOMPARE(m_runner.builds, 2);
    QVERIFY(render(first)->isKept); // both stay
}

void RenderingsTest::theRendererSeesItsClosureAndNothingElse_data()
{
    QTest::addColumn<QList<File>>("files");
    QTest::addColumn<QStringList>("read");
    const QStringList whole{QString()};
    QTest::newRow("an overlay and its base")
        << shop() << QStringList{u"base"_s, u"overlays/prod"_s};
    QTest::newRow("a base of the base")
        << with(with(shop(), u"base/kustomization.yaml"_s, "resources: [a.yaml, ../core]\n"),
                u"core/kustomization.yaml"_s, "namespace: x\n")
        << QStringList{u"base"_s, u"core"_s, u"overlays/prod"_s};
    QTest::newRow("a folder within is seen with it")
        << with(with(shop("resources: [in]\n"), u"overlays/prod/in/kustomization.yaml"_s,
                     "resources: [deep/c.yaml]\n"),
                u"overlays/prod/in/deep/c.yaml"_s, configMap("c"))
        << QStringList{u"overlays/prod"_s};
    QTest::newRow("a component") << with(
        shop("resources: [../../base]\ncomponents: [../../extra]\n"), u"extra/kustomization.yaml"_s,
        "kind: Component\n") << QStringList{u"base"_s, u"extra"_s, u"overlays/prod"_s};
    // What cannot be told needs everything.
    QTest::newRow("a transformer")
        << shop("resources: [../../base]\ntransformers: [t.yaml]\n") << whole;
    QTest::newRow("a field nobody knows") << shop("resources: [../../base]\nfuture: x\n") << whole;
    QTest::newRow("a patch from elsewhere")
        << shop("resources: [../../base]\npatches: [{path: ../../other/b.yaml}]\n") << whole;
    QTest::newRow("a strategic merge patch from elsewhere")
        << shop("resources: [../../base]\npatchesStrategicMerge: [../../other/b.yaml]\n") << whole;
    QTest::newRow("a file from elsewhere") << shop("resources: [../../other/b.yaml]\n") << whole;
    QTest::newRow("a link in the closure")
        << with(shop(), u"base/link"_s, "../other", File::Kind::Symlink)
        << QStringList{u"base"_s, u"overlays/prod"_s, QString()};
}

void RenderingsTest::theRendererSeesItsClosureAndNothingElse()
{
    QFETCH(QList<File>, files);
    QFETCH(QStringList, read);
    Revision revision(files);
    (void)render(revision);
    QCOMPARE(revision.read, read);
}

void RenderingsTest::linksNeedTheWholeRepositoryAndThatIsKnownTheNextTime()
{
    const auto files = with(shop(), u"base/link"_s, "../other", File::Kind::Symlink);
    Revision revision(files);
    QVERIFY(render(revision).ok());
    revision.read.clear();
    QVERIFY(render(revision)->isKept);
    QCOMPARE(revision.read, QStringList());
    // The link leads there, so it counts now.
    Revision second(with(files, u"other/b.yaml"_s, configMap("changed")));
    QVERIFY(!render(second)->isKept);
    QCOMPARE(m_runner.builds, 2);
}

void RenderingsTest::anotherToolRendersAgain()
{
    Revision revision(shop());
    QVERIFY(render(revision).ok());
    installTool("a patched program of the same version");
    QVERIFY(!render(revision)->isKept);
    m_runner.version = "v5.9.0";
    installTool("the next version");
    const auto next = render(revision);
    QVERIFY(!next->isKept);
    QCOMPARE(next->desired.renderer, u"kustomize v5.9.0"_s);
    QCOMPARE(m_runner.builds, 3);
}

void RenderingsTest::withoutTheToolWhatWasRenderedIsStillThere()
{
    Revision revision(shop());
    QVERIFY(render(revision).ok());
    QVERIFY(QFile::remove(m_tools->filePath(u"kustomize"_s)));
    const auto kept = render(revision);
    QVERIFY(kept.ok() && kept->isKept);
    Revision other(shop("namePrefix: x-\nresources: [../../base]\n"));
    const auto missing = render(other);
    QVERIFY(!missing.ok());
    QVERIFY2(missing.error().summary.startsWith(u"This application needs kustomize, and neither"),
             qPrintable(missing.error().summary));
}

void RenderingsTest::aFailureIsNotKept()
{
    Revision revision(shop());
    m_runner.fails = true;
    const auto failed = render(revision);
    QVERIFY(!failed.ok());
    // Tried with its closure, then with everything, whose words are the ones to show.
    QCOMPARE(revision.read, (QStringList{u"base"_s, u"overlays/prod"_s, QString()}));
    m_runner.fails = false;
    QVERIFY(render(revision).ok());
    QVERIFY(render(revision)->isKept);
}

void RenderingsTest::whatLacksAFileIsNotKept()
{
    Revision revision(shop());
    revision.problems = {u"submodule x not fetched"_s};
    const auto first = render(revision);
    QVERIFY(first.ok());
    QVERIFY(!first->problems.isEmpty());
    QVERIFY(!render(revision)->isKept);
}

void RenderingsTest::plainFoldersAreKeptToo()
{
    Revision revision(shop());
    const auto cold = render(revision, u"other"_s);
    QVERIFY(cold.ok() && !cold->isKept);
    const auto warm = render(revision, u"other"_s);
    QVERIFY(warm.ok() && warm->isKept);
    QCOMPARE(revision.read, QStringList{u"other"_s});
    QCOMPARE(warm->desired.objects[0].place.line, 1);
    QCOMPARE(m_runner.builds, 0);
}

void RenderingsTest::atMostSoManyRenderAtOnce()
{
    restart(2);
    // The first two meet in the middle, so that both are seen to run at once.
    std::barrier<> meeting(2);
    std::atomic<int> arrived = 0;
    m_runner.whileRunning = [&] {
        if (++arrived <= 2)
            meeting.arrive_and_wait();
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([this, i] {
            Revision revision(
                shop("namePrefix: p" + QByteArray::number(i) + "-\nresources: [../../base]\n"));
            QVERIFY(render(revision).ok());
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(m_runner.mostAtOnce, 2);
    QCOMPARE(m_runner.builds, 6);
    QVERIFY(RenderQueue::mostByProcessors() >= 1);
    QVERIFY(RenderQueue::mostByProcessors() <= std::max(1, QThread::idealThreadCount() - 1));
}

void RenderingsTest::theNewestCommitGoesFirst()
{
    RenderQueue queue(1);
    auto held = queue.turn("held", 0, {});
    QVERIFY(held.ok());
    QStringList order;
    std::vector<std::thread> threads;
    for (const int newness : {3, 9, 1, 7, 9}) {
        const int waiting = queue.waiting();
        threads.emplace_back([&, newness, number = waiting] {
            const auto turn = queue.turn(QByteArray::number(number), newness, {});
            order.append(u"%1/%2"_s.arg(newness).arg(number)); // one at a time
        });
        QTRY_COMPARE(queue.waiting(), waiting + 1);
    }
    {
        const auto end = std::move(*held);
    }
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(order, (QStringList{u"9/1"_s, u"9/4"_s, u"7/3"_s, u"3/0"_s, u"1/2"_s}));
}

void RenderingsTest::twoWhoWantTheSameRenderItOnce()
{
    restart(4);
    Revision revision(shop());
    QVERIFY(render(revision).ok()); // the tool is known
    std::barrier<> start(4);
    std::vector<std::thread> threads;
    std::atomic<int> kept = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Revision same(shop("namePrefix: same-\nresources: [../../base]\n"));
            start.arrive_and_wait();
            const auto rendering = render(same);
            if (rendering.ok() && rendering->isKept)
                ++kept;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(m_runner.builds, 2);
    QCOMPARE(kept.load(), 3);
}

void RenderingsTest::whoWaitsCanBeStopped()
{
    RenderQueue queue(1);
    const auto held = queue.turn("held", 0, {});
    std::stop_source stop;
    std::optional<Result<Unit>> outcome;
    std::thread waiting([&] {
        const auto turn = queue.turn("next", 0, stop.get_token());
        outcome = turn ? Result<Unit>(Unit{}) : Result<Unit>(turn.error());
    });
    QTRY_COMPARE(queue.waiting(), 1);
    stop.request_stop();
    waiting.join();
    QVERIFY(outcome && !outcome->ok());
    QCOMPARE(int(outcome->error().kind), int(Error::Kind::Cancelled));
    QCOMPARE(queue.waiting(), 0);
}

QTEST_GUILESS_MAIN(RenderingsTest)
#include "tst_renderings.moc"
