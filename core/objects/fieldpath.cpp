// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/fieldpath.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace plumb::objects {

namespace {

const QString kPlainMember = u"[A-Za-z_$][A-Za-z0-9_$-]*"_s;

bool isPlainMember(const QString& text)
{
    static const QRegularExpression plain(QRegularExpression::anchoredPattern(kPlainMember));
    return plain.match(text).hasMatch();
}

bool readsAsScalar(const QString& text)
{
    static const QRegularExpression number(u"^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"_s);
    return text == u"true" || text == u"false" || text == u"null" || number.match(text).hasMatch();
}

QString quoted(const QJsonValue& value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

// A text that could be read as a number or a bracket keeps its quotes, so that parse() gives it
// back.
QString written(const QJsonValue& value)
{
    const QString text = value.toString();
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:*@-]+$"_s);
    if (value.isString() && plain.match(text).hasMatch() && !readsAsScalar(text))
        return text;
    return quoted(value);
}

//! Walks over the text of a path; every failure names the column.
class Reader
{
public:
    explicit Reader(const QString& text)
        : m_text(text)
    {
    }

    Result<FieldPath> read()
    {
        FieldPath path;
        while (m_at < m_text.size()) {
            if (m_text[m_at] == u'[') {
                PLUMB_TRY(step, bracket());
                path.steps.append(step);
                continue;
            }
            if (!path.steps.isEmpty()) {
                if (m_text[m_at] != u'.')
                    return wrong(u"a dot or a bracket is expected"_s);
                ++m_at;
            }
            const QString name = plainName();
            if (name.isEmpty())
                return wrong(
                    u"a field name is expected; an unusual one is written [\"like this\"]"_s);
            path.steps.append(PathStep{PathStep::Kind::Member, name, {}, {}, 0});
        }
        return path;
    }

private:
    Error wrong(const QString& what) const
    {
        return failure(
            Error::Kind::Invalid,
            u"\"%1\" is not a field path: at column %2 %3."_s.arg(m_text).arg(m_at + 1).arg(what));
    }

    QString plainName()
    {
        static const QRegularExpression name(kPlainMember);
        const auto match = name.match(m_text, m_at, QRegularExpression::NormalMatch,
                                      QRegularExpression::AnchorAtOffsetMatchOption);
        m_at += match.capturedLength();
        return match.captured();
    }

    Result<PathStep> bracket()
    {
        ++m_at;
        PathStep step;
        if (at(u'"')) {
            const auto start = m_at;
            PLUMB_TRY(name, value(u"]="_s));
            step.member = name.toString();
            if (!at(u'='))
                return closed(step);
            m_at = start; // a quoted key: ["odd key"=1]
            step.member.clear();
        }
        if (at(u'=')) {
            ++m_at;
            PLUMB_TRY(element, value(u"]"_s));
            step.kind = PathStep::Kind::Value;
            step.value = element;
            return closed(step);
        }
        static const QRegularExpression digits(u"[0-9]+(?=\\])"_s);
        if (const auto match = digits.match(m_text, m_at, QRegularExpression::NormalMatch,
                                            QRegularExpression::AnchorAtOffsetMatchOption);
            match.hasMatch()) {
            step.kind = PathStep::Kind::Index;
            step.index = match.captured().toLongLong();
            m_at += match.capturedLength();
            return closed(step);
        }
        step.kind = PathStep::Kind::Keys;
        do {
            if (!step.keys.isEmpty())
                ++m_at;
            QString key = at(u'"') ? QString() : plainName();
            if (at(u'"')) {
                PLUMB_TRY(name, value(u"="_s));
                key = name.toString();
            }
            if (key.isEmpty() || !at(u'='))
                return wrong(u"key=value is expected"_s);
            ++m_at;
            PLUMB_TRY(element, value(u",]"_s));
            step.keys.insert(key, element);
        } while (at(u','));
        return closed(step);
    }

    bool at(QChar character) const { return m_at < m_text.size() && m_text[m_at] == character; }

    Result<PathStep> closed(const PathStep& step)
    {
        if (!at(u']'))
            return wrong(u"a closing bracket is expected"_s);
        ++m_at;
        return step;
    }

