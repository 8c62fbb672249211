// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/scalars_p.h"

#include "base/result.h"
#include "base/text.h"

#include <QDate>
#include <QHash>
#include <QRegularExpression>

#include <charconv>
#include <cmath>
#include <limits>

namespace plumb::yaml {

namespace {

const QString kPrefix = u"tag:yaml.org,2002:"_s;

enum class Word { True, False, Null, NotANumber, Infinity, MinusInfinity };

const QHash<QString, Word>& words()
{
    static const QHash<QString, Word> table = [] {
        QHash<QString, Word> words;
        const auto add = [&](Word word, const QStringList& texts) {
            for (const QString& text : texts)
                words.insert(text, word);
        };
        add(Word::True, {u"y"_s, u"Y"_s, u"yes"_s, u"Yes"_s, u"YES"_s, u"true"_s, u"True"_s,
                         u"TRUE"_s, u"on"_s, u"On"_s, u"ON"_s});
        add(Word::False, {u"n"_s, u"N"_s, u"no"_s, u"No"_s, u"NO"_s, u"false"_s, u"False"_s,
                          u"FALSE"_s, u"off"_s, u"Off"_s, u"OFF"_s});
        add(Word::Null, {u""_s, u"~"_s, u"null"_s, u"Null"_s, u"NULL"_s});
        add(Word::NotANumber, {u".nan"_s, u".NaN"_s, u".NAN"_s});
        add(Word::Infinity, {u".inf"_s, u".Inf"_s, u".INF"_s, u"+.inf"_s, u"+.Inf"_s, u"+.INF"_s});
        add(Word::MinusInfinity, {u"-.inf"_s, u"-.Inf"_s, u"-.INF"_s});
        return words;
    }();
    return table;
}

// Go's strconv.ParseInt(text, 0, 64), without underscores: they are gone already.
struct Integer
{
    enum { Not, Fits, TooBig } is = Not;
    qint64 value = 0;
};

Integer parseInteger(QByteArrayView text)
{
    const bool minus = text.startsWith('-');
    const bool sign = minus || text.startsWith('+');
    if (sign)
        text = text.sliced(1);
    int base = 10;
    bool hasPrefix = false;
    if (text.size() >= 2 && text[0] == '0') {
        const char letter = char(text[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
        hasPrefix = base != 0;
        text = text.sliced(base ? 2 : 1);
        base = base ? base : 8;
    }
    quint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.isEmpty() || end != text.data() + text.size() || error == std::errc::invalid_argument)
        return {};
    const quint64 most = quint64(std::numeric_limits<qint64>::max()) + (minus ? 1 : 0);
    if (error == std::errc() && value <= most)
        return {Integer::Fits, minus ? qint64(0 - value) : qint64(value)};
    // Go tries an unsigned number next, and for decimal digits a float; the rest is text.
    const bool isUnsigned = error == std::errc() && !sign;
    return {isUnsigned || !hasPrefix ? Integer::TooBig : Integer::Not, 0};
}

// Underscores of a Go number stand between digits only.
bool underscoresStandBetweenDigits(const QByteArray& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '_'
            && (i == 0 || i + 1 == text.size() || !(isdigit(text[i - 1]) || text[i - 1] == '_')
                || !isdigit(text[i + 1]) || text[i - 1] == '_'))
            return false;
    }
    return true;
}

std::optional<double> parseDouble(QByteArray text)
{
    static const QRegularExpression kShape(QRegularExpression::anchoredPattern(
        u"[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"_s));
    if (!kShape.match(QString::fromLatin1(text)).hasMatch())
        return {};
    if (text.startsWith('+'))
        text.remove(0, 1);
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.constData(), text.constData() + text.size(), value);
    if (error == std::errc::result_out_of_range) {
        // Too small is zero for Go, too big is no number.
        const auto exponent = text.toLower().indexOf('e');
        const bool tiny =
            exponent >= 0 ? text.mid(exponent + 1).startsWith('-')
                          : text.startsWith('.') || text.startsWith("0.") || text.startsWith("-0.");
        return tiny ? std::optional<double>(0.0) : std::nullopt;
    }
    return value;
}

