// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include <QSet>

namespace plumb::engine {

namespace {

//! Folders that say how a repository is laid out and not what lies in it.
bool isStructure(const QString& part)
{
    static const QSet<QString> kWords{
        u"app"_s,        u"apps"_s,          u"application"_s, u"applications"_s, u"base"_s,
        u"bases"_s,      u"cluster"_s,       u"clusters"_s,    u"config"_s,       u"deploy"_s,
        u"deployment"_s, u"deployments"_s,   u"env"_s,         u"environment"_s,  u"environments"_s,
        u"envs"_s,       u"gitops"_s,        u"k8s"_s,         u"kube"_s,         u"kubernetes"_s,
        u"kustomize"_s,  u"kustomization"_s, u"manifest"_s,    u"manifests"_s,    u"overlay"_s,
        u"overlays"_s,   u"service"_s,       u"services"_s,    u"yaml"_s};
    return kWords.contains(part.toLower());
}

bool isEnvironment(const QString& part)
{
    static const QSet<QString> kWords{u"dev"_s,     u"development"_s, u"test"_s,    u"testing"_s,
                                      u"qa"_s,      u"uat"_s,         u"int"_s,     u"stage"_s,
                                      u"staging"_s, u"integration"_s, u"preprod"_s, u"pre-prod"_s,
                                      u"prod"_s,    u"production"_s};
    return kWords.contains(part.toLower());
}

//! Folders whose folders are places that something runs at.
bool holdsEnvironments(const QString& part)
{
    static const QSet<QString> kWords{u"overlay"_s, u"overlays"_s,    u"env"_s,
                                      u"envs"_s,    u"environment"_s, u"environments"_s,
                                      u"cluster"_s, u"clusters"_s};
    return kWords.contains(part.toLower());
}

QString clean(const QString& name)
{
    QString text;
    for (const QChar c : name)
        text += c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.' ? c : QChar(u'-');
    return text;
}

//! From the shortest name to the one that holds every folder of the path.
QStringList namesFor(const workspace::Application& application, const QString& suffix)
{
    QStringList what, environments;
    const QStringList parts = application.path.split(u'/', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString& part = parts[i];
        if (isEnvironment(part) || (i > 0 && !isStructure(part) && holdsEnvironments(parts[i - 1])))
            environments.append(part);
        else if (!isStructure(part) && part != u".")
            what.append(part);
    }
    if (what.isEmpty())
        what = QStringList{application.repository};
    QStringList names;
    const auto add = [&](const QStringList& words) {
        const QString name = clean((words + QStringList{suffix}).join(u'-'));
        names.append(suffix.isEmpty() ? name.chopped(1) : name);
    };
    add({what.constLast()});
    for (qsizetype count = 1; count <= what.size(); ++count)
        add(what.last(count) + environments);
    if (!parts.isEmpty())
        add(parts);
    return names;
}

} // namespace

void giveNames(QList<Proposal>& proposals, const workspace::Workspace& workspace)
{
    QSet<QString> taken;
    for (const auto& application : workspace.applications)
        taken.insert(application.name);
    // Where one folder stands in several namespaces, only these tell its proposals apart.
    QHash<QString, int> byPath;
    for (const Proposal& one : proposals)
        ++byPath[one.application.path];
    QList<QStringList> names;
    QList<qsizetype> level(proposals.size(), 0);
    for (const Proposal& one : proposals) {
        const bool isOneOfMany = byPath.value(one.application.path) > 1;
        names.append(one.state == Proposal::State::Known
                         ? QStringList{one.application.name}
                         : namesFor(one.application, isOneOfMany ? one.application.ns : QString()));
    }
    const auto nameOf = [&](qsizetype i) { return names[i].value(level[i]); };
    for (bool isMoving = true; isMoving;) {
        isMoving = false;
        QHash<QString, int> users;
        for (qsizetype i = 0; i < names.size(); ++i)
            if (proposals[i].state != Proposal::State::Known)
                ++users[nameOf(i)];
        QList<qsizetype> next = level;
        for (qsizetype i = 0; i < names.size(); ++i) {
            const bool isClear = users.value(nameOf(i)) <= 1 && !taken.contains(nameOf(i));
            if (proposals[i].state == Proposal::State::Known || isClear
                || level[i] + 1 >= names[i].size())
                continue;
            ++next[i];
            isMoving = true;
        }
        level = next;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (proposals[i].state == Proposal::State::Known)
            continue;
        QString name = nameOf(i);
        for (int number = 2; taken.contains(name); ++number)
            name = nameOf(i) + u'-' + QString::number(number);
        taken.insert(name);
        proposals[i].application.name = name;
    }
}

QString addCommand(const workspace::Application& application, const QString& repository)
{
    const auto quoted = [](QString text) {
        static const QString kSafe = u"-_./:@+=,%"_s;
        const bool isSafe = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
            return (c.unicode() < 128 && c.isLetterOrNumber()) || kSafe.contains(c);
        });
        return isSafe ? text : u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
    };
    QString line = u"apps add %1 --repo %2"_s.arg(quoted(application.name), quoted(repository));
    if (!application.path.isEmpty())
        line += u" --path "_s + quoted(application.path);
    if (!application.revision.isEmpty())
        line += u" --revision "_s + quoted(application.revision);
    line += u" --to-context "_s
            + (application.context.isEmpty() ? u"CONTEXT"_s : quoted(application.context));
    if (!application.ns.isEmpty())
        line += u" -n "_s + quoted(application.ns);
    if (application.delivery != workspace::Delivery::Push)
        line += u" --delivery "_s + toString(application.delivery);
    return line;
}

} // namespace plumb::engine
