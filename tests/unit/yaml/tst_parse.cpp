// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <ctime>

using namespace plumb;
using namespace plumb::yaml;

namespace {

using Parser = Parsed (*)(const QByteArray&, const Budget&);

// "line L, column C: message" for each problem
QStringList sentences(const Parsed& parsed)
{
    QStringList all;
    for (const Problem& each : parsed.problems)
        all << u"line %1, column %2: %3"_s.arg(each.where.line)
                   .arg(each.where.column)
                   .arg(each.message);
    return all;
}

QString json(const Document& document)
{
    const QJsonValue value = document.root ? document.root->toJson() : QJsonValue();
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

// What does not end takes minutes; sanitizers and busy machines cost a small factor.
constexpr int kLongest = 6000;

// Processor time: other tests run beside this one.
class CpuTimer
{
public:
    int milliseconds() const { return int((std::clock() - m_begin) * 1000 / CLOCKS_PER_SEC); }

private:
    std::clock_t m_begin = std::clock();
};

QByteArray aliasBomb()
{
    QByteArray text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 10; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArrayList(10, before).join(',') + "]\n";
    }
    return text;
}

// Long enough to be read in parts: documents of 7 values and an alias of 2 more, some of them
// broken or of several bytes a character.
QByteArrayList documentsOfALongText()
{
    QByteArrayList all;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray number = QByteArray::number(i);
        QByteArray text = "# " + QByteArray(60, '-') + "\nname: &n \"n\u00e4me " + number + "\"\n"
                          + "list: [*n, " + number + "]\n";
        if (i % 1000 == 500)
            text += "name: again\n";
        if (i % 1000 == 501)
            text += "open: [1, 2\n";
        all += text;
    }
    return all;
}

QByteArray anchors(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "- &a" + QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class ParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m01_hostileTextsEndSoonAndSayWhere_data();
    void m01_hostileTextsEndSoonAndSayWhere();
    void m01_budgetsHold();
    void m01_aLongTextOfAliasesIsNotWrittenOut();
    void aLongTextReadsAsItsDocumentsDo();
    void m01_budgetsHoldForALongTextAsAWhole();
    void m02_duplicateKeysNameBothLines_data();
    void m02_duplicateKeysNameBothLines();
    void m04_onlyUtf8IsRead_data();
    void m04_onlyUtf8IsRead();
    void m04_aByteOrderMarkIsStripped();
    void badTextsSayWhatAndWhere_data();
    void badTextsSayWhatAndWhere();
    void ofAnOpenBracketTheUsersOwnFilesAreToldTheSame();
    void aBrokenDocumentLeavesTheOthers();
    void manyProblemsOfOneDocumentAreShownAtOnce();
    void jsonIsYaml();
    void m03_aCommaBehindATagIsRefused();
    void m03_aBlockScalarOnALastLineWithoutItsEndHasOne();
    void marksCountCharactersAndOffsetsBytes();
    void documentsAreSplitAsKubectlSplitsThem();
    void bothReadersAgree();
    void aWideMappingIsReadQuickly();
};

