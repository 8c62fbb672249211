// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "drift/drift.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace plumb;

namespace {

using rc::gen::inRange;

QString word(const char* prefix, int count)
{
    return QString::fromLatin1(prefix) + QString::number(*inRange(0, count));
}

QJsonObject randomContainer(const QString& name)
{
    QJsonObject container{{u"name"_s, name}, {u"image"_s, word("web:", 3)}};
    QJsonArray env, ports, args;
    for (int i = 0; i < 4; ++i) {
        if (*rc::gen::arbitrary<bool>())
            env.append(
                QJsonObject{{u"name"_s, u"E"_s + QString::number(i)}, {u"value"_s, word("v", 3)}});
        if (*rc::gen::arbitrary<bool>())
            ports.append(QJsonObject{{u"containerPort"_s, 8080 + i / 2},
                                     {u"protocol"_s, i % 2 ? u"UDP"_s : u"TCP"_s},
                                     {u"hostPort"_s, *inRange(1, 3)}});
        if (*rc::gen::arbitrary<bool>())
            args.append(word("--", 3));
    }
    if (!env.isEmpty())
        container.insert(u"env"_s, env);
    if (!ports.isEmpty())
        container.insert(u"ports"_s, ports);
    if (!args.isEmpty())
        container.insert(u"args"_s, args);
    if (*rc::gen::arbitrary<bool>())
        container.insert(
            u"resources"_s,
            QJsonObject{{u"limits"_s, QJsonObject{{u"cpu"_s, word("", 3) + u"00m"_s}}}});
    return container;
}

//! A Deployment as a server could hold it.
QJsonObject randomDeployment()
{
    QJsonArray containers;
    for (const auto& name : {u"web"_s, u"log"_s, u"proxy"_s}) {
        if (containers.isEmpty() || *rc::gen::arbitrary<bool>())
            containers.append(randomContainer(name));
    }
    QJsonObject labels;
    QJsonArray finalizers;
    for (int i = 0; i < 3; ++i) {
        if (*rc::gen::arbitrary<bool>())
            labels.insert(word("a.b/l", 4), word("v", 3));
        if (*rc::gen::arbitrary<bool>())
            finalizers.append(u"example.com/f"_s + QString::number(i));
    }
    QJsonObject metadata{{u"name"_s, u"web"_s}, {u"namespace"_s, u"shop"_s}};
    if (!labels.isEmpty())
        metadata.insert(u"labels"_s, labels);
    if (!finalizers.isEmpty())
        metadata.insert(u"finalizers"_s, finalizers);
    QJsonObject spec{
        {u"template"_s, QJsonObject{{u"spec"_s, QJsonObject{{u"containers"_s, containers}}}}}};
    if (*rc::gen::arbitrary<bool>())
        spec.insert(u"replicas"_s, *inRange(0, 4));
    return {{u"apiVersion"_s, u"apps/v1"_s},
            {u"kind"_s, u"Deployment"_s},
            {u"metadata"_s, metadata},
            {u"spec"_s, spec}};
}

drift::ObjectDrift compare(const QJsonObject& desired, const QJsonObject& live,
                           const std::optional<QJsonObject>& predicted = {})
{
    drift::Input input;
    input.desired = objects::Object::fromJson(desired);
    input.live = objects::Object::fromJson(live);
    if (predicted)
        input.predicted = objects::Object::fromJson(*predicted);
    return drift::compare(input, objects::ListKeys::builtIn());
}

//! Every list that the server merges, in another order; the others as they are.
QJsonValue permuted(const QJsonValue& value, const objects::FieldPath& path)
{
    const objects::GroupVersionKind deployment{u"apps"_s, u"v1"_s, u"Deployment"_s};
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            member.value() = permuted(member.value(), path.member(member.key()));
        return object;
    }
    if (!value.isArray())
        return value;
    const auto& lists = objects::ListKeys::builtIn();
    const auto rule = lists.rule(deployment, path);
    QList<QJsonValue> elements;
    for (const QJsonValue& element : value.toArray())
        elements.append(
            permuted(element, path.element(lists.stepTo(rule, element, elements.size()))));
    if (rule.kind != objects::ListRule::Kind::Atomic) {
        for (qsizetype i = elements.size() - 1; i > 0; --i)
            elements.swapItemsAt(i, *inRange<int>(0, int(i) + 1));
    }
    QJsonArray list;
    for (const QJsonValue& element : elements)
        list.append(element);
    return list;
}

std::string text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QStringList linesOf(const drift::ObjectDrift& drift)
{
    QStringList lines;
    for (const auto& field : drift.fields)
        lines.append(u"%1 %2 %3 %4"_s.arg(
            field.path.toString(),
            QString::fromUtf8(
                QJsonDocument(QJsonArray{field.desired}).toJson(QJsonDocument::Compact)),
            QString::fromUtf8(QJsonDocument(QJsonArray{field.live}).toJson(QJsonDocument::Compact)),
            drift::toString(field.what)));
    return lines;
}

} // namespace

class ComparePropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anObjectDoesNotDifferFromItself()
    {
        QVERIFY(rc::check([] {
            const QJsonObject object = randomDeployment();
            RC_ASSERT(compare(object, object).fields.isEmpty());
            RC_ASSERT(compare(object, object, object).fields.isEmpty());
        }));
    }

    void theOrderOfMergedListsDoesNotMatter()
    {
        QVERIFY(rc::check([] {
            const QJsonObject desired = randomDeployment(), live = randomDeployment();
            const auto straight = linesOf(compare(desired, live));
            // A field that holds a whole list shows it in its own order; the paths and classes
            // stay.
            const QJsonObject other = permuted(desired, {}).toObject();
            RC_LOG() << text(desired) << "\n" << text(other);
            RC_ASSERT(compare(other, desired).fields.isEmpty());
            const auto shuffled = compare(other, permuted(live, {}).toObject());
            RC_ASSERT(shuffled.fields.size() == straight.size());
            for (qsizetype i = 0; i < straight.size(); ++i)
                RC_ASSERT(straight.at(i).startsWith(shuffled.fields.at(i).path.toString() + u' '));
        }));
    }

    void everyPathLeadsToTheValuesThatAreTold()
    {
        QVERIFY(rc::check([] {
            const QJsonObject desired = randomDeployment(), live = randomDeployment();
            for (const auto& field : compare(desired, live).fields) {
                RC_LOG() << text(desired) << "\n"
                         << text(live) << "\n"
                         << field.path.toString().toStdString();
                RC_ASSERT(field.path.in(desired) == field.desired);
                RC_ASSERT(field.path.in(live) == field.live);
                RC_ASSERT(field.desired != field.live);
                const auto parsed = objects::FieldPath::parse(field.path.toString());
                RC_ASSERT(parsed.ok());
                RC_ASSERT(*parsed == field.path);
            }
        }));
    }

    void noFieldMeansThatNothingInGitDiffers()
    {
        QVERIFY(rc::check([] {
            const QJsonObject desired = randomDeployment();
            QJsonObject live = desired;
            const int replicas = *inRange(5, 9);
            QJsonObject spec = live.value(u"spec"_s).toObject();
            spec.insert(u"replicas"_s, replicas);
            live.insert(u"spec"_s, spec);
            const auto drift = compare(desired, live);
            RC_ASSERT(drift.fields.size() == 1);
            RC_ASSERT(drift.isOutOfSync()
                      == desired.value(u"spec"_s).toObject().contains(u"replicas"_s));
        }));
    }
};

QTEST_APPLESS_MAIN(ComparePropertiesTest)
#include "tst_compareproperties.moc"
