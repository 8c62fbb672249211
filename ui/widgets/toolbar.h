// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace plumb::ui {

class ActionRegistry;
class Locator;
class SelectorButton;

//! The upper line: what is on screen, what can be done, where to go; and which context is
//! protected.
class Toolbar : public QWidget
{
    Q_OBJECT
public:
    Toolbar(const ActionRegistry& actions, Locator* locator, QWidget* parent = nullptr);
    SelectorButton* repository() const { return m_repository; }
    SelectorButton* branch() const { return m_branch; }
    SelectorButton* context() const { return m_context; }
    SelectorButton* ns() const { return m_namespace; }
    //! Empty: no protected context is on screen.
    void setProtected(const QString& text);
    void setSandbox(bool sandbox);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    SelectorButton* m_repository;
    SelectorButton* m_branch;
    SelectorButton* m_context;
    SelectorButton* m_namespace;
    class EnvironmentMark* m_protected;
    class EnvironmentMark* m_sandbox;
};

} // namespace plumb::ui