void ParseTest::m01_hostileTextsEndSoonAndSayWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("manifest");
    QTest::addColumn<QString>("config");
    const QString deep =
        u"line 1, column 65: nested deeper than 64 levels; the rest of this document was not read"_s;
    const QString bomb =
        u"line 6, column %1: the aliases of this document write out to more than the 200000 values or 4 MiB allowed (an alias bomb?)"_s;
    const QString wide = u"line %1: more than 200000 values; nothing behind this place was read"_s;
    const QString big =
        u"line 1, column 1: this document is bigger than the 4 MiB that are read of one"_s;
    const QString many =
        u"line 5001, column 1: more than 5000 documents; nothing behind this place was read"_s;
    const QString key =
        u"line 1, column %1: a list or mapping stands where a key belongs; JSON has texts as keys only"_s;
    const QString itself =
        u"line 1, column 5: the alias *%1 stands inside the very value it names, which would never end"_s;
    const QString node =
        u"line 1, column %1: not valid YAML: while parsing a block node, did not find expected node content"_s;
    const QString value =
        u"line 1, column %1: not valid YAML: a value or the end was expected here"_s;
    QTest::newRow("a comma") << QByteArray(",") << node.arg(1) << value.arg(1);
    QTest::newRow("a comma and a quote") << QByteArray(" ,2\"") << node.arg(2) << value.arg(2);
    QTest::newRow("100,000 brackets") << QByteArray(100'000, '[') << deep << deep;
    QTest::newRow("100,000 braces") << QByteArray(100'000, '{') << key.arg(2) << key.arg(1);
    QTest::newRow("100,000 dashes")
        << QByteArray("- ").repeated(100'000) << QString(deep).replace(u"65"_s, u"129"_s)
        << QString(deep).replace(u"65"_s, u"129"_s);
    QTest::newRow("question marks")
        << QByteArray("? ").repeated(100'000) << key.arg(3) << key.arg(3);
    QTest::newRow("an alias bomb") << aliasBomb() << bomb.arg(10) << bomb.arg(10);
    QTest::newRow("a value inside itself")
        << QByteArray("&a [*a]") << itself.arg(u"a"_s) << itself.arg(u"1"_s);
    QTest::newRow("a million anchors")
        << anchors(1'000'000) << wide.arg(u"200000, column 3"_s) << wide.arg(u"200000, column 3"_s);
    QTest::newRow("a million documents") << QByteArray("---\n").repeated(1'000'000) << many << many;
    QTest::newRow("ten MiB of one line") << QByteArray(10 << 20, 'a') << big << big;
}

void ParseTest::m01_hostileTextsEndSoonAndSayWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, manifest);
    QFETCH(QString, config);
    Budget budget;
    if (text.startsWith("- &a")) // past the first guard, to meet the next
        budget.bytes = budget.documentBytes = 64 << 20;
    const CpuTimer manifestTimer;
    const Parsed first = parseManifest(text, budget);
    QVERIFY2(manifestTimer.milliseconds() < kLongest,
             qPrintable(QString::number(manifestTimer.milliseconds())));
    const CpuTimer configTimer;
    const Parsed second = parseConfig(text, budget);
    QVERIFY2(configTimer.milliseconds() < kLongest,
             qPrintable(QString::number(configTimer.milliseconds())));
    QCOMPARE(sentences(first).value(0), manifest);
    QCOMPARE(sentences(second).value(0), config);
}
void ParseTest::m01_budgetsHold()
{
    Budget small;
    small.bytes = 100;
    QCOMPARE(sentences(parseManifest(QByteArray(2 << 20, ' '), small)).value(0),
             u"line 1, column 1: 2 MiB is more than the 0 MiB that are read of one source"_s);
    small = {};
    small.aliases = 2;
    QCOMPARE(sentences(parseManifest("a: &x 1\nb: [*x, *x, *x]\n---\nc: 1", small)),
             QStringList{
                 u"line 2, column 13: more than 2 aliases; nothing behind this place was read"_s});
    small = {};
    small.depth = 3;
    QVERIFY(parseManifest("a: {b: {c: 1}}", small).problems.isEmpty());
    QCOMPARE(
        sentences(parseManifest("a: {b: {c: []}}", small)),
        QStringList{
            u"line 1, column 12: nested deeper than 3 levels; the rest of this document was not read"_s});
    QCOMPARE(
        sentences(parseManifest("x: &x {b: {c: 1}}\na: {b: *x}", small)),
        QStringList{
            u"line 2, column 8: nested deeper than 3 levels; the rest of this document was not read"_s});
}

void ParseTest::m01_aLongTextOfAliasesIsNotWrittenOut()
{
    const QByteArray text =
        "x: &x " + QByteArray(1 << 20, 'a') + "\ny: [" + QByteArrayList(9000, "*x").join(',') + "]";
    const Parsed parsed = parseManifest(text);
    QVERIFY(parsed.documents.isEmpty());
    QVERIFY(sentences(parsed).value(0).contains(u"an alias bomb?"));
}

void ParseTest::aLongTextReadsAsItsDocumentsDo()
{
    const QByteArrayList texts = documentsOfALongText();
    Budget budget;
    budget.documents = 10'000;
    const Parsed whole = parseManifest(texts.join("---\n"), budget);
    QStringList expected, expectedProblems, found, problems;
    int line = 0;
    qsizetype offset = 0;
    for (const QByteArray& text : texts) {
        const Parsed one = parseManifest(text);
        for (const Document& each : one.documents) {
            expected += json(each);
            expected += u"%1 %2"_s.arg(each.begin.line + line).arg(each.begin.offset + offset);
        }
        for (const Problem& each : one.problems)
            expectedProblems += u"%1 %2 %3"_s.arg(each.where.line + line)
                                    .arg(each.where.column)
                                    .arg(each.where.offset + offset);
        line += int(text.count('\n')) + 1;
        offset += text.size() + 4;
    }
    for (const Document& each : whole.documents) {
        found += json(each);
        found += u"%1 %2"_s.arg(each.begin.line).arg(each.begin.offset);
    }
    for (const Problem& each : whole.problems)
        problems +=
            u"%1 %2 %3"_s.arg(each.where.line).arg(each.where.column).arg(each.where.offset);
    QCOMPARE(found, expected);
    QCOMPARE(problems, expectedProblems);
    QCOMPARE(problems.size(), 6);
}

void ParseTest::m01_budgetsHoldForALongTextAsAWhole()
{
    QByteArrayList texts = documentsOfALongText();
    for (int i = 0; i < texts.size(); ++i) {
        if (i % 1000 == 500 || i % 1000 == 501)
            texts[i] = texts[0];
    }
    const QByteArray text = texts.join("---\n");
    const auto lineOf = [&](int document) {
        return int(texts.mid(0, document).join("---\n").count('\n')) + 1;
    };
    Budget small;
    small.documents = 10'000;
    small.nodes = 7 * 2321 + 3;
    const Parsed nodes = parseManifest(text, small);
    QCOMPARE(nodes.documents.size(), 2321);
    QCOMPARE(nodes.problems.size(), 1);
    QCOMPARE(sentences(nodes)[0],
             u"line %1, column 1: more than 16250 values; nothing behind this place was read"_s.arg(
                 lineOf(2321) + 3));
    small = {};
    small.documents = 10'000;
    small.aliases = 2321;
    const Parsed aliases = parseManifest(text, small);
    QCOMPARE(aliases.documents.size(), 2321);
    QCOMPARE(
        sentences(aliases),
        QStringList{
            u"line %1, column 8: more than 2321 aliases; nothing behind this place was read"_s.arg(
                lineOf(2321) + 3)});
    small = {};
    small.documents = 2500;
    const Parsed documents = parseManifest(text, small);
    QCOMPARE(documents.documents.size(), 2500);
    QCOMPARE(documents.problems.size(), 1);
}

void ParseTest::m02_duplicateKeysNameBothLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const QString twice =
        u"line %1, column %2: key '%3' defined twice (lines %4 and %1); remove one: tools disagree about which one counts"_s;
    QTest::newRow("block") << QByteArray("x:\n  a: 1\n  b: 2\n  a: 2\n")
                           << twice.arg(4).arg(3).arg(u"a"_s).arg(2);
    QTest::newRow("flow") << QByteArray("x: {a: 1,\n a: 2}")
                          << twice.arg(2).arg(2).arg(u"a"_s).arg(1);
    QTest::newRow("JSON") << QByteArray("{\n\"a\": 1,\n\"a\": 2}")
                          << twice.arg(3).arg(1).arg(u"a"_s).arg(2);
    QTest::newRow("a number and its text")
        << QByteArray("1: a\n\"1\": b") << twice.arg(2).arg(1).arg(u"1"_s).arg(1);
    QTest::newRow("y and true") << QByteArray("y: a\ntrue: b")
                                << twice.arg(2).arg(1).arg(u"true"_s).arg(1);
    QTest::newRow("a key that hides its control characters")
        << QByteArray("\"a\\u202e\": 1\n\"a\\u202e\": 1")
        << twice.arg(2).arg(1).arg(u"a\\u202e"_s).arg(1);
}

void ParseTest::m02_duplicateKeysNameBothLines()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    for (const Parser parser : {&parseManifest, &parseConfig}) {
        const Parsed parsed = parser(text, {});
        QCOMPARE(sentences(parsed), QStringList{sentence});
        QVERIFY(parsed.documents.isEmpty());
    }
}

void ParseTest::m04_onlyUtf8IsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("latin 1")
        << QByteArray("a: 1\nb: caf\xE9\n")
        << u"line 2, column 7: byte 11 (0xE9) is not UTF-8; save the file as UTF-8"_s;
    QTest::newRow("overlong") << QByteArray(
        "a: \xC0\xAF") << u"line 1, column 4: byte 3 (0xC0) is not UTF-8; save the file as UTF-8"_s;
    QTest::newRow("cut off") << QByteArray(
        "a: \xE2\x82") << u"line 1, column 4: byte 3 (0xE2) is not UTF-8; save the file as UTF-8"_s;
    QTest::newRow("half a surrogate pair")
        << QByteArray("a: \xED\xA0\xBD")
        << u"line 1, column 4: byte 3 begins half of a surrogate pair (0xED 0xA0), which is not UTF-8; save the file as UTF-8"_s;
    QTest::newRow("half a surrogate pair in JSON")
        << QByteArray("{\"a\": \"\\ud83d\"}")
        << u"line 1, column 8: not valid JSON: byte 7 escapes half of a surrogate pair, which is no character"_s;
    QTest::newRow("UTF-16") << QByteArray(
        "\xFF\xFE"
        "a\0:\0",
        6) << u"line 1, column 1: byte 0 begins a UTF-16 or UTF-32 text; save the file as UTF-8"_s;
    QTest::newRow("NUL")
        << QByteArray("a: \0b", 5)
        << u"line 1, column 4: byte 3 is NUL; a text holds none (is the file UTF-16 or binary?)"_s;
    QTest::newRow("a control character")
        << QByteArray("a: \x1b[31m")
        << u"line 1, column 4: byte 3 is the control character U+001B, which YAML does not allow"_s;
}