Resolved number(const QString& text, double value)
{
    // Go writes the shortest digits that mean this double, and the server reads them as an integer:
    // another one than the double itself, behind its 53 bits.
    if (value == std::floor(value) && std::abs(value) < 9.3e18) {
        bool isInteger = false;
        const qint64 integer = goNumber(value).toLongLong(&isInteger);
        if (isInteger)
            return {Node::Type::Double, {text, integer}, {}};
    }
    return {Node::Type::Double, {text, value}, {}};
}

bool isTimestamp(const QString& text)
{
    static const QRegularExpression kShape(
        QRegularExpression::anchoredPattern(u"(\\d{4})-(\\d\\d?)-(\\d\\d?)([Tt](\\d\\d?):(\\d\\d?):"
                                            u"(\\d\\d?)([.,]\\d+)?(Z|[-+]\\d\\d:\\d\\d)"
                                            u"| (\\d\\d?):(\\d\\d?):(\\d\\d?)([.,]\\d+)?)?"_s));
    const auto match = kShape.match(text);
    return match.hasMatch()
           && QDate::isValid(match.captured(1).toInt(), match.captured(2).toInt(),
                             match.captured(3).toInt());
}

QString shortTag(const QString& tag)
{
    return tag.startsWith(kPrefix) ? u"!!"_s + tag.mid(kPrefix.size()) : tag;
}

// The value of a plain text; a text that is nothing else is a string.
Resolved resolvePlain(const QString& text)
{
    constexpr qsizetype kLongestWord = 5;
    static constexpr QStringView kFirstOfWords(u"yYnNtTfFoO~.+-");
    const bool isOne =
        text.isEmpty() || (text.size() <= kLongestWord && kFirstOfWords.contains(text.front()));
    const auto word = isOne ? words().constFind(text) : words().constEnd();
    if (word != words().constEnd()) {
        switch (*word) {
        case Word::True:
        case Word::False:
            return {Node::Type::Bool, {text, *word == Word::True}, {}};
        case Word::Null:
            return {Node::Type::Null, {text}, {}};
        case Word::NotANumber:
            return {Node::Type::Double, {text, std::numeric_limits<double>::quiet_NaN()}, {}};
        case Word::Infinity:
        case Word::MinusInfinity:
            const double infinity = std::numeric_limits<double>::infinity();
            return {Node::Type::Double, {text, *word == Word::Infinity ? infinity : -infinity}, {}};
        }
    }
    const QChar first = text.at(0);
    const bool digit = first >= u'0' && first <= u'9';
    if (text.size() > 4096 || !(digit || first == u'+' || first == u'-' || first == u'.'))
        return {Node::Type::String, {text}, {}};
    // Most texts that begin with a digit hold a letter of no number: `100m`, `1Gi`, `10.0.0.1/8`.
    static constexpr QStringView kLetters(u"0123456789+-._abcdefABCDEFxXoO");
    if (!std::all_of(text.begin(), text.end(), [](QChar each) { return kLetters.contains(each); }))
        return {Node::Type::String, {text}, {}};
    const QByteArray written = text.toLatin1();
    const QByteArray plain = QByteArray(written).replace('_', "");
    if (first == u'.') {
        const auto value =
            underscoresStandBetweenDigits(written) ? parseDouble(plain) : std::nullopt;
        return value ? number(text, *value) : Resolved{Node::Type::String, {text}, {}};
    }
    const Integer integer = parseInteger(plain);
    if (integer.is == Integer::Fits)
        return {Node::Type::Integer, {text, integer.value}, {}};
    if (integer.is == Integer::TooBig)
        return {
            Node::Type::Integer,
            {text},
            u"the number %1 does not fit into 64 bits, and the API server would round it; quote it if it is text"_s
                .arg(printable(text, 40))};
    const auto value = parseDouble(plain);
    return value ? number(text, *value) : Resolved{Node::Type::String, {text}, {}};
}

QString wordOf(Node::Type type)
{
    switch (type) {
    case Node::Type::Null:
        return u"null"_s;
    case Node::Type::Bool:
        return u"bool"_s;
    case Node::Type::Integer:
        return u"int"_s;
    case Node::Type::Double:
        return u"float"_s;
    default:
        return u"str"_s;
    }
}

} // namespace

