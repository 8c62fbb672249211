// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"
#include "theme/tokens.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace plumb::ui {

class Banner;
class Chip;
class DriftPane;
class HistoryView;
class ResourcesView;
class SearchField;

//! The centre of the window: History, Drift and Resources of what is chosen at the left.
class Workbench : public QWidget
{
    Q_OBJECT
public:
    enum Tab { History, Drift, Resources };
    explicit Workbench(const Services& services, QWidget* parent = nullptr);
    void setTab(Tab tab);
    Tab tab() const;
    void setApplications(const QList<engine::ApplicationSnapshot>& ofRepository,
                         const QString& chosen);
    HistoryView* history() const { return m_history; }
    DriftPane* drift() const { return m_drift; }
    ResourcesView* resources() const { return m_resources; }
    SearchField* filter() const { return m_filter; }
    Banner* banner() const { return m_banner; }
    //! Where the keyboard goes when the tab on screen is chosen.
    QWidget* mainList() const;
    //! The drift pane that is on screen; null: none is.
    DriftPane* visibleDrift() const;

Q_SIGNALS:
    void tabChanged(int tab);

private:
    void refreshHead();
    void setBadge(int tab, const QString& text, Role role);
    const Services& m_services;
    QTabBar* m_tabs;
    Chip* m_notLive;
    SearchField* m_filter;
    QString m_filters[3]; //!< what each tab was asked for
    Banner* m_banner;
    QStackedWidget* m_stack;
    HistoryView* m_history;
    DriftPane* m_drift;
    ResourcesView* m_resources;
};

} // namespace plumb::ui
