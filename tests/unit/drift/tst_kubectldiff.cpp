// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Plays every situation with `steps` on a real API server, and asks `kubectl diff` as well.
// PLUMBLINE_RECORD=1 writes what the server answered into the fixture's folder.
#include "drift/drift.h"
#include "situation.h"

#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTest>

using namespace plumb;

namespace {

struct Outcome
{
    int code = -1;
    QByteArray out, err;
};

const QString kPrelude = u"set -e; . " SOURCE_ROOT "/tests/unit/drift/steps.bash\n"_s;

Outcome shell(const QString& name, const QString& script)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KUBECONFIG"_s, qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"));
    environment.insert(u"KUBECTL"_s, qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kubectl"_s);
    environment.insert(u"NS"_s, u"drift-%1-%2"_s.arg(name).arg(QCoreApplication::applicationPid()));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(situation::folder(name));
    process.start(u"bash"_s, {u"-uc"_s, kPrelude + script});
    if (!process.waitForFinished(120'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString stepsOf(const QString& name)
{
    QFile file(situation::folder(name) + u"steps"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// kubectl is known to see it otherwise, for the reason that stands in the situation's folder.
bool isAccepted(const QString& name, const QString& oracle)
{
    QFile file(situation::folder(name) + u"accepted"_s);
    return file.open(QIODevice::ReadOnly)
           && QString::fromUtf8(file.readAll()).contains(oracle + u':');
}

bool hasAny(const drift::ObjectDrift& drift, std::initializer_list<drift::Class> classes)
{
    return std::any_of(drift.fields.begin(), drift.fields.end(), [&](const drift::Field& field) {
        return std::find(classes.begin(), classes.end(), field.what) != classes.end();
    });
}

void record(const QString& file, const QByteArray& json)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(QJsonDocument::fromJson(json).toJson());
}

} // namespace

class KubectlDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!qEnvironmentVariableIsEmpty("PLUMBLINE_REAL_KUBECONFIG"),
                 "PLUMBLINE_REAL_KUBECONFIG is not set: nothing was compared with kubectl diff");
    }

    void compareAgreesWithKubectlDiff_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : situation::names()) {
            if (!stepsOf(name).isEmpty())
                QTest::newRow(qPrintable(name)) << name;
        }
    }

    void compareAgreesWithKubectlDiff()
    {
        QFETCH(QString, name);
        const Outcome played =
            shell(name, u"\"$KUBECTL\" create namespace \"$NS\" >&2\n"_s + stepsOf(name));
        QVERIFY2(played.code == 0, played.err.constData());

        const QString file = situation::folder(name) + u"desired.json"_s;
        const QString it = u"-f desired.json -o json --show-managed-fields"_s;
        const Outcome live = shell(name, u"k get "_s + it);
        QVERIFY2(live.code == 0, live.err.constData());
        const Outcome predicted = shell(name, u"as_plumbline --dry-run=server "_s + it);
        QVERIFY2(predicted.code == 0, predicted.err.constData());
        if (qEnvironmentVariableIsSet("PLUMBLINE_RECORD")) {
            record(situation::folder(name) + u"live.json"_s, live.out);
            record(situation::folder(name) + u"predicted.json"_s, predicted.out);
        }

        auto input = situation::read(name);
        input.live = objects::Object::fromJson(QJsonDocument::fromJson(live.out).object());
        input.predicted =
            objects::Object::fromJson(QJsonDocument::fromJson(predicted.out).object());
        const auto drift = drift::compare(input, objects::ListKeys::builtIn());
        const auto expected = situation::expected(name, u"expected.txt"_s);
        QVERIFY2(expected, "expected.txt is missing");
        // The namespace of this run stands in no field; addresses and ports differ from run to run.
        QCOMPARE(situation::lines(drift).join(u'\n').replace(
                     QRegularExpression(u"10\\.0\\.0\\.[0-9]+"_s), u"ADDRESS"_s),
                 expected->join(u'\n').replace(QRegularExpression(u"10\\.0\\.0\\.[0-9]+"_s),
                                               u"ADDRESS"_s));

        using enum drift::Class;
        const Outcome serverSide = shell(
            name,
            u"k diff --server-side --force-conflicts --field-manager=plumbline -f desired.json"_s);
        QVERIFY2(serverSide.code == 0 || serverSide.code == 1, serverSide.err.constData());
        const bool differsThere = (serverSide.code == 1) != hasAny(drift, {Pending, Manual});
        QVERIFY2(differsThere == isAccepted(name, u"server-side"_s), serverSide.out.constData());
        const Outcome plain = shell(name, u"k diff -f desired.json"_s);
        QVERIFY2(plain.code == 0 || plain.code == 1, plain.err.constData());
        const bool differsHere = (plain.code == 1) != drift.isOutOfSync();
        QVERIFY2(differsHere == isAccepted(name, u"plain"_s), plain.out.constData());
    }

    void cleanup()
    {
        if (QTest::currentDataTag())
            shell(QString::fromUtf8(QTest::currentDataTag()),
                  u"k patch configmap/web --type=merge -p '{\"metadata\":{\"finalizers\":null}}' "
                  u"|| true; "
                  "\"$KUBECTL\" delete namespace \"$NS\" --wait=false"_s);
    }
};

QTEST_GUILESS_MAIN(KubectlDiffTest)
#include "tst_kubectldiff.moc"
