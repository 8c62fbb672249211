// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "workspace/workspace.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plumb;
using namespace plumb::workspace;

namespace {

QStringList sentences(const QByteArray& bytes)
{
    QStringList all;
    const Workspace workspace = read(bytes, u"workspace.yaml"_s);
    for (const Problem& each : workspace.problems)
        all << each.message;
    return all;
}

// A whole workspace with one more line in its first application.
QByteArray withLine(const QByteArray& line)
{
    return "version: 1\n"
           "repositories:\n"
           "  - {name: shop, path: /srv/shop}\n"
           "applications:\n"
           "  - name: prod\n"
           "    repository: shop\n"
           "    context: production\n"
           + line
           + "  - name: other\n"
             "    repository: shop\n"
             "    context: staging\n";
}

} // namespace

class WorkspaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingThatCanBeWrittenIsRead();
    void anEmptyFileIsAnEmptyWorkspace();
    void badEntriesSaySoAndLeaveTheOthers_data();
    void badEntriesSaySoAndLeaveTheOthers();
    void badFilesSaySo_data();
    void badFilesSaySo();
    void aSlipOfThePenLeavesAClusterProtected();
    void aColourIsANameOrAHexNumber();
    void aSyntaxErrorTakesOnlyItsEntryAway();
    void theSchemaKnowsTheSameKeys();
};

void WorkspaceTest::everythingThatCanBeWrittenIsRead()
{
    const Workspace workspace = read(R"(# mine
version: 1
repositories:
  - name: shop
    path: /srv/shop
    branch: 1.10
    remote: git@example.com:shop.git
  - name: infra
    url: https://example.com/infra.git
applications:
  - name: prod
    repository: shop
    path: overlays/prod
    revision: v1.2
    context: production
    namespace: shop
    delivery: flux
    renderer: kustomize
    ignore:
      - rule: replicas belong to the autoscaler
        group: apps
        kind: Deployment
        namespace: shop
        name: web
        jsonPointers: [/spec/replicas]
        managedFieldsManagers: [kube-controller-manager]
contexts:
  - name: production
    label: Production
    colour: red
    protected: true
    allowInsecure: true
)",
                                     u"workspace.yaml"_s);
    QVERIFY2(workspace.problems.isEmpty(), qPrintable(workspace.problems.value(0).message));
    QCOMPARE(
        workspace.repositories,
        (QList<Repository>{{u"shop"_s, u"/srv/shop"_s, u"1.10"_s, u"git@example.com:shop.git"_s, 4},
                           {u"infra"_s, u"https://example.com/infra.git"_s, {}, {}, 8}}));
    const IgnoreRule rule{u"replicas belong to the autoscaler"_s,
                          u"apps"_s,
                          u"Deployment"_s,
                          u"shop"_s,
                          u"web"_s,
                          {u"/spec/replicas"_s},
                          {u"kube-controller-manager"_s}};
    QCOMPARE(workspace.applications, (QList<Application>{{u"prod"_s,
                                                          u"shop"_s,
                                                          u"overlays/prod"_s,
                                                          u"v1.2"_s,
                                                          u"production"_s,
                                                          u"shop"_s,
                                                          Delivery::Flux,
                                                          Renderer::Kustomize,
                                                          {rule},
                                                          11}}));
    QCOMPARE(workspace.context(u"production"_s),
             (Context{u"production"_s, u"Production"_s, u"red"_s, true, true}));
    QCOMPARE(workspace.context(u"other"_s), (Context{u"other"_s, {}, {}, false, false}));
}

void WorkspaceTest::anEmptyFileIsAnEmptyWorkspace()
{
    for (const QByteArray& bytes :
         {QByteArray(), QByteArray("# nothing yet\n"), QByteArray("version: 1\n"),
          QByteArray("version: 1\nrepositories:\napplications: []\n")}) {
        QCOMPARE(sentences(bytes), QStringList());
        QVERIFY(read(bytes, {}).applications.isEmpty());
    }
}

