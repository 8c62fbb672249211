// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>

class QPushButton;

namespace plumb::ui {

//! Every action of the window: id, text, shortcut, and either enabled or the reason why not. The
//! reason shows in tooltip, status line and accessible description of everything that offers the
//! action.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                 const QString& what, QWidget* window);
    QAction* action(const QString& id) const;
    //! Empty: it can be done now.
    void setReason(const QString& id, const QString& reason);
    QString reason(const QString& id) const;
    QStringList ids() const { return m_order; }
    //! "fetch: Fetch [Ctrl+Shift+F] enabled", one line per action.
    QString asText() const;
    //! A button that follows the action.
    QPushButton* button(const QString& id, QWidget* parent = nullptr) const;

private:
    struct Entry
    {
        QAction* action = nullptr;
        QString what, reason;
    };
    QHash<QString, Entry> m_entries;
    QStringList m_order;
};

//! Enables a control, or disables it and says why everywhere a user may look.
void explain(QAction* action, const QString& reason, const QString& what = {});
void explain(QWidget* control, const QString& reason, const QString& what = {});

} // namespace plumb::ui
