// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/drift/driftpane.h"

#include "actions/registry.h"
#include "base/text.h"
#include "delegates/driftdelegates.h"
#include "format/text.h"
#include "models/driftmodel.h"
#include "theme/theme.h"
#include "views/difference/differenceview.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/surface.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace plumb::ui {

DriftPane::DriftPane(QWidget* parent)
    : QWidget(parent)
    , m_objects(new DriftModel(this))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_whole(new QStackedWidget)
    , m_empty(new EmptyState)
{
    setAccessibleName(tr("Drift"));
    m_splitter->addWidget(makeLeft());
    m_splitter->addWidget(makeRight());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({280, 640});
    m_splitter->setChildrenCollapsible(false);
    m_whole->addWidget(m_empty);
    m_whole->addWidget(m_splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whole);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DriftPane::objectChosen);
    connect(m_hidden, &QPushButton::clicked, this, [this] {
        fields()->setShowHidden(!fields()->showsHidden());
        objectChosen();
    });
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_objects->setShowAll(!m_objects->showsAll());
        setApplications(m_applications, m_now);
    });
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        if (m_applications.size() == 1)
            Q_EMIT retryWanted(m_applications.first().config.name);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const auto index = m_list->currentIndex();
        if (!index.isValid())
            return;
        const auto& row = m_objects->at(index.row());
        Q_EMIT copyWanted(u"plumb drift %1 -o yaml"_s.arg(row.application));
    });
    setApplications({}, {});
}

