// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// kubectl is the judge of what a manifest means: the same files, read by it and by us.

#include "manifest/manifest.h"
#include "unit/manifest/kubectl.h"

#include <QDir>
#include <QFile>

using namespace plumb;
using namespace plumb::manifest;

namespace {

QStringList filesOf(const QString& folder)
{
    const QStringList names = QDir(folder).entryList(QDir::Files);
    QByteArrayList sorted;
    for (const QString& name : names)
        sorted += name.toUtf8();
    std::sort(sorted.begin(), sorted.end()); // as kubectl walks
    QStringList files;
    for (const QByteArray& name : sorted)
        files += folder + u'/' + QString::fromUtf8(name);
    return files;
}

Desired ours(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? readManifests(file.readAll(), path) : Desired{};
}

} // namespace

class RealManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m03_ourJsonOfTheCorpusIsKubectls();
    void m03_whatKubectlRefusesWeRefuse();
    void whatOnlyWeReadMeansWhatItSays_data();
    void whatOnlyWeReadMeansWhatItSays();
    void whatOnlyWeRefuseIsNamed_data();
    void whatOnlyWeRefuseIsNamed();
};

void RealManifestsTest::m03_ourJsonOfTheCorpusIsKubectls()
{
    const QString folder = QStringLiteral(FIXTURES "/corpus");
    const auto theirs = askKubectl(folder);
    QVERIFY2(theirs, theirs.ok() ? "" : qPrintable(theirs.error().summary));
    QVERIFY2(theirs->isComplete, qPrintable(theirs->errors));
    qsizetype at = 0;
    for (const QString& file : filesOf(folder)) {
        const Desired desired = ours(file);
        QVERIFY2(desired.problems.isEmpty(),
                 qPrintable(file + u": "_s + desired.problems.value(0).message));
        for (const DesiredObject& each : desired.objects) {
            QVERIFY2(at < theirs->objects.size(), qPrintable(file));
            const QByteArray json = canonical(each.object.revealed());
            if (json != theirs->objects[at])
                qWarning("%s, line %d", qPrintable(file), each.place.line);
            QCOMPARE(json, theirs->objects[at++]);
        }
    }
    QCOMPARE(at, theirs->objects.size());
    QVERIFY(at >= 100);
}

void RealManifestsTest::m03_whatKubectlRefusesWeRefuse()
{
    const QString folder = QStringLiteral(FIXTURES "/refused");
    const auto theirs = askKubectl(folder);
    QVERIFY2(theirs, theirs.ok() ? "" : qPrintable(theirs.error().summary));
    QCOMPARE(theirs->objects, QList<QByteArray>());
    for (const QString& file : filesOf(folder)) {
        QVERIFY2(theirs->errors.contains(u'/' + QFileInfo(file).fileName()), qPrintable(file));
        const Desired desired = ours(file);
        QVERIFY2(!desired.isComplete && desired.objects.isEmpty(), qPrintable(file));
        for (const Problem& each : desired.problems)
            QVERIFY2(each.line >= 1 && each.column >= 1, qPrintable(file));
    }
}

// kubectl cuts a stream at each line of three dashes before it looks at it, and opens lists once.
void RealManifestsTest::whatOnlyWeReadMeansWhatItSays_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::newRow("documents-directive.yaml") << QStringList{u"directive"_s};
    QTest::newRow("documents-tag-directive.yaml") << QStringList{u"tagdirective"_s};
    QTest::newRow("documents-marker-and-content.yaml") << QStringList{u"onmarker"_s};
    QTest::newRow("list-in-list.yaml") << QStringList{u"inner"_s, u"outer"_s};
}

void RealManifestsTest::whatOnlyWeReadMeansWhatItSays()
{
    QFETCH(QStringList, names);
    const QString file =
        QStringLiteral(FIXTURES "/onlyweread/") + QString::fromUtf8(QTest::currentDataTag());
    const auto theirs = askKubectl(file);
    QVERIFY2(theirs, theirs.ok() ? "" : qPrintable(theirs.error().summary));
    QVERIFY(!theirs->isComplete);
    const Desired desired = ours(file);
    QVERIFY2(desired.isComplete, qPrintable(desired.problems.value(0).message));
    QStringList found;
    for (const DesiredObject& each : desired.objects)
        found += each.object.name();
    QCOMPARE(found, names);
}

// kubectl sends these all the same; what the server gets is not what a reviewer read.
void RealManifestsTest::whatOnlyWeRefuseIsNamed_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::newRow("bad-utf8.yaml") << u"is not UTF-8"_s;
    QTest::newRow("utf16.yaml") << u"begins a UTF-16 or UTF-32 text"_s;
    QTest::newRow("duplicate-key.yaml") << u"key 'a' defined twice (lines 5 and 6)"_s;
    QTest::newRow("duplicate-key.json") << u"key 'a' defined twice (lines 1 and 1)"_s;
    QTest::newRow("large-number.yaml")
        << u"the number 18446744073709551615 does not fit into 64 bits"_s;
    QTest::newRow("deeper-than-64.yaml") << u"nested deeper than 64 levels"_s;
    QTest::newRow("comma-behind-a-tag.yaml") << u"a comma directly behind a tag"_s;
    QTest::newRow("line-ends-converted-twice.yaml") << u"ends in two carriage returns"_s;
    QTest::newRow("no-name.yaml") << u"this ConfigMap has no metadata.name"_s;
    QTest::newRow("no-api-version.yaml") << u"apiVersion is missing or not a text"_s;
}

void RealManifestsTest::whatOnlyWeRefuseIsNamed()
{
    QFETCH(QString, sentence);
    const QString file =
        QStringLiteral(FIXTURES "/stricter/") + QString::fromUtf8(QTest::currentDataTag());
    const auto theirs = askKubectl(file);
    QVERIFY2(theirs, theirs.ok() ? "" : qPrintable(theirs.error().summary));
    QVERIFY2(theirs->isComplete, qPrintable(theirs->errors));
    QCOMPARE(theirs->objects.size(), 1);
    const Desired desired = ours(file);
    QCOMPARE(desired.problems.size(), 1);
    QVERIFY2(desired.problems[0].message.contains(sentence),
             qPrintable(desired.problems[0].message));
    QVERIFY(desired.objects.isEmpty());
}

QTEST_GUILESS_MAIN(RealManifestsTest)
#include "tst_realmanifests.moc"
