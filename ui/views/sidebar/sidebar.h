// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/sidebarmodel.h"

#include <QWidget>

class QListView;
class QPushButton;

namespace plumb::ui {

class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(QWidget* parent = nullptr);
    SidebarModel* model() const { return m_model; }
    QListView* list() const { return m_list; }
    void setState(const QList<engine::ApplicationSnapshot>& applications,
                  const QList<engine::RepositorySnapshot>& repositories,
                  const QList<engine::ClusterSnapshot>& clusters);
    //! Shows it as chosen without telling anybody.
    void choose(SidebarRow::Kind kind, const QString& id);
    //! Alt+Up and Alt+Down: the previous or next application.
    void step(int by);

Q_SIGNALS:
    void chosen(SidebarRow::Kind kind, const QString& id);
    void addWanted();
    void removeWanted(const QString& application);

private:
    SidebarModel* m_model;
    QListView* m_list;
    SidebarRow::Kind m_kind = SidebarRow::Kind::Heading; //!< what is chosen, with a row or without
    QString m_id;
    bool m_quiet = false;
};

} // namespace plumb::ui
