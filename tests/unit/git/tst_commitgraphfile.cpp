// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "histories.h"

#include "git/commitgraphfile_p.h"
#include "support/files.h"

using namespace plumb;
using namespace plumb::git;
using plumb::test::bytesOf;
using plumb::test::writeFile;

namespace {

// As git does, under another name first: what is mapped stays as it is.
QString kindOf(const Result<std::shared_ptr<const CommitGraphFile>>& opened)
{
    return opened ? u"ok"_s : nameOf(opened.error().kind);
}

//! "id tree date parent…" of every commit, sorted.
QByteArrayList contentOf(const CommitGraphFile& file)
{
    QByteArrayList content;
    for (quint32 at = 0; at < file.size(); ++at) {
        std::vector<quint32> parents;
        if (!file.parents(at, parents))
            return {"damaged"};
        QByteArray line = file.id(at).toHex().toLatin1() + ' ' + file.tree(at).toHex().toLatin1()
                          + ' ' + QByteArray::number(file.date(at));
        for (const quint32 parent : parents)
            line += ' ' + file.id(parent).toHex().toLatin1();
        content += line;
    }
    std::sort(content.begin(), content.end());
    return content;
}

//! A new file: the old one may be mapped.
void replaceFile(const QString& path, const QByteArray& bytes)
{
    QFile::remove(path);
    writeFile(path, bytes);
}

QByteArrayList contentByGit(const GitFixture& git)
{
    QByteArrayList content;
    for (const QByteArray& line :
         git.git({u"log"_s, u"--all"_s, u"--format=%H %T %ct %P"_s}).split('\n'))
        content += line.trimmed();
    std::sort(content.begin(), content.end());
    return content;
}

} // namespace

class CommitGraphFileTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    GitFixture bare(Shape shape, int commits, quint32 seed, const QStringList& options = {})
    {
        QRandomGenerator random(seed);
        GitFixture git(m_folders.fresh(), QStringList{u"--bare"_s} + options);
        git.git({u"fast-import"_s, u"--quiet"_s}, streamOf(shape, commits, random));
        return git;
    }

