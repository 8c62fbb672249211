// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Search by author and message. That it finds what git finds: tst_history.

#include "histories.h"

#include <atomic>

using namespace plumb;
using namespace plumb::git;

namespace {

class CountingRunner : public CommandRunner
{
public:
    Result<CommandOutput> run(const Command& command, std::stop_token stop,
                              std::function<void(QByteArray)> onErrorText = {}) override
    {
        ++count;
        return m_real.run(command, stop, onErrorText);
    }
    std::atomic<int> count = 0;

private:
    ProcessRunner m_real;
};

} // namespace

class SearchTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    CountingRunner m_runner;

    GitFixture history(int commits)
    {
        QRandomGenerator random(9);
        GitFixture here(m_folders.fresh());
        here.git({u"fast-import"_s, u"--quiet"_s}, streamOf(Shape::Plain, commits, random));
        return here;
    }
    static QStringList words(const Repository& repository)
    {
        const QDir folder(repository.mirrorPath() + u"/plumbline-words"_s);
        QStringList files;
        for (const QString& name : folder.entryList({u"*.words"_s}, QDir::Files))
            files += folder.filePath(name);
        return files;
    }

private Q_SLOTS:
    void neitherOrderNorSearchStartsAProcess()
    {
        GitFixture here = history(200);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        m_runner.count = 0;
        const auto all = must(repository.graph({}, {}, {})).size();
        QVERIFY(all > 100);
        QCOMPARE(must(repository.log({.text = u"COMMIT 200"_s, .all = true}, {})).size(), 1);
        QCOMPARE(must(repository.log({.author = u"ada@"_s, .all = true}, {})).size(), all);
        QCOMPARE(must(repository.log({.author = u"nobody"_s, .all = true}, {})).size(), 0);
        QVERIFY(!must(repository.refs()).all.isEmpty());
        QCOMPARE(m_runner.count.load(), 0);
    }

    void newCommitsAreFoundAndOnlyTheyAreRead()
    {
        GitFixture here = history(60);
        here.git({u"reset"_s, u"-q"_s, u"--hard"_s, u"main"_s});
        const QString data = m_folders.fresh();
        Repository repository({u"shop"_s, here.folder()}, data, m_runner);
        must(repository.open({}, {}));
        QCOMPARE(must(repository.log({.text = u"ünï"_s}, {})).size(), 0);
        QCOMPARE(words(repository).size(), 1);
        for (int i = 1; i <= 45; ++i) {
            const CommitId made = id(here.commit(u"ÜNÏQUE %1."_s.arg(i)));
            must(repository.open({}, {}));
            QCOMPARE(must(repository.log({.text = u"ünïque %1."_s.arg(i)}, {})),
                     QList<CommitId>{made});
        }
        QCOMPARE(words(repository).size(), 46);
        // Another session makes one of the many.
        Repository next({u"shop"_s, here.folder()}, data, m_runner);
        QCOMPARE(must(next.log({.text = u"ünïque"_s}, {})).size(), 45);
        QCOMPARE(words(repository).size(), 1);
    }

    void g07_damagedWordsAreReadAgain()
    {
        GitFixture here = history(12);
        const QString data = m_folders.fresh();
        qsizetype all = 0;
        {
            Repository repository({u"shop"_s, here.folder()}, data, m_runner);
            must(repository.open({}, {}));
            all = must(repository.graph({}, {}, {})).size();
            QCOMPARE(must(repository.log({.text = u"commit"_s, .all = true}, {})).size(), all);
        }
        Repository kept({u"shop"_s, here.folder()}, data, m_runner);
        const QString path = words(kept).first();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        const qsizetype numbers = 16 + all * 28; // what says where things are
        for (qsizetype at = 0; at < whole.size(); at += at < numbers ? 1 : 40) {
            for (const bool isCut : {false, true}) {
                QDir(QFileInfo(path).path()).removeRecursively();
                QVERIFY(QDir().mkpath(QFileInfo(path).path()));
                QByteArray bytes = isCut ? whole.first(at) : whole;
                if (!isCut)
                    bytes[at] = char(bytes[at] ^ 0x41);
                QFile damaged(path);
                QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(bytes) == bytes.size());
                damaged.close();
                Repository repository({u"shop"_s, here.folder()}, data, m_runner);
                const auto found = must(repository.log({.text = u"commit"_s, .all = true}, {}));
                QVERIFY(found.size() <= all && found.size() >= all - 2);
                if (isCut || at < 16)
                    QCOMPARE(found.size(), all);
            }
        }
    }
};

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
