// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "workspace/workspace.h"

#include <QTest>

using namespace plumb;
using namespace plumb::workspace;

namespace {

const QByteArray kText = "# mine\n"
                         "version: 1\n"
                         "\n"
                         "repositories:   # clones\n"
                         "- name:   'shop'   # the shop\n"
                         "  path: /srv/shop\n"
                         "\n"
                         "applications:\n"
                         "    -   name: one\n"
                         "        repository: shop  # here\n"
                         "        context: production\n"
                         "\n"
                         "    # the second\n"
                         "    -   name: two\n"
                         "        repository: shop\n"
                         "        context: staging\n"
                         "        ignore:\n"
                         "          - rule: |\n"
                         "              replicas\n"
                         "            jsonPointers: [/spec/replicas]\n"
                         "# the end\n";

Application application(const QString& name)
{
    Application one;
    one.name = name;
    one.repository = u"shop"_s;
    one.context = u"production"_s;
    return one;
}

} // namespace

class WorkspaceEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addingToAnEmptyFileWritesItsHead();
    void anApplicationIsAddedBehindTheLast();
    void anApplicationIsRemovedWithItsLinesOnly();
    void everyFieldComesBack();
    void aRemoteIsConfirmedInPlace();
    void otherLayoutsAreEditedToo_data();
    void otherLayoutsAreEditedToo();
    void lineEndingsStay();
    void editsThatCannotBeAreRefused_data();
    void editsThatCannotBeAreRefused();
};

void WorkspaceEditTest::addingToAnEmptyFileWritesItsHead()
{
    const auto first = withRepository({}, {u"shop"_s, u"/srv/shop"_s, u"main"_s, {}});
    QVERIFY2(first.ok(), qPrintable(first.ok() ? QString() : first.error().summary));
    const auto second = withApplication(*first, application(u"prod"_s));
    QVERIFY(second.ok());
    QCOMPARE(*second, QByteArray("# What Plumbline shows and how it reaches it; described by "
                                 "docs/workspace.schema.json.\n"
                                 "version: 1\n"
                                 "repositories:\n"
                                 "  - name: shop\n"
                                 "    path: /srv/shop\n"
                                 "    branch: main\n"
                                 "applications:\n"
                                 "  - name: prod\n"
                                 "    repository: shop\n"
                                 "    context: production\n"));
}

void WorkspaceEditTest::anApplicationIsAddedBehindTheLast()
{
    const auto edited = withApplication(kText, application(u"three"_s));
    QVERIFY2(edited.ok(), qPrintable(edited.ok() ? QString() : edited.error().summary));
    QByteArray expected = kText;
    expected.insert(expected.indexOf("# the end"), "    -   name: three\n"
                                                   "        repository: shop\n"
                                                   "        context: production\n");
    QCOMPARE(*edited, expected);
}

void WorkspaceEditTest::anApplicationIsRemovedWithItsLinesOnly()
{
    const auto without = withoutApplication(kText, u"one"_s);
    QVERIFY(without.ok());
    QByteArray expected = kText;
    expected.remove(
        expected.indexOf("    -   name: one"),
        qstrlen(
            "    -   name: one\n        repository: shop  # here\n        context: production\n"));
    QCOMPARE(*without, expected);
    const auto neither = withoutApplication(*without, u"two"_s);
    QVERIFY(neither.ok());
    QVERIFY(neither->endsWith("applications:\n\n    # the second\n# the end\n"));
    // And one can be added again.
    QVERIFY(withApplication(*neither, application(u"three"_s)).ok());
}

void WorkspaceEditTest::everyFieldComesBack()
{
    Application whole = application(u"a: b # \"c\""_s);
    whole.path = u"overlays/prod"_s;
    whole.revision = u"1.10"_s;
    whole.ns = u"yes"_s;
    whole.delivery = Delivery::Helm;
    whole.renderer = Renderer::Kustomize;
    whole.ignore = {{u"a rule"_s,
                     u"apps"_s,
                     u"Deployment"_s,
                     u"n"_s,
                     u"m"_s,
                     {u"/spec/a"_s, u"/b~1c"_s},
                     {u"hpa"_s}},
                    {u"another"_s, {}, {}, {}, {}, {u"/x"_s}, {}}};
    const auto edited = withApplication(kText, whole);
    QVERIFY2(edited.ok(), qPrintable(edited.ok() ? QString() : edited.error().summary));
    const Workspace workspace = read(*edited, {});
    whole.line = workspace.applications.back().line;
    QCOMPARE(workspace.applications.back(), whole);
}

void WorkspaceEditTest::aRemoteIsConfirmedInPlace()
{
    Repository shop{u"shop"_s, u"/srv/shop"_s, {}, u"git@example.com:shop.git"_s};
    const auto edited = withRepository(kText, shop);
    QVERIFY2(edited.ok(), qPrintable(edited.ok() ? QString() : edited.error().summary));
    QByteArray expected = kText;
    expected.insert(expected.indexOf("\napplications:"), "  remote: git@example.com:shop.git\n");
    QCOMPARE(*edited, expected);
    // Moved elsewhere: one value changes, the rest of its line stays.
    shop.location = u"https://example.com/shop.git"_s;
    const auto moved = withRepository(*edited, shop);
    QVERIFY(moved.ok());
    QVERIFY(moved->contains("- name:   'shop'   # the shop\n"));
    QVERIFY(!moved->contains("path: /srv/shop"));
    // And the remote taken back.
    shop.location = u"/srv/shop"_s;
    shop.remote.clear();
    QCOMPARE(*withRepository(*edited, shop), kText);
}