void ParseTest::m04_onlyUtf8IsRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    for (const Parser parser : {&parseManifest, &parseConfig}) {
        QCOMPARE(sentences(parser(text, {})), QStringList{sentence});
        QVERIFY(parser(text, {}).documents.isEmpty());
    }
}

void ParseTest::m04_aByteOrderMarkIsStripped()
{
    for (const Parser parser : {&parseManifest, &parseConfig}) {
        const Parsed parsed = parser("\xEF\xBB\xBF"
                                     "a: 1\nb: 2\n",
                                     {});
        QCOMPARE(sentences(parsed), QStringList());
        QCOMPARE(json(parsed.documents.value(0)), u"[{\"a\":1,\"b\":2}]"_s);
        const Mark key = parsed.documents[0].root->members()[0].keyMark;
        QCOMPARE(key, (Mark{1, 1, 3}));
    }
}

void ParseTest::badTextsSayWhatAndWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a tab as indentation")
        << QByteArray("a:\n\tb: 1\n")
        << u"line 2, column 1: not valid YAML: a tab stands where YAML wants spaces"_s;
    QTest::newRow("a colon too many")
        << QByteArray("a: b: c\n")
        << u"line 1, column 5: not valid YAML: mapping values are not allowed in this context"_s;
    QTest::newRow("an open bracket")
        << QByteArray("a: [1,\n")
        << u"line 2, column 1: not valid YAML: the [ opened on line 1, column 4 is not closed"_s;
    QTest::newRow("an open brace in a list")
        << QByteArray("a:\n  - {b: 1\n")
        << u"line 3, column 1: not valid YAML: the { opened on line 2, column 5 is not closed"_s;
    QTest::newRow("an open brace above other keys")
        << QByteArray("a: {b: 1\nc: 2\n")
        << u"line 2, column 2: not valid YAML: a comma or } is missing before this place, in the { opened on line 1, column 4"_s;
    QTest::newRow("a comma is missing")
        << QByteArray("a: [\"b\" \"c\"]\n")
        << u"line 1, column 9: not valid YAML: a comma or ] is missing before this place, in the [ opened on line 1, column 4"_s;
    QTest::newRow("an open quote")
        << QByteArray("a: 'b\n")
        << u"line 2, column 1: not valid YAML: the quote opened on line 1, column 4 is not closed"_s;
    QTest::newRow("an anchor that is not there")
        << QByteArray("a: *b\n")
        << u"line 1, column 4: the alias *b names an anchor that this document does not have above it"_s;
    QTest::newRow("a null key") << QByteArray(
        "~: 1\n") << u"line 1, column 1: a key is missing, or is null; quote it if it is text"_s;
    QTest::newRow("a merge of something else")
        << QByteArray("a:\n  <<: 1\n")
        << u"line 2, column 7: the merge key << wants a mapping or a list of mappings"_s;
    QTest::newRow("infinity")
        << QByteArray("a: .inf\n")
        << u"line 1, column 4: `.inf` cannot be sent: JSON has no such number; quote it if it is text"_s;
    QTest::newRow("a tag that lies")
        << QByteArray("a: !!int b\n")
        << u"line 1, column 4: `b` is not of the type that its tag !!int names"_s;
    QTest::newRow("a JSON number out of range")
        << QByteArray("{\"a\": 1e400}") << u"line 1, column 7: the number 1e400 is too big"_s;
}

