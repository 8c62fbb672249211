// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "objects/fieldset.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>

namespace plumb::objects {

namespace {

QString compact(const QJsonValue& value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

//! A step as fieldsV1 writes it; two steps are equal when these texts are.
QString keyOf(const PathStep& step)
{
    switch (step.kind) {
    case PathStep::Kind::Member:
        return u"f:"_s + step.member;
    case PathStep::Kind::Keys: {
        QJsonObject keys;
        for (auto key = step.keys.begin(); key != step.keys.end(); ++key)
            keys.insert(key.key(), key.value());
        return u"k:"_s + compact(keys);
    }
    case PathStep::Kind::Value:
        return u"v:"_s + compact(step.value);
    case PathStep::Kind::Index:
        return u"i:"_s + QString::number(step.index);
    }
    return {};
}

Result<PathStep> stepOf(const QString& key)
{
    const QString rest = key.mid(2);
    PathStep step;
    const auto unreadable = [&] {
        return failure(Error::Kind::Invalid,
                       u"\"%1\" is no field name of managedFields; it is left out."_s.arg(key));
    };
    if (key.startsWith(u"f:")) {
        step.member = rest;
    } else if (key.startsWith(u"i:")) {
        bool ok = false;
        step.kind = PathStep::Kind::Index;
        step.index = rest.toLongLong(&ok);
        if (!ok)
            return unreadable();
    } else if (key.startsWith(u"k:") || key.startsWith(u"v:")) {
        const QJsonArray array = QJsonDocument::fromJson('[' + rest.toUtf8() + ']').array();
        const bool keys = key.startsWith(u"k:");
        if (array.size() != 1
            || (keys && (!array.at(0).isObject() || array.at(0).toObject().isEmpty())))
            return unreadable();
        step.kind = keys ? PathStep::Kind::Keys : PathStep::Kind::Value;
        step.value = keys ? QJsonValue() : array.at(0);
        const QJsonObject object = array.at(0).toObject();
        for (auto each = object.begin(); keys && each != object.end(); ++each)
            step.keys.insert(each.key(), each.value());
    } else {
        return unreadable();
    }
    return step;
}

// A hostile object must not exhaust the stack.
constexpr int kDeepest = 200;

} // namespace

// Nodes are shared and never changed once they hang in a tree.
struct FieldSet::Node
{
    using Ptr = std::shared_ptr<const Node>;
    struct Child
    {
        PathStep step;
        Ptr node;
    };
    bool isMember = false;
    std::map<QString, Child> children;

    bool isEmpty() const { return !isMember && children.empty(); }

    static Result<Ptr> read(const QJsonObject& json, int depth)
    {
        if (depth > kDeepest)
            return failure(Error::Kind::Invalid,
                           u"managedFields is nested deeper than any real object."_s);
        auto node = std::make_shared<Node>();
        node->isMember = json.isEmpty() && depth > 0;
        for (auto each = json.begin(); each != json.end(); ++each) {
            if (each.key() == u".") {
                node->isMember = true;
                continue;
            }
            PLUMB_TRY(step, stepOf(each.key()));
            PLUMB_TRY(child, read(each.value().toObject(), depth + 1));
            node->children[keyOf(step)] = {step, child};
        }
        return Ptr(std::move(node));
    }

    QJsonObject written() const
    {
        QJsonObject json;
        if (isMember && !children.empty())
            json.insert(u"."_s, QJsonObject());
        for (const auto& [key, child] : children)
            json.insert(key, child.node->written());
        return json;
    }

    static Ptr inserted(const Ptr& node, const QList<PathStep>& steps, qsizetype at)
    {
        auto copy = node ? std::make_shared<Node>(*node) : std::make_shared<Node>();
        if (at == steps.size()) {
            copy->isMember = true;
        } else {
            Child& child = copy->children[keyOf(steps[at])];
            child = {steps[at], inserted(child.node, steps, at + 1)};
        }
        return copy;
    }

    static Ptr united(const Ptr& a, const Ptr& b)
    {
        if (!a || !b)
            return a ? a : b;
        auto node = std::make_shared<Node>(*a);
        node->isMember = a->isMember || b->isMember;
        for (const auto& [key, child] : b->children) {
            Child& mine = node->children[key];
            mine = {child.step, united(mine.node, child.node)};
        }
        return node;
    }

