// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// For histories by chance: our tree and message are those of `git revert`, or both conflict in the
// same files.

#include "support.h"

#include <QRandomGenerator>

using namespace plumb;
using namespace plumb::git;

namespace {

// A history that branches, merges, renames, deletes and edits near other edits.
void grow(GitFixture& here, QRandomGenerator& random, int commits)
{
    const auto lines = [&](int count) {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "line " + QByteArray::number(random.bounded(1000)) + '\n';
        return text;
    };
    for (const char* name : {"a/one", "a/two", "b/three", "four"})
        here.write(QString::fromLatin1(name), lines(12));
    here.write(u".gitattributes"_s, "two merge=union\n");
    here.commit(u"start"_s);
    for (int i = 0; i < commits; ++i) {
        const QStringList files =
            QString::fromUtf8(here.git({u"ls-files"_s})).split(u'\n', Qt::SkipEmptyParts);
        const QString file = files[random.bounded(int(files.size()))];
        const int what = random.bounded(20);
        if (what == 0 && files.size() > 3 && file != u".gitattributes"_s) {
            here.commit(u"delete %1"_s.arg(file), {{file, {}}});
        } else if (what == 1) {
            here.commit(u"add %1"_s.arg(i), {{u"new/f%1"_s.arg(i), lines(8)}});
        } else if (what <= 3 && file != u".gitattributes"_s) {
            QDir().mkpath(here.file(u"moved"_s));
            here.git({u"mv"_s, file, u"moved/m%1"_s.arg(i)});
            here.commit(u"move %1"_s.arg(file));
        } else if (what == 6 && i > 2) { // a merge of three parents
            const QStringList sides{u"left%1"_s.arg(i), u"right%1"_s.arg(i)};
            for (const QString& side : sides) {
                here.tick();
                here.git({u"switch"_s, u"-q"_s, u"-c"_s, side, u"main~1"_s});
                here.commit(side, {{u"side/"_s + side, lines(3)}});
                here.git({u"switch"_s, u"-q"_s, u"main"_s});
            }
            here.git({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"Merge both %1"_s.arg(i),
                      sides[0], sides[1]});
        } else if (what <= 5 && i > 2) {
            here.tick();
            const QString back = u"HEAD~%1"_s.arg(1 + random.bounded(2));
            here.git({u"switch"_s, u"-q"_s, u"-c"_s, u"side%1"_s.arg(i), back});
            here.commit(u"side %1"_s.arg(i), {{u"side/s%1"_s.arg(i), lines(3)}});
            here.git({u"switch"_s, u"-q"_s, u"main"_s});
            if (here.tryGit({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"Merge side %1"_s.arg(i),
                             u"side%1"_s.arg(i)})
                    .exitCode
                != 0)
                here.git({u"merge"_s, u"--abort"_s});
        } else if (file != u".gitattributes"_s) {
            QFile content(here.file(file));
            if (!content.open(QIODevice::ReadOnly))
                qFatal("%s", qPrintable(file));
            QList<QByteArray> all = content.readAll().split('\n');
            for (int change = 0; change < 2; ++change)
                all[random.bounded(int(all.size()))] =
                    "edit " + QByteArray::number(random.bounded(1000));
            here.commit(u"edit \"%1\" %2\n\nbody"_s.arg(file, QString::number(i)),
                        {{file, all.join('\n')}});
        }
    }
}

QStringList conflictsOf(const RevertPreview& preview)
{
    QStringList names;
    for (const ConflictSides& sides : preview.conflicts)
        names += sides.path;
    names.sort();
    return names;
}

QStringList conflictsOf(const GitFixture& clone)
{
    QStringList names = QString::fromUtf8(clone.git({u"-c"_s, u"core.quotePath=false"_s, u"diff"_s,
                                                     u"--name-only"_s, u"--diff-filter=U"_s}))
                            .split(u'\n', Qt::SkipEmptyParts);
    names.sort();
    return names;
}

} // namespace

class RandomRevertTest : public QObject
{
    Q_OBJECT

    struct Scene
    {
        GitFixture here, clone;
        Repository repository;
        CommitId tip;
        QStringList all;
    };
    std::unique_ptr<Scene> scene(QRandomGenerator& random, int commits)
    {
        GitFixture here(m_folders.fresh());
        grow(here, random, commits);
        const GitFixture clone = GitFixture::at(m_folders.fresh());
        here.git({u"clone"_s, u"-q"_s, here.folder(), clone.folder()});
        auto made = std::unique_ptr<Scene>(
            new Scene{here,
                      clone,
                      {{u"shop"_s, here.folder()}, m_folders.fresh(), m_runner},
                      id(here.revision(u"main"_s)),
                      QString::fromLatin1(here.git({u"rev-list"_s, u"main"_s})).split(u'\n')});
        must(made->repository.open({}, {}));
        return made;
    }
    static void startOver(const Scene& at)
    {
        at.clone.tryGit({u"revert"_s, u"--quit"_s});
        at.clone.git({u"reset"_s, u"-q"_s, u"--hard"_s, at.tip.toHex()});
        at.clone.git({u"clean"_s, u"-q"_s, u"-fdx"_s});
    }

