// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// A file's versions and lines, what is kept elsewhere, and a range that is undone, by the real
// plumb.

#include "support/gitfixture.h"
#include "support/plumbprocess.h"

#include <QJsonArray>
#include <QTest>

using namespace plumb;
using namespace plumb::test;
using namespace Qt::Literals::StringLiterals;

class PlumbHistoryTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<PlumbProcess> m_plumb;
    std::unique_ptr<GitFixture> m_clone;
    QStringList m_ids; // the oldest first

    static QByteArray pointer(qint64 size)
    {
        return "version https://git-lfs.example.org/spec/v1\noid sha256:" + QByteArray(64, 'a')
               + "\nsize " + QByteArray::number(size) + '\n';
    }
    Outcome run(const QStringList& arguments) const
    {
        return m_plumb->run(arguments + QStringList{u"--repo"_s, m_clone->folder()});
    }
    QJsonArray items(const QStringList& arguments) const
    {
        const Outcome outcome = run(arguments + QStringList{u"-o"_s, u"json"_s});
        if (outcome.exitCode != 0)
            qFatal("%s", outcome.all().constData());
        return outcome.json()[u"items"].toArray();
    }

private Q_SLOTS:
    void init()
    {
        m_plumb = std::make_unique<PlumbProcess>();
        m_clone = std::make_unique<GitFixture>(m_plumb->folder.filePath(u"shop"_s));
        m_ids = {m_clone->commit(u"first"_s, {{u"old.yaml"_s, "one\ntwo\nthree\nfour\n"}})};
        m_clone->git({u"mv"_s, u"old.yaml"_s, u"new.yaml"_s});
        m_ids += m_clone->commit(u"renamed"_s);
        m_ids += m_clone->commit(u"changed"_s, {{u"new.yaml"_s, "one\nTWO\nthree\nfour\n"}});
        m_ids += m_clone->commit(u"elsewhere"_s, {{u"big.bin"_s, pointer(12'000'000)}});
    }

    void theVersionsOfAFileGoThroughItsRenames()
    {
        const auto versions = items({u"history"_s, u"--path"_s, u"new.yaml"_s, u"--follow"_s});
        QCOMPARE(versions.size(), 3);
        const QStringList paths{u"new.yaml"_s, u"new.yaml"_s, u"old.yaml"_s};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(versions[i][u"id"].toString(), m_ids[2 - i]);
            QCOMPARE(versions[i][u"path"].toString(), paths[i]);
        }
        QCOMPARE(items({u"history"_s, u"--path"_s, u"new.yaml"_s, u"--follow"_s, u"-n"_s, u"1"_s})
                     .size(),
                 1);
        QCOMPARE(items({u"history"_s, u"--path"_s, u"new.yaml"_s}).size(), 2); // not followed
        const Outcome table = run({u"history"_s, u"--path"_s, u"new.yaml"_s, u"--follow"_s});
        QVERIFY2(table.output.contains(u"PATH"_s) && table.output.contains(u"old.yaml"_s),
                 table.all().constData());
    }

    void theOrderIsByDateOrGitsTopological()
    {
        // two lines of history, by turns
        m_clone->git({u"switch"_s, u"-q"_s, u"-c"_s, u"side"_s, m_ids[0]});
        const QString side = m_clone->commit(u"side"_s);
        m_clone->git({u"switch"_s, u"-q"_s, u"main"_s});
        m_clone->commit(u"main"_s);
        m_clone->git({u"switch"_s, u"-q"_s, u"side"_s});
        m_clone->commit(u"side again"_s);
        m_clone->git({u"switch"_s, u"-q"_s, u"main"_s});
        m_clone->git({u"merge"_s, u"-q"_s, u"-m"_s, u"merged"_s, u"side"_s});
        const auto subjects = [&](const QStringList& options) {
            QStringList all;
            for (const auto& item : items(QStringList{u"history"_s, u"-n"_s, u"5"_s} + options))
                all += item[u"subject"].toString();
            return all;
        };
        const QStringList dated{u"merged"_s, u"side again"_s, u"main"_s, u"side"_s, u"elsewhere"_s};
        QCOMPARE(subjects({}), dated);
        QCOMPARE(subjects({u"--order"_s, u"date"_s}), dated);
        const QStringList git = QString::fromUtf8(m_clone->git({u"log"_s, u"--topo-order"_s,
                                                                u"--format=%s"_s, u"-n5"_s}))
                                    .split(u'\n');
        QVERIFY(git != dated);
        QCOMPARE(subjects({u"--order"_s, u"topo"_s}), git);
        QCOMPARE(subjects({u"--order"_s, u"topo"_s, u"--all"_s}), git);
        const Outcome wrong = run({u"history"_s, u"--order"_s, u"size"_s});
        QCOMPARE(wrong.exitCode, 3);
        QCOMPARE(wrong.errors, u"plumb: --order wants date or topo, not \"size\".\n"_s);
    }

    void linesAreDrawnBetweenTheCommitsThatAreListed()
    {
        m_clone->git({u"switch"_s, u"-q"_s, u"-c"_s, u"side"_s, m_ids[2]});
        const QString side = m_clone->commit(u"side"_s, {{u"side.yaml"_s, "1"}});
        m_clone->git({u"switch"_s, u"-q"_s, u"main"_s});
        const QString main = m_clone->commit(u"fix main"_s, {{u"new.yaml"_s, "1"}});
        m_clone->tick();
        m_clone->git({u"merge"_s, u"-q"_s, u"-m"_s, u"merged"_s, u"side"_s});
        const QString merged = m_clone->revision(u"HEAD"_s);
        m_clone->git({u"switch"_s, u"-q"_s, u"-c"_s, u"other"_s});
        m_clone->commit(u"of another branch"_s);
        m_clone->git({u"switch"_s, u"-q"_s, u"main"_s});
        const auto pictureOf = [&](const QStringList& options) {
            const Outcome outcome = run(QStringList{u"history"_s, u"--graph"_s} + options);
            QStringList rows;
            for (const QString& line : outcome.output.split(u'\n').mid(1)) {
                for (const QString& id : m_ids + QStringList{side, main, merged})
                    if (const qsizetype at = line.indexOf(id.left(7)); at >= 0)
                        rows += line.left(at).trimmed() == u"*"_s && line.startsWith(u'*')
                                    ? u"* "_s + id.left(4)
                                    : line.left(at).leftJustified(3).left(3) + u' ' + id.left(4);
            }
            return rows;
        };
        const auto of = [](const QString& lanes, const QString& id) {
            return lanes + u' ' + id.left(4);
        };
        QCOMPARE(
            pictureOf({u"-n"_s, u"6"_s}),
            (QStringList{of(u"*"_s, merged), of(u"* |"_s, main), of(u"| *"_s, side),
                         of(u"* |"_s, m_ids[3]), of(u"  *"_s, m_ids[2]), of(u"  *"_s, m_ids[1])}));
        // those that change the file, in one line past the merge
        QCOMPARE(pictureOf({u"--path"_s, u"new.yaml"_s}),
                 (QStringList{of(u"*"_s, main), of(u"*"_s, m_ids[2]), of(u"*"_s, m_ids[1])}));
        // what the words leave out ends a line
        QCOMPARE(pictureOf({u"--grep"_s, u"me"_s}),
                 (QStringList{of(u"*"_s, merged), of(u"*"_s, m_ids[1])}));
        const Outcome nothing = run({u"history"_s, u"--graph"_s, u"--grep"_s, u"nowhere"_s});
        QCOMPARE(nothing.errors, u"plumb: No commit on main has a message with \"nowhere\".\n"_s);
    }

    void whatCannotBeFollowedIsSaid()
    {
        const Outcome nothing = run({u"history"_s, u"--follow"_s});
        QCOMPARE(nothing.exitCode, 3);
        QCOMPARE(nothing.errors, u"plumb: --follow wants the path of a file: --path P.\n"_s);
        const Outcome both =
            run({u"history"_s, u"--follow"_s, u"--path"_s, u"new.yaml"_s, u"--grep"_s, u"x"_s});
        QCOMPARE(both.exitCode, 3);
        QCOMPARE(both.errors,
                 u"plumb: --follow goes with --path, --rev and -n, not with --grep.\n"_s);
    }

    void eachLineNamesItsCommitAndWhereItWas()
    {
        const auto lines = items({u"blame"_s, u"new.yaml"_s});
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0][u"commit"].toString(), m_ids[0]);
        QCOMPARE(lines[0][u"path"].toString(), u"old.yaml"_s);
        QCOMPARE(lines[1][u"commit"].toString(), m_ids[2]);
        QCOMPARE(lines[1][u"text"].toString(), u"TWO"_s);
        QCOMPARE(lines[1][u"line"].toInt(), 2);
        const auto before = items({u"blame"_s, u"old.yaml"_s, u"--rev"_s, m_ids[0]});
        QCOMPARE(before[1][u"text"].toString(), u"two"_s);
        const Outcome missing = run({u"blame"_s, u"nowhere.yaml"_s});
        QCOMPARE(missing.exitCode, 2);
        QCOMPARE(missing.errors,
                 u"plumb: There is no file nowhere.yaml at commit %1.\n"_s.arg(m_ids[3].left(7)));
        const Outcome table = run({u"blame"_s, u"new.yaml"_s});
        QVERIFY2(table.output.startsWith(u"COMMIT"_s) && table.output.contains(m_ids[2].left(7)),
                 table.all().constData());
    }

    void whatIsKeptElsewhereIsShownAsSuch()
    {
        const Outcome lfs = run({u"show"_s, m_ids[3]});
        QVERIFY2(lfs.output.contains(u"added     big.bin  (LFS object, 12.0 MB)\n"_s),
                 lfs.all().constData());
        QVERIFY2(!lfs.output.contains(u"git-lfs"_s), lfs.all().constData());
        const QString bigger = m_clone->commit(u"bigger"_s, {{u"big.bin"_s, pointer(13'500'000)}});
        const Outcome changed = run({u"show"_s, bigger, u"--stat"_s});
        QVERIFY2(changed.output.contains(u"(LFS object, 12.0 MB → 13.5 MB)"_s),
                 changed.all().constData());
        const auto file = run({u"show"_s, bigger, u"-o"_s, u"json"_s}).json()[u"files"][0];
        QCOMPARE(file[u"lfs"][u"oldSize"].toInteger(), 12'000'000);
        QCOMPARE(file[u"lfs"][u"newSize"].toInteger(), 13'500'000);

        m_clone->git({u"update-index"_s, u"--add"_s, u"--cacheinfo"_s,
                      u"160000,%1,vendor/lib"_s.arg(m_ids[0])});
        m_clone->git({u"commit"_s, u"-q"_s, u"-m"_s, u"A submodule"_s});
        m_clone->git(
            {u"update-index"_s, u"--cacheinfo"_s, u"160000,%1,vendor/lib"_s.arg(m_ids[1])});
        m_clone->git({u"commit"_s, u"-q"_s, u"-m"_s, u"Moved on"_s});
        const Outcome moved = run({u"show"_s, u"main"_s});
        QVERIFY2(moved.output.contains(u"modified  vendor/lib  (submodule, %1 → %2)\n"_s.arg(
                     m_ids[0].left(7), m_ids[1].left(7))),
                 moved.all().constData());
        const auto module = run({u"show"_s, u"main~1"_s, u"-o"_s, u"json"_s}).json()[u"files"][0];
        QCOMPARE(module[u"submodule"][u"to"].toString(), m_ids[0]);
        QVERIFY(module[u"submodule"][u"from"].isNull());
    }

    void aRangeIsUndoneInOneCommit()
    {
        const QTemporaryDir elsewhere; // a push changes it, which nothing below the home may be
        const QString remote = elsewhere.filePath(u"remote.git"_s);
        m_clone->git({u"clone"_s, u"-q"_s, u"--bare"_s, m_clone->folder(), remote});
        m_clone->git({u"remote"_s, u"add"_s, u"origin"_s, remote});
        m_clone->git({u"fetch"_s, u"-q"_s, u"origin"_s});
        m_plumb->write(u"plumbline/config/workspace.yaml"_s,
                       "version: 1\nrepositories:\n  - {name: shop, path: "
                           + m_clone->folder().toUtf8() + ", remote: " + remote.toUtf8() + "}\n");
        m_clone->git({u"config"_s, u"user.name"_s, u"Ada"_s});
        m_clone->git({u"config"_s, u"user.email"_s, u"ada@example.org"_s});
        const QStringList wish{u"rollback"_s, u"--repo"_s, u"shop"_s, u"--commit"_s,
                               m_ids[0] + u".."_s + m_ids[2]};
        const Outcome preview =
            m_plumb->run(wish + QStringList{u"--dry-run"_s, u"-o"_s, u"json"_s});
        QVERIFY2(preview.exitCode == 0, preview.all().constData());
        QCOMPARE(preview.json()[u"conflicts"].toArray().size(), 0);
        const QString digest = preview.json()[u"digest"].toString();
        const Outcome done = m_plumb->run(wish + QStringList{u"--digest"_s, digest});
        QVERIFY2(done.exitCode == 0, done.all().constData());
        const GitFixture there = GitFixture::at(remote);
        QCOMPARE(there.git({u"show"_s, u"main:old.yaml"_s}), QByteArray("one\ntwo\nthree\nfour"));
        QCOMPARE(there.git({u"rev-list"_s, u"--count"_s, m_ids[3] + u"..main"_s}), QByteArray("1"));
        QCOMPARE(there.git({u"diff"_s, u"--name-only"_s, m_ids[0], u"main"_s}),
                 QByteArray("big.bin")); // what came after the range stays
        const QString message =
            QString::fromUtf8(there.git({u"log"_s, u"-1"_s, u"--format=%B"_s, u"main"_s}));
        QVERIFY2(message.contains(m_ids[1]) && message.contains(m_ids[2]), qPrintable(message));
        const Outcome half =
            m_plumb->run({u"rollback"_s, u"--repo"_s, u"shop"_s, u"--commit"_s, u"..main"_s});
        QCOMPARE(half.exitCode, 3);
        const Outcome nowhere =
            m_plumb->run({u"rollback"_s, u"--repo"_s, u"https://git.example.org/none"_s,
                          u"--commit"_s, u"main"_s, u"--dry-run"_s});
        QCOMPARE(nowhere.exitCode, 2); // asked in the right way
        QVERIFY2(nowhere.errors.startsWith(u"plumb: The workspace holds no repository https://"_s),
                 nowhere.all().constData());
    }

    void whatACloneReplacesIsSaidAndNotShown()
    {
        m_clone->git({u"replace"_s, m_ids[2], m_ids[0]});
        const Outcome history = run({u"history"_s, u"-o"_s, u"json"_s});
        QVERIFY2(history.errors.startsWith(u"plumb: The clone shows some objects as others (git "
                                           u"replace)."_s),
                 history.all().constData());
        const auto commits = history.json()[u"items"].toArray();
        QCOMPARE(commits.size(), 4);
        QCOMPARE(commits[1][u"subject"].toString(), u"changed"_s);
    }
};

QTEST_GUILESS_MAIN(PlumbHistoryTest)
#include "tst_plumb_history.moc"
