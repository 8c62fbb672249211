// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"
#include "support/gitfixture.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

namespace {

QByteArray map(const QByteArray& name, const QByteArray& ns = {})
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n"
           + (ns.isEmpty() ? QByteArray() : "  namespace: " + ns + "\n") + "data: {a: '1'}\n";
}

QString word(const QJsonValue& value, const QString& key)
{
    return value.toObject().value(key).toString();
}

//! "name path namespace state found/rendered", sorted as they come.
QStringList itemsOf(const Outcome& outcome)
{
    QStringList lines;
    for (const QJsonValue& item : outcome.json().value(u"items"_s).toArray()) {
        const auto objects = item.toObject().value(u"objects"_s).toObject();
        lines.append(u"%1 %2 %3 %4 %5/%6"_s.arg(
            word(item, u"name"_s), word(item, u"path"_s), word(item, u"namespace"_s),
            word(item, u"state"_s),
            objects.contains(u"found"_s) ? QString::number(objects.value(u"found"_s).toInt())
                                         : u"?"_s,
            QString::number(objects.value(u"rendered"_s).toInt())));
    }
    return lines;
}

QStringList leftOutOf(const Outcome& outcome)
{
    QStringList lines;
    for (const QJsonValue& one : outcome.json().value(u"leftOut"_s).toArray())
        lines.append(word(one, u"path"_s) + u": "_s + word(one, u"reason"_s));
    return lines;
}

} // namespace

