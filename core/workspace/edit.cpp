// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/text.h"
#include "workspace/entryreader_p.h"
#include "workspace/workspace.h"
#include "yaml/parse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plumb::workspace {

namespace {

using Fields = QList<std::pair<QString, QJsonValue>>;

constexpr QByteArrayView
    kHead("# What Plumbline shows and how it reaches it; described by docs/workspace.schema.json.\n"
          "version: 1\n");

const QStringList kRenderers{u"auto"_s, u"folder"_s, u"kustomize"_s};

bool isEmpty(const QJsonValue& value)
{
    return value.isNull() || (value.isString() && value.toString().isEmpty())
           || (value.isArray() && value.toArray().isEmpty());
}

void addIfSet(Fields& fields, const QString& key, const QJsonValue& value)
{
    if (!isEmpty(value))
        fields.append({key, value});
}

Fields fieldsOf(const Repository& repository)
{
    const bool url = isUrl(repository.location);
    return {{u"name"_s, repository.name},
            {u"url"_s, url ? repository.location : QString()},
            {u"path"_s, url ? QString() : repository.location},
            {u"branch"_s, repository.branch},
            {u"remote"_s, repository.remote}};
}

QJsonValue ruleJson(const IgnoreRule& rule)
{
    QJsonObject json{{u"rule"_s, rule.rule}};
    const Fields fields{
        {u"group"_s, rule.group},
        {u"kind"_s, rule.kind},
        {u"namespace"_s, rule.ns},
        {u"name"_s, rule.name},
        {u"jsonPointers"_s, QJsonArray::fromStringList(rule.jsonPointers)},
        {u"managedFieldsManagers"_s, QJsonArray::fromStringList(rule.managedFieldsManagers)}};
    for (const auto& [key, value] : fields) {
        if (!isEmpty(value))
            json.insert(key, value);
    }
    return json;
}

Fields fieldsOf(const Application& application)
{
    Fields fields{{u"name"_s, application.name}, {u"repository"_s, application.repository}};
    addIfSet(fields, u"path"_s, application.path);
    addIfSet(fields, u"revision"_s, application.revision);
    fields.append({u"context"_s, application.context});
    addIfSet(fields, u"namespace"_s, application.ns);
    if (application.delivery != Delivery::Push)
        fields.append({u"delivery"_s, toString(application.delivery)});
    if (application.renderer != Renderer::Auto)
        fields.append({u"renderer"_s, kRenderers.at(int(application.renderer))});
    QJsonArray rules;
    for (const IgnoreRule& each : application.ignore)
        rules.append(ruleJson(each));
    addIfSet(fields, u"ignore"_s, rules);
    return fields;
}

// JSON on one line: YAML in every place a value may stand.
QByteArray inlineText(const QJsonValue& value)
{
    if (!value.isString())
        return QJsonDocument(value.isArray() ? QJsonDocument(value.toArray())
                                             : QJsonDocument(value.toObject()))
            .toJson(QJsonDocument::Compact);
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
}

// The value as people write it: plain where that is safe everywhere.
QByteArray scalarText(const QJsonValue& value, bool flow)
{
    if (!value.isString() || flow)
        return inlineText(value);
    const QByteArray text = yaml::emitYaml({value}).trimmed();
    return text.contains('\n') ? inlineText(value) : text;
}

QByteArray blockEntry(const Fields& fields, const QByteArray& indent, const QByteArray& gap)
{
    QByteArray text;
    for (const auto& [key, value] : fields) {
        if (isEmpty(value))
            continue;
        text += (text.isEmpty() ? indent + '-' + gap : indent + ' ' + QByteArray(gap.size(), ' '))
                + key.toUtf8() + ':';
        if (!value.isArray()) {
            text += ' ' + scalarText(value, false) + '\n';
            continue;
        }
        text += '\n';
        const QByteArray deeper = indent + ' ' + QByteArray(gap.size() + 2, ' ');
        for (const QByteArray& line : yaml::emitYaml({value}).split('\n')) {
            if (!line.isEmpty())
                text += deeper + line + '\n';
        }
    }
    return text;
}

QByteArray flowEntry(const Fields& fields)
{
    QByteArray text;
    for (const auto& [key, value] : fields) {
        if (!isEmpty(value))
            text += (text.isEmpty() ? "{" : ", ") + inlineText(key) + ": " + inlineText(value);
    }
    return text + '}';
}

// The text of a workspace and what stands where. Every edit is made in the bytes.
class Editor
{
public:
    static Result<Editor> open(const QByteArray& bytes)
    {
        Editor editor;
        editor.m_bytes = bytes;
        const yaml::Parsed parsed = yaml::parseManifest(bytes);
        editor.m_newline = bytes.contains("\r\n") ? "\r\n" : "\n";
        if (!parsed.problems.isEmpty()) {
            const auto& first = parsed.problems.front();
            return failure(
                Error::Kind::Invalid,
                u"The workspace was not changed, because it cannot be read: line %1, column %2: %3."_s
                    .arg(first.where.line)
                    .arg(first.where.column)
                    .arg(first.message));
        }
        for (const yaml::Document& each : parsed.documents) {
            if (each.root && editor.m_root)
                return failure(
                    Error::Kind::Invalid,
                    u"The workspace was not changed, because it holds several documents; keep the first."_s);
            if (each.root)
                editor.m_root = each.root;
        }
        if (!editor.m_root) {
            if (!bytes.isEmpty() && !bytes.endsWith('\n'))
                editor.m_bytes += editor.newlineAt(bytes.size());
            editor.m_bytes += kHead;
            editor.m_root = yaml::parseManifest(editor.m_bytes).documents.value(0).root;
        }
        if (!editor.m_root || editor.m_root->type != yaml::Node::Type::Mapping)
            return failure(
                Error::Kind::Invalid,
                u"The workspace was not changed, because it is not a mapping that begins with `version: 1`."_s);
        const yaml::Node* version = editor.m_root->member(u"version");
        if (version && version->text() != u"1")
            return failure(
                Error::Kind::Invalid,
                u"The workspace was not changed, because it has version %1, and this program writes version 1."_s
                    .arg(printable(version->text(), 30)));
        return editor;
    }

