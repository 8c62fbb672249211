// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/workbench.h"

#include "delegates/paint.h"
#include "models/resourcemodel.h"
#include "theme/theme.h"
#include "views/drift/driftpane.h"
#include "views/history/historyview.h"
#include "views/resources/resourcesview.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/searchfield.h"
#include "widgets/surface.h"
#include "widgets/uniformlist.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

namespace plumb::ui {

namespace {

class Badge : public QWidget
{
public:
    Badge() { setAttribute(Qt::WA_TransparentForMouseEvents); }
    void say(const QString& text, Role role)
    {
        m_text = text;
        m_role = role;
        setAccessibleName(text);
        const auto width = textWidth(text, uiFont(-2, QFont::DemiBold)) + 14;
        setFixedSize(text.isEmpty() ? QSize(0, 0) : QSize(qMax(20, width), zoomed(18)));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_text.isEmpty())
            return;
        QPainter painter(this);
        const auto& token = theme().token(m_role);
        paintBadge(&painter, rect(), m_text, token.ink, token.tint);
    }

private:
    QString m_text;
    Role m_role = Role::Neutral;
};

} // namespace

Workbench::Workbench(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_tabs(new QTabBar)
    , m_notLive(new Chip)
    , m_filter(new SearchField(tr("Filter"), u"/"_s))
    , m_banner(new Banner(Role::Info))
    , m_stack(new QStackedWidget)
    , m_history(new HistoryView(services))
    , m_drift(new DriftPane)
    , m_resources(new ResourcesView)
{
    auto* head = surface(u"panehead"_s);
    setZoomedHeight(head, 36);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(6, 0, 8, 0);
    row->setSpacing(8);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views"));
    for (const auto& word : {tr("History"), tr("Drift"), tr("Resources")})
        m_tabs->addTab(word);
    for (const auto tab : {Drift, Resources})
        m_tabs->setTabButton(tab, QTabBar::RightSide, new Badge);
    row->addWidget(m_tabs);
    row->addStretch(1);
    m_filter->setFixedWidth(220);
    row->addWidget(m_notLive);
    row->addWidget(m_filter);
    m_notLive->hide();

    m_stack->addWidget(m_history);
    m_stack->addWidget(m_drift);
    m_stack->addWidget(m_resources);
    auto* column = columnOf(this);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        refreshHead();
        const auto hint =
            tab == History ? tr("Filter: text, author:, path:") : tr("Filter resources");
        m_filter->setPlaceholderText(hint);
        m_filter->setAccessibleName(hint);
        const QSignalBlocker quiet(m_filter);
        m_filter->setText(m_filters[tab]);
        Q_EMIT tabChanged(tab);
    });
    connect(m_history, &HistoryView::clearFilterWanted, m_filter, &QLineEdit::clear);
    connect(m_resources, &ResourcesView::clearFilterWanted, m_filter, &QLineEdit::clear);
    m_filter->setPlaceholderText(tr("Filter: text, author:, path:"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filters[tab()] = text;
        if (tab() == History)
            m_history->setFilter(text);
        else
            m_resources->setFilter(text);
    });
}

void Workbench::refreshHead()
{
    m_filter->setVisible(tab() != Drift);
    // those of the rail beside the commits that change the application, as in the sidebar
    const auto count = m_history->notLiveCount();
    m_notLive->setLook({.text = tr("%n commit(s) not live", nullptr, count),
                        .shape = Shape::OutOfSync,
                        .role = Role::Warn});
    m_notLive->setVisible(tab() == History && count > 0);
}

void Workbench::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

Workbench::Tab Workbench::tab() const
{
    return Tab(m_tabs->currentIndex());
}

QWidget* Workbench::mainList() const
{
    return tab() == History ? static_cast<QWidget*>(m_history->list())
           : tab() == Drift ? static_cast<QWidget*>(m_drift->list())
                            : m_resources->tree();
}

DriftPane* Workbench::visibleDrift() const
{
    if (tab() == Drift)
        return m_drift;
    return tab() == History && m_history->drift()->isVisible() ? m_history->drift() : nullptr;
}

void Workbench::setBadge(int tab, const QString& text, Role role)
{
    auto* badge = static_cast<Badge*>(m_tabs->tabButton(tab, QTabBar::RightSide));
    badge->say(text, role);
    badge->setVisible(!text.isEmpty());
    // makes the bar lay itself out again
    m_tabs->setTabText(tab, m_tabs->tabText(tab));
}

void Workbench::setApplications(const QList<engine::ApplicationSnapshot>& ofRepository,
                                const QString& chosen)
{
    m_history->setApplications(ofRepository, chosen);
    refreshHead();
    std::optional<engine::ApplicationSnapshot> one;
    int differences = 0, resources = 0;
    for (const auto& a : ofRepository) {
        if (a.config.name == chosen)
            one = a;
        if (chosen.isEmpty() || a.config.name == chosen) {
            differences += a.differenceCount();
            resources += int(a.resources.size());
        }
    }
    m_drift->setApplications(one ? QList{*one} : ofRepository, m_services.now());
    m_resources->setApplication(one, m_services.now());
    setBadge(Drift, differences > 0 ? QString::number(differences) : QString(), Role::Warn);
    setBadge(Resources, one && resources > 0 ? QString::number(resources) : QString(),
             Role::Neutral);
}

} // namespace plumb::ui