void ParseTest::badTextsSayWhatAndWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    QCOMPARE(sentences(parseManifest(text)), QStringList{sentence});
    QVERIFY(parseManifest(text).documents.isEmpty());
    QCOMPARE(parseConfig(text).problems.size(), 1);
    QCOMPARE(parseConfig(text).documents.size(), 0);
}

void ParseTest::ofAnOpenBracketTheUsersOwnFilesAreToldTheSame()
{
    for (const QByteArray text : {"a: [1,\n", "a:\n  - {b: 1\n", "a: {b: 1\nc: 2\n"})
        QCOMPARE(sentences(parseConfig(text)), sentences(parseManifest(text)));
}

void ParseTest::aBrokenDocumentLeavesTheOthers()
{
    const QByteArray text = "a: 1\n---\nb: [\n---\nc: 1\nc: 2\n---\nd: 4\n";
    for (const Parser parser : {&parseManifest, &parseConfig}) {
        const Parsed parsed = parser(text, {});
        QCOMPARE(parsed.documents.size(), 2);
        QCOMPARE(json(parsed.documents[0]), u"[{\"a\":1}]"_s);
        QCOMPARE(json(parsed.documents[1]), u"[{\"d\":4}]"_s);
        QCOMPARE(parsed.documents[1].begin.line, 8);
        QCOMPARE(parsed.problems.size(), 2);
        QCOMPARE(parsed.problems[1].where.line, 6);
    }
}