//! `plumb apps detect` as a process: the sample, a repository of our own, and bad input.
class PlumbDetectTest : public QObject
{
    Q_OBJECT
private:
    static Outcome sandbox(const PlumbProcess& plumb, const QStringList& arguments)
    {
        return plumb.run(QStringList{u"--sandbox"_s, u"apps"_s} + arguments);
    }
    //! A home with a kubeconfig and a repository: plain folders, a chart and a broken file.
    static void prepare(const PlumbProcess& plumb)
    {
        plumb.write(u".kube/config"_s, kubeconfigFor());
        GitFixture repository(plumb.folder.filePath(u"config"_s));
        repository.commit(u"all"_s, {{u"web/map.yaml"_s, map("web", "shop")},
                                     {u"db/map.yaml"_s, map("db")},
                                     {u"broken/map.yaml"_s, map("b") + "\tx: 1\n"},
                                     {u"charts/x/Chart.yaml"_s, "apiVersion: v2\nname: x\n"},
                                     {u"charts/x/templates/map.yaml"_s, map("{{ .Values.name }}")},
                                     {u"docs/README.md"_s, "# Nothing\n"}});
    }

private Q_SLOTS:
    void operatorsInGitAreEvidenceWhereTheyNameTheClonesRemote()
    {
        PlumbProcess plumb;
        GitFixture repository(plumb.folder.filePath(u"config"_s));
        repository.commit(
            u"all"_s,
            {{u"web/map.yaml"_s, map("web")},
             {u"operators/argo.yaml"_s,
              "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: front, "
              "namespace: argocd}\nspec:\n  source: {repoURL: 'git@git.example:team/config.git', "
              "path: web}\n  destination: {namespace: shop}\n"}});
        const QString folder = repository.folder();
        const QStringList detect{u"apps"_s, u"detect"_s, u"--repo"_s, folder, u"-o"_s, u"json"_s};
        const auto web = [&] {
            const Outcome found = plumb.run(detect);
            const auto items = found.json().value(u"items"_s).toArray();
            for (const QJsonValue& item : items)
                if (word(item, u"name"_s) == u"web")
                    return QStringList{word(item, u"delivery"_s), word(item, u"namespace"_s),
                                       word(item, u"deliveredBy"_s)}
                        .join(u'|');
            return QString::fromUtf8(found.all());
        };
        QCOMPARE(web(), u"push||"_s); // whose it is cannot be told
        repository.git({u"remote"_s, u"add"_s, u"origin"_s, u"https://git.example/team/config"_s});
        QCOMPARE(web(), u"argocd|shop|Argo CD application front"_s);
        repository.git(
            {u"remote"_s, u"set-url"_s, u"origin"_s, u"https://git.example/team/other"_s});
        QCOMPARE(web(), u"push||"_s);
    }
    void theSampleIsExactlyItsSixApplications()
    {
        PlumbProcess plumb;
        const Outcome before = sandbox(plumb, {u"list"_s, u"-o"_s, u"json"_s});
        const Outcome known =
            sandbox(plumb, {u"detect"_s, u"--to-context"_s, u"sandbox"_s, u"-o"_s, u"json"_s});
        QVERIFY2(known.exitCode == 0, known.all().constData());
        QCOMPARE(itemsOf(known).join(u'\n'),
                 u"recommendation dev/recommendation shop-dev known 3/3\n"
                 "cart prod/cart shop-prod known 4/4\n"
                 "catalog prod/catalog shop-prod known 3/3\n"
                 "checkout prod/checkout shop-prod known 3/3\n"
                 "payments prod/payments shop-prod known 5/5\n"
                 "frontend staging/frontend shop-staging known 4/5"_s);
        QCOMPARE(leftOutOf(known).size(), 13);
        QCOMPARE(leftOutOf(known)[0],
                 u"cluster: nothing but namespaces: where applications go, not one itself"_s);
        QCOMPARE(leftOutOf(known)[1], u"dev/cart: none of its 3 objects is in cluster sandbox"_s);

        for (const char* name :
             {"cart", "catalog", "checkout", "frontend", "payments", "recommendation"}) {
            const Outcome removed = sandbox(plumb, {u"remove"_s, QString::fromLatin1(name)});
            QVERIFY2(removed.exitCode == 0, removed.all().constData());
        }
        const Outcome found = sandbox(plumb, {u"detect"_s, u"--to-context"_s, u"sandbox"_s});
        QVERIFY2(found.exitCode == 0, found.all().constData());
        QVERIFY2(found.output.contains(
                     u"  - 4 of 5 objects are in cluster sandbox, namespace shop-staging [cluster "
                     "sandbox]\n"_s),
                 found.all().constData());
        QVERIFY2(
            found.output.contains(
                u"\n  plumb --sandbox apps add payments --repo shop-config --path prod/payments --to-context sandbox -n shop-prod\n"_s),
            found.all().constData());
        const Outcome added =
            sandbox(plumb, {u"detect"_s, u"--to-context"_s, u"sandbox"_s, u"--add-all"_s});
        QVERIFY2(added.exitCode == 0, added.all().constData());
        const Outcome after = sandbox(plumb, {u"list"_s, u"-o"_s, u"json"_s});
        const auto sorted = [](const Outcome& outcome) {
            QStringList all;
            for (const QJsonValue& item : outcome.json().value(u"items"_s).toArray())
                all.append(QString::fromUtf8(QJsonDocument(item.toObject()).toJson()));
            all.sort();
            return all;
        };
        QCOMPARE(sorted(after).join(u'\n'), sorted(before).join(u'\n'));
    }
    void withoutAClusterNothingIsContacted()
    {
        PlumbProcess plumb;
        prepare(plumb); // its server is nowhere
        const Outcome found =
            plumb.run({u"apps"_s, u"detect"_s, u"--repo"_s, u"config"_s, u"-o"_s, u"json"_s});
        QVERIFY2(found.exitCode == 6, found.all().constData());
        QCOMPARE(itemsOf(found),
                 (QStringList{u"db db  proposed ?/1"_s, u"web web shop proposed ?/1"_s}));
        QCOMPARE(
            leftOutOf(found).join(u'\n'),
            u"broken: cannot be read: broken/map.yaml:6:1: not valid YAML: a tab stands where YAML "
            "wants spaces\n"
            "charts/x: a Helm chart: charts are not rendered; commit what `helm template` prints and name that folder"_s);
        const QJsonObject item = found.json().value(u"items"_s).toArray()[1].toObject();
        QCOMPARE(item.value(u"command"_s).toString(),
                 u"plumb apps add web --repo %1 --path web --to-context CONTEXT -n shop"_s.arg(
                     plumb.folder.filePath(u"config"_s)));
        QVERIFY(!QFile::exists(plumb.folder.filePath(u"plumbline/config/workspace.yaml"_s)));
        const Outcome below = plumb.run({u"apps"_s, u"detect"_s, u"--repo"_s, u"config"_s,
                                         u"--path"_s, u"web/"_s, u"-o"_s, u"json"_s});
        QVERIFY2(below.exitCode == 0, below.all().constData());
        QCOMPARE(itemsOf(below), QStringList{u"web web shop proposed ?/1"_s});
    }
    void whatIsAddedWasShownAndLeavesTheRestAsItWas()
    {
        PlumbProcess plumb;
        prepare(plumb);
        const QByteArray before = "# mine\nversion: 1   # as always\n\napplications:\n"
                                  "  # the old one\n  - name: db\n    repository: old\n"
                                  "    context: dev\nrepositories:\n- name: old # long ago\n"
                                  "  path: /nowhere\n# the end\n";
        const QString file = plumb.write(u"plumbline/config/workspace.yaml"_s, before);
        QFile::setPermissions(QFileInfo(file).path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QStringList look{u"apps"_s,         u"detect"_s, u"--repo"_s, u"config"_s,
                               u"--to-context"_s, u"dev"_s,    u"--path"_s, u"web"_s};
        // The cluster of that context does not answer; to add it is the user's word.
        const Outcome shown = plumb.run(look + QStringList{u"--add"_s, u"web"_s, u"--dry-run"_s});
        QVERIFY2(shown.exitCode == 4, shown.all().constData());
        QVERIFY2(
            shown.errors.contains(
                u"plumb: web is added though it is unverified: the cluster did not answer.\n"_s),
            shown.all().constData());
        QCOMPARE(shown.output, u"     repository: old\n     context: dev\n"
                               "+  - name: web\n+    repository: config\n"
                               "+    path: web\n+    context: dev\n+    namespace: shop\n"
                               " repositories:\n - name: old # long ago\n"
                               "   path: /nowhere\n+- name: config\n+  path: "_s
                                   + plumb.folder.filePath(u"config"_s)
                                   + u"\n # the end\nNothing was written (--dry-run).\n"_s);
        const auto now = [&file] {
            QFile read(file);
            return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
        };
        QCOMPARE(now(), before);
        const Outcome added = plumb.run(look + QStringList{u"--add"_s, u"web"_s});
        QVERIFY2(added.exitCode == 4, added.all().constData());
        // Every line that was there is there still, in its order.
        const QList<QByteArray> old = before.split('\n'), lines = now().split('\n');
        qsizetype at = 0;
        for (const QByteArray& line : lines)
            at += at < old.size() && line == old[at] ? 1 : 0;
        QCOMPARE(at, old.size());
        QCOMPARE(lines.size() - old.size(), shown.output.count(u"\n+"_s));
        const Outcome again = plumb.run(look + QStringList{u"--add"_s, u"web"_s});
        QVERIFY2(again.exitCode == 2
                     && again.errors.contains(u"plumb: web is already in the workspace as web. "
                                              "Nothing was added.\n"_s),
                 again.all().constData());
    }
    void badInputIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no repository")
            << QStringList{u"--repo"_s, u"nowhere"_s} << 2
            << u"\"{home}/nowhere\" is neither a repository of the workspace (it has none) nor a folder on this machine."_s;
        QTest::newRow("no context")
            << QStringList{u"--repo"_s, u"config"_s, u"--to-context"_s, u"prod"_s} << 2
            << u"The kubeconfig has no context \"prod\". It has: dev."_s;
        QTest::newRow("nothing committed")
            << QStringList{u"--repo"_s, u"empty"_s} << 2
            << u"The repository {home}/empty has no branch main yet: nothing was ever committed there."_s;
        QTest::newRow("no such proposal")
            << QStringList{u"--repo"_s, u"config"_s, u"--to-context"_s,
                           u"dev"_s,    u"--add"_s,  u"nope"_s}
            << 2 << u"Nothing was found under the name nope; found: db, web. Nothing was added."_s;
    }
    void badInputIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        PlumbProcess plumb;
        prepare(plumb);
        GitFixture empty(plumb.folder.filePath(u"empty"_s));
        const QByteArray wrong =
            disagreement(plumb, plumb.run(QStringList{u"apps"_s, u"detect"_s} + arguments), code,
                         u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void aClusterThatDoesNotAnswerLeavesWhatGitSays()
    {
        PlumbProcess plumb;
        prepare(plumb);
        const Outcome found = plumb.run({u"apps"_s, u"detect"_s, u"--repo"_s, u"config"_s,
                                         u"--to-context"_s, u"dev"_s, u"-o"_s, u"json"_s});
        QVERIFY2(found.exitCode == 4, found.all().constData());
        QCOMPARE(itemsOf(found),
                 (QStringList{u"db db  unverified ?/1"_s, u"web web shop unverified ?/1"_s}));
    }
    void fiveHundredFoldersAreFound()
    {
        PlumbProcess plumb;
        GitFixture repository(plumb.folder.filePath(u"mono"_s));
        repository.git({u"fast-import"_s, u"--quiet"_s}, commitOf(500, 3));
        const Outcome found =
            plumb.run({u"apps"_s, u"detect"_s, u"--repo"_s, u"mono"_s, u"-o"_s, u"json"_s});
        QVERIFY2(found.exitCode == 0, found.all().constData());
        QCOMPARE(itemsOf(found).size(), 500);
        QCOMPARE(itemsOf(found)[499], u"app499 apps/app499 shop proposed ?/3"_s);
    }
    void aLimitIsSaidAndNeverAClean0()
    {
        PlumbProcess plumb;
        GitFixture repository(plumb.folder.filePath(u"huge"_s));
        repository.git({u"fast-import"_s, u"--quiet"_s}, commitOf(10, 2'001));
        const Outcome found = plumb.run({u"apps"_s, u"detect"_s, u"--repo"_s, u"huge"_s,
                                         u"--path"_s, u"apps/app000"_s, u"-o"_s, u"json"_s});
        QVERIFY2(found.exitCode == 6, found.all().constData());
        QVERIFY2(
            found.errors.contains(
                u"plumb: Only a part of the repository was looked at: limit of 20000 files exceeded (actual 20001). Name a folder.\n"_s),
            found.all().constData());
        QCOMPARE(itemsOf(found).size(), 1);
    }

private:
    //! A commit of so many folders with so many manifests each, for fast-import.
    static QByteArray commitOf(int folders, int files)
    {
        QByteArray stream = "commit refs/heads/main\ncommitter A <a@example.org> 1700000000 "
                            "+0000\ndata 1\nx\n";
        for (int folder = 0; folder < folders; ++folder)
            for (int file = 0; file < files; ++file) {
                const QByteArray bytes = map("m" + QByteArray::number(file), "shop");
                stream += "M 100644 inline apps/app"
                          + QByteArray::number(folder).rightJustified(3, '0') + "/m"
                          + QByteArray::number(file) + ".yaml\ndata "
                          + QByteArray::number(bytes.size()) + '\n' + bytes + '\n';
            }
        return stream + "done\n";
    }
};

QTEST_GUILESS_MAIN(PlumbDetectTest)
#include "tst_plumb_detect.moc"
