// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "workspace/workspace.h"

#include "base/text.h"
#include "workspace/entryreader_p.h"
#include "yaml/parse.h"

#include <QHash>
#include <QRegularExpression>

namespace plumb::workspace {

namespace {

constexpr int kMostBlanked = 10;
const QStringList kDeliveries{u"push"_s, u"argocd"_s, u"flux"_s, u"helm"_s};
const QStringList kRenderers{u"auto"_s, u"folder"_s, u"kustomize"_s};

class FileReader
{
public:
    FileReader(const yaml::Node& root, const QString& fileName)
        : m_root(root)
        , m_fileName(fileName)
    {
    }

    Workspace read()
    {
        EntryReader top(m_root, u"the workspace"_s, m_fileName, &m_workspace.problems);
        if (!isKnownVersion(top))
            return m_workspace;
        top.each(u"repositories"_s, [this](const yaml::Node& node) { readRepository(node); });
        top.each(u"applications"_s, [this](const yaml::Node& node) { readApplication(node); });
        top.each(u"contexts"_s, [this](const yaml::Node& node) { readContext(node); });
        top.refuseOthers();
        return std::move(m_workspace);
    }

private:
    bool isKnownVersion(EntryReader& top)
    {
        const QString version = top.text(u"version"_s);
        if (version == u"1")
            return true;
        if (version.isEmpty()) {
            // Nothing else can be meant yet.
            top.problem(m_root.begin, u"the workspace has no version; add `version: 1`"_s);
            return true;
        }
        top.problem(
            top.markOf(u"version"_s),
            u"the workspace has version %1, and this program reads version 1; nothing of it was read. Use the program that wrote it, or a newer one"_s
                .arg(printable(version, 30)));
        return false;
    }

    // The name under which an entry is known; a second one of that name is refused.
    QString nameOf(EntryReader& entry, const yaml::Node& node, const QString& example,
                   QHash<QString, int>& lines)
    {
        if (holdsBroken(node))
            entry.setBroken(); // said already
        if (node.type != yaml::Node::Type::Mapping) {
            entry.problem(
                node.begin,
                u"an entry here is %1, and must be a mapping that begins with `name:`"_s.arg(
                    wordFor(node.type)));
            return {};
        }
        const QString name = entry.requiredText(u"name"_s, example);
        if (name.isEmpty())
            return name;
        if (const int line = lines.value(name))
            entry.problem(
                entry.markOf(u"name"_s),
                u"the name \"%1\" is taken already, on line %2; give this entry another one"_s
                    .arg(printable(name, 80))
                    .arg(line));
        else
            lines.insert(name, node.begin.line);
        return name;
    }

    void readRepository(const yaml::Node& node)
    {
        EntryReader entry(node, u"a repository"_s, m_fileName, &m_workspace.problems);
        Repository repository;
        repository.line = node.begin.line;
        repository.name = nameOf(entry, node, u"shop"_s, m_repositoryLines);
        const QString url = entry.text(u"url"_s), path = entry.text(u"path"_s);
        repository.location = path.isEmpty() ? url : path;
        repository.branch = entry.text(u"branch"_s);
        repository.remote = entry.text(u"remote"_s);
        if (!entry.isBroken()) {
            if (url.isEmpty() == path.isEmpty())
                entry.problem(
                    node.begin,
                    url.isEmpty()
                        ? u"the repository \"%1\" has neither url nor path; add one of them"_s.arg(
                            printable(repository.name, 80))
                        : u"the repository \"%1\" has both url and path; keep one of them"_s.arg(
                            printable(repository.name, 80)));
            else if (const QString reason =
                         reasonAgainstLocation(repository.location, url.isEmpty());
                     !reason.isEmpty())
                entry.problem(entry.markOf(url.isEmpty() ? u"path"_s : u"url"_s), reason);
        }
        entry.refuseOthers();
        if (!entry.isBroken())
            m_workspace.repositories.append(repository);
    }