QWidget* DriftPane::makeLeft()
{
    auto* panel = surface(u"panel"_s);
    m_leftHead = new PaneHead;
    m_list = new QListView;
    m_list->setObjectName(u"panellist"_s);
    m_list->setModel(m_objects);
    m_list->setItemDelegate(new DriftDelegate(m_objects, m_list));
    m_list->setAccessibleName(tr("Objects that differ"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_all = new QPushButton;
    m_all->setProperty("link", true);
    auto* column = columnOf(panel);
    column->addWidget(m_leftHead);
    column->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 8);
    foot->addWidget(m_all);
    foot->addStretch(1);
    column->addLayout(foot);
    panel->setMinimumWidth(200);
    return panel;
}

QWidget* DriftPane::makeRight()
{
    auto* page = surface(u"page"_s);
    m_rightHead = new PaneHead;

    m_banner = new Banner(Role::Neutral);
    m_difference = new DifferenceView(m_rightHead, tr("Fields that differ"));

    m_hidden = new QPushButton;
    m_hidden->setProperty("link", true);
    m_footer = new Label({}, LabelStyle::Small);
    m_footer->setWordWrap(true);
    m_copy = new QPushButton(tr("Copy command"));
    m_copy->setToolTip(plainTip(tr("Copies the plumb command that prints these differences.")));
    auto* footer = new QWidget;
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(12, 8, 12, 8);
    row->addWidget(m_footer, 1);
    row->addWidget(m_copy);
    auto* rule = new QFrame;
    rule->setObjectName(u"rule"_s);

    auto* column = columnOf(page);
    column->addWidget(m_rightHead);
    column->addWidget(m_banner);
    column->addWidget(m_difference, 1);
    auto* hiddenRow = new QHBoxLayout;
    hiddenRow->setContentsMargins(12, 4, 12, 4);
    hiddenRow->addWidget(m_hidden);
    hiddenRow->addStretch(1);
    column->addLayout(hiddenRow);
    column->addWidget(rule);
    column->addWidget(footer);
    return page;
}

void DriftPane::setApplications(const QList<engine::ApplicationSnapshot>& applications,
                                const QDateTime& now)
{
    m_applications = applications;
    m_now = now;
    m_objects->setApplications(applications);
    if (applications.size() == 1) {
        const auto& a = applications.first();
        const auto commit = a.target ? a.target->shortHex() : tr("target");
        const auto revision = a.config.revision.isEmpty() ? commit : a.config.revision;
        m_leftHead->setTitle(tr("Git %1 vs live %2").arg(revision, a.config.context));
        m_difference->setSides(revision, a.config.context);
    } else {
        m_leftHead->setTitle(tr("Git vs live"));
        m_difference->setSides({}, {});
    }
    m_leftHead->setHint(tr("%n in sync", nullptr, m_objects->inSync()));
    m_all->setText(m_objects->showsAll() ? tr("Show only what differs") : tr("Show all objects"));
    m_all->setVisible(m_objects->inSync() > 0);
    if (!m_list->currentIndex().isValid()) {
        for (int row = 0; row < m_objects->rowCount(); ++row) {
            if (m_objects->at(row).isHeading)
                continue;
            m_list->setCurrentIndex(m_objects->index(row, 0));
            break;
        }
    }
    objectChosen();
    refreshEmpty();
}

void DriftPane::refreshEmpty()
{
    bool working = false;
    std::optional<Error> error;
    QString doubt; // of what could not be read or compared
    for (const auto& a : m_applications) {
        if (a.phase == engine::Phase::Ready && a.sync == engine::SyncStatus::Unknown
            && doubt.isEmpty())
            doubt = a.reasons.value(0);
        working =
            working || a.phase == engine::Phase::Working || a.phase == engine::Phase::NotLoaded;
        if (a.error && !error)
            error = a.error;
    }
    if (m_objects->rowCount() > 0 || m_objects->inSync() > 0) {
        m_whole->setCurrentWidget(m_splitter);
        if (m_objects->rowCount() == 0 && doubt.isEmpty())
            m_difference->setNothing(Shape::Synced,
                                     tr("Everything that Git says is live. Nothing differs."));
        else if (m_objects->rowCount() == 0)
            m_difference->setNothing(
                Shape::SyncUnknown,
                tr("What could be compared does not differ. Not all could be: %1").arg(doubt));
    } else if (m_applications.isEmpty()) {
        m_empty->say(Shape::OutOfSync, tr("Choose an application to see where it drifted."));
        m_whole->setCurrentWidget(m_empty);
    } else if (error) {
        m_empty->fail(*error, m_applications.size() == 1 ? tr("Try again") : QString());
        m_whole->setCurrentWidget(m_empty);
    } else if (working) {
        m_empty->showLoading(tr("Comparing Git with the cluster"));
        m_whole->setCurrentWidget(m_empty);
    } else {
        m_empty->say(doubt.isEmpty() ? Shape::Empty : Shape::SyncUnknown,
                     doubt.isEmpty() ? tr("This application has no objects.") : doubt);
        m_whole->setCurrentWidget(m_empty);
    }
}

void DriftPane::objectChosen()
{
    const auto index = m_list->currentIndex();
    const bool any = index.isValid() && index.row() < m_objects->rowCount()
                     && !m_objects->at(index.row()).isHeading;
    m_hidden->setVisible(false);
    explain(m_copy, any ? QString() : tr("No object is chosen."),
            tr("Copies the plumb command that prints these differences."));
    if (!any) {
        m_difference->setObject({}, m_now);
        m_rightHead->setTitle({});
        m_rightHead->setNotes({});
        m_banner->say({});
        m_footer->setText({});
        return;
    }
    const auto& row = m_objects->at(index.row());
    const auto& object = row.object;
    m_rightHead->setTitle(objectTitle(object.key));
    m_rightHead->setNotes({{.text = object.apiVersion, .frame = ChipLook::Frame::Quiet},
                           {.text = object.key.ns, .frame = ChipLook::Frame::Quiet}});
    m_difference->setNothing(object.drift.notComparable ? Shape::NoAccess : Shape::Synced,
                             object.drift.notComparable
                                 ? tr("This object could not be compared.")
                                 : tr("Nothing that Git says differs here."));
    m_difference->setObject(object, m_now);
    if (object.drift.notComparable)
        m_banner->say(object.drift.notComparable->summary,
                      shownDetail(*object.drift.notComparable));
    else if (!object.comparedLocally.isEmpty())
        m_banner->say(tr("Compared locally and not by the server, since %1. Defaults and admission "
                         "are not foreseen here.")
                          .arg(object.comparedLocally));
    else
        m_banner->say({});
    const auto hidden = hiddenFields(object.drift);
    m_hidden->setText(fields()->showsHidden() ? tr("Hide fields that are not differences")
                                              : tr("%1 · show").arg(hidden));
    m_hidden->setVisible(!hidden.isEmpty());
    m_footer->setText(consequence(object.drift));
}

void DriftPane::showObject(const QString& application, const objects::ResourceKey& key)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        for (int row = 0; row < m_objects->rowCount(); ++row) {
            const auto& candidate = m_objects->at(row);
            if (candidate.isHeading || candidate.application != application
                || candidate.object.key != key)
                continue;
            m_list->setCurrentIndex(m_objects->index(row, 0));
            return;
        }
        m_objects->setShowAll(true);
    }
}

void DriftPane::goToDifference(bool forward)
{
    if (m_difference->goToDifference(forward))
        return;
    for (auto row = m_list->currentIndex().row() + (forward ? 1 : -1);
         row >= 0 && row < m_objects->rowCount(); row += forward ? 1 : -1) {
        if (m_objects->at(row).isHeading || m_objects->at(row).differences == 0)
            continue;
        m_list->setCurrentIndex(m_objects->index(row, 0));
        m_difference->goToEnd(!forward);
        return;
    }
}

FieldModel* DriftPane::fields() const
{
    return m_difference->fields();
}

QString DriftPane::footer() const
{
    return m_footer->fullText();
}

} // namespace plumb::ui
