// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace plumb::ui {

class Chip;
class DiffText;
class FactList;
class Label;
class Segments;

//! What is chosen, in full: an application, or one of its resources with events and log.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(const Services& services, QWidget* parent = nullptr);
    void showNothing();
    void showApplication(const engine::ApplicationSnapshot& application, const QDateTime& now);
    void showResource(const engine::ApplicationSnapshot& application,
                      const engine::ResourceNode& node, const QDateTime& now);
    //! News of the resource that is shown; false: none is, or it is gone.
    bool refreshResource(const engine::ApplicationSnapshot& application, const QDateTime& now);
    void setEvents(const QList<objects::Object>& events, const QDateTime& now);
    QString application() const { return m_application; }
    QString text() const; //!< all that is shown, for tests

Q_SIGNALS:
    void copyWanted(const QString& text);

private:
    void loadEvents(const engine::ApplicationSnapshot& application, const objects::ResourceKey& key,
                    const QString& uid);
    void loadLog();
    QWidget* makeSummary();

    const Services& m_services;
    QString m_application, m_shownKey, m_pod;
    engine::ResourceNode m_node;
    std::stop_source m_stop;
    Label* m_title;
    Label* m_sub;
    Chip* m_sync;
    Chip* m_health;
    Segments* m_what;
    QStackedWidget* m_stack;
    FactList* m_facts;
    Label* m_reasonsTitle;
    Label* m_reasons;
    Label* m_problemsTitle;
    Label* m_problems;
    Label* m_eventsTitle;
    Label* m_events;
    DiffText* m_log;
};

//! Facts of an application, name by name. Pure.
QList<std::pair<QString, QString>> factsOf(const engine::ApplicationSnapshot& application,
                                           const QDateTime& now);
//! "09:14  ScalingReplicaSet: scaled up to 4 (×3)", latest first, at most `limit` lines. Pure.
QStringList eventLines(const QList<objects::Object>& events, const QDateTime& now, int limit);

} // namespace plumb::ui