    const yaml::Node* entry(const QString& section, const QString& name) const
    {
        const yaml::Node* list = m_root->member(section);
        if (!list)
            return nullptr;
        for (const yaml::Node& each : list->items()) {
            const yaml::Node* own = each.member(u"name");
            if (own && own->text() == name)
                return &each;
        }
        return nullptr;
    }

    void add(const QString& section, const Fields& fields)
    {
        const yaml::Node* list = m_root->member(section);
        if (!list && isFlow(*m_root)) {
            insertInFlow(*m_root, inlineText(section) + ": [" + flowEntry(fields) + ']',
                         !m_root->members().empty());
        } else if (!list || list->type == yaml::Node::Type::Null) {
            if (list)
                insertLines(lineEnd(keyEnd(section)), blockEntry(fields, rootIndent() + "  ", " "));
            else
                insertLines(m_bytes.size(), rootIndent() + section.toUtf8() + ":\n"
                                                + blockEntry(fields, rootIndent() + "  ", " "));
        } else if (isFlow(*list)) {
            if (list->items().empty() && !isFlow(*m_root))
                replaceEmptyList(*list, blockEntry(fields, rootIndent() + "  ", " "));
            else
                insertInFlow(*list, flowEntry(fields), !list->items().empty());
        } else if (!list->items().empty()) {
            const yaml::Node& last = list->items().back();
            insertLines(linesOf(last).second, blockEntry(fields, dashIndent(last), dashGap(last)));
        }
    }

    void remove(const yaml::Node& list, const yaml::Node& node)
    {
        if (!isFlow(list)) {
            const auto [begin, end] = linesOf(node);
            m_bytes.remove(begin, end - begin);
            return;
        }
        qint64 begin = node.begin.offset, end = node.end.offset;
        if (&list.items().front() != &node) {
            while (m_bytes[begin - 1] != ',')
                --begin;
            --begin;
        } else if (list.items().size() > 1) {
            end = list.items()[1].begin.offset;
        }
        m_bytes.remove(begin, end - begin);
    }

