// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/toolbar.h"

#include "actions/registry.h"
#include "base/text.h"
#include "theme/shapes.h"
#include "theme/theme.h"
#include "widgets/locator.h"
#include "widgets/selectorbutton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace plumb::ui {

//! Coloured words that belong to us, never to a name from outside alone. // reliability L4
class EnvironmentMark : public QWidget
{
public:
    EnvironmentMark(Role role, Shape shape)
        : m_role(role)
        , m_shape(shape)
    {
        setZoomedHeight(this, 26);
        hide();
    }
    void say(const QString& text)
    {
        m_text = printable(text, 60);
        setAccessibleName(m_text);
        setVisible(!m_text.isEmpty());
        setFixedWidth(QFontMetrics(uiFont(0, QFont::DemiBold)).horizontalAdvance(m_text) + 42);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const auto& token = theme().token(m_role);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(token.ink, 1));
        painter.setBrush(token.tint);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        paintShape(&painter, QRect(11, height() / 2 - 6, 13, 13), m_shape, token.ink);
        painter.setFont(uiFont(0, QFont::DemiBold));
        painter.setPen(token.ink);
        painter.drawText(rect().adjusted(30, 0, -8, 0), Qt::AlignVCenter, m_text);
    }

private:
    Role m_role;
    Shape m_shape;
    QString m_text;
};

Toolbar::Toolbar(const ActionRegistry& actions, Locator* locator, QWidget* parent)
    : QWidget(parent)
    , m_repository(new SelectorButton(tr("repo")))
    , m_branch(new SelectorButton(tr("branch")))
    , m_context(new SelectorButton(tr("context")))
    , m_namespace(new SelectorButton(tr("namespace")))
    , m_protected(new EnvironmentMark(Role::Bad, Shape::Warning))
    , m_sandbox(new EnvironmentMark(Role::Info, Shape::Sandbox))
{
    setObjectName(u"toolbar"_s);
    setAttribute(Qt::WA_StyledBackground);
    setZoomedHeight(this, 44);
    setAccessibleName(tr("Toolbar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    for (auto* selector : {m_repository, m_branch, m_context, m_namespace})
        row->addWidget(selector);
    row->addSpacing(12);
    for (const auto& id : {u"fetch"_s, u"push"_s, u"sync"_s, u"rollback"_s}) {
        auto* button = actions.button(id);
        if (id == u"sync")
            button->setProperty("primary", true);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(button);
    }
    locator->setMaximumWidth(230);
    locator->setMinimumWidth(80);
    row->addWidget(locator, 3);
    row->addStretch(1);
    row->addWidget(m_sandbox);
    row->addWidget(m_protected);
}

void Toolbar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // what can be read elsewhere makes room first
    m_namespace->setVisible(width() >= zoomed(1240));
    m_branch->setVisible(width() >= zoomed(1120));
}

void Toolbar::setProtected(const QString& text)
{
    m_protected->say(text);
}

void Toolbar::setSandbox(bool sandbox)
{
    m_sandbox->say(sandbox ? tr("Sandbox") : QString());
}

} // namespace plumb::ui