Resolved resolveScalar(const QString& text, const QString& tag, bool plain)
{
    if (tag.isEmpty())
        return plain ? resolvePlain(text) : Resolved{Node::Type::String, {text}, {}};
    const Resolved string{Node::Type::String, {text}, {}};
    const QString name = tag.startsWith(kPrefix) ? tag.mid(kPrefix.size()) : QString();
    if (name == u"binary") {
        const auto decoded = QByteArray::fromBase64Encoding(
            QString(text).remove(u'\n').toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || !decoded.decoded.isValidUtf8())
            return {
                Node::Type::String,
                {text},
                u"the value tagged !!binary is not base64 of a UTF-8 text; leave the tag away to send it as it stands"_s};
        return {Node::Type::String, {QString::fromUtf8(decoded.decoded)}, {}};
    }
    static const QStringList kTypes{u"bool"_s, u"int"_s, u"float"_s, u"null"_s, u"timestamp"_s};
    if (!kTypes.contains(name))
        return string;
    if (name == u"timestamp" && isTimestamp(text))
        return string;
    Resolved found = resolvePlain(text);
    const QString word = wordOf(found.type);
    if (word == name || (name == u"float" && found.type == Node::Type::Integer))
        return found;
    return {
        Node::Type::String,
        {text},
        u"`%1` is not of the type that its tag %2 names"_s.arg(printable(text, 40), shortTag(tag))};
}

QString keyText(const Resolved& scalar)
{
    switch (scalar.type) {
    case Node::Type::String:
        return scalar.value.text;
    case Node::Type::Bool:
        return scalar.value.toBool() ? u"true"_s : u"false"_s;
    case Node::Type::Integer:
        return QString::number(scalar.value.toInteger());
    case Node::Type::Double:
        break;
    default:
        return {};
    }
    // strconv.FormatFloat(value, 'g', -1, 32): what sigs.k8s.io/yaml makes of such a key
    const auto value = float(scalar.value.toDouble());
    if (std::isnan(value))
        return u".nan"_s;
    if (std::isinf(value))
        return value > 0 ? u".inf"_s : u"-.inf"_s;
    char buffer[64];
    const auto scientific =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    const QByteArray text(buffer, scientific.ptr - buffer);
    const int exponent = text.mid(text.indexOf('e') + 1).toInt();
    if (exponent < -4 || exponent >= 6)
        return QString::fromLatin1(text);
    const auto fixed =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    return QString::fromLatin1(buffer, fixed.ptr - buffer);
}

bool isAmbiguous(const QString& text)
{
    // Sexagesimal numbers, dates, octal of YAML 1.2, `=` and `<<` of YAML 1.1
    static const QRegularExpression kOthers(
        QRegularExpression::anchoredPattern(
            u"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|=|<<"
            u"|[-+]?[0-9.][0-9a-fA-FxXoO_.eE+-]*|[-+]?\\.(inf|nan)"_s),
        QRegularExpression::CaseInsensitiveOption);
    return resolvePlain(text).type != Node::Type::String || kOthers.match(text).hasMatch();
}

QString goNumber(double value)
{
    char buffer[64];
    const double size = std::abs(value);
    const bool isScientific = size != 0 && (size < 1e-6 || size >= 1e21);
    const bool isLarge = size >= 1e15; // std::to_chars would write out all digits of the double
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value,
                                   isScientific || isLarge ? std::chars_format::scientific
                                                           : std::chars_format::fixed);
    QByteArray text(buffer, end.ptr - buffer);
    if (isScientific)
        return QString::fromLatin1(text.replace("e-0", "e-"));
    if (isLarge) {
        const auto exponent = text.indexOf('e');
        const qsizetype digits = text.mid(exponent + 1).toInt() + 1 + text.startsWith('-');
        text = text.left(exponent).replace(".", "");
        if (text.size() <= digits)
            return QString::fromLatin1(text.leftJustified(digits, '0'));
        text.insert(digits, '.');
    }
    return QString::fromLatin1(text);
}

} // namespace plumb::yaml
