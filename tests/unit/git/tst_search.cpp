// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Search by author and message. That it finds what git finds: tst_history.

#include "histories.h"
#include "pathhistory.h"

using namespace plumb;
using namespace plumb::git;

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

    void theFirstMatchesAreSaidBeforeAllIsRead()
    {
        GitFixture here = history(300);
        const QString data = m_folders.fresh();
        auto repository =
            std::make_unique<Repository>(Source{u"shop"_s, here.folder()}, data, m_runner);
        must(repository->open({}, {}));
        const CommitGraph graph = must(repository->graph({}, {}, {}));
        m_runner.count = 0;
        std::stop_source stop;
        QList<CommitId> first;
        const auto onFound = [&](const QList<CommitId>& found) {
            if (!first.isEmpty())
                return;
            first = found;
            stop.request_stop();
        };
        QVERIFY(outcome(repository->search({.anywhere = u"COMMIT"_s}, onFound, stop.get_token()))
                    .startsWith(u"Cancelled"_s));
        QCOMPARE(first, QList<CommitId>{graph.id(0)}); // the youngest, and nothing else was read
        QVERIFY(words(*repository).isEmpty());
        const auto limited = must(repository->search({.anywhere = u"ada"_s, .limit = 7}, {}, {}));
        QCOMPARE(limited.size(), 7);
        for (int row = 0; row < 7; ++row)
            QCOMPARE(limited[row], graph.id(row));
        repository.reset(); // what was read is kept
        Repository next({u"shop"_s, here.folder()}, data, m_runner);
        const qint64 bytes = QFileInfo(words(next).value(0)).size();
        QVERIFY2(bytes > 0 && bytes < 7 * 150, qPrintable(QString::number(bytes)));
        QList<qsizetype> sizes;
        const auto all =
            must(next.search({.anywhere = u"commit"_s},
                             [&](const QList<CommitId>& found) { sizes += found.size(); }, {}));
        QCOMPARE(all.size(), graph.size());
        for (int row = 0; row < graph.size(); ++row)
            QCOMPARE(all[row], graph.id(row));
        QVERIFY(!sizes.isEmpty() && sizes.first() == 7); // known from before
        QVERIFY(std::is_sorted(sizes.begin(), sizes.end()));
        QCOMPARE(m_runner.count.load(), 0);
    }

    void anIdIsFoundByItsBeginning()
    {
        GitFixture here = history(200);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const CommitGraph graph = must(repository.graph({}, {}, {}));
        m_runner.count = 0;
        for (int row = 0; row < graph.size(); row += 7) {
            const QString id = graph.id(row).toHex();
            for (const int digits : {7, 8, 40}) {
                const auto found =
                    must(repository.search({.anywhere = id.first(digits).toUpper()}, {}, {}));
                QCOMPARE(found, QList<CommitId>{graph.id(row)});
            }
            QCOMPARE(
                must(repository.search({.author = u"nobody"_s, .anywhere = id}, {}, {})).size(), 0);
        }
        const auto isFirst = [&](const CommitId& id) { return id.toHex().startsWith(u"0000"_s); };
        const auto zeros = must(repository.search({.anywhere = u"0000"_s}, {}, {}));
        QVERIFY(std::all_of(zeros.begin(), zeros.end(), isFirst));
        QCOMPARE(m_runner.count.load(), 0);
    }

    void aPathIsFoundWhileItIsTyped()
    {
        GitFixture here(m_folders.fresh());
        const CommitId web = id(here.commit(u"web"_s, {{u"apps/Web/values.yaml"_s, "1"}}));
        const CommitId worker = id(here.commit(u"worker"_s, {{u"apps/worker/values.yaml"_s, "1"}}));
        const CommitId shop = id(here.commit(u"shop"_s, {{u"apps/shop/values.yaml"_s, "1"}}));
        const CommitId old = id(here.commit(u"old"_s, {{u"apps/wiki/values.yaml"_s, "1"}}));
        const CommitId gone =
            id(here.commit(u"No wiki"_s, {{u"apps/wiki/values.yaml"_s, QByteArray()}}));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        m_runner.count = 0;
        const auto typed = [&](const QString& path) {
            LogFilter filter{.paths = {path}};
            filter.completesPaths = true;
            return must(repository.search(filter, {}, {}));
        };
        using Ids = QList<CommitId>;
        QCOMPARE(typed(u"ap"_s), (Ids{gone, old, shop, worker, web}));
        QCOMPARE(typed(u"apps/w"_s), (Ids{worker, web}));
        QCOMPARE(typed(u"apps/we"_s), (Ids{web}));
        QCOMPARE(typed(u"apps/worker"_s), (Ids{worker}));
        QCOMPARE(typed(u"apps/Web/VAL"_s), (Ids{web}));
        QCOMPARE(typed(u"apps/wiki"_s), (Ids{gone, old})); // no longer there
        QCOMPARE(typed(u"nothing"_s), Ids());
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