    // Changes what differs; the other keys of the entry, and its comments, stay as they are.
    void update(const yaml::Node& node, const Fields& fields)
    {
        if (isFlow(node)) {
            m_bytes.replace(node.begin.offset, node.end.offset - node.begin.offset,
                            flowEntry(fields));
            return;
        }
        const QByteArray indent(node.members().front().keyMark.column - 1, ' ');
        QByteArray added;
        for (const auto& [key, value] : fields) {
            if (!node.member(key) && !isEmpty(value))
                added += indent + key.toUtf8() + ": " + scalarText(value, false) + '\n';
        }
        // From the end, so that the places before stay true.
        if (!added.isEmpty())
            insertLines(linesOf(node).second, added);
        for (auto member = node.members().rbegin(); member != node.members().rend(); ++member) {
            const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& each) {
                return each.first == member->key;
            });
            if (field == fields.end() || field->second.toString() == member->value.text())
                continue;
            if (!isEmpty(field->second)) {
                const qint64 begin = member->value.begin.offset;
                const bool glued = begin > 0 && m_bytes[begin - 1] == ':';
                m_bytes.replace(begin, member->value.end.offset - begin,
                                (glued ? " " : "") + scalarText(field->second, false));
            } else if (&*member != &node.members().front()) {
                const qint64 begin = lineBegin(member->keyMark.offset);
                m_bytes.remove(begin, lineEnd(member->value.end.offset) - begin);
            }
        }
    }

    const yaml::Node* section(const QString& name) const { return m_root->member(name); }
    const QByteArray& bytes() const { return m_bytes; }

private:
    bool isFlow(const yaml::Node& node) const
    {
        const char first = m_bytes[node.begin.offset];
        return first == '[' || first == '{';
    }
    QByteArray rootIndent() const
    {
        return QByteArray(m_root->members().front().keyMark.column - 1, ' ');
    }
    qint64 lineBegin(qint64 offset) const
    {
        while (offset > 0 && m_bytes[offset - 1] != '\n')
            --offset;
        return offset;
    }
    // Just behind the line that holds the offset.
    qint64 lineEnd(qint64 offset) const
    {
        const auto newline = m_bytes.indexOf('\n', offset);
        return newline < 0 ? m_bytes.size() : newline + 1;
    }
    qint64 keyEnd(const QString& key) const
    {
        for (const auto& each : m_root->members()) {
            if (each.key == key)
                return each.keyMark.offset;
        }
        return 0;
    }
    qint64 dash(const yaml::Node& entry) const
    {
        return m_bytes.lastIndexOf('-', entry.begin.offset - 1);
    }
    QByteArray dashIndent(const yaml::Node& entry) const
    {
        const qint64 at = dash(entry);
        return QByteArray(at - lineBegin(at), ' ');
    }
    QByteArray dashGap(const yaml::Node& entry) const
    {
        const auto gap = entry.begin.offset - dash(entry) - 1;
        return QByteArray(gap > 0 && gap < 9 ? gap : 1, ' ');
    }
    std::pair<qint64, qint64> linesOf(const yaml::Node& entry) const
    {
        // A block scalar ends at the start of the line behind it.
        const qint64 end = entry.end.offset;
        const bool atLineStart = end > 0 && m_bytes[end - 1] == '\n';
        return {lineBegin(dash(entry)), atLineStart ? end : lineEnd(end)};
    }

    // What ends the line here; one that ends in a carriage return alone lacks only the rest of it.
    QByteArray newlineAt(qint64 offset) const
    {
        return m_bytes[offset - 1] == '\r' ? QByteArray("\n") : m_newline;
    }
    void insertLines(qint64 offset, QByteArray lines)
    {
        if (m_newline != "\n")
            lines.replace("\n", m_newline);
        if (offset > 0 && m_bytes[offset - 1] != '\n')
            lines.prepend(newlineAt(offset)).chop(m_newline.size());
        m_bytes.insert(offset, lines);
    }

    void insertInFlow(const yaml::Node& collection, const QByteArray& text, bool hasOthers)
    {
        qint64 at = collection.end.offset - 1;
        if (hasOthers) {
            at = collection.items().empty() ? collection.members().back().value.end.offset
                                            : collection.items().back().end.offset;
        }
        m_bytes.insert(at, (hasOthers ? ", " : "") + text);
    }

    void replaceEmptyList(const yaml::Node& list, const QByteArray& lines)
    {
        qint64 begin = list.begin.offset;
        while (m_bytes[begin - 1] == ' ')
            --begin;
        m_bytes.remove(begin, list.end.offset - begin);
        insertLines(lineEnd(begin), lines);
    }

    QByteArray m_bytes;
    QByteArray m_newline;
    std::shared_ptr<const yaml::Node> m_root;
};

