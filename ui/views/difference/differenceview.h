// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/snapshots.h"
#include "theme/shapes.h"

#include <QTreeView>

class QStackedWidget;

namespace plumb::ui {

class DiffText;
class EmptyState;
class FieldModel;
class Label;
class PaneHead;
class Segments;

//! Path, Git and live side by side; rows grow with what they have to say.
class FieldTable : public QTreeView
{
    Q_OBJECT
public:
    explicit FieldTable(FieldModel* model, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    bool m_fits = true; //!< until somebody drags the border of the first column
};

//! One object as Git wants it and as it lives: as fields, as two texts or as one. The switch
//! between the three stands in a head that the owner names.
class DifferenceView : public QWidget
{
    Q_OBJECT
public:
    enum class Mode { Fields, SideBySide, Unified };
    DifferenceView(PaneHead* head, const QString& accessibleName, QWidget* parent = nullptr);
    void setSides(const QString& desired, const QString& live);
    void setObject(const std::optional<engine::ObjectState>& object, const QDateTime& now);
    //! Stands there when no field differs; an empty sentence: the text does.
    void setNothing(Shape shape, const QString& sentence);
    void setMode(Mode mode);
    Mode mode() const;
    FieldModel* fields() const { return m_fields; }
    //! Within this object; false: there is no further one.
    bool goToDifference(bool forward);
    void goToEnd(bool last);
    QString text() const; //!< what stands there now, for tests

private:
    void refresh();
    QWidget* makeSides();
    std::optional<engine::ObjectState> m_object;
    FieldModel* m_fields;
    FieldTable* m_table;
    Label* m_leftTitle;
    Label* m_rightTitle;
    DiffText* m_left;
    DiffText* m_right;
    DiffText* m_text;
    EmptyState* m_nothing;
    QStackedWidget* m_body;
    Segments* m_switch;
};

} // namespace plumb::ui