private Q_SLOTS:
    void everyFormIsReadAsGitReadsIt_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("isSplit");
        for (const Shape shape : {Shape::Plain, Shape::Octopus, Shape::Skew, Shape::Roots})
            for (const QString& version : {u"1"_s, u"2"_s})
                for (const bool isSplit : {false, true})
                    QTest::addRow("shape %d, version %s, %s", int(shape), qPrintable(version),
                                  isSplit ? "a chain" : "one file")
                        << shape << version << isSplit;
    }
    void everyFormIsReadAsGitReadsIt()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, version);
        QFETCH(bool, isSplit);
        const GitFixture git = bare(shape, 400, 5);
        for (const QString& revision : {u"b0"_s, u"b1"_s, u"--all"_s}) {
            if (!isSplit && revision != u"--all"_s)
                continue;
            QStringList write{u"-c"_s, u"commitGraph.generationVersion="_s + version,
                              u"commit-graph"_s, u"write"_s, u"--stdin-commits"_s};
            if (isSplit)
                write += u"--split=no-merge"_s;
            git.git(write, git.git({u"rev-list"_s, revision}) + '\n');
        }
        const auto opened = CommitGraphFile::open(git.folder());
        QCOMPARE(kindOf(opened), u"ok"_s);
        const CommitGraphFile& file = **opened;
        QVERIFY(file.isIntact({}));
        QCOMPARE(contentOf(file), contentByGit(git));
        const auto dates = file.correctedDates();
        QCOMPARE(dates.size(), size_t(file.size()));
        std::vector<quint32> parents;
        for (quint32 at = 0; at < file.size(); ++at) {
            QCOMPARE(file.find(file.id(at)), at);
            parents.clear();
            QVERIFY(file.parents(at, parents));
            auto expected = quint64(file.date(at));
            for (const quint32 parent : parents)
                expected = std::max(expected, dates[parent] + 1);
            QCOMPARE(dates[at], expected);
        }
        QCOMPARE(file.find(id(u"ff"_s.repeated(20))), CommitGraphFile::kNone);
        QCOMPARE(file.find(CommitId{}), CommitGraphFile::kNone);
    }

    void whereGitDoesNotUseItNeitherDoWe()
    {
        QCOMPARE(kindOf(CommitGraphFile::open(m_folders.fresh())), u"NotFound"_s);
        const GitFixture git = bare(Shape::Plain, 20, 1);
        QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"NotFound"_s);
        git.git({u"commit-graph"_s, u"write"_s, u"--reachable"_s});
        QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"ok"_s);
        const QByteArray tip = git.git({u"rev-parse"_s, u"main"_s}) + '\n';
        for (const QString& name : {u"shallow"_s, u"info/grafts"_s}) {
            git.write(name, tip);
            QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"Unsupported"_s);
            QVERIFY(QFile::remove(git.file(name)));
        }
        git.git({u"replace"_s, u"main"_s, u"main~2"_s});
        QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"Unsupported"_s);
        git.git({u"pack-refs"_s, u"--all"_s});
        QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"Unsupported"_s);
        git.git({u"replace"_s, u"-d"_s, QString::fromLatin1(tip.trimmed())});
        QCOMPARE(kindOf(CommitGraphFile::open(git.folder())), u"ok"_s);

        const GitFixture large = bare(Shape::Plain, 20, 1, {u"--object-format=sha256"_s});
        large.git({u"commit-graph"_s, u"write"_s, u"--reachable"_s});
        QCOMPARE(kindOf(CommitGraphFile::open(large.folder())), u"Unsupported"_s);
    }

    // Every byte changed, in two ways, and every length cut off: never a wrong history.
    void g07_aDamagedGraphFileIsNeverBelieved_data()
    {
        QTest::addColumn<bool>("isSplit");
        QTest::newRow("one file") << false;
        QTest::newRow("a chain") << true;
    }
    void g07_aDamagedGraphFileIsNeverBelieved()
    {
        QFETCH(bool, isSplit);
        QRandomGenerator random(3);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamOf(Shape::Octopus, 9, random));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const GitFixture mirror = GitFixture::at(repository.mirrorPath());
        const QString info = mirror.folder() + u"/objects/info/"_s;
        QDir(info + u"commit-graphs"_s).removeRecursively();
        const QByteArray all = mirror.git({u"rev-list"_s, u"--glob=refs/clone"_s}) + '\n';
        if (isSplit) {
            const QStringList write{u"commit-graph"_s, u"write"_s, u"--stdin-commits"_s,
                                    u"--split=no-merge"_s};
            mirror.git(write, all.split('\n')[4] + '\n');
            mirror.git(write, all);
        } else {
            mirror.git({u"commit-graph"_s, u"write"_s, u"--stdin-commits"_s}, all);
        }
        const auto opened = CommitGraphFile::open(mirror.folder());
        QCOMPARE(kindOf(opened), u"ok"_s);
        const QByteArrayList content = contentOf(**opened);
        const QByteArray history =
            listed(must(repository.graph({.order = CommitOrder::Topological}, {}, {})));
        QCOMPARE(history, listedByGit(mirror.folder()));

        QStringList files;
        QDirIterator found(info, {u"*graph*"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext())
            files += found.next();
        QCOMPARE(files.size(), isSplit ? 3 : 1);
        int refused = 0, uncovered = 0;
        const auto look = [&] {
            const auto damaged = CommitGraphFile::open(mirror.folder());
            if (damaged) {
                // Nothing that it says may lead out of the file, believed or not.
                const QByteArrayList now = contentOf(**damaged);
                (void)(*damaged)->correctedDates();
                for (quint32 at = 0; at < (*damaged)->size(); ++at)
                    (void)(*damaged)->find((*damaged)->id(at));
                if ((*damaged)->isIntact({}))
                    QVERIFY(now == content || now.size() < content.size()); // a shorter chain
                else
                    ++uncovered;
            } else {
                ++refused;
            }
            QCOMPARE(listed(must(repository.graph({.order = CommitOrder::Topological}, {}, {}))),
                     history);
        };
        for (const QString& path : files) {
            const QByteArray whole = bytesOf(path);
            for (qsizetype at = 0; at < whole.size(); ++at) {
                for (const char change : {char(0x01), char(0xff)}) {
                    QByteArray bytes = whole;
                    bytes[at] = char(bytes[at] ^ change);
                    replaceFile(path, bytes);
                    look();
                }
                if (at % 7 == 0) {
                    replaceFile(path, whole.first(at));
                    look();
                }
            }
            replaceFile(path, whole);
        }
        QVERIFY(refused > 100 && uncovered > 100);
        QCOMPARE(kindOf(CommitGraphFile::open(mirror.folder())), u"ok"_s);
    }

    // A damaged file is written anew with the next fetch.
    void g07_aDamagedGraphFileIsReplaced()
    {
        QRandomGenerator random(4);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamOf(Shape::Plain, 30, random));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        QDirIterator found(repository.mirrorPath() + u"/objects/info/commit-graphs"_s,
                           {u"*.graph"_s}, QDir::Files);
        QVERIFY(found.hasNext());
        const QString path = found.next();
        QByteArray bytes = bytesOf(path);
        bytes[bytes.size() - 40] = char(bytes[bytes.size() - 40] ^ 1);
        replaceFile(path, bytes);
        must(repository.fetch({}, {}));
        const auto opened = CommitGraphFile::open(repository.mirrorPath());
        QCOMPARE(kindOf(opened), u"ok"_s);
        QVERIFY((*opened)->isIntact({}));
        QCOMPARE((*opened)->size(), quint32(must(repository.graph({}, {}, {})).size()));
    }
};

QTEST_GUILESS_MAIN(CommitGraphFileTest)
#include "tst_commitgraphfile.moc"