// An edit that does not read back as what was meant is not handed out.
Result<QByteArray> checked(const QByteArray& before, const QByteArray& after,
                           const std::function<bool(const Workspace&, const Workspace&)>& isMeant)
{
    const Workspace old = read(before, {}), now = read(after, {});
    if (now.problems.size() <= old.problems.size() && isMeant(old, now))
        return after;
    return failure(
        Error::Kind::Invalid,
        u"The workspace was not changed, because its layout does not allow this edit safely; change it by hand."_s,
        now.problems.isEmpty() ? QString() : now.problems.back().message);
}

template <typename T>
QList<T> others(const QList<T>& entries, const QString& but)
{
    QList<T> all;
    for (T each : entries) {
        if constexpr (requires { each.line; })
            each.line = 0; // an entry may move
        if (each.name != but)
            all.append(each);
    }
    return all;
}

//! All but the entries that are meant: with every value, since a line end more is another text to a
//! block scalar that ended with the file.
bool isSame(const Workspace& a, const Workspace& b, const QString& application,
            const QString& repository)
{
    return others(a.applications, application) == others(b.applications, application)
           && others(a.repositories, repository) == others(b.repositories, repository)
           && others(a.contexts, {}) == others(b.contexts, {});
}

} // namespace

Result<QByteArray> withApplication(const QByteArray& bytes, const Application& application)
{
    PLUMB_TRY(editor, Editor::open(bytes));
    if (editor.entry(u"applications"_s, application.name))
        return failure(
            Error::Kind::AlreadyExists,
            u"The workspace has an application \"%1\" already; choose another name, or remove that one first."_s
                .arg(printable(application.name, 80)));
    editor.add(u"applications"_s, fieldsOf(application));
    return checked(bytes, editor.bytes(), [&](const Workspace& old, const Workspace& now) {
        Application wanted = application;
        const Application* found = now.application(application.name);
        wanted.line = found ? found->line : 0;
        return found && *found == wanted && isSame(old, now, application.name, {});
    });
}

Result<QByteArray> withoutApplication(const QByteArray& bytes, const QString& name)
{
    PLUMB_TRY(editor, Editor::open(bytes));
    const yaml::Node* entry = editor.entry(u"applications"_s, name);
    if (!entry)
        return failure(Error::Kind::NotFound,
                       u"The workspace has no application \"%1\"; nothing was removed."_s.arg(
                           printable(name, 80)));
    editor.remove(*editor.section(u"applications"_s), *entry);
    return checked(bytes, editor.bytes(), [&](const Workspace& old, const Workspace& now) {
        return !now.application(name) && isSame(old, now, name, {});
    });
}

Result<QByteArray> withRepository(const QByteArray& bytes, const Repository& repository)
{
    PLUMB_TRY(editor, Editor::open(bytes));
    if (const yaml::Node* entry = editor.entry(u"repositories"_s, repository.name))
        editor.update(*entry, fieldsOf(repository));
    else
        editor.add(u"repositories"_s, fieldsOf(repository));
    return checked(bytes, editor.bytes(), [&](const Workspace& old, const Workspace& now) {
        Repository wanted = repository;
        const Repository* found = now.repository(repository.name);
        wanted.line = found ? found->line : 0;
        return found && *found == wanted && isSame(old, now, {}, repository.name);
    });
}

} // namespace plumb::workspace