void ParseTest::manyProblemsOfOneDocumentAreShownAtOnce()
{
    const Parsed parsed = parseManifest("a: 1\na: 2\nb: .nan\nc: {d: 1, d: 1}\n");
    QCOMPARE(parsed.problems.size(), 3);
    QByteArray endless;
    for (int i = 0; i < 1000; ++i)
        endless += "a: 1\n";
    QCOMPARE(parseManifest(endless).problems.size(), 20);
}

void ParseTest::jsonIsYaml()
{
    const Parsed parsed = parseManifest("\n{\n\t\"a\": [1, -0.5e1, \"\\ud83d\\ude00\\/\\n\", null, "
                                        "true],\t\"b\": {}\n}\n{\"c\": 1}");
    QCOMPARE(sentences(parsed), QStringList());
    QCOMPARE(parsed.documents.size(), 2);
    QCOMPARE(json(parsed.documents[0]),
             u"[{\"a\":[1,-5,\"\U0001F600/\\n\",null,true],\"b\":{}}]"_s);
    QCOMPARE(json(parseManifest("---\n{\"a\": 1}\n").documents.value(0)), u"[{\"a\":1}]"_s);
    // No JSON after all
    QCOMPARE(json(parseManifest("{a: 0644, b: yes}").documents.value(0)),
             u"[{\"a\":420,\"b\":true}]"_s);
    QCOMPARE(json(parseManifest("{\"a\": 010}").documents.value(0)), u"[{\"a\":8}]"_s);
}

// kubectl sends `[1, 2]` of the first: Go's port of libyaml takes the comma for a part of the tag.
void ParseTest::m03_aCommaBehindATagIsRefused()
{
    const QString sentence =
        u"line 1, column %1: not valid YAML: a comma directly behind a tag; put a space between, since kubectl takes it for a part of the tag"_s;
    QCOMPARE(sentences(parseManifest("a: [1, !!str, 2]\n")), QStringList{sentence.arg(13)});
    QCOMPARE(sentences(parseManifest("a: {b: &x !!null, c: 2}\n")), QStringList{sentence.arg(17)});
    QCOMPARE(sentences(parseManifest("a: [1, !!str , !!str x, !!str \"\", ! y,]\n")),
             QStringList());
}

