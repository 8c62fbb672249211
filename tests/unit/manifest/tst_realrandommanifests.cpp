// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Random manifests, whole and damaged, read by kubectl and by us. PLUMBLINE_MANIFESTS says how many
// (500 without), PLUMBLINE_SEED which.

#include "manifest/manifest.h"
#include "support/files.h"
#include "unit/manifest/kubectl.h"
#include "unit/manifest/randommanifest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace plumb;
using namespace plumb::manifest;
using plumb::test::writeFile;

namespace {

constexpr int kBatch = 250;

struct Case
{
    QString name;
    QByteArray text;
    bool isDamaged = false;
};

//! What kubectl makes of each case: objects, or that it refuses the file.
struct Verdict
{
    QList<QByteArray> objects;
    bool isRefused = false;
    bool isListUncertain = false; //!< of a List it says without the file that an item is no object
    QString words;
};

QByteArray fence(const QString& name)
{
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"fence-"
           + name.toUtf8() + "\"}}\n";
}

//! kubectl is started once for many files; a fence behind each tells its objects from the next
//! one's.
Result<QList<Verdict>> verdictsOf(const QList<Case>& cases)
{
    const QTemporaryDir folder;
    for (const Case& each : cases) {
        writeFile(folder.filePath(each.name + u"-a.yaml"_s), each.text);
        writeFile(folder.filePath(each.name + u"-b.yaml"_s), fence(each.name));
    }
    PLUMB_TRY(answer, askKubectl(folder.path()));
    QList<Verdict> verdicts(cases.size());
    qsizetype at = 0;
    for (const QByteArray& object : answer.objects) {
        if (at < cases.size() && object + '\n' == fence(cases[at].name))
            ++at;
        else if (at < cases.size())
            verdicts[at].objects += object;
    }
    if (at != cases.size())
        return failure(Error::Kind::Internal, u"kubectl stopped before the end."_s, answer.errors);
    for (Verdict& each : verdicts)
        each.isListUncertain = answer.errors.contains(u"unable to get type info"_s);
    for (const QString& line : answer.errors.split(u'\n')) {
        for (qsizetype i = 0; i < cases.size(); ++i) {
            if (line.contains(cases[i].name + u"-a.yaml"_s)) {
                verdicts[i].isRefused = true;
                verdicts[i].words = line;
            }
        }
    }
    return verdicts;
}

//! We refuse what kubectl sends: on purpose, in these words.
bool isStricter(const Desired& ours)
{
    static const QStringList kReasons{
        u" defined twice "_s, // M2
        u"does not fit into 64 bits"_s, // M5
        u"is not UTF-8"_s, // M4
        u"escapes half of a surrogate pair"_s, // M4
        u"this List has no items"_s, // kubectl sends it as an object
        u"metadata of this "_s, // kubectl does not look into the items of a List
        u"found unexpected ':'"_s, // `{a: b:}`: YAML has no such text, Go's port reads one
        u"did not find expected <document start>"_s, // kubectl drops what stands behind a document
        u"ends in two carriage returns"_s, // kubectl drops one of them
        u"comma directly behind a tag"_s, // kubectl takes it for a part of the tag
        u"has no metadata.name"_s,
        u"apiVersion is missing or not a text"_s,
    };
    return std::all_of(ours.problems.begin(), ours.problems.end(), [](const Problem& problem) {
        return std::any_of(kReasons.begin(), kReasons.end(),
                           [&](const QString& each) { return problem.message.contains(each); });
    });
}

//! We read what kubectl refuses; it can mean one thing only.
bool isLaxer(const Case& one, const Verdict& theirs)
{
    // In brackets Go's port takes a question mark inside a text for that of a key.
    if (one.text.contains('?') && theirs.words.contains(u"did not find expected ',' or "_s))
        return true;
    // It takes a text that begins with three dashes for a separator, and an escape of JSON in what
    // is YAML only for a fault.
    return theirs.words.contains(u"invalid Yaml document separator"_s)
           || (theirs.words.contains(u": json: offset "_s) && one.text.contains("\\/"));
}

//! kubectl does not read what stands on a line behind `...`.
bool isBehindTheEnd(const Case& one, const Desired& ours)
{
    const auto end = one.text.indexOf("\n...");
    return end >= 0 && ours.problems.size() == 1
           && ours.problems[0].line > one.text.left(end + 1).count('\n');
}

//! Empty, or how the two differ. `isOneSided`: only one of them reads it.
QString difference(const Case& one, const Verdict& theirs, bool* isOneSided)
{
    const Desired ours = readManifests(one.text, one.name);
    QString said;
    for (const Problem& each : ours.problems)
        said +=
            u"\n  ours, line %1, column %2: %3"_s.arg(each.line).arg(each.column).arg(each.message);
    *isOneSided = theirs.isRefused != !ours.problems.isEmpty();
    if (theirs.isRefused)
        return ours.problems.isEmpty() && !isLaxer(one, theirs)
                   ? u"kubectl refuses it: %1"_s.arg(theirs.words)
                   : QString();
    if (!ours.problems.isEmpty() && (isStricter(ours) || isBehindTheEnd(one, ours)))
        return {};
    if (!ours.problems.isEmpty() && !theirs.isListUncertain)
        return u"only we refuse it:"_s + said;
    if (ours.objects.size() != theirs.objects.size())
        return u"we read %1 objects, kubectl %2"_s.arg(ours.objects.size())
            .arg(theirs.objects.size());
    for (qsizetype i = 0; i < ours.objects.size(); ++i) {
        const QByteArray json = canonical(ours.objects[i].object.revealed());
        if (json != theirs.objects[i])
            return u"object %1\n  ours    %2\n  kubectl %3"_s.arg(i).arg(
                QString::fromUtf8(json), QString::fromUtf8(theirs.objects[i]));
    }
    return {};
}

} // namespace

class RealRandomManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m03_ourJsonOfRandomManifestsIsKubectls();
};

void RealRandomManifestsTest::m03_ourJsonOfRandomManifestsIsKubectls()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("PLUMBLINE_MANIFESTS", &isSet);
    const int count = isSet ? asked : 500;
    const int chosen = qEnvironmentVariableIntValue("PLUMBLINE_SEED", &isSet);
    const quint64 seed = isSet ? quint64(chosen) : 1;
    qInfo("seed %llu", qulonglong(seed));
    RandomManifest random(seed);
    int objects = 0, refused = 0, damaged = 0;
    QStringList found, oneSided;
    for (int done = 0; done < count; done += kBatch) {
        QList<Case> cases;
        for (int i = done; i < std::min(done + kBatch, count); ++i) {
            const QString name = u"m%1"_s.arg(i, 6, 10, QLatin1Char('0'));
            const QByteArray whole = random.file(name.toUtf8());
            const bool isDamaged = i % 4 == 3;
            damaged += isDamaged;
            cases += {name, isDamaged ? random.damaged(whole) : whole, isDamaged};
        }
        const auto verdicts = verdictsOf(cases);
        QVERIFY2(verdicts, verdicts.ok() ? "" : qPrintable(verdicts.error().detail));
        for (qsizetype i = 0; i < cases.size(); ++i) {
            objects += int(verdicts->at(i).objects.size());
            refused += verdicts->at(i).isRefused;
            bool isOneSided = false;
            const QString what = difference(cases[i], verdicts->at(i), &isOneSided);
            if (!what.isEmpty())
                (cases[i].isDamaged && isOneSided ? oneSided : found) +=
                    u"=== %1\n%2\n--- the text:\n%3"_s.arg(cases[i].name, what,
                                                           QString::fromUtf8(cases[i].text));
        }
    }
    qInfo("%d files, %d of them damaged, %d objects; %d refused by kubectl; %lld differ, %lld "
          "damaged "
          "ones are read by one side only for no named reason",
          count, damaged, objects, refused, qlonglong(found.size()), qlonglong(oneSided.size()));
    for (const QString& each : (found + oneSided).mid(0, 10))
        qWarning("%s", qPrintable(each));
    QCOMPARE(found.size(), 0);
    // Two parsers of one lineage: what is no YAML is seldom read by one of them.
    QVERIFY(oneSided.size() <= damaged / 200);
    QVERIFY(objects >= count * 3 / 4);
    QVERIFY(refused > 0 && refused < count / 4);
}

QTEST_GUILESS_MAIN(RealRandomManifestsTest)
#include "tst_realrandommanifests.moc"
