// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/schema.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The macro must stand outside of every namespace; a static library forgets its resources
// otherwise.
static void useSchemaResource()
{
    Q_INIT_RESOURCE(schema);
}

namespace plumb::objects {

namespace {

using Types = QHash<QString, FieldType::Fields>;

//! The words of schema.py, read back.
FieldType parseWord(QStringView word, const Types& types, const QSet<QString>& atomicTypes)
{
    FieldType type;
    if (word.startsWith(u'@')) {
        const QString name = word.mid(1).toString();
        type.shape = FieldType::Shape::Struct;
        type.fields = &*types.constFind(name);
        type.name = name;
        type.isAtomic = atomicTypes.contains(name);
        return type;
    }
    if (word.startsWith(u'[') || word.startsWith(u'{')) {
        const bool list = word.startsWith(u'[');
        const auto end = word.indexOf(list ? u']' : u'}');
        const QStringView rule = word.mid(1, end - 1);
        type.shape = list ? FieldType::Shape::List : FieldType::Shape::Map;
        type.isAtomic = rule == u"=";
        type.element =
            std::make_shared<FieldType>(parseWord(word.mid(end + 1), types, atomicTypes));
        if (list && rule == u"set") {
            type.list.kind = ListRule::Kind::Set;
        } else if (list && !type.isAtomic) {
            type.list.kind = ListRule::Kind::Map;
            type.list.keys = rule.toString().split(u',');
        }
        return type;
    }
    using Shape = FieldType::Shape;
    static const QHash<QChar, Shape> shapes{{u's', Shape::String},      {u'i', Shape::Integer},
                                            {u'n', Shape::Number},      {u'b', Shape::Boolean},
                                            {u'x', Shape::IntOrString}, {u'q', Shape::Quantity},
                                            {u'*', Shape::Any}};
    type.shape = shapes.value(word.isEmpty() ? QChar(u'*') : word.front());
    return type;
}

FieldType parseField(const QString& text, const Types& types, const QSet<QString>& atomicTypes)
{
    const auto blank = text.indexOf(u' ');
    FieldType type =
        parseWord(QStringView(text).left(blank < 0 ? text.size() : blank), types, atomicTypes);
    type.defaultValue = QJsonValue(QJsonValue::Undefined);
    QString rest = blank < 0 ? QString() : text.mid(blank + 1);
    if (rest.startsWith(u'=')) {
        type.defaultValue = QJsonDocument::fromJson('[' + rest.mid(1).toUtf8() + ']').array().at(0);
        return type;
    }
    const QStringList suffixes = rest.split(u' ', Qt::SkipEmptyParts);
    for (const QString& suffix : suffixes) {
        if (suffix == u"!") {
            type.isAtomic = true;
        } else if (suffix == u"~!") {
            type.patchRetainsKeys = true;
        } else if (suffix.startsWith(u'~')) {
            type.patchMerges = true;
            type.patchKey = suffix.mid(1);
        }
    }
    return type;
}

void fillKeyDefaults(FieldType& type)
{
    if (type.shape != FieldType::Shape::List || !type.element->fields)
        return;
    for (const QString& key : type.list.keys) {
        const FieldType member = type.element->fields->value(key);
        if (!member.defaultValue.isUndefined() && !member.defaultValue.isNull())
            type.list.defaults.insert(key, member.defaultValue);
    }
}

} // namespace

Schema Schema::read(const QByteArray& json)
{
    Schema schema;
    schema.m_types = std::make_shared<Types>();
    Types& types = *schema.m_types;
    const QJsonObject table = QJsonDocument::fromJson(json).object();
    const QJsonObject structs = table.value(u"types"_s).toObject();
    QSet<QString> atomicTypes;
    // All structs first, since they refer to each other by address.
    for (auto each = structs.begin(); each != structs.end(); ++each) {
        types.insert(each.key(), {});
        if (each.value().toObject().contains(u"!"_s))
            atomicTypes.insert(each.key());
    }
    for (auto each = types.begin(); each != types.end(); ++each) {
        const QJsonObject fields = structs.value(each.key()).toObject();
        for (auto field = fields.begin(); field != fields.end(); ++field) {
            if (field.key() != u"!")
                each->insert(field.key(), parseField(field.value().toString(), types, atomicTypes));
        }
    }
    for (FieldType::Fields& fields : types) {
        for (FieldType& field : fields)
            fillKeyDefaults(field);
    }
    const QJsonObject kinds = table.value(u"kinds"_s).toObject();
    for (auto each = kinds.begin(); each != kinds.end(); ++each) {
        const QStringList words = each.key().split(u' ');
        schema.m_kinds.insert(
            GroupVersionKind::from(words.at(0), words.at(1)),
            parseWord(QString(u'@' + each.value().toString()), types, atomicTypes));
    }
    schema.m_metadata = parseWord(u"@apis.meta.v1.ObjectMeta", types, atomicTypes);
    return schema;
}

const Schema& Schema::builtIn()
{
    static const Schema schema = [] {
        useSchemaResource();
        QFile file(u":/objects/schema.json"_s);
        const bool found = file.open(QIODevice::ReadOnly);
        Q_ASSERT(found);
        return read(file.readAll());
    }();
    return schema;
}

const FieldType* Schema::typeOf(const GroupVersionKind& gvk) const
{
    const auto found = m_kinds.constFind(gvk);
    return found == m_kinds.constEnd() ? nullptr : &*found;
}

const FieldType* Schema::typeAt(const GroupVersionKind& gvk, const FieldPath& path) const
{
    const FieldType* type = typeOf(gvk);
    qsizetype first = 0;
    if (!type && !path.steps.isEmpty() && path.steps.at(0).member == u"metadata") {
        type = &m_metadata;
        first = 1;
    }
    for (const PathStep& step : path.steps.mid(first)) {
        if (!type)
            return nullptr;
        if (step.kind != PathStep::Kind::Member || type->shape == FieldType::Shape::Map) {
            type = type->element.get();
            continue;
        }
        if (!type->fields)
            return nullptr;
        const auto field = type->fields->constFind(step.member);
        type = field == type->fields->constEnd() ? nullptr : &*field;
    }
    return type;
}

} // namespace plumb::objects