void WorkspaceTest::badEntriesSaySoAndLeaveTheOthers_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("an unknown key")
        << QByteArray("    namspace: shop\n")
        << u"workspace.yaml:8:5: \"namspace\" is not a key of an application; did you mean \"namespace\"?"_s;
    QTest::newRow("a key that is nothing like one")
        << QByteArray("    xyzzyxyzzy: shop\n")
        << u"workspace.yaml:8:5: \"xyzzyxyzzy\" is not a key of an application; its keys are name, repository, path, revision, context, namespace, delivery, renderer, ignore."_s;
    QTest::newRow("an unknown delivery")
        << QByteArray("    delivery: argo\n")
        << u"workspace.yaml:8:15: delivery of an application is \"argo\", and must be one of push, argocd, flux, helm."_s;
    QTest::newRow("a list for a text")
        << QByteArray("    revision: [main]\n")
        << u"workspace.yaml:8:15: revision of an application is a list, and must be a text."_s;
    QTest::newRow("a path that leads out")
        << QByteArray("    path: ../other\n")
        << u"workspace.yaml:8:11: the path ../other leads out of the repository; a path is relative to its root."_s;
    QTest::newRow("a key twice")
        << QByteArray("    context: staging\n")
        << u"workspace.yaml:8:5: key 'context' defined twice (lines 7 and 8); remove one: tools disagree about which one counts."_s;
    QTest::newRow("an ignore rule that ignores nothing")
        << QByteArray("    ignore: [{rule: all}]\n")
        << u"workspace.yaml:8:14: the ignore rule \"all\" ignores nothing; add jsonPointers or managedFieldsManagers."_s;
    QTest::newRow("a pointer without slash")
        << QByteArray("    ignore: [{rule: all, jsonPointers: [spec]}]\n")
        << u"workspace.yaml:8:40: the JSON pointer spec does not begin with a slash; write for example /spec/replicas."_s;
}

void WorkspaceTest::badEntriesSaySoAndLeaveTheOthers()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, sentence);
    QCOMPARE(sentences(withLine(line)), QStringList{sentence});
    const Workspace workspace = read(withLine(line), {});
    QVERIFY(!workspace.application(u"prod"_s));
    QVERIFY(workspace.application(u"other"_s));
    QVERIFY(workspace.repository(u"shop"_s));
}

void WorkspaceTest::badFilesSaySo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("no version")
        << QByteArray("repositories: []\n")
        << QStringList{u"workspace.yaml:1:1: the workspace has no version; add `version: 1`."_s};
    QTest::newRow("a newer version")
        << QByteArray("version: 2\nthings: 1\n")
        << QStringList{
               u"workspace.yaml:1:10: the workspace has version 2, and this program reads version 1; nothing of it was read. Use the program that wrote it, or a newer one."_s};
    QTest::newRow("a list")
        << QByteArray("- a\n")
        << QStringList{
               u"workspace.yaml:1:1: a workspace is a mapping that begins with `version: 1`, and this is a list."_s};
    QTest::newRow("no path and no URL")
        << QByteArray("version: 1\nrepositories:\n- name: a\n")
        << QStringList{
               u"workspace.yaml:3:3: the repository \"a\" has neither url nor path; add one of them."_s};
    QTest::newRow("a relative path")
        << QByteArray("version: 1\nrepositories:\n- {name: a, path: ~/a}\n")
        << QStringList{
               u"workspace.yaml:3:19: the path ~/a is not absolute; write it from / on (~ is not expanded)."_s};
    QTest::newRow("a URL that runs a program")
        << QByteArray("version: 1\nrepositories:\n- {name: a, url: 'ext::sh -c id'}\n")
        << QStringList{
               u"workspace.yaml:3:18: ext::sh -c id is not a URL that Git fetches from; write https://…, ssh://…, git://…, file://… or user@host:path."_s};
    QTest::newRow("a host that is an option")
        << QByteArray("version: 1\nrepositories:\n- {name: a, url: 'ssh://-oProxyCommand=id/x'}\n")
        << QStringList{
               u"workspace.yaml:3:18: the host of ssh://-oProxyCommand=id/x begins with a dash, which ssh would take for an option."_s};
    QTest::newRow("a name twice")
        << QByteArray("version: 1\nrepositories:\n- {name: a, path: /a}\n- {name: a, path: /b}\n")
        << QStringList{
               u"workspace.yaml:4:10: the name \"a\" is taken already, on line 3; give this entry another one."_s};
    QTest::newRow("a repository that is not there")
        << QByteArray("version: 1\nrepositories:\n- {name: shop, path: /a}\napplications:\n- "
                      "{name: x, repository: shpo, context: c}\n")
        << QStringList{
               u"workspace.yaml:5:25: no repository is called \"shpo\"; did you mean \"shop\"?"_s};
    QTest::newRow("an entry without a name")
        << QByteArray("version: 1\napplications:\n- {repository: a}\n- x\n")
        << QStringList{
               u"workspace.yaml:3:3: an application has no name; add for example `name: shop-production`."_s,
               u"workspace.yaml:4:3: an entry here is a text, and must be a mapping that begins with `name:`."_s};
    QTest::newRow("two documents")
        << QByteArray("version: 1\n---\nversion: 1\n")
        << QStringList{
               u"workspace.yaml:3:1: a workspace is one document; what stands behind `---` was not read."_s};
    QTest::newRow("not UTF-8")
        << QByteArray("version: 1\n# caf\xE9\n")
        << QStringList{
               u"workspace.yaml:2:6: byte 16 (0xE9) is not UTF-8; save the file as UTF-8."_s};
}

