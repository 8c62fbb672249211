// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include "yaml/scalars_p.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QVariant>

#include <limits>

#include <yaml-cpp/emitter.h>

namespace plumb::yaml {

namespace {

// Characters that readers refuse, or take for the end of a line, unless they are escaped.
bool needsEscapes(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar each) {
        const char16_t code = each.unicode();
        return (code < u' ' && code != u'\n') || (code >= 0x7F && code <= 0xA0) || code == 0x2028
               || code == 0x2029 || code == 0xFEFF || code >= 0xFFFE;
    });
}

// A block scalar keeps every byte of such a text; of others yaml-cpp would lose some.
bool fitsLiteral(const QString& text)
{
    if (!text.contains(u'\n') || !text.endsWith(u'\n') || text.endsWith(u"\n\n")
        || text.startsWith(u'\n') || text.startsWith(u' ') || text.startsWith(u'#'))
        return false;
    return !needsEscapes(text);
}

void emitString(YAML::Emitter& out, const QString& text, bool isKey)
{
    if (!isKey && fitsLiteral(text)) {
        out << YAML::Literal << text.chopped(1).toStdString();
        return;
    }
    static constexpr QStringView kIndicators(u"-.?'\"");
    if (needsEscapes(text))
        out << YAML::DoubleQuoted << YAML::EscapeNonAscii;
    else if (isAmbiguous(text) || text.contains(u'\n') || kIndicators.contains(text.at(0)))
        out << YAML::DoubleQuoted;
    out << text.toStdString();
}

void emitValue(YAML::Emitter& out, const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out << value.toBool();
        break;
    case QJsonValue::String:
        emitString(out, value.toString(), false);
        break;
    case QJsonValue::Double: {
        const qint64 integer = value.toInteger();
        // Of the least integer and the double of that value Qt says that they are equal; as
        // elements of a list they are not, and a server reads the double's digits otherwise.
        const bool isLeastDouble = integer == std::numeric_limits<qint64>::min()
                                   && value.toVariant().typeId() == QMetaType::Double;
        if (double(integer) == value.toDouble() && QJsonValue(integer) == value && !isLeastDouble) {
            out << integer;
            break;
        }
        QString text = goNumber(value.toDouble());
        if (!text.contains(u'.')) // YAML 1.1 readers want a point before the exponent
            text.insert(text.contains(u'e') ? text.indexOf(u'e') : text.size(), u".0"_s);
        out << text.toStdString();
        break;
    }
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        if (array.isEmpty())
            out << YAML::Flow;
        out << YAML::BeginSeq;
        for (const QJsonValue each : array)
            emitValue(out, each);
        out << YAML::EndSeq;
        break;
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        if (object.isEmpty())
            out << YAML::Flow;
        out << YAML::BeginMap;
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key().size() > 200) // a simple key has at most 1,024 bytes
                out << YAML::LongKey;
            out << YAML::Key;
            emitString(out, it.key(), true);
            out << YAML::Value;
            emitValue(out, it.value());
        }
        out << YAML::EndMap;
        break;
    }
    default:
        out << YAML::Null;
        break;
    }
}

} // namespace

QByteArray emitYaml(const QList<QJsonValue>& documents)
{
    QByteArray text;
    for (const QJsonValue& document : documents) {
        YAML::Emitter out;
        out.SetNullFormat(YAML::LowerNull);
        emitValue(out, document);
        if (&document != &documents.front())
            text += "---\n";
        text += QByteArray(out.c_str(), qsizetype(out.size()));
        if (!text.endsWith('\n'))
            text += '\n';
    }
    return text;
}

} // namespace plumb::yaml