    //! A quoted JSON text, any other JSON value, or a plain word up to one of `ends`.
    Result<QJsonValue> value(const QString& ends)
    {
        const auto start = m_at;
        qsizetype depth = 0;
        bool quotes = false;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (quotes) {
                if (c == u'\\')
                    ++m_at;
                else if (c == u'"')
                    quotes = false;
            } else if (c == u'"') {
                quotes = true;
            } else if (depth == 0 && ends.contains(c)) {
                break;
            } else if (c == u'{' || c == u'[') {
                ++depth;
            } else if (c == u'}' || c == u']') {
                --depth;
            }
        }
        const QString text = m_text.mid(start, m_at - start);
        if (text.isEmpty())
            return wrong(u"a value is expected"_s);
        if (text[0] != u'"' && text[0] != u'{' && text[0] != u'[' && !readsAsScalar(text))
            return QJsonValue(text);
        const auto array = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
        if (array.size() != 1)
            return wrong(u"the value before it is not complete"_s);
        return array.at(0);
    }

    const QString& m_text;
    qsizetype m_at = 0;
};

qsizetype elementOf(const QJsonArray& list, const QMap<QString, QJsonValue>& keys)
{
    qsizetype partly = -1;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject element = list.at(i).toObject();
        qsizetype equal = 0;
        bool other = false;
        for (auto key = keys.begin(); key != keys.end() && !other; ++key) {
            if (!element.contains(key.key()))
                continue;
            other = element.value(key.key()) != key.value();
            ++equal;
        }
        if (other || equal == 0)
            continue;
        if (equal == keys.size())
            return i;
        // A key with a default (protocol) may be left out in a file.
        if (partly < 0)
            partly = i;
    }
    return partly;
}

} // namespace

QString FieldPath::toString() const
{
    QString text;
    for (const PathStep& step : steps) {
        switch (step.kind) {
        case PathStep::Kind::Member:
            if (!isPlainMember(step.member))
                text += u'[' + quoted(step.member) + u']';
            else
                text += (text.isEmpty() ? u""_s : u"."_s) + step.member;
            break;
        case PathStep::Kind::Keys: {
            QStringList keys;
            for (auto key = step.keys.begin(); key != step.keys.end(); ++key)
                keys += (isPlainMember(key.key()) ? key.key() : quoted(key.key())) + u'='
                        + written(key.value());
            text += u'[' + keys.join(u',') + u']';
            break;
        }
        case PathStep::Kind::Value:
            text += u"[="_s + written(step.value) + u']';
            break;
        case PathStep::Kind::Index:
            text += u'[' + QString::number(step.index) + u']';
            break;
        }
    }
    return text;
}

Result<FieldPath> FieldPath::parse(const QString& text)
{
    return Reader(text).read();
}

FieldPath FieldPath::member(const QString& name) const
{
    return element(PathStep{PathStep::Kind::Member, name, {}, {}, 0});
}

FieldPath FieldPath::element(const PathStep& step) const
{
    FieldPath longer = *this;
    longer.steps.append(step);
    return longer;
}

bool FieldPath::startsWith(const FieldPath& prefix) const
{
    return steps.size() >= prefix.steps.size()
           && std::equal(prefix.steps.begin(), prefix.steps.end(), steps.begin());
}

QJsonValue FieldPath::in(const QJsonObject& object) const
{
    QJsonValue value = object;
    for (const PathStep& step : steps) {
        const QJsonArray list = value.toArray();
        switch (step.kind) {
        case PathStep::Kind::Member:
            value = value.isObject() ? value.toObject().value(step.member)
                                     : QJsonValue(QJsonValue::Undefined);
            break;
        case PathStep::Kind::Keys: {
            const auto i = elementOf(list, step.keys);
            value = i < 0 ? QJsonValue(QJsonValue::Undefined) : list.at(i);
            break;
        }
        case PathStep::Kind::Value:
            value = list.contains(step.value) ? step.value : QJsonValue(QJsonValue::Undefined);
            break;
        case PathStep::Kind::Index:
            value =
                step.index < list.size() ? list.at(step.index) : QJsonValue(QJsonValue::Undefined);
            break;
        }
        if (value.isUndefined())
            break;
    }
    return value;
}

} // namespace plumb::objects