    IgnoreRule readRule(const yaml::Node& node, EntryReader& application)
    {
        EntryReader entry(node, u"an ignore rule"_s, m_fileName, &m_workspace.problems);
        IgnoreRule rule;
        rule.rule = entry.requiredText(u"rule"_s, u"replicas belong to the autoscaler"_s);
        rule.group = entry.text(u"group"_s);
        rule.kind = entry.text(u"kind"_s);
        rule.ns = entry.text(u"namespace"_s);
        rule.name = entry.text(u"name"_s);
        rule.jsonPointers = entry.texts(u"jsonPointers"_s);
        rule.managedFieldsManagers = entry.texts(u"managedFieldsManagers"_s);
        for (const QString& pointer : rule.jsonPointers) {
            if (!pointer.startsWith(u'/'))
                entry.problem(
                    entry.markOf(u"jsonPointers"_s),
                    u"the JSON pointer %1 does not begin with a slash; write for example /spec/replicas"_s
                        .arg(printable(pointer, 100)));
        }
        if (!entry.isBroken() && rule.jsonPointers.isEmpty()
            && rule.managedFieldsManagers.isEmpty())
            entry.problem(
                node.begin,
                u"the ignore rule \"%1\" ignores nothing; add jsonPointers or managedFieldsManagers"_s
                    .arg(printable(rule.rule, 80)));
        entry.refuseOthers();
        if (entry.isBroken())
            application.setBroken();
        return rule;
    }

    void readApplication(const yaml::Node& node)
    {
        EntryReader entry(node, u"an application"_s, m_fileName, &m_workspace.problems);
        Application application;
        application.line = node.begin.line;
        application.name = nameOf(entry, node, u"shop-production"_s, m_applicationLines);
        application.repository = entry.requiredText(u"repository"_s, u"shop"_s);
        application.path = entry.text(u"path"_s);
        application.revision = entry.text(u"revision"_s);
        application.context = entry.requiredText(u"context"_s, u"production"_s);
        application.ns = entry.text(u"namespace"_s);
        application.delivery = Delivery(entry.word(u"delivery"_s, kDeliveries, 0));
        application.renderer = Renderer(entry.word(u"renderer"_s, kRenderers, 0));
        entry.each(u"ignore"_s, [&](const yaml::Node& rule) {
            application.ignore.append(readRule(rule, entry));
        });
        if (!entry.isBroken() && !m_workspace.repository(application.repository))
            entry.problem(entry.markOf(u"repository"_s), missingRepository(application.repository));
        if (application.path.startsWith(u'/') || application.path.split(u'/').contains(u".."_s))
            entry.problem(
                entry.markOf(u"path"_s),
                u"the path %1 leads out of the repository; a path is relative to its root"_s.arg(
                    printable(application.path, 200)));
        entry.refuseOthers();
        if (!entry.isBroken())
            m_workspace.applications.append(application);
    }

    QString missingRepository(const QString& name) const
    {
        if (const int line = m_repositoryLines.value(name))
            return u"the repository \"%1\" (line %2) has a problem of its own"_s
                .arg(printable(name, 80))
                .arg(line);
        const QString meant = nearest(name, m_repositoryLines.keys());
        return u"no repository is called \"%1\"; %2"_s.arg(
            printable(name, 80), meant.isEmpty() ? u"add it under repositories"_s
                                                 : u"did you mean \"%1\"?"_s.arg(meant));
    }

    void readContext(const yaml::Node& node)
    {
        EntryReader entry(node, u"a context"_s, m_fileName, &m_workspace.problems);
        Context context;
        context.name = nameOf(entry, node, u"production"_s, m_contextLines);
        context.label = entry.text(u"label"_s);
        context.colour = entry.text(u"colour"_s);
        static const QRegularExpression kColour(u"^(#[0-9A-Fa-f]{6}|[A-Za-z]*)$"_s);
        if (!kColour.match(context.colour).hasMatch())
            entry.problem(
                entry.markOf(u"colour"_s),
                u"colour is \"%1\", and must be a name such as red, or #rrggbb in quotes"_s.arg(
                    printable(context.colour, 60)));
        context.isProtected = entry.flag(u"protected"_s);
        context.allowInsecure = entry.flag(u"allowInsecure"_s);
        context.tokenFile = entry.text(u"tokenFile"_s);
        entry.refuseOthers();
        if (context.name.isEmpty())
            return;
        // A slip of the pen must not take the protection away from a cluster.
        if (entry.isBroken()) {
            context.isProtected = true;
            context.allowInsecure = false;
            context.tokenFile.clear();
        }
        m_workspace.contexts.append(context);
    }

