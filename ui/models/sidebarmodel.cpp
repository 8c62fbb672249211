// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "models/sidebarmodel.h"

#include "base/text.h"
#include "format/text.h"

namespace plumb::ui {

using Kind = SidebarRow::Kind;

namespace {

SidebarRow rowOf(const engine::ApplicationSnapshot& application, const QString& section,
                 bool withContext)
{
    auto hint = hintOf(application);
    if (withContext)
        hint = application.differenceCount() > 0
                   ? application.config.context + u" · "_s
                         + QString::number(application.differenceCount())
                   : application.config.context;
    return {Kind::Application,       section,
            application.config.name, printable(application.config.name, 200),
            printable(hint, 120),    markOf(application),
            spoken(application),     false};
}

} // namespace

void SidebarModel::setState(const QList<engine::ApplicationSnapshot>& applications,
                            const QList<engine::RepositorySnapshot>& repositories,
                            const QList<engine::ClusterSnapshot>& clusters)
{
    QList<SidebarRow> rows;
    const auto heading = [&rows](const QString& section, const QString& text, const QString& hint,
                                 bool guarded) {
        rows.append(
            {Kind::Heading, section, section, printable(text, 120), hint, {}, text, guarded});
    };
    rows.append({Kind::Fleet,
                 {},
                 u"fleet"_s,
                 tr("Fleet"),
                 tr("%n app(s)", nullptr, int(applications.size())),
                 {Shape::Fleet, {}, Role::Neutral},
                 tr("Fleet, %n application(s)", nullptr, int(applications.size())),
                 false});

    QList<engine::ApplicationSnapshot> urgent;
    for (const auto& application : applications) {
        if (needsAttention(application))
            urgent.append(application);
    }
    std::stable_sort(urgent.begin(), urgent.end(),
                     [](const auto& a, const auto& b) { return urgency(a) < urgency(b); });
    if (!urgent.isEmpty()) {
        heading(u"attention"_s, tr("Needs attention"), QString::number(urgent.size()), false);
        for (const auto& application : urgent)
            rows.append(rowOf(application, u"attention"_s, true));
    }

    QStringList contexts;
    for (const auto& application : applications) {
        if (!contexts.contains(application.config.context))
            contexts.append(application.config.context);
    }
    for (const auto& context : contexts) {
        const auto cluster = std::find_if(clusters.begin(), clusters.end(),
                                          [&](const auto& c) { return c.config.name == context; });
        const bool known = cluster != clusters.end();
        const auto label =
            known && !cluster->config.label.isEmpty() ? cluster->config.label : context;
        const auto section = u"context/"_s + context;
        QStringList deliveries;
        for (const auto& application : applications) {
            const auto word = toString(application.config.delivery);
            if (application.config.context == context && !deliveries.contains(word))
                deliveries.append(word);
        }
        heading(section, label, deliveries.join(u", "_s), known && cluster->config.isProtected);
        if (known)
            rows.last().colour = cluster->config.colour;
        for (const auto& application : applications) {
            if (application.config.context == context)
                rows.append(rowOf(application, section, false));
        }
    }
    if (!repositories.isEmpty())
        heading(u"repositories"_s, tr("Repositories"), {}, false);
    for (const auto& repository : repositories) {
        const auto mark = repository.error ? Mark{Shape::Failed, tr("failed"), Role::Bad}
                                           : Mark{Shape::Repository, {}, Role::Neutral};
        const auto name = printable(repository.config.name, 200);
        rows.append({Kind::Repository, u"repositories"_s, repository.config.name, name,
                     repository.error ? tr("failed") : printable(repository.branch, 60), mark,
                     tr("Repository %1").arg(name), false});
    }
    if (!clusters.isEmpty())
        heading(u"clusters"_s, tr("Clusters"), {}, false);
    for (const auto& cluster : clusters) {
        const auto mark = cluster.problem.isEmpty()
                              ? markOf(cluster.state)
                              : Mark{Shape::Failed, tr("unusable"), Role::Bad};
        const auto name = printable(cluster.config.name, 200);
        rows.append({Kind::Cluster, u"clusters"_s, cluster.config.name, name, mark.word, mark,
                     tr("Cluster %1, %2").arg(name, mark.word), cluster.config.isProtected});
    }
    replaceRows(rows, [](const SidebarRow& row) {
        return QString::number(int(row.kind)) + u'/' + row.section + u'/' + row.id;
    });
}

QModelIndex SidebarModel::find(Kind kind, const QString& id) const
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows[row].kind == kind && m_rows[row].id == id)
            return index(row, 0);
    }
    return {};
}

QVariant SidebarModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& row = m_rows[index.row()];
    if (role == Qt::DisplayRole)
        return row.hint.isEmpty() ? row.text : row.text + u" · "_s + row.hint;
    if (role == Qt::AccessibleTextRole)
        return row.spoken;
    if (role == Qt::ToolTipRole)
        return plainTip(row.spoken);
    return {};
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.isValid() && m_rows[index.row()].kind == Kind::Heading)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace plumb::ui