void WorkspaceEditTest::otherLayoutsAreEditedToo_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const QByteArray shop = "version: 1\nrepositories: [{name: shop, path: /s}]\n";
    const QByteArray entry = "  - name: a\n    repository: shop\n    context: production\n";
    QTest::newRow("an empty list") << shop + "applications: []  # none\n"
                                   << shop + "applications:  # none\n" + entry;
    QTest::newRow("nothing behind the colon")
        << shop + "applications:\ncontexts: []\n"
        << shop + "applications:\n" + entry + "contexts: []\n";
    QTest::newRow("no section") << shop + "# end"
                                << shop + "# end\napplications:\n" + entry.chopped(1);
    QTest::newRow("a list in brackets")
        << shop + "applications: [{name: x, repository: shop, context: c}] # y\n"
        << shop
               + "applications: [{name: x, repository: shop, context: c}, {\"name\": \"a\", "
                 "\"repository\": \"shop\", \"context\": \"production\"}] # y\n";
    QTest::newRow("JSON")
        << QByteArray(
               "{\"version\": 1, \"repositories\": [{\"name\": \"shop\", \"path\": \"/s\"}]}\n")
        << QByteArray(
               "{\"version\": 1, \"repositories\": [{\"name\": \"shop\", \"path\": \"/s\"}], "
               "\"applications\": "
               "[{\"name\": \"a\", \"repository\": \"shop\", \"context\": \"production\"}]}\n");
}

void WorkspaceEditTest::otherLayoutsAreEditedToo()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto edited = withApplication(before, application(u"a"_s));
    QVERIFY2(edited.ok(),
             qPrintable(edited.ok() ? QString() : edited.error().summary + edited.error().detail));
    QCOMPARE(*edited, after);
    const auto back = withoutApplication(*edited, u"a"_s);
    QVERIFY2(back.ok(),
             qPrintable(back.ok() ? QString() : back.error().summary + back.error().detail));
    QCOMPARE(read(*back, {}).applications, read(before, {}).applications);
}

void WorkspaceEditTest::lineEndingsStay()
{
    QByteArray windows = kText;
    windows.replace("\n", "\r\n");
    const auto edited = withApplication(windows, application(u"three"_s));
    QVERIFY(edited.ok());
    QByteArray plain = *edited;
    QCOMPARE(plain.count("\r\n"), plain.count('\n'));
    QCOMPARE(plain.replace("\r\n", "\n"), *withApplication(kText, application(u"three"_s)));

    // half a line end at the end of the file: two carriage returns could not be read again
    const auto half = withApplication(windows.chopped(1), application(u"three"_s));
    QVERIFY(half.ok());
    QVERIFY(withoutApplication(*half, u"three"_s).ok());
    QCOMPARE(read("version: 1\r\nrepositories:\r\n- name: shop\r\n  path: /srv/shop\r", {})
                 .repository(u"shop"_s)
                 ->location,
             u"/srv/shop"_s);
    const auto head = withRepository("# mine\r\n# end\r", {u"shop"_s, u"/srv/shop"_s, {}, {}});
    QVERIFY(head.ok());
    QVERIFY(withApplication(*head, application(u"three"_s)).ok());

    const auto back = withoutApplication(*edited, u"three"_s);
    QVERIFY(back.ok());
    QCOMPARE(*back, windows);
}

void WorkspaceEditTest::editsThatCannotBeAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("taken")
        << QByteArray("version: 1\napplications: [{name: a}]\n") << int(Error::Kind::AlreadyExists)
        << u"The workspace has an application \"a\" already; choose another name, or remove that one first."_s;
    QTest::newRow("unreadable")
        << QByteArray("version: 1\na: [\n") << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because it cannot be read: line 3, column 1: not valid YAML: the [ opened on line 2, column 4 is not closed."_s;
    QTest::newRow("a newer version")
        << QByteArray("version: 2\n") << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because it has version 2, and this program writes version 1."_s;
    QTest::newRow("several documents")
        << QByteArray("version: 1\n---\nversion: 1\n") << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because it holds several documents; keep the first."_s;
    // With a line end behind it the last value would be another text.
    QTest::newRow("a block scalar that ends with the file")
        << QByteArray("version: 1\nrepositories:\n- {name: shop, path: /s}\napplications:\n"
                      "- name: b\n  repository: shop\n  context: |\n    prod")
        << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because its layout does not allow this edit safely; change it by hand."_s;
    QTest::newRow("a list")
        << QByteArray("[]\n") << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because it is not a mapping that begins with `version: 1`."_s;
    QTest::newRow("a section that is a text")
        << QByteArray("version: 1\nrepositories: [{name: shop, path: /s}]\napplications: none\n")
        << int(Error::Kind::Invalid)
        << u"The workspace was not changed, because its layout does not allow this edit safely; change it by hand."_s;
}

void WorkspaceEditTest::editsThatCannotBeAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    const auto edited = withApplication(text, application(u"a"_s));
    QVERIFY(!edited.ok());
    QCOMPARE(int(edited.error().kind), kind);
    QCOMPARE(edited.error().summary, sentence);
    QCOMPARE(withoutApplication(kText, u"x"_s).error().summary,
             u"The workspace has no application \"x\"; nothing was removed."_s);
}

QTEST_APPLESS_MAIN(WorkspaceEditTest)
#include "tst_workspaceedit.moc"