    const yaml::Node& m_root;
    QString m_fileName;
    Workspace m_workspace;
    QHash<QString, int> m_repositoryLines, m_applicationLines, m_contextLines;
};

// Makes an empty line of every line of the list entry that holds this line. False if it is in none.
bool blankEntry(QByteArray& bytes, int line)
{
    QList<QByteArray> lines = bytes.split('\n');
    const auto indentOf = [&](qsizetype i) {
        qsizetype indent = 0;
        while (indent < lines[i].size() && lines[i][indent] == ' ')
            ++indent;
        return indent;
    };
    const auto hasText = [&](qsizetype i) {
        const auto text = lines[i].trimmed();
        return !text.isEmpty() && !text.startsWith('#');
    };
    const auto isDash = [&](qsizetype i) { return lines[i].sliced(indentOf(i)).startsWith('-'); };
    const auto isSection = [&](qsizetype i) {
        return hasText(i) && indentOf(i) == 0 && !isDash(i) && !lines[i].startsWith('\t');
    };
    qsizetype at = std::min<qsizetype>(line - 1, lines.size() - 1);
    while (at > 0 && !hasText(at))
        --at;
    qsizetype section = at;
    while (section > 0 && !isSection(section))
        --section;
    qsizetype first = section + 1;
    while (first < lines.size() && !isSection(first) && !isDash(first))
        ++first;
    if (first >= lines.size() || !isDash(first))
        return false;
    const auto isEntry = [&](qsizetype i) { return isDash(i) && indentOf(i) <= indentOf(first); };
    while (at > first && !isEntry(at))
        --at;
    if (at < first)
        return false;
    // Where a parser misses a closing bracket the next entry has begun already.
    const auto leavesOpen = [&](qsizetype from, qsizetype to) {
        const QByteArray text = lines.mid(from, to - from).join('\n');
        return text.count('[') + text.count('{') > text.count(']') + text.count('}');
    };
    for (qsizetype before = at - 1; before >= first && at == line - 1; --before) {
        if (isEntry(before)) {
            at = leavesOpen(before, at) ? before : at;
            break;
        }
    }
    qsizetype end = at + 1;
    while (end < lines.size() && !isEntry(end) && !isSection(end))
        ++end;
    for (qsizetype i = at; i < end; ++i)
        lines[i].clear();
    bytes = lines.join('\n');
    return true;
}

} // namespace

QString toString(Delivery delivery)
{
    return kDeliveries.at(int(delivery));
}

const Repository* Workspace::repository(const QString& name) const
{
    const auto found = std::find_if(repositories.begin(), repositories.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == repositories.end() ? nullptr : &*found;
}

const Application* Workspace::application(const QString& name) const
{
    const auto found = std::find_if(applications.begin(), applications.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == applications.end() ? nullptr : &*found;
}

Context Workspace::context(const QString& name) const
{
    // Of two entries of one name the protected one counts.
    Context found{name, {}, {}, false, false};
    bool any = false;
    for (const Context& each : contexts) {
        if (each.name == name && (!any || each.isProtected)) {
            found = each;
            any = true;
        }
    }
    return found;
}

Repository entryFor(const Workspace& workspace, const QString& location)
{
    for (const Repository& each : workspace.repositories)
        if (each.location == location)
            return each;
    Repository repository;
    repository.location = location;
    // A URL was named by the user just now; a clone's remote must be confirmed first.
    if (isUrl(location))
        repository.remote = location;
    QString base = location.section(u'/', -1, -1, QString::SectionSkipEmpty).section(u':', -1);
    if (base.endsWith(u".git"))
        base.chop(4);
    repository.name = base;
    for (int i = 2; workspace.repository(repository.name); ++i)
        repository.name = base + u'-' + QString::number(i);
    return repository;
}

Workspace read(const QByteArray& bytes, const QString& fileName)
{
    QList<Problem> problems;
    const auto say = [&](const yaml::Mark& where, const QString& message) {
        problems.append(
            {where.line, where.column,
             u"%1:%2:%3: %4."_s.arg(fileName).arg(where.line).arg(where.column).arg(message)});
    };
    yaml::Parsed parsed = yaml::parseConfig(bytes);
    for (const yaml::Problem& each : parsed.problems)
        say(each.where, each.message);
    // An entry that is no YAML is blanked, so that the others can be read.
    QByteArray rest = bytes;
    for (int tries = 0;
         tries < kMostBlanked && parsed.documents.isEmpty() && parsed.broken.isEmpty()
         && !parsed.problems.isEmpty() && blankEntry(rest, parsed.problems.front().where.line);
         ++tries)
        parsed = yaml::parseConfig(rest);
    const yaml::Node* root = nullptr;
    for (const yaml::Document& each : parsed.documents + parsed.broken) {
        if (each.root && root)
            say(each.begin,
                u"a workspace is one document; what stands behind `---` was not read"_s);
        else if (each.root)
            root = each.root.get();
    }
    Workspace workspace;
    if (root && root->type == yaml::Node::Type::Mapping)
        workspace = FileReader(*root, fileName).read();
    else if (root)
        say(root->begin,
            u"a workspace is a mapping that begins with `version: 1`, and this is %1"_s.arg(
                wordFor(root->type)));
    workspace.problems = problems + workspace.problems;
    return workspace;
}

} // namespace plumb::workspace
