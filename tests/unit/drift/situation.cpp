// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "situation.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace plumb;

namespace situation {

namespace {

std::optional<QByteArray> bytes(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    return in.readAll();
}

QStringList strings(const QJsonValue& list)
{
    QStringList all;
    for (const QJsonValue& each : list.toArray())
        all.append(each.toString());
    return all;
}

QString shown(const QJsonValue& value)
{
    if (value.isUndefined())
        return u"-"_s;
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace

QStringList names()
{
    return QDir(QStringLiteral(FIXTURES)).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QString folder(const QString& name)
{
    return QStringLiteral(FIXTURES "/") + name + u'/';
}

std::optional<objects::Object> readObject(const QString& file)
{
    const auto text = bytes(file);
    if (!text)
        return {};
    return objects::Object::fromJson(QJsonDocument::fromJson(*text).object());
}

drift::Input read(const QString& name)
{
    // Markers of secrets are keyed; expected.txt was written with this key.
    static const bool keyed = (SecretValue::setMarkerKey("fixture"), true);
    Q_UNUSED(keyed);
    drift::Input input;
    input.desired = readObject(folder(name) + u"desired.json"_s).value_or(objects::Object());
    input.live = readObject(folder(name) + u"live.json"_s);
    input.predicted = readObject(folder(name) + u"predicted.json"_s);
    input.lastApplied = readObject(folder(name) + u"lastapplied.json"_s);
    const auto rules = bytes(folder(name) + u"ignore.json"_s).value_or("[]");
    for (const QJsonValue& each : QJsonDocument::fromJson(rules).array()) {
        const QJsonObject rule = each.toObject();
        input.ignore.append(
            {rule.value(u"rule"_s).toString(), rule.value(u"group"_s).toString(),
             rule.value(u"kind"_s).toString(), rule.value(u"namespace"_s).toString(),
             rule.value(u"name"_s).toString(), strings(rule.value(u"jsonPointers"_s)),
             strings(rule.value(u"managedFieldsManagers"_s))});
    }
    return input;
}

QStringList lines(const drift::ObjectDrift& drift)
{
    if (drift.presence == drift::Presence::MissingInCluster)
        return {u"missing in the cluster"_s};
    if (drift.presence == drift::Presence::OnlyInCluster)
        return {u"only in the cluster"_s};
    QStringList all;
    qsizetype defaulted = 0;
    for (const drift::Field& field : drift.fields) {
        if (field.what == drift::Class::Defaulted) {
            ++defaulted;
            continue;
        }
        const QString what =
            drift::toString(field.what) + (field.rule.isEmpty() ? QString() : u": "_s + field.rule);
        all.append(QStringList{field.path.toString(), shown(field.desired), shown(field.live), what,
                               field.manager.isEmpty() ? u"-"_s : field.manager}
                       .join(u" | "_s));
    }
    if (defaulted > 0)
        all.append(u"%1 defaulted"_s.arg(defaulted));
    return all;
}

std::optional<QStringList> expected(const QString& name, const QString& file)
{
    const auto text = bytes(folder(name) + file);
    if (!text)
        return {};
    QStringList all;
    for (const QString& line : QString::fromUtf8(*text).split(u'\n')) {
        if (!line.isEmpty() && !line.startsWith(u'#'))
            all.append(line);
    }
    return all;
}

} // namespace situation
