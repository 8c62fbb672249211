// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/fleet/fleetview.h"

#include "base/text.h"
#include "delegates/paint.h"
#include "format/text.h"
#include "theme/theme.h"
#include "widgets/chip.h"
#include "widgets/columnfit.h"
#include "widgets/emptystate.h"
#include "widgets/panehead.h"
#include "widgets/surface.h"

#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace plumb::ui {

void FleetModel::setApplications(QList<engine::ApplicationSnapshot> applications)
{
    std::stable_sort(applications.begin(), applications.end(),
                     [](const auto& a, const auto& b) { return urgency(a) < urgency(b); });
    replaceRows(applications, [](const engine::ApplicationSnapshot& a) { return a.config.name; });
}

int FleetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FleetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size()))
        return {};
    const auto& a = m_rows[index.row()];
    if (role == Qt::AccessibleTextRole)
        return spoken(a);
    const bool known = a.phase == engine::Phase::Ready || !a.objects.isEmpty();
    const auto why = a.error ? a.error->summary : a.reasons.join(u" "_s);
    if (role == Qt::ToolTipRole)
        return plainTip(spoken(a) + (why.isEmpty() ? QString() : u'\n' + why));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Application:
        return printable(a.config.name, 200);
    case Cluster:
        return printable(a.config.context, 200);
    case Namespace:
        return printable(a.config.ns, 200);
    case Sync:
        return known ? markOf(a.sync).word : markOf(a).word;
    case Health:
        return known ? markOf(a.health).word : QString();
    case Revision:
        return a.pin ? a.pin->commit.shortHex() : QString();
    case Reason:
        return printable(why, 400);
    default:
        return {};
    }
}

QVariant FleetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0
        || section >= ColumnCount)
        return {};
    static const char* const kTitles[ColumnCount] = {
        QT_TR_NOOP("Application"), QT_TR_NOOP("Cluster"), QT_TR_NOOP("Namespace"),
        QT_TR_NOOP("Sync"),        QT_TR_NOOP("Health"),  QT_TR_NOOP("Live revision"),
        QT_TR_NOOP("Why")};
    return tr(kTitles[section]);
}

namespace {

class FleetDelegate : public QStyledItemDelegate
{
public:
    FleetDelegate(const FleetModel* model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {80, rowHeight() + zoomed(4)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const auto& a = m_model->at(index.row());
        painter->save();
        auto row = option;
        row.state &= ~QStyle::State_HasFocus;
        paintRow(painter, row, index.column() == 0);
        const auto area = option.rect.adjusted(8, 0, -8, 0);
        const bool known = a.phase == engine::Phase::Ready || !a.objects.isEmpty();
        if (index.column() == FleetModel::Sync)
            paintChip(painter, area, chipOf(known ? markOf(a.sync) : markOf(a)));
        else if (index.column() == FleetModel::Health && known)
            paintChip(painter, area, chipOf(markOf(a.health)));
        else
            paintText(painter, area, index.data().toString(),
                      index.column() == FleetModel::Revision
                          ? monoFont()
                          : uiFont(0, index.column() == 0 ? QFont::Medium : QFont::Normal),
                      index.column() == 0 ? theme().text : theme().muted);
        painter->restore();
    }

private:
    const FleetModel* m_model;
};

} // namespace

FleetView::FleetView(QWidget* parent)
    : QWidget(parent)
    , m_model(new FleetModel(this))
    , m_head(new PaneHead(36))
    , m_list(new QTreeView)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Fleet"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FleetDelegate(m_model, m_list));
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Applications"));
    new ColumnFit(m_list,
                  {{110, 180}, {84, 150}, {84, 120}, {116, 120}, {108, 120}, {84, 110}, {120, 200}},
                  FleetModel::Reason);
    m_list->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto* column = columnOf(this);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT chosen(m_model->at(index.row()).config.name);
    });
    connect(m_empty->button(), &QPushButton::clicked, this, &FleetView::addWanted);
}

void FleetView::setApplications(const QList<engine::ApplicationSnapshot>& applications,
                                const QString& context)
{
    QList<engine::ApplicationSnapshot> shown;
    for (const auto& a : applications) {
        if (context.isEmpty() || a.config.context == context)
            shown.append(a);
    }
    m_model->setApplications(shown);
    m_head->setTitle(context.isEmpty() ? tr("Fleet") : tr("Fleet · %1").arg(context));
    m_head->setHint(tr("%n application(s)", nullptr, int(shown.size())));
    if (shown.isEmpty()) {
        m_empty->say(
            Shape::Application,
            context.isEmpty() ? tr(
                "No application yet: name a folder of a repository and the cluster it belongs to.")
                              : tr("No application is delivered to %1 yet.").arg(context),
            tr("Add application…"));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_list);
    }
}

} // namespace plumb::ui