void ParseTest::m03_aBlockScalarOnALastLineWithoutItsEndHasOne()
{
    for (const QByteArray& text :
         {QByteArray("a: |\n  x"), QByteArray("a: >\n  x"), QByteArray("a: |+\n  x")}) {
        const Parsed parsed = parseManifest(text);
        QCOMPARE(json(parsed.documents.value(0)), u"[{\"a\":\"x\\n\"}]"_s);
        QVERIFY(parsed.documents[0].root->end.offset <= text.size());
    }
}

void ParseTest::marksCountCharactersAndOffsetsBytes()
{
    const QByteArray text =
        "# \u00e4\u00f6\r\nname: \u65e5\u672c  # note\r\nlist:\r\n- {k: 'v'}\r\n\r\n# end\r\n";
    const Parsed parsed = parseManifest(text);
    QCOMPARE(sentences(parsed), QStringList());
    const Node& root = *parsed.documents[0].root;
    const Node* name = root.member(u"name");
    QCOMPARE(name->begin, (Mark{2, 7, int(text.indexOf("\u65e5"))}));
    QCOMPARE(name->end, (Mark{2, 9, int(text.indexOf("  # note"))}));
    const Node& item = root.member(u"list")->items().at(0);
    QCOMPARE(item.begin, (Mark{4, 3, int(text.indexOf('{'))}));
    QCOMPARE(item.end.offset, int(text.indexOf('}')) + 1);
    QCOMPARE(root.member(u"list")->end.offset, int(text.indexOf('}')) + 1);
    QCOMPARE(root.end.offset, int(text.indexOf('}')) + 1);
    const Parsed config = parseConfig(text);
    QCOMPARE(config.documents[0].root->member(u"name")->begin, name->begin);
    QCOMPARE(config.documents[0].root->member(u"list")->items().at(0).begin, item.begin);
}

void ParseTest::documentsAreSplitAsKubectlSplitsThem()
{
    const auto split = [](const QByteArray& text) {
        QStringList all;
        const Parsed parsed = parseManifest(text);
        for (const Document& each : parsed.documents)
            all << (each.root ? json(each) : u"empty"_s);
        return all + sentences(parsed);
    };
    QCOMPARE(split(""), QStringList());
    QCOMPARE(split("# only a comment\n"), QStringList());
    QCOMPARE(split("---\na: 1\n--- # two\nb: 2\n---\n"),
             (QStringList{u"[{\"a\":1}]"_s, u"[{\"b\":2}]"_s, u"empty"_s}));
    QCOMPARE(split("%YAML 1.1\n---\na: 1\n...\n"), QStringList{u"[{\"a\":1}]"_s});
    QCOMPARE(split("a: |\n  ---\n  b\n---\n"),
             (QStringList{u"[{\"a\":\"---\\nb\\n\"}]"_s, u"empty"_s}));
    QCOMPARE(split("a: 1\r\n---\r\nb: 2\r\n"), (QStringList{u"[{\"a\":1}]"_s, u"[{\"b\":2}]"_s}));
}

void ParseTest::bothReadersAgree()
{
    const QByteArray text =
        "base: &base {a: 1, b: [x, y]}\nuse: {<<: *base, b: !!str 7, c: 0x10}\n"
        "text: |\n  one\n  two\nfolded: >-\n  one\n  two\nquoted: \"a\\tb\"\nnone:\nyes: 'no'\n";
    QCOMPARE(json(parseConfig(text).documents.value(0)),
             json(parseManifest(text).documents.value(0)));
}

void ParseTest::aWideMappingIsReadQuickly()
{
    QByteArray text;
    for (int i = 90'000; i > 0; --i)
        text += 'k' + QByteArray::number(i) + ": 1\n";
    const CpuTimer timer;
    const Parsed parsed = parseManifest(text);
    QCOMPARE(parsed.documents.value(0).root->toJson().toObject().size(), 90'000);
    QVERIFY2(timer.milliseconds() < kLongest, qPrintable(QString::number(timer.milliseconds())));
}

QTEST_APPLESS_MAIN(ParseTest)
#include "tst_parse.moc"
