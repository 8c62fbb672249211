// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/manifest.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plumb;
using namespace plumb::manifest;

class RealManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m03_ourJsonOfManifestsIsKubectls_data();
    void m03_ourJsonOfManifestsIsKubectls();
};

void RealManifestsTest::m03_ourJsonOfManifestsIsKubectls_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& file : QDir(QStringLiteral(FIXTURES "/corpus")).entryList({u"*.yaml"_s}))
        QTest::newRow(qPrintable(file)) << QStringLiteral(FIXTURES "/corpus/") + file;
}

void RealManifestsTest::m03_ourJsonOfManifestsIsKubectls()
{
    const QString path =
        qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u':' + qEnvironmentVariable("PATH");
    const QString kubectl = findProgram(u"kubectl"_s, path);
    QVERIFY2(!kubectl.isEmpty(),
             "PLUMBLINE_REAL_BIN names no folder with kubectl, and PATH has none");
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QFile::ReadOnly));
    const Desired desired = readManifests(source.readAll(), file);
    QCOMPARE(desired.problems.size(), 0);
    Command command;
    command.program = kubectl;
    command.arguments = {u"patch"_s, u"--local"_s, u"-f"_s, file,     u"--type=merge"_s,
                         u"-p"_s,    u"{}"_s,      u"-o"_s, u"json"_s};
    const auto told = ProcessRunner().run(command, {});
    QVERIFY(told.ok());
    QVERIFY2(told->exitCode == 0, told->errors.constData());
    // One JSON object behind the other
    const Desired theirs = readManifests(told->output, u"kubectl"_s);
    QCOMPARE(theirs.problems.size(), 0);
    QCOMPARE(theirs.objects.size(), desired.objects.size());
    for (qsizetype i = 0; i < theirs.objects.size(); ++i)
        QCOMPARE(QJsonDocument(desired.objects[i].object.revealed()).toJson(),
                 QJsonDocument(theirs.objects[i].object.revealed()).toJson());
}

QTEST_GUILESS_MAIN(RealManifestsTest)
#include "tst_realmanifests.moc"
