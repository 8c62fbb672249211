// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Random edits by five programs, in rounds; the set of drifted objects against that of both
// `kubectl diff`. PLUMBLINE_DRIFT=OBJECTSxROUNDS (1000x20) is the long form, PLUMBLINE_SEED the
// seed.
#include "localagreement.h"
#include "rounds.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plumb;

class DriftRoundsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDriftedSetIsTheUnionOfBothKubectlDiffs()
    {
        const auto form = qEnvironmentVariable("PLUMBLINE_DRIFT", u"126x3"_s).split(u'x');
        const int count = form.value(0).toInt(), rounds = form.value(1).toInt();
        const quint32 seed = qEnvironmentVariable("PLUMBLINE_SEED", u"20261124"_s).toUInt();
        qInfo("%d objects, %d rounds, seed %u", count, rounds, seed);
        const int most = std::min(200, count / 2);
        QRandomGenerator random(seed + 1);
        test::Rounds world(count, seed);
        QSet<QString> kinds;
        for (const auto& thing : world.city())
            kinds.insert(thing.kind);
        QVERIFY2(kinds.size() >= 12, "fewer than 12 kinds");
        QCOMPARE(driftedOf(world.compare()), QSet<QString>());

        test::LocalAgreement agreement;
        QSet<QString> before;
        qsizetype found = 0;
        for (int round = 1; round <= rounds; ++round) {
            const int edits = random.bounded(25, most + 1);
            world.editGit(random.bounded(5, 15));
            world.editLive(edits);
            world.deleteLive(random.bounded(3));
            const auto reapplied = world.untouched(before).mid(0, 10);
            world.apply(reapplied);

            const auto snapshot = world.compare();
            const QSet<QString> ours = driftedOf(snapshot);
            const QSet<QString> serverSide = world.kubectlDiff(true);
            const QSet<QString> plain = world.kubectlDiff(false);
            const QSet<QString> theirs = serverSide + plain;
            agreement.add(snapshot);
            const QStringList wrong = world.wrongManagers(snapshot);
            qInfo("round %d: %d edits; drifted %lld, kubectl %lld (server-side %lld, plain %lld)",
                  round, edits, ours.size(), theirs.size(), serverSide.size(), plain.size());
            QVERIFY2(ours == theirs,
                     qPrintable(told(snapshot, theirs - ours, ours - theirs, serverSide, plain)));
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
            for (const QString& id : reapplied)
                QVERIFY2(!ours.contains(id) || theirs.contains(id), qPrintable(id));
            found += ours.size();

            QStringList mended;
            before.clear();
            for (const QString& id : ours) {
                if (random.bounded(3) > 0)
                    mended.append(id);
                else
                    before.insert(id);
            }
            world.apply(mended);
        }
        QVERIFY(found > 0);
        qInfo("the program was named for %d edited fields", world.managersAsked());
        QVERIFY(world.managersAsked() > rounds * 10);
        agreement.print();
        QVERIFY2(agreement.ofDifferences() >= 0.99, "the local comparison strayed");
    }

private:
    static QSet<QString> driftedOf(const engine::ApplicationSnapshot& snapshot)
    {
        QSet<QString> found;
        for (const auto& object : snapshot.objects) {
            if (object.drift.notComparable)
                qFatal("%s", qPrintable(object.drift.notComparable->summary));
            if (object.drift.isOutOfSync())
                found.insert(object.key.kind + u' ' + object.key.name);
        }
        return found;
    }

    static QString told(const engine::ApplicationSnapshot& snapshot, const QSet<QString>& missed,
                        const QSet<QString>& spurious, const QSet<QString>& serverSide,
                        const QSet<QString>& plain)
    {
        QStringList lines;
        for (const QString& id : missed)
            lines.append(u"missed %1 (%2%3)"_s.arg(
                id, serverSide.contains(id) ? u"server-side "_s : QString(),
                plain.contains(id) ? u"plain"_s : QString()));
        for (const QString& id : spurious)
            lines.append(u"false "_s + id);
        for (const auto& object : snapshot.objects) {
            const QString id = object.key.kind + u' ' + object.key.name;
            if (!missed.contains(id) && !spurious.contains(id))
                continue;
            for (const auto& field : object.drift.fields)
                if (field.what != drift::Class::Defaulted)
                    lines.append(u"  %1 %2: %3 by %4 %5"_s.arg(id, field.path.toString(),
                                                               drift::toString(field.what),
                                                               field.manager, field.note));
        }
        return lines.join(u'\n');
    }
};

QTEST_GUILESS_MAIN(DriftRoundsTest)
#include "tst_driftrounds.moc"