void WorkspaceTest::badFilesSaySo()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, expected);
    QCOMPARE(sentences(text), expected);
}

void WorkspaceTest::aSlipOfThePenLeavesAClusterProtected()
{
    const QByteArray text =
        "version: 1\ncontexts:\n- {name: production, protcted: true, allowInsecure: true}\n";
    QCOMPARE(
        sentences(text),
        QStringList{
            u"workspace.yaml:3:22: \"protcted\" is not a key of a context; did you mean \"protected\"?"_s});
    const Context context = read(text, {}).context(u"production"_s);
    QVERIFY(context.isProtected);
    QVERIFY(!context.allowInsecure);
}

void WorkspaceTest::aColourIsANameOrAHexNumber()
{
    const auto with = [](const QByteArray& colour) {
        return "version: 1\ncontexts:\n- {name: production, colour: " + colour + "}\n";
    };
    QCOMPARE(read(with("'#c0392b'"), {}).context(u"production"_s).colour, u"#c0392b"_s);
    QCOMPARE(read(with("crimson"), {}).context(u"production"_s).colour, u"crimson"_s);
    QCOMPARE(
        sentences(with("'red; border: 9px'")),
        QStringList{
            u"workspace.yaml:3:30: colour is \"red; border: 9px\", and must be a name such as red, or #rrggbb in quotes."_s});
}

void WorkspaceTest::aSyntaxErrorTakesOnlyItsEntryAway()
{
    for (const QByteArray& line :
         {QByteArray("    path: a: b\n"), QByteArray("    path: [a\n"), QByteArray("\tpath: a\n"),
          QByteArray("   path: a\n"), QByteArray("    path: *nope\n")}) {
        const Workspace workspace = read(withLine(line), u"workspace.yaml"_s);
        QCOMPARE(workspace.problems.size(), 1);
        QVERIFY2(workspace.problems[0].line == 8 || workspace.problems[0].line == 9,
                 qPrintable(workspace.problems[0].message));
        QVERIFY2(!workspace.application(u"prod"_s), line.constData());
        QVERIFY2(workspace.application(u"other"_s), line.constData());
    }
}

void WorkspaceTest::theSchemaKnowsTheSameKeys()
{
    QFile file(QStringLiteral(SOURCE_ROOT "/docs/workspace.schema.json"));
    QVERIFY(file.open(QFile::ReadOnly));
    const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
    const auto keysOf = [&](const QString& definition) {
        const QJsonObject whole =
            definition.isEmpty() ? schema
                                 : schema.value(u"$defs"_s).toObject().value(definition).toObject();
        return whole.value(u"properties"_s).toObject().keys();
    };
    // The reader lists its keys when it meets one that is nothing like them.
    const auto known = [](const QByteArray& text) {
        QStringList keys =
            sentences(text).value(0).section(u"its keys are "_s, 1).chopped(1).split(u", "_s);
        keys.sort();
        return keys;
    };
    const QByteArray odd = "qqqqqqqqqqqqqqqqqqqqqqqq: 1";
    QCOMPARE(keysOf({}), known("version: 1\n" + odd));
    QCOMPARE(keysOf(u"repository"_s),
             known("version: 1\nrepositories: [{name: a, path: /a, " + odd + "}]"));
    QCOMPARE(keysOf(u"application"_s), known(withLine("    " + odd + "\n")));
    QCOMPARE(keysOf(u"ignoreRule"_s),
             known(withLine("    ignore: [{rule: a, jsonPointers: [/a], " + odd + "}]\n")));
    QCOMPARE(keysOf(u"context"_s), known("version: 1\ncontexts: [{name: a, " + odd + "}]"));
}

QTEST_APPLESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
