// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "actions/registry.h"

#include "format/text.h"

#include <QPushButton>
#include <QWidget>

namespace plumb::ui {

static QString keysOf(const QAction* action)
{
    QStringList keys;
    for (const auto& key : action->shortcuts())
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(u", "_s);
}

QAction* ActionRegistry::add(const QString& id, const QString& text,
                             const QList<QKeySequence>& keys, const QString& what, QWidget* window)
{
    Q_ASSERT(!m_entries.contains(id));
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcuts(keys);
    window->addAction(action);
    m_entries.insert(id, {action, what, {}});
    m_order << id;
    setReason(id, {});
    return action;
}

QAction* ActionRegistry::action(const QString& id) const
{
    Q_ASSERT(m_entries.contains(id));
    return m_entries.value(id).action;
}

void ActionRegistry::setReason(const QString& id, const QString& reason)
{
    auto& entry = m_entries[id];
    entry.reason = reason;
    entry.action->setEnabled(reason.isEmpty());
    const auto says = reason.isEmpty() ? entry.what : reason;
    const auto keys = keysOf(entry.action);
    entry.action->setToolTip(plainTip(keys.isEmpty() ? says : says + u"  "_s + keys));
    entry.action->setStatusTip(says);
}

QString ActionRegistry::reason(const QString& id) const
{
    return m_entries.value(id).reason;
}

QString ActionRegistry::asText() const
{
    QStringList lines;
    for (const auto& id : m_order) {
        const auto& entry = m_entries[id];
        lines << u"%1: %2 [%3] %4"_s.arg(id, entry.action->text(), keysOf(entry.action),
                                         entry.reason.isEmpty() ? u"enabled"_s
                                                                : u"disabled: "_s + entry.reason);
    }
    return lines.join(u'\n');
}

QPushButton* ActionRegistry::button(const QString& id, QWidget* parent) const
{
    auto* button = new QPushButton(parent);
    auto* act = action(id);
    const auto follow = [button, act] {
        button->setText(act->text());
        button->setEnabled(act->isEnabled());
        button->setToolTip(act->toolTip());
        button->setStatusTip(act->statusTip());
        button->setAccessibleName(act->text());
        button->setAccessibleDescription(act->statusTip());
    };
    follow();
    connect(act, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, act, &QAction::trigger);
    return button;
}

void explain(QAction* action, const QString& reason, const QString& what)
{
    action->setEnabled(reason.isEmpty());
    const auto says = reason.isEmpty() ? what : reason;
    action->setToolTip(plainTip(says));
    action->setStatusTip(says);
}

void explain(QWidget* control, const QString& reason, const QString& what)
{
    control->setEnabled(reason.isEmpty());
    const auto says = reason.isEmpty() ? what : reason;
    control->setToolTip(plainTip(says));
    control->setStatusTip(says);
    control->setAccessibleDescription(says);
}

} // namespace plumb::ui
