// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "unit/manifest/randommanifest.h"

#include <QByteArrayList>

namespace plumb {

namespace {

QByteArray spaces(int count)
{
    return QByteArray(count, ' ');
}

constexpr const char* kWords[] = {"web",      "nginx:1.25", "a",    "http://h/p?q=1#x",
                                  "x#y",      "größe",      "日本", "😀",
                                  "--flag=1", "it's",       "a\"b", "a: b",
                                  "100m",     "1Gi",        "50%",  "-c",
                                  "$(X)",     "a/b.c",      "*.x",  "tab",
                                  "e\u0301",  "name",       "<&>",  "a,b"};

constexpr const char* kAmbiguous[] = {"yes",        "No",      "on",
                                      "OFF",        "true",    "False",
                                      "y",          "N",       "~",
                                      "null",       "NULL",    "nULL",
                                      "2001-12-14", "12:30",   "1:2:3",
                                      "0644",       "0o17",    "08",
                                      "1_000",      "0x1F",    "0b11",
                                      "1e3",        "12e4567", ".5",
                                      "5.",         "1.10",    "1.1.1",
                                      "-0",         "+1",      "0x",
                                      "_1",         "1_",      "-.5",
                                      "1e+21",      "1E-7",    "0.0",
                                      "00",         "=",       "2001-12-14T21:59:43Z",
                                      "-",          "tRue",    "Infinity",
                                      "nan",        "0b",      "0_7",
                                      "1__2",       "-0x10",   "0.1e1"};

} // namespace

int RandomManifest::upTo(int most)
{
    return int(m_random() % quint64(most + 1));
}

QByteArray RandomManifest::words(int most)
{
    static constexpr const char* kPlain[] = {"alpha", "beta", "gamma.delta", "x=1", "größe", "end",
                                             "a/b",   "日本", "--x",         "e_f", "7",     "it"};
    QByteArray text = pick(kPlain);
    for (int i = upTo(most); i > 0; --i)
        text += ' ' + QByteArray(pick(kPlain));
    return text;
}

QByteArray RandomManifest::comment()
{
    return "# " + words(4) + (oneIn(3) ? ": \"[{&*" : "");
}

// The rest of a line that a value ended.
QByteArray RandomManifest::lineEnd()
{
    QByteArray end = oneIn(8) ? spaces(1 + upTo(2)) + comment() : oneIn(12) ? spaces(upTo(3)) : "";
    end += '\n';
    while (oneIn(10))
        end += oneIn(2) ? "\n" : spaces(upTo(6)) + comment() + '\n';
    return end;
}

QByteArray RandomManifest::number()
{
    switch (upTo(5)) {
    case 0:
        return QByteArray::number(qint64(m_random()) >> upTo(62));
    case 1:
        return QByteArray::number(qint64(m_random() % 100'000)) + '.'
               + QByteArray::number(qint64(m_random() % 1000));
    case 2:
        return QByteArray::number(double(qint64(m_random())) / double(1 + m_random() % 1'000'000),
                                  'g', 1 + upTo(16));
    case 3:
        return (oneIn(2) ? "0x" : "0o") + QByteArray::number(qint64(m_random() % 50'000), 8);
    case 4:
        return QByteArray::number(upTo(99)) + 'e'
               + (oneIn(2)   ? "-"
                  : oneIn(2) ? "+"
                             : "")
               + QByteArray::number(upTo(30));
    default:
        return QByteArray::number(upTo(70'000));
    }
}

QByteArray RandomManifest::plain()
{
    return oneIn(2) ? QByteArray(pick(kAmbiguous)) : oneIn(2) ? number() : words(3);
}

QByteArray RandomManifest::quoted(int indent)
{
    const bool isDouble = oneIn(2);
    QByteArray text(1, isDouble ? '"' : '\'');
    const QByteArray fold = oneIn(4) ? "\n" + spaces(indent + 1 + upTo(2)) : " ";
    for (int i = upTo(5); i > 0; --i) {
        QByteArray word = oneIn(3) ? QByteArray(pick(kAmbiguous)) : QByteArray(pick(kWords));
        if (isDouble) {
            static constexpr const char* kEscapes[] = {
                "\\n", "\\t", "\\\\", "\\\"", "\\x41",      "\\u00e9", "\\U0001F600", "\\0",
                "\\e", "\\_", "\\N",  "\\L",  "\\u2028\\P", "\\r\\n",  "\\ "};
            word.replace('"', "\\\"");
            word += oneIn(3) ? pick(kEscapes) : "";
            if (oneIn(12))
                word += "\\\n" + spaces(indent + 1);
        } else {
            word.replace('\'', "''");
        }
        text += word + (oneIn(6) ? "\n\n" + spaces(indent + 1) : oneIn(3) ? fold : " ");
    }
    return text + (isDouble ? '"' : '\'');
}

QByteArray RandomManifest::overLines(int indent)
{
    QByteArray text = words(2);
    for (int i = 1 + upTo(2); i > 0; --i)
        text += (oneIn(4) ? "\n\n" : "\n") + spaces(indent + 1 + upTo(3)) + words(2);
    return text;
}

QByteArray RandomManifest::scalar(int indent, bool inFlow)
{
    static constexpr const char* kTagged[] = {"!!str 1",           "!!str yes",     "!!int \"3\"",
                                              "!!float 1",         "!!bool \"on\"", "!!null \"\"",
                                              "!local x",          "!!str",         "!!float 1.50",
                                              "!!binary aGVsbG8=", "! 12"};
    switch (upTo(9)) {
    case 0:
    case 1:
    case 2:
        return plain();
    case 3:
        return words(3);
    case 4:
    case 5:
        return quoted(indent);
    case 6:
        return inFlow ? words(1) : overLines(indent);
    case 7:
        return oneIn(3) ? QByteArray(pick(kTagged)) : number();
    default:
        return words(1);
    }
}

QByteArray RandomManifest::blockScalar(int indent)
{
    const bool isNamed = oneIn(4);
    const int deeper = 1 + upTo(3);
    QByteArray text(1, oneIn(2) ? '|' : '>');
    const QByteArray chomping = oneIn(3) ? "-" : oneIn(2) ? "+" : "";
    const QByteArray width = isNamed ? QByteArray::number(deeper) : QByteArray();
    text += oneIn(2) ? chomping + width : width + chomping;
    text += (oneIn(8) ? "  " + comment() : "") + '\n';
    const QByteArray margin = spaces(indent + deeper);
    static constexpr const char* kLines[] = {"",
                                             "",
                                             "text",
                                             "more text  ",
                                             "  deeper",
                                             "\ttab",
                                             "# no comment",
                                             "- item",
                                             "key: value",
                                             "\"quote",
                                             "{{ .x }}",
                                             "--- x",
                                             "   ",
                                             "größe 日本",
                                             "    much deeper",
                                             "*star &amp"};
    bool isFirst = true;
    for (int i = upTo(6); i > 0; --i) {
        QByteArray line = pick(kLines);
        // Where the width is not named, the first line says it.
        if (isFirst && !isNamed && (line.startsWith(' ') || line.startsWith('\t')))
            line = "first";
        isFirst = isFirst && line.isEmpty();
        text += (line.isEmpty() ? QByteArray() : margin + line) + '\n';
    }
    return text;
}

QByteArray RandomManifest::key(int number, bool inFlow)
{
    const QByteArray suffix = QByteArray::number(number);
    static constexpr const char* kOdd[] = {"true",       "1.5",   "0x1F",  "~x",
                                           "2001-01-01", "a b",   "größe", "app.kubernetes.io/name",
                                           "-x",         "12:30", "1e3",   ".5"};
    switch (upTo(7)) {
    case 0:
        return '"' + QByteArray(pick(kWords)).replace('"', "\\\"") + suffix + '"';
    case 1:
        return "'" + words(1) + suffix + "'";
    case 2: // One of them per mapping, else two may be the same key
        return number == 0 ? QByteArray(pick(kOdd)) : number == 1 ? QByteArray("7") : "k" + suffix;
    case 3:
        return inFlow ? "f" + suffix : "? " + words(1) + suffix + '\n';
    default:
        return "key" + suffix;
    }
}

QByteArray RandomManifest::flow(int depth, int indent)
{
    const bool isMapping = oneIn(2);
    const QByteArray gap = oneIn(4) ? "\n" + spaces(indent + 1 + upTo(3)) : oneIn(4) ? "" : " ";
    QByteArray text(1, isMapping ? '{' : '[');
    text += oneIn(3) ? gap : "";
    const int count = upTo(4);
    for (int i = 0; i < count; ++i) {
        if (isMapping)
            text += key(i, true) + ": ";
        text += depth > 0 && oneIn(3) ? flow(depth - 1, indent)
                : !m_anchors.isEmpty() && oneIn(8)
                    ? '*' + m_anchors[upTo(int(m_anchors.size()) - 1)] + ' '
                    : scalar(indent, true);
        text += i + 1 < count || oneIn(6) ? ',' + (gap.isEmpty() ? QByteArray(" ") : gap) : "";
    }
    return text + (oneIn(4) ? gap : "") + (isMapping ? '}' : ']');
}

QByteArray RandomManifest::mapping(int indent, int depth)
{
    QByteArray text;
    const int count = 1 + upTo(4);
    const int merged = !m_mappings.isEmpty() && oneIn(3) ? upTo(count - 1) : -1;
    for (int i = 0; i < count; ++i) {
        const auto mappingName = [&] { return '*' + m_mappings[upTo(int(m_mappings.size()) - 1)]; };
        if (i == merged)
            text +=
                spaces(indent) + "<<: "
                + (oneIn(3) ? '[' + mappingName() + " , " + mappingName() + " ]" : mappingName())
                + lineEnd();
        const QByteArray name = key(i, false);
        text += spaces(indent) + name + (name.endsWith('\n') ? spaces(indent) + ':' : ":")
                + value(indent, depth, false);
    }
    return text;
}

QByteArray RandomManifest::sequence(int indent, int depth)
{
    QByteArray text;
    for (int i = 1 + upTo(3); i > 0; --i)
        text += spaces(indent) + '-' + value(indent, depth, true);
    return text;
}

QByteArray RandomManifest::value(int indent, int depth, bool inList)
{
    if (!m_anchors.isEmpty() && oneIn(12))
        return " *" + m_anchors[upTo(int(m_anchors.size()) - 1)] + lineEnd();
    QByteArray anchor;
    if (oneIn(10))
        anchor = "a" + QByteArray::number(++m_made);
    const QByteArray head = anchor.isEmpty() ? " " : " &" + anchor + ' ';
    const int deeper = indent + 1 + upTo(3);
    QByteArray text;
    bool isMapping = false;
    switch (depth > 0 ? upTo(9) : 4 + upTo(5)) {
    case 0:
    case 1:
        isMapping = true;
        if (inList && anchor.isEmpty() && oneIn(2)) // - key: value
            text = spaces(deeper - indent - 1) + mapping(deeper, depth - 1).sliced(deeper);
        else
            text =
                (anchor.isEmpty() ? QByteArray() : head) + lineEnd() + mapping(deeper, depth - 1);
        break;
    case 2:
    case 3:
        if (inList && anchor.isEmpty() && oneIn(2)) // - - item
            text = spaces(deeper - indent - 1) + sequence(deeper, depth - 1).sliced(deeper);
        else
            text = (anchor.isEmpty() ? QByteArray() : head) + lineEnd()
                   + sequence(!inList && oneIn(2) ? indent : deeper, depth - 1);
        break;
    case 4:
        text = head + blockScalar(indent);
        break;
    case 5:
        text = head + flow(std::max(depth, 1), indent) + lineEnd();
        break;
    case 6:
        text = (anchor.isEmpty() ? QByteArray() : head) + lineEnd(); // nothing: null
        break;
    default:
        text = head + scalar(indent, false) + lineEnd();
    }
    if (!anchor.isEmpty()) {
        m_anchors += anchor;
        if (isMapping)
            m_mappings += anchor;
    }
    return text;
}

QByteArray RandomManifest::object(const QByteArray& name, int indent)
{
    const QByteArray margin = spaces(indent);
    QByteArray text =
        margin + "apiVersion: example.com/v1" + lineEnd() + margin + "kind: Widget" + lineEnd();
    text +=
        margin
        + (oneIn(2) ? "metadata: {name: " + name + "}" : "metadata:\n" + margin + "  name: " + name)
        + lineEnd();
    for (const QByteArray& field : {QByteArray("spec"), QByteArray("data"), QByteArray("status")}) {
        if (!oneIn(4))
            text += margin + field + ':' + value(indent, 3, false);
    }
    return text;
}

QByteArray RandomManifest::jsonText()
{
    static constexpr const char* kTexts[] = {"a",    "yes",   "1",   "\\u00e9", "\\n\\t",
                                             "\\\"", "größe", "<&>", "a: b",    "\\u2028",
                                             "# x",  " ",     ""};
    static constexpr const char* kOfJson[] = {"\\ud83d\\ude00", "\\/x"};
    if (m_isJson && oneIn(4))
        return '"' + QByteArray(pick(kOfJson)) + QByteArray(pick(kTexts)) + '"';
    return '"' + QByteArray(pick(kTexts)) + QByteArray(pick(kTexts)) + '"';
}

QByteArray RandomManifest::json(int depth)
{
    const QByteArray gap = oneIn(3) ? "\n\t " : oneIn(2) ? " " : "";
    switch (depth > 0 ? upTo(7) : 2 + upTo(5)) {
    case 0: {
        QByteArrayList members;
        for (int i = upTo(4); i > 0; --i)
            members += "\"k" + QByteArray::number(i) + "\":" + gap + json(depth - 1);
        return '{' + gap + members.join(',' + gap) + gap + '}';
    }
    case 1: {
        QByteArrayList items;
        for (int i = upTo(4); i > 0; --i)
            items += json(depth - 1);
        return '[' + gap + items.join(',' + gap) + ']';
    }
    case 2:
        return oneIn(2) ? "true" : oneIn(2) ? "false" : "null";
    case 3:
        return QByteArray::number(qint64(m_random()) >> upTo(62));
    case 4:
        return QByteArray::number(double(qint64(m_random())) / double(1 + m_random() % 100'000),
                                  'g', 1 + upTo(16));
    default:
        return jsonText();
    }
}

QByteArray RandomManifest::document(const QByteArray& name, bool isFirst)
{
    m_isJson = isFirst;
    m_anchors.clear();
    m_mappings.clear();
    if (oneIn(10))
        return "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\""
               + name + "\"},\"spec\":" + json(4) + "}\n";
    if (!oneIn(10))
        return object(name, 0);
    QByteArray list = "apiVersion: v1\nkind: List\nitems:" + lineEnd();
    for (const char* item : {"-x", "-y"})
        list += '-' + object(name + item, 2).sliced(1);
    return list;
}

QByteArray RandomManifest::file(const QByteArray& name)
{
    QByteArray text = oneIn(4) ? "---" + lineEnd() : oneIn(4) ? comment() + '\n' : QByteArray();
    for (int i = oneIn(5) ? 2 : 0; i >= 0; --i) {
        const QByteArray one = document(name + '-' + QByteArray::number(i), text.isEmpty());
        text += one;
        if (i > 0)
            text += (oneIn(6) && !one.startsWith('{') ? "...\n" : "") + QByteArray("---\n")
                    + (oneIn(4)   ? "# nothing\n---\n"
                       : oneIn(4) ? "null\n---\n"
                                  : "");
    }
    if (oneIn(8))
        text.chop(1);
    if (oneIn(8))
        text.replace("\n", "\r\n");
    if (oneIn(16))
        text.prepend("\xEF\xBB\xBF");
    return text;
}

QByteArray RandomManifest::damaged(QByteArray file)
{
    static constexpr const char* kPieces[] = {
        " ", "\n", ":",  "- ", "\"", "'", "{", "}",   "[",   "]",  ",", "#", "&x ",  "*x", "|",
        ">", "\t", "? ", "!",  "%",  "@", "`", "---", "...", "\\", "~", "0", "<<: ", "\r", "  "};
    for (int i = upTo(2); i >= 0; --i) {
        const auto at = qsizetype(m_random() % quint64(file.size() + 1));
        if (oneIn(3))
            file.remove(at, 1 + upTo(3));
        else
            file.insert(at, pick(kPieces));
    }
    return file;
}

} // namespace plumb