    //! Members of `a` that are (`both`) or are not members of `b`.
    static Ptr filtered(const Ptr& a, const Ptr& b, bool both)
    {
        if (!a || !b)
            return both ? nullptr : a;
        auto node = std::make_shared<Node>();
        node->isMember = a->isMember && b->isMember == both;
        for (const auto& [key, child] : a->children) {
            const auto other = b->children.find(key);
            const Ptr kept = filtered(
                child.node, other == b->children.end() ? nullptr : other->second.node, both);
            if (kept && !kept->isEmpty())
                node->children[key] = {child.step, kept};
        }
        return node->isEmpty() ? nullptr : Ptr(std::move(node));
    }

    void collect(const FieldPath& here, bool onlyLeaves, QList<FieldPath>& into) const
    {
        if (isMember && (!onlyLeaves || children.empty()))
            into.append(here);
        for (const auto& [key, child] : children)
            child.node->collect(here.element(child.step), onlyLeaves, into);
    }

    const Node* at(const FieldPath& path) const
    {
        const Node* node = this;
        for (const PathStep& step : path.steps) {
            const auto child = node->children.find(keyOf(step));
            if (child == node->children.end())
                return nullptr;
            node = child->second.node.get();
        }
        return node;
    }
};

Result<FieldSet> FieldSet::fromFieldsV1(const QJsonObject& fieldsV1)
{
    PLUMB_TRY(root, Node::read(fieldsV1, 0));
    FieldSet set;
    set.m_root = root;
    return set;
}

QJsonObject FieldSet::toFieldsV1() const
{
    return m_root ? m_root->written() : QJsonObject();
}

bool FieldSet::isEmpty() const
{
    return !m_root || m_root->isEmpty();
}

bool FieldSet::contains(const FieldPath& path) const
{
    const Node* node = m_root ? m_root->at(path) : nullptr;
    return node && node->isMember;
}

bool FieldSet::containsBelow(const FieldPath& path) const
{
    const Node* node = m_root ? m_root->at(path) : nullptr;
    return node && !node->isEmpty();
}

void FieldSet::insert(const FieldPath& path)
{
    m_root = Node::inserted(m_root, path.steps, 0);
}

FieldSet FieldSet::united(const FieldSet& other) const
{
    FieldSet set;
    set.m_root = Node::united(m_root, other.m_root);
    return set;
}

FieldSet FieldSet::without(const FieldSet& other) const
{
    FieldSet set;
    set.m_root = Node::filtered(m_root, other.m_root, false);
    return set;
}

FieldSet FieldSet::intersected(const FieldSet& other) const
{
    FieldSet set;
    set.m_root = Node::filtered(m_root, other.m_root, true);
    return set;
}

QList<FieldPath> FieldSet::paths() const
{
    QList<FieldPath> all;
    if (m_root)
        m_root->collect({}, false, all);
    return all;
}

QList<FieldPath> FieldSet::leaves() const
{
    QList<FieldPath> all;
    if (m_root)
        m_root->collect({}, true, all);
    return all;
}

ManagedFields ManagedFields::of(const Object& object)
{
    ManagedFields result;
    const QJsonArray entries = object.metadata().value(u"managedFields"_s).toArray();
    for (const QJsonValue& each : entries) {
        const QJsonObject json = each.toObject();
        ManagedFieldsEntry entry;
        entry.manager = json.value(u"manager"_s).toString();
        entry.operation = json.value(u"operation"_s).toString();
        entry.apiVersion = json.value(u"apiVersion"_s).toString();
        entry.subresource = json.value(u"subresource"_s).toString();
        entry.time = QDateTime::fromString(json.value(u"time"_s).toString(), Qt::ISODate);
        const auto fields = FieldSet::fromFieldsV1(json.value(u"fieldsV1"_s).toObject());
        if (!fields) {
            result.problems += u"What \"%1\" wrote in %2 is not known: %3"_s.arg(
                entry.manager, describe(object.key()), fields.error().summary);
            continue;
        }
        entry.fields = *fields;
        result.entries.append(entry);
    }
    return result;
}

QList<ManagedFieldsEntry> ManagedFields::ownersOf(const FieldPath& path) const
{
    QList<ManagedFieldsEntry> exact, below;
    for (const ManagedFieldsEntry& entry : entries) {
        if (entry.fields.contains(path))
            exact.append(entry);
        else if (entry.fields.containsBelow(path))
            below.append(entry);
    }
    auto& owners = exact.isEmpty() ? below : exact;
    std::stable_sort(owners.begin(), owners.end(),
                     [](const auto& a, const auto& b) { return a.time > b.time; });
    return owners;
}

} // namespace plumb::objects