    Folders m_folders;
    ProcessRunner m_runner;

private Q_SLOTS:
    void aRevertIsGitsOwn()
    {
        int commits = 0, clean = 0, conflicting = 0, merges = 0, octopuses = 0;
        for (quint32 seed = 1; seed <= 15; ++seed) {
            QRandomGenerator random(seed);
            const auto at = scene(random, 20);
            QList<std::pair<QString, int>> wishes; // a commit, and of a merge each parent
            for (const QString& hex : std::as_const(at->all)) {
                const auto parents = must(at->repository.commits({id(hex)})).first().parents.size();
                commits += 1;
                octopuses += parents > 2;
                for (int mainline = parents > 1 ? 1 : 0; mainline <= parents; ++mainline) {
                    wishes.append({hex, mainline});
                    if (parents <= 1)
                        break;
                }
            }
            for (const auto& [hex, mainline] : std::as_const(wishes)) {
                QStringList command{u"revert"_s, u"--no-edit"_s, hex};
                if (mainline)
                    command.insert(1, u"-m%1"_s.arg(mainline));
                const bool succeeded = at->clone.tryGit(command).exitCode == 0;
                const RevertPreview preview = must(at->repository.previewRevert(
                    {RevertRequest::Kind::Commit, id(hex), at->tip, mainline, {}}, {}));
                merges += mainline > 0;
                const QStringList conflicts = conflictsOf(at->clone);
                QCOMPARE(conflictsOf(preview), conflicts);
                QCOMPARE(preview.tree.isNull(), !conflicts.isEmpty());
                conflicting += !conflicts.isEmpty();
                if (succeeded) {
                    ++clean;
                    QCOMPARE(preview.tree.toHex(), at->clone.revision(u"HEAD^{tree}"_s));
                    QCOMPARE(preview.message.trimmed().toUtf8(),
                             at->clone.git({u"log"_s, u"-1"_s, u"--format=%B"_s}));
                    QVERIFY(!preview.isEmpty);
                } else if (conflicts.isEmpty()) { // "nothing to commit"
                    QVERIFY(preview.isEmpty);
                }
                startOver(*at);
            }
        }
        qInfo("%d commits: %d clean, %d conflicting, %d parents of merges, %d of three parents",
              commits, clean, conflicting, merges, octopuses);
        QVERIFY(commits >= 300 && clean > 60 && conflicting > 60 && merges > 30 && octopuses > 5);
    }

    void aRangeIsUndoneAsByGit()
    {
        int clean = 0, conflicting = 0, ofMerges = 0, refused = 0, longest = 0;
        for (quint32 seed = 101; seed <= 115; ++seed) {
            QRandomGenerator random(seed);
            const auto at = scene(random, 20);
            for (int round = 0; round < 20; ++round) {
                // Often at the tip, where a range of several goes well.
                const int last = round % 2 ? 0 : random.bounded(int(at->all.size()) - 6);
                const QString newest = at->all[last];
                const QString since = at->all[last + 1 + random.bounded(5)];
                const int mainline = random.bounded(3);
                QStringList command{u"revert"_s, u"--no-commit"_s, since + u".."_s + newest};
                if (mainline)
                    command.insert(1, u"-m%1"_s.arg(mainline));
                const auto done = at->clone.tryGit(command);
                const QStringList conflicts = conflictsOf(at->clone);
                const auto preview = await(at->repository.previewRevert(
                    {RevertRequest::Kind::Range, id(newest), at->tip, mainline, {}, id(since)},
                    {}));
                if (done.exitCode == 0) {
                    QVERIFY2(preview.ok(), preview ? "" : qPrintable(preview.error().summary));
                    QCOMPARE(preview->tree.toHex(),
                             QString::fromLatin1(at->clone.git({u"write-tree"_s})));
                    QVERIFY(preview->conflicts.isEmpty());
                    clean += preview->undone.size() > 1;
                    longest = std::max(longest, int(preview->undone.size()));
                    for (const Commit& commit : preview->undone)
                        ofMerges += commit.parents.size() > 1;
                } else if (!conflicts.isEmpty()) {
                    QVERIFY2(preview.ok(), preview ? "" : qPrintable(preview.error().summary));
                    QCOMPARE(conflictsOf(*preview), conflicts);
                    QVERIFY(preview->tree.isNull());
                    ++conflicting;
                } else { // a merge without a mainline, or one of what is no merge
                    QVERIFY2(!preview, done.errors.constData());
                    QCOMPARE(nameOf(preview.error().kind), u"Invalid"_s);
                    ++refused;
                }
                startOver(*at);
            }
        }
        qInfo("%d ranges clean (the longest of %d), %d conflicting, %d refused, %d merges in them",
              clean, longest, conflicting, refused, ofMerges);
        QVERIFY(clean > 50 && longest > 3 && conflicting > 50 && refused > 10 && ofMerges > 10);
    }
};

QTEST_GUILESS_MAIN(RandomRevertTest)
#include "tst_randomrevert.moc"
