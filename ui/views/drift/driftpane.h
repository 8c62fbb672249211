// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"

#include <QWidget>

class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace plumb::ui {

class Banner;
class DifferenceView;
class DriftModel;
class EmptyState;
class FieldModel;
class Label;
class PaneHead;

//! What differs between Git and the cluster: objects at the left, the fields of one at the right.
class DriftPane : public QWidget
{
    Q_OBJECT
public:
    explicit DriftPane(QWidget* parent = nullptr);
    void setApplications(const QList<engine::ApplicationSnapshot>& applications,
                         const QDateTime& now);
    void showObject(const QString& application, const objects::ResourceKey& key);
    //! F7 and Shift+F7: the next or previous difference, across objects.
    void goToDifference(bool forward);
    QListView* list() const { return m_list; }
    QSplitter* splitter() const { return m_splitter; }
    DriftModel* objects() const { return m_objects; }
    FieldModel* fields() const;
    DifferenceView* difference() const { return m_difference; }
    QString footer() const;

Q_SIGNALS:
    void copyWanted(const QString& text);
    void retryWanted(const QString& application);

private:
    void objectChosen();
    void refreshEmpty();
    QWidget* makeLeft();
    QWidget* makeRight();
    QList<engine::ApplicationSnapshot> m_applications;
    QDateTime m_now;
    DriftModel* m_objects;
    QSplitter* m_splitter;
    PaneHead* m_leftHead;
    PaneHead* m_rightHead;
    QListView* m_list;
    DifferenceView* m_difference;
    QStackedWidget* m_whole;
    EmptyState* m_empty;
    Banner* m_banner;
    QPushButton* m_hidden;
    QPushButton* m_all;
    Label* m_footer;
    QPushButton* m_copy;
};

} // namespace plumb::ui
