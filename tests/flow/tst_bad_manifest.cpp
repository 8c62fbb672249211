// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "badinput.h"

#include <QJsonArray>

using namespace plumb;
using namespace plumb::test;

namespace {

// Four lines; what a situation adds begins on line 5.
const QByteArray kGood = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n---\n";
// What most situations begin with; their own text begins on line 8.
const QByteArray kHead = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\n";

QStringList objectsOf(const Outcome& printed)
{
    QStringList names;
    for (const QJsonValue& item : printed.json().value(u"items"_s).toArray())
        names.append(item[u"metadata"][u"name"].toString());
    return names;
}

} // namespace

//! YAML that people and templates write wrongly, given to `plumb manifest` and its kin.
class BadManifestTest : public QObject
{
    Q_OBJECT
private:
    PlumbProcess m_plumb;

    Outcome manifest(const QByteArray& text)
    {
        m_plumb.write(u"web.yaml"_s, text);
        return m_plumb.run({u"manifest"_s, u"-f"_s, u"web.yaml"_s});
    }

private Q_SLOTS:
    void aBrokenDocumentIsPlacedAndTheOthersArePrinted_data()
    {
        columnsOfSituations();
        situation("a brace is open", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad\n",
                  u"8:1: not valid YAML: the { opened on line 7, column 11 is not closed"_s);
        situation(
            "a brace is open above other keys",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad\ndata: {}\n",
            u"8:5: not valid YAML: a comma or } is missing before this place, in the { opened "
            "on line 7, column 11"_s);
        situation("a quote is open", kHead + "data: {x: \"a}\n",
                  u"9:1: not valid YAML: the quote opened on line 8, column 11 is not closed"_s);
        situation("items are no list", "apiVersion: v1\nkind: List\nitems: 5\n",
                  u"7:8: items of this List is a single value, and must be a list of objects"_s);
        situation("a List without items", "apiVersion: v1\nkind: List\n",
                  u"5:1: this List has no items; it is a list of objects"_s);
        situation("indented by a tab", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: bad\n",
                  u"8:1: not valid YAML: a tab stands where YAML wants spaces"_s);
        situation("no apiVersion", "kind: ConfigMap\nmetadata: {name: bad}\n",
                  u"5:1: this document is not a Kubernetes object: apiVersion is missing or not a "
                  "text"_s);
        situation("kind is a number", "apiVersion: v1\nkind: 5\nmetadata: {name: bad}\n",
                  u"5:1: this document is not a Kubernetes object: kind is missing or not a "
                  "text"_s);
        situation("no name", "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n",
                  u"5:1: this ConfigMap has no metadata.name"_s);
        situation("the name is a list",
                  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [bad]}\n",
                  u"7:18: metadata.name of this ConfigMap is a list, and must be a text"_s);
        situation("a template",
                  "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n",
                  u"8:9: {{ begins a template, which is not YAML yet: render it first (of a Helm "
                  "chart commit what `helm template` prints)"_s);
        situation("m02_a key twice", kHead + "data:\n  a: x\n  a: y\n",
                  u"10:3: key 'a' defined twice (lines 9 and 10); remove one: tools disagree about "
                  "which one counts"_s);
        situation("a list", "- just\n- a list\n",
                  u"5:1: this document is a list, not a Kubernetes object; an object has "
                  "apiVersion, kind and metadata"_s);
        situation("a page of a web server", "<html><body>404</body></html>\n",
                  u"5:1: this document is a single value, not a Kubernetes object; an object has "
                  "apiVersion, kind and metadata"_s);
        situation("m01_an alias without anchor", kHead + "data: {x: *nope}\n",
                  u"8:11: the alias *nope names an anchor that this document does not have above "
                  "it"_s);
        situation("m05_infinity", kHead + "data: {x: .inf}\n",
                  u"8:11: `.inf` cannot be sent: JSON has no such number; quote it if it is "
                  "text"_s);
        situation("m01_a value inside itself", kHead + "data: &d {x: *d}\n",
                  u"8:14: the alias *d stands inside the very value it names, which would never "
                  "end"_s);
        situation(
            "m02_a key twice in JSON",
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n \"kind\": \"Secret\"}\n",
            u"6:2: key 'kind' defined twice (lines 5 and 6); remove one: tools disagree about "
            "which one counts"_s);
        situation("m05_a number out of range",
                  "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n \"data\": {\"x\": 1e400}}\n",
                  u"6:16: the number 1e400 is too big"_s);
        situation("a conflict of a merge", kHead + "data:\n  <<<<<<< HEAD\n  x: a\n",
                  u"10:4: not valid YAML: mapping values are not allowed in this context"_s);
    }
    void aBrokenDocumentIsPlacedAndTheOthersArePrinted()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        const Outcome printed = manifest(kGood + input);
        const QByteArray wrong =
            disagreement(m_plumb, printed, 2, u"plumb: web.yaml:"_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(objectsOf(printed), QStringList{u"good"_s});
    }

    void whatIsNoYamlAtAllIsSaid_data()
    {
        columnsOfSituations();
        situation("m04_a byte that is not UTF-8", kHead + "data: {x: \"\xff\"}\n",
                  u"4:12: byte 64 (0xFF) is not UTF-8; save the file as UTF-8"_s);
        situation("m01_an alias bomb",
                  "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                  "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                  "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
                  u"6:11: the aliases of this document write out to more than the 200000 values or "
                  "4 MiB allowed (an alias bomb?)"_s);
        situation("m01_a comma", ",",
                  u"1:1: not valid YAML: while parsing a block node, did not find expected node "
                  "content"_s);
        situation("m04_UTF-16",
                  QByteArray("\xff\xfe"
                             "a\0:\0",
                             6),
                  u"1:1: byte 0 begins a UTF-16 or UTF-32 text; save the file as UTF-8"_s);
        situation("m04_a NUL", QByteArray("a: \0b", 5),
                  u"1:4: byte 3 is NUL; a text holds none (is the file UTF-16 or binary?)"_s);
        situation("m01_five thousand brackets", "a: " + QByteArray(5000, '['),
                  u"1:67: nested deeper than 64 levels; the rest of this document was not read"_s);
    }
    void whatIsNoYamlAtAllIsSaid()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, sentence);
        const Outcome printed = manifest(input);
        const QByteArray wrong =
            disagreement(m_plumb, printed, 2, u"plumb: web.yaml:"_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(objectsOf(printed), QStringList());
    }

    void aFileThatCannotBeReadIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("manifest of no file")
            << QStringList{u"manifest"_s, u"-f"_s, u"absent.yaml"_s}
            << u"There is no file {home}/absent.yaml."_s;
        QTest::newRow("manifest of a folder")
            << QStringList{u"manifest"_s, u"-f"_s, u"."_s} << u"{home} is a folder, not a file."_s;
        QTest::newRow("health of no file") << QStringList{u"health"_s, u"-f"_s, u"absent.yaml"_s}
                                           << u"There is no file {home}/absent.yaml."_s;
        QTest::newRow("difference to no file")
            << QStringList{u"diff"_s, u"good.yaml"_s, u"absent.yaml"_s}
            << u"There is no file {home}/absent.yaml."_s;
    }
    void aFileThatCannotBeReadIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        m_plumb.write(u"good.yaml"_s, kHead);
        const QByteArray wrong =
            disagreement(m_plumb, m_plumb.run(arguments), 2, u"plumb: "_s + sentence);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
    void theOriginOfPipedTextIsStandardInput()
    {
        const Outcome printed = m_plumb.run({u"manifest"_s, u"-f"_s, u"-"_s},
                                            kGood + "kind: ConfigMap\nmetadata: {name: bad}\n");
        const QByteArray wrong = disagreement(
            m_plumb, printed, 2,
            u"plumb: standard input:5:1: this document is not a Kubernetes object: apiVersion is missing or not a text"_s);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QCOMPARE(objectsOf(printed), QStringList{u"good"_s});
    }
};

QTEST_GUILESS_MAIN(BadManifestTest)
#include "tst_bad_manifest.moc"
