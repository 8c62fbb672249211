// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace plumb::ui {

class Banner;
class Label;

//! Three ways to begin. Nothing is contacted by looking at it.
class FirstRunPage : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRunPage(const Services& services, QWidget* parent = nullptr);
    void refresh();
    void setProblems(const QStringList& problems);
    void setSandboxOffered(bool offered);
    QLineEdit* location() const { return m_location; }
    QPushButton* openButton() const { return m_open; }
    QPushButton* findButton() const { return m_find; }

Q_SIGNALS:
    void repositoryAdded(const QString& name);
    void addApplicationWanted();
    void findWanted(const QString& repository); //!< empty: none was named here
    void sandboxWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open();
    const Services& m_services;
    QLineEdit* m_location;
    QPushButton* m_open;
    QPushButton* m_browse;
    QPushButton* m_find;
    QPushButton* m_use;
    QPushButton* m_sandbox;
    Label* m_contexts;
    Label* m_error;
    Banner* m_problems;
};

//! "shop-config" for "/srv/git/shop-config.git" or "https://host/team/shop-config.git". Pure.
QString nameFor(const QString& location);

} // namespace plumb::ui
